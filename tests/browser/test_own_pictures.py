"""A team's own photos on the sorting board: seen, read out, and within every window and every card."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image

from kit.activities.sort_board import SortBoard
from kit.content import library
from kit.local.candidates import Box, Decision
from kit.local.importing import Import, Plan
from kit.local.mapping import Task
from kit.pages import printing
from kit.sessions import Session

from .alone import alone

ALT = "Fourths and halves, tops and bottoms added."


@pytest.fixture
def board(tmp_path, monkeypatch):
    """A board of three photos: upright, lying, and a strip."""
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(tmp_path / "local"))
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, size in {"upright": (1200, 1600), "lying": (1600, 1200), "strip": (1600, 300)}.items():
        Image.linear_gradient("L").resize(size).save(photos / f"{name}.jpg")
    imported = Import.open(
        "our-photos", photos, plan=Plan("fractions", Task("our-photos-1", "Add $3/4$ and $1/2$."))
    )
    decision = Decision(keep=True, boxes=(Box(0, 0, 1, 0.1),), alt=ALT)
    imported.decide_all([(one, decision) for one in imported.candidates()])
    imported.finish()
    yield SortBoard("05/photos", deck="our-photos/all")
    library.cache_clear()


@pytest.mark.parametrize("width", [1280, 360])
def test_each_photo_is_shown_whole_with_its_words(browser, board, width):
    shown = alone(browser, board, viewport={"width": width, "height": 800})
    seen = set()
    for chip in shown.page.locator("[data-card]").all():
        chip.click()
        photo = shown.page.get_by_role("img", name=ALT)
        photo.wait_for()
        box = photo.bounding_box()
        assert photo.evaluate("one => one.complete && one.naturalWidth > 0")
        assert 0 < box["width"] < width
        ratio = photo.evaluate("one => one.naturalWidth / one.naturalHeight")
        assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.03)
        seen.add(round(ratio, 1))
    assert len(seen) == 3
    assert shown.sideways() <= 0
    assert shown.axe() == []
    assert shown.errors == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_on_a_printed_card_an_upright_photo_takes_no_more_than_a_quarter_of_the_sheet(
    browser, board, tmp_path, paper
):
    path = tmp_path / "05-photos.ipynb"
    cells = [new_markdown_cell("# 05 Photos"), new_code_cell('kit.SortBoard("05/p", deck="our-photos/all")')]
    nbformat.write(new_notebook(cells=cells), path)
    (file,) = printing.build(Session(path), tmp_path / "out", paper=paper, only=["cards"], pdf=False)
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.emulate_media(media="print")
    page.set_content(file.read_text(encoding="utf-8"))
    sheet = page.evaluate(
        "parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--sheet-height')) * 96 / 25.4"
    )
    cards, photos = page.locator(".card").all(), page.locator(".card img").all()
    assert len(cards) == len(photos) == 3
    assert all(card.bounding_box()["height"] <= sheet / 2 for card in cards)
    for photo in photos:
        box = photo.bounding_box()
        ratio = photo.evaluate("one => one.naturalWidth / one.naturalHeight")
        assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.03) and box["width"] > 200
    page.close()


def test_a_notebook_that_is_not_trusted_shows_the_photos_too(board):
    picture = board.picture()
    assert picture.count('src="data:image/jpeg;base64,') == 3
    assert picture.count(f'alt="{ALT}"') == 3
    assert "photos/" not in picture
    assert f"[picture: {ALT}]" in board.summary()
