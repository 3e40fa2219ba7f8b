"""One HTML document for print: size and margins of its pages, what stands at their foot, and its style."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from ... import paths
from ...lang import language
from ...lang.html import t
from ...sessions import Session
from .paper import Options

HERE = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Nothing is fetched and no script runs, whatever stands in a notebook."""
EDGE = 0.3
"""Millimetres that are kept free at the right: a hairline at the very edge of the printed part is cut off."""

_MATH_AND_MARKS = re.compile(
    r"(?P<before>[“(¿¡]*)(?P<math><math\b(?:(?!</math>).)*</math>)(?P<behind>[.,;:?!)”…]*)", re.DOTALL
)
"""Chromium breaks a line between mathematics and the comma behind it, or the quotation mark before it."""


@dataclass(frozen=True)
class Sheet:
    """The pages of a document.

    Attributes:
        title: what it is; the session's number and title are added to it.
        landscape: whether pages lie on their side.
        margins: top, right, bottom, left, in millimetres.
        footer: at the foot of each page; the title if empty.
    """

    title: str
    landscape: bool = False
    margins: tuple[float, float, float, float] = (13, 14, 16, 14)
    footer: str = ""


def page(template: str, session: Session, options: Options, sheet: Sheet, **content: object) -> str:
    """A template of `template/` filled in.

    Args:
        template: its name without ending.
        session: for number and title. The language is the one that is spoken.
        options: the paper.
        sheet: the pages.
        content: for the template. Text is escaped there; HTML has to be `Markup`.
    """
    made = (
        _templates()
        .get_template(f"{template}.html.j2")
        .render(
            **content,
            language=language(),
            title=f"{sheet.title} – {session.number} {session.title}",
            heading=sheet.title,
            session=session,
            policy=POLICY,
            style=Markup(_style() + _pages(session, options, sheet)),
        )
    )
    return _MATH_AND_MARKS.sub(_whole, made)


def _whole(found: re.Match) -> str:
    alone = not found["before"] and not found["behind"]
    return found[0] if alone else f'<span class="whole">{found[0]}</span>'


@lru_cache(maxsize=1)
def _templates():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["t"] = t
    return made


@lru_cache(maxsize=1)
def _style() -> str:
    """How student work looks everywhere, and how paper looks."""
    work = (paths.ROOT / "kit" / "activities" / "shared.css").read_text(encoding="utf-8")
    return work + (HERE / "print.css").read_text(encoding="utf-8")


def _pages(session: Session, options: Options, sheet: Sheet) -> str:
    """The rules that depend on paper and title: custom properties are not to be had in `@page`."""
    paper = options.paper
    width, height = (paper.height, paper.width) if sheet.landscape else (paper.width, paper.height)
    top, right, bottom, left = sheet.margins
    foot = _string(f"{session.number} · {sheet.footer or f'{sheet.title} · {session.title}'}")
    return (
        f":root{{--sheet-width:{width - left - right - EDGE:g}mm;--sheet-height:{height - top - bottom:g}mm;"
        f"--lying-width:{paper.height - left - right - EDGE:g}mm}}"
        f"@page{{size:{paper.css} {'landscape' if sheet.landscape else 'portrait'};"
        f"margin:{top:g}mm {right:g}mm {bottom:g}mm {left:g}mm;"
        f"font:9pt Helvetica,Arial,sans-serif;@bottom-left{{content:{foot};width:80%}}"
        '@bottom-right{content:counter(page) " / " counter(pages);width:20%}}'
        f"@page lying{{size:{paper.css} landscape}}"
    )


def _string(text: str) -> str:
    """Text as a CSS string that can end neither itself nor the style element."""
    safe = "".join(char if char.isalnum() or char in " .,:;·–()?!" else f"\\{ord(char):x} " for char in text)
    return f'"{safe}"'
