"""Paper: its sizes, and what a reader may choose."""

from dataclasses import dataclass

from ...errors import KitError
from ...lang import later


@dataclass(frozen=True)
class Paper:
    """A size of paper.

    Attributes:
        name: as people say it.
        css: its name in a stylesheet.
        width: in millimetres, standing upright.
        height: in millimetres.
        poster: the larger size that a copier makes of it, and by how much it enlarges.
    """

    name: str
    css: str
    width: float
    height: float
    poster: str


PAPERS = {
    "a4": Paper("A4", "A4", 210, 297, later("A3 at 141 %")),
    "letter": Paper("US Letter", "letter", 215.9, 279.4, later("11 × 17 inches at 129 %")),
}
CARDS_A_SHEET = (6, 8)


@dataclass(frozen=True)
class Options:
    """How to print: the paper, and how many cards a sheet holds."""

    paper: Paper
    cards: int


def options(paper: str = "a4", cards: int = 6) -> Options:
    """Options from what somebody typed.

    Raises:
        KitError: there is no such paper, or no such number of cards.
    """
    if paper.lower() not in PAPERS:
        raise KitError(f"There is no paper “{paper}”. Choose one of: {', '.join(PAPERS)}.")
    if cards not in CARDS_A_SHEET:
        raise KitError(f"A sheet holds 6 or 8 cards, not {cards}.")
    return Options(PAPERS[paper.lower()], cards)
