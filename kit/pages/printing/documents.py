"""The documents of a session for print: which there are, and the HTML of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...content import Library
from ...content import library as the_library
from ...sessions import Session
from . import contents, sheets, text
from .paper import Options

EVERYTHING = ("cards", "key", "evidence", "polls", "poster", "workbook", "guide")


@dataclass(frozen=True)
class Document:
    """One thing to print.

    Attributes:
        part: the word that chooses it, such as `cards`.
        stem: its file's name without the ending.
        title: what it is.
        use: how many to print, for whom.
        html: makes its HTML.
    """

    part: str
    stem: str
    title: str
    use: str
    html: Callable[[Options], str]


def parts(session: Session, library: Library | None = None) -> list[Document]:
    """Everything there is to print of a session, in the order in which a facilitator lays it out.

    Raises:
        UnknownName: the notebook names content that is not there.
    """
    return list(_documents(session, library or the_library()))


def _documents(session: Session, library: Library) -> Iterator[Document]:
    found = contents.decks(session, library)
    number = session.number
    for deck in found:
        yield Document(
            "cards",
            f"{number}-cards-{deck.stem}",
            f"Cards: {deck.title}",
            "one deck for two to four people; cut at the marks",
            lambda options, deck=deck: sheets.cards(session, deck, library, options),
        )
    if found:
        yield Document(
            "key",
            f"{number}-key",
            "Key to the cards",
            "one, for you; keep it from the cards",
            lambda options: sheets.key(session, found, library, options),
        )
    yield Document(
        "evidence",
        f"{number}-evidence",
        "Evidence sheet",
        "one for two people",
        lambda options: sheets.evidence(session, found, options),
    )
    yield Document(
        "polls",
        f"{number}-polls",
        "Cards A, B, C, D for polls",
        "one set for each person; cut in four",
        lambda options: sheets.polls(session, options),
    )
    for progression in contents.progressions(session, library):
        yield Document(
            "poster",
            f"{number}-poster-{progression.id}",
            f"Poster: {progression.name}",
            "one, for the wall; a copier enlarges it",
            lambda options, progression=progression: sheets.poster(session, progression, library, options),
        )
    yield Document(
        "workbook",
        f"{number}-workbook",
        "Workbook",
        "one for each person; both sides of the paper",
        lambda options: text.workbook(session, options),
    )
    if session.guide.exists():
        yield Document(
            "guide",
            f"{number}-guide",
            "Facilitator guide",
            "one, for you",
            lambda options: text.guide(session, options),
        )
