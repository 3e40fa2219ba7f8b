"""Arithmetic with fractions, operation by operation: make ready, work the tops, work the bottoms.

Most bugs here are parts of one operation's procedure used in another (Braithwaite, Pyke & Siegler 2017).
Answers are left as the steps give them (`4/8`); whoever compares answers compares values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import lcm

from .steps import Domain, Impasse, Row, Work

Pair = tuple[int, int]
"""Top and bottom; a whole number has bottom 1."""


def _to_common(a: Pair, b: Pair) -> tuple[Pair, Pair]:
    bottom = lcm(a[1], b[1])
    return (a[0] * bottom // a[1], bottom), (b[0] * bottom // b[1], bottom)


def _combine(op: str, first: int, second: int) -> int:
    return first + second if op == "+" else first - second


@dataclass(frozen=True)
class Rules:
    """The hooks of fraction arithmetic."""

    common: Callable = lambda a, b: _to_common(a, b)
    """How two fractions are made ready to be added or subtracted."""
    tops: Callable = _combine
    """What becomes of the tops in + and −; (operation, top, top)."""
    bottoms: Callable = lambda op, first, second: first
    """What becomes of the bottoms in + and −; (operation, bottom, bottom)."""
    before_times: Callable = lambda a, b: (a, b)
    """How two fractions are made ready to be multiplied."""
    times_bottoms: Callable = lambda first, second: first * second
    """What becomes of the bottoms in ×."""
    whole: Callable = lambda number, other: (number, 1)
    """How a whole number beside a fraction is written as one in ×; (number, the fraction)."""
    turn: Callable = lambda a, b: (a, b[::-1])
    """What is turned over in ÷ before multiplying."""
    divide: Callable = lambda rules, a, b: _turn_and_multiply(rules, a, b)
    """How the whole division is gone about; gives (lines, answer)."""


def _add_or_subtract(rules: Rules, op: str, a: Pair, b: Pair) -> tuple[list[str], Pair]:
    a, b = rules.common(a, b)
    return [_line(op, a, b)], (rules.tops(op, a[0], b[0]), rules.bottoms(op, a[1], b[1]))


def _multiply(rules: Rules, a: Pair, b: Pair) -> tuple[list[str], Pair]:
    if a[1] == 1 and b[1] > 1:
        a = rules.whole(a[0], b)
    elif b[1] == 1 and a[1] > 1:
        b = rules.whole(b[0], a)
    a, b = rules.before_times(a, b)
    return [_line("×", a, b)], (a[0] * b[0], rules.times_bottoms(a[1], b[1]))


def _turn_and_multiply(rules: Rules, a: Pair, b: Pair) -> tuple[list[str], Pair]:
    a, b = rules.turn(a, b)
    return [_line("×", a, b)], (a[0] * b[0], a[1] * b[1])


def _across_as_scores(op: str, first: int, second: int) -> int:
    return first + second if op == "+" else abs(first - second)


def _bottoms_across(op: str, first: int, second: int) -> int:
    return _across_as_scores(op, first, second) or 1


def _only_fractions(a: Pair, b: Pair) -> tuple[Pair, Pair]:
    if 1 in (a[1], b[1]):
        raise Impasse
    return a, b


def _common_unless_whole(a: Pair, b: Pair) -> tuple[Pair, Pair]:
    return (a, b) if 1 in (a[1], b[1]) else _to_common(a, b)


def _keep_common(first: int, second: int) -> int:
    return max(first, second)


def _turn_first_unless_whole(a: Pair, b: Pair) -> tuple[Pair, Pair]:
    a, b = _only_fractions(a, b)
    return a[::-1], b


def _turn_second_unless_whole(a: Pair, b: Pair) -> tuple[Pair, Pair]:
    a, b = _only_fractions(a, b)
    return a, b[::-1]


def _whole_quotient(first: int, second: int) -> int:
    if first < second:
        raise Impasse
    return first // second


def _divide_tops_keep_bottom(rules: Rules, a: Pair, b: Pair) -> tuple[list[str], Pair]:
    a, b = _to_common(*_only_fractions(a, b))
    return [_line("÷", a, b)], (_whole_quotient(a[0], b[0]), a[1])


def _divide_across(rules: Rules, a: Pair, b: Pair) -> tuple[list[str], Pair]:
    a, b = _only_fractions(a, b)
    bottom = max(a[1], b[1]) // min(a[1], b[1])
    return [_line("÷", a, b)], (_whole_quotient(a[0], b[0]), bottom)


def _line(op: str, a: Pair, b: Pair) -> str:
    return f"{as_text(a)} {op} {as_text(b)}"


def as_text(pair: Pair) -> str:
    """A pair as one writes it: `4/7`, and whole numbers without a bottom."""
    return str(pair[0]) if pair[1] == 1 else f"{pair[0]}/{pair[1]}"


def solve(rules: Rules, problem: tuple[Pair, str, Pair]) -> Work:
    """Work one operation on two fractions; Impasse where an idea says nothing, or on division by 0."""
    a, op, b = problem
    if op in "+-":
        lines, answer = _add_or_subtract(rules, op, a, b)
    elif op == "×":
        lines, answer = _multiply(rules, a, b)
    else:
        if b[0] == 0:
            raise Impasse
        lines, answer = rules.divide(rules, a, b)
    if answer[1] == 0:
        raise Impasse
    given = _line(op, a, b)
    lines = [line for line in lines if line != given]
    rows = tuple(Row("line", (line,)) for line in [given, *lines])
    return Work(given, (*rows, Row("answer", (as_text(answer),))), as_text(answer))


_NUMBER = r"(?:\d+ )?\d+/\d+|\d+"


def read(text: str) -> tuple[Pair, str, Pair] | None:
    """Two numbers of which at least one is a fraction or mixed number, joined by + − × ÷; or None."""
    match = re.fullmatch(rf"({_NUMBER}) ([-+×÷]) ({_NUMBER})", text)
    if not match or "/" not in text:
        return None
    a, b = _pair(match[1]), _pair(match[3])
    return (a, match[2], b) if a[1] and b[1] else None


def _pair(text: str) -> Pair:
    if "/" not in text:
        return int(text), 1
    *whole, fraction = text.split()
    top, bottom = map(int, fraction.split("/"))
    return (int(whole[0]) * bottom if whole else 0) + top, bottom


DOMAIN = Domain(
    "fraction-arithmetic",
    read,
    solve,
    Rules(),
    {
        "add-across": {"common": _only_fractions, "tops": _across_as_scores, "bottoms": _bottoms_across},
        "add-across-when-unlike": {
            "common": _only_fractions,
            "bottoms": lambda op, first, second: (
                first if first == second else _bottoms_across(op, first, second)
            ),
        },
        "common-denominator-old-numerators": {
            "common": lambda a, b: ((a[0], lcm(a[1], b[1])), (b[0], lcm(a[1], b[1])))
        },
        "keeps-larger-denominator": {
            "common": lambda a, b: (a, b),
            "bottoms": lambda op, first, second: max(first, second),
        },
        "keep-denominator-in-multiplication": {
            "before_times": _common_unless_whole,
            "times_bottoms": _keep_common,
        },
        "turns-first-in-multiplication": {"before_times": _turn_first_unless_whole},
        "turns-second-in-multiplication": {"before_times": _turn_second_unless_whole},
        "whole-times-top-and-bottom": {"whole": lambda number, other: (number, number)},
        "turns-first-in-division": {"turn": lambda a, b: (a[::-1], b)},
        "turns-both-in-division": {"turn": lambda a, b: (a[::-1], b[::-1])},
        "multiplies-without-turning": {"turn": lambda a, b: (a, b)},
        "keep-denominator-in-division": {"divide": _divide_tops_keep_bottom},
        "divides-across-dropping-remainders": {"divide": _divide_across},
    },
)
