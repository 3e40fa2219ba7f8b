"""Sheets that are made of content: cards, evidence sheets, poll cards, the poster."""

from math import ceil

from markupsafe import Markup

from ...content import Level, Library, Progression, Source
from ...content.cards import sample_mark, work_html
from ...content.mathtext import to_html, to_text
from ...lang import later, t
from ...sessions import Session
from .contents import LETTERS, SessionDeck
from .page import Sheet, page
from .paper import Options

MANY_ANSWERS = 10
"""A card with more answers takes the width of the sheet: they would be too small to read side by side."""

ROWS_OF_PICTURES = 2
"""A photo of a page of handwriting cannot be read on a sixth of a sheet."""

BLANK_ROWS = 10
"""Of an evidence sheet where the session brings no deck: the group brings its own work."""

KIT_TERMS = later("Text: the Throughline authors, CC BY 4.0.")


def cards(session: Session, deck: SessionDeck, library: Library, options: Options) -> str:
    """A deck to cut apart: 6 or 8 cards a sheet, half as many where each holds many answers."""
    wide = any(len(sample.answers) > MANY_ANSWERS for sample in deck.samples)
    pictured = any(answer.picture for sample in deck.samples for answer in sample.answers)
    shown = [
        {
            "label": sample.label,
            "number": number,
            "work": Markup(work_html(sample, library)),
            "mark": sample_mark(sample, library),
            "origin": sample.origin.value,
        }
        for number, sample in enumerate(deck.samples, start=1)
    ]
    return page(
        "cards",
        session,
        options,
        Sheet(
            deck.title,
            margins=(8, 8, 11, 8),
            footer=t("{deck}. Sources and licences: see the key.", deck=deck.title),
        ),
        cards=shown,
        rows=ROWS_OF_PICTURES if pictured else options.cards // 2,
        wide=wide,
    )


def evidence(session: Session, decks: list[SessionDeck], options: Options) -> str:
    """For each deck a table to fill in, and a second sheet for what follows from it."""
    blank = {
        "title": t("Our students' work"),
        "rows": [""] * BLANK_ROWS,
        "levels": [t("A number or a name of a level, as your group uses it")],
        "issues": [],
    }
    filled = [
        {
            "title": deck.title,
            "rows": [sample.label for sample in deck.samples],
            "levels": [f"{level.level} {level.name}" for level in deck.progression.levels]
            + [t("? Not enough to say")],
            "issues": [tag.name for tag in deck.work_set.tags],
        }
        for deck in decks
    ]
    return page(
        "evidence",
        session,
        options,
        Sheet(t("Evidence sheet")),
        decks=filled or [blank],
        terms=[t(KIT_TERMS)],
    )


def polls(session: Session, options: Options) -> str:
    """Four cards, each a quarter of the sheet, told apart by letter and by pattern."""
    return page(
        "polls",
        session,
        options,
        Sheet(
            t("Cards for polls: A, B, C, D"),
            margins=(8, 8, 11, 8),
            footer=t("Cut in four. Hold one up."),
        ),
        letters=LETTERS,
    )


def poster(session: Session, progression: Progression, library: Library, options: Options) -> str:
    """The levels two on a sheet, to hang side by side: evidence and next move."""
    sheet = Sheet(
        t("{progression}: a progression", progression=progression.name),
        landscape=True,
        margins=(9, 10, 11, 10),
        footer=progression.name,
    )
    return page(
        "poster",
        session,
        options,
        sheet,
        progression=progression,
        sheets=_in_groups(
            [
                {
                    "number": level.level,
                    "name": level.name,
                    "evidence": [Markup(to_html(one)) for one in level.evidence],
                    "next_move": Markup(to_html(level.next_move)),
                    "standards": ", ".join(map(library.code_shown, level.standards)),
                }
                for level in progression.levels
            ],
            2,
        ),
        size=_poster_size(progression, options),
        larger=t(options.paper.poster),
        wording=Markup(to_html(progression.wording)),
        sources="; ".join(library.source(id).short for id in progression.sources),
    )


LARGEST_POSTER, SMALLEST_POSTER = 24, 15
"""Points; the text of a poster is as large as its longest level lets it be."""


def _poster_size(progression: Progression, options: Options) -> float:
    """The largest size in points at which every level still fits its half of a sheet, by an estimate."""
    paper = options.paper
    width, height = (paper.height - 20 - 8) / 2 - 10, paper.width - 20 - 16
    sizes = [LARGEST_POSTER - step / 2 for step in range(2 * (LARGEST_POSTER - SMALLEST_POSTER) + 1)]
    return next(
        (size for size in sizes if all(_tall(level, size, width) <= height for level in progression.levels)),
        SMALLEST_POSTER,
    )


def _tall(level: Level, size: float, width: float) -> float:
    """About how many millimetres a level takes: half an em a letter, a line of 1.3 em."""
    em = size * 25.4 / 72
    lines = sum(
        ceil(len(to_text(one)) * 0.47 * em / (width - 1.2 * em)) + 0.35 * one.count("$") / 2
        for one in level.evidence
    )
    lines += ceil(len(to_text(level.next_move)) * 0.47 * em / (width - 0.8 * em)) + 0.7
    name = ceil(len(level.name) * 0.54 * 1.7 * em / (width - 4 * em)) * 1.7 * 1.15
    return em * (1.3 * lines + max(name, 2.6) + 4.4)


def _in_groups(things: list, size: int) -> list[list]:
    return [things[start : start + size] for start in range(0, len(things), size)]


def terms_of(sources: list[Source]) -> list[str]:
    """Who wrote what, under which licence: each source once."""
    each = {source.id: source for source in sources}.values()
    return [t(KIT_TERMS), *(f"{source.citation} {source.licence or ''}".strip() for source in each)]
