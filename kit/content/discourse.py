"""Codebooks for what is said in a mathematics lesson, and lessons that were written to be coded with them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from .fields import Grade, Id, Model, StandardCode, Text, wrong

TurnId = Annotated[str, StringConstraints(pattern=r"^\d+[a-z]?$")]
"""A turn's number, in quotes: `"7"`, and `"7a"` for one that was put in later. Answers are kept under it."""

Speaker = Annotated[str, StringConstraints(pattern=r"^(Teacher|Students?|Student \d+)$")]
"""`Teacher`, `Student 3`, or `Students` for several at once: nobody has a name."""

Who = Literal["teacher", "student"]


def who_speaks(speaker: str) -> Who:
    """Whether a turn is the teacher's or a student's."""
    return "teacher" if speaker == "Teacher" else "student"


class Code(Model):
    """One thing to look or listen for, in this kit's words."""

    id: Id
    name: Text
    meaning: Text
    listen_for: Text
    """Words or signs by which one notices it."""
    example: Text
    non_example: Text
    """Something near it that is not it, and what it is instead."""
    speaker: Who
    """Whose turns it is for."""
    gives_reason: bool = False
    """Whether a turn with this code counts, in the tally, as one in which a student gave a reason."""


class Codebook(Model):
    """A few codes that are used together.

    `unit` is what gets a code: each `turn` of a transcript, the teacher's turn in an `exchange` of a student and the
    teacher, or a `moment` of a lesson that one watches.
    """

    id: Id
    name: Text
    about: Text
    wording: Text
    """Whose words the codes are, and whose idea."""
    unit: Literal["turn", "exchange", "moment"]
    choose: Literal["one", "many"] = "many"
    """Whether a turn can have several codes."""
    codes: Annotated[tuple[Code, ...], Field(min_length=2, max_length=14)]
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> "Codebook":
        ids = [code.id for code in self.codes]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            raise wrong(f"has two codes with the id “{twice[0]}”.", "Give each code its own id.")
        return self

    def codes_for(self, who: Who) -> dict[str, Code]:
        """The codes that a teacher's or a student's turn can have, by id."""
        return {code.id: code for code in self.codes if code.speaker == who}


class Turn(Model):
    """What one speaker says before another one does, and the kit's proposal of its codes."""

    id: TurnId
    speaker: Speaker
    text: Text
    """May hold mathematics between dollar signs, and what is seen in square brackets."""
    codes: tuple[Id, ...] = ()
    """The kit's proposal; empty where no code of the codebook fits."""
    why: Text
    """The reason for the proposal, with what speaks for another reading where there is one."""

    @property
    def who(self) -> Who:
        """Whether it is the teacher's or a student's."""
        return who_speaks(self.speaker)


class Uptake(Model):
    """The kit's proposal for one exchange: how far the teacher's turn takes up the student's turn before it."""

    turn: TurnId
    """The teacher's turn."""
    code: Id
    why: Text


class Lesson(Model):
    """A short lesson written for this kit. What real people said is not shipped (see data/downloads.md)."""

    id: Id
    title: Text
    about: Text
    """Grade, task and what went before, for somebody who starts to read here."""
    origin: Literal["constructed"]
    grades: tuple[Grade, Grade]
    standards: Annotated[tuple[StandardCode, ...], Field(min_length=1)]
    progression: Id
    codebook: Id = "talk-moves"
    """The codebook of the proposals at the turns."""
    turns: Annotated[tuple[Turn, ...], Field(min_length=4)]
    uptake_codebook: Id = "uptake"
    uptake: tuple[Uptake, ...] = ()

    @model_validator(mode="after")
    def _turns_fit(self) -> "Lesson":
        ids = [turn.id for turn in self.turns]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            raise wrong(
                f"has two turns with the number {twice[0]}.", "Give a turn put in later a letter: “7a”."
            )
        for exchange in self.uptake:
            place = ids.index(exchange.turn) if exchange.turn in ids else 0
            if place == 0 or self.turns[place].who != "teacher" or self.turns[place - 1].who != "student":
                raise wrong(
                    f"rates the uptake in turn {exchange.turn}, which is no teacher's turn after a student's.",
                    "Name a turn in which the teacher speaks right after a student.",
                )
        return self

    def turn(self, id: str) -> Turn:
        """The turn with this number."""
        return next(turn for turn in self.turns if turn.id == id)

    def before(self, id: str) -> Turn:
        """The turn before the one with this number."""
        return self.turns[[turn.id for turn in self.turns].index(id) - 1]
