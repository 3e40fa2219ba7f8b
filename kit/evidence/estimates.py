"""A number about a group, with how far it can be trusted, or a sentence that says why there is none."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from ..lang import later, t

FEWEST = 5
"""People that a number about a group needs at least. Below, it says little, and could be traced to somebody."""

CONFIDENCE = 0.95
"""Of all intervals here: this share of them should hold the true number."""


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


def counted(n: int, one: str, many: str, /, **values: object) -> str:
    """What is said of one, or of several as `{n}`, in the language in use; both texts go through `later`."""
    return t(one if n == 1 else many, n=n, **values)


def people(n: int) -> str:
    """`1 person`, `3 people`."""
    return counted(n, later("1 person"), later("{n} people"))


def too_few(n: int) -> Estimate | None:
    """The estimate that says so where fewer than FEWEST people are in it, else None."""
    if n >= FEWEST:
        return None
    why = counted(
        n,
        later("Too few to say: 1 person; stated from {fewest} on."),
        later("Too few to say: {n} people; stated from {fewest} on."),
        fewest=FEWEST,
    )
    return Estimate(None, n=n, why=why)


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
        return Estimate(float(value), n=n, why=t(_SAME))
    reach = _t(df) * error
    return Estimate(float(value), float(value - reach), float(value + reach), n)


def within(value: float, error: float, df: float, n: int, low: float, high: float) -> Estimate:
    """The same for a number that cannot leave the range from low to high.

    The interval is made where the range has no ends, on the log odds of (value − low) : (high − value), and brought back. It leans away
    from a near end, as it should, and does not pass it. At an end there is no interval.
    """
    value = float(value)
    if value >= high - 1e-12 or value <= low + 1e-12:
        return Estimate(min(max(value, low), high), n=n, why=t(_AT_THE_END))
    if not error > 1e-12:
        return Estimate(value, n=n, why=t(_SAME))
    middle = log((value - low) / (high - value))
    reach = _t(df) * error * (high - low) / ((value - low) * (high - value))
    ends = (low + (high - low) * _inverse(middle + way * reach) for way in (-1, 1))
    return Estimate(value, *ends, n)


_SAME = later(
    "No interval: the people here do not differ, so these answers do not show how far the number moves with other people."
)
_AT_THE_END = later(
    "No interval: the number is at the end of its range, so these answers do not show how far it moves with other people."
)


@lru_cache
def _t(df: float) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + CONFIDENCE) / 2, df))


def _inverse(odds: float) -> float:
    """From log odds to a share, without overflow."""
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))
