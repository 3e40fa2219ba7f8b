"""Growth of a group between the two forms of a measure, apart from the difference between the forms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 2000
SEED = 20261129
"""Fixed, so that the same answers give the same report."""


@dataclass(frozen=True)
class PartGrowth:
    """Change in one part of the measure.

    Attributes:
        part: its id, the same in both forms.
        kind: explain, order or respond.
        change: change of the closed score (0 to 1), adjusted for the form.
        written: change of what people scored (0 to 3), adjusted for the form; missing where nothing was scored.
        before: mean closed score at the first form.
        after: mean closed score at the last form.
    """

    part: str
    kind: str
    change: Estimate
    written: Estimate
    before: Estimate
    after: Estimate


@dataclass(frozen=True)
class Growth:
    """What the two forms say about a group. Each number is an Estimate, and may be missing with a reason.

    Closed scores, confidence and success run from 0 to 1. Before and after are means over the two forms, as if half of the
    group had taken each.

    Attributes:
        change: mean change of the closed score, adjusted for form difficulty.
        raw_change: mean change without that; given only where the adjusted one cannot be.
        effect_size: standardized mean change: `change` in standard deviations of the first score.
        form_difficulty: by how much form B is harder than form A (mean score on A less mean score on B).
        score_before: mean closed score at the first form.
        score_after: mean closed score at the last form.
        confidence_before: mean confidence at the first form.
        confidence_after: mean confidence at the last form.
        success_before: share of choices and orders that were the reference's, at the first form.
        success_after: the same at the last form.
        calibration_before: confidence less success at the first form; above 0 is surer than right.
        calibration_after: the same at the last form.
        calibration_change: after less before; toward 0 is better, so its sign alone says nothing.
        written_change: change of the mean of what people scored (0 to 3), adjusted for the form.
        people: how many the change rests on.
        sequences: how many of them took A first (`AB`), and how many B (`BA`).
        missing: who is not in it and what was left open, as sentences about counts.
        by_part: the same for each part, in the order of the form.
        notes: what a reader must know, as sentences.
    """

    change: Estimate
    raw_change: Estimate
    effect_size: Estimate
    form_difficulty: Estimate
    score_before: Estimate
    score_after: Estimate
    confidence_before: Estimate
    confidence_after: Estimate
    success_before: Estimate
    success_after: Estimate
    calibration_before: Estimate
    calibration_after: Estimate
    calibration_change: Estimate
    written_change: Estimate
    people: int
    sequences: dict[str, int]
    missing: tuple[str, ...] = ()
    by_part: tuple[PartGrowth, ...] = ()
    notes: tuple[str, ...] = ()


def growth(table: "pd.DataFrame", *, resamples: int = RESAMPLES, seed: int = SEED) -> Growth:
    """Change of a group from the first to the last form. Never about one person; under FEWEST people it gives no number.

    Args:
        table: as `paired` gives it.
        resamples: how many groups are drawn for the intervals that are found by drawing.
        seed: of the draws.

    Raises:
        KitError: columns are missing.
    """
    raise NotImplementedError
