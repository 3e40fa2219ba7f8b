"""Teachers and other grown-ups in a text: by a title before the name, or by a list."""

import re
from collections.abc import Iterator

from .finding import LIKELY, SURE, UNSURE, Found
from .folding import common_words, fold, words_of

TITLE = re.compile(
    r"(?<!\w)(?:(?P<sure>mrs|mr|mx|sra|srta|maestra|maestro|profesora|profesor|profe|señora|señorita)|(?P<care>ms|miss|dr|sr|coach|principal|teacher|nurse|señor|sensei|madame|mister|don|doña))"
    r"(?P<dot>\.?)[ \t]?[ \t]*(?P<name>[^\W\d_][\w’'-]*)",
    re.IGNORECASE,
)


def by_title(text: str, given: frozenset[str]) -> Iterator[Found]:
    """Titles with a name: `Ms. Okafor`, `Mr B.`, `maestra Rosa`; and teachers who were given, without a title."""
    for found in TITLE.finditer(text):
        name = re.sub(r"[’']s$", "", found["name"])
        certainty = _titled(found, name, given)
        if certainty is None or re.search(r"\d\s?$", text[: found.start()]):  # 5 ms later
            continue
        end = found.start("name") + len(name)
        if len(name) == 1 and text[end : end + 1] == ".":
            end += 1
        more = re.match(r"[ \t-]([A-ZÀ-Þ][^\W\d_]+)(?!\w)", text[end:])
        if more and fold(more[1]) not in common_words():
            end += more.end()
        yield Found(found.start(), end, "teacher", certainty, "[teacher]")
    for word in words_of(text):
        if word.folded in given and len(word.folded) > 2:
            certainty = UNSURE if word.folded in common_words() else SURE
            yield Found(word.start, word.end, "teacher", certainty, "[teacher]")


def _titled(found: re.Match, name: str, given: frozenset[str]) -> float | None:
    """How surely a title and the word after it are somebody; None for `5 ms`, `miss two`, `mr in a ratio`."""
    word = fold(name)
    if found.end() - found.start() == len(found["sure"] or found["care"]) + len(found["name"]):
        return None  # one word
    if word in given:
        return SURE
    if len(word) == 1:
        if found["sure"]:
            return SURE if name.isupper() else UNSURE
        return (
            LIKELY
            if name.isupper() and found[0][0].isupper()
            else UNSURE
            if found[0][:2].lower() == "ms"
            else None
        )
    if name[0].isupper() and word not in common_words():
        return SURE
    if word not in common_words():
        return SURE if found["sure"] or found["dot"] else None
    return UNSURE if name[0].isupper() and (found["sure"] or found["dot"]) else None
