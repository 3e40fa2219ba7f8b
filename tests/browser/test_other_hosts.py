"""Other programs that show notebooks: a sort made by hand in Notebook 7 and in Voila, and read back in Python."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from .lab import free_port, placed
from .test_sorting import BOARD, KEY

READ_BACK = "print('Python has:', sorted(board.value['placed'].values()))"


@contextmanager
def voila(path, environment, log):
    """Voila showing one notebook, and its address."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "voila",
        str(path),
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
    ]
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            end = time.monotonic() + 60
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/voila/static/", timeout=5).close()
                    break
                except urllib.error.HTTPError:
                    break  # it answers
                except OSError:
                    assert server.poll() is None and time.monotonic() < end, log.read_text(encoding="utf-8")
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(15)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def sort_one(page) -> str:
    """Place the first card by its button, and return its name."""
    board = page.locator(f'.tl-activity[data-key="{KEY}"]')
    name = board.locator(".tl-chip").first.get_attribute("data-card")
    board.locator('.tl-places [data-place="2"]').click()
    expect(board.locator(f'.tl-pile[data-pile="2"] .tl-chip[data-card="{name}"]')).to_be_visible()
    return name


def run_all(page) -> None:
    """Run all cells in Notebook 7: once more if nothing has begun, as its menu can be ready before its notebook is."""
    for _ in range(3):
        page.get_by_role("menuitem", name="Run").click()
        page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()
        with suppress(PlaywrightTimeout):
            page.locator(".jp-CodeCell .jp-InputPrompt").get_by_text(
                re.compile(r"\[[*\d]+\]")
            ).first.wait_for(timeout=10_000)
            return


def test_notebook_7_makes_a_sort_that_python_has(lab, page, make_notebook, journal_file):
    path = make_notebook(f"board = {BOARD}\nboard", READ_BACK)
    page.goto(f"{lab.url}/notebooks/{path}?token={lab.token}")
    page.get_by_title("Kernel status: Idle").or_(page.locator("[data-status=idle]")).first.wait_for()
    run_all(page)
    page.locator(f'.tl-activity[data-key="{KEY}"]').wait_for()
    name = sort_one(page)
    assert placed(journal_file, KEY, name, "2") == "2"
    page.get_by_text("Python has:").last.click()
    page.get_by_text("print(").last.click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Python has: ['2']")).to_be_visible()


def test_voila_makes_a_sort_that_python_has(lab, page, make_notebook, journal_file, tmp_path):
    path = make_notebook(f"board = {BOARD}\nboard")
    with voila(lab.course / path, {**os.environ, **lab.environment}, tmp_path / "voila.log") as address:
        page.goto(address)
        page.locator(f'.tl-activity[data-key="{KEY}"]').wait_for()
        name = sort_one(page)
        assert placed(journal_file, KEY, name, "2") == "2"
