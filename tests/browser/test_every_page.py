"""The offline page of every session in a real browser: its size, its activities, a phone. What one page does: `test_page.py`."""

import json
from pathlib import Path

import pytest

from kit import sessions
from kit.pages import build
from kit.pages.session_page import live_parts
from kit.running import execute

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


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> Path:
    """The page that has every activity once."""
    (built,) = build.build_pages([sessions.gallery()], tmp_path_factory.mktemp("gallery"))
    return built.path


@pytest.fixture(scope="module")
def answered() -> dict[str, dict]:
    """What each activity of the gallery keeps before anybody answers, by key."""
    models = live_parts(execute(sessions.gallery(), live=True)).models
    return {model["state"]["key"]: model["state"]["value"] for model in models}


@pytest.mark.parametrize("odd", [7, "x", [1], {"a": 1}, True, None], ids=json.dumps)
def test_answers_of_no_known_form_leave_every_activity_alive_and_are_not_thrown_away(
    browser, gallery, answered, odd
):
    stored = {
        f"throughline/answer/{key}": json.dumps(
            {
                "key": key,
                "value": dict.fromkeys(value, odd),
                "at": "2025-01-01T00:00:00+00:00",
                "participant": "p",
                "revision": 3,
            }
        )
        for key, value in answered.items()
    }
    context = browser.new_context(offline=True)
    context.add_init_script(
        f"for (const [k, v] of Object.entries({json.dumps(stored)})) localStorage.getItem(k) ?? localStorage.setItem(k, v);"
    )
    page = context.new_page()
    page.goto(gallery.as_uri())
    page.wait_for_selector("html[data-ready]")
    assert page.locator(".page-activity .tl-activity").count() == len(answered) > 20
    kept = page.evaluate("() => ({ ...localStorage })")
    assert {key: kept[key] for key in stored} == stored
    context.close()
