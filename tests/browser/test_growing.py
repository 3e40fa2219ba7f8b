"""Session 12 in browsers: a baseline that lies in a file, handing over in the page, and the group's growth on the wall."""

import json
import re

import pytest
from playwright.sync_api import expect

from kit import HandOver, sessions
from kit.evidence import example
from kit.pages import build
from tests.room.fake_room import SECRET, VIEW, FakeRoom

from . import axe

KEYS = ("00/baseline", "12/closing")
HAND = "12/hand-over"
SLOW = 30_000
"""The first picture imports the statistics."""


def forms() -> list[dict]:
    """Both forms of each person of the constructed group who took both."""
    found: dict[str, dict] = {}
    for one in example.load():
        if one["key"] in KEYS:
            found.setdefault(one["participant"], {})[one["key"]] = one["value"]
    return [tasks for tasks in found.values() if len(tasks) == 2]


def file_of(responses: dict[str, dict]) -> str:
    rows = {
        key: {"key": key, "value": value, "at": "2025-09-16T20:26:00Z", "participant": "aa", "revision": 3}
        for key, value in responses.items()
    }
    whole = {"format": "throughline-journal", "version": 1, "participant": "aa", "responses": rows}
    return json.dumps(whole | {"earlier": [], "records": {}})


@pytest.fixture
def page(browser, tmp_path):
    (built,) = build.build_pages([sessions.session("12")], tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(built.path.as_uri())
    opened.wait_for_selector("html[data-ready]")
    yield opened
    context.close()
    assert errors == []


def test_a_baseline_from_a_file_gives_the_other_form_and_both_are_handed_over(page, tmp_path):
    task, hand = (page.locator(f'.tl-activity[data-key="{key}"]') for key in ("12/closing", HAND))
    expect(task.get_by_text("Your baseline is not on this device.")).to_be_visible()
    expect(hand.locator(".tl-state")).to_contain_text("nothing to hand over")
    file = tmp_path / "answers.json"
    baseline = next(one["00/baseline"] for one in forms() if one["00/baseline"]["form"] == "B")
    file.write_text(file_of({"00/baseline": baseline}), encoding="utf-8")
    page.set_input_files("#page-upload", file)
    expect(page.get_by_text("1 answer was brought in.")).to_be_visible()
    task.hover()
    expect(task.get_by_text("it was form B. Now comes form A.")).to_be_visible()
    task.get_by_role("button", name="Begin").click()
    expect(task.get_by_role("heading", name="A subtraction in columns")).to_be_visible()
    task.get_by_role("textbox").fill("the smaller from the larger")
    task.get_by_role("button", name="Next ›").click()
    task.get_by_role("radio").first.check()
    hand.hover()
    expect(hand.get_by_text("form A, 1 of 4 parts answered")).to_be_visible()
    assert page.evaluate("localStorage.getItem('throughline/answer/12/hand-over')") is None
    hand.get_by_role("button", name="Hand over", exact=True).click()
    kept = json.loads(page.evaluate("localStorage.getItem('throughline/answer/12/hand-over')"))
    assert {key: task["form"] for key, task in kept["value"]["tasks"].items()} == {KEYS[0]: "B", KEYS[1]: "A"}
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(hand.locator(".tl-state")).to_contain_text("Handed over")
    hand.get_by_role("button", name="Take it back").click()
    kept = json.loads(page.evaluate("localStorage.getItem('throughline/answer/12/hand-over')"))
    assert kept["value"]["tasks"] == {}


@pytest.fixture
def room():
    made = HandOver(HAND, reads=KEYS, title="Your two forms")
    running = FakeRoom(
        sessions.session("12"), {HAND: {"key": HAND, "kind": "HandOver", "content": made.content}}
    ).start()
    yield running
    running.stop()


def hand_over(room, n: int) -> None:
    values = [{"handed": True, "at": 1, "writing": False, "tasks": tasks} for tasks in forms()[:n]]
    room.answer(HAND, *values)


def open_screen(browser, room, path: str, **options):
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(10_000)
    screen = context.new_page()
    screen.goto(room.url + path)
    return screen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_growth_is_on_the_wall_after_the_reveal_and_gone_with_it(browser, room, scheme):
    hand_over(room, 20)
    room.act({"kind": "show", "key": HAND})
    wall = open_screen(browser, room, f"/projector#view={VIEW}", color_scheme=scheme)
    expect(wall.locator("#missing")).to_contain_text("everybody has decided")
    assert wall.locator(".panel").count() == 0
    room.act({"kind": "reveal", "key": HAND})
    expect(wall.locator(".panel")).to_have_count(2, timeout=SLOW)
    expect(wall.locator("#about")).to_contain_text(
        "20 handed over both forms. Change may also come from practice"
    )
    expect(wall.locator(".row-note").first).to_have_text(re.compile(r"^[+−]?\d+$"))
    spans = wall.locator(".interval-span").evaluate_all("all => all.map((one) => one.getBBox().width)")
    assert spans and all(width > 8 for width in spans)
    assert axe.wrong(wall) == []
    room.act({"kind": "unreveal", "key": HAND})
    expect(wall.locator(".panel")).to_have_count(0)
    wall.context.close()


def test_four_people_see_no_number_on_the_console_either(browser, room):
    hand_over(room, 4)
    for kind in ("open", "reveal"):
        room.act({"kind": kind, "key": HAND})
    console = open_screen(browser, room, f"/console#secret={SECRET}")
    expect(console.locator("#missing")).to_contain_text("once 5 people have handed over both forms")
    assert console.locator(".panel").count() == 0
    hand_over(room, 5)
    expect(console.locator(".panel")).to_have_count(2, timeout=SLOW)
    console.context.close()
