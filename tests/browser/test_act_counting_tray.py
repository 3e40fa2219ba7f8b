"""The tray under somebody's hands: touched and counted, as oneself and as a child would, and what is said of it."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


def tray(item: str | None = "count-past-the-end", **more) -> kit.CountingTray:
    return kit.CountingTray("gallery/tray", item=item, **more)


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def objects(page):
    return page.locator(".tl-object")


def pile(page):
    return page.get_by_role("group", name="Pile").get_by_role("button")


def test_words_that_run_past_the_counters_are_seen_as_that(browser):
    here = alone(browser, tray(), has_touch=True)
    page = here.page
    for index in range(6):
        objects(page).nth(index).tap()
    expect(page.locator(".tl-said")).to_have_text("“six”")
    expect(page.locator(".tl-touched")).to_have_count(6)
    button(page, "Say a word without a touch").tap()
    page.get_by_role("radio", name="Stable order").check()
    button(page, "Check the reasoning").tap()
    expect(page.locator(".tl-finding").first).to_contain_text("This reasoning does not settle it.")
    expect(page.locator(".tl-finding").nth(1)).to_contain_text("1 word more came after the last.")
    check = here.value()["checks"][-1]
    assert (check["agrees"], check["holds"]) == (True, False)
    assert here.value()["counts"][0]["events"][-1] == {"object": None, "word": 7}
    assert here.errors == []


def test_a_count_is_made_by_keyboard_alone_and_the_word_is_announced(browser):
    here = alone(browser, tray(None, objects=3))
    page = here.page
    objects(page).first.focus()
    for key in ("Enter", "ArrowRight", "Enter", "End", "Enter"):
        page.keyboard.press(key)
    expect(objects(page).nth(2)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("three")
    button(page, "How many?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("The answer:")).to_be_focused()
    page.keyboard.type("three")
    button(page, "What does this count show?").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tl-finding")).to_have_text(
        [
            "One-to-one, kept: Each counter had one word.",
            "Stable order, kept: The words came in their order, to “three”.",
            "Cardinality, kept: Asked how many, the answer was the last word, “three”.",
        ]
    )
    assert here.errors == []


def test_touching_twice_leaving_out_and_jumping_a_word_are_possible_and_are_told(browser):
    here = alone(browser, tray(None, objects=4))
    page = here.page
    objects(page).nth(0).click()
    objects(page).nth(0).click()
    button(page, "The word after").click()
    objects(page).nth(1).click()
    button(page, "Touch without a word").click()
    objects(page).nth(2).click()
    button(page, "What does this count show?").click()
    first, second = (page.locator(".tl-finding").nth(index) for index in (0, 1))
    expect(first).to_contain_text(
        "1 counter had more than one word, 2 counters had none and 1 touch had no word."
    )
    expect(second).to_contain_text("not kept: “four” came after “two”.")


def test_without_marks_a_touch_leaves_nothing_to_see(browser):
    here = alone(browser, tray("count-in-a-ring"))
    objects(here.page).nth(4).click()
    expect(here.page.locator(".tl-said")).to_have_text("“one”")
    expect(here.page.locator(".tl-touched")).to_have_count(0)


def test_given_counters_lie_on_the_plate_and_focus_stays_in_the_pile(browser):
    here = alone(browser, tray("letters-give-f"))
    page = here.page
    pile(page).first.focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.locator(".tl-said")).to_have_text("“f”")
    expect(pile(page)).to_have_count(4)
    expect(pile(page).first).to_be_focused()
    page.get_by_role("radio", name="I kept f in mind").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").nth(1)).to_contain_text("Asked for “f”, given “f”.")
    assert here.value()["plate"] == [0, 1, 2, 3, 4, 5]
    button(page, "Take back the last").click()
    assert here.value()["plate"] == [0, 1, 2, 3, 4]
    expect(page.locator(".tl-findings")).to_contain_text("not checked yet")
    assert here.errors == []


def test_how_many_is_asked_again_after_the_counters_were_moved(browser):
    here = alone(browser, tray("rearrange-8"))
    page = here.page
    button(page, "Move them").press("Enter")
    expect(
        page.get_by_role("alert").filter(has_text="say how many there are; then move them")
    ).to_be_visible()
    for index in range(8):
        objects(page).nth(index).click()
    button(page, "How many?").click()
    page.get_by_label("The answer:").select_option("8")
    button(page, "Move them").click()
    expect(page.get_by_role("group", name="Counters scattered")).to_be_visible()
    page.get_by_label("How many are there now?").select_option("8")
    page.get_by_role("radio", name="No. They can be moved back").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").nth(1)).to_contain_text("The first number was kept, without a count.")


def test_a_sum_of_letters_is_checked_without_telling_it(browser):
    here = alone(browser, tray("letters-d-plus-c"))
    page = here.page
    page.get_by_label("d + c is").select_option(label="f")
    page.get_by_role("radio", name="Say c letters").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").last).to_contain_text("one letter short")
    assert here.value()["checks"][-1]["agrees"] is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("item", [None, "letters-d-plus-c", "count-again-when-asked"])
def test_every_kind_fits_the_window_and_axe_finds_nothing(browser, scheme, width, item):
    largest = {} if item else {"objects": 20, "arrangement": "circle"}
    here = alone(
        browser, tray(item, **largest), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    objects(here.page).first.click()
    assert here.sideways() <= 0
    assert here.axe() == []
