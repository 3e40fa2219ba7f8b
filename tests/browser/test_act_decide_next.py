"""DecideNext by hand: from a sort to groups, moves and the sheet; and without a sort."""

import re

import pytest
from playwright.sync_api import expect

import kit

from .alone import alone

SORT = {
    "placed": {"s28": "0", "s17": "0", "s24": "2", "s40": "2", "s47": "3", "s01": "unsure"},
    "tags": {"s28": ["separately"]},
    "accuracy": {"s28": "partly"},
    "notes": {"s28": "tops and bottoms each time"},
    "first": None,
}
OWN = "Lay 3/5 and 1/2 on one strip; listen for the size."


@pytest.fixture
def decide(browser):
    opened = []

    def open_it(sort=SORT, **options):
        activity = kit.DecideNext("05/next", deck="fraction-arithmetic/papers", sort="05/papers")
        opened.append(alone(browser, activity, others={"05/papers": sort} if sort else None, **options))
        opened[-1].activity.wait_for()
        return opened[-1]

    yield open_it
    for one in opened:
        assert one.errors == []


def group(one, name):
    return one.page.get_by_role("region", name=re.compile(f"^Group ., {name}"))


def chip(one, label):
    return one.page.locator(f'.tl-chip[data-card="{label.lower()}"]')


def test_a_sort_stands_here_as_groups_and_nothing_is_saved_before_something_is_decided(decide):
    one = decide()
    expect(group(one, "Level 0: Counts pieces").locator(".tl-chip")).to_have_count(2)
    expect(group(one, "Not enough to say").locator(".tl-chip")).to_have_text("S01?")
    expect(one.page.locator(".tl-loose .tl-chip")).to_have_count(6)
    assert one.saves == 0


def test_the_progressions_suggestion_waits_for_ones_own_move(decide):
    one = decide()
    box = group(one, "Level 0")
    expect(box).not_to_contain_text("Fold strips")
    expect(box.get_by_role("button", name="Lay the progression")).to_have_count(0)
    box.get_by_label("Next move").fill(OWN)
    box.get_by_role("button", name="Lay the progression").click()
    expect(box).to_contain_text("Fold strips of one length")
    expect(box).to_contain_text("Adding tops and bottoms")
    made = next(one for one in one.value()["groups"] if one["shown"])
    assert (made["shown"], made["first"], made["move"]) == ("after", OWN, OWN)


def test_looking_before_writing_is_recorded(decide):
    one = decide()
    group(one, "Level 2").get_by_role("button", name="Show it anyway").click()
    expect(group(one, "Level 2")).to_contain_text("seen before you wrote a move")
    assert [one["shown"] for one in one.value()["groups"]] == ["", "before", "", ""]


def test_a_card_is_dragged_to_another_group_and_brought_back_by_undo(decide):
    one = decide(viewport={"width": 1280, "height": 1500})
    start, end = chip(one, "S17").bounding_box(), group(one, "Level 2").bounding_box()
    one.page.mouse.move(start["x"] + 10, start["y"] + 10)
    one.page.mouse.down()
    one.page.mouse.move(end["x"] + 60, end["y"] + 40, steps=4)
    one.page.mouse.up()
    expect(group(one, "Level 2").locator(".tl-chip")).to_have_count(3)
    expect(chip(one, "S17")).to_be_focused()
    one.page.get_by_role("button", name="Undo").click()
    expect(group(one, "Level 2").locator(".tl-chip")).to_have_count(2)


def test_groups_are_split_joined_named_and_written_by_keyboard_alone(decide):
    one = decide()
    keys = one.page.keyboard
    chip(one, "S28").focus()
    keys.press("n")
    expect(group(one, "Group E").locator(".tl-chip")).to_have_count(1)
    expect(chip(one, "S28")).to_be_focused()
    keys.press("b")
    expect(group(one, "Level 2").locator(".tl-chip")).to_have_count(3)
    keys.press("Enter")
    expect(one.page.get_by_label("Group of S28")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(group(one, "Group F").locator(".tl-chip")).to_have_text(re.compile("S28"))
    others = group(one, "Group F").get_by_label("Join this group with")
    others.focus()
    others.select_option(label="D, Not enough to say")
    keys.press("Tab")
    keys.press("Enter")
    name = group(one, "Not enough to say").get_by_label("Name: what")
    expect(name).to_be_focused()
    keys.press("Control+a")
    keys.type("Ask first")
    expect(group(one, "Ask first").locator(".tl-chip")).to_have_count(2)
    expect(one.page.get_by_role("row", name=re.compile("^S28"))).to_contain_text("Ask first")


def test_a_sort_that_changed_is_told_and_brought_in_without_touching_what_was_written(decide):
    one = decide()
    group(one, "Level 0").get_by_label("Next move").fill(OWN)
    later = {**SORT, "placed": {**SORT["placed"], "s17": "2", "s09": "3"}}
    one.page.evaluate("sort => window.model.set('others', { '05/papers': sort })", later)
    expect(one.activity).to_contain_text("differs from what is here: S17, S09")
    one.page.get_by_role("button", name="Bring in my sort again").click()
    expect(group(one, "Level 2").locator(".tl-chip")).to_have_count(3)
    expect(group(one, "Level 3").locator(".tl-chip")).to_have_count(2)
    expect(group(one, "Level 0").get_by_label("Next move")).to_have_value(OWN)


def test_without_a_sort_levels_are_chosen_here(decide):
    one = decide(sort=None)
    expect(one.activity).to_contain_text("There is no sort in 05/papers yet")
    one.page.get_by_label("Level of S28, your placement").select_option("0")
    expect(group(one, "Level 0").locator(".tl-chip")).to_have_text(re.compile("S28"))
    one.page.get_by_label("Level of S24", exact=True).select_option("0")
    expect(group(one, "Level 0").locator(".tl-chip")).to_have_count(2)
    assert one.value()["levels"] == {"s28": "0", "s24": "0"}


def test_the_sheet_goes_out_as_files_as_a_copy_and_to_the_printer(decide):
    one = decide()
    one.page.get_by_label("Issue on S24").fill("=no common unit")
    one.page.get_by_label("Build on").fill("<b>fifths</b>")
    with one.page.expect_download() as caught:
        one.page.get_by_role("button", name="CSV").click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    assert caught.value.suggested_filename == "evidence-sheet-05-next.csv"
    assert (
        '"S28","Level 0: Counts pieces","0 Counts pieces","tops and bottoms treated separately","some right"'
        in text
    )
    assert '"\'=no common unit"' in text
    with one.page.expect_download() as caught:
        one.page.get_by_role("button", name="HTML").click()
    assert "&lt;b&gt;fifths&lt;/b&gt;" in caught.value.path().read_text(encoding="utf-8")
    one.page.get_by_role("button", name="Copy").click()  # a page of no origin may not write to the clipboard
    expect(one.page.get_by_label("The sheet as text, to copy")).to_have_value(
        re.compile(r"\| S24 \|.*=no common unit")
    )
    one.page.get_by_role("button", name="Print the sheet").click()
    printed = one.page.frame_locator("iframe[title='The sheet for printing']")
    expect(printed.get_by_role("heading", name="Evidence sheet")).to_be_attached()
    one.page.emulate_media(media="print")
    expect(one.page.locator(".tl-paper")).to_contain_text("=no common unit")
    expect(one.page.locator(".tl-groups")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_360_pixels_are_wide_enough(decide, scheme):
    one = decide(color_scheme=scheme, viewport={"width": 360, "height": 780}, has_touch=True)
    group(one, "Level 0").get_by_role("button", name="Show it anyway").tap()
    assert one.axe() == []
    assert one.sideways() <= 0
    small = one.page.evaluate(
        "[...document.querySelectorAll('.tl-activity :is(button, select)')].filter(n => n.offsetParent && n.offsetHeight < 44)"
        ".map(n => n.textContent)"
    )
    assert small == []
