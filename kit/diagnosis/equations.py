"""Solving linear equations step by step: brackets, like terms, the unknown to the left, numbers to the right, divide.

The bugs are the mal-rules of Sleeman (1984), Matz (1982), Payne and Squibb (1990) and Kieran (1992), each
put at the step where it acts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .steps import Domain, Impasse, Row, Work

Side = tuple[Fraction, Fraction]
"""a and b in ax + b."""


@dataclass(frozen=True)
class Equation:
    """Both sides as terms `(a, b)` or brackets `(k, (a, b))`, with the letter used."""

    left: tuple
    right: tuple
    letter: str
    text: str


@dataclass(frozen=True)
class Rules:
    """The hooks of equation solving."""

    distribute: Callable = lambda k, a, b: (k * a, k * b)
    """k(ax + b)."""
    like_terms: Callable = lambda a, b: (a, b)
    """What becomes of ax + b on one side."""
    move_unknown: Callable = lambda a, c: a - c
    """The coefficient on the left once cx has left the right."""
    divide_early: Callable = lambda a, b, d: (a, b, d)
    """What may be done with ax + b = d before b is moved."""
    move_number: Callable = lambda b, d: d - b
    """The right side once b has left the left."""
    divide: Callable = lambda a, d: d / a
    """x from ax = d, for a not 0 or 1."""


def solve(rules: Rules, equation: Equation) -> Work:
    """Solve an equation; `all numbers` or `no solution` where no unknown is left; Impasse as the rules say."""
    a, b = _side(rules, equation.left)
    c, d = _side(rules, equation.right)
    lines = [_equation(a, b, c, d, equation.letter)]
    if c:
        a, c = rules.move_unknown(a, c), Fraction(0)
        lines.append(_equation(a, b, c, d, equation.letter))
    a, b, d = rules.divide_early(a, b, d)
    lines.append(_equation(a, b, c, d, equation.letter))
    if b:
        d = rules.move_number(b, d)
        lines.append(_equation(a, Fraction(0), c, d, equation.letter))
    answer = str(d if a == 1 else rules.divide(a, d)) if a else "all numbers" if d == 0 else "no solution"
    last = f"{equation.letter} = {answer}" if a else answer
    shown = list(dict.fromkeys([equation.text, *lines, last]))
    return Work(equation.text, tuple(Row("line", (line,)) for line in shown), answer)


def _side(rules: Rules, terms: tuple) -> Side:
    expanded = [rules.distribute(k, *inner) if isinstance(inner, tuple) else (k, inner) for k, inner in terms]
    a, b = sum((one[0] for one in expanded), Fraction(0)), sum((one[1] for one in expanded), Fraction(0))
    return rules.like_terms(a, b)


def _equation(a: Fraction, b: Fraction, c: Fraction, d: Fraction, letter: str) -> str:
    return f"{_expression(a, b, letter)} = {_expression(c, d, letter)}"


def _expression(a: Fraction, b: Fraction, letter: str) -> str:
    if not a:
        return str(b)
    coefficient = {1: "", -1: "-"}.get(a, str(a) if a.denominator == 1 else f"({a})")
    number = "" if not b else f" + {b}" if b > 0 else f" - {-b}"
    return f"{coefficient}{letter}{number}"


def _subtract_coefficient(a: Fraction, d: Fraction) -> Fraction:
    if a < 0:
        raise Impasse
    return d - a


def _turn_quotient(a: Fraction, d: Fraction) -> Fraction:
    if d == 0:
        raise Impasse
    return a / d


_TERM = re.compile(r"([-+]?)(\d*)(?:\(([^()]*)\)|([a-z]?))")


def read(text: str) -> Equation | None:
    """A linear equation in one letter, such as `3x + 4 = 19` or `2(x - 3) = 10`; or None."""
    letters = set(re.findall(r"[a-z]", text))
    sides = text.replace(" ", "").split("=")
    if len(letters) != 1 or len(sides) != 2:
        return None
    left, right = map(_terms, sides)
    return Equation(left, right, letters.pop(), text) if left and right else None


def _terms(side: str, inside: bool = False) -> tuple | None:
    terms, at = [], 0
    while at < len(side):
        match = _TERM.match(side, at)
        sign, number, bracket, letter = match.groups()
        if match.end() == at or not (number or bracket or letter) or (at and not sign):
            return None
        k = Fraction(int(number or 1)) * (-1 if sign == "-" else 1)
        if bracket is not None:
            inner = None if inside else _terms(bracket, inside=True)
            if not inner:
                return None
            terms.append((k, (sum(t[0] for t in inner), sum(t[1] for t in inner))))
        else:
            terms.append((k, Fraction(0)) if letter else (Fraction(0), k))
        at = match.end()
    return tuple(terms)


def _partial(k: Fraction, a: Fraction, b: Fraction) -> Side:
    """Only the unknown's term is multiplied, wherever it stands in the bracket."""
    return k * a, b


def _sign_lost(k: Fraction, a: Fraction, b: Fraction) -> Side:
    return k * a, -abs(k * b) if k < 0 and b < 0 else k * b


def _conjoin(a: Fraction, b: Fraction) -> Side:
    return (a + b, Fraction(0)) if a and b else (a, b)


def _divide_one_term(a: Fraction, b: Fraction, d: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    return (Fraction(1), b, d / a) if b and a not in (0, 1) else (a, b, d)


DOMAIN = Domain(
    "equations",
    read,
    solve,
    Rules(),
    {
        "partial-distribution": {"distribute": _partial},
        "sign-lost-in-bracket": {"distribute": _sign_lost},
        "conjoining": {"like_terms": _conjoin},
        "moves-unknown-without-changing-sign": {"move_unknown": lambda a, c: a + c},
        "moves-number-without-changing-sign": {"move_number": lambda b, d: d + b},
        "one-side-only": {"move_unknown": lambda a, c: a, "move_number": lambda b, d: d},
        "divides-one-term-only": {"divide_early": _divide_one_term},
        "subtracts-coefficient": {"divide": _subtract_coefficient},
        "turns-quotient": {"divide": _turn_quotient},
        "loses-negative-in-division": {"divide": lambda a, d: abs(d / a)},
    },
)
