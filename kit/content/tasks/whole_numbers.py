"""Tasks with base-ten blocks, arrays and objects to count. In each a reason is chosen, and the check speaks to it."""

import re
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from ..fields import Id, Model, Text, wrong
from .relations import Reasons

MOST_ON_MAT = 1999
"""The largest number of the base-ten mat: one block of a thousand and what goes with it."""

MOST_DRAWN = 24
"""Rows and columns of an array whose squares can still be told apart on a phone."""

MOST_OPEN = 99
MOST_CUTS = 3
MOST_OBJECTS = 20
"""Objects on a tray; more could not be touched by a finger on a phone."""

MOST_SCATTERED = 12


class _ReasonedTask(Model):
    ask: Text
    """The question that the reasons answer."""
    reasons: Reasons


class ShowWaysTask(_ReasonedTask):
    """Show one number in several ways with base-ten blocks: 44 as 4 tens 4 ones and as 3 tens 14 ones."""

    kind: Literal["show_ways"]
    target: Annotated[int, Field(ge=11, le=MOST_ON_MAT)]
    ways: Annotated[int, Field(ge=2, le=4)] = 2


class SubtractBlocksTask(_ReasonedTask):
    """Take `take` away from `start` with base-ten blocks, trading where a place has too few."""

    kind: Literal["subtract_blocks"]
    start: Annotated[int, Field(ge=2, le=MOST_ON_MAT)]
    take: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _leaves_something(self) -> "SubtractBlocksTask":
        if self.take >= self.start:
            raise wrong(f"takes {self.take} away from {self.start}.", "Take less than there is.")
        return self


class AddBlocksTask(_ReasonedTask):
    """Join two numbers with base-ten blocks, bundling until each place has one digit."""

    kind: Literal["add_blocks"]
    first: Annotated[int, Field(ge=1)]
    second: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _fits_the_mat(self) -> "AddBlocksTask":
        if self.first + self.second > MOST_ON_MAT:
            raise wrong(
                f"adds up to {self.first + self.second}.", f"The mat holds numbers up to {MOST_ON_MAT}."
            )
        return self


Side = Annotated[int, Field(ge=1, le=MOST_OPEN)]
Cuts = Annotated[tuple[int, ...], Field(max_length=MOST_CUTS)]
"""After how many rows, or columns, there is a cut; in order."""

_PRODUCT = re.compile(r"\s*(\d{1,2})\s*×\s*(\d{1,2})\s*")


def product(text: str) -> tuple[int, int]:
    """Rows and columns of `5 × 8`.

    Raises:
        PydanticCustomError: it is no such product.
    """
    found = _PRODUCT.fullmatch(text)
    if not found:
        raise wrong(f"has “{text}” for a product.", "Write rows times columns with a ×: “5 × 8”.")
    return int(found[1]), int(found[2])


def pieces(length: int, cuts: tuple[int, ...]) -> list[int]:
    """How long the pieces are into which the cuts divide a side."""
    ends = [0, *cuts, length]
    return [end - start for start, end in pairwise(ends)]


def _check_cuts(length: int, cuts: tuple[int, ...], name: str) -> None:
    if list(cuts) != sorted(set(cuts)) or any(not 0 < cut < length for cut in cuts):
        raise wrong(
            f"cuts its {length} {name} after {', '.join(map(str, cuts))}.",
            f"Give whole numbers between 0 and {length}, each once, the smallest first.",
        )


class _Array(Model):
    rows: Side
    columns: Side
    row_cuts: Cuts = ()
    column_cuts: Cuts = ()

    @model_validator(mode="after")
    def _cuts_fit(self) -> "_Array":
        _check_cuts(self.rows, self.row_cuts, "rows")
        _check_cuts(self.columns, self.column_cuts, "columns")
        return self

    @property
    def parts(self) -> list[tuple[int, int]]:
        """Rows and columns of each part, row of parts by row of parts."""
        return [
            (rows, columns)
            for rows in pieces(self.rows, self.row_cuts)
            for columns in pieces(self.columns, self.column_cuts)
        ]


class CutArrayTask(_ReasonedTask):
    """Cut an array so that one part is a fact one knows: 7 × 8 by 5 × 8."""

    kind: Literal["cut_array"]
    rows: Annotated[int, Field(ge=2, le=MOST_DRAWN)]
    columns: Annotated[int, Field(ge=2, le=MOST_DRAWN)]
    known: Text
    """The part that is wanted, rows times columns: `5 × 8`."""

    @model_validator(mode="after")
    def _is_a_part(self) -> "CutArrayTask":
        rows, columns = product(self.known)
        fits = 0 < rows <= self.rows and 0 < columns <= self.columns
        if not fits or (rows, columns) == (self.rows, self.columns):
            raise wrong(
                f"looks for {self.known} in {self.rows} × {self.columns}.",
                "Name a part that is smaller than the array and fits into it.",
            )
        return self


class MissingPartTask(_ReasonedTask, _Array):
    """An area model that is cut already; the product of one part is to be found."""

    kind: Literal["missing_part"]
    missing: tuple[int, int]
    """Which part: row and column of parts, each counted from 1."""
    to_scale: bool = False

    @model_validator(mode="after")
    def _there_is_such_a_part(self) -> "MissingPartTask":
        row, column = self.missing
        if not (1 <= row <= len(self.row_cuts) + 1 and 1 <= column <= len(self.column_cuts) + 1):
            raise wrong(
                f"hides part {row}, {column}, which is not there.",
                "Count the rows and columns of parts from 1.",
            )
        if not self.row_cuts and not self.column_cuts:
            raise wrong("has no cut.", "Give `row_cuts:` or `column_cuts:`.")
        return self


class CutOption(_Array):
    """One of the pictures to choose from."""

    id: Id
    because: Text
    """What the picture shows."""


class MatchCutTask(_ReasonedTask):
    """Which cut array shows an expression such as `4 × 6 + 3 × 6`?"""

    kind: Literal["match_cut"]
    expression: Text
    options: Annotated[tuple[CutOption, ...], Field(min_length=2, max_length=5)]

    @property
    def wanted(self) -> list[tuple[int, int]]:
        """Rows and columns of the parts that the expression names."""
        return [product(one) for one in self.expression.split("+")]

    @property
    def answer(self) -> str:
        """Id of the picture that shows the expression."""
        return next(one.id for one in self.options if sorted(one.parts) == sorted(self.wanted))

    @model_validator(mode="after")
    def _one_picture_fits(self) -> "MatchCutTask":
        ids = [one.id for one in self.options]
        if len(set(ids)) < len(ids):
            raise wrong("has two pictures with one id.", "Give each its own id.")
        turned = sorted((columns, rows) for rows, columns in self.wanted)
        fitting = [one.id for one in self.options if sorted(one.parts) == sorted(self.wanted)]
        lying = [one.id for one in self.options if sorted(one.parts) == turned and one.id not in fitting]
        if len(fitting) != 1 or lying:
            raise wrong(
                f"has {len(fitting) + len(lying)} pictures of {self.expression}: {', '.join(fitting + lying) or 'none'}.",
                "Let exactly one picture show it, read as rows times columns, and no other show it turned a quarter.",
            )
        large = [one.id for one in self.options if max(one.rows, one.columns) > MOST_DRAWN]
        if large:
            raise wrong(
                f"has the picture {large[0]} with more than {MOST_DRAWN} rows or columns.",
                "Choose smaller numbers.",
            )
        return self


Words = Literal["numbers", "letters"]
"""What is said in counting: one, two, three, or, to feel the effort anew, a, b, c."""

Arrangement = Literal["line", "circle", "scattered", "ten_frame"]


class _TrayTask(_ReasonedTask):
    words: Words = "numbers"
    mixed: bool = False
    """Whether the objects are of several shapes."""


def _check_room(number: int, arrangement: str) -> None:
    if arrangement == "scattered" and number > MOST_SCATTERED:
        raise wrong(
            f"scatters {number} objects.",
            f"Scatter {MOST_SCATTERED} at most; a line, a ring and ten-frames hold {MOST_OBJECTS}.",
        )


class CountObjectsTask(_TrayTask):
    """Count objects by touching them; with `behaviour`, as a child would who does what it names."""

    kind: Literal["count_objects"]
    number: Annotated[int, Field(ge=2, le=MOST_OBJECTS)]
    arrangement: Arrangement = "line"
    marks: bool = True
    """Whether a touched object is marked."""
    behaviour: Literal["recite_past", "double_touch", "skip", "recount"] | None = None

    @model_validator(mode="after")
    def _there_is_room(self) -> "CountObjectsTask":
        _check_room(self.number, self.arrangement)
        return self


class GiveNumberTask(_TrayTask):
    """Give `number` objects from a pile; with `behaviour`, as a child would who does what it names."""

    kind: Literal["give_number"]
    pile: Annotated[int, Field(ge=3, le=MOST_OBJECTS)]
    number: Annotated[int, Field(ge=1)]
    behaviour: Literal["no_stop", "handful"] | None = None

    @model_validator(mode="after")
    def _leaves_some(self) -> "GiveNumberTask":
        if self.number >= self.pile:
            raise wrong(
                f"asks for {self.number} of {self.pile}.",
                "Ask for fewer than the pile holds: stopping is the point.",
            )
        return self


class RearrangeTask(_TrayTask):
    """Count, see the objects moved, and say how many there are now."""

    kind: Literal["rearrange"]
    number: Annotated[int, Field(ge=2, le=MOST_OBJECTS)]
    arrangement: Arrangement = "line"
    then: Arrangement

    @model_validator(mode="after")
    def _something_changes(self) -> "RearrangeTask":
        if self.then == self.arrangement:
            raise wrong("moves the objects to where they are.", "Give `then:` another arrangement.")
        for arrangement in (self.arrangement, self.then):
            _check_room(self.number, arrangement)
        return self


class LetterSumTask(_TrayTask):
    """Add in letters: what is d + c? A tray of objects lies there to be used."""

    kind: Literal["letter_sum"]
    words: Literal["letters"] = "letters"
    first: Annotated[str, Field(pattern=r"^[a-t]$")]
    second: Annotated[str, Field(pattern=r"^[a-t]$")]

    @field_validator("second")
    @classmethod
    def _can_be_laid_out(cls, second: str, info) -> str:
        first = info.data.get("first")
        if first and letter_number(first) + letter_number(second) > MOST_OBJECTS:
            raise wrong(f"asks for {first} + {second}.", f"Stay within {MOST_OBJECTS}, which is t.")
        return second

    @property
    def answer(self) -> int:
        """The sum, as a number."""
        return letter_number(self.first) + letter_number(self.second)


def letter_number(letter: str) -> int:
    """Which number a letter stands for: a is 1."""
    return ord(letter) - ord("a") + 1
