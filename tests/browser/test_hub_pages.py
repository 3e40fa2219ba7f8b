"""A facilitator on a hub with a real browser: the own rooms by keyboard and without scripts, the console in a window of its own."""

import os

import pytest
from playwright.sync_api import expect
from room.fake_hub import FakeHub

from . import axe

SHOTS = os.environ.get("THROUGHLINE_SHOTS")


@pytest.fixture
def hub(tmp_path):
    one = FakeHub(tmp_path / "rooms.sqlite")
    yield one
    one.close()


@pytest.fixture
def visit(browser, hub):
    """A browser profile. Nothing may be asked of another server, and no policy be broken."""
    contexts, asked, errors = [], [], []

    def visit(**options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(15_000)
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda told: "Security Policy" in told.text and errors.append(told.text))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((hub.url, "blob:", "data:"))] == []
    assert errors == []


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def start(page, hub, session="05"):
    page.goto(f"{hub.address}/rooms")
    page.get_by_label("Session").select_option(session)
    page.get_by_role("button", name="Start the room").click()
    expect(page.get_by_role("status")).to_have_text("The room is open. Open its console when you begin.")


def sound(page):
    assert axe.wrong(page, rules={"region": {"enabled": False}}) == []


def small(page) -> list[str]:
    """Controls that are too low for a thumb."""
    return page.evaluate(
        "[...document.querySelectorAll('main :is(button, select, summary, input:not([type=hidden]))')]"
        ".filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"
    )


def test_a_facilitator_starts_a_room_opens_its_console_and_somebody_joins(visit, hub):
    page = visit()
    start(page, hub)
    shot(page, "rooms-1280")
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="Open the console").click()
    console = opening.value
    expect(console.locator("#connection")).to_have_text("")
    expect(console.locator("#people")).to_contain_text("0")
    assert "secret" not in console.url, "it is taken out of the address bar"
    code = page.locator(".hub-code").first.inner_text()
    someone = visit()
    someone.goto(f"{hub.address}/")
    shot(someone, "join-1280")
    someone.get_by_label("Code").fill(code)
    someone.get_by_role("button", name="Join").click()
    someone.wait_for_url("**/session-05")
    expect(console.locator("#people")).to_contain_text("1")
    assert not someone.context.cookies(), "a participant gets none"


def test_everything_is_there_by_keyboard_and_without_scripts(visit, hub):
    page = visit(java_script_enabled=False)
    start(page, hub, "00")
    page.locator("summary", has_text="Close the room").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The room is closed.")
    expect(page.get_by_role("heading", name="Closed rooms")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_sound_for_everybody(visit, hub, scheme):
    page = visit(color_scheme=scheme)
    start(page, hub)
    start(page, hub, "06")
    page.locator("summary", has_text="Close the room").first.click()
    page.get_by_role("button", name="for good").first.click()
    expect(page.get_by_role("heading", name="Closed rooms")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    sound(page)
    shot(page, f"closed-1280-{scheme}")


def test_the_page_fits_a_phone(visit, hub):
    page = visit(viewport={"width": 360, "height": 740})
    start(page, hub, "09")
    for summary in page.locator("summary").all():
        summary.click()
    shot(page, "rooms-360")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert small(page) == []
    page.goto(f"{hub.address}/")
    shot(page, "join-360")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360 and small(page) == []
    sound(page)


def test_what_was_not_done_is_told_with_a_way_back(visit, hub):
    page = visit()
    page.goto(f"{hub.address}/oauth_callback?code=x&state=y")
    expect(page.get_by_role("heading", name="Not done")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="My rooms").click()
    expect(page.get_by_role("heading", name="My rooms")).to_be_visible()
