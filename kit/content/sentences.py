"""Reads number sentences that a pan balance can show: `8 + 4 = □ + 5`, `3x + 2 = x + 10`."""

import re
from dataclasses import dataclass
from fractions import Fraction

MOST_BOXES, MOST_WEIGHTS, HEAVIEST = 6, 4, 99
"""On one pan: how many boxes and weights, and what one weight may be; more could not be told apart on a phone."""

_TERM = re.compile(r"(?P<boxes>\d?)\s*(?P<box>[x□])|(?P<weight>\d{1,2})")


@dataclass(frozen=True)
class Pan:
    """What lies on one pan: so many boxes of one unknown weight, and weights that are known."""

    boxes: int
    weights: tuple[int, ...]

    def weighs(self, box: int | Fraction) -> int | Fraction:
        """The weight of it all, where each box weighs `box`."""
        return self.boxes * box + sum(self.weights)


@dataclass(frozen=True)
class Sentence:
    """A number sentence as two pans; `box` is how the unknown is written, `x` or `□`."""

    left: Pan
    right: Pan
    box: str

    def solution(self) -> Fraction | None:
        """What a box weighs where the pans are level; None where no number does it, or every number."""
        boxes = self.left.boxes - self.right.boxes
        if boxes == 0:
            return None
        return Fraction(sum(self.right.weights) - sum(self.left.weights), boxes)


def pan(text: str) -> Pan:
    """One side of a number sentence.

    Raises:
        ValueError: it cannot lie on a pan; the message can be shown.
    """
    if re.search(r"[-−–]", text):
        raise ValueError(f"“{text}” takes away or is negative, and a pan shows only what lies on it")
    boxes, weights = 0, []
    for term in text.split("+"):
        found = _TERM.fullmatch(term.strip())
        if not found:
            raise ValueError(
                f"“{term.strip()}” in “{text}” is no weight up to {HEAVIEST}, such as 8, and no box, x or 2x"
            )
        if found["box"]:
            boxes += int(found["boxes"] or 1)
        elif int(found["weight"]):
            weights.append(int(found["weight"]))
    if boxes > MOST_BOXES or len(weights) > MOST_WEIGHTS:
        raise ValueError(
            f"“{text}” is too much for one pan: at most {MOST_BOXES} boxes and {MOST_WEIGHTS} weights"
        )
    return Pan(boxes, tuple(weights))


def sentence(text: str) -> Sentence:
    """A number sentence with one equal sign.

    Raises:
        ValueError: it cannot be shown with two pans; the message can be shown.
    """
    sides = text.split("=")
    if len(sides) != 2:
        raise ValueError(f"“{text}” does not have exactly one equal sign")
    return Sentence(pan(sides[0].strip()), pan(sides[1].strip()), "x" if "x" in text else "□")
