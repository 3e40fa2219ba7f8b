"""A number about a group, with how far it can be trusted, or a sentence that says why there is none."""

from dataclasses import dataclass

FEWEST = 5
"""People that a number about a group needs at least. Below, it says little, and could be traced to somebody."""


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
