"""Numbers about a group in words: rounded no finer than they are worth, with their interval, or with the reason why there is none."""

from collections.abc import Iterable
from datetime import date

from ..lang import later, t
from ..lang.dates import day
from .estimates import FEWEST, Estimate, counted

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
        return "", one.why or t("There is no number.")
    if one.low is None or one.high is None:
        return f"{shown(one.value)}{unit}", one.why or t("no interval")
    between = t("{low} to {high}{unit}", low=shown(one.low), high=shown(one.high), unit=unit)
    return f"{shown(one.value)}{unit}", between


def signed(number: float | str) -> str:
    """With a plus or a true minus; zero has neither."""
    text = str(number).removeprefix("-")
    if float(number) == 0:
        return text
    return f"{MINUS if float(number) < 0 else '+'}{text}"


def people(number: int) -> str:
    """How many people: a number below FEWEST is not told."""
    return t("fewer than {fewest}", fewest=FEWEST) if number < FEWEST else str(number)


def days(some: Iterable[date]) -> str:
    """The first and the last: `September 16, 2025 to May 19, 2026`."""
    some = sorted(some)
    if not some:
        return t("no date is known")
    if some[0] == some[-1]:
        return day(some[0])
    return t("{first} to {last}", first=day(some[0]), last=day(some[-1]))


def listed(some: Iterable[str]) -> str:
    """`00, 02 and 05`."""
    *first, last = list(some)
    return t("{first} and {last}", first=", ".join(first), last=last) if first else last


def hours(minutes: int) -> str:
    """`5 hours 30 minutes`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return t("{minutes} minutes", minutes=rest)
    if not rest:
        return counted(whole, later("1 hour"), later("{n} hours"))
    return counted(
        whole, later("1 hour {minutes} minutes"), later("{n} hours {minutes} minutes"), minutes=rest
    )


def what_changed(one: Estimate) -> str:
    """The change of a group's score in a sentence or two, no more than the interval allows."""
    if one.value is None:
        return t("Whether the group's score changed cannot be said. {why}", why=one.why).strip()
    value, interval = change(one)
    if one.low is None or one.high is None:
        return t(
            "The group's score changed by {value} points of 100. {why}", value=value, why=one.why
        ).strip()
    if one.low <= 0 <= one.high:
        return t(
            "Between the two forms the group's score changed by {value} points of 100, and the interval ({interval}) holds zero: from these answers one cannot tell whether the group changed.",
            value=value,
            interval=interval,
        )
    if one.low > 0:
        return t(
            "On the last form the group scored higher, by {value} points of 100 (interval {interval}). What brought this about cannot be told: there is no group to compare with.",
            value=value,
            interval=interval,
        )
    return t(
        "On the last form the group scored lower, by {value} points of 100 (interval {interval}). What brought this about cannot be told: there is no group to compare with.",
        value=value,
        interval=interval,
    )


def how_sure(before: Estimate, after: Estimate) -> str:
    """Confidence less success, before and after, in a sentence; empty where one of them is missing."""
    if before.value is None or after.value is None:
        return ""
    return t(
        "At the first form the group was {before}; at the last it was {after}.",
        before=_sure(before),
        after=_sure(after),
    )


def _sure(one: Estimate) -> str:
    gap = round(100 * abs(one.value))
    if one.low is not None and one.low <= 0 <= one.high:
        return t(
            "about as sure as it was right ({gap} points, and the interval holds zero)",
            gap=signed(round(100 * one.value)),
        )
    if one.value > 0:
        return t("surer than right by {gap} points", gap=gap)
    return t("less sure than right by {gap} points", gap=gap)
