"""Dates in words."""

from datetime import date

from . import later, t

MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def day(one: date) -> str:
    """`September 16, 2025`."""
    return t("{month} {day}, {year}", month=t(MONTHS[one.month - 1]), day=one.day, year=one.year)
