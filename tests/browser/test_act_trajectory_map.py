"""The trajectory map in a browser: by mouse, by keyboard, on a phone, on paper."""

import pytest
from playwright.sync_api import expect

from kit import TrajectoryMap

from .alone import alone

STILL = {"reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, **STILL}


@pytest.fixture
def whole(browser, monkeypatch, tmp_path):
    """Opens the whole map, or one with other options, in a page of its own."""
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(tmp_path))
    opened = []

    def make(make_options: dict | None = None, **options):
        activity = TrajectoryMap("gallery/map", **{"focus": "3.NF.A.2", **(make_options or {})})
        opened.append(alone(browser, activity, **{**STILL, **options}))
        return opened[-1]

    yield make
    for one in opened:
        assert one.errors == []


def cell(page, code):
    """The cell of a standard in the picture."""
    return page.locator(f'.tl-map-chip[aria-label^="{code}:"]')


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def said(map_):
    return map_.activity.get_by_role("status")


def test_a_press_on_a_cell_shows_what_it_rests_on_and_leads_to(whole):
    map_ = whole()
    page = map_.page
    cell(page, "1.OA.D.7").click()
    expect(page.get_by_role("heading", name="1.OA.D.7")).to_be_visible()
    expect(map_.activity).to_contain_text("to 115 K–8 standards")
    expect(cell(page, "1.OA.D.7")).to_be_focused()
    expect(cell(page, "1.OA.D.8")).to_have_attribute("data-role", "after")
    expect(cell(page, "3.NF.A.2")).not_to_have_attribute("data-role", "focus")
    expect(said(map_)).to_contain_text("Reach in the map 115")
    page.wait_for_function("() => window.model.get('value').focus === '1.OA.D.7'")


def test_arrows_are_drawn_for_the_next_step_only(whole):
    page = whole().page
    after = page.locator(".tl-map-line-after")
    assert after.get_attribute("d").count("C") == 7
    cell(page, "6.RP.A.1").click()
    drawn = page.locator('.tl-map-chip[data-role="after"]').count()
    assert drawn == after.get_attribute("d").count("C") > 0


def test_by_keyboard_alone_from_search_to_pin_note_and_list_as_text(whole):
    map_ = whole()
    page, keys = map_.page, map_.page.keyboard
    page.get_by_label("Search").focus()
    keys.type("equal sign")
    expect(map_.activity).to_contain_text("found.")
    keys.press("Enter")
    heading = page.get_by_role("heading", name="1.OA.D.7")
    expect(heading).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("button", name="Ours to watch").last).to_be_focused()
    keys.press("Space")
    expect(said(map_)).to_contain_text("on the list ours to watch")
    page.get_by_label("What I would check before 1.OA.D.7").focus()
    keys.type("8 + 4 = □ + 5")
    keys.press("Shift+Tab")
    assert map_.value()["notes"] == {"1.OA.D.7": "8 + 4 = □ + 5"}
    assert map_.value()["pins"] == ["1.OA.D.7"]
    expect(cell(page, "1.OA.D.7")).to_have_attribute("data-mark", "★✎")
    button(page, "Ours to watch").focus()
    keys.press("Enter")
    text = page.get_by_label("The list as text").input_value()
    assert "1.OA.D.7: Read the equal sign" in text
    assert "What I would check before: 8 + 4 = □ + 5" in text
    button(page, "Take 1.OA.D.7 off the list").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Ours to watch")).to_be_focused()
    assert map_.value()["pins"] == []
    assert map_.value()["notes"] == {"1.OA.D.7": "8 + 4 = □ + 5"}


def test_the_picture_is_one_stop_and_arrow_keys_go_from_cell_to_cell(whole):
    page = whole().page
    assert page.locator('.tl-map-chip[tabindex="0"]').count() == 1
    cell(page, "3.NF.A.2").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "4.NF.A.1")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(cell(page, "3.NF.A.2")).to_be_focused()
    page.keyboard.press("End")
    expect(cell(page, "S-CP.B.9")).to_be_focused()
    page.keyboard.press("Home")
    expect(cell(page, "K.CC.A.1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="K.CC.A.1")).to_be_visible()


def test_the_list_holds_every_standard_and_says_what_each_is_to_the_one_looked_at(whole):
    page = whole().page
    button(page, "List").click()
    region = page.get_by_role("region", name="List of the standards")
    for group in region.locator("details").all():
        if group.get_attribute("open") is None:
            group.locator("summary").click()
    expect(region.get_by_role("button")).to_have_count(480)
    expect(region.get_by_role("button", name="2.MD.B.6")).to_contain_text("before: one arrow")
    expect(region.get_by_role("button", name="6.RP.A.1")).to_contain_text("after: several arrows")
    entry = region.get_by_role("button", name="1.OA.D.7")
    entry.click()
    expect(entry).to_be_focused()
    expect(entry).to_contain_text("the one looked at")


def test_a_chain_is_shown_and_where_there_is_none_that_is_said(whole):
    map_ = whole()
    page = map_.page
    button(page, "Chain").click()
    page.get_by_label("From", exact=True).fill("3.nf.1")
    page.get_by_label("to", exact=True).fill("6.rp.1")
    page.keyboard.press("Enter")
    expect(map_.activity).to_contain_text("From 3.NF.A.1 to 6.RP.A.1 in 4 arrows")
    expect(page.locator(".tl-map-steps li")).to_have_count(5)
    assert page.locator(".tl-map-line-chain").get_attribute("d").count("C") == 4
    page.get_by_label("From", exact=True).fill("3.OA.A.2")
    page.get_by_label("to", exact=True).fill("6.NS.A.1")
    button(page, "Find the chain").click()
    expect(map_.activity).to_contain_text("no chain of arrows from 3.OA.A.2 to 6.NS.A.1")
    assert page.locator(".tl-map-line-chain").get_attribute("d") == ""
    assert map_.value()["chain"] == ["3.OA.A.2", "6.NS.A.1"]
    page.get_by_label("to", exact=True).fill("ratios")
    page.keyboard.press("Enter")
    expect(map_.activity).to_contain_text("“ratios” is no standard of the map")


def test_a_traced_idea_tells_documented_from_ours_in_line_and_word(whole):
    map_ = whole({"trace": "equal-sign-means-answer"})
    page = map_.page
    for kind, words in (("documented", "documented"), ("synthesis", "our synthesis")):
        assert page.locator(f".tl-map-line-{kind}").get_attribute("d") != ""
        expect(page.locator(f"li.tl-map-{kind} .tl-mark").first).to_have_text(words)
    dashes = "one => getComputedStyle(one).strokeDasharray"
    assert page.locator(".tl-map-line-documented").evaluate(dashes) == "none"
    assert page.locator(".tl-map-line-synthesis").evaluate(dashes) != "none"
    expect(map_.activity).to_contain_text("Falkner")
    button(page, "Trace on: Unlike terms are put together").click()
    expect(page.get_by_label("Idea")).to_be_focused()
    assert map_.value()["trace"] == "conjoining"


def test_by_reach_begins_with_what_it_cannot_say(whole):
    map_ = whole()
    page = map_.page
    button(page, "By reach").click()
    expect(map_.activity).to_contain_text("It does not say how much a standard matters")
    page.get_by_label("Grade", exact=True).select_option("1")
    page.get_by_label("Domain", exact=True).select_option("OA")
    first = page.locator(".tl-map-reaches tbody tr").first
    expect(first).to_contain_text("1.OA.D.7")
    expect(first).to_contain_text("115")
    page.get_by_label("Grade", exact=True).select_option("")
    page.get_by_label("Domain", exact=True).select_option("")
    button(page, "Show all 317").click()
    expect(page.locator(".tl-map-reaches tbody tr")).to_have_count(317)
    expect(page.locator(".tl-map-reaches tbody tr button").nth(30)).to_be_focused()


def test_only_what_is_marked_and_fewer_grades_leave_less_to_look_at(whole):
    page = whole().page
    page.get_by_label("Grades", exact=True).select_option(label="3–5")
    expect(cell(page, "3.NF.A.2")).to_be_visible()
    expect(cell(page, "6.RP.A.1")).to_have_count(0)
    page.get_by_label("Only what is marked").check()
    expect(cell(page, "3.OA.A.1")).to_be_hidden()
    expect(cell(page, "4.NF.B.3.a")).to_be_visible()


def test_a_map_of_fractions_names_its_neighbours_outside_without_a_way_there(whole):
    map_ = whole({"domains": ("NF",)})
    expect(map_.activity).to_contain_text("2.MD.B.6 See whole numbers")
    expect(map_.page.get_by_role("button", name="2.MD.B.6")).to_have_count(0)
    expect(map_.activity).to_contain_text("to 100 K–8 standards")


def test_on_a_phone_the_list_comes_first_and_nothing_goes_sideways(whole):
    map_ = whole(**PHONE)
    page = map_.page
    region = page.get_by_role("region", name="List of the standards")
    expect(region).to_be_visible()
    assert map_.sideways() <= 0
    entry = region.get_by_role("button", name="3.NF.A.1")
    entry.tap()
    expect(page.get_by_role("heading", name="3.NF.A.1")).to_be_focused()
    assert entry.bounding_box()["height"] >= 44
    button(page, "Back to where I was").tap()
    expect(entry).to_be_focused()
    button(page, "Picture").tap()
    size = cell(page, "3.NF.A.2.a").bounding_box()
    assert min(size["width"], size["height"]) >= 44
    assert map_.sideways() <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["Picture", "List", "By reach"])
def test_axe_finds_nothing(whole, theme, view):
    map_ = whole({"trace": "keyword-decides"} if view == "Picture" else {}, color_scheme=theme)
    button(map_.page, view).click()
    assert map_.axe() == []


def test_on_paper_stand_the_neighbours_as_lists(whole):
    map_ = whole()
    map_.page.emulate_media(media="print")
    expect(map_.activity).to_contain_text("2.MD.B.6 See whole numbers")
    expect(map_.page.locator(".tl-map-print")).to_be_visible()
    expect(map_.page.locator(".tl-map-box")).to_be_hidden()


def test_an_odd_answer_from_elsewhere_breaks_nothing(whole):
    map_ = whole()
    odd = {
        "focus": "9.XX.1",
        "pins": ["9.XX.1", 4],
        "notes": None,
        "chain": "3",
        "trace": "gone",
        "panel": "pins",
    }
    map_.page.evaluate("(odd) => window.model.set('value', odd)", odd)
    expect(map_.activity).to_contain_text("9.XX.1 (not in this map)")
    button(map_.page, "Standard").click()
    expect(map_.activity).to_contain_text("No standard chosen")
    assert map_.value()["pins"] == ["9.XX.1", 4]


def test_leaving_keeps_a_note_that_was_just_typed(whole):
    map_ = whole()
    map_.page.get_by_label("What I would check before 3.NF.A.2").fill("a line from 0 to 1")
    map_.page.evaluate("() => window.cleanUp()")
    assert map_.value()["notes"] == {"3.NF.A.2": "a line from 0 to 1"}
