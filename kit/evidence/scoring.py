"""Scores that people gave to the written parts of a measure: what a row must be, and how far scorers agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 2000
SEED = 20261129


@dataclass(frozen=True)
class Scorers:
    """How far those who scored the writing agree. `n` of each Estimate counts responses that two or more scored.

    Attributes:
        exact: share of pairs of scores that are the same, 0 to 1.
        adjacent: share of pairs at most one point apart, 0 to 1.
        kappa: quadratic weighted kappa; with more than two scorers the mean over pairs of scorers.
        alpha_ordinal: Krippendorff's alpha, scores in order.
        scorers: how many scored.
        responses: how many responses were scored by somebody.
        twice: how many were scored by at least two.
        notes: what a reader must know, as sentences.
    """

    exact: Estimate
    adjacent: Estimate
    kappa: Estimate
    alpha_ordinal: Estimate
    scorers: int
    responses: int
    twice: int
    notes: tuple[str, ...] = ()


def scorers(
    scores: "pd.DataFrame | Iterable[Mapping]",
    measure: str = "reading-student-thinking",
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Scorers:
    """How far scorers agree on the written parts of a measure.

    Args:
        scores: `participant`, `form` (A or B), `part` (one with writing), `score` (0, 1, 2, 3), `scorer` (any name or initials);
            a row for each score.
        measure: id of a measure in `data/measures/`.
        resamples: how many groups are drawn for the intervals.
        seed: of the draws.

    Raises:
        UnknownName: no such measure.
        KitError: a row is wrong; the message names the row, counted from 1, and the column.
    """
    raise NotImplementedError
