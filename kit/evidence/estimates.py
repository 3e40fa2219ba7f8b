"""A number about a group, with how far it can be trusted, or a sentence that says why there is none."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

FEWEST = 5
"""People that a number about a group needs at least. Below, it says little, and could be traced to somebody."""

CONFIDENCE = 0.95
"""Of all intervals here: this share of them should hold the true number."""

RESAMPLES = 2000
SEED = 20261129
"""Fixed, so that the same answers give the same report."""


@dataclass(frozen=True)
class Estimate:
    """A number about a group with its 95 percent interval.

    Attributes:
        value: the number, in the unit that its owner states; None where there is none to give.
        low: lower end of the interval; None where there is no interval.
        high: upper end of the interval; None where there is no interval.
        n: how many people (or, where its owner says so, scored responses) it rests on.
        why: why the value, or the interval, is missing, as a sentence that can be shown; "" where both are there.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    why: str = ""


def counted(n: int, one: str, many: str) -> str:
    """`1 person`, `3 people`."""
    return f"{n} {one if n == 1 else many}"


def people(n: int) -> str:
    """`1 person`, `3 people`."""
    return counted(n, "person", "people")


def too_few(n: int) -> Estimate | None:
    """The estimate that says so where fewer than FEWEST people are in it, else None."""
    if n >= FEWEST:
        return None
    return Estimate(None, n=n, why=f"Too few to say: {people(n)}; stated from {FEWEST} on.")


def nothing(why: str, n: int = 0) -> Estimate:
    """No number, and why."""
    return Estimate(None, n=n, why=why)


def with_t(value: float, error: float, df: float, n: int) -> Estimate:
    """A number with the interval value ± t · error.

    Args:
        value: the number.
        error: its standard error.
        df: degrees of freedom of the error.
        n: people.
    """
    if not error > 1e-12:
        return Estimate(float(value), n=n, why=_SAME)
    reach = _t(df) * error
    return Estimate(float(value), float(value - reach), float(value + reach), n)


def within(value: float, error: float, df: float, n: int, low: float, high: float) -> Estimate:
    """The same for a number that cannot leave the range from low to high.

    The interval is made where the range has no ends, on the log odds of (value − low) : (high − value), and brought back. It leans away
    from a near end, as it should, and does not pass it. At an end there is no interval.
    """
    value = float(value)
    if value >= high - 1e-12 or value <= low + 1e-12:
        return Estimate(min(max(value, low), high), n=n, why=_AT_THE_END)
    if not error > 1e-12:
        return Estimate(value, n=n, why=_SAME)
    middle = log((value - low) / (high - value))
    reach = _t(df) * error * (high - low) / ((value - low) * (high - value))
    ends = (low + (high - low) * _inverse(middle + way * reach) for way in (-1, 1))
    return Estimate(value, *ends, n)


_SAME = "No interval: the people here do not differ, so these answers do not show how far the number moves with other people."
_AT_THE_END = "No interval: the number is at the end of its range, so these answers do not show how far it moves with other people."


@lru_cache
def _t(df: float) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + CONFIDENCE) / 2, df))


def _inverse(odds: float) -> float:
    """From log odds to a share, without overflow."""
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))


def drawn_error(drawn, n: int) -> float:
    """The standard error from a statistic's values in groups drawn with replacement.

    Drawing from n people gives too small a spread, by the factor sqrt((n − 1) / n) for a mean; that is put right. Draws in which
    the statistic has no value are left out.
    """
    import numpy as np

    sound = drawn[np.isfinite(drawn)]
    return float(np.std(sound, ddof=1) * sqrt(n / (n - 1))) if len(sound) > 1 and n > 1 else 0.0
