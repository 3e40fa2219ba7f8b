"""What a session's notebook shows that is wanted on paper: its decks, its progressions, questions with lettered answers."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...content import Library, Progression, Source, WorkSample, WorkSet
from ...errors import UnknownName
from ...sessions import Session

LETTERS = "ABCD"
"""On the cards that people hold up."""

_CARDS_NAMED = re.compile(r"\bA/B/C/D\b")


@dataclass(frozen=True)
class SessionDeck:
    """A deck as a session uses it.

    Attributes:
        reference: `work-set/deck`.
        stem: short and unlike that of any other deck of the session; for file names.
        title: the activity's own, or the deck's.
        prompt: likewise; may hold mathematics between dollar signs.
        samples: in the order of the deck.
        work_set: where they come from.
        progression: whose levels they are sorted into.
        source: of the work set.
    """

    reference: str
    stem: str
    title: str
    prompt: str
    samples: list[WorkSample]
    work_set: WorkSet
    progression: Progression
    source: Source


def decks(session: Session, library: Library) -> list[SessionDeck]:
    """Every deck that the notebook's activities show, once each, in order.

    Raises:
        UnknownName: a sorting board names a deck that is not there.
    """
    found: dict[str, SessionDeck] = {}
    for name, words in calls(session):
        reference = words.get("deck")
        if reference is None or reference in found:
            continue
        try:
            found[reference] = _deck(reference, words, library)
        except UnknownName:
            if name == "SortBoard":  # another activity may mean something else by the word
                raise
    return _with_stems(list(found.values()))


def progressions(session: Session, library: Library) -> list[Progression]:
    """Every progression that the notebook shows, or sorts into, once each, in order."""
    found = {}
    for _, words in calls(session):
        if words.get("progression") in library.progressions:
            found[words["progression"]] = library.progression(words["progression"])
    for deck in decks(session, library):
        found.setdefault(deck.progression.id, deck.progression)
    return list(found.values())


def holds_up_letters(session: Session) -> bool:
    """Whether the session has a use for cards A, B, C, D: a poll with as many answers to choose one from, or its guide names the cards."""
    for cell in session.notebook.cells:
        for node in ast.walk(_tree(cell.source)) if cell.cell_type == "code" else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "kit.Poll":
                given = {word.arg: word.value for word in node.keywords}
                kind = getattr(given.get("kind"), "value", "one")
                options = given.get("options")
                number = len(getattr(options, "elts", getattr(options, "keys", ())))
                if kind == "one" and 2 <= number <= len(LETTERS):
                    return True
    try:
        return bool(_CARDS_NAMED.search(session.guide.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


def _deck(reference: str, words: dict[str, str], library: Library) -> SessionDeck:
    deck, samples = library.deck(reference)
    work_set = library.work_set(reference.partition("/")[0])
    return SessionDeck(
        reference=reference,
        stem=deck.id,
        title=words.get("title") or deck.name,
        prompt=words.get("prompt") or deck.prompt,
        samples=samples,
        work_set=work_set,
        progression=library.progression(work_set.progression),
        source=library.source(work_set.source),
    )


def _with_stems(found: list[SessionDeck]) -> list[SessionDeck]:
    """Decks of two work sets may have one name; then both are called by both names."""
    stems = [deck.stem for deck in found]
    return [
        deck
        if stems.count(deck.stem) == 1
        else SessionDeck(**{**vars(deck), "stem": deck.reference.replace("/", "-")})
        for deck in found
    ]


def calls(session: Session) -> Iterator[tuple[str, dict[str, str]]]:
    """Calls such as `kit.SortBoard("05/sort", deck="…")`: the activity's name, and its arguments that are text.

    In session 11 a team names its deck once, `DECK = "…"`; a deck that is no text in the call is that one.
    """
    chosen = None
    for cell in session.notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(_tree(cell.source)):
            chosen = chosen or _chosen(node)
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "kit"
            ):
                words = {word.arg: word.value.value for word in node.keywords if _is_text(word)}
                if chosen and "deck" not in words and any(word.arg == "deck" for word in node.keywords):
                    words["deck"] = chosen
                yield node.func.attr, words


def _chosen(node: ast.AST) -> str | None:
    """The deck in a line `DECK = "…"`."""
    match node:
        case ast.Assign(targets=[ast.Name(id="DECK")], value=ast.Constant(value=str(deck))):
            return deck
    return None


def _tree(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError:  # such as a magic command; it shows no activity
        return ast.Module([], [])


def _is_text(word: ast.keyword) -> bool:
    return word.arg is not None and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
