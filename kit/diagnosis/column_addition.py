"""Addition in columns: add a column with what was carried to it, write a digit, carry the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .steps import Domain, Row, Work, digits_of, plain, right_aligned


@dataclass
class Page:
    """The state of the paper; columns are numbered from the ones (0) leftwards."""

    addends: tuple[int, ...]
    width: int
    carried: list[int] = field(default_factory=list)
    written: dict[int, str] = field(default_factory=dict)

    def column(self, c: int) -> list[int]:
        """The digits that stand in column `c`."""
        return [digits_of(number)[c] for number in self.addends if c < len(str(number))]


@dataclass(frozen=True)
class Rules:
    """The hooks of column addition."""

    work_through: Callable = lambda rules, page: _by_columns(rules, page)
    """How the whole problem is gone about."""
    order: Callable = lambda width: range(width)
    """In which order the columns are added."""
    carry_in: Callable = lambda page, c: page.carried[c]
    """What is added to column `c` besides its digits."""
    record: Callable = lambda total, last: (str(total), 0) if last else (str(total % 10), total // 10)
    """What is written under a column, and what is carried."""
    carry_to: Callable = lambda page, c, following: following
    """Over which column the carried digit is put."""


def _by_columns(rules: Rules, page: Page) -> None:
    order = list(rules.order(page.width))
    for place, c in enumerate(order):
        last = place == len(order) - 1
        total = sum(page.column(c)) + rules.carry_in(page, c)
        page.written[c], carry = rules.record(total, last)
        if carry:
            page.carried[rules.carry_to(page, c, None if last else order[place + 1])] += carry


def _all_digits_as_ones(rules: Rules, page: Page) -> None:
    page.written[0] = str(sum(sum(page.column(c)) for c in range(page.width)))


def solve(rules: Rules, addends: tuple[int, ...]) -> Work:
    """Work an addition of two or more whole numbers; every idea here leads to an answer."""
    page = Page(addends, max(len(str(number)) for number in addends))
    page.carried = [0] * page.width
    rules.work_through(rules, page)
    answer = plain("".join(page.written.get(c, "") for c in reversed(range(page.width))))
    width = max(page.width, len(answer))
    rows = [right_aligned("addend", list(str(number)), width) for number in addends]
    if any(page.carried):
        rows.insert(0, right_aligned("carried", [str(d or "") for d in reversed(page.carried)], width))
    rows.append(Row("answer", right_aligned("answer", list(answer), width).cells))
    return Work(" + ".join(map(str, addends)), tuple(rows), answer)


def read(text: str) -> tuple[int, ...] | None:
    """Two or more whole numbers joined by +, or None."""
    if not re.fullmatch(r"\d+( \+ \d+)+", text):
        return None
    return tuple(int(part) for part in text.split(" + "))


DOMAIN = Domain(
    "column-addition",
    read,
    solve,
    Rules(),
    {
        "writes-whole-sum": {"record": lambda total, last: (str(total), 0)},
        "carry-not-added": {"carry_in": lambda page, c: 0},
        "carries-the-ones": {
            "record": lambda total, last: (
                (str(total), 0) if last or total < 10 else (str(total // 10), total % 10)
            )
        },
        "carry-to-leftmost-column": {"carry_to": lambda page, c, following: page.width - 1},
        "carries-accumulate": {"carry_in": lambda page, c: sum(page.carried[: c + 1])},
        "adds-left-to-right": {"order": lambda width: reversed(range(width))},
        "adds-all-digits": {"work_through": _all_digits_as_ones},
    },
)
