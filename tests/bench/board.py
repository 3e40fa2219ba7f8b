"""Moving a card on a board of 40 papers in a real JupyterLab: until it is drawn, and until it is in the journal."""

import json
import tempfile
import time
from pathlib import Path

from .measure import absolute

BOARD = """
from kit.content.load import Library
deck = Library.deck
forty = lambda self, name: (deck(self, name)[0], list(self.work_set("fraction-arithmetic").samples)[:40])
Library.deck = forty
kit.SortBoard("05/papers", deck="fraction-arithmetic/papers")
"""
MOVES = 30
MOVE = """
(pile) => new Promise((done) => {
  const root = document.querySelector(".tl-activity");
  const chips = root.querySelectorAll(".tl-chip");
  const chip = chips[Math.floor(chips.length / 2)];
  chip.focus();
  requestAnimationFrame(() => setTimeout(() => {
    const wall = Date.now(), start = performance.now();
    chip.dispatchEvent(new KeyboardEvent("keydown", { key: pile, bubbles: true, cancelable: true }));
    const handled = performance.now();
    root.getBoundingClientRect();
    const laidOut = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () =>
        done({ card: chip.dataset.card, wall, redraw: laidOut - start, handled: handled - start,
               painted: performance.now() - start });
      channel.port2.postMessage(null);
    });
  }));
})
"""


def main() -> bool:
    from browser.lab import CHROMIUM_OPTIONS, Notebook, start_lab, write_notebook
    from playwright.sync_api import sync_playwright

    from kit import browsers

    redraw, painted, dropped, kept = [], [], [], []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        journal = folder / "journal" / "journal.json"
        write_notebook(folder / "course" / "board.ipynb", (BOARD,), journal=journal.parent)
        with start_lab(folder / "lab", folder / "course") as lab:
            chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            notebook = Notebook(page, lab, "board.ipynb").open().run_all()
            notebook.activity("05/papers").wait_for()
            assert notebook.activity("05/papers").locator(".tl-chip").count() == 40
            for n in range(MOVES + 3):
                moved = page.evaluate(MOVE, str(n % 5))
                saved = _wait_for(journal, moved["card"], str(n % 5))
                if n >= 3:
                    redraw.append(moved["redraw"])
                    painted.append(moved["painted"])
                    kept.append(1000 * saved - moved["wall"])
            for n in range(10):
                name, pile, wall = _drop(notebook, n)
                dropped.append(1000 * _wait_for(journal, name, pile) - wall)
            chromium.close()
    return all(
        [
            absolute("40 cards, a move handled and laid out", redraw, "ms", 16),
            absolute("40 cards, key to painted (includes waiting for the next frame)", painted, "ms", 32),
            absolute("40 cards, key to the journal on disk", kept, "ms", 100),
            absolute("40 cards, drop by mouse to the journal on disk", dropped, "ms", 100),
        ]
    )


def _drop(notebook, n: int) -> tuple[str, str, float]:
    """Drag a card by mouse; its name, the pile, and when it was let go."""
    pile = str(n % 5)
    board = notebook.activity("05/papers")
    chip = board.locator(f".tl-pile:not([data-pile='{pile}']) .tl-chip").first
    name = chip.get_attribute("data-card")
    board.locator(".tl-board").scroll_into_view_if_needed()
    (x, y), (to_x, to_y) = _middle(chip), _middle(board.locator(f".tl-pile[data-pile='{pile}']"))
    notebook.page.evaluate(
        "addEventListener('pointerup', () => { window.letGo = Date.now(); }, { capture: true, once: true })"
    )
    notebook.page.mouse.move(x, y)
    notebook.page.mouse.down()
    notebook.page.mouse.move(to_x, to_y, steps=5)
    notebook.page.mouse.up()
    return name, pile, notebook.page.evaluate("window.letGo")


def _middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _wait_for(journal: Path, card: str, pile: str) -> float:
    """When the file on disk first said that the card lies there: its time of change, not this loop's."""
    end = time.time() + 5
    while time.time() < end:
        if journal.exists():
            changed = journal.stat().st_mtime
            placed = json.loads(journal.read_text(encoding="utf-8"))["responses"]["05/papers"]["value"][
                "placed"
            ]
            if placed.get(card) == pile:
                return changed
        time.sleep(0.002)
    raise AssertionError(f"{card} was not kept in {pile}")
