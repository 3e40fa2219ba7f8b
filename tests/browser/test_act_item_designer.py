"""ItemDesigner in a real browser: writing an item, what the panel says of it, and taking it along."""

import pytest
from playwright.sync_api import expect

from kit import ItemDesigner

from .alone import alone


@pytest.fixture
def open_designer(browser):
    pages = []

    def open_one(domains="fraction-arithmetic", **options):
        pages.append(alone(browser, ItemDesigner("gallery/item", domains=domains), **options))
        return pages[-1]

    yield open_one
    for page in pages:
        assert page.errors == []


@pytest.fixture
def sums(open_designer):
    """An item on 3/5 + 1/2 with the right answer and 4/7, added from the panel."""

    def made(**options):
        item = open_designer(**options)
        item.page.get_by_label("Problem", exact=True).select_option(label="3/5 + 1/2")
        for written in ("11/10", "4/7"):
            item.page.get_by_role("button", name=f"Add {written} as an answer").click()
        return item

    return made


def panel(item):
    return item.page.locator(".tl-item-panel")


def text_of(item):
    return item.page.get_by_label("The item as text").input_value()


def test_answers_taken_from_the_panel_come_tied_to_their_idea(sums):
    item = sums()
    expect(item.page.get_by_label("Option B: answer")).to_be_focused()
    assert [(one["answer"], one["idea"]) for one in item.value()["options"]] == [
        ("11/10", "correct"),
        ("4/7", "add-across"),
    ]
    expect(panel(item)).to_contain_text(
        "4/7 does not tell these apart: “Adds (or subtracts) across”, “Adds (or subtracts) across only unlike fractions”."
    )
    expect(panel(item)).to_contain_text("would look for 4/5 and not find it")
    expect(panel(item)).to_contain_text("9 ideas lead to the right answer here")


def test_the_panel_follows_what_is_typed_and_knows_equal_numbers(sums):
    item = sums()
    item.page.get_by_role("button", name="Add an option").click()
    third = item.page.get_by_label("Option C: answer")
    third.fill("2/5")
    expect(item.page.locator(".tl-item-says").nth(2)).to_have_text(
        "Given by “Common denominator, old numerators”, written 4/10."
    )
    third.fill("1.1")
    expect(panel(item)).to_contain_text("A and C are the same number.")
    third.fill("5/8")
    expect(panel(item)).to_contain_text("No known idea gives C.")
    item.page.get_by_label("Option C: the idea that leads there").select_option(
        label="Adds numerators, keeps the larger denominator"
    )
    expect(panel(item)).to_contain_text(
        "C is tied to “Adds numerators, keeps the larger denominator”, which gives 4/5 here."
    )
    assert item.value()["options"][2]["answer"] == "5/8"


def test_of_a_problem_of_ones_own_the_kit_says_that_it_cannot_compute(sums):
    item = sums()
    item.page.get_by_label("Problem", exact=True).select_option(label="a problem of my own")
    item.page.get_by_label("Your problem").fill("Share 3 pies among 4. <b>How much each?</b>")
    expect(panel(item)).to_contain_text("This kit cannot compute what students with an idea would answer")
    assert "<b>How much each?</b>" in text_of(item)
    item.page.get_by_label("Your problem").fill("3/5+1/2")
    expect(panel(item)).to_contain_text("This problem is in the bank")
    item.page.get_by_label("Your problem").blur()
    assert item.value()["own"] == "3/5+1/2"
    assert item.value()["problem"] == ""


def test_the_text_to_take_along_is_with_or_without_notes(sums):
    item = sums()
    item.page.get_by_label("How the item asks it").fill("Find the sum of 3/5 and 1/2.")
    assert text_of(item).startswith("Find the sum of 3/5 and 1/2.\n\nA) 11/10\nB) 4/7\n")
    assert "B) 4/7: Adds (or subtracts) across; also given by" in text_of(item)
    item.page.get_by_label("with the notes for the teacher").uncheck()
    assert text_of(item) == "Find the sum of 3/5 and 1/2.\n\nA) 11/10\nB) 4/7\n"
    item.page.get_by_label("open: the student writes").check()
    assert "Answer: ____" in text_of(item)
    assert "4/7" not in text_of(item)


def test_the_item_is_saved_as_a_text_file(sums):
    item = sums()
    with item.page.expect_download() as download:
        item.page.get_by_role("button", name="Download as text").click()
    assert download.value.suggested_filename == "item.txt"
    assert download.value.path().read_text(encoding="utf-8") == text_of(item)


def test_where_copying_is_not_allowed_the_text_is_marked_instead(sums):
    item = sums()
    item.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    item.page.get_by_role("button", name="Copy").click()
    expect(item.page.get_by_label("The item as text")).to_be_focused()
    marked = item.page.evaluate(
        "() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); }"
    )
    assert marked == text_of(item)


NO_DIALOG = """() => {
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
  const quiet = (frame) => Object.assign(get.call(frame), { print: () => {} });
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { get() { return quiet(this); } });
}"""
"""As long as a dialog to print stands; a browser without a window has none, and what was to be printed is gone at once."""


def test_what_is_printed_is_the_item_alone(sums):
    item = sums()
    item.page.evaluate(NO_DIALOG)
    item.page.get_by_label("with the notes for the teacher").uncheck()
    item.page.get_by_role("button", name="Print").click()
    printed = item.page.frame_locator("iframe").locator("body")
    expect(printed).to_have_text("Work out 3/5 + 1/2.\n\nA) 11/10\nB) 4/7\n")


def test_an_item_is_written_by_keyboard_alone(open_designer):
    item = open_designer()
    keys = item.page.keyboard
    keys.press("Tab")
    keys.type("3/5 + 1/2")
    expect(item.page.locator(".tl-item-problem")).to_be_visible()
    add = item.page.get_by_role("button", name="Add an option")
    for _ in range(3):
        keys.press("Tab")
    expect(add).to_be_focused()
    keys.press("Enter")
    keys.type("4/7")
    keys.press("Tab")
    keys.type("Adds (or")
    keys.press("Tab")
    expect(item.page.get_by_role("button", name="Remove Option A")).to_be_focused()
    assert item.value()["options"][0]["idea"] == "add-across"
    keys.press("Enter")
    expect(add).to_be_focused()
    assert item.value()["options"] == []


def test_another_kind_of_mathematics_keeps_what_was_written(open_designer):
    item = open_designer(None)
    item.page.get_by_label("Kind of mathematics").select_option(label="Subtraction in columns")
    item.page.get_by_label("Problem", exact=True).select_option(label="536 − 277")
    item.page.get_by_role("button", name="Add 341 as an answer").click()
    item.page.get_by_label("Kind of mathematics").select_option(label="Linear equations")
    expect(item.page.get_by_label("Option A: answer")).to_have_value("341")
    expect(item.page.get_by_label("Option A: the idea that leads there")).to_have_value("smaller-from-larger")
    expect(panel(item)).to_contain_text("Choose a problem first")


def test_an_unfolded_idea_stays_unfolded_while_one_types(sums):
    item = sums()
    item.page.locator(".tl-item-answers summary").first.click()
    expect(item.page.locator(".tl-item-answers details p").first).to_be_visible()
    item.page.get_by_label("Option B: answer").fill("4/70")
    expect(item.page.locator(".tl-item-answers details p").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(sums, scheme):
    item = sums(color_scheme=scheme)
    item.page.get_by_label("Option B: the idea that leads there").select_option(label="in my own words")
    assert item.axe() == []
    item.page.get_by_label("Problem", exact=True).select_option(label="a problem of my own")
    assert item.axe() == []


def test_nothing_hangs_over_the_edge_of_a_phone_and_fingers_find_their_targets(sums):
    item = sums(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    item.page.get_by_label("Option B: the idea that leads there").select_option(label="in my own words")
    assert item.sideways() <= 0
    small = item.page.evaluate(
        """() => [...document.querySelectorAll('.tl-item-designer :is(button, select, input[type=text], .tl-item-kind)')]
            .filter((one) => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44)).map((one) => one.outerHTML)"""
    )
    assert small == []
