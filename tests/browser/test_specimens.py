"""The specimen sheet of student work in a real browser: accessible, nothing cut off, digits large enough."""

import pytest

from kit import paths
from kit.content import specimen

from . import axe

CSS = (paths.ROOT / "kit" / "activities" / "shared.css").read_text(encoding="utf-8")
SMALLEST_DIGIT = 2.5 * 96 / 25.4
"""2.5 mm in CSS pixels."""


@pytest.fixture
def show(browser):
    """Opens the sheet at a window's width."""
    contexts = []

    def open_sheet(window: int = 1280, *, media: str = "screen", **options):
        contexts.append(browser.new_context(viewport={"width": window, "height": 900}))
        page = contexts[-1].new_page()
        page.emulate_media(media=media)
        page.set_content(specimen.sheet(CSS, **options))
        return page

    yield open_sheet
    for context in contexts:
        context.close()


@pytest.mark.parametrize("options", [{}, {"dark": True}, {"simple": True}], ids=["light", "dark", "simple"])
def test_axe_finds_nothing_on_the_sheet(show, options):
    page = show(**options)
    assert axe.wrong(page, least=6) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_work_is_wider_than_the_window(show, width):
    page = show(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def font_sizes(page) -> list[float]:
    """The size in pixels, as seen, of every piece of work's text on the sheet."""
    return page.evaluate(
        """[...document.querySelectorAll('figure svg.tl-work-svg text, figure mn, figure .tl-given')].map(one => {
            const drawing = one.closest('svg');
            const scale = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
            return one.closest('.tl-coding') ? 99 : parseFloat(getComputedStyle(one).fontSize) * scale;
        })"""
    )


def test_digits_are_large_enough_on_a_projected_notebook(show):
    sizes = font_sizes(show())
    assert len(sizes) > 100
    assert min(sizes) >= 18


def test_digits_are_large_enough_on_a_printed_card_of_6_cm(show):
    sizes = font_sizes(show(800, media="print", width="6cm"))
    assert min(sizes) * 0.67 >= SMALLEST_DIGIT, "a digit is two thirds of its font's size, or more"
