"""The report's pages in a real browser: on a screen, on a phone, and on paper."""

import re

import pypdfium2
import pytest

from kit import paths, sessions
from kit.content.competencies import read_competencies
from kit.evidence import collect, findings, report

from . import axe

POINTS = {"a4": (595, 842), "letter": (612, 792)}
PAGES = {"group": (2, 8), "district": (3, 11)}
"""Sheets that each page takes: not fewer, not more."""


@pytest.fixture(scope="module")
def found():
    return findings.findings(collect.example(), commitments=True)


@pytest.fixture(scope="module")
def crosswalk():
    blocks = {f"{one.number}/{block.name}" for one in sessions.all_sessions() for block in one.blocks}
    return read_competencies(paths.DATA / "crosswalks" / "example.yaml", blocks)


@pytest.fixture(scope="module")
def folder(found, crosswalk, tmp_path_factory):
    """Both pages of the constructed group."""
    folder = tmp_path_factory.mktemp("report")
    report.write(report.pages(found, crosswalk=crosswalk), folder, pdf=False)
    return folder


@pytest.fixture(scope="module", params=POINTS)
def printed(request, found, crosswalk, tmp_path_factory):
    """Both pages on each paper, with PDFs: which paper, and the folder."""
    folder = tmp_path_factory.mktemp("printed")
    report.write(report.pages(found, crosswalk=crosswalk, paper=request.param), folder)
    return request.param, folder


@pytest.fixture
def show(browser, folder):
    """Opens one of the pages from its file, and knows every address that it asked for."""
    contexts, asked = [], []

    def show_page(reader: str, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
        page.goto((folder / f"{reader}.html").as_uri())
        return page

    yield show_page
    for context in contexts:
        context.close()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("reader", report.READERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_light_and_dark(show, reader, scheme):
    page = show(reader, color_scheme=scheme)
    assert axe.wrong(page) == []


@pytest.mark.parametrize("reader", report.READERS)
def test_a_phone_shows_every_number_without_sliding_sideways(show, reader):
    page = show(reader, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll("td, th, dd, .r-part, .r-axis span, .r-of, .r-track p")]
          .filter((one) => one.offsetParent && (one.getBoundingClientRect().right > innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1))
          .map((one) => one.className + ": " + one.textContent.trim().slice(0, 60))"""
    )
    assert cut == []


@pytest.mark.parametrize("reader", report.READERS)
def test_marks_of_a_picture_lie_where_their_numbers_say(show, found, reader):
    page = show(reader)
    track = page.locator(".r-track", has_text="All parts")
    box, mark = track.locator("svg").first.bounding_box(), track.locator(".r-full circle").bounding_box()
    at = (mark["x"] + mark["width"] / 2 - box["x"]) / box["width"]
    assert at == pytest.approx(found.growth.score_after.value, abs=0.01)


def test_each_part_of_a_split_card_s_bar_is_as_wide_as_its_number_and_says_it(show, found):
    page = show("group")
    one = found.split[0].split
    parts = (
        page.locator(".r-stack")
        .first.locator(".r-part")
        .evaluate_all(
            "all => all.map((one) => [Number(one.lastChild.textContent), one.getBoundingClientRect().width])"
        )
    )
    counts = [count for count in [*one.counts.values(), one.unsure] if count]
    assert [count for count, _ in parts] == counts
    widest = max(parts)
    assert all(width == pytest.approx(count / widest[0] * widest[1], abs=12) for count, width in parts)


def test_pdfs_have_pages_of_their_paper_and_their_words(printed):
    paper, folder = printed
    for reader, (fewest, most) in PAGES.items():
        pdf = pypdfium2.PdfDocument(folder / f"{reader}.pdf")
        assert fewest <= len(pdf) <= most, f"{reader}: {len(pdf)} sheets"
        assert {tuple(round(side) for side in pdf[n].get_size()) for n in range(len(pdf))} == {POINTS[paper]}
        texts = [" ".join(pdf[n].get_textpage().get_text_bounded().split()) for n in range(len(pdf))]
        assert all(
            re.search(rf"CONSTRUCTED EXAMPLE · September 16, 2025 .* {n} / {len(pdf)}", text)
            for n, text in enumerate(texts, 1)
        )
        whole = " ".join(texts)
        assert ("What we argued about" if reader == "group" else "What cannot be concluded") in whole
        pdf.close()


def test_pdfs_are_tagged_and_say_their_language(printed):
    for reader in report.READERS:
        raw = (printed[1] / f"{reader}.pdf").read_bytes()
        assert b"/StructTreeRoot" in raw and b"/Lang (en" in raw


@pytest.mark.parametrize("reader", report.READERS)
@pytest.mark.parametrize("width", [210, 215.9])
def test_nothing_is_wider_than_the_sheet(show, reader, width):
    page = show(reader, viewport={"width": round((width - 2 * 15) / 25.4 * 96), "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
