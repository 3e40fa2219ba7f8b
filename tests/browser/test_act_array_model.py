"""The array under somebody's hands: it is cut, turned and read, and the check speaks to the reasoning."""

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


def array(item: str | None = "array-7-by-8", **more) -> kit.ArrayModel:
    return kit.ArrayModel("gallery/array", item=item, **more)


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def picture(page):
    return page.locator("g[role=img]")


def test_a_cut_is_dragged_along_its_rail(browser):
    here = alone(browser, array())
    page = here.page
    button(page, "Cut the rows").click()
    handle = page.get_by_role("slider", name="Cut between rows")
    expect(handle).to_have_attribute("aria-valuetext", "after row 3 of 7")
    box = handle.locator(".tl-cut-mark").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 2 * 36, steps=6)
    page.mouse.up()
    expect(picture(page)).to_have_attribute("aria-label", "7 rows of 8, cut after row 5")
    assert here.value()["row_cuts"] == [5]
    expect(handle).to_be_focused()
    expect(page.locator(".tl-array-written")).to_contain_text("(5 + 2)")
    assert here.errors == []


def test_a_tap_on_a_rail_cuts_there(browser):
    here = alone(browser, array(None, rows=4, columns=10), has_touch=True)
    here.page.locator(".tl-rail").last.tap(position={"x": 5 * 36, "y": 20})
    expect(picture(here.page)).to_have_attribute("aria-label", "4 rows of 10, cut after column 5")


def test_a_known_fact_is_cut_out_and_the_reason_checked_by_keyboard_alone(browser):
    here = alone(browser, array())
    page = here.page
    button(page, "Cut the rows").focus()
    page.keyboard.press("Enter")
    handle = page.get_by_role("slider", name="Cut between rows")
    handle.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(handle).to_have_attribute("aria-valuenow", "5")
    assert "40" not in page.locator(".tl-array-written").inner_text()
    page.get_by_role("radio", name="7 rows of 8").focus()
    page.keyboard.press("Space")
    button(page, "Check the reasoning").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tl-finding").first).to_contain_text("This reasoning settles it.")
    expect(page.locator(".tl-finding").last).to_contain_text("= 40 + 16 = 56.")
    assert here.value()["checks"][-1]["agrees"] is True
    handle.focus()
    page.keyboard.press("Delete")
    expect(button(page, "Cut the rows")).to_be_focused()
    assert here.value()["row_cuts"] == []
    assert here.errors == []


def test_turning_keeps_the_parts_and_the_reading(browser):
    here = alone(browser, array(None, rows=3, columns=4))
    page = here.page
    button(page, "Rows of").click()
    expect(page.locator(".tl-array-words")).to_have_text("3 rows of 4: 4 + 4 + 4")
    expect(page.locator(".tl-ring")).to_have_count(3)
    button(page, "Turn it a quarter").click()
    expect(page.locator(".tl-array-words")).to_have_text("3 columns of 4: 4 + 4 + 4")
    value = here.value()
    assert (value["rows"], value["columns"], value["turned"]) == (4, 3, True)


def test_the_missing_product_stays_hidden_until_it_is_found(browser):
    here = alone(browser, array("area-14-by-23"))
    page = here.page
    field = page.get_by_role("textbox")
    expect(page.locator(".tl-array-written")).to_contain_text("200 + 30 + ? + 12")
    field.fill("8")
    page.get_by_role("radio", name="4 times 2 is 8.").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").first).to_contain_text("4 times 2 tens are 8 tens")
    expect(page.locator(".tl-finding").last).to_contain_text("8 is less than this part holds.")
    expect(page.locator(".tl-array-written")).to_contain_text("= ?")
    field.fill("80")
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").last).to_contain_text("= 322.")
    assert [check["agrees"] for check in here.value()["checks"]] == [False, True]
    expect(page.get_by_text("Not drawn to scale.")).to_be_visible()


def test_a_chosen_picture_is_answered_by_what_it_shows(browser):
    here = alone(browser, array("array-which-shows-4-6-and-3-6"))
    page = here.page
    page.get_by_role("radio", name="Picture B: 7 rows of 6, cut after column 3").check()
    page.get_by_role("radio", name="The picture has 42 squares.").check()
    button(page, "Check the reasoning").click()
    expect(page.locator(".tl-finding").last).to_contain_text("This picture shows 7 × 3 + 7 × 3")
    expect(page.locator(".tl-finding").first).to_contain_text("which parts there are")


def test_a_size_that_cannot_be_drawn_is_refused_and_the_old_one_stays(browser):
    here = alone(browser, array(None))
    rows = here.page.get_by_label("Rows", exact=True)
    rows.fill("47")
    rows.press("Enter")
    expect(here.page.get_by_role("alert").filter(has_text="a whole number from 1 to 24")).to_be_visible()
    expect(rows).to_have_value("6")
    here.page.get_by_label("Draw").select_option("open")
    rows.fill("47")
    rows.press("Enter")
    expect(picture(here.page)).to_have_attribute("aria-label", "47 rows of 7")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("item", [None, "area-14-by-23", "array-which-shows-4-6-and-3-6"])
def test_every_kind_fits_the_window_and_axe_finds_nothing(browser, scheme, width, item):
    largest = {} if item else {"rows": 24, "columns": 24}
    here = alone(
        browser, array(item, **largest), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    if item is None:
        for name in ("Cut the rows", "Cut the columns") * 3:
            button(here.page, name).click()
    assert here.sideways() <= 0
    assert here.axe() == []
