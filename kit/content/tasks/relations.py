"""Tasks on ratio tables, double number lines and the pan balance. In each a reason is chosen, and the check speaks to it."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..fields import Model, Text, wrong
from ..quantities import quantity
from ..sentences import Sentence, sentence
from .fractions import Number, Reason

FARTHEST = 12
"""How many times the given pair a double number line may reach; marks would stand too close beyond it."""


def _can_be_chosen_from(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    ids = [reason.id for reason in reasons]
    twice = [id for id in ids if ids.count(id) > 1]
    if twice:
        raise wrong(f"has two reasons with the id “{twice[0]}”.", "Give each its own id.")
    if len({reason.holds for reason in reasons}) == 1:
        raise wrong(
            "has only reasons that hold, or none.",
            "Give one at least that settles it, and one that does not.",
        )
    return reasons


Reasons = Annotated[tuple[Reason, ...], Field(min_length=2), AfterValidator(_can_be_chosen_from)]
"""Reasons to choose from, of which some hold and some do not."""


def _is_positive(text: str) -> str:
    if quantity(text) <= 0:
        raise wrong(f"has the amount {text}.", "Amounts that stand in a ratio are more than 0.")
    return text


Amount = Annotated[Number, AfterValidator(_is_positive)]
"""A number above 0 as it is to be shown, such as `3` or `1 1/2`."""

Pair = tuple[Amount, Amount]
"""Amounts of the first and of the second quantity that belong together."""


def pair_value(pair: Pair) -> Fraction:
    """How much of the first quantity goes with 1 of the second."""
    return quantity(pair[0]) / quantity(pair[1])


class Quantity(Model):
    """What is measured, as it is said after a number: 1 `one`, 2 `many`."""

    one: Text
    """`cup of flour`, `person`."""
    many: Text
    """`cups of flour`, `people`."""


Quantities = tuple[Quantity, Quantity]


class MissingValueTask(Model):
    """Two quantities in a ratio, a pair of them, and an amount of one whose partner is looked for."""

    kind: Literal["missing_value"]
    quantities: Quantities
    given: Pair
    known: Amount
    known_of: Literal["first", "second"]
    """Which quantity there are `known` of."""
    reasons: Reasons

    @property
    def answer(self) -> Fraction:
        """The amount that belongs to the known one."""
        first, second = map(quantity, self.given)
        factor = second / first if self.known_of == "first" else first / second
        return quantity(self.known) * factor

    @model_validator(mode="after")
    def _fits_the_line(self) -> "MissingValueTask":
        given = self.given[0 if self.known_of == "first" else 1]
        factor = quantity(self.known) / quantity(given)
        if factor == 1 or factor > FARTHEST:
            raise wrong(
                f"asks for {self.known} where {given} is given.",
                f"Ask for another amount, {FARTHEST} times the given one at most.",
            )
        return self


class UnitRateTask(Model):
    """How much of one quantity goes with 1 of the other."""

    kind: Literal["unit_rate"]
    quantities: Quantities
    given: Pair
    one_of: Literal["first", "second"]
    """Which quantity there is 1 of."""
    reasons: Reasons

    @property
    def answer(self) -> Fraction:
        """The amount that belongs to 1."""
        rate = pair_value(self.given)
        return 1 / rate if self.one_of == "first" else rate

    @model_validator(mode="after")
    def _is_not_given(self) -> "UnitRateTask":
        if quantity(self.given[0 if self.one_of == "first" else 1]) == 1:
            raise wrong("gives the amount for 1 already.", "Give a pair for another amount than 1.")
        return self


class Mixture(Model):
    """One of two mixtures, prices or speeds that are compared."""

    name: Text
    pair: Pair


class CompareRatiosTask(Model):
    """Say in which of two mixtures there is more of the first quantity for the second, and choose the reason."""

    kind: Literal["compare_ratios"]
    quantities: Quantities
    mixtures: tuple[Mixture, Mixture]
    question: Text
    """`Which drink tastes more of juice?`"""
    same: Text
    """How it is said that neither does: `They taste the same.`"""
    reasons: Reasons

    @property
    def answer(self) -> Literal["first", "second", "same"]:
        """Which mixture has more of the first quantity for the second."""
        first, second = (pair_value(one.pair) for one in self.mixtures)
        return "same" if first == second else "first" if first > second else "second"

    @model_validator(mode="after")
    def _differ(self) -> "CompareRatiosTask":
        first, second = self.mixtures
        if first.name == second.name or [*map(quantity, first.pair)] == [*map(quantity, second.pair)]:
            raise wrong("compares a mixture with itself.", "Give two names and two pairs of amounts.")
        return self


def _is_sentence(text: str) -> str:
    try:
        sentence(text)
    except ValueError as error:
        raise wrong(
            f"{error}.",
            "Write sums of whole numbers and boxes, in quotes: “8 + 4 = □ + 5” or “3x + 2 = x + 10”.",
        ) from error
    return text


NumberSentence = Annotated[Text, AfterValidator(_is_sentence)]
"""A number sentence that two pans can show."""


class _SentenceTask(Model):
    sentence: NumberSentence
    reasons: Reasons

    @property
    def pans(self) -> Sentence:
        """The sentence as two pans."""
        return sentence(self.sentence)


class OpenSentenceTask(_SentenceTask):
    """Find the number for one box: `8 + 4 = □ + 5`."""

    kind: Literal["open_sentence"]

    @model_validator(mode="after")
    def _has_one_box(self) -> "OpenSentenceTask":
        pans, value = self.pans, self.pans.solution()
        if pans.left.boxes + pans.right.boxes != 1:
            raise wrong(f"has the sentence “{self.sentence}”.", "An open sentence has one box, written □.")
        if value.denominator != 1 or not 0 <= value <= 99:
            raise wrong(
                f"has {value} for the box of “{self.sentence}”.", "A pan shows whole numbers from 0 to 99."
            )
        return self


class TrueFalseTask(_SentenceTask):
    """Say whether a number sentence is true, without working both sides out: `37 + 56 = 39 + 54`."""

    kind: Literal["true_false"]

    @property
    def answer(self) -> bool:
        """Whether the sentence is true."""
        return self.pans.left.weighs(0) == self.pans.right.weighs(0)

    @model_validator(mode="after")
    def _has_no_box(self) -> "TrueFalseTask":
        if self.pans.left.boxes + self.pans.right.boxes:
            raise wrong(
                f"has a box in “{self.sentence}”.", "Write numbers only, or make it `kind: open_sentence`."
            )
        return self


class SolveTask(_SentenceTask):
    """Solve an equation with the same moves on both pans: `3x + 2 = x + 10`."""

    kind: Literal["solve_balance"]

    @model_validator(mode="after")
    def _has_a_whole_solution(self) -> "SolveTask":
        value = self.pans.solution()
        if value is None:
            raise wrong(
                f"has “{self.sentence}”, which no number solves, or every number.",
                "Put more boxes on one pan than on the other.",
            )
        if value.denominator != 1 or not 0 <= value <= 20:
            raise wrong(
                f"has the solution {value} of “{self.sentence}”.",
                "Boxes hold whole numbers from 0 to 20: a pan cannot show less than nothing.",
            )
        return self
