"""What people say in lessons, as units to code: turns of a constructed lesson, or exchanges of a student and a teacher."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import downloads
from ..content import library
from ..content.discourse import Lesson, who_speaks
from ..content.mathtext import to_html, to_simple_html, to_text
from ..lang import later, t
from .base import escape

if TYPE_CHECKING:
    import pandas as pd

DOWNLOADED = "uptake"
"""The set of data/downloads.yaml that holds exchanges with experts' ratings."""
LONGEST_STUDENT, LONGEST_TEACHER = 60, 90
"""Words in a downloaded exchange; longer ones do not fit on a phone with the codes below them."""

_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"\w+(?:['’./:,-]\w+)*")
_SPEAKERS = {one: one for one in (later("Teacher"), later("Student"), later("Students"))}
_RATED = {0: "low", 1: "mid", 2: "high"}


@dataclass(frozen=True)
class Line:
    """What one speaker says."""

    speaker: str
    text: str
    math: bool = True
    """Whether dollar signs stand round mathematics; in downloaded text they are dollars."""

    @property
    def named(self) -> str:
        """The speaker in the language in use; `speaker` says who it is."""
        number = self.speaker.removeprefix("Student ")
        return t("Student {number}", number=number) if number.isdigit() else t(_SPEAKERS[self.speaker])

    @property
    def html(self) -> str:
        """For screens."""
        return to_html(self.text) if self.math else escape(self.text)

    @property
    def simple(self) -> str:
        """For a notebook's sanitizer and for paper."""
        return to_simple_html(self.text) if self.math else escape(self.text)

    @property
    def plain(self) -> str:
        """Without mark-up."""
        return to_text(self.text) if self.math else self.text

    def as_json(self) -> dict:
        """For the front end."""
        spoken = _IN_BRACKETS.sub(" ", self.plain)
        return {
            "speaker": self.named,
            "who": who_speaks(self.speaker),
            "html": self.html,
            "words": len(_WORD.findall(spoken)),
        }


@dataclass(frozen=True)
class Unit:
    """What gets a code. Its last line is the one that is coded; those before it are what it answers."""

    id: str
    """`SET/NUMBER`; answers are kept under it."""
    number: str
    label: str
    lines: tuple[Line, ...]
    codes: tuple[str, ...] | None = None
    """The reference; empty: none of the codes; None: the reference itself is split."""
    why: str = ""

    @property
    def who(self) -> str:
        """Whose turn is coded."""
        return who_speaks(self.lines[-1].speaker)


def turns_of(lesson: Lesson) -> list[Unit]:
    """Each turn of a lesson, with the kit's proposal."""
    return [
        Unit(
            f"{lesson.id}/{turn.id}",
            turn.id,
            t("Turn {number}", number=turn.id),
            (Line(turn.speaker, turn.text),),
            turn.codes,
            to_html(turn.why),
        )
        for turn in lesson.turns
    ]


def constructed_exchanges(n: int, seed: int) -> list[Unit]:
    """`n` of the exchanges in the course's own lessons that have a proposal, or all if there are fewer."""
    every = [(lesson, rated) for lesson in library().lessons.values() for rated in lesson.uptake]
    chosen = random.Random(seed).sample(every, min(n, len(every)))
    return [
        Unit(
            f"{lesson.id}/{rated.turn}",
            str(number),
            t("Exchange {number}", number=number),
            tuple(
                Line(turn.speaker, turn.text) for turn in (lesson.before(rated.turn), lesson.turn(rated.turn))
            ),
            (rated.code,),
            to_html(rated.why),
        )
        for number, (lesson, rated) in enumerate(chosen, 1)
    ]


def downloaded_exchanges(n: int, seed: int) -> list[Unit] | None:
    """`n` real exchanges with the experts' ratings; None if the set is not on this computer.

    As many as can be of each rating, and of those on which no two raters agreed: in the whole set most are rated high or
    mid. Long exchanges, and those that are not about mathematics, are left out.
    """
    if DOWNLOADED not in downloads.installed():
        return None
    table = downloads.table(DOWNLOADED)
    rows = _evenly(_usable(table), n, random.Random(seed))
    return [
        Unit(
            f"{DOWNLOADED}/{row.exchange}",
            str(number),
            t("Exchange {number}", number=number),
            (
                Line("Student", row.student, math=False),
                Line("Teacher", row.teacher, math=False),
            ),
            *_rating(row),
        )
        for number, row in enumerate(rows, 1)
    ]


def _usable(table: "pd.DataFrame") -> "pd.DataFrame":
    def words(texts: "pd.Series") -> "pd.Series":
        return texts.str.count(_WORD.pattern)

    table = table.dropna(subset=["student", "teacher", "uptake"])
    about_mathematics = (table.student_on_task > 0.5) & (table.teacher_on_task > 0.5)
    short = (words(table.student) <= LONGEST_STUDENT) & (words(table.teacher) <= LONGEST_TEACHER)
    return table[about_mathematics & short]


def _evenly(table: "pd.DataFrame", n: int, chance: random.Random) -> list:
    """Rows in chance order, taken from each rating in turn until there are `n`."""
    groups: dict[object, list] = {}
    for row in table.itertuples(index=False):
        groups.setdefault(_majority(row), []).append(row)
    piles = [chance.sample(groups[key], len(groups[key])) for key in sorted(groups, key=str)]
    chosen: list = []
    while len(chosen) < n and any(piles):
        chosen += [pile.pop() for pile in piles if pile][: n - len(chosen)]
    chance.shuffle(chosen)
    return chosen


def _majority(row: object) -> str | None:
    # Not a number where no two raters agree.
    return _RATED.get(row.uptake_majority)


def _rating(row: object) -> tuple[tuple[str, ...] | None, str]:
    """Codes and reason of the experts' rating."""
    majority = _majority(row)
    mean = t("The mean of the ratings is {mean}, where 0 is low and 2 is high.", mean=f"{row.uptake:.2f}")
    if majority is None:
        none = t("The raters had no majority: they chose differently, or only one rated this.")
        return None, f"{none} {mean}"
    chose = t("All three raters chose this.") if row.uptake_agree == 3 else t("Two raters chose this.")
    return (majority,), f"{chose} {mean}"


def reference_json(units: Sequence[Unit]) -> dict[str, dict]:
    """The reference by unit, for the front end."""
    return {
        unit.id: {"codes": None if unit.codes is None else list(unit.codes), "why_html": unit.why}
        for unit in units
    }
