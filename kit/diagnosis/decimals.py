"""Comparing two decimals: whole parts first, then the digits after the point by some idea of their size.

The ideas are those of the Melbourne decimal comparison studies (Stacey & Steinle 1998) and of Resnick and
others (1989). The answer is the sign between the two numbers: `<`, `>` or `=`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .steps import Domain, Row, Work

Decimal = tuple[str, str]
"""Digits before and after the point, as written: ("4", "63")."""


def _true_size(part: str) -> Fraction:
    return Fraction(int(part or 0), 10 ** len(part))


@dataclass(frozen=True)
class Rules:
    """The hooks of decimal comparison."""

    split: Callable = lambda number: number
    """Where the number is cut in two; (whole, part) to (whole, part)."""
    look: Callable = lambda part: part
    """Which digits after the point are looked at."""
    size: Callable = lambda part: _true_size(part)
    """How large digits after the point are taken to be: anything that can be ordered."""
    nothing: Callable = lambda part: not part.strip("0")
    """Whether these digits count as no decimal part at all, which is less than any other; (part)."""


def _zeros(part: str) -> int:
    return len(part) - len(part.lstrip("0"))


def solve(rules: Rules, numbers: tuple[str, str]) -> Work:
    """Compare two decimals; every idea here leads to an answer."""
    left, right = (_size(rules, number) for number in numbers)
    sign = "<" if left < right else ">" if left > right else "="
    line = f"{numbers[0]} {sign} {numbers[1]}"
    return Work(f"{numbers[0]} ? {numbers[1]}", (Row("line", (line,)),), sign)


def _size(rules: Rules, number: str) -> tuple:
    whole, part = rules.split(tuple(number.partition(".")[::2]))
    part = rules.look(part)
    if rules.nothing(part):
        return int(whole), 0, 0
    return int(whole), 1, rules.size(part)


def read(text: str) -> tuple[str, str] | None:
    """Two decimals (or whole numbers) with a question mark between them, or None."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) \? (\d+(?:\.\d+)?)", text)
    return (match[1], match[2]) if match else None


def _as_reciprocal(part: str) -> Fraction:
    return Fraction(1, int(part)) if int(part) else Fraction(0)


DOMAIN = Domain(
    "decimal-comparison",
    read,
    solve,
    Rules(),
    {
        "whole-number-thinking": {"size": int},
        "longer-is-larger": {"size": lambda part: (len(part), int(part))},
        "zero-makes-small": {
            "size": lambda part: (0, _true_size(part)) if part.startswith("0") else (1, int(part))
        },
        "column-overflow": {"size": lambda part: Fraction(int(part), 10 ** (_zeros(part) + 1))},
        "shorter-is-larger": {"size": lambda part: (-len(part), int(part))},
        "reciprocal-thinking": {"size": _as_reciprocal},
        "negative-thinking": {"size": lambda part: -int(part or 0), "nothing": lambda part: False},
        "money-thinking": {"look": lambda part: part[:2].ljust(2, "0") if part else part},
        "point-ignored": {"split": lambda number: (number[0] + number[1], "")},
    },
    other_answers=2,
)
