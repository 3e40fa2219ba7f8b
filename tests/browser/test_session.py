"""The fractions session in a real JupyterLab: it runs, it can be read by everyone, and it asks nobody for anything."""

import re
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import TimeoutError as NotInTime

from kit import sessions

from . import axe
from .lab import Notebook

SESSION = sessions.session("05")
FRACTION = re.compile(r"3\s*[/⁄]\s*5")
PATH = f"sessions/{SESSION.path.name}"


@pytest.fixture(scope="module")
def running(module_visits) -> Notebook:
    """The session after Run All, with every activity attached to the page."""
    notebook = module_visits.open(PATH).run_all()
    attach_all(notebook)
    return notebook


def attach_all(notebook: Notebook) -> None:
    """Walk through the notebook as a reader does: Lab attaches a cell when it comes near the window."""
    cells = notebook.page.locator(".jp-Notebook .jp-Cell")
    for number in range(len(SESSION.notebook.cells)):
        cells.nth(number).scroll_into_view_if_needed()


def outputs_with_text(notebook: Notebook, text: str):
    return notebook.page.locator(".jp-OutputArea-output").filter(has_text=text)


def test_run_all_makes_every_activity_live(running):
    for key in SESSION.activity_keys:
        running.activity(key).scroll_into_view_if_needed()
        assert running.activity(key).count() == 1, key
    assert (
        running.page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count()
        == 0
    )
    assert outputs_with_text(running, "Error displaying widget").count() == 0


def test_run_all_asks_nothing_beyond_this_machine(running, module_visits):
    running.activity(SESSION.activity_keys[-1]).scroll_into_view_if_needed()
    assert len(module_visits.requests) > 20
    assert module_visits.foreign() == []


def test_no_script_fails(running, module_visits):
    assert module_visits.errors == []


def violations(notebook: Notebook) -> list[str]:
    """What axe-core finds wrong in the outputs."""
    return axe.wrong(notebook.page, inside=".jp-OutputArea-output")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_the_outputs(running, theme):
    set_theme(running, theme)
    try:
        attach_all(running)
        problems = violations(running)
        assert problems == [], "\n".join(problems)
    finally:
        set_theme(running, "JupyterLab Light")


def set_theme(notebook: Notebook, theme: str) -> None:
    dark = "false" if "Dark" in theme else "true"
    if notebook.page.locator(f"body[data-jp-theme-light='{dark}']").count():
        return
    notebook.page.locator("#jp-MainMenu .lm-MenuBar-itemLabel").get_by_text("Settings", exact=True).click()
    notebook.page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).hover()
    notebook.page.locator(".lm-Menu-itemLabel").get_by_text(theme, exact=True).click()
    notebook.page.wait_for_function(f"document.body.dataset.jpThemeLight === '{dark}'")


FITS = """(root) => root.scrollWidth <= root.clientWidth
  && root.clientWidth <= root.closest(".jp-OutputArea-output").clientWidth"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_activity_is_wider_than_its_place(running, width):
    running.page.set_viewport_size({"width": width, "height": 900})
    sidebar = running.page.locator("#jp-left-stack")
    if sidebar.is_visible():
        running.page.keyboard.press("ControlOrMeta+b")
        sidebar.wait_for(state="hidden")
    try:
        for key in SESSION.activity_keys:
            activity = running.activity(key)
            activity.scroll_into_view_if_needed()
            try:  # Lab lays its cells out anew some time after the window has changed
                running.page.wait_for_function(FITS, arg=activity.element_handle(), timeout=5_000)
            except NotInTime:
                pytest.fail(f"{key} is wider than its place at {width}")
            for frame in activity.locator(".tl-work-frame").all():
                assert frame.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth"), (
                    f"work cut off in {key}"
                )
    finally:
        running.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("trusted", [False, True], ids=["untrusted", "trusted"])
def test_a_session_that_was_not_run_shows_its_activities_as_pictures(visits, lab, trusted):
    path = f"sessions/{'trusted' if trusted else 'untrusted'}.ipynb"
    shutil.copy(SESSION.path, lab.course / path)
    if trusted:
        command = [sys.executable, "-m", "nbformat.sign", str(lab.course / path)]
        subprocess.run(command, env=lab.environment, check=True, capture_output=True)
    notebook = visits.open(path)
    texts = {}
    for position, cell in enumerate(SESSION.notebook.cells):
        for key in SESSION.activity_keys:
            if f'("{key}"' not in cell.source or cell.cell_type != "code":
                continue
            place = notebook.page.locator(".jp-Notebook .jp-Cell").nth(position)
            place.scroll_into_view_if_needed()
            place.get_by_text("This is a picture of the activity.").wait_for()
            # Not what is painted: Lab leaves cells out of the picture that are not in view.
            texts[key] = place.locator(".jp-OutputArea-output").text_content()
    assert list(texts) == SESSION.activity_keys
    assert notebook.page.locator(".tl-activity").count() == 0
    assert not any("Error displaying widget" in text for text in texts.values())
    assert "S28" in texts["05/papers"]
    assert FRACTION.search(texts["05/papers"]), "a fraction reads as 3/5, not as 35"
    assert not re.search(r"\b35\s*\+", texts["05/papers"])
