"""Intervals hold the true number as often as they say: simulated groups, with the truth known.

Each check draws many groups, asks the kit for its interval and counts how often the truth is in it. The band that the count must
fall into is binomial: were the rate exactly 95 percent, the count would leave it once in 500 checks.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

import kit
from kit.content import library
from kit.evidence.pairs import COLUMNS

GROUPS = 250
PARTS = [(part.id, part.kind) for part in library().measure("reading-student-thinking").forms[0].parts]
CASES = {
    "middle": {"start": 0.0, "gain": 0.6, "harder": 0.8},
    "ceiling": {"start": 1.2, "gain": 1.2, "harder": 1.0},
    "floor": {"start": -1.5, "gain": 0.4, "harder": 1.5},
}
"""Skill at the first form, gain, and by how much form B is harder, in standard deviations of skill between people."""


def band(groups: int) -> tuple[int, int]:
    """Lowest and highest count that 95 percent would give, but for once in 500."""
    return int(binom.ppf(0.001, groups, 0.95)), int(binom.ppf(0.999, groups, 0.95))


def chance(odds):
    return 1 / (1 + np.exp(-odds))


# --- growth ---
def answered(draw, skill, difficulty):
    """Closed scores of four parts, people × parts: two right or wrong, pairs in order of nine, a move worth 0, 1/2 or 1."""
    ease = skill - difficulty
    return np.stack(
        [
            draw.random(len(ease)) < chance(ease),
            draw.random(len(ease)) < chance(ease - 0.4),
            draw.binomial(9, chance(ease + 1.3)) / 9,
            draw.binomial(2, chance(ease)) / 2,
        ],
        axis=1,
    ).astype(float)


def simulated(draw, n, *, start, gain, harder):
    """Order of the forms by lot, and scores before and after; skills of one person correlate by 0.6."""
    first_a = draw.permutation(n) < n // 2
    before = draw.normal(start, 1, n)
    after = start + gain + 0.6 * (before - start) + 0.8 * draw.normal(0, 1, n)
    return (
        first_a,
        answered(draw, before, np.where(first_a, 0, harder)),
        answered(draw, after, np.where(first_a, harder, 0)),
    )


def table_of(first_a, before, after) -> pd.DataFrame:
    n, parts = before.shape
    people = {
        "participant": [f"p{person}" for person in range(n)],
        "sequence": np.where(first_a, "AB", "BA"),
        "form_before": np.where(first_a, "A", "B"),
        "form_after": np.where(first_a, "B", "A"),
    }
    columns = {name: np.repeat(values, parts) for name, values in people.items()}
    columns |= {"part": [part for part, _ in PARTS] * n, "kind": [kind for _, kind in PARTS] * n}
    columns |= {"score_before": before.ravel(), "score_after": after.ravel()}
    return pd.DataFrame({name: columns.get(name, np.nan) for name in COLUMNS})


@cache
def true_change(case: str) -> float:
    """From so many people that its own error (0.0006) does not count."""
    _, before, after = simulated(np.random.default_rng(0), 300_000, **CASES[case])
    return (after - before).mean()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("n", [8, 15, 30])
def test_the_interval_of_change_holds_the_true_change(n, case):
    truth, draw, held = true_change(case), np.random.default_rng(n), 0
    for _ in range(GROUPS):
        change = kit.evidence.growth(table_of(*simulated(draw, n, **CASES[case]))).change
        held += change.low is not None and change.low <= truth <= change.high
    lowest, highest = band(GROUPS)
    assert lowest <= held <= highest


def test_plain_percentiles_would_not():
    # the reason for t: the same groups, means drawn with replacement within each order, 2.5 percent cut off at each end
    truth, draw, held = true_change("middle"), np.random.default_rng(8), 0
    for _ in range(GROUPS):
        first_a, before, after = simulated(draw, 8, **CASES["middle"])
        change = (after - before).mean(axis=1)
        orders = [draw.choice(change[who], (1000, who.sum())).mean(axis=1) for who in (first_a, ~first_a)]
        low, high = np.quantile(sum(orders) / 2, [0.025, 0.975])
        held += low <= truth <= high
    assert held < band(GROUPS)[0]


# --- agreement ---
LEVELS, CARDS = 4, 12
HARD = np.linspace(-1.2, 1.2, CARDS)


def placements(draw, n, ease):
    """Where people who differ in skill put cards that differ in difficulty: the reference's level, or one beside it."""
    right = draw.random((n, CARDS)) < chance(draw.normal(ease, 1, n)[:, None] - HARD)
    anchors = np.arange(CARDS) % LEVELS
    beside = np.where(anchors == 0, 1, anchors - 1)
    return np.where(right, anchors, beside)


@pytest.mark.parametrize(("n", "ease"), [(8, 0.4), (8, 2.0), (15, 2.0), (30, 0.4)])
def test_the_interval_of_exact_agreement_holds_the_true_share(n, ease):
    anchors = np.arange(CARDS) % LEVELS
    truth = (placements(np.random.default_rng(0), 300_000, ease) == anchors).mean()
    draw, held = np.random.default_rng(100 * n), 0
    cards = [f"c{card:02}" for card in range(CARDS)]
    people = np.repeat([f"p{person:02}" for person in range(n)], CARDS)
    for seed in range(GROUPS):
        level = placements(draw, n, ease).ravel()
        table = pd.DataFrame({"participant": people, "card": cards * n, "level": level})
        reference = dict(zip(cards, anchors.tolist(), strict=True))
        exact = kit.evidence.agreement(table, reference, levels=range(LEVELS), resamples=400, seed=seed).exact
        held += exact.low is not None and exact.low <= truth <= exact.high
    lowest, highest = band(GROUPS)
    assert lowest <= held <= highest
