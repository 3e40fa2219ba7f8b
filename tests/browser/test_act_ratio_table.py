"""The ratio table under somebody's hands: columns are made, the double number line follows, the check speaks."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


def table(item: str | None = "orange-7-red") -> kit.RatioTable:
    return kit.RatioTable("gallery/ratio", item=item)


def by(page):
    return page.get_by_role("textbox", name="Number", exact=True)


def lines(page):
    return page.get_by_role("img", name="Double number line")


def test_true_operations_make_columns_and_adding_to_both_does_not_line_up(browser):
    here = alone(browser, table(), viewport={"width": 1280, "height": 1400}, has_touch=True)
    page = here.page
    by(page).fill("3")
    page.get_by_role("button", name="× both").tap()
    expect(page.get_by_role("cell", name="column 1 × 3")).to_be_visible()
    assert "6 above 9" in lines(page).get_attribute("aria-label")
    page.get_by_role("button", name="Column 1", exact=True).tap()
    by(page).fill("4")
    page.get_by_role("button", name="+ to both").tap()
    expect(page.locator(".tl-ratio-said")).to_contain_text("4 was added to both numbers of column 1")
    assert "6 to the right of 7, not in line" in lines(page).get_attribute("aria-label")
    expect(page.locator(".tl-dl-apart")).to_have_count(1)
    page.get_by_role("button", name="× both").tap()
    expect(page.get_by_role("alert").filter(has_text="is another ratio")).to_be_visible()
    assert len(here.value()["tables"][0]) == 3
    assert here.errors == []


def test_a_typed_column_is_traced_and_the_reasoning_is_checked_by_keyboard_alone(browser):
    here = alone(browser, table())
    page = here.page
    field = page.get_by_role("textbox", name="cups of red", exact=True)
    field.focus()
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="typed: column 1 × 2")).to_be_visible()
    page.get_by_role("button", name="For 1 cup of red").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="For 1 cup of red")).to_be_focused()
    expect(page.get_by_role("cell", name="column 2 ÷ 4")).to_be_visible()
    page.get_by_role("textbox", name="The ? is").focus()
    page.keyboard.type("10.5")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    finding = page.locator(".tl-finding")
    expect(finding).to_contain_text("This reasoning settles it.")
    expect(finding).to_contain_text("column 3 × 7")
    assert here.value()["checks"] == [{"answer": "10.5", "reason": "per-one", "agrees": True, "holds": True}]
    assert here.errors == []


def test_a_right_answer_for_a_poor_reason_is_told_apart_and_a_wrong_one_is_not_told_the_number(browser):
    here = alone(browser, table())
    page = here.page
    page.get_by_role("textbox", name="The ? is").fill("8")
    page.get_by_role("button", name="Check the reasoning").click()
    expect(page.get_by_role("alert").filter(has_text="Choose a reason too")).to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Check the reasoning").click()
    finding = page.locator(".tl-finding")
    expect(finding).to_contain_text("This reasoning does not settle it.")
    expect(finding).to_contain_text("8 stands to the left of 7")
    assert "10 1/2" not in finding.inner_text()


def test_a_column_that_another_was_made_from_stays_until_that_is_gone(browser):
    here = alone(browser, table())
    page = here.page
    by(page).fill("3")
    page.get_by_role("button", name="× both").click()
    by(page).fill("2")
    page.get_by_role("button", name="÷ both").click()
    page.get_by_role("button", name="Column 2", exact=True).click()
    take = page.get_by_role("button", name="Take the column away")
    take.click()
    expect(page.get_by_role("alert").filter(has_text="Column 3 was made from it")).to_be_visible()
    page.get_by_role("button", name="Column 3", exact=True).click()
    take.click()
    expect(page.get_by_role("button", name="Column 3", exact=True)).to_have_count(0)
    assert [one["id"] for one in here.value()["tables"][0]] == [1, 2]


def test_a_free_table_takes_other_quantities_and_another_pair(browser):
    here = alone(browser, table(None))
    page = here.page
    page.get_by_text("Other quantities, another pair").click()
    page.get_by_label("Quantity 1").fill("egg, eggs")
    page.get_by_label("First column:").fill("3")
    page.get_by_label("goes with").fill("0")
    page.get_by_role("button", name="Begin with it").click()
    expect(page.get_by_role("alert").filter(has_text="0 goes with 0")).to_be_visible()
    page.get_by_label("goes with").fill("2")
    page.get_by_role("button", name="Begin with it").click()
    expect(page.get_by_role("rowheader", name="eggs")).to_be_visible()
    assert here.value()["tables"] == [[{"id": 1, "a": "3", "b": "2", "made": {"by": "given"}}]]
    assert here.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("item", ["pinks-a-and-b", None])
def test_it_is_accessible_and_fits_a_phone(browser, theme, item):
    here = alone(
        browser, table(item), viewport={"width": 360, "height": 800}, color_scheme=theme, has_touch=True
    )
    by(here.page).fill("1 1/2")
    here.page.get_by_role("button", name="× both").tap()
    here.page.get_by_role("button", name="Column 1", exact=True).first.tap()
    here.page.get_by_role("button", name="+ to both").tap()
    expect(here.page.locator(".tl-dl-apart")).to_have_count(1)
    assert here.axe() == []
    assert here.sideways() <= 0
