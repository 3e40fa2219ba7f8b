"""Every activity on a big content: what one click costs the browser until the frame that shows it is made."""

import random

from .measure import absolute

CLICKS = 40
WATCH = """() => {
  window.costs = [];
  addEventListener("click", (event) => {
    const clicked = event.timeStamp, begun = performance.now();
    requestAnimationFrame(() => {
      const frame = performance.now(), channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const drawn = performance.now();
        window.costs.push({ work: window.handled - begun + drawn - frame, whole: drawn - clicked });
      };
      channel.port2.postMessage(null);
    });
  }, true);
  addEventListener("click", () => { window.handled = performance.now(); });
}"""
"""From the click to the end of its handlers, then from the beginning of the next frame to its end: style, layout, paint.
`whole` has the wait for that frame in it (up to 16.7 ms) and is told, not judged: no activity can shorten it."""


def main() -> bool:
    from browser.alone import alone
    from browser.lab import CHROMIUM_OPTIONS
    from playwright.sync_api import sync_playwright

    from kit import browsers

    good = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
        for activity in _activities():
            page = alone(chromium, activity, others=_sorted(activity))
            work, whole = _click_about(page)
            page.page.context.close()
            if not work:
                continue
            name = f"{type(activity).__name__}: work of a click"
            print(
                f"     whole, with the wait for the frame: {sorted(whole)[len(whole) // 2]:.3g} ms",
                flush=True,
            )
            good += [
                absolute(name, work, "ms", 16),
                absolute(f"{name}, the worst of {len(work)}", [max(work)], "ms", 50),
            ]
        chromium.close()
    return all(good)


def _activities() -> list:
    """The gallery's activities, each made anew from its cell."""
    import nbformat

    import kit
    from kit import sessions

    found = []
    for cell in nbformat.read(sessions.gallery().path, 4).cells:
        source = cell.source.strip()
        if cell.cell_type != "code" or not source.startswith("kit."):
            continue
        found.append(eval(source, {"kit": kit}))
    return found


def _sorted(activity) -> dict:
    """For an activity that builds on a sort: every card in a group, so that there is something to move."""
    cards = [card["id"] for card in activity.content.get("cards", [])]
    placed = {card: str(n % 5) for n, card in enumerate(cards)}
    empty = {"tags": {}, "accuracy": {}, "notes": {}, "first": None}
    return {key: {"placed": placed, **empty} for key in activity.others or {}}


def _click_about(one) -> tuple[list[float], list[float]]:
    """Milliseconds of work, and of all, for clicks on what can be clicked, chosen at random."""
    chance = random.Random(20)
    one.page.evaluate(WATCH)
    for _ in range(CLICKS):
        buttons = one.activity.locator("button:visible:enabled")
        if not (count := buttons.count()):
            break
        buttons.nth(chance.randrange(count)).dispatch_event("click")
        one.page.wait_for_timeout(40)
    costs = one.page.evaluate("() => window.costs")
    return [cost["work"] for cost in costs], [cost["whole"] for cost in costs]
