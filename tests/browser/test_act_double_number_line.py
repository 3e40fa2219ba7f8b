"""The double number line under somebody's hands: cutting, jumping, trying a pair, checking."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


def lines(item: str | None = "orange-7-red") -> kit.DoubleNumberLine:
    return kit.DoubleNumberLine("gallery/lines", item=item)


def test_parts_and_jumps_reach_the_asked_amount_by_keyboard_alone(browser):
    here = alone(browser, lines())
    page = here.page
    page.get_by_role("button", name="One part more").focus()
    page.keyboard.press("Enter")
    jump = page.get_by_role("button", name="Jump one part")
    jump.focus()
    for _ in range(8):
        page.keyboard.press("Enter")
    expect(jump).to_be_focused()
    expect(page.locator(".tl-counted")).to_have_text(
        "Seven jumps of one half of the pair: 7 cups of red with 10 1/2 cups of yellow"
    )
    assert here.value()["jumps"] == 7
    page.get_by_role("textbox", name="The ? is").focus()
    page.keyboard.type("10 1/2")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    finding = page.locator(".tl-finding")
    expect(finding).to_contain_text("This reasoning does not settle it.")
    expect(finding).to_contain_text("In line: 7 cups of red with 10 1/2 cups of yellow")
    assert here.value()["checks"][0]["agrees"] is True
    assert here.errors == []


def test_a_pair_with_the_same_added_to_both_does_not_stand_in_line(browser):
    here = alone(browser, lines(), has_touch=True)
    page = here.page
    page.get_by_role("textbox", name="cups of red", exact=True).fill("4")
    page.get_by_role("textbox", name="cups of yellow", exact=True).fill("5")
    page.get_by_role("button", name="Are they in line?").tap()
    expect(page.locator(".tl-double-said")).to_contain_text("2 was added to both numbers of the given pair")
    expect(page.locator(".tl-dl-apart")).to_have_count(1)
    assert "4 to the right of 5, not in line" in page.get_by_role("img").get_attribute("aria-label")
    page.get_by_role("textbox", name="cups of red", exact=True).fill("-4")
    page.get_by_role("textbox", name="cups of yellow", exact=True).fill("6")
    page.get_by_role("button", name="Are they in line?").tap()
    expect(page.get_by_role("alert").filter(has_text="less than 0")).to_be_visible()
    assert here.value()["tried"] == [["4", "5"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("item", ["ribbon-1-m", None])
def test_it_is_accessible_and_fits_a_phone(browser, theme, item):
    here = alone(
        browser, lines(item), viewport={"width": 360, "height": 800}, color_scheme=theme, has_touch=True
    )
    for _ in range(5):
        here.page.get_by_role("button", name="One part more").tap()
    for _ in range(3):
        here.page.get_by_role("button", name="Jump one part").tap()
    expect(here.page.locator(".tl-counted")).to_contain_text("Three jumps of one sixth")
    assert here.axe() == []
    assert here.sideways() <= 0
