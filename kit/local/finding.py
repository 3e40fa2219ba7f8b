"""What a search for identifying words brings up, and what all searches ask of a text."""

import re
from typing import NamedTuple

from .folding import Word, common_words

SURE, LIKELY, UNSURE = 0.95, 0.75, 0.3
"""Certainty of a hit. From LIKELY on it is hidden unless the reviewer shows it again; below, the other way round."""


class Found(NamedTuple):
    """A stretch of text that may identify somebody."""

    start: int
    end: int
    kind: str
    certainty: float
    replacement: str = "[name]"


OPERATOR = re.compile(r"\s*[+=×÷<>*/^(]|\s*[-−–]\s*[\dA-Za-z]\b")
"""What follows a letter that is a variable."""


def is_word(word: Word) -> bool:
    """Whether a word is no name by itself."""
    return word.folded in common_words()


def is_loud(text: str) -> bool:
    """Whether a text is written in capitals throughout: a capital then tells nothing."""
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 3 and sum(one.isupper() for one in letters) > 0.8 * len(letters)


def opens(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here."""
    before = text[:at].rstrip(" \t\"“'‘(¿¡*")
    return not before or before[-1] in ".!?\n:;…-–—•"
