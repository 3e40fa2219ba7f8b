"""The observation sheet in a real browser: with a thumb, by keyboard, over a reload, and when the clock is set."""

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit import ObservationSheet

from .alone import alone

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True}


def sheet(browser, value=None, **options):
    activity = ObservationSheet("gallery/observe")
    if value:
        activity.value = {**activity.value, **value}
    return alone(browser, activity, **options)


def button(shown, name):
    return shown.page.get_by_role("button", name=name, exact=True)


def pad(shown, name):
    return shown.page.locator(".tl-pad", has_text=name)


def ago(**since) -> str:
    return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(**since)).isoformat()


def codes(shown) -> list[str]:
    return [tap["code"] for tap in shown.value()["taps"]]


def test_moments_are_tallied_with_a_thumb_and_taken_back(browser):
    shown = sheet(browser, **PHONE)
    button(shown, "Start").tap()
    pad(shown, "Says why").tap()
    pad(shown, "Says why").tap()
    pad(shown, "Waits").tap()
    expect(pad(shown, "Says why").locator(".tl-count")).to_have_text("2")
    button(shown, "Undo").tap()
    assert codes(shown) == ["says-why", "says-why"]
    button(shown, "Put back").tap()
    assert codes(shown) == ["says-why", "says-why", "waits"]
    assert shown.sideways() <= 0
    assert shown.errors == []


def test_all_buttons_are_in_view_under_the_thumb_once_the_clock_runs(browser):
    shown = sheet(browser, **PHONE)
    button(shown, "Start").tap()
    boxes = [one.bounding_box() for one in shown.page.locator(".tl-pad, .tl-foot-row button:visible").all()]
    assert len(boxes) == 12
    assert min(box["height"] for box in boxes) >= 44
    assert min(box["width"] for box in boxes) >= 44
    assert min(box["y"] for box in boxes) >= 0 and max(box["y"] + box["height"] for box in boxes) <= 640


def test_nothing_under_the_thumb_moves_when_a_moment_is_tapped_or_taken_back(browser):
    shown = sheet(browser, **PHONE)
    button(shown, "Start").tap()
    before = pad(shown, "Waits").bounding_box()
    pad(shown, "Waits").tap()
    assert pad(shown, "Waits").bounding_box() == before
    button(shown, "Undo").tap()
    assert pad(shown, "Waits").bounding_box() == before


def test_a_tap_before_the_start_says_what_to_do(browser):
    shown = sheet(browser)
    pad(shown, "Waits").click(force=True)
    expect(shown.page.locator(".tl-hint")).to_contain_text("Press Start first")
    assert shown.value()["taps"] == []


def test_a_note_is_written_by_keyboard_and_focus_comes_back(browser):
    shown = sheet(browser)
    page = shown.page
    button(shown, "Start").focus()
    page.keyboard.press("Enter")
    expect(pad(shown, "Says why")).to_be_focused()
    page.keyboard.press("Space")
    expect(pad(shown, "Says why")).to_be_focused()
    button(shown, "Note").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("“44 and 27 is too much”")
    page.keyboard.press("Enter")
    expect(button(shown, "Note")).to_be_focused()
    expect(page.locator(".tl-note")).to_be_hidden()
    assert shown.value()["taps"][0]["note"] == "“44 and 27 is too much”"
    page.get_by_text("Moments, the latest first").click()
    expect(page.locator(".tl-moments")).to_contain_text("“44 and 27 is too much”")


def test_what_is_typed_into_a_note_is_no_mark_up(browser):
    shown = sheet(
        browser,
        {"started": ago(minutes=1), "taps": [{"at": 3, "code": "waits", "note": "<img src=x onerror=y>"}]},
    )
    shown.page.get_by_text("Moments, the latest first").click()
    expect(shown.page.locator(".tl-moments")).to_contain_text("<img src=x")
    assert shown.page.locator(".tl-moments img").count() == 0


def test_an_observation_under_way_goes_on_after_a_reload(browser):
    taps = [{"at": 60, "code": "waits"}, {"at": 240, "code": "old-look-for"}]
    shown = sheet(browser, {"started": ago(minutes=25, seconds=10), "taps": taps})
    assert shown.page.locator(".tl-clock").inner_text().startswith("25:")
    pad(shown, "Waits").click()
    assert 25 * 60 <= shown.value()["taps"][-1]["at"] < 26 * 60
    assert shown.value()["taps"][:2] == taps
    expect(shown.page.locator(".tl-lane", has_text="old-look-for")).to_contain_text("1")


def test_a_clock_that_is_set_back_neither_loses_nor_reorders_anything(browser):
    shown = sheet(browser, {"started": ago(minutes=10), "taps": [{"at": 590, "code": "waits"}]})
    shown.page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3600e3; }")
    pad(shown, "Says why").click()
    value = shown.value()
    assert 595 <= value["taps"][-1]["at"] < 660
    assert round(value["shift"], -2) == -3600
    again = sheet(browser, {**value, "shift": 0, "started": ago(minutes=-60)})
    pad(again, "Waits").click()
    assert again.value()["taps"][-1]["at"] >= value["taps"][-1]["at"], "set back while the page was closed"


WATCH = """() => {
  window.every = new Map();
  const [set, clear] = [setInterval, clearInterval];
  window.setInterval = (act, wait) => { const id = set(act, wait); every.set(id, wait); return id; };
  window.clearInterval = (id) => { every.delete(id); clear(id); };
  window.hide = (hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
}"""


def test_the_clock_wakes_once_a_second_while_it_is_seen_and_not_else(browser):
    shown = sheet(browser)
    shown.page.evaluate(WATCH)

    def wakes():
        return shown.page.evaluate("() => [...every.values()]")

    assert wakes() == []
    button(shown, "Start").click()
    assert wakes() == [1000]
    shown.page.evaluate("hide(true)")
    assert wakes() == []
    shown.page.evaluate("hide(false)")
    assert wakes() == [1000]
    button(shown, "End").click()
    assert wakes() == []
    button(shown, "Go on").click()
    shown.page.evaluate("window.cleanUp()")
    assert wakes() == []
    assert shown.errors == []


def test_a_finished_observation_is_taken_along_and_a_new_one_begun(browser):
    shown = sheet(
        browser,
        {
            "started": ago(minutes=9),
            "taps": [{"at": 75, "code": "says-why", "note": "“44, and 27”"}, {"at": 80, "code": "waits"}],
        },
    )
    button(shown, "End").click()
    with shown.page.expect_download() as started:
        button(shown, "Download CSV").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert started.value.suggested_filename.endswith(".csv")
    assert '75,1:15,says-why,Says why,student,"“44, and 27”"' in text
    button(shown, "New observation").click()
    value = shown.value()
    assert value["taps"] == [] and value["started"] is None
    assert [len(one["taps"]) for one in value["earlier"]] == [2]
    expect(button(shown, "Start")).to_be_focused()
    expect(shown.page.get_by_text("Earlier observations (1)")).to_be_visible()


def test_where_the_clipboard_is_closed_the_text_is_selected(browser):
    shown = sheet(browser, {"started": ago(minutes=2), "taps": [{"at": 75, "code": "waits"}]})
    shown.page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    button(shown, "Copy as text").click()
    expect(shown.page.locator(".tl-export")).to_be_focused()
    assert "1:15  Waits" in shown.page.locator(".tl-export").input_value()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser, theme):
    taps = [{"at": 75, "code": "says-why", "note": "“44”"}, {"at": 80, "code": "waits"}]
    shown = sheet(
        browser, {"started": ago(minutes=9), "taps": taps}, color_scheme=theme, viewport=PHONE["viewport"]
    )
    shown.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    button(shown, "Note").click()
    assert shown.axe() == []
    assert shown.errors == []
