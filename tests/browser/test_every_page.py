"""The offline page of every session in a real browser: its size, its activities, a phone. What one page does: `test_page.py`."""

from pathlib import Path

import pytest

from kit import sessions
from kit.pages import build

MOST = 600_000


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """Every session's page by number."""
    there = sessions.all_sessions()
    built = build.build_pages(there, tmp_path_factory.mktemp("pages"))
    return {session.number: one.path for session, one in zip(there, built, strict=True)}


@pytest.mark.parametrize("number", [one.number for one in sessions.all_sessions()])
def test_a_session_fits_a_phone_and_works_with_the_network_off(browser, pages, number):
    path = pages[number]
    assert path.stat().st_size < MOST
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    places = page.locator(".page-activity")
    assert places.count() == len(sessions.session(number).activity_keys)
    assert places.locator(".tl-activity").count() == places.count(), "every activity is live"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert errors == []
    assert [url for url in asked if not url.startswith((path.as_uri(), "blob:", "data:"))] == []
    context.close()
