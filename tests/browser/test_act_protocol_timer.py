"""ProtocolTimer in hands: the clock of a room, on a fake time of day, by mouse, keyboard and on a phone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from kit import ProtocolTimer

from .alone import alone

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def timer(value: dict | None = None) -> ProtocolTimer:
    made = ProtocolTimer("gallery/protocol", protocol="looking-at-student-work-45")
    made.value = {**made.value, **(value or {})}
    return made


def at_noon(browser, value: dict | None = None):
    return alone(browser, timer(value), now=NOON)


@pytest.fixture
def room(browser):
    one = at_noon(browser)
    yield one
    assert one.errors == []


def digits(one):
    return one.activity.locator(".tl-digits")


def press(one, name: str):
    one.activity.get_by_role("button", name=name, exact=True).click()


def test_the_digits_follow_the_time_of_day_also_after_the_page_slept(room):
    expect(digits(room)).to_have_text("6:00")
    press(room, "Start")
    room.page.clock.run_for(2000)
    expect(digits(room)).to_have_text("5:58")
    room.page.clock.fast_forward(100_000)  # as a hidden window sleeps: timers late, the time of day right
    expect(digits(room)).to_have_text("4:18")
    assert set(room.value()) == {"protocol", "step", "started_at", "left", "added"}
    assert room.saves == 1, "a running clock writes nothing"


def test_one_minute_left_and_the_end_are_shown_and_announced_once(room):
    live = room.activity.locator("[aria-live]")
    press(room, "Start")
    expect(live).to_contain_text("Step 1 of 7: Do the task. 6 minutes. Everyone.")
    room.page.clock.run_for(299_000)
    expect(live).to_contain_text("Step 1 of 7")
    room.page.clock.run_for(2000)
    expect(live).to_have_text("One minute left in Do the task.")
    expect(room.activity.get_by_text("The last minute.")).to_be_visible()
    room.page.clock.run_for(60_000)
    expect(live).to_have_text("The time for Do the task is up.")
    expect(room.activity.get_by_text("Time is up.")).to_be_visible()
    room.page.clock.run_for(20_000)
    expect(digits(room)).to_have_text("+0:21")
    expect(live).to_have_text("The time for Do the task is up.")


def test_a_clock_that_ran_while_the_page_was_gone_is_right_after_reopening(browser):
    minute_ago = NOON.timestamp() * 1000 - 60_000
    again = at_noon(browser, {"step": 2, "started_at": minute_ago, "left": {"2": 500}, "added": {"2": 1}})
    expect(digits(again)).to_have_text("7:20")
    expect(again.activity.locator("[aria-current=step]")).to_contain_text("3. Describe")
    expect(again.activity.locator("[aria-current=step]")).to_contain_text("9 + 1 min")


def test_by_keyboard_alone_through_a_step_and_back(room):
    start = room.activity.get_by_role("button", name="Start")
    start.focus()
    room.page.keyboard.press("Enter")
    expect(room.activity.get_by_role("button", name="Pause")).to_be_focused()
    room.page.clock.run_for(30_000)
    for key in ("Tab", "Enter", "Tab", "Tab", "Enter"):  # a minute more, then Next
        room.page.keyboard.press(key)
    expect(room.activity.get_by_role("heading", name="Set the scene")).to_be_visible()
    expect(room.activity.get_by_role("button", name="Next")).to_be_focused()
    room.page.keyboard.press("Shift+Tab")
    room.page.keyboard.press("Enter")
    expect(digits(room)).to_have_text("6:30")


def test_the_end_shows_what_each_step_took_and_begins_again_without_losing_it(browser):
    one = at_noon(browser, {"step": 6, "left": {"3": -75}})
    press(one, "Finish ›")
    row = one.activity.get_by_role("row", name="Interpret")
    expect(row).to_contain_text("11")
    press(one, "Begin again")
    expect(digits(one)).to_have_text("6:00")
    assert one.value()["last"]["left"] == {"3": -75}


def test_full_screen_makes_the_digits_fill_it(room):
    small = digits(room).bounding_box()["height"]
    press(room, "Full screen")
    expect(room.activity.get_by_role("button", name="Leave full screen")).to_be_visible()
    assert digits(room).bounding_box()["height"] > 1.5 * small
    press(room, "Leave full screen")
    expect(room.activity.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


def test_nothing_goes_on_after_it_is_taken_away(room):
    press(room, "Start")
    room.page.evaluate("window.cleanUp()")
    shown = digits(room).text_content()
    room.page.clock.run_for(5000)
    expect(digits(room)).to_have_text(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("left", [300, -30])
def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scrolling(browser, scheme, left):
    options = {
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }
    one = alone(browser, timer({"left": {"0": left}}), **options)
    assert one.axe() == []
    assert one.sideways() <= 0
    for button in one.activity.get_by_role("button").all():
        assert button.bounding_box()["height"] >= 44
