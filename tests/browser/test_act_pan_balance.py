"""The pan balance under somebody's hands: equal moves, a move on one pan, held pans, free weights."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone

STILL = {"reduced_motion": "reduce"}


def balance(item: str | None = "solve-3x-2") -> kit.PanBalance:
    return kit.PanBalance("gallery/balance", item=item)


def said(page):
    return page.locator(".tl-balance-said")


def record(page) -> list[str]:
    return [row.inner_text().replace("\t", " ") for row in page.locator(".tl-balance-record tbody tr").all()]


def test_an_equation_is_solved_by_keyboard_alone(browser):
    here = alone(browser, balance(), **STILL)
    page = here.page
    page.get_by_role("textbox", name="How many").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    both = page.get_by_role("button", name="On both pans")
    both.focus()
    page.keyboard.press("Enter")
    expect(both).to_be_focused()
    page.get_by_label("of", exact=True).select_option("boxes")
    page.get_by_role("textbox", name="How many").fill("1")
    both.press("Enter")
    page.get_by_label("Move", exact=True).select_option("split")
    page.get_by_role("textbox", name="How many parts").fill("2")
    both.press("Enter")
    assert record(page) == [
        "3x + 2 = x + 10 to begin with",
        "3x = x + 8 2 taken from both pans",
        "2x = 8 1 box taken from both pans",
        "x = 4 one of 2 equal parts kept on both pans",
    ]
    page.get_by_role("textbox", name="A box weighs").fill("4")
    page.get_by_role("radio").nth(2).press("Space")
    page.get_by_role("button", name="Check the reasoning").press("Enter")
    finding = page.locator(".tl-finding")
    expect(finding).to_contain_text("This reasoning settles it.")
    expect(finding).to_contain_text("Left: 3 × 4 + 2 = 14. Right: 4 + 10 = 14.")
    expect(finding).to_contain_text("After each of the 3 moves the pans were level")
    assert here.errors == []


def test_taking_from_one_pan_tips_it_and_the_words_say_what_changed(browser):
    here = alone(browser, balance(), has_touch=True, **STILL)
    page = here.page
    page.get_by_role("textbox", name="How many").fill("2")
    page.get_by_role("button", name="Left pan only").tap()
    expect(said(page)).to_contain_text(
        "The pans were level and are not any more: the left pan is lighter by 2."
    )
    expect(page.get_by_role("img", name="The right pan is heavier and sinks")).to_be_visible()
    pans = [one.bounding_box()["y"] for one in page.locator(".tl-bal-plate").all()]
    assert pans[0] < pans[1]
    assert record(page)[-1] == "3x < x + 10 2 taken from the left pan only"
    page.get_by_role("button", name="Take the last move back").tap()
    expect(said(page)).to_have_text("The pans are level.")
    assert here.value()["steps"] == []


def test_more_than_there_is_cannot_be_taken_and_less_than_nothing_is_not_shown(browser):
    here = alone(browser, balance(), **STILL)
    page = here.page
    page.get_by_role("textbox", name="How many").fill("3")
    page.get_by_role("button", name="On both pans").click()
    expect(page.get_by_role("alert").filter(has_text="never less")).to_be_visible()
    assert here.value()["steps"] == []


def test_the_pans_of_a_sentence_are_held_until_the_reasoning_was_checked(browser):
    here = alone(browser, balance("true-28-45"), **STILL)
    page = here.page
    expect(page.get_by_role("img", name="held level until you check")).to_be_visible()
    page.get_by_role("radio", name="true").check()
    page.get_by_role("button", name="Check the reasoning").click()
    expect(page.get_by_role("alert").filter(has_text="Choose a reason too")).to_be_visible()
    expect(page.get_by_role("img", name="held level until you check")).to_be_visible()
    page.get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="Check the reasoning").click()
    expect(page.get_by_role("img", name="The right pan is heavier and sinks")).to_be_visible()
    expect(page.locator(".tl-finding")).to_contain_text("The sentence is false; you chose true.")
    expect(page.locator(".tl-balance-equation b")).to_have_text("<")


def test_an_open_sentence_tilts_for_the_number_in_the_box_once_it_was_checked(browser):
    here = alone(browser, balance("open-8-4-5"), **STILL)
    page = here.page
    page.get_by_role("textbox", name="In the box").fill("12")
    page.get_by_role("radio").first.check()
    expect(page.get_by_role("img", name="held level until you check")).to_be_visible()
    page.get_by_role("button", name="Check the reasoning").click()
    expect(page.get_by_role("img", name="The right pan is heavier and sinks")).to_be_visible()
    page.get_by_role("textbox", name="In the box").fill("7")
    expect(page.get_by_role("img", name="The pans are level")).to_be_visible()


def test_free_pans_take_other_weights_and_refuse_what_is_negative(browser):
    here = alone(browser, balance(None), **STILL)
    page = here.page
    page.get_by_label("Left pan", exact=True).fill("2x − 3")
    page.get_by_role("button", name="Put on the pans").click()
    expect(page.get_by_role("alert").filter(has_text="negative numbers cannot be shown")).to_be_visible()
    page.get_by_label("Left pan", exact=True).fill("2x + 3")
    page.get_by_role("button", name="Put on the pans").click()
    expect(page.get_by_role("img", name="Left pan: 2 boxes and a weight of 3.")).to_be_visible()
    expect(said(page)).to_have_text("The right pan is heavier and sinks.")
    for _ in range(3):
        page.get_by_role("button", name="Make the boxes heavier").click()
    expect(said(page)).to_have_text("The pans are level.")
    assert here.value() == {"steps": [], "box": 7, "left": "2x + 3", "right": "x + 10"}
    assert here.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("item", ["solve-x-9", "open-67-86-85", None])
def test_it_is_accessible_and_fits_a_phone(browser, theme, item):
    options = {"viewport": {"width": 360, "height": 800}, "color_scheme": theme, "has_touch": True, **STILL}
    here = alone(browser, balance(item), **options)
    here.page.get_by_role("button", name="Right pan only").tap()
    expect(said(here.page)).to_contain_text("1 taken from the right pan only")
    assert here.axe() == []
    assert here.sideways() <= 0
