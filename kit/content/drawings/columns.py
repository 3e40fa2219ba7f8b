"""A sum or difference worked in columns, place under place."""

import re
from collections.abc import Collection, Mapping

from ...lang import later, t
from .base import Drawing, escape, label, number, svg

_PLACES = {
    0: later("ones"),
    1: later("tens"),
    2: later("hundreds"),
    3: later("thousands"),
    4: later("ten thousands"),
    -1: later("tenths"),
    -2: later("hundredths"),
}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_COLUMN, _POINT, _DIGIT, _MARK = 26, 13, 30, 20
"""Widths of a column and of the point's, and sizes of the digits and of the marks above them."""


def column_work(
    top: str,
    bottom: str,
    answer: str | None,
    *,
    sign: str = "−",
    marks: Mapping[int, str] | None = None,
    struck: Collection[int] = (),
) -> Drawing:
    """Two numbers under each other, a line, and what the student wrote below it.

    Args:
        top: digits, with a point where there is one: `536`.
        bottom: the same.
        answer: what stands below the line; None where there is nothing.
        sign: `−` or `+`.
        marks: small digits above the top number, by place: 0 ones, 1 tens, -1 tenths.
        struck: places whose digit in the top number was crossed out.

    Raises:
        ValueError: something is no number.
    """
    for given in (top, bottom, *([] if answer is None else [answer])):
        if not _NUMBER.fullmatch(given):
            raise ValueError(f"“{given}” cannot be written in columns")
    marks = dict(sorted((marks or {}).items(), reverse=True))
    rows = [_by_place(top), _by_place(bottom), _by_place(answer or "")]
    places = sorted(
        {place for row in rows for place in row} | {float(place) for place in marks}, reverse=True
    )
    said = f"{top} {sign} {bottom} = {answer or t('(nothing)')}"
    details = [
        t("{mark} written above the {place}", mark=mark, place=_place_name(place))
        for place, mark in marks.items()
    ]
    details += [t("{place} crossed out", place=_place_name(place)) for place in sorted(struck, reverse=True)]
    text = "; ".join([said, *details])
    return Drawing(
        _drawn(rows, places, sign, marks, struck, t("Worked in columns: {work}", work=text)),
        f"<pre>{escape(_typed(rows, places, sign, marks))}</pre>{escape('; '.join(details))}",
        text,
    )


def _by_place(text: str) -> dict[float, str]:
    """Characters by place; the point stands half-way between ones and tenths."""
    whole, point, parts = text.partition(".")
    places: dict[float, str] = {len(whole) - 1 - at: digit for at, digit in enumerate(whole)}
    if point:
        places |= {-0.5: ".", **{-1 - at: digit for at, digit in enumerate(parts)}}
    return places


def _drawn(rows: list[dict], places: list, sign: str, marks: Mapping, struck: Collection, alt: str) -> str:
    centre, width = {}, _COLUMN * 1.1
    for place in places:
        wide = _POINT if place == -0.5 else _COLUMN
        centre[place] = width + wide / 2
        width += wide
    width, head = width + 5, 26 if marks else 0
    lines = [head + 30, head + 66, head + 110]
    body = "".join(
        label(centre[place], lines[at], digit, _DIGIT)
        for at, row in enumerate(rows)
        for place, digit in row.items()
    )
    body += label(_COLUMN * 0.5, lines[1], sign, _DIGIT)
    body += "".join(label(centre[place], 20, mark, _MARK) for place, mark in marks.items())
    rule = f'<path d="M3 {lines[1] + 11}H{number(width - 3)}'
    for place in struck:
        if place in rows[0]:
            x = centre[place]
            rule += f"M{number(x - 10)} {lines[0] + 2}L{number(x + 10)} {lines[0] - 24}"
    return svg(width, lines[2] + 8, f'{body}{rule}" stroke="currentColor" stroke-width="2.5"/>', alt)


def _typed(rows: list[dict], places: list, sign: str, marks: Mapping) -> str:
    wide = max([1, *(len(mark) + 1 for mark in marks.values())])

    def line(row: Mapping, before: str = " ") -> str:
        return f"{before} " + "".join(row.get(place, "").rjust(wide) for place in places)

    typed = [line(marks)] if marks else []
    typed += [line(rows[0]), line(rows[1], sign), "─" * (2 + wide * len(places)), line(rows[2])]
    return "\n".join(one.rstrip() for one in typed)


def _place_name(place: int) -> str:
    return t(_PLACES[place]) if place in _PLACES else t("place {place}", place=place)
