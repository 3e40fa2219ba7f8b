"""Signed arithmetic in the two parts in which Tatsuoka (1983) studied its errors: how large, and which sign.

Subtraction is first turned into addition. Plain whole-number arithmetic stays out of these rules, so that
a student with a bug about negative numbers still knows that 9 − 5 is 4.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .steps import Domain, Impasse, Row, Work


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _sign_of_larger(a: int, b: int) -> int:
    return _sign(abs(a) - abs(b)) * _sign(a) if _sign(a) != _sign(b) else _sign(a)


def _size(a: int, b: int) -> int:
    return abs(a + b)


@dataclass(frozen=True)
class Rules:
    """The hooks of signed arithmetic."""

    seen: Callable = lambda number: number
    """What is made of a number's sign on reading."""
    plain_difference: Callable = lambda a, b: a - b
    """a − b for whole numbers that carry no sign."""
    opposite: Callable = lambda b: -b
    """What is added in place of subtracting `b`."""
    size: Callable = _size
    """How large the sum is, for two numbers not both positive."""
    sign: Callable = _sign_of_larger
    """The sign of the sum (1, −1, or 0 where the rule gives none)."""
    product_sign: Callable = lambda a, b: _sign(a) * _sign(b)
    """The sign of a product or quotient."""


def solve(rules: Rules, problem: tuple[int, str, int]) -> Work:
    """Work one operation on two integers; Impasse where the rules give a size and no sign, or divide by 0."""
    first, op, second = problem
    a, b = rules.seen(first), rules.seen(second)
    if op in "+-":
        lines, value = _sum(rules, a, op, b)
    else:
        lines, value = [], _product(rules, a, op, b)
    given = _line(first, op, second)
    lines = [line for line in lines if line != given]
    rows = [*(Row("line", (line,)) for line in [given, *lines]), Row("answer", (str(value),))]
    return Work(given, tuple(rows), str(value))


def _sum(rules: Rules, a: int, op: str, b: int) -> tuple[list[str], int]:
    if op == "-" and a >= 0 and b >= 0:
        return [], rules.plain_difference(a, b)
    if op == "-":
        b = rules.opposite(b)
    line = _line(a, "+", b)
    if (a >= 0 and b >= 0) or 0 in (a, b):
        return [line], a + b
    size, sign = rules.size(a, b), rules.sign(a, b)
    if size and not sign:
        raise Impasse
    return [line], sign * size


def _product(rules: Rules, a: int, op: str, b: int) -> int | Fraction:
    if op == "÷" and b == 0:
        raise Impasse
    size = Fraction(abs(a), abs(b)) if op == "÷" else abs(a * b)
    return (rules.product_sign(a, b) if a < 0 or b < 0 else 1) * size


def _line(a: int, op: str, b: int) -> str:
    return f"{a} {op} {b}" if b >= 0 else f"{a} {op} ({b})"


def read(text: str) -> tuple[int, str, int] | None:
    """Two integers joined by + − × ÷, negative ones with or without brackets; or None."""
    match = re.fullmatch(r"\(?(-?\d+)\)? ([-+×÷]) \(?(-?\d+)\)?", text)
    return (int(match[1]), match[2], int(match[3])) if match else None


DOMAIN = Domain(
    "integer-arithmetic",
    read,
    solve,
    Rules(),
    {
        "ignores-signs": {"seen": abs},
        "commutes-subtraction": {"plain_difference": lambda a, b: abs(a - b)},
        "minus-a-minus-is-minus": {"opposite": lambda b: -abs(b)},
        "adds-sizes-sign-of-larger": {"size": lambda a, b: abs(a) + abs(b)},
        "adds-sizes-and-appends-minus": {
            "size": lambda a, b: abs(a) + abs(b),
            "sign": lambda a, b: -1,
        },
        "subtracts-sizes-of-like-signs": {"size": lambda a, b: abs(abs(a) - abs(b))},
        "sign-of-first": {"sign": lambda a, b: _sign(a)},
        "two-minuses-make-a-plus": {"sign": lambda a, b: 1 if a < 0 and b < 0 else _sign_of_larger(a, b)},
        "minus-times-minus-is-minus": {
            "product_sign": lambda a, b: -1 if a < 0 and b < 0 else _sign(a) * _sign(b)
        },
    },
)
