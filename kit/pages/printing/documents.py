"""The documents of a session for print: which there are, and the HTML of each."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from ... import lang
from ...content import Library
from ...content import library as the_library
from ...lang import t
from ...sessions import Session
from . import contents, facilitator, sheets, text
from .paper import Options

EVERYTHING = ("cards", "key", "evidence", "polls", "poster", "workbook", "guide")
FACILITATORS = ("key", "guide")
"""What tells what participants are to find. It is in English, and not made of a translation."""


@dataclass(frozen=True)
class Document:
    """One thing to print.

    Attributes:
        part: the word that chooses it, such as `cards`.
        stem: its file's name without the ending; that of a translation ends with its language: `05-workbook.es`.
        title: what it is.
        use: how many to print, for whom.
        html: makes its HTML, in the session's language.
    """

    part: str
    stem: str
    title: str
    use: str
    html: Callable[[Options], str]


def parts(session: Session, library: Library | None = None, *, asked: Collection[str] = ()) -> list[Document]:
    """Everything there is to print of a session, in the order in which a facilitator lays it out.

    Args:
        session: which one. Of a translation there is what participants hold.
        library: the content, if not that of the session's language.
        asked: parts that are wanted by name: cards A, B, C, D also where the session has no use for them.

    Raises:
        UnknownName: the notebook names content that is not there.
    """
    spoken = language_of(session)
    with lang.speaking(spoken):
        found = [_saying(one, spoken) for one in _documents(session, library or the_library(), asked)]
    if session.language == lang.ENGLISH:
        return found
    return [
        replace(one, stem=f"{one.stem}.{session.language}") for one in found if one.part not in FACILITATORS
    ]


def language_of(session: Session) -> str:
    """What is spoken on its sheets: a session of a team's own may be in another language and no translation."""
    return session.notebook.metadata.get("throughline", {}).get("language", session.language)


def _saying(document: Document, language: str) -> Document:
    """A document that is made in a language, whatever is spoken when it is."""

    def html(options: Options) -> str:
        with lang.speaking(language):
            return document.html(options)

    return replace(document, html=html)


def _documents(session: Session, library: Library, asked: Collection[str]) -> Iterator[Document]:
    found = contents.decks(session, library)
    number = session.number
    for deck in found:
        yield Document(
            "cards",
            f"{number}-cards-{deck.stem}",
            t("Cards: {deck}", deck=deck.title),
            t("one deck for two to four people; cut at the marks"),
            lambda options, deck=deck: sheets.cards(session, deck, library, options),
        )
    if found:
        yield Document(
            "key",
            f"{number}-key",
            t(facilitator.KEY),
            t(facilitator.KEY_USE),
            lambda options: facilitator.key(session, found, library, options),
        )
    yield Document(
        "evidence",
        f"{number}-evidence",
        t("Evidence sheet"),
        t("one for two people"),
        lambda options: sheets.evidence(session, found, options),
    )
    if "polls" in asked or contents.holds_up_letters(session):
        yield Document(
            "polls",
            f"{number}-polls",
            t("Cards A, B, C, D for polls"),
            t("one set for each person; cut in four"),
            lambda options: sheets.polls(session, options),
        )
    for progression in contents.progressions(session, library):
        yield Document(
            "poster",
            f"{number}-poster-{progression.id}",
            t("Poster: {progression}", progression=progression.name),
            t("one, for the wall; a copier enlarges it"),
            lambda options, progression=progression: sheets.poster(session, progression, library, options),
        )
    yield Document(
        "workbook",
        f"{number}-workbook",
        t("Workbook"),
        t("one for each person; both sides of the paper"),
        lambda options: text.workbook(session, options),
    )
    if session.guide.exists():
        yield Document(
            "guide",
            f"{number}-guide",
            t(facilitator.GUIDE),
            t(facilitator.GUIDE_USE),
            lambda options: facilitator.guide(session, options),
        )
