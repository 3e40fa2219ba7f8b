"""Subtraction in columns with borrowing, as a page of digits and the decisions taken on it.

The hooks follow the sub-steps at which the catalogues of Brown and Burton (1978), Brown and VanLehn (1980)
and VanLehn (1990) place the bugs: a blank below, a zero, whether to borrow, from which column, what
happens to that column, and what happens when it holds a zero.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from . import column_addition
from .steps import Domain, Impasse, Work, digits_of, plain, right_aligned

STOP = None
"""Written by a rule that puts the pencil down."""


@dataclass
class Page:
    """The state of the paper; columns are numbered from the ones (0) leftwards, None is a blank."""

    top: list[int]
    bottom: list[int | None]
    written: list[str] = field(default_factory=list)
    borrowed: bool = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.top)


@dataclass(frozen=True)
class Rules:
    """The hooks of column subtraction; each takes (rules, page, column) unless its note says otherwise."""

    work_through: Callable = lambda rules, page: _by_columns(rules, page)
    """How the whole problem is gone about; (rules, page)."""
    blank: Callable = lambda rules, page, c: str(page.top[c])
    """What is written where nothing stands below."""
    zero_above: Callable = lambda rules, page, c: _with_digits(rules, page, c)
    """0 − N."""
    zero_below: Callable = lambda rules, page, c: _with_digits(rules, page, c)
    """N − 0."""
    must_borrow: Callable = lambda page, c: page.top[c] < page.bottom[c]
    """Whether to borrow for this column; (page, column)."""
    short: Callable = lambda rules, page, c: _borrow_and_subtract(rules, page, c)
    """What is done when one must borrow."""
    lender: Callable = lambda page, c: c + 1
    """From which column one borrows; (page, column)."""
    take_one: Callable = lambda rules, page, c: _take_one(rules, page, c)
    """How the lending column is made one less."""
    from_zero: Callable = lambda rules, page, c: _borrow_through(rules, page, c, leaves=9)
    """What happens when the lending column holds a zero."""


def _by_columns(rules: Rules, page: Page) -> None:
    for c in range(page.width):
        written = _column(rules, page, c)
        if written is STOP:
            return
        page.written.append(written)


def _column(rules: Rules, page: Page, c: int) -> str | None:
    if page.bottom[c] is None:
        return rules.blank(rules, page, c)
    if page.bottom[c] == 0:
        return rules.zero_below(rules, page, c)
    if page.top[c] == 0:
        return rules.zero_above(rules, page, c)
    return _with_digits(rules, page, c)


def _with_digits(rules: Rules, page: Page, c: int) -> str:
    if rules.must_borrow(page, c):
        return rules.short(rules, page, c)
    return str(page.top[c] - page.bottom[c])


def _borrow_and_subtract(rules: Rules, page: Page, c: int) -> str:
    page.borrowed = True
    rules.take_one(rules, page, _within(page, rules.lender(page, c)))
    page.top[c] += 10
    return str(page.top[c] - page.bottom[c])


def _within(page: Page, c: int) -> int:
    if c >= page.width:
        raise Impasse
    return c


def _take_one(rules: Rules, page: Page, c: int) -> None:
    if page.top[c] == 0:
        rules.from_zero(rules, page, c)
    else:
        page.top[c] -= 1


def _borrow_through(rules: Rules, page: Page, c: int, leaves: int) -> None:
    rules.take_one(rules, page, _within(page, c + 1))
    page.top[c] = leaves


def _smaller_from_larger(page: Page, c: int) -> str:
    return str(abs(page.bottom[c] - page.top[c]))


def _leftmost(page: Page, c: int) -> int:
    return page.width - 1 if c < page.width - 1 else page.width


def _skip_equal(page: Page, c: int) -> int:
    return next((k for k in range(c + 1, page.width) if page.top[k] != page.bottom[k]), page.width)


def _before_zero(instead: Callable) -> Callable:
    """Do something else where the column to borrow from holds a zero."""

    def short(rules: Rules, page: Page, c: int) -> str:
        if page.top[_within(page, c + 1)] == 0:
            return instead(page, c)
        return _borrow_and_subtract(rules, page, c)

    return short


def _borrow_once(rules: Rules, page: Page, c: int) -> str:
    return _smaller_from_larger(page, c) if page.borrowed else _borrow_and_subtract(rules, page, c)


def _take_one_then_smaller_from_larger(rules: Rules, page: Page, c: int) -> str:
    rules.take_one(rules, page, _within(page, rules.lender(page, c)))
    return _smaller_from_larger(page, c)


def _from_bottom(rules: Rules, page: Page, c: int) -> None:
    if not page.bottom[c]:
        raise Impasse
    page.bottom[c] -= 1


def _unless_over_blank(rules: Rules, page: Page, c: int) -> None:
    if page.bottom[c] is not None:
        _take_one(rules, page, c)


def _stutter(rules: Rules, page: Page, c: int) -> str:
    page.bottom[c] = next(digit for digit in reversed(page.bottom) if digit is not None)
    return _column(rules, page, c)


def _add(rules: Rules, page: Page) -> None:
    top, bottom = (
        int("".join(str(digit) for digit in reversed(digits) if digit is not None))
        for digits in (page.top, page.bottom)
    )
    page.written = list(reversed(column_addition.solve(column_addition.Rules(), (top, bottom)).answer))


def solve(rules: Rules, numbers: tuple[int, int]) -> Work:
    """Work `top − bottom`; raises Impasse where the rules borrow and nothing is left to borrow from."""
    top, bottom = numbers
    below = digits_of(bottom)
    page = Page(digits_of(top), [*below, *[None] * (len(str(top)) - len(below))])
    rules.work_through(rules, page)
    answer = plain("".join(reversed(page.written)))
    width = max(page.width, len(answer))
    rows = [right_aligned("top", list(str(top)), width), right_aligned("bottom", list(str(bottom)), width)]
    changed = [str(now) if now != was else "" for now, was in zip(page.top, digits_of(top), strict=True)]
    if any(changed):
        rows.insert(0, right_aligned("changed", list(reversed(changed)), width))
    rows.append(right_aligned("answer", list(answer), width))
    return Work(f"{top} - {bottom}", tuple(rows), answer)


def read(text: str) -> tuple[int, int] | None:
    """Two whole numbers, the first at least as large, joined by −; or None."""
    match = re.fullmatch(r"(\d+) - (\d+)", text)
    if not match or int(match[1]) < int(match[2]):
        return None
    return int(match[1]), int(match[2])


DOMAIN = Domain(
    "column-subtraction",
    read,
    solve,
    Rules(),
    {
        "smaller-from-larger": {"short": lambda rules, page, c: _smaller_from_larger(page, c)},
        "zero-instead-of-borrow": {"short": lambda rules, page, c: "0"},
        "smaller-from-larger-with-borrow": {"short": _take_one_then_smaller_from_larger},
        "borrow-once-then-smaller-from-larger": {"short": _borrow_once},
        "smaller-from-larger-instead-of-borrow-from-zero": {"short": _before_zero(_smaller_from_larger)},
        "zero-instead-of-borrow-from-zero": {"short": _before_zero(lambda page, c: "0")},
        "borrow-no-decrement": {"take_one": lambda rules, page, c: None},
        "forget-borrow-over-blanks": {"take_one": _unless_over_blank},
        "always-borrow-left": {"lender": _leftmost},
        "borrow-skip-equal": {"lender": _skip_equal},
        "always-borrow": {"must_borrow": lambda page, c: c + 1 < page.width or page.top[c] < page.bottom[c]},
        "borrow-from-zero": {"from_zero": lambda rules, page, c: page.top.__setitem__(c, 9)},
        "borrow-across-zero": {"from_zero": lambda rules, page, c: _borrow_through(rules, page, c, leaves=0)},
        "stops-borrow-at-zero": {"from_zero": lambda rules, page, c: None},
        "borrow-from-bottom-instead-of-zero": {"from_zero": _from_bottom},
        "dont-decrement-zero": {
            "from_zero": lambda rules, page, c: _borrow_through(rules, page, c, leaves=10)
        },
        "zero-minus-n-is-n": {"zero_above": lambda rules, page, c: str(page.bottom[c])},
        "zero-minus-n-is-zero": {"zero_above": lambda rules, page, c: "0"},
        "n-minus-zero-is-zero": {"zero_below": lambda rules, page, c: "0"},
        "stutter-subtract": {"blank": _stutter},
        "quit-when-bottom-blank": {"blank": lambda rules, page, c: STOP},
        "adds-instead-of-subtracting": {"work_through": _add},
    },
)
