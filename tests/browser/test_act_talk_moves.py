"""Talk moves in a real browser: coding by finger and by keyboard, comparing after coding, the tally."""

import pytest
from playwright.sync_api import expect

from kit import TalkMoves
from kit.content import library

from .alone import alone

LESSON = "sixty-three-take-away-twenty-seven"


def talk(browser, value=None, **options):
    activity = TalkMoves("gallery/talk", transcript=LESSON)
    if value:
        activity.value = {**activity.value, **value}
    return alone(browser, activity, **options)


def code(shown, name):
    return shown.page.locator(".tl-code", has_text=name)


def coded_as_proposed(*, but: dict):
    """All turns coded as the kit proposes, but for some."""
    turns = {turn.id: list(turn.codes) for turn in library().lesson(LESSON).turns} | but
    return {f"{LESSON}/{turn}": codes for turn, codes in turns.items()}


def test_a_turn_is_coded_with_a_finger_on_a_phone(browser):
    shown = talk(browser, viewport={"width": 360, "height": 720}, has_touch=True)
    code(shown, "Keeping everyone together").tap()
    code(shown, "Pressing for accuracy").tap()
    shown.page.get_by_role("button", name="Next turn").tap()
    code(shown, "None of these").tap()
    assert shown.value()["codes"] == {
        f"{LESSON}/1": ["keeping-together", "press-accuracy"],
        f"{LESSON}/2": [],
    }
    expect(shown.page.locator(".tl-progress")).to_have_text("2 of 37 turns coded.")
    assert shown.sideways() <= 0
    heights = shown.page.locator(".tl-panel button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44
    assert shown.errors == []


def test_a_teachers_turn_offers_teachers_moves_and_a_students_turn_students(browser):
    shown = talk(browser)
    expect(code(shown, "Revoicing")).to_be_visible()
    shown.page.get_by_role("button", name="I got 44").click()
    expect(code(shown, "Making a claim")).to_be_visible()
    expect(code(shown, "Revoicing")).to_have_count(0)


def test_it_is_coded_by_keyboard_alone_and_focus_stays(browser):
    shown = talk(browser)
    page = shown.page
    page.get_by_text("Talk moves: the 10 codes").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".tl-turn").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    expect(page.locator(".tl-turn").nth(1)).to_be_focused()
    assert shown.value()["codes"] == {f"{LESSON}/2": ["claim"]}
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(code(shown, "Relating to another student")).to_be_focused()
    assert shown.value()["codes"][f"{LESSON}/2"] == ["claim", "relating"]
    page.get_by_role("button", name="Next turn").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tl-turn").nth(2)).to_be_focused()
    expect(page.locator(".tl-turn").nth(2)).to_have_attribute("aria-expanded", "true")


def test_the_proposal_is_seen_only_after_coding_and_the_first_codes_are_kept(browser):
    shown = talk(browser)
    page = shown.page
    compare = page.get_by_role("button", name="Compare with the kit's proposal")
    compare.click()
    expect(page.locator(".tl-hint")).to_contain_text("No turn is coded yet")
    code(shown, "Restating").click()
    compare.click()
    expect(page.locator(".tl-hint")).to_contain_text("36 turns are not coded yet")
    assert "It makes one thing visible to all" not in shown.activity.inner_text()
    compare.click()
    expect(page.locator(".tl-results-title")).to_be_focused()
    expect(shown.activity).to_contain_text("It makes one thing visible to all")
    expect(page.locator(".tl-results-n")).to_contain_text("N = 1 turns")
    code(shown, "Restating").click()
    code(shown, "Keeping everyone together").click()
    expect(page.locator(".tl-now")).to_have_text("You now say: Keeping everyone together.")
    assert shown.value()["first"] == {f"{LESSON}/1": ["restating"]}


def test_turns_coded_later_are_compared_then(browser):
    first = {f"{LESSON}/1": ["keeping-together"]}
    shown = talk(browser, {"codes": {**first, f"{LESSON}/2": ["asking"]}, "first": first})
    expect(shown.page.locator(".tl-read-twice")).to_have_count(0)
    shown.page.get_by_role("button", name="Compare 1 more").click()
    shown.page.get_by_role("button", name="Compare 1 more").click()
    expect(shown.page.locator(".tl-read-twice")).to_have_count(1)
    expect(shown.page.get_by_role("button", name="Compare", exact=False)).to_have_count(0)


def test_counts_stand_by_code_with_n_and_a_note_is_kept(browser):
    codes = coded_as_proposed(but={"3": ["restating", "press-reasoning"], "19": ["reasoning"]})
    shown = talk(browser, {"codes": codes, "first": codes})
    page = shown.page
    expect(page.locator(".tl-results-n")).to_contain_text("N = 37 turns")
    row = page.get_by_role("row", name="Pressing for reasoning")
    expect(row.get_by_role("cell")).to_have_text(["4", "1", "0"])
    expect(page.get_by_role("heading", name="Read in two ways (2)")).to_be_visible()
    page.get_by_text("What speaks for your reading?").first.click()
    page.get_by_label("A note on Turn 3").fill("He asks for the way, and a way has reasons.")
    page.get_by_label("A note on Turn 3").blur()
    assert shown.value()["notes"] == {f"{LESSON}/3": "He asks for the way, and a way has reasons."}
    page.get_by_role("button", name="Back to Turn 3").click()
    expect(page.locator(".tl-turn").nth(2)).to_be_focused()


def test_the_tally_tells_who_spoke_and_judges_nobody(browser):
    shown = talk(browser, {"codes": coded_as_proposed(but={})})
    shown.page.get_by_text("Who did the thinking?").click()
    tally = shown.page.locator(".tl-tally-part")
    expect(tally).to_contain_text("Turn 22, Student 7, 29 words")
    expect(tally).to_contain_text("in 10 of 21 student turns that you coded (48%)")


def test_exchanges_show_both_speakers_and_take_one_code(browser):
    shown = alone(browser, TalkMoves("gallery/uptake", exchanges="uptake", n=4, seed=2))
    expect(shown.activity).to_contain_text("throughline data get uptake")
    code(shown, "Low uptake").click()
    code(shown, "High uptake").click()
    assert list(shown.value()["codes"].values()) == [["high"]]
    expect(shown.page.locator(".tl-open .tl-line")).to_have_count(2)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser, theme):
    codes = coded_as_proposed(but={"3": [], "19": ["reasoning"]})
    shown = talk(
        browser, {"codes": codes, "first": codes}, color_scheme=theme, viewport={"width": 700, "height": 900}
    )
    shown.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert shown.axe() == []
    assert shown.errors == []


def test_it_leaves_nothing_running_when_it_goes(browser):
    shown = talk(browser)
    shown.page.evaluate("window.cleanUp()")
    shown.page.evaluate("window.model.set('value', { codes: {}, first: {}, notes: {} })")
    assert shown.errors == []
