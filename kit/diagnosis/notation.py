"""Problems and answers as people type them: reading them, and telling when two answers are the same."""

import re
from fractions import Fraction
from functools import lru_cache

from ..errors import KitError
from . import (
    column_addition,
    column_subtraction,
    decimals,
    equations,
    fractions,
    integers,
    multiplication,
)
from .steps import Domain

DOMAINS: dict[str, Domain] = {
    module.DOMAIN.id: module.DOMAIN
    for module in (
        column_addition,
        column_subtraction,
        multiplication,
        fractions,
        decimals,
        integers,
        equations,
    )
}
"""The kinds of written mathematics, in the order in which a problem is tried."""

HOW_TO_WRITE = (
    "Write it like 536 - 277, 28 + 15, 46 × 3, 3/5 + 1/2, 4.63 ? 4.8, -3 - 5, or 3x + 4 = 19; "
    "subtraction in columns has the larger number first."
)

_SIGNS = str.maketrans({"−": "-", "–": "-", "*": "×", "·": "×", ":": "÷"})
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65_536)
def tidy(text: str) -> str:
    """One notation for what is typed: `536−277` and `536 - 277` become the same text."""
    text = _SPACES.sub(" ", text.translate(_SIGNS)).strip()
    if "=" in text:
        text = re.sub(r"\s*([-+=])\s*", r" \1 ", text.lower()).strip()
        return re.sub(r"(^|\(|= )\s*- ", r"\1-", text).replace("( ", "(")
    text = re.sub(r"(?<=\d)\s*[xX]\s*(?=[\d(-])", " × ", text)
    text = re.sub(r"(?<=[\d)])\s*([-+×÷?])\s*", r" \1 ", text)
    return re.sub(r"(?<![\d)] )-\s+(?=\d)", "-", text)


def readings(problem: str) -> dict[str, object]:
    """The domains that can read a problem, in order, each with the problem as it reads it.

    Raises:
        KitError: none can; the message says how problems are written.
    """
    if not isinstance(problem, str):
        raise KitError(f"A problem is written as text; this is {problem!r}. {HOW_TO_WRITE}")
    found = _read(problem)
    if not found:
        raise KitError(f"“{problem}” cannot be read as a problem. {HOW_TO_WRITE}")
    return found


@lru_cache(maxsize=65_536)
def _read(problem: str) -> dict[str, object]:
    text = tidy(problem)
    found = {id: domain.read(text) for id, domain in DOMAINS.items()}
    return {id: read for id, read in found.items() if read is not None}


def domains_of(problems: tuple[str, ...]) -> tuple[str, ...]:
    """In which domain each problem of a paper stands.

    Each problem is taken by itself, in the first domain that reads it; but a domain that this gives for one
    problem, and that can read all of them, is taken for all. So `9 - 5` among `3 - 8` and `-2 + 4` is
    signed arithmetic.
    """
    possible = [readings(problem) for problem in problems]
    first = [next(iter(read)) for read in possible]
    shared = [id for id in DOMAINS if id in first and all(id in read for read in possible)]
    return tuple(shared[:1] * len(problems) or first)


_MIXED = re.compile(r"(-?)(\d+) (\d+)/(\d+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+|-?\d+/\d+")


@lru_cache(maxsize=65_536)
def value(answer: str) -> str:
    """An answer in one form, so that equal answers become equal texts.

    `4/8`, `0.5` and `1/2` are the same; so are `x = 5` and `5`. What is not a number is compared as text.
    """
    text = " ".join(answer.translate(_SIGNS).lower().split())
    text = re.sub(r"^[a-z] ?= ?", "", text)
    mixed = _MIXED.fullmatch(text)
    if mixed and int(mixed[4]):
        sign = -1 if mixed[1] else 1
        return str(sign * (int(mixed[2]) + Fraction(int(mixed[3]), int(mixed[4]))))
    if "," in text and re.fullmatch(r"-?\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    text = re.sub(r"^- (?=\d)", "-", text)
    if _NUMBER.fullmatch(text) and not text.endswith("/0"):
        try:
            return str(Fraction(text))
        except ZeroDivisionError:
            return text
    return text


def comparison(answer: str, problem: object) -> str:
    """The sign that an answer to `4.63 ? 4.8` stands for: the sign, the larger number, or a word."""
    text = " ".join(answer.lower().split())
    left, right = problem
    if left != right and text in (left, right):
        return ">" if text == left else "<"
    return "=" if text in ("same", "equal", "equals", "they are equal", "both") else text


def key(answer: object, domain: str, problem: object) -> str | None:
    """The form in which an answer is compared, or None when there is no answer (None, "", or NaN)."""
    try:
        if answer is None or answer != answer:
            return None
    except TypeError:  # pandas.NA is neither equal nor unequal to itself
        return None
    text = answer if isinstance(answer, str) else str(answer)
    if not text.strip():
        return None
    return comparison(text, problem) if domain == "decimal-comparison" else value(text)
