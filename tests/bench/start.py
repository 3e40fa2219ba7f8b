"""JupyterLab's start to the first usable activity, and a click to Python and back, against plain JupyterLab."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from .measure import ratio

STARTS = 5
CLICKS = 40
ACTIVITY = ("import kit", 'kit.NumberLine("05/line", item="place-on-0-2")')
SLIDER = ("import ipywidgets", "ipywidgets.IntSlider()")
COUNTER = (
    "import ipywidgets",
    """
button, label = ipywidgets.Button(description="Add"), ipywidgets.Label("0")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.VBox([button, label])
""",
)
CLICK = """
() => new Promise((done) => {
  const label = document.querySelector(".widget-label");
  const start = performance.now();
  new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - start); })
    .observe(label, { childList: true, characterData: true, subtree: true });
  document.querySelector(".widget-button").click();
})
"""


def main() -> bool:
    from browser.lab import CHROMIUM_OPTIONS
    from playwright.sync_api import sync_playwright

    from kit import browsers

    # As after an install: bytecode is there. The first pair of starts compiles it and warms the disk's cache.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as cache, sync_playwright() as playwright:
        os.environ["PYTHONPYCACHEPREFIX"] = cache
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
        ours, slider, shipped, plain = [], [], [], []
        for n in range(STARTS + 1):
            pair = (
                (slider, SLIDER, ".widget-slider .noUi-handle", False),
                (ours, ACTIVITY, ".tl-activity button", True),
            )
            for kept, cells, usable, settings in pair if n % 2 else reversed(pair):
                with _opened(chromium, cells, usable, settings) as (_, seconds):
                    if n:
                        kept.append(seconds)
        for kept, settings in ((plain, False), (shipped, True), (plain, False), (shipped, True)):
            with _opened(chromium, COUNTER, ".widget-button", settings) as (page, _):
                page.wait_for_timeout(1000)
                kept.extend([page.evaluate(CLICK) for _ in range(CLICKS + 5)][5:])
        chromium.close()
    return all(
        [
            ratio("Lab's start to the first activity usable", ours, slider, "s", 1.15),
            ratio("click to Python and back, shipped settings", shipped, plain, "ms", 1 / 3),
        ]
    )


@contextmanager
def _opened(chromium, cells: tuple[str, ...], usable: str, shipped: bool) -> Iterator[tuple]:
    """A page with the notebook run in a server of its own, and the seconds from the server's start till then."""
    from browser.lab import Notebook, start_lab

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "course").mkdir()
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
        notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
        nbformat.write(notebook, folder / "course" / "bench.ipynb")
        start = time.perf_counter()
        with start_lab(folder / "lab", folder / "course", shipped=shipped) as lab:
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            Notebook(page, lab, "bench.ipynb").open().run_all()
            page.locator(usable).first.wait_for()
            yield page, time.perf_counter() - start
            page.close()
