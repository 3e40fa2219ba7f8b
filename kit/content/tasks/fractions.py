"""Tasks on a number line and with fraction strips."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from ..fields import Id, Model, Text, wrong
from ..quantities import addends, quantity


def _is_number(text: str) -> str:
    try:
        quantity(text)
    except ValueError as error:
        raise wrong(
            f"{error}.", "Write a whole number, a fraction or a mixed number, in quotes: “1 1/2”."
        ) from error
    return text


Number = Annotated[Text, AfterValidator(_is_number)]
"""A number as it is to be shown, such as `2/2` or `1 1/2`: not simplified."""

LONGEST_LINE = 6
"""Units on a number line; with 12 parts each, more ticks could not be told apart on a phone."""

StripLength = Annotated[int, Field(ge=2, le=24)]
"""Drawn length of a strip, in steps of which 24 fill the screen's width."""


def line_problem(start: int, end: int) -> tuple[str, str] | None:
    """What is wrong with a number line from `start` to `end`, and the remedy; None where it can be drawn."""
    if start < 0 or not 1 <= end - start <= LONGEST_LINE:
        return (
            f"asks for a line from {start} to {end}.",
            f"A line starts at 0 or later and is 1 to {LONGEST_LINE} units long.",
        )
    return None


class PlaceTask(Model):
    """Place numbers on a line from `start` to `end` (whole numbers)."""

    kind: Literal["place"]
    start: int = 0
    end: int
    numbers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=8)]
    reasons: dict[str, Text]
    """For each number: how one can know where it goes."""

    @model_validator(mode="after")
    def _fits_the_line(self) -> "PlaceTask":
        problem = line_problem(self.start, self.end)
        if problem:
            raise wrong(*problem)
        for number in self.numbers:
            if not self.start <= quantity(number) <= self.end:
                raise wrong(
                    f"places {number} on a line from {self.start} to {self.end}, where it is not.",
                    "Make the line longer, or leave the number out.",
                )
        return self

    @model_validator(mode="after")
    def _each_has_a_reason(self) -> "PlaceTask":
        twice = [number for number in self.numbers if self.numbers.count(number) > 1]
        if twice:
            raise wrong(f"lists {twice[0]} twice.", "Keep one of the two.")
        missing = [number for number in self.numbers if number not in self.reasons]
        if missing:
            raise wrong(f"gives no reason for {missing[0]}.", "Add it under `reasons:`.")
        idle = [number for number in self.reasons if number not in self.numbers]
        if idle:
            raise wrong(
                f"gives a reason for {idle[0]}, which is not among its numbers.", "Write both the same way."
            )
        return self


class FindWholeTask(Model):
    """Given the place of a fraction, find where 1 is, by partitioning and iterating."""

    kind: Literal["find_whole"]
    given: Number
    reach: Number
    """Where the drawn line stops, beyond 1 and the given point; it carries no label there."""
    reason: Text

    @model_validator(mode="after")
    def _one_is_on_the_line(self) -> "FindWholeTask":
        given, reach = quantity(self.given), quantity(self.reach)
        if given in (0, 1):
            raise wrong(
                f"gives {self.given}, from which 1 cannot be looked for.",
                "Give a fraction other than 0 and 1.",
            )
        if not max(given, Fraction(1)) < reach <= LONGEST_LINE:
            raise wrong(
                f"draws its line to {self.reach}.",
                f"`reach:` lies beyond 1 and beyond {self.given}, and is {LONGEST_LINE} at most.",
            )
        return self


class Reason(Model):
    """A reason one may give in a comparison, whether it settles it, and why."""

    id: Id
    """Kept with the answer, such as `gap` or `residual`."""
    text: Text
    holds: bool
    because: Text


class CompareTask(Model):
    """Say which of two numbers is larger and choose the reasoning that settles it."""

    kind: Literal["compare"]
    left: Number
    right: Number
    reasons: Annotated[tuple[Reason, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _something_to_decide(self) -> "CompareTask":
        if self.left == self.right:
            raise wrong(f"compares {self.left} with itself.", "Give two numbers.")
        largest = max(quantity(self.left), quantity(self.right))
        if not 0 < largest <= LONGEST_LINE:
            raise wrong(
                "compares numbers that its line cannot show.", f"Use numbers from 0 to {LONGEST_LINE}."
            )
        ids = [reason.id for reason in self.reasons]
        twice = [id for id in ids if ids.count(id) > 1]
        if twice:
            raise wrong(f"has two reasons with the id “{twice[0]}”.", "Give each its own id.")
        if len({reason.holds for reason in self.reasons}) == 1:
            raise wrong(
                "has only reasons that hold, or none.",
                "Give one at least that settles it, and one that does not.",
            )
        return self


class ShowTask(Model):
    """Show a number, or a sum, with strips: choose the whole, cut, shade, iterate beyond one whole."""

    kind: Literal["show"]
    target: Text
    """A number or a sum of numbers: `3/4 + 1/2`."""
    strips: Annotated[tuple[StripLength, ...], Field(min_length=1, max_length=6)] = (12,)
    """Drawn lengths of the strips to begin with; the first is the whole until another is chosen."""
    reason: Text

    @field_validator("target")
    @classmethod
    def _is_a_sum(cls, target: str) -> str:
        total = sum(quantity(_is_number(part)) for part in addends(target))
        if not 0 < total <= 3:
            raise wrong(
                f"asks for {target}, which strips cannot show well.", "Ask for more than 0 and for 3 at most."
            )
        return target


class MakeWholeTask(Model):
    """Given a bar that is a fraction of the whole, build the whole from it."""

    kind: Literal["make_whole"]
    given: Number
    length: StripLength = 12
    """Drawn length of the bar."""
    reason: Text

    @field_validator("given")
    @classmethod
    def _can_be_built(cls, given: str) -> str:
        value = quantity(given)
        if value == 1 or not Fraction(1, 3) <= value or value.numerator > 12:
            raise wrong(
                f"gives {given} of the whole, from which it cannot be built with strips.",
                "Give a fraction from 1/3 up, other than 1, with a numerator of 12 at most.",
            )
        return given
