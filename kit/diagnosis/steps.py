"""What all procedures share: the written steps, the point where an idea says nothing, and a table of bugs.

A procedure is a frozen dataclass of *hooks*, one for each decision in the written work. The defaults are
the correct procedure. A bug replaces hooks; two bugs that replace different hooks can be held together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any


class Impasse(Exception):
    """The procedure reaches a place where this idea does not say what to write."""


@dataclass(frozen=True)
class Row:
    """One line of written work.

    Attributes:
        role: `carried`, `changed` (digits after borrowing), `top`, `bottom`, `addend`, `partial`, `answer`
            for column work, right-aligned; `line` for a line of text.
        cells: the digits from left to right ("" where nothing is written), or one cell with the line.
    """

    role: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """A problem as worked with one idea: its rows from top to bottom, and the answer as text."""

    problem: str
    rows: tuple[Row, ...]
    answer: str


@dataclass(frozen=True)
class Domain:
    """One kind of written mathematics: how its problems are read and worked, and its bugs.

    Attributes:
        id: such as `column-subtraction`.
        read: problem text (true signs already replaced) to a problem of this domain, or None.
        solve: (rules, problem) to Work; raises Impasse where the rules do not lead to an answer.
        correct: the hooks of the correct procedure.
        bugs: for each bug the hooks that it replaces.
        other_answers: how many wrong answers a slip is taken to spread over.
    """

    id: str
    read: Callable[[str], Any]
    solve: Callable[[Any, Any], Work]
    correct: Any
    bugs: Mapping[str, Mapping[str, Callable]]
    other_answers: int = 50

    def rules(self, bugs: tuple[str, ...]) -> Any:
        """The procedure with these bugs of this domain; their hooks must differ (see `compatible`)."""
        changed = {hook: rule for bug in bugs for hook, rule in self.bugs[bug].items()}
        return replace(self.correct, **changed)

    def compatible(self, first: str, second: str) -> bool:
        """Whether both bugs can be held at once: they replace different hooks."""
        return not self.bugs[first].keys() & self.bugs[second].keys()


def right_aligned(role: str, cells: list[str], width: int) -> Row:
    """A row of column work, padded on the left with empty cells."""
    return Row(role, ("",) * (width - len(cells)) + tuple(cells))


def digits_of(number: int) -> list[int]:
    """The digits from the ones leftwards: 536 gives [6, 3, 5]."""
    return [int(digit) for digit in reversed(str(number))]


def plain(written: str) -> str:
    """Digits as a number is read: leading zeros dropped."""
    return written.lstrip("0") or "0"
