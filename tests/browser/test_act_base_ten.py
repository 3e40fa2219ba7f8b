"""The mat under somebody's hands: blocks are traded and taken away, the record follows, the check speaks."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


def mat(item: str | None = "blocks-62-minus-27", **more) -> kit.BaseTen:
    return kit.BaseTen("gallery/mat", item=item, **more)


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def test_a_trade_keeps_the_amount_and_the_record_says_so(browser):
    here = alone(browser, mat(), has_touch=True)
    page = here.page
    drawing = page.get_by_role("img", name="On the mat")
    button(page, "Trade 1 ten for 10 ones").tap()
    expect(drawing).to_have_attribute("aria-label", "On the mat: 5 tens and 12 ones")
    row = page.get_by_role("row", name="Traded 1 ten for 10 ones")
    expect(row.get_by_role("cell")).to_have_text(["5", "12", "62"])
    expect(page.locator(".tl-amount-sum")).to_have_text("50 + 12 = 62")
    assert here.value()["steps"][-1]["place"] == "tens"
    assert here.errors == []


def test_more_ones_than_there_are_cannot_be_taken_away_and_it_is_said(browser):
    here = alone(browser, mat())
    for _ in range(3):
        button(here.page, "Take away 1 one").press("Enter")
    expect(here.page.get_by_role("alert").filter(has_text="There are no ones on the mat")).to_be_visible()
    assert here.value()["tray"]["ones"] == 2
    expect(here.page.get_by_role("row", name="Now").get_by_role("cell").last).to_have_text("?")


def test_62_minus_27_is_traded_taken_away_and_checked_by_keyboard_alone(browser):
    here = alone(browser, mat())
    page = here.page

    def press(name: str, times: int = 1):
        button(page, name).focus()
        for _ in range(times):
            page.keyboard.press("Enter")
        expect(button(page, name)).to_be_focused()

    press("Trade 1 ten for 10 ones")
    press("Take away 1 ten", 2)
    press("Take away 1 one", 7)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    findings = page.locator(".tl-finding")
    expect(findings.first).to_contain_text("This reasoning settles it.")
    expect(findings.last).to_contain_text("62 − 27 = 35.")
    check = here.value()["checks"][-1]
    assert (check["reason"], check["agrees"], check["holds"]) == ("same-ten", True, True)
    expect(page.get_by_role("row", name="Now").get_by_role("cell").last).to_have_text("35")
    button(page, "Put 1 one back").click()
    expect(page.locator(".tl-findings")).to_contain_text("not checked yet")
    assert here.errors == []


def test_a_reason_that_does_not_settle_it_is_answered_with_mathematics(browser):
    here = alone(browser, mat("blocks-38-plus-27"))
    page = here.page
    button(page, "Join all of it").click()
    button(page, "Bundle 10 ones into 1 ten").click()
    page.get_by_role("radio", name="It is 1 left over").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").first).to_contain_text("This reasoning does not settle it.")
    expect(page.locator(".tl-finding").first).to_contain_text("are 56")
    expect(page.locator(".tl-finding").last).to_contain_text("38 + 27 = 65.")


def test_two_ways_are_kept_once_each(browser):
    here = alone(browser, mat(None, start=44, places=2))
    page = here.page
    button(page, "Keep this way").click()
    button(page, "Keep this way").click()
    expect(page.get_by_role("alert").filter(has_text="is kept already")).to_be_visible()
    button(page, "Trade 1 ten for 10 ones").click()
    button(page, "Keep this way").click()
    expect(page.locator(".tl-ways li span")).to_have_text(
        ["4 tens and 4 ones: 40 + 4 = 44", "3 tens and 14 ones: 30 + 14 = 44"]
    )
    button(page, "Remove this way: 4 tens and 4 ones").click()
    expect(button(page, "Remove this way: 3 tens and 14 ones")).to_be_focused()
    assert len(here.value()["ways"]) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_full_mat_fits_the_window_and_axe_finds_nothing(browser, scheme, width):
    here = alone(
        browser, mat(None, start=1999), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    for name in (
        "Trade 1 thousand for 10 hundreds",
        "Trade 1 hundred for 10 tens",
        "Trade 1 ten for 10 ones",
    ):
        button(here.page, name).click()
    button(here.page, "Keep this way").click()
    assert here.sideways() <= 0
    assert here.axe() == []


def test_buttons_are_large_enough_for_a_finger(browser):
    here = alone(
        browser, mat(None, start=62), viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    small = here.page.evaluate(
        "() => [...document.querySelectorAll('button')].filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.textContent)"
    )
    assert small == []
