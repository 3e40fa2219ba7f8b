"""Agreement between people who placed the same cards, and with a reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 2000
SEED = 20261129
"""Fixed, so that the same answers give the same report."""


@dataclass(frozen=True)
class Split:
    """How the group divides over the levels of one card.

    Attributes:
        card: its id.
        counts: how many people chose each level, for every level in order.
        unsure: how many said that the work does not say enough.
        spread: by how many levels two people who placed the card differ on average (over all pairs); 0 where all agree.
        anchor: the reference's level; None where there is none.
    """

    card: str
    counts: dict[int, int]
    unsure: int
    spread: float
    anchor: int | None = None


@dataclass(frozen=True)
class Agreement:
    """What a group's placements say about agreement. Each number is an Estimate, and may be missing with a reason.

    Attributes:
        exact: share of placements at the reference's level, 0 to 1, averaged over people.
        adjacent: share of placements at most one level from the reference's, 0 to 1, averaged over people.
        kappa: quadratic weighted kappa with the reference, from placements pooled over people.
        fleiss: Fleiss' kappa among people, on cards that everybody placed.
        alpha_nominal: Krippendorff's alpha among people, levels as names.
        alpha_ordinal: Krippendorff's alpha among people, levels in order.
        people: how many placed at least one card.
        cards: how many cards were placed by somebody.
        ratings: how many placements there are; "not enough to say" is not one.
        most_split: cards, the one with the largest spread first; only those that at least FEWEST people placed.
        notes: what a reader must know, as sentences.
    """

    exact: Estimate
    adjacent: Estimate
    kappa: Estimate
    fleiss: Estimate
    alpha_nominal: Estimate
    alpha_ordinal: Estimate
    people: int
    cards: int
    ratings: int
    most_split: tuple[Split, ...] = ()
    notes: tuple[str, ...] = ()


def agreement(
    table: "pd.DataFrame",
    anchors: Mapping[str, int | None] | None = None,
    *,
    levels: Iterable[int],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """How far people agree with each other, and with a reference.

    Args:
        table: `participant`, `card`, `level`, as `placements` gives it.
        anchors: the reference's level by card, as `kit.evidence.anchors` gives it; without it the first three numbers are missing.
        levels: all levels in order, also those that nobody used.
        resamples: how many groups are drawn for the intervals.
        seed: of the draws.

    Raises:
        KitError: columns are missing, a level is not among `levels`, or somebody placed a card twice.
    """
    raise NotImplementedError
