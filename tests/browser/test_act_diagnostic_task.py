"""DiagnosticTask in hands: one form to its end, the other form at the closing, no key on the way."""

import pytest
from playwright.sync_api import expect

from kit import DiagnosticTask

from .alone import alone

MEASURE = "reading-student-thinking"


@pytest.fixture
def open_task(browser):
    """Opens a task; nothing may go wrong in it."""
    opened = []

    def open_one(
        value: dict | None = None, others: dict | None = None, context: dict | None = None, **options
    ):
        made = DiagnosticTask("gallery/task", measure=MEASURE, **options)
        made.value = {**made.value, **(value or {})}
        opened.append(alone(browser, made, others=others, **(context or {})))
        return opened[-1]

    yield open_one
    for one in opened:
        assert one.errors == []


def press(one, name: str):
    one.activity.get_by_role("button", name=name).click()


def test_form_a_by_keyboard_alone_from_begin_to_done(open_task):
    one = open_task({"form": "A", "started_at": 1})
    keyboard, activity = one.page.keyboard, one.activity
    activity.get_by_role("button", name="Go on").focus()
    keyboard.press("Enter")
    for writes in ("smaller from larger", "top with top"):
        expect(activity.locator(".tl-head")).to_be_focused()
        keyboard.press("Tab")
        keyboard.type(writes)
        keyboard.press("Tab")
        keyboard.press("Tab")
        keyboard.press("Enter")  # Next
        expect(activity.get_by_text(f"You wrote: {writes}")).to_be_visible()
        for key in ("Tab", "Space", "ArrowDown", "Tab", "7", "Tab", "Tab", "Enter"):
            keyboard.press(key)
    expect(activity.get_by_role("heading", name="Five ways to find how many")).to_be_focused()
    activity.get_by_role("button", name="Move up: “6 + 7 = 13.”").focus()
    keyboard.press("ArrowUp")
    activity.get_by_role("combobox").focus()
    for key in ("7", "Tab", "Tab", "Enter"):
        keyboard.press(key)
    expect(activity.get_by_role("heading", name="What goes in the box")).to_be_focused()
    for key in ("Tab", "w", "Tab", "Tab", "Enter"):
        keyboard.press(key)
    expect(activity.get_by_text("Which of these would you do first?")).to_be_visible()
    for key in ("Tab", "Space", "Tab", "1", "Tab", "Tab", "Enter"):
        keyboard.press(key)
    expect(activity.get_by_text("✓ answered")).to_have_count(7)
    press(one, "I am done")
    expect(activity.get_by_role("heading", name="Done")).to_be_focused()
    value = one.value()
    assert value["answers"]["fractions"] == {"text": "top with top", "choice": "b"}
    assert value["answers"]["strategies"]["order"] == ["q", "p", "r", "s", "t"]
    assert value["confidence"] == {"whole-numbers": 70, "fractions": 70, "strategies": 70, "next-step": 10}
    assert value["done_at"] > value["started_at"]


@pytest.mark.parametrize(
    ("taken", "now"), [("A", "An addition in columns"), ("B", "A subtraction in columns")]
)
def test_the_closing_shows_the_form_that_was_not_taken(open_task, taken, now):
    one = open_task(others={"gallery/baseline": {"form": taken}}, first="gallery/baseline")
    press(one, "Begin")
    expect(one.activity.get_by_role("heading", name=now)).to_be_visible()
    assert one.value()["form"] == {"A": "B", "B": "A"}[taken]


def test_whoever_has_the_baseline_on_paper_says_its_letter(open_task):
    one = open_task(others={"gallery/baseline": {}}, first="gallery/baseline")
    expect(one.activity.get_by_text("Your baseline is not on this device.")).to_be_visible()
    one.activity.get_by_label("My baseline was").select_option("Form A")
    press(one, "Begin")
    assert one.value()["form"] == "B"


def test_a_baseline_that_comes_in_later_is_seen_before_one_begins(open_task):
    one = open_task(others={"gallery/baseline": {}}, first="gallery/baseline")
    one.page.evaluate("() => window.model.set('others', { 'gallery/baseline': { form: 'B' } })")
    expect(one.activity.get_by_text("it was form B. Now comes form A.")).to_be_visible()
    press(one, "Begin")
    assert one.value()["form"] == "A"


def test_a_baseline_itself_asks_for_no_earlier_form(open_task):
    expect(open_task().activity.get_by_label("My baseline was")).to_have_count(0)


def test_the_form_is_chosen_once(open_task):
    one = open_task()
    press(one, "Begin")
    form = one.value()["form"]
    assert form in ("A", "B") and one.value()["started_at"]
    again = open_task(one.value())
    press(again, "Go on")
    assert again.value()["form"] == form


def test_the_choices_are_not_seen_before_one_has_written(open_task):
    one = open_task({"form": "A"})
    press(one, "Go on")
    expect(one.activity.get_by_role("radio")).to_have_count(0)
    expect(one.activity.get_by_text("403")).to_have_count(0)
    press(one, "Next")
    expect(one.activity.get_by_role("radio")).to_have_count(4)


def test_one_goes_on_where_something_is_open(open_task):
    answers = {"whole-numbers": {"text": "x", "choice": "a"}}
    one = open_task({"form": "B", "answers": answers, "confidence": {}})
    press(one, "Go on")
    expect(one.activity.get_by_text("Question 2 of 7", exact=True)).to_be_visible()
    expect(one.activity.get_by_role("radio").first).to_be_checked()


def test_open_questions_are_told_once_and_may_stay_open(open_task):
    answers = {part: {"text": "x"} for part in ("whole-numbers", "fractions", "next-step")}
    one = open_task({"form": "A", "answers": answers})
    press(one, "Go on")
    for _ in range(5):
        press(one, "Next")
    press(one, "To the end")
    press(one, "I am done")
    expect(one.activity.get_by_text("4 questions are still open").first).to_be_visible()
    assert one.value()["done_at"] is None
    press(one, "I am done")
    assert one.value()["done_at"]
    press(one, "Change an answer")
    expect(one.activity.get_by_role("heading", name="Look over your answers")).to_be_focused()
    assert one.value()["done_at"] is None


def test_writing_is_kept_when_one_goes_on_at_once(open_task):
    one = open_task({"form": "A"})
    press(one, "Go on")
    one.activity.get_by_role("textbox").fill("<i>each column</i> by itself")
    press(one, "Next")
    expect(one.activity.get_by_text("<i>each column</i> by itself")).to_be_visible()
    assert one.value()["answers"]["whole-numbers"]["text"] == "<i>each column</i> by itself"


def test_in_practice_the_kits_reading_comes_at_the_end_beside_ones_own(open_task):
    done = {
        "form": "B",
        "answers": {"fractions": {"text": "guess", "choice": "a"}},
        "confidence": {"fractions": 90},
        "done_at": 2,
    }
    one = open_task(done, reveal=True)
    expect(one.activity.get_by_text("yours (90 % sure)")).to_be_visible()
    expect(one.activity.get_by_text("reference", exact=True)).to_have_count(3)
    expect(one.activity.get_by_role("button", name="Change an answer")).to_have_count(0)


@pytest.mark.parametrize(("form", "scheme"), [("A", "light"), ("B", "dark")])
def test_every_page_fits_a_phone_and_each_kind_is_clean_for_axe(open_task, form, scheme):
    context = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme, "has_touch": True}
    one = open_task({"form": form}, context=context)
    assert one.axe() == []
    press(one, "Go on")
    for page in ("write", "choose", "write", "choose 2", "order", "write", "choose 3"):
        if page in ("choose 2", "order"):
            assert one.axe() == []
        assert one.sideways() <= 0
        for button in one.activity.get_by_role("button").all():
            assert button.bounding_box()["height"] >= 44
        one.activity.locator(".tl-next").click()
    expect(one.activity.get_by_role("heading", name="Look over your answers")).to_be_visible()
    assert one.axe() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reading_at_the_end_is_clean_for_axe(open_task, scheme):
    done = {"form": "A", "done_at": 2, "answers": {"fractions": {"choice": "a"}}}
    assert open_task(done, context={"color_scheme": scheme}, reveal=True).axe() == []
