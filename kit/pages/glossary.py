"""Words of the field in a page: the first use of each is a link to what the course means by it."""

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import escape

from ..content import mathtext
from ..content.glossary import Term, finder, term_of
from ..content.load import library
from ..lang import language, t

_MARKED = re.compile("\x00([^\x01]*)\x01([^\x02]*)\x02")


class Words:
    """The words that one page uses: those found so far, each linked once."""

    def __init__(self, address: str = "#word-"):
        """Take the address of a word's place without the word's id."""
        self._address = address
        self.used: list[Term] = []

    def mark(self, html: str) -> str:
        """A piece of running text with every word marked, for `link` to decide about."""
        pattern, forms = _finder(language())
        return pattern.sub(lambda found: f"\x00{term_of(found[0], forms).id}\x01{found[0]}\x02", html)

    def link(self, html: str) -> str:
        """Marked text in which the first use of each word on the page has become a link."""
        return _MARKED.sub(self._linked, html)

    def _linked(self, found: re.Match) -> str:
        term = library().glossary[found[1]]
        if term in self.used:
            return found[2]
        self.used.append(term)
        return f'<a class="page-word" href="{self._address}{term.id}">{found[2]}</a>'


def unmarked(html: str) -> str:
    """Marked text without its marks: a heading, or the words of another link."""
    return _MARKED.sub(r"\2", html)


@cache
def _finder(language: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    return finder(library().glossary.values())


def listed(terms: Iterable[Term]) -> str:
    """Words with their meanings, each with an id for links: `<dl>`."""
    rows = (
        f'<dt id="word-{term.id}">{escape(term.name)}</dt><dd>{mathtext.to_html(term.text)}</dd>'
        for term in sorted(terms, key=lambda term: term.name.lower())
    )
    return f'<dl class="page-words">{"".join(rows)}</dl>'


def section(words: Words) -> str:
    """The part of a session's page that explains its words; empty if it uses none."""
    if not words.used:
        return ""
    return f'<section class="page-part" id="words"><div class="page-text"><h2>{t("Words")}</h2>{listed(words.used)}</div></section>'
