"""What all drawings share: the three forms, escaping, and the frame of an SVG."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

__all__ = ["EM", "Drawing", "escape", "label", "number", "stacked", "svg"]

EM = 20
"""Units of a drawing to one em of the text around it; no digit is drawn smaller than that."""


class Drawing(NamedTuple):
    """One piece of work in its three forms."""

    html: str
    """For notebooks, pages and print; may hold SVG and MathML."""
    simple: str
    """Only tags that JupyterLab's sanitizer and GitHub keep."""
    text: str
    """One line, without mark-up and not escaped."""


def stacked(drawings: Iterable[Drawing], kind: str, *, note: str = "") -> Drawing:
    """Drawings one under the other as a list, for one card.

    Args:
        drawings: in the order of the card.
        kind: ends the list's class, `tl-work-KIND`.
        note: said once below, such as what the record does not hold.
    """
    drawings = list(drawings)
    alone = " tl-alone" if len(drawings) == 1 else ""
    small = f'<p class="tl-work-note">{escape(note)}</p>' if note else ""
    html, simple = ("".join(f"<li>{one[form]}</li>" for one in drawings) for form in (0, 1))
    return Drawing(
        f'<ul class="tl-work-card tl-work-{kind}{alone}">{html}</ul>{small}',
        f"<ul>{simple}</ul>{f'<p><small>{escape(note)}</small></p>' if note else ''}",
        "; ".join(one.text for one in drawings) + (f" ({note})" if note else ""),
    )


def svg(width: float, height: float, body: str, alt: str) -> str:
    """An SVG in the colour of the text around it, with the words that stand for it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tl-work-svg" role="img" aria-label="{escape(alt)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width / EM)}em" '
        f'height="{number(height / EM)}em" fill="currentColor">{body}</svg>'
    )


def label(
    x: float, y: float, text: str, size: float = EM, *, anchor: str = "middle", weight: int = 400
) -> str:
    """Text in an SVG, standing on the line `y`."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def number(value: float) -> str:
    """A coordinate, always written the same way."""
    return f"{round(value, 2):g}"
