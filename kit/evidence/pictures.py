"""Pictures of a report: SVG and HTML in the page, told apart by shape and by label, each with words and a table beside it.

Positions are percentages, so that letters keep their size on a phone. No color is needed to read one: before is ○, after is ●, within
one level is ◇, and each part of a bar carries its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..lang import t
from .estimates import Estimate

_SHAPES = {
    "full": '<circle r="6.5"/>',
    "hollow": '<circle r="6"/>',
    "diamond": '<path d="M0-8 8 0 0 8-8 0Z"/>',
}


@dataclass(frozen=True)
class Mark:
    """A number on a scale from 0 to 1 with its interval: how it is drawn (full, hollow or diamond), and what it is."""

    shape: str
    name: str
    estimate: Estimate


@dataclass(frozen=True)
class Track:
    """A line of a picture: what it is about, and its marks."""

    label: str
    marks: tuple[Mark, ...]


def intervals(tracks: Sequence[Track], words: str) -> Markup:
    """Numbers from 0 to 100 with their intervals, a line for each track; nothing where no track has a number.

    Args:
        tracks: from top to bottom.
        words: what the picture shows, for those who do not see it.
    """
    drawn = [track for track in tracks if any(mark.estimate.value is not None for mark in track.marks)]
    if not drawn:
        return Markup()
    legend = dict.fromkeys((mark.shape, mark.name) for track in drawn for mark in track.marks)
    key = Markup().join(
        Markup(
            '<span class="r-key"><svg class="r-mark r-{}" width="18" height="18" viewBox="-9 -9 18 18">{}</svg> {}</span>'
        ).format(shape, Markup(_SHAPES[shape]), name)
        for shape, name in legend
    )
    rows = Markup().join(map(_track, drawn))
    axis = Markup(
        '<div class="r-axis"><span>0</span><span>25</span><span>50</span><span>75</span><span>100</span></div>'
    )
    return Markup(
        '<div class="r-picture" role="img" aria-label="{}"><p class="r-legend">{}</p>{}{}</div>'
    ).format(words, key, rows, axis)


def _track(track: Track) -> Markup:
    there = [mark for mark in track.marks if mark.estimate.value is not None]
    lanes = len(there)
    height = 10 + 18 * lanes
    inside = Markup().join(
        Markup('<line class="r-grid" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>').format(at, height)
        for at in (0, 25, 50, 75, 100)
    )
    for lane, mark in enumerate(there):
        inside += _mark(mark, 14 + 18 * lane)
    return Markup('<div class="r-track"><p>{}</p><svg width="100%" height="{}">{}</svg></div>').format(
        track.label, height, inside
    )


def _mark(mark: Mark, y: int) -> Markup:
    one, whisker = mark.estimate, Markup()
    if one.low is not None and one.high is not None:
        whisker = Markup('<line class="r-whisker" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(
            _at(one.low), _at(one.high), y, y
        )
    return whisker + Markup('<svg class="r-mark r-{}" x="{}%" y="{}" overflow="visible">{}</svg>').format(
        mark.shape, _at(one.value), y, Markup(_SHAPES[mark.shape])
    )


def _at(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}"


def stacked(parts: Sequence[tuple[str, int]], words: str) -> Markup:
    """One bar, divided: the name of each part above its number. Parts that nobody chose are left out.

    Args:
        parts: short name and number of people, in order.
        words: what the picture shows.
    """
    inside = Markup().join(
        Markup('<span class="r-part" style="flex:{}"><b>{}</b>{}</span>').format(count, name, count)
        for name, count in parts
        if count
    )
    return Markup('<div class="r-stack" role="img" aria-label="{}">{}</div>').format(words, inside)


def bars(rows: Sequence[tuple[str, int, int]], what: str) -> Markup:
    """Bars of how many out of how many; nothing where there are no rows.

    Args:
        rows: name, number, out of.
        what: what the numbers are; stands above the bars.
    """
    if not rows:
        return Markup()
    inside = Markup().join(
        Markup(
            '<div class="r-bar"><p>{}</p><svg width="100%" height="16"><rect class="r-whole" width="100%" height="16"/>'
            '<rect class="r-filled" width="{}%" height="16"/></svg><p class="r-of">{}</p></div>'
        ).format(
            name,
            _at(number / whole if whole else 0),
            t("{number} of {whole}", number=number, whole=whole),
        )
        for name, number, whole in rows
    )
    said = "; ".join(
        t("{name}: {number} of {whole}", name=name, number=number, whole=whole)
        for name, number, whole in rows
    )
    return Markup(
        '<div class="r-picture" role="img" aria-label="{}"><p class="r-legend">{}</p>{}</div>'
    ).format(f"{what}. {said}.", what, inside)
