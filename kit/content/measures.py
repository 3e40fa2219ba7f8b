"""Measures of diagnostic skill: two parallel forms of student work to read, with key, scoring guide and practice set."""

import re
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .fields import Id, Model, Text, wrong
from .models import Origin

COLUMNS = re.compile(r"(\d+) ([+−]) (\d+)")
"""A problem worked in columns: `52 − 38`."""

SCORES = (0, 1, 2, 3)
EACH_SCORE_SHOWN = 2
"""Anchor responses that a scoring guide needs at least for each score."""


class ColumnProblem(Model):
    """A constructed problem worked in columns, such as `52 − 38` with the answer 26."""

    problem: Text
    answer: Annotated[str, Field(pattern=r"^\d+$")]

    @model_validator(mode="after")
    def _can_be_drawn(self) -> "ColumnProblem":
        if not COLUMNS.fullmatch(self.problem):
            raise wrong(f"“{self.problem}” cannot be written in columns.", "Write it like “52 − 38”.")
        return self


class ShownWork(Model):
    """The student work of a part: a real sample by reference, or work written for the kit."""

    sample: str | None = None
    """`work-set/sample`, such as `fraction-arithmetic/s03`."""
    items: tuple[Id, ...] = ()
    """With `sample`: only the answers to these items."""
    columns: tuple[ColumnProblem, ...] = ()
    text: tuple[Text, ...] = ()
    """What the student wrote or said, a paragraph each."""

    @model_validator(mode="after")
    def _one_kind(self) -> "ShownWork":
        if (self.sample is None) == (not self.columns and not self.text):
            raise wrong(
                "has to show either a sample or its own work.",
                "Give `sample:` with `items:`, or `columns:` or `text:`.",
            )
        if self.sample and not self.items:
            raise wrong("shows a sample without saying which answers.", "List them under `items:`.")
        return self

    @property
    def origin(self) -> Origin:
        """Real where it is a sample; all other work in a measure is constructed."""
        return Origin.REAL if self.sample else Origin.CONSTRUCTED


class Choice(Model):
    """An answer that the student might give next."""

    id: Id
    text: Text
    because: Text
    """How one comes to it."""
    bug: Id | None = None
    """The idea of `data/bugs/` that leads to it, or `correct`; a test holds the two together."""


class NextAnswer(Model):
    """A new problem: which answer would this student give?"""

    problem: Text
    item: Id | None = None
    """With a real sample: the item, whose recorded answer has to be the key."""
    choices: Annotated[tuple[Choice, ...], Field(min_length=3, max_length=5)]
    key: Id

    @model_validator(mode="after")
    def _key_is_a_choice(self) -> "NextAnswer":
        _distinct([choice.id for choice in self.choices], "choices")
        if self.key not in [choice.id for choice in self.choices]:
            raise wrong(f"has the key “{self.key}”, which is no choice.", "Give the id of one of `choices:`.")
        return self


class AnchorResponse(Model):
    """A constructed response of a teacher, with the score that the kit proposes."""

    score: Annotated[int, Field(ge=0, le=3)]
    text: Text
    because: Text | None = None


class _Written(Model):
    """What parts with writing have in common."""

    id: Id
    title: Text
    work: ShownWork
    ask: Text
    """What to write."""
    reference: Text
    """What the kit reads in the work."""
    misconception: Id | None = None
    anchors: tuple[AnchorResponse, ...]

    @model_validator(mode="after")
    def _each_score_is_shown(self) -> "_Written":
        for score in SCORES:
            if sum(anchor.score == score for anchor in self.anchors) < EACH_SCORE_SHOWN:
                raise wrong(
                    f"has fewer than {EACH_SCORE_SHOWN} anchor responses for the score {score}.",
                    "Write some under `anchors:`.",
                )
        return self


class ExplainPart(_Written):
    """How may this student have been thinking, and what would the student answer next?"""

    kind: Literal["explain"]
    idea: Id | None = None
    """The idea of `data/bugs/` that the work was made or chosen to show."""
    next: NextAnswer


class Response(Model):
    """One student's constructed response, to be put in order with others."""

    id: Id
    text: Text
    level: Annotated[int, Field(ge=0)]
    because: Text


class OrderPart(Model):
    """Responses to one item, to be ordered by the sophistication of their reasoning."""

    kind: Literal["order"]
    id: Id
    title: Text
    progression: Id
    item: Text
    responses: Annotated[tuple[Response, ...], Field(min_length=4, max_length=5)]

    @model_validator(mode="after")
    def _to_be_ordered(self) -> "OrderPart":
        _distinct([one.id for one in self.responses], "responses")
        levels = [one.level for one in self.responses]
        if levels in (sorted(levels), sorted(levels, reverse=True)):
            raise wrong("lists its responses in the order of the key.", "Mix them; they are shown as listed.")
        if len(set(levels)) < 3:
            raise wrong("has responses at fewer than three levels.", "Add a response at another level.")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """Ids from least to most sophisticated; those at one level in the order of the file."""
        return tuple(one.id for one in sorted(self.responses, key=lambda one: one.level))


class Move(Model):
    """Something a teacher might do next. `fit`: 2 meets the student's idea, 1 the answer, 0 passes both by."""

    id: Id
    text: Text
    fit: Literal[0, 1, 2]
    because: Text


class RespondPart(_Written):
    """What to do next with this student, and why."""

    kind: Literal["respond"]
    moves: Annotated[tuple[Move, ...], Field(min_length=3, max_length=5)]

    @model_validator(mode="after")
    def _one_best(self) -> "RespondPart":
        _distinct([move.id for move in self.moves], "moves")
        if [move.fit for move in self.moves].count(2) != 1:
            raise wrong(
                "needs exactly one move with `fit: 2`.", "Mark the one that meets the student's idea."
            )
        return self

    @property
    def key(self) -> str:
        """The move that meets the student's idea."""
        return next(move.id for move in self.moves if move.fit == 2)


Part = Annotated[ExplainPart | OrderPart | RespondPart, Field(discriminator="kind")]


class Form(Model):
    """One of two parallel forms."""

    id: Literal["A", "B"]
    parts: Annotated[tuple[Part, ...], Field(min_length=3, max_length=6)]

    def part(self, id: str) -> Part:
        """The part with this id; raises KeyError."""
        return {part.id: part for part in self.parts}[id]


class PracticeResponse(AnchorResponse):
    """A response for scorers to practise on; `score` is what the kit proposes, and `because` is not optional."""

    form: Literal["A", "B"]
    part: Id
    because: Text


class Rubric(Model):
    """What each score from 0 to 3 means, in words."""

    explain: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    respond: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]


class Measure(Model):
    """Two parallel forms, what a score means, and what it cannot say."""

    id: Id
    name: Text
    about: Text
    """For participants, before they begin."""
    minutes: Annotated[int, Field(ge=5, le=60)]
    status: Text
    """What is known of its quality; shown wherever results are."""
    limits: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What cannot be concluded from it."""
    rubric: Rubric
    forms: Annotated[tuple[Form, Form], Field()]
    practice: Annotated[tuple[PracticeResponse, ...], Field(min_length=6)]
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _parallel(self) -> "Measure":
        first, second = self.forms
        if (first.id, second.id) != ("A", "B"):
            raise wrong("needs the forms A and B, in this order.", "Name them under `forms:`.")
        for form in self.forms:
            _distinct([part.id for part in form.parts], f"parts of form {form.id}")
        for one, other in zip(first.parts, second.parts, strict=False):
            if _build(one) != _build(other):
                raise wrong(
                    f"has forms that are not parallel: “{one.id}” in A and “{other.id}” in B are built differently.",
                    "Give both the same id and kind, and the same number of choices, levels and moves.",
                )
        if len(first.parts) != len(second.parts):
            raise wrong("has forms with different numbers of parts.", "Give both the same parts.")
        return self

    @model_validator(mode="after")
    def _practice_is_about_writing(self) -> "Measure":
        for one in self.practice:
            written = [part.id for part in self.form(one.form).parts if part.kind != "order"]
            if one.part not in written:
                raise wrong(
                    f"has a practice response to “{one.part}” of form {one.form}.",
                    f"Name a part with writing: {', '.join(written)}.",
                )
        return self

    def form(self, id: str) -> Form:
        """The form A or B."""
        return self.forms["AB".index(id)]


def _build(part: Part) -> tuple:
    """What has to be the same in both forms."""
    if part.kind == "explain":
        return part.kind, part.id, len(part.next.choices), part.work.origin
    if part.kind == "order":
        return part.kind, part.id, sorted(one.level for one in part.responses)
    return part.kind, part.id, sorted(move.fit for move in part.moves)


def _distinct(ids: list[str], what: str) -> None:
    twice = [id for id in ids if ids.count(id) > 1]
    if twice:
        raise wrong(f"has the id “{twice[0]}” twice among its {what}.", "Give each its own id.")


def closed_score(part: Part, answer: dict) -> float | None:
    """How an answer stands to the key, from 0 to 1; for groups and for the person alone, never for a ranking.

    Explain: 1 for the key, else 0. Order: the share of pairs from different levels that are in order. Respond: 1 for the
    move that meets the idea, 1/2 for one that meets the answer only.

    Args:
        part: of a form.
        answer: `{choice: id}` or `{order: [ids]}`, as kept by DiagnosticTask.

    Returns:
        None where nothing, or something unknown, was answered.
    """
    if part.kind == "order":
        level = {one.id: one.level for one in part.responses}
        order = answer.get("order") or []
        if sorted(order) != sorted(level):
            return None
        pairs = [(a, b) for a, b in combinations(order, 2) if level[a] != level[b]]
        return sum(level[a] < level[b] for a, b in pairs) / len(pairs)
    chosen = answer.get("choice")
    if part.kind == "explain":
        return float(chosen == part.next.key) if chosen in [one.id for one in part.next.choices] else None
    return {move.id: move.fit / 2 for move in part.moves}.get(chosen)
