"""A team's own photos on the sorting board: seen, read out, and within every window and every card."""

import pytest
from PIL import Image

from kit.activities.sort_board import SortBoard
from kit.content import library
from kit.local.candidates import Box, Decision
from kit.local.importing import Import, Plan
from kit.local.mapping import Task

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


def test_a_notebook_that_is_not_trusted_shows_the_photos_too(board):
    picture = board.picture()
    assert picture.count('src="data:image/jpeg;base64,') == 3
    assert picture.count(f'alt="{ALT}"') == 3
    assert "photos/" not in picture
    assert f"[picture: {ALT}]" in board.summary()
