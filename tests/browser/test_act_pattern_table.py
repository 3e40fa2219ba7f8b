"""The pattern table by hand: orders, marks, groups, and rows that come into the page as they come into view."""

import re

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone


@pytest.fixture
def table(browser):
    opened = []

    def open_it(value=None, viewport=None, **options):
        known = {"viewport", "color_scheme", "has_touch"}
        given = {name: one for name, one in options.items() if name not in known} or {
            "work_set": "fraction-subtraction"
        }
        activity = kit.PatternTable("gallery/pattern", **given)
        shown = {name: one for name, one in options.items() if name in known}
        opened.append(alone(browser, activity, **shown, **({"viewport": viewport} if viewport else {})))
        opened[-1].activity.wait_for()
        return opened[-1]

    yield open_it
    for one in opened:
        assert one.errors == []


def active_words(one) -> str:
    return one.page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.getAttribute('aria-label')"
    )


def shown_names(one) -> list[str]:
    return one.page.locator(".tl-grid-window .tl-grid-name").all_text_contents()


def heads(one) -> list[str]:
    return one.page.locator(".tl-grid-head .tl-grid-item b").all_text_contents()


def test_only_rows_in_view_are_in_the_page_and_they_follow_the_scroll_in_reading_order(table):
    one = table(viewport={"width": 1280, "height": 1500})
    assert one.page.get_by_role("grid").get_attribute("aria-rowcount") == "537"
    assert len(shown_names(one)) < 60
    grid, first = one.page.locator(".tl-grid"), one.page.locator(".tl-grid-window [role=row]").first
    height = first.bounding_box()["height"]
    for row in (200, 203, 190, 536):
        grid.evaluate("(grid, top) => { grid.scrollTop = top; }", row * height)
        expect(
            one.page.get_by_role("rowheader", name=f"T{min(row + 5, 536)}", exact=True)
        ).to_be_in_viewport()
        names = one.page.evaluate(
            "[...document.querySelectorAll('.tl-grid-window .tl-grid-name')].map(one => one.textContent)"
        )
        rows = one.page.evaluate(
            "[...document.querySelectorAll('.tl-grid-window [role=row]')].map(row => +row.ariaRowIndex)"
        )
        assert rows == list(range(rows[0], rows[0] + len(rows)))
        assert names == [f"T{row - 1:03}" for row in rows]


def test_the_grid_is_one_stop_and_arrows_say_each_answer(table):
    one = table()
    keys = one.page.keyboard
    one.page.get_by_role("grid").focus()
    assert active_words(one) == "T001, 6 of 20 right"
    keys.press("Control+End")
    assert active_words(one).startswith("T536, problem 20, 4 1/3 − 1 5/3:")
    keys.press("Home")
    expect(one.page.locator(".tl-readout")).to_contain_text("T536")
    keys.press("Enter")
    expect(one.page.get_by_role("status")).to_contain_text("T536:")
    keys.press("Tab")
    assert not one.page.get_by_role("grid").evaluate("grid => grid === document.activeElement")


def test_problems_and_students_are_put_in_order_and_ranking_is_denied(table):
    one = table()
    one.page.get_by_label("Order of the problems").select_option("right")
    assert heads(one)[:2] == ["6", "8"] and heads(one)[-1] == "13"
    one.page.get_by_label("Order of the students").select_option("right")
    sums = one.page.locator(".tl-grid-window [role=row] .tl-grid-sum:nth-child(2)").all_text_contents()
    assert set(sums) == {"20"}
    expect(one.activity).to_contain_text("It is no ranking")
    assert one.value()["view"]["items"] == "right"


def test_surprising_answers_are_marked_by_shape_and_words_as_the_rule_says(table):
    rows = [[1, 1, 1, 0]] * 4 + [[1, 1, 0, 0]] * 3 + [[1, 0, 0, 0]] * 2 + [[0, 0, 0, 1]]
    one = table(answers=rows)
    cells = one.page.locator(".tl-grid-window [role=row]").last.locator(".tl-grid-mark")
    assert "tl-unexpected" in cells.nth(3).get_attribute("class"), "three easier ones were missed"
    assert "tl-unexpected" not in cells.nth(0).get_attribute("class"), "one harder one is right"
    assert "◆" in cells.nth(3).evaluate("cell => getComputedStyle(cell, '::before').content")
    one.page.get_by_role("grid").focus()
    one.page.keyboard.press("Control+End")
    assert active_words(one).endswith("right, unexpected: 3 easier problems missed")
    one.page.get_by_label("Mark answers that go against").select_option("1")
    expect(cells.first).to_have_class(re.compile("tl-unexpected"))
    expect(one.page.locator(".tl-legend")).to_contain_text("though 1 easier problem was missed")


def test_a_skill_marks_its_problems_and_counts_for_each_student(table):
    one = table()
    one.page.get_by_label("Mark the problems that need").select_option("common_denominator")
    marked = one.page.locator(".tl-grid-head .tl-needs b").all_text_contents()
    assert marked == ["1", "2", "3", "5", "13"]
    one.page.get_by_label("Go to student").fill("t013")
    one.page.keyboard.press("Enter")
    expect(one.page.locator(".tl-readout")).to_contain_text(
        "T013: 10 of 20 right; Find a common denominator: 4 of 5"
    )
    expect(one.page.locator(".tl-grid-active")).to_be_in_viewport()
    one.page.get_by_label("Go to student").fill("Anna")
    one.page.keyboard.press("Enter")
    expect(one.activity).to_contain_text("No “Anna” here. Ids go from T001 to T536.")


def test_a_group_by_need_is_counted_named_kept_and_shown_alone(table):
    one = table()
    one.page.get_by_label("All problems that need").select_option("common_denominator")
    said = one.page.locator(".tl-picked-said")
    expect(said).to_have_text(
        re.compile(r"^\d+ of 536 students missed at least half of problems 1, 2, 3, 5 and 13\.$")
    )
    half = int(said.text_content().split()[0])
    one.page.get_by_label("Students who missed").select_option("all")
    expect(said).to_contain_text("missed all of")
    assert 0 < int(said.text_content().split()[0]) < half
    one.page.get_by_label("Name of the group").fill("See one common unit")
    one.page.get_by_role("button", name="Keep this group").click()
    kept = one.page.get_by_role("region", name="See one common unit")
    expect(kept.get_by_label("Group")).to_be_focused()
    kept.get_by_label("What would they need?").fill("Two strips, one unit")
    kept.get_by_role("button", name="Show in the table").click()
    (group,) = one.value()["groups"]
    assert (group["need"], group["skill"], group["rule"]) == (
        "Two strips, one unit",
        "common_denominator",
        "all",
    )
    assert one.page.get_by_role("grid").get_attribute("aria-rowcount") == str(len(group["students"]) + 1)
    kept.get_by_role("button", name="Remove").click()
    expect(kept).to_have_count(0)
    expect(one.page.get_by_role("grid")).to_have_attribute("aria-rowcount", "537")


def test_problems_are_picked_in_the_head_of_the_table_by_mouse_and_keyboard(table):
    one = table()
    one.page.locator(".tl-grid-head .tl-grid-item").nth(3).click()
    expect(one.page.locator(".tl-picked-said")).to_contain_text("missed problem 4")
    one.page.keyboard.press("ArrowRight")
    assert active_words(one).startswith("Problem 5: 4 3/5 − 3 4/10.")
    one.page.keyboard.press(" ")
    expect(one.page.locator(".tl-picked-said")).to_contain_text("problems 4 and 5")
    assert one.value()["picked"]["items"] == ["fraction-subtraction-4", "fraction-subtraction-5"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_360_pixels_are_wide_enough(table, scheme):
    answers = [[1, 1, 0, 1], [1, 0, 0, None], [0, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0]]
    skills = {"a common unit": [2, 4]}
    one = table(
        answers=answers,
        skills=skills,
        color_scheme=scheme,
        viewport={"width": 360, "height": 780},
        has_touch=True,
    )
    one.page.get_by_label("Mark answers that go against").select_option("1")
    one.page.get_by_label("Mark the problems that need").select_option("skill-1")
    one.page.locator(".tl-grid-head .tl-grid-item").nth(2).tap()
    one.page.get_by_role("button", name="Keep this group").tap()
    one.page.get_by_text("The problems, how many").tap()
    assert one.axe() == []
    assert one.sideways() <= 0
