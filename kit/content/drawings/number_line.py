"""Where a student put a number on a number line."""

from collections.abc import Sequence
from fractions import Fraction

from ...lang import t
from ..quantities import quantity
from .base import EM, Drawing, escape, label, number, svg

_LEFT, _LENGTH = 24, 222
_TYPED = 36
"""Characters between the ends in the simple form."""


def placement(start: str, end: str, asked: str, at: str | None, *, ticks: Sequence[str] = ()) -> Drawing:
    """A line with the student's mark on it, and above the mark the number asked for.

    Args:
        start: label of the left end, such as `0`.
        end: label of the right end.
        asked: the number to be placed, as it was written: `3/4`.
        at: where the mark stands, in the line's own numbers; None where the student made none.
        ticks: labels of further ticks that were printed on the line.

    Raises:
        ValueError: something is no number, or lies beyond the line.
    """
    low, high = _value(start), _value(end)
    if low >= high:
        raise ValueError(f"a line cannot go from {start} to {end}")
    shares = [(_value(tick) - low) / (high - low) for tick in (start, *ticks, end)]
    mark = None if at is None else (_value(at) - low) / (high - low)
    if not all(0 <= share <= 1 for share in (*shares, *([] if mark is None else [mark]))):
        raise ValueError(f"something lies beyond the line from {start} to {end}")
    labelled = dict(sorted(zip(shares, (start, *ticks, end), strict=True)))
    where = t("no mark made") if mark is None else t("mark at {place}", place=_about(_value(at)))
    said = {"start": start, "end": end, "ticks": ", ".join(ticks), "asked": asked, "where": where}
    if ticks:
        alt = t(
            "Number line from {start} to {end}, ticks at {ticks}; asked for {asked}: {where}",
            **said,
        )
        text = t("line from {start} to {end}, ticks at {ticks}; asked for {asked}: {where}", **said)
    else:
        alt = t("Number line from {start} to {end}; asked for {asked}: {where}", **said)
        text = t("line from {start} to {end}; asked for {asked}: {where}", **said)
    missing = "" if at is not None else f"<span>{escape(f'{asked}: {where}')}</span>"
    return Drawing(
        _drawn(labelled, asked, mark, alt) + missing,
        f"<pre>{escape(_typed(labelled, asked, mark))}</pre>{escape(f'{asked}: {where}')}",
        text,
    )


def _value(text: str) -> Fraction:
    try:
        return Fraction(text.replace("−", "-"))
    except (ValueError, ZeroDivisionError):
        return quantity(text)


def _about(value: Fraction) -> str:
    if round(float(value), 2) == value:
        return f"{float(value):g}"
    return t("about {value}", value=f"{float(value):.3g}")


def _drawn(labelled: dict[Fraction, str], asked: str, mark: Fraction | None, alt: str) -> str:
    line = 12 if mark is None else 66 if "/" in asked else 46
    drawn, lowest, right = [], line + 12, [-99.0, -99.0]
    for share, name in labelled.items():
        x, half = _x(share), _half_width(name)
        row = next((row for row in (0, 1) if x - half > right[row] + 9), 1)
        right[row] = x + half
        below = line + 14 + row * 46
        drawn.append(
            f'<path d="M{number(x)} {line - 9}V{below - 3}" stroke="currentColor" stroke-width="2"/>'
        )
        drawn.append(_number(x, below, name))
        lowest = max(lowest, below + (46 if "/" in name else 24))
    drawn.append(f'<path d="M{_LEFT} {line}h{_LENGTH}" stroke="currentColor" stroke-width="3"/>')
    if mark is not None:
        x = _x(mark)
        drawn.append(f'<path d="M{number(x)} {line}l-7 -15h14z"/>')
        drawn.append(_number(min(max(x, _half_width(asked)), 270 - _half_width(asked)), 4, asked, 700))
    return svg(2 * _LEFT + _LENGTH, lowest, "".join(drawn), alt)


def _x(share: Fraction) -> float:
    return _LEFT + float(share) * _LENGTH


def _half_width(name: str) -> float:
    longest = max(map(len, name.split("/"))) if "/" in name else len(name)
    return longest * EM * 0.29


def _number(x: float, top: float, name: str, weight: int = 400) -> str:
    """A number whose upper edge is at `top`: a fraction as one number over another."""
    whole, _, part = name.rpartition(" ")
    upper, over, lower = part.partition("/")
    if not over:
        return label(x, top + 17, name, weight=weight)
    half = _half_width(part)
    left = label(x - half - 3, top + 29, whole, anchor="end", weight=weight) if whole else ""
    bar = f'<path d="M{number(x - half)} {number(top + 20)}h{number(2 * half)}" stroke="currentColor" stroke-width="1.75"/>'
    return left + label(x, top + 16, upper, weight=weight) + bar + label(x, top + 39, lower, weight=weight)


def _typed(labelled: dict[Fraction, str], asked: str, mark: Fraction | None) -> str:
    def put(signs: dict[Fraction, str], on: str = " ") -> str:
        row = [on] * (_TYPED + 1) + [" "] * 24
        for share, sign in signs.items():
            begin = max(0, round(share * _TYPED) - (len(sign) - 1) // 2)
            row[begin : begin + len(sign)] = sign
        return "".join(row).rstrip()

    above = [] if mark is None else [put({mark: asked}), put({mark: "▼"})]
    return "\n".join([*above, put(dict.fromkeys(labelled, "┼"), on="─"), put(labelled)])
