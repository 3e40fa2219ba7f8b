"""Where a name may be written on a picture of a page: a guess from dark marks and rules, always to be confirmed.

There is no reading here, neither of print nor of handwriting. The top fifth of a page is cut into lines of marks, and the
first of them are suggested, a heading as well as a name. What is at the bottom of a page, on a page that lies sideways,
inside the work, or a face, is not found.
"""

from typing import TYPE_CHECKING

from .candidates import Box

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image

TOP = 0.2
"""The part of the page that is looked at, from above."""
_SIDE = 900
"""Pixels of the longer side that are looked at."""
_SMALLEST = 40
"""Pixels of the shorter side; on less there is no line of writing."""
_MOST = 5
_STRIP = 0.13


def likely_boxes(picture: "Image") -> list[Box]:
    """Up to five covers over lines of marks at the top of a page; the whole top strip where marks fill it.

    Args:
        picture: a page, upright.
    """
    dark = _dark(picture)
    height, width = dark.shape
    if min(height, width) < _SMALLEST:
        return []
    marks, dropped = _without_edges_and_rules(dark[: int(height * TOP)], height)
    boxes = []
    for first, last in _bands(marks, height)[:_MOST]:
        boxes += [
            _box(left, first, right, last, width, height) for left, right in _runs(marks[first:last], height)
        ]
    if not boxes:
        return [Box(0, 0, 1, _STRIP)] if dropped else []
    return _tidy(boxes)[:_MOST]


def _dark(picture: "Image") -> "numpy.ndarray":
    """Which pixels are clearly darker than the paper round them; light that falls off over a photo makes no difference."""
    import numpy
    from PIL import ImageFilter

    small = picture.convert("L")
    small.thumbnail((_SIDE, _SIDE))
    # The paper: what remains when thin dark marks are taken out and the rest is made smooth.
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(14))
    grey, ground = numpy.asarray(small, dtype="int16"), numpy.asarray(paper, dtype="int16")
    return (ground - grey) > numpy.maximum(28, ground * 0.16)


def _without_edges_and_rules(top: "numpy.ndarray", height: int) -> tuple["numpy.ndarray", bool]:
    """The marks without the paper's edge in a photo and the lines of ruled paper, and whether such lines were there.

    Writing that touches a line of ruled paper goes with it.
    """
    from scipy import ndimage

    labels, _ = ndimage.label(top, structure=[[1, 1, 1]] * 3)
    kept, ruled = top.copy(), False
    width = top.shape[1]
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        at_edge = rows.start == 0 or columns.start <= 1 or columns.stop >= width - 1
        line = wide > 0.55 * width
        edge = tall > 0.09 * height or (at_edge and (tall > 0.03 * height or wide > 0.2 * width))
        if line or edge:
            kept[rows, columns][labels[rows, columns] == number] = False
            ruled |= line and tall < 0.06 * height
    return kept, ruled


def _bands(top: "numpy.ndarray", height: int) -> list[tuple[int, int]]:
    """Lines of marks: rows with marks, joined over small gaps, of the height of writing or print."""
    found = _stretches(top.sum(axis=1) > 2, int(height * 0.008))
    return [(first, last) for first, last in found if last - first >= height * 0.006]


def _runs(band: "numpy.ndarray", height: int) -> list[tuple[int, int]]:
    """Groups of marks along a line: words that stand close together, from left to right."""
    found = _stretches(band.sum(axis=0) > 0, int(height * 0.05))
    return [(first, last) for first, last in found if last - first >= height * 0.03]


def _stretches(marked: "numpy.ndarray", gap: int) -> list[tuple[int, int]]:
    """Stretches of true values, those with no more than `gap` between them as one."""
    found: list[list[int]] = []
    for at, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if found and at - found[-1][1] <= gap:
            found[-1][1] = at
        else:
            found.append([at, at])
    return [(first, last + 1) for first, last in found]


def _box(left: int, top: int, right: int, bottom: int, width: int, height: int) -> Box:
    """A box a little larger than the marks."""
    more = 0.012
    x, y = max(0.0, left / width - more), max(0.0, top / height - more)
    return Box(
        round(x, 4),
        round(y, 4),
        round(min(1.0, right / width + more) - x, 4),
        round(min(1.0, bottom / height + more) - y, 4),
    )


def _tidy(boxes: list[Box]) -> list[Box]:
    """Boxes that overlap made one."""
    kept: list[Box] = []
    for box in boxes:
        for at, other in enumerate(kept):
            apart = (
                box.x > other.x + other.width
                or other.x > box.x + box.width
                or box.y > other.y + other.height
                or other.y > box.y + box.height
            )
            if not apart:
                x, y = min(box.x, other.x), min(box.y, other.y)
                right = max(box.x + box.width, other.x + other.width)
                bottom = max(box.y + box.height, other.y + other.height)
                kept[at] = Box(x, y, right - x, bottom - y)
                break
        else:
            kept.append(box)
    return kept
