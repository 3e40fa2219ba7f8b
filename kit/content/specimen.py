"""A sheet with every kind of student work, to look at after a change to how work is drawn.

    python -m kit.content.specimen specimen.html

The cases are constructed, some of them long or hostile on purpose; none is a student's.
"""

import base64
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import paths
from . import cards, drawings
from .drawings import Drawing
from .load import Library
from .models import Answer, Item, Origin, Source, Strategy, WorkSample, WorkSet

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> $\\href{javascript:alert(3)}{x}$ &amp;"
"""What somebody might type; none of it may reach a page as mark-up."""

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAGAAAAAwCAAAAADLfSATAAAAPUlEQVR42u3WIQ4AMAgDQJ69J+5ZJKhKxOausoJzDXUiN/KqLwAAAFgAP45mDwAAABvAXAMAAH8RAAAATBoRHECmu6A9+wAAAABJRU5ErkJggg=="
)

Group = tuple[str, list[tuple[str, Drawing]]]


def groups() -> Iterator[Group]:
    """Every drawing and every card, as a title and named cases."""
    yield "counters", [(f"{asked} asked", drawings.counters(asked, given)) for asked, given in _COUNTERS]
    yield "column_work", list(_columns())
    yield (
        "answer_list",
        [
            ("one", drawings.answer_list([(drawings.prose("$3/5 + 1/2$ ="), "4/7")])),
            ("mixed, words, nothing", drawings.answer_list(_ANSWERS)),
        ],
    )
    yield "placement", list(_placements())
    yield (
        "balance",
        [
            *((choice, drawings.balance(choice)) for choice in drawings.SAYS),
            ("weights known", drawings.balance("right", left=(3, 2), right=(2, 3))),
            ("most weights", drawings.balance("left", left=(6, 6), right=(1, 1))),
        ],
    )
    yield (
        "equation_step",
        [(after, drawings.equation_step(before, after, brackets_lost=True)) for before, after in STEPS],
    )
    yield "recorded", [(text, drawings.recorded(text)) for text in ("1 1/2", "1/2/3", "12 5", "idk", HOSTILE)]
    yield "pattern", [("eight problems", drawings.pattern(_PATTERN)), ("one", drawings.pattern(_PATTERN[:1]))]
    yield (
        "turn",
        [
            ("short", drawings.turn("Student A", "Because 4 is 2 and 2.")),
            ("long", drawings.turn("Teacher", "How do you know?\nTell us what you did first. " * 4)),
            ("hostile", drawings.turn(HOSTILE, HOSTILE)),
        ],
    )
    yield "picture", list(_pictures())
    yield "typed", list(_typed())
    yield from ((f"card: {card}", cases) for card, cases in card_cases())


_COUNTERS = ((3, 3), (4, 7), (5, 5), (6, 10), (8, 13), (1, 1), (3, 0), (10, 100), (9, 137))
_ANSWERS = [
    (drawings.prose("$2/3 × 1 1/2$ ="), "1 1/2"),
    (drawings.prose("$3/5 ÷ 1/2$ ="), "two and a bit"),
    (drawings.prose("How many eighths are in $3/4$?"), None),
    (drawings.prose(HOSTILE.replace("$", "")), HOSTILE),
]
_PATTERN = [
    (drawings.prose("$1/2 − 1/3$"), True),
    (drawings.prose("$3 5/6 − 1 1/6$"), False),
    (drawings.prose("$7 − 1 4/3$"), False),
    (drawings.prose("536 − 277"), True),
    (drawings.prose("Ann has 12 marbles. She has 5 more than Bo. How many marbles does Bo have?"), False),
    (drawings.prose("Which is larger, $3/8$ or $3/5$?"), None),
    (drawings.prose("$4 1/10 − 2 8/10$"), False),
    (drawings.recorded(HOSTILE), True),
]
STEPS = (
    ("-9=y/9", "-9/9=y/9/9"),
    ("-6=3+y/9", "-6/9=3+y/9/9"),
    ("x/7=-6", "x/7*-6=-6*-6"),
    ("(x/3)/(1/3)=-7/(1/3)", "x=-7/3"),
    ("(-8x+2)/-8=-7/-8", "x+2=7/8"),
    ("-5/1x=-6x", "5=--6"),
    ("−8/(−5) = −5(y + (−2))/(−5)", "−8/5 = −5(y + (−2))/(−5)"),
    ("2x+5=11", "7x=11"),
    ("17.02y+1.98=-9.1y-9.5+9.1y", "17.02y+1.98=9.5"),
    ("3.75y-22.0825+19.4=-0.5(2.5y+17.1)-3.75y+22.0825", "-2.6825=-0.5(2.5y+17.1)+22.0825"),
    ("ms-ym=bh+gq", "ms-ym/bh+gq=bh+gq/bh+gq"),
    ("-8=234]", "x=3/4\\"),
    (HOSTILE, HOSTILE),
)


def _columns() -> Iterator[tuple[str, Drawing]]:
    yield "no marks", drawings.column_work("536", "277", "341")
    yield (
        "borrowed",
        drawings.column_work("403", "126", "277", marks={2: "3", 1: "9", 0: "13"}, struck=(2, 1, 0)),
    )
    yield "carried", drawings.column_work("68", "75", "143", sign="+", marks={1: "1"})
    yield "decimals", drawings.column_work("12.5", "3.75", "9.35")
    yield "long", drawings.column_work("10000000", "9999999", "9000001")
    yield "nothing below the line", drawings.column_work("7", "9", None)


def _placements() -> Iterator[tuple[str, Drawing]]:
    yield "fraction", drawings.placement("0", "2", "3/4", "1.3", ticks=["1"])
    yield "whole numbers", drawings.placement("0", "1000", "150", "520")
    yield "crowded ticks", drawings.placement("0", "1", "5/8", "0.99", ticks=["1/4", "1/3", "1/2"])
    yield "below 0", drawings.placement("−5", "5", "−2", "2", ticks=["0"])
    yield "mixed, at the end", drawings.placement("0", "3", "1 1/2", "0")
    yield "no mark", drawings.placement("0", "1", "1/3", None)


def _pictures() -> Iterator[tuple[str, Drawing]]:
    drawn = paths.DATA / "progressions" / "pictures" / "three-fourths-strip.svg"
    yield "SVG", drawings.picture(drawn, "A strip in four equal parts, three of them shaded.")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "work.png"
        file.write_bytes(_DOT)
        yield "PNG", drawings.picture(file, f"A grey patch. {HOSTILE}")


def _typed() -> Iterator[tuple[str, Drawing]]:
    asked = drawings.prose("Which is larger, $3/8$ or $3/5$? How do you know?")
    told = "I think 3/5 is biger\nbecause fifths are biger peices and you have 3 of both."
    yield "short", drawings.paper([drawings.typed(asked, "3/5")])
    yield "long", drawings.paper([drawings.typed(asked, told)])
    yield "nothing", drawings.paper([drawings.typed(asked, None)])
    yield "hostile", drawings.paper([drawings.typed(asked, f"{HOSTILE}\n{HOSTILE}")])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "work.png"
        file.write_bytes(_DOT)
        yield "photo", drawings.paper([drawings.photo(asked, drawings.picture(file, "A grey patch."))])


def card_cases() -> Iterator[tuple[str, list[tuple[str, Drawing]]]]:
    """Each kind of card that a work set can name, through `kit.content.cards`, records that do not fit included."""
    unfit = (Answer(item="one", given=HOSTILE, correct=False), Answer(item="give-4"))
    scored = tuple(Answer(item=item, correct=item == "one") for item in ("one", "two"))
    handed = tuple(Answer(item=f"give-{asked}", given=str(given)) for asked, given in ((2, 2), (4, 9)))
    chosen = tuple(Answer(item="one", given=choice, correct=True) for choice in drawings.SAYS)
    step = tuple(
        Answer(item="two", problem=before, given=after, correct=False, strategy="sign")
        for before, after in STEPS[:2]
    )
    written = tuple(
        Answer(item=item, given=given)
        for item, given in (("one", "4/7"), ("two", f"{HOSTILE}\nIt goes down."))
    )
    photo = tuple(Answer(item="one", picture="work.png", alt=f"A grey patch. {HOSTILE}") for _ in "12")
    fitting = {"answers": handed, "counters": handed, "pattern": scored, "balance": chosen, "step": step}
    fitting |= {"text": written, "picture": photo}
    with TemporaryDirectory() as folder:
        library = Library(Path(folder), items=_ITEMS, sources={"none": _SOURCE})
        (library.root / "work" / "set").mkdir(parents=True)
        library.file("work/set/work.png").write_bytes(_DOT)
        yield from _on_cards(library, fitting, unfit)


def _on_cards(
    library: Library, fitting: dict[str, tuple[Answer, ...]], unfit: tuple[Answer, ...]
) -> Iterator[tuple[str, list[tuple[str, Drawing]]]]:
    for card in cards.KINDS:
        cases = [("fits", fitting[card]), ("one answer", fitting[card][:1])]
        cases += [("many", fitting[card] * 3), ("does not fit", unfit)]
        library.work_sets["set"] = _work_set(card)
        samples = [(name, _sample(answers)) for name, answers in cases]
        coded = cards.coding_html(samples[0][1], library)
        drawn = [(name, cards.work(sample, library)) for name, sample in samples]
        if coded:
            scroll = f"<div role='region' aria-label='coding of {card}' tabindex='0' style='overflow-x:auto'>{coded}</div>"
            drawn.append(("coding", Drawing(scroll, "", cards.sample_mark(samples[0][1], library))))
        yield card, drawn


_ITEMS = {
    id: Item(id=id, text=text, progression="fractions")
    for id, text in {
        "one": "$3/5 + 1/2$",
        "two": "Two weights on peg 3, three weights on peg 2. Which side goes down?",
        "give-2": "Give me 2 counters.",
        "give-4": "Give me 4 counters.",
    }.items()
}
_SOURCE = Source(id="none", citation="None.", short="nobody <2026>", seen="page")


def _work_set(card: str) -> WorkSet:
    return WorkSet(
        id="set",
        title="Constructed",
        about="Constructed",
        origin=Origin.CONSTRUCTED,
        source="none",
        progression="fractions",
        card=card,
        describe="grade",
        items=("one",),
        strategies=(Strategy(code="sign", name="sign <lost>", meaning="A sign is lost."),),
    )


def _sample(answers: tuple[Answer, ...]) -> WorkSample:
    return WorkSample(
        id="s1", work_set="set", label="S1", about="grade <6>", origin=Origin.CONSTRUCTED, answers=answers
    )


def sheet(css: str, *, dark: bool = False, width: str = "auto", simple: bool = False) -> str:
    """The whole sheet as one HTML page.

    Args:
        css: the style that all activities share.
        dark: as in a dark notebook.
        width: of a card, such as `6cm`.
        simple: show the simple forms.
    """
    sections = "".join(
        f"<section><h2>{escape(title)}</h2><div class='cases'>{''.join(_figure(*case, simple) for case in cases)}</div>"
        "</section>"
        for title, cases in groups()
    )
    columns = (
        f"repeat(auto-fill, {width})"
        if width != "auto"
        else "repeat(auto-fill, minmax(min(20rem, 100%), 1fr))"
    )
    style = (
        "body{margin:0}h1,h2{font-size:1.1rem}.cases{display:grid;gap:.6rem;align-items:start;"
        f"grid-template-columns:{columns}}}figure{{margin:0;border:1px solid;padding:3mm;break-inside:avoid;"
        "box-sizing:border-box;min-width:0}figcaption{font-size:.8rem;overflow-wrap:anywhere}"
    )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Specimens of student work</title>"
        f"<meta name='viewport' content='width=device-width'><style>{css}{style}</style></head>"
        f"<body data-jp-theme-light='{'false' if dark else 'true'}'><main class='tl-activity'>"
        f"<h1>Specimens of student work</h1>{sections}</main></body></html>"
    )


def _figure(name: str, drawing: Drawing, simple: bool) -> str:
    shown = drawing.simple if simple else drawing.html
    if not simple and not shown.startswith(("<ul", "<div")):
        shown = f'<ul class="tl-work-card tl-alone"><li>{shown}</li></ul>'
    return f"<figure>{shown}<figcaption>{escape(name)}: {escape(drawing.text)}</figcaption></figure>"


def main() -> None:
    """Write the sheet to the file that is named."""
    css = (paths.ROOT / "kit" / "activities" / "shared.css").read_text(encoding="utf-8")
    Path(sys.argv[1]).write_text(sheet(css), encoding="utf-8")


if __name__ == "__main__":
    main()
