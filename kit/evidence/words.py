"""Numbers about a group in words: rounded no finer than they are worth, with their interval, or with the reason why there is none."""

from collections.abc import Iterable
from datetime import date

from .estimates import FEWEST, Estimate

MINUS = "−"


def percent(one: Estimate) -> tuple[str, str]:
    """A share from 0 to 1 as value and interval: `56%`, `49 to 63%`."""
    return _pair(one, lambda number: f"{round(100 * number)}", "%")


def points(one: Estimate) -> tuple[str, str]:
    """A score from 0 to 1 as points of 100: `54`, `48 to 60`."""
    return _pair(one, lambda number: f"{round(100 * number)}")


def change(one: Estimate) -> tuple[str, str]:
    """A change of a score from 0 to 1 as points of 100, with its sign: `+6`, `−1 to +13`."""
    return _pair(one, lambda number: signed(round(100 * number)))


def two_places(one: Estimate) -> tuple[str, str]:
    """A coefficient: `0.53`, `0.43 to 0.62`."""
    return _pair(one, lambda number: f"{number:.2f}".replace("-", MINUS))


def signed_two_places(one: Estimate) -> tuple[str, str]:
    """A difference in its own unit, with its sign: `+0.31`, `−0.05 to +0.67`."""
    return _pair(one, lambda number: signed(f"{number:.2f}"))


def _pair(one: Estimate, shown, unit: str = "") -> tuple[str, str]:
    if one.value is None:
        return "", one.why or "There is no number."
    if one.low is None or one.high is None:
        return f"{shown(one.value)}{unit}", one.why or "no interval"
    return f"{shown(one.value)}{unit}", f"{shown(one.low)} to {shown(one.high)}{unit}"


def signed(number: float | str) -> str:
    """With a plus or a true minus; zero has neither."""
    text = str(number).removeprefix("-")
    if float(number) == 0:
        return text
    return f"{MINUS if float(number) < 0 else '+'}{text}"


def people(number: int) -> str:
    """How many people: a number below FEWEST is not told."""
    return f"fewer than {FEWEST}" if number < FEWEST else str(number)


def day(one: date) -> str:
    """`September 16, 2025`."""
    return f"{one:%B} {one.day}, {one.year}"


def days(some: Iterable[date]) -> str:
    """The first and the last: `September 16, 2025 to May 19, 2026`."""
    some = sorted(some)
    if not some:
        return "no date is known"
    return day(some[0]) if some[0] == some[-1] else f"{day(some[0])} to {day(some[-1])}"


def listed(some: Iterable[str]) -> str:
    """`00, 02 and 05`."""
    *first, last = list(some)
    return f"{', '.join(first)} and {last}" if first else last


def hours(minutes: int) -> str:
    """`5 hours 30 minutes`."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} hour{'s' * (whole != 1)}"] * (whole > 0) + [f"{rest} minutes"] * (
        rest > 0 or whole == 0
    )
    return " ".join(parts)


def what_changed(one: Estimate) -> str:
    """The change of a group's score in a sentence or two, no more than the interval allows."""
    if one.value is None:
        return f"Whether the group's score changed cannot be said. {one.why}".strip()
    value, interval = change(one)
    if one.low is None or one.high is None:
        return f"The group's score changed by {value} points of 100. {one.why}".strip()
    if one.low <= 0 <= one.high:
        return (
            f"Between the two forms the group's score changed by {value} points of 100, and the interval ({interval}) holds zero: "
            "from these answers one cannot tell whether the group changed."
        )
    which = "higher" if one.low > 0 else "lower"
    return (
        f"On the last form the group scored {which}, by {value} points of 100 (interval {interval}). What brought this about cannot be told: "
        "there is no group to compare with."
    )


def how_sure(before: Estimate, after: Estimate) -> str:
    """Confidence less success, before and after, in a sentence; empty where one of them is missing."""
    if before.value is None or after.value is None:
        return ""
    return f"At the first form the group was {_sure(before)}; at the last it was {_sure(after)}."


def _sure(one: Estimate) -> str:
    gap = round(100 * abs(one.value))
    if one.low is not None and one.low <= 0 <= one.high:
        return f"about as sure as it was right ({signed(round(100 * one.value))} points, and the interval holds zero)"
    return f"surer than right by {gap} points" if one.value > 0 else f"less sure than right by {gap} points"
