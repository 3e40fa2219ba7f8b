"""Reads numbers as people write them: `3/4`, `1 1/2`, `2`, and sums such as `3/4 + 1/2`."""

import re
from fractions import Fraction

_NUMBER = re.compile(r"(?:(\d{1,3})\s+)?(\d{1,3})\s*/\s*(\d{1,3})|(\d{1,3})")


def quantity(text: str) -> Fraction:
    """The value of a whole number, a fraction or a mixed number.

    Raises:
        ValueError: the text is none of these, or its denominator is 0; the message can be shown.
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text}” is not a number such as 3/4, 1 1/2 or 2")
    whole, numerator, denominator, alone = found.groups()
    if alone is not None:
        return Fraction(int(alone))
    if int(denominator) == 0:
        raise ValueError(f"“{text}” has the denominator 0, and nothing can be cut into 0 equal parts")
    return int(whole or 0) + Fraction(int(numerator), int(denominator))


def addends(text: str) -> list[str]:
    """The numbers of a sum, as written: `3/4 + 1/2` gives `3/4` and `1/2`; one number gives itself."""
    return [part.strip() for part in text.split("+")]
