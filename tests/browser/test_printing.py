"""Printables in a real Chromium: pages of the right size, nothing cut off or split, words that can be read out."""

import re
import zlib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kit import sessions
from kit.content import library
from kit.pages import printing
from kit.sessions import Session

from . import axe

POINTS = {"a4": (595, 842), "letter": (612, 792)}
DOCUMENTS = [
    *("05-cards-papers", "05-cards-sums", "05-key", "05-evidence"),
    *("05-polls", "05-poster-fractions", "05-workbook", "05-guide"),
]


@pytest.fixture(scope="module", params=POINTS)
def printed(request, tmp_path_factory, browser) -> tuple[str, Path]:
    """The fractions session on each paper, with PDFs: which paper, and the folder."""
    folder = tmp_path_factory.mktemp("printables")
    printing.build("05", folder, paper=request.param)
    printing.build("05", folder, paper=request.param, only=["polls"])
    return request.param, folder


@pytest.fixture
def show(browser):
    """Shows a document as it is printed, in a window wider than the sheet."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()

    def show_html(html: str, media: str = "print"):
        page.emulate_media(media=media)
        page.set_content(html)
        return page

    yield show_html
    context.close()


def objects(pdf: bytes) -> dict[int, bytes]:
    return {int(one[1]): one[2] for one in re.finditer(rb"(?<!\d)(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL)}


def stream(body: bytes) -> bytes:
    _, _, packed = body.partition(b"stream\n")
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def letters_of(font: bytes, every: dict[int, bytes]) -> dict[str, str]:
    """Which letter each number of a font stands for."""
    reference = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if not reference:
        return {}
    table = stream(every[int(reference[1])]).decode("latin-1")
    found = dict(re.findall(r"^<(\w{4})> <(\w{4})>$", table, re.MULTILINE))
    for first, last, to in re.findall(r"^<(\w{4})> <(\w{4})> <(\w{4})>$", table, re.MULTILINE):
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[f"{int(first, 16) + step:04X}"] = f"{int(to, 16) + step:04X}"
    return {number: chr(int(letter, 16)) for number, letter in found.items()}


def text_of(pdf: bytes) -> str:
    """The text of a PDF that Chromium made: it calls each font by the number of its object."""
    every, words = objects(pdf), []
    for body in every.values():
        font = {}
        for named, shown in re.findall(rb"/F(\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj", stream(body)):
            if named:
                font = letters_of(every[int(named)], every)
            else:
                numbers = re.findall("....", shown.decode())
                words.append("".join(font.get(number, "") for number in numbers))
    return "".join(words)


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_each_pdf_has_pages_of_its_paper_and_as_many_as_it_should(printed):
    paper, folder = printed
    upright = POINTS[paper]
    lying = upright[::-1]
    sizes = {name: pages_of((folder / f"{name}.pdf").read_bytes()) for name in DOCUMENTS}
    assert sizes["05-cards-papers"] == [upright] * 2
    assert sizes["05-cards-sums"] == [upright] * 3
    assert sizes["05-polls"] == [upright]
    assert sizes["05-poster-fractions"] == [lying] * 3
    assert set(sizes["05-key"] + sizes["05-evidence"] + sizes["05-workbook"]) == {upright}
    assert sizes["05-guide"].count(lying) in (1, 2), "the run sheet"


def test_each_pdf_is_tagged_has_title_and_language_and_words(printed):
    _, folder = printed
    for name in DOCUMENTS:
        pdf = (folder / f"{name}.pdf").read_bytes()
        assert b"/StructTreeRoot" in pdf and b"/Marked true" in pdf and b"/Lang (en)" in pdf, name
        assert b"/Title" in pdf, name
    deck = text_of((folder / "05-cards-papers.pdf").read_bytes())
    _, samples = library().deck("fraction-arithmetic/papers")
    assert [deck.count(sample.label) for sample in samples] == [1] * len(samples)
    assert deck.count("real work") == len(samples)


TOO_WIDE = """() => {
    const wrong = [];
    for (const one of document.querySelectorAll("main *:not(.lying, .unseen, .unseen *, svg *, math *)")) {
        const from = one.parentElement.closest(".card, .card li, .level, td, th, .lying") ?? document.querySelector("main");
        const box = from.getBoundingClientRect(), here = one.getBoundingClientRect();
        if (here.width && (here.right > box.right + 1 || here.left < box.left - 1))
            wrong.push(`${one.outerHTML.slice(0, 120)} by ${here.right - box.right}`);
    }
    return wrong;
}"""
TOO_TALL = """() => {
    const style = getComputedStyle(document.documentElement);
    const page = parseFloat(style.getPropertyValue("--sheet-height")) * 96 / 25.4;
    const wrong = [];
    for (const one of document.querySelectorAll(".card, .sheet, tr")) {
        if (one.getBoundingClientRect().height > page) wrong.push(one.outerHTML.slice(0, 120));
    }
    for (const one of document.querySelectorAll(".card *, .level *")) {
        const box = one.closest(".card, .level").getBoundingClientRect();
        if (one.getBoundingClientRect().bottom > box.bottom + 1) wrong.push(one.outerHTML.slice(0, 120));
    }
    return wrong;
}"""


def test_nothing_is_wider_than_its_page_its_card_or_its_cell(printed, show):
    _, folder = printed
    for name in DOCUMENTS:
        page = show((folder / f"{name}.html").read_text(encoding="utf-8"))
        assert page.evaluate(TOO_WIDE) == [], name
        assert page.evaluate(TOO_TALL) == [], name


@pytest.mark.parametrize("number", ["02", "05"])
@pytest.mark.parametrize("paper", POINTS)
def test_spanish_words_are_longer_and_fit_too(show, tmp_path, number, paper):
    session = sessions.session(number, "es")
    for file in printing.build(session, tmp_path, paper=paper, pdf=False):
        page = show(file.read_text(encoding="utf-8"))
        assert page.evaluate(TOO_WIDE) == [], file.name
        assert page.evaluate(TOO_TALL) == [], file.name


@pytest.fixture(scope="module")
def every_deck(tmp_path_factory) -> Session:
    """A session with every deck and every progression of the library."""
    sources = [
        f'kit.SortBoard("05/d", deck="{work_set.id}/{deck.id}")'
        for work_set in library().work_sets.values()
        for deck in work_set.decks
    ]
    sources += [f'kit.ProgressionView("05/p", progression="{id}")' for id in library().progressions]
    path = tmp_path_factory.mktemp("every") / "05-every.ipynb"
    cells = [new_markdown_cell("# 05 Every deck", id="title"), new_code_cell("\n".join(sources), id="all")]
    nbformat.write(new_notebook(cells=cells), path)
    return Session(path)


@pytest.mark.parametrize(("paper", "cards"), [("a4", 6), ("letter", 8)])
def test_every_card_and_level_of_the_library_fits_its_paper(every_deck, show, tmp_path, paper, cards):
    files = printing.build(
        every_deck, tmp_path, paper=paper, cards=cards, only=["cards", "poster"], pdf=False
    )
    assert len(files) > 10
    for file in files:
        page = show(file.read_text(encoding="utf-8"))
        assert page.evaluate(TOO_WIDE) == [], file.name
        assert page.evaluate(TOO_TALL) == [], file.name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_axe_finds_nothing_in_the_html(show, tmp_path, name):
    document = next(
        one for one in printing.parts(sessions.session("05"), asked=["polls"]) if one.stem == name
    )
    page = show(document.html(printing.options()), media="screen")
    assert axe.wrong(page, least=6) == []
