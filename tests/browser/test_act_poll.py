"""Poll in hands: each kind answered by mouse, keyboard or finger, and the figure only after one's own answer."""

import pytest
from playwright.sync_api import expect

from kit import Poll

from .alone import alone

FIGURE = {"reference": "24 in 100 chose 2.", "source": "carpenter-1981"}
ORDER = {"question": "In which order?", "kind": "ordered", "options": ("Read", "Sort", "Decide")}


@pytest.fixture
def ask(browser):
    """Opens a poll; nothing may go wrong in it."""
    opened = []

    def open_poll(value: dict | None = None, context: dict | None = None, **options):
        made = Poll("gallery/poll", **options)
        made.value = {**made.value, **(value or {})}
        opened.append(alone(browser, made, **(context or {})))
        return opened[-1]

    yield open_poll
    for one in opened:
        assert one.errors == []


def test_one_is_chosen_by_keyboard_and_taken_back(ask):
    one = ask(question="Which?", options=("Never", "Now and then", "Often"))
    one.activity.get_by_role("radio").first.focus()
    one.page.keyboard.press("Space")
    one.page.keyboard.press("ArrowDown")
    assert one.value()["answer"] == "Now and then"
    one.activity.get_by_role("button", name="Take my answer back").click()
    assert one.value()["answer"] is None
    expect(one.activity.get_by_role("radio", checked=True)).to_have_count(0)
    expect(one.activity.get_by_role("radio").first).to_be_focused()


def test_the_figure_waits_for_an_answer_and_keeps_the_first(ask):
    one = ask(question="Nearest to $12/13 + 7/8$?", options=("1", "2", "19"), **FIGURE)
    show = one.activity.get_by_role("button", name="Show what is published")
    show.click()
    expect(one.activity.get_by_text("24 in 100 chose 2.")).to_have_count(0)
    expect(one.activity.get_by_text("Answer first, or press again").first).to_be_visible()
    one.activity.get_by_role("radio", name="19").check()
    show.click()
    expect(one.activity.get_by_text("24 in 100 chose 2.").first).to_be_visible()
    expect(one.activity.get_by_text("Carpenter, T. P.")).to_be_visible()
    one.activity.get_by_role("radio", name="2", exact=True).check()
    expect(one.activity.get_by_text("2 (before you looked: 19)")).to_be_visible()
    assert one.value() == {"kind": "one", "answer": "2", "shown": True, "first": {"answer": "19"}}


def test_several_come_in_the_order_of_the_options(ask):
    one = ask(question="Which?", kind="several", options=("a", "b", "c"))
    for name in ("c", "a"):
        one.activity.get_by_role("checkbox", name=name).check()
    assert one.value()["answer"] == ["a", "c"]


def test_an_order_is_made_by_keys_and_focus_stays_on_what_moved(ask):
    one = ask(**ORDER)
    up = one.activity.get_by_role("button", name="Move up: Decide")
    up.focus()
    one.page.keyboard.press("Enter")
    assert one.value()["answer"] == ["Read", "Decide", "Sort"]
    expect(up).to_be_focused()
    one.page.keyboard.press("ArrowUp")
    assert one.value()["answer"] == ["Decide", "Read", "Sort"]
    expect(up).to_be_focused()
    expect(one.activity.locator("[aria-live]")).to_have_text("Place 1 of 3: Decide")


def test_the_order_as_it_stands_has_to_be_kept(ask):
    one = ask(**ORDER)
    assert one.value()["answer"] is None
    one.activity.get_by_role("button", name="Keep this order").click()
    assert one.value()["answer"] == ["Read", "Sort", "Decide"]


def test_a_row_is_dragged_to_its_place(ask):
    one = ask(**ORDER)
    rows = one.activity.locator(".tl-order-row")
    start, end = rows.first.locator(".tl-order-handle").bounding_box(), rows.last.bounding_box()
    mouse, x = one.page.mouse, start["x"] + 8
    mouse.move(x, start["y"] + 10)
    mouse.down()
    mouse.move(x, end["y"] + 10, steps=4)
    mouse.move(x, end["y"] + end["height"], steps=2)
    mouse.up()
    assert one.value()["answer"] == ["Sort", "Decide", "Read"]
    expect(rows.last).to_contain_text("Read")


def test_a_number_out_of_range_is_told_and_not_kept(ask):
    one = ask(question="Of 30, how many?", kind="numeric", unit="of 30", least=0, most=30)
    field = one.activity.get_by_role("textbox", name="Of 30, how many?")
    field.fill("12")
    field.press("Tab")
    assert one.value()["answer"] == 12
    field.fill("44")
    field.press("Tab")
    expect(one.activity.get_by_text("Give a number that is 30 or less.").first).to_be_visible()
    assert one.value()["answer"] == 12


def test_typed_text_is_kept_when_the_page_goes_at_once(ask):
    one = ask(question="In a few words?", kind="text")
    one.activity.get_by_role("textbox").fill("<b>Strips</b> first")
    one.page.evaluate("window.cleanUp()")
    assert one.value()["answer"] == "<b>Strips</b> first"


def test_a_scale_is_heard_with_its_ends(ask):
    one = ask(question="How sure?", kind="scale", ends=("not at all", "quite sure"))
    one.activity.get_by_role("radio", name="5, quite sure").check()
    assert one.value()["answer"] == 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "options",
    [
        {"question": "Which of $1/2$?", "options": ("$1/3$", "$2/4$"), **FIGURE},
        {"question": "How sure?", "kind": "scale", "ends": ("not at all", "quite sure")},
        ORDER,
        {"question": "How many?", "kind": "numeric"},
    ],
    ids=["one", "scale", "ordered", "numeric"],
)
def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scrolling(ask, options, scheme):
    context = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme, "has_touch": True}
    one = ask({"shown": True, "first": {"answer": None}} if "source" in options else {}, context, **options)
    assert one.axe() == []
    assert one.sideways() <= 0
    for button in one.activity.get_by_role("button").all():
        if button.is_visible():
            assert button.bounding_box()["height"] >= 44
