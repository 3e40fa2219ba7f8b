"""Where a name line is suggested on drawn pages, and where it is not found."""

import pytest
from PIL import Image

from kit.local.namelines import likely_boxes

from . import sheets
from .measuring import name_covered


@pytest.mark.parametrize("turn", [None, 0, 1, -2])
@pytest.mark.parametrize(
    "make",
    [
        sheets.name_line_left,
        sheets.name_and_date,
        sheets.written_top_right,
        sheets.written_top_left,
        sheets.crowded,
    ],
)
def test_a_name_at_the_top_is_covered_on_scans_and_on_photos(make, turn):
    sheet = make()
    picture = sheet.image if turn is None else sheets.photo(sheet, turn)
    assert name_covered(picture, sheet.name)


def test_the_name_line_alone_is_covered_and_not_the_work():
    (box,) = likely_boxes(sheets.name_line_left().image)
    assert box.y + box.height < 0.12
    assert box.width < 0.6


def test_the_edge_of_the_paper_in_a_photo_is_no_name():
    assert likely_boxes(sheets.photo(sheets.without_a_name(), 3)) == []


def test_a_name_on_the_first_line_of_ruled_paper_brings_up_the_whole_strip():
    sheet = sheets.on_the_first_line()
    assert name_covered(sheet.image, sheet.name)


def test_a_name_at_the_bottom_is_not_found():
    sheet = sheets.at_the_bottom()
    assert not name_covered(sheet.image, sheet.name), (
        "found now: say so on the screen (kit/local/measured.py)"
    )


def test_a_page_that_lies_sideways_brings_up_nothing_useful():
    sheet = sheets.name_line_left()
    left, top, right, bottom = sheet.name
    turned = sheets.photo(sheet).rotate(90, expand=True)
    assert not name_covered(turned, (top, 1 - right, bottom, 1 - left))


@pytest.mark.parametrize("size", [(1, 1), (30, 2000), (2400, 20), (64, 64)])
@pytest.mark.parametrize("color", ["white", "black"])
def test_no_size_and_no_blank_page_is_a_stumbling_block(size, color):
    assert all(0 <= box.x < 1 and box.height <= 1 for box in likely_boxes(Image.new("RGB", size, color)))


def test_noise_alone_is_no_name():
    assert len(likely_boxes(Image.effect_noise((900, 1200), 60).convert("RGB"))) <= 5
