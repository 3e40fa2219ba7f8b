"""The console and the wall of a room of 500 whose picture changes ten times a second: frames a second, and the work of one."""

import contextlib
import os
import random
import tempfile
import threading
from pathlib import Path

from .measure import absolute, ratio

PEOPLE, SECONDS = 500, 5
CHANGES_S = 0.1
SLOWEST_MS = 1000 / 30
WATCH = """async (seconds) => {
  const gaps = [], work = [], until = performance.now() + seconds * 1000;
  let before = await new Promise(requestAnimationFrame);
  while (before < until) {
    const frame = await new Promise(requestAnimationFrame);
    gaps.push(frame - before);
    before = frame;
    work.push(await new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - frame);
      channel.port2.postMessage(null);
    }));
  }
  return { gaps, work };
}"""
"""For each frame: milliseconds since the one before, and from its beginning to the end of its style, layout and paint."""


def main() -> bool:
    from browser.lab import CHROMIUM_OPTIONS
    from playwright.sync_api import sync_playwright
    from room.fake_room import SECRET, VIEW, FakeRoom

    from kit import browsers, sessions

    good = []
    with tempfile.TemporaryDirectory() as empty, sync_playwright() as playwright:
        os.environ["THROUGHLINE_MY_WORK"] = str(Path(empty) / "my_work")
        activities, answers = _activities()
        room = FakeRoom(sessions.session("05"), activities, here=PEOPLE).start()
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
        for screen, address, size in (
            ("console", f"/console#secret={SECRET}", (1280, 900)),
            ("wall", f"/projector#view={VIEW}", (1920, 1080)),
        ):
            for key in activities:
                with _changing(room, key, answers[key]):
                    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
                    page.goto(room.url + address)
                    page.locator("#panels svg").first.wait_for()
                    seen = page.evaluate(WATCH, SECONDS)
                    page.close()
                name = f"{screen}, {activities[key]['kind']} of {PEOPLE}"
                frames = [len(seen["gaps"]) / SECONDS]
                slow = sorted(seen["gaps"])[int(len(seen["gaps"]) * 0.99)]
                good += [
                    ratio(f"{name}: 30 frames a second against those drawn", [30.0], frames, "a second", 1),
                    absolute(
                        f"{name}: from one frame to the next, 99th percentile", [slow], "ms", SLOWEST_MS
                    ),
                    absolute(f"{name}: work of a frame", seen["work"], "ms", 16),
                ]
        chromium.close()
        room.stop()
    return all(good)


def _activities() -> tuple[dict[str, dict], dict[str, list[dict]]]:
    """Activities by key, and for each what 500 people may have answered."""
    from kit import NumberLine, Predict, SortBoard

    sort = SortBoard("05/papers", deck="fraction-arithmetic/papers")
    predict = Predict("05/estimate", item="naep-12-13-7-8")
    line = NumberLine("05/line", item="place-on-0-2")
    chance = random.Random(500)
    cards = [card["id"] for card in sort.content["cards"]]
    bars = [bar["label"] for bar in predict.content["bars"]]
    task = line.content["task"]
    made = {
        sort: [
            {"placed": {card: chance.choice("012345") for card in cards}, "tags": {}} for _ in range(PEOPLE)
        ],
        predict: [{"bars": {bar: chance.randrange(0, 60) for bar in bars}} for _ in range(PEOPLE)],
        line: [
            {"placed": {one: round(chance.uniform(0, task["end"]), 2) for one in task["numbers"]}}
            for _ in range(PEOPLE)
        ],
    }
    about = {one.key: {"key": one.key, "kind": type(one).__name__, "content": one.content} for one in made}
    return about, {one.key: values for one, values in made.items()}


@contextlib.contextmanager
def _changing(room, key: str, answers: list[dict]):
    """Meanwhile the activity is shown, and ten times a second other people have answered."""
    for other in room.activities:
        room.act({"kind": "hide", "key": other})
    room.act({"kind": "open", "key": key})
    room.act({"kind": "show", "key": key})
    room.answer(key, *answers)
    ended, chance = threading.Event(), random.Random(1)

    def change() -> None:
        while not ended.wait(CHANGES_S):
            room.answer(key, *chance.sample(answers, PEOPLE - 50))

    thread = threading.Thread(target=change, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
