"""The whole of session 05 on its page with the keyboard alone: no click, no script that sets a value."""

import json

import pytest

from kit import sessions
from kit.pages import build

FOCUS = """() => {
  const one = document.activeElement;
  const name = one.getAttribute("aria-label") ?? one.closest("label")?.textContent ?? one.textContent;
  const outlined = (node) => node && getComputedStyle(node).outlineStyle !== "none";
  const flag = one.querySelector(".tl-flag"); // a marker on the line is drawn with a thick flag in place of an outline
  return {
    key: one.closest(".tl-activity")?.dataset.key ?? "",
    name: (one.getAttribute("aria-labelledby") ? document.getElementById(one.getAttribute("aria-labelledby").split(" ")[0])?.textContent : name)?.trim() ?? "",
    tag: one.tagName.toLowerCase(),
    seen: outlined(one) || outlined(one.closest("label")) || outlined(one.nextElementSibling) ||
      (flag !== null && parseFloat(getComputedStyle(flag).strokeWidth) >= 5),
  };
}"""


class Hands:
    """Ten fingers on a keyboard."""

    def __init__(self, page):
        self.page = page
        self.unseen: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def focus(self) -> dict:
        return self.page.evaluate(FOCUS)

    def tab_to(self, key: str, name: str = "", tag: str = "", back: bool = False) -> dict:
        """Tab until the focus is on something of this activity with this in its name."""
        for _ in range(200):
            self.press("Shift+Tab" if back else "Tab")
            now = self.focus()
            if now["tag"] != "body" and not now["seen"]:
                self.unseen.append(f"{now['key']} {now['tag']} {now['name'][:40]}")
            if now["key"] == key and name in now["name"] and tag in now["tag"]:
                return now
        raise AssertionError(f"Tab never came to “{name}” of {key or 'the page'}")


@pytest.fixture
def page(browser, tmp_path):
    (built,) = build.build_pages([sessions.session("05")], tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(built.path.as_uri())
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()


def values(page) -> dict:
    """What the browser keeps, by activity."""
    stored = page.evaluate("() => Object.fromEntries(Object.entries(localStorage))")
    place = "throughline/answer/"
    return {
        name.removeprefix(place): json.loads(text)["value"]
        for name, text in stored.items()
        if name.startswith(place)
    }


def test_session_05_is_done_by_keyboard_alone(page):
    hands = Hands(page)
    hands.tab_to("", "Skip to the text")
    hands.press("Enter")

    hands.tab_to("", "Done with this part")
    hands.press("Space")

    numbers = {"one fourth": 1, "two thirds": 3, "three fourths": 3, "two halves": 4, "five fourths": 5}
    for number, steps in (numbers | {"one and one half": 6}).items():
        hands.tab_to("05/line", f"{number}, not on the line yet", back=number != "one fourth")
        hands.press(*["ArrowRight"] * steps)
    hands.tab_to("05/line", "Check")
    hands.press("Enter")

    hands.tab_to("05/strips", "One part more")
    hands.press("Enter")
    hands.tab_to("05/strips", "Copy a part onto the end")
    hands.press("Enter")
    hands.tab_to("05/strips", "Check")
    hands.press("Enter")

    hands.tab_to("05/compare", "", "input")
    hands.press("ArrowDown")
    hands.tab_to("05/compare", "11 and 12 are larger", "input")
    hands.press("ArrowDown", "ArrowDown")
    hands.tab_to("05/compare", "Check the reasoning")
    hands.press("Enter")

    hands.tab_to("05/estimate", "19: percent")
    hands.press("ControlOrMeta+a")
    page.keyboard.type("40")
    hands.tab_to("05/estimate", "Show the published numbers")
    hands.press("Enter")

    hands.tab_to("05/levels", "Level 2")
    hands.press("Enter")
    hands.tab_to("05/levels", "", "input")
    hands.press("Space")

    hands.tab_to("05/papers", "S28")
    for pile in "022333?2230?":
        hands.press(pile)
        now = hands.focus()
        assert now["key"] == "05/papers", "after a card is placed the focus stays in the activity"
        hands.press("n")
    hands.press("u")
    hands.tab_to("05/papers", "first sort", back=True)
    hands.press("Enter")

    hands.tab_to("05/sums", "S17")
    hands.press("1")

    hands.tab_to("05/next", "", "textarea")
    page.keyboard.type("One common unit, on strips.")
    hands.tab_to("05/decide", "", "textarea")
    page.keyboard.type("S28: tops and bottoms apart")

    hands.tab_to("05/confidence", "", "input")
    hands.press("ArrowRight", "ArrowRight")
    hands.tab_to("05/confidence", "", "textarea")
    page.keyboard.type("I will ask for an estimate first.")

    hands.tab_to("", "My record of work")
    hands.press("Enter")
    assert page.locator("#page-record h3").evaluate("(one) => one === document.activeElement")

    kept = values(page)
    assert set(kept) == set(sessions.session("05").activity_keys)
    assert len(kept["05/papers"]["placed"]) == 11, "twelve were sorted, the last one undone"
    assert kept["05/papers"]["first"] == kept["05/papers"]["placed"]
    assert kept["05/line"]["checks"] and kept["05/strips"]["checks"] and kept["05/compare"]["checks"]
    assert kept["05/estimate"]["prediction"]["19"] == 40
    assert "S28: tops and bottoms apart" in kept["05/decide"]["writing"].values()
    assert hands.unseen == [], "wherever the focus is, one sees it"
