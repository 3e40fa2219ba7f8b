"""Markdown to HTML for pages and paper: mathematics becomes MathML, headings get ids, tables real headers."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ..content.mathtext import short_mathml
from ..lang import t
from .glossary import Words, unmarked

_TAG = re.compile(r"<[^>]+>")


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with MathML in place of TeX for a script, which a page without network has not."""

    def __init__(
        self, folder: Path | None, find: Callable[[str], str | None], anchors: bool, words: Words | None
    ):
        super().__init__(
            escape=False, exclude_anchor_links=True, embed_images=folder is not None, path=str(folder or "")
        )
        self._find, self._anchors, self._words = find, anchors, words
        self._ids: dict[str, int] = {}

    def text(self, text: str) -> str:
        """Running text, its words of the glossary marked."""
        html = super().text(text)
        return self._words.mark(html) if self._words else html

    def heading(self, text: str, level: int, **attrs: object) -> str:
        """A heading with an id made of its words, each id once."""
        text = unmarked(text)
        if not self._anchors:
            return f"<h{level}>{text}</h{level}>\n"
        id = slug(text)
        times = self._ids[id] = self._ids.get(id, 0) + 1
        return f'<h{level} id="{id if times == 1 else f"{id}-{times}"}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link to where `find` says that its target is; plain text where it has no place among these pages."""
        text = unmarked(text)
        target = url if url.startswith(("https://", "http://", "mailto:", "#")) else self._find(url)
        return super().link(text, target, title) if target else text

    def inline_math(self, body: str) -> str:
        """Mathematics in a line of text."""
        return mathml(body)

    def block_math(self, body: str) -> str:
        """Mathematics on a line of its own."""
        return f'<span class="page-math">{mathml(body, display="block")}</span>'

    def task_list_item(self, text: str, checked: bool = False) -> str:
        """An item of a checklist, with a box that is for a pencil: a control that does nothing helps nobody."""
        return f'<li><span class="page-box">{"☑" if checked else "☐"}</span> {text}</li>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """A cell; those of the first row head their columns."""
        style = f' class="page-{align}"' if align else ""
        return f'<th scope="col"{style}>{text}</th>\n' if head else f"<td{style}>{text}</td>\n"

    def table(self, text: str) -> str:
        """A table in a box of its own that scrolls where the window is narrow."""
        return f'<div class="page-scroll" tabindex="0" role="group" aria-label="{t("Table")}"><table>{text}</table></div>\n'


def to_html(
    text: str,
    folder: Path | None = None,
    find: Callable[[str], str | None] = lambda url: None,
    anchors: bool = True,
    words: Words | None = None,
) -> str:
    """Markdown as HTML.

    Args:
        text: Markdown with mathematics between dollar signs.
        folder: where pictures that the text names are looked for; they are put into the HTML.
        find: where a relative link leads in the pages that are made; None takes the link away and leaves its text.
        anchors: whether headings get ids; not where several texts stand on one page.
        words: the page's words of the glossary, to be linked; none are if not given.
    """
    html = MarkdownWithMath(renderer=_Renderer(folder, find, anchors, words)).render(text)
    return words.link(html) if words else html


def mathml(tex: str, display: str = "inline") -> str:
    """TeX as MathML, with the TeX kept for whoever copies it."""
    made = short_mathml(convert(tex.strip(), display=display))
    return made.replace("<math", f'<math alttext="{escape(tex.strip(), {chr(34): "&quot;"})}"', 1)


def slug(html: str) -> str:
    """An id of lower-case words from a heading."""
    plain = unicodedata.normalize("NFKD", _TAG.sub("", html))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-") or "part"
