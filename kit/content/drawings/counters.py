"""Counters that a child handed over when asked for a number of them."""

from ...lang import t
from .base import Drawing, escape, number, svg

MOST = 100
"""More than this is said, not drawn."""

_STEP, _RADIUS, _GAP = 25, 10, 8


def counters(asked: int, given: int) -> Drawing:
    """What was asked for and what was handed over, laid out by us to be counted: in fives, or in tens.

    Args:
        asked: the number asked for.
        given: how many were handed over.

    Raises:
        ValueError: a number is negative.
    """
    if asked < 0 or given < 0:
        raise ValueError(f"counters cannot be drawn for {asked} asked and {given} given")
    given_html = f'<b class="tl-given">{given}</b>'
    drawn = f" {_rows(given)}" if 0 < given <= MOST else ""
    return Drawing(
        f"<span>{t('Asked for {asked}, gave {given}', asked=f'<b>{asked}</b>', given=given_html)}</span>{drawn}",
        t("Asked for {asked}, gave {given}", asked=f"<b>{asked}</b>", given=escape(_dots(given))),
        t("asked for {asked}, gave {given}", asked=asked, given=given),
    )


def _rows(count: int) -> str:
    width = 5 if count <= 10 else 10
    body = "".join(
        f'<circle cx="{number(_across(place % width))}" cy="{number(_RADIUS + 3 + place // width * _STEP)}" r="{_RADIUS}"/>'
        for place in range(count)
    )
    rows = -(-count // width)
    across = _across(min(count, width) - 1) + _RADIUS + 3
    return svg(
        across, rows * _STEP + 1, body, t("1 counter") if count == 1 else t("{count} counters", count=count)
    )


def _across(column: int) -> float:
    return _RADIUS + 3 + column * _STEP + (_GAP if column >= 5 else 0)


def _dots(count: int) -> str:
    if not 0 < count <= MOST:
        return f"({count})"
    fives = ["●" * min(5, count - start) for start in range(0, count, 5)]
    return f"{' '.join(fives)} ({count})"
