"""Multi-digit multiplication: one row for each digit of the multiplier, carries above, then the rows added."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .steps import Domain, Impasse, Row, Work, digits_of, plain, right_aligned


@dataclass
class Page:
    """The state of the paper; places are numbered from the ones (0) leftwards."""

    top: list[int]
    multiplier: list[int]
    crutches: dict[int, int] = field(default_factory=dict)
    """The first digit that was carried over each column, as it stays on the paper."""


@dataclass(frozen=True)
class Rules:
    """The hooks of column multiplication."""

    work_through: Callable = lambda rules, page: _row_by_row(rules, page)
    """How the whole problem is gone about; gives the partial products with their zeros."""
    columns: Callable = lambda page, r: range(len(page.top))
    """Which digits of the top number the multiplier's digit `r` multiplies."""
    product: Callable = lambda digit, times: digit * times
    """A single fact."""
    with_carry: Callable = lambda rules, page, c, times, carry: rules.product(page.top[c], times) + carry
    """The fact in column `c` together with what was carried."""
    record: Callable = lambda total, last: (str(total), 0) if last else (str(total % 10), total // 10)
    """What is written in a column, and what is carried."""
    shift: Callable = lambda r: r
    """How many placeholder zeros the row of digit `r` gets."""


def _row_by_row(rules: Rules, page: Page) -> list[str]:
    return [_row(rules, page, r) for r in range(len(page.multiplier))]


def _row(rules: Rules, page: Page, r: int) -> str:
    columns = list(rules.columns(page, r))
    carry, written = 0, ""
    for place, c in enumerate(columns):
        last = place == len(columns) - 1
        total = rules.with_carry(rules, page, c, page.multiplier[r], carry)
        digits, carry = rules.record(total, last)
        written = digits + written
        if carry:
            page.crutches.setdefault(c + 1, carry)
    return plain(written + "0" * (columns[0] + rules.shift(r)))


def _matching_places(page: Page, r: int) -> range:
    if len(page.multiplier) == 1:
        return range(len(page.top))
    if len(page.multiplier) != len(page.top):
        raise Impasse
    return range(r, r + 1)


def _add(rules: Rules, page: Page) -> list[str]:
    return [str(sum(digit * 10**c for n in (page.top, page.multiplier) for c, digit in enumerate(n)))]


def solve(rules: Rules, numbers: tuple[int, int]) -> Work:
    """Work a product of two whole numbers, the one with more digits on top; Impasse as the rules say."""
    top, multiplier = sorted(numbers, key=lambda n: -len(str(n)))
    page = Page(digits_of(top), digits_of(multiplier))
    partials = rules.work_through(rules, page)
    answer = str(sum(map(int, partials)))
    width = max(map(len, [str(top), answer, *partials]))
    rows = [
        right_aligned("top", list(str(top)), width),
        right_aligned("bottom", list(str(multiplier)), width),
    ]
    if page.crutches:
        carried = [str(page.crutches.get(c, "")) for c in reversed(range(max(page.crutches) + 1))]
        rows.insert(0, right_aligned("carried", carried, width))
    if len(partials) > 1:
        rows += [right_aligned("partial", list(partial), width) for partial in partials]
    rows.append(Row("answer", right_aligned("answer", list(answer), width).cells))
    return Work(f"{numbers[0]} × {numbers[1]}", tuple(rows), answer)


def read(text: str) -> tuple[int, int] | None:
    """Two whole numbers joined by ×, or None."""
    match = re.fullmatch(r"(\d+) × (\d+)", text)
    return (int(match[1]), int(match[2])) if match else None


DOMAIN = Domain(
    "multiplication",
    read,
    solve,
    Rules(),
    {
        "product-carry-not-added": {
            "with_carry": lambda rules, page, c, times, carry: rules.product(page.top[c], times)
        },
        "adds-carry-before-multiplying": {
            "with_carry": lambda rules, page, c, times, carry: rules.product(page.top[c] + carry, times)
        },
        "first-row-carry-again": {
            "with_carry": lambda rules, page, c, times, carry: (
                rules.product(page.top[c], times) + page.crutches.get(c, carry)
            )
        },
        "writes-whole-product": {"record": lambda total, last: (str(total), 0)},
        "product-carries-the-ones": {
            "record": lambda total, last: (
                (str(total), 0) if last or total < 10 else (str(total // 10), total % 10)
            )
        },
        "forgets-placeholder-zero": {"shift": lambda r: 0},
        "matching-places-only": {"columns": _matching_places},
        "n-times-zero-is-n": {
            "product": lambda digit, times: digit * times if digit and times else digit + times
        },
        "adds-instead-of-multiplying": {"work_through": _add},
    },
)
