"""The offline page of session 05 against Voila and JupyterLab: seconds until a card can be sorted, size, input to paint.

All three are opened in a browser that was not running before. Its own start is the same for all, so the ratios leave it out;
the page's second has it in. Voila and Lab begin with their server's start: a teacher's computer has none running.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from .measure import absolute, ratio, told

TIMES = 3
SORTABLE = '.tl-activity[data-key="05/papers"] .tl-places [data-place="2"]'
MOVES = 40


def main() -> bool:
    from browser.lab import CHROMIUM_OPTIONS
    from playwright.sync_api import sync_playwright

    from kit import browsers, sessions
    from kit.pages import build

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    page_, cold, voila, lab, served = [], [], [], [], []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        session = sessions.session("05")
        (built,) = build.build_pages([session], folder / "pages")

        def usable(open_it) -> tuple[float, float]:
            """Seconds from the address to an activity that can be used, and those with the browser's start."""
            before = time.monotonic()
            chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(60_000)
            began = time.monotonic()
            open_it(page)
            page.locator(SORTABLE).wait_for()
            end = time.monotonic()
            chromium.close()
            return end - began, end - before

        for n in range(TIMES + 1):
            seconds, with_start = usable(lambda page: page.goto(built.path.as_uri()))
            with _voila(session.path, folder / f"voila{n}") as (began, address, running):
                by_voila = usable(lambda page: page.goto(address))[0] + running - began
            with _lab(session.path, folder / f"lab{n}") as (began, open_it, running):
                by_lab = usable(open_it)[0] + running - began
                by_running_lab = usable(open_it)[0]
            if n:  # the first time fills the caches of all three
                page_.append(seconds)
                cold.append(with_start)
                voila.append(by_voila)
                lab.append(by_lab)
                served.append(by_running_lab)
        size = built.path.stat().st_size / 1000
        paint = _input_to_paint(playwright, built.path)
    told("page against a Lab whose server already runs", page_, served, "s")
    return all(
        [
            absolute("size of the page", [size], "kB", 600),
            absolute("page usable, browser not running before", cold, "s", 1),
            ratio("page against Voila, from its server's start", page_, voila, "s", 1 / 10),
            ratio("page against JupyterLab, from its server's start", page_, lab, "s", 1 / 20),
            absolute("a card moved, input to paint, median", paint, "ms", 16),
            absolute("the same, 99th percentile", [sorted(paint)[int(len(paint) * 0.99) - 1]], "ms", 50),
        ]
    )


def _input_to_paint(playwright, path: Path) -> list[float]:
    """Milliseconds from a key's event to the frame that shows what it did, by the browser's own Event Timing.

    The browser rounds them to 8 ms; where it tells nothing the event took under 16 ms.
    """
    from browser.lab import CHROMIUM_OPTIONS

    from kit import browsers

    chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    page.locator(SORTABLE).wait_for()
    page.evaluate(
        """() => {
          window.times = new Map();
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (one.name === "keydown") window.times.set(one.startTime, one.duration);
          }).observe({ type: "event", durationThreshold: 16, buffered: false });
        }"""
    )
    page.locator('.tl-activity[data-key="05/papers"] .tl-chip').first.focus()
    for n in range(MOVES):
        page.keyboard.press(str(n % 5))
        page.wait_for_timeout(60)
    slow = page.evaluate("() => [...window.times.values()]")
    chromium.close()
    return slow + [15.9] * (MOVES - len(slow))


@contextmanager
def _voila(notebook: Path, folder: Path):
    from browser.lab import free_port

    folder.mkdir(parents=True)
    shutil.copy(notebook, folder)
    port, began = free_port(), time.monotonic()
    command = [sys.executable, "-m", "voila", str(folder / notebook.name), "--no-browser", f"--port={port}"]
    server = subprocess.Popen(
        [*command, "--Voila.ip=127.0.0.1"],
        env=os.environ | {"THROUGHLINE_MY_WORK": str(folder / "work")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield began, f"http://127.0.0.1:{port}/", time.monotonic()
    finally:
        server.terminate()
        server.wait(15)


def _wait_for(port: int) -> None:
    import socket

    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("Voila did not start.")


@contextmanager
def _lab(notebook: Path, folder: Path):
    from browser.lab import Notebook, start_lab

    (folder / "course").mkdir(parents=True)
    shutil.copy(notebook, folder / "course")
    began = time.monotonic()
    with start_lab(folder / "lab", folder / "course") as lab:
        yield began, lambda page: Notebook(page, lab, notebook.name).open().run_all(), time.monotonic()
