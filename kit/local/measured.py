"""What the rules of `deidentify` were measured to find and to miss: the one place that these numbers stand in.

`python -m tests.importing.measuring` measures and writes `measured.json` beside this file; a test holds it to be true.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..lang import later, t

FILE = Path(__file__).with_suffix(".json")

KINDS = (
    later("full name"),
    later("first name"),
    later("last name"),
    later("possessive"),
    later("nickname"),
    later("initials"),
    later("misspelled"),
    later("name that is a word"),
    later("signature or name line"),
    later("somebody not on the roster"),
    later("teacher"),
    later("school"),
    later("room or class"),
    later("town or place"),
    later("address"),
    later("e-mail"),
    later("phone"),
    later("web address"),
    later("user name"),
    later("number of a student"),
    later("date"),
    later("birthday or age"),
)
"""Kinds of identifiers, as the file beside this one calls them."""


class Recall(NamedTuple):
    """Of one kind of identifier: how many were planted, marked for the reviewer, and hidden without being asked."""

    kind: str
    planted: int
    marked: int
    hidden: int


@cache
def measured() -> dict:
    """`first`, `second`: recall by kind; `pages`: drawn pages; `false_alarms`: answers, marked and hidden places per 100 of them, by corpus."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def recall(part: str = "second") -> list[Recall]:
    """Recall by kind, in answers that the rules were written with (`first`) or without (`second`)."""
    return [Recall(kind, *numbers) for kind, numbers in measured()[part].items()]


def total(part: str = "second") -> Recall:
    """All kinds together."""
    rows = recall(part)
    return Recall("all", *(sum(row[at] for row in rows) for at in (1, 2, 3)))


def sentences() -> list[str]:
    """What a reviewer has to know, in plain words with the measured numbers."""
    all_, alarms = total(), measured()["false_alarms"]["with_words"]
    missed = sorted(
        (row for row in recall() if row.marked < row.planted), key=lambda row: row.marked / row.planted
    )
    where = measured()["pages"]
    sideways = where["on a page that lies sideways"]
    kinds = ", ".join(
        t(
            "{kind} {missed} of {planted}",
            kind=t(row.kind),
            missed=row.planted - row.marked,
            planted=row.planted,
        )
        for row in missed
    )
    return [
        t(
            "In a test with {planted} planted identifiers that the rules had not seen, {marked} were marked and {missed} were missed.",
            planted=all_.planted,
            marked=all_.marked,
            missed=all_.planted - all_.marked,
        ),
        t("Missed there: {kinds}.", kinds=kinds),
        t(
            "It knows your roster, not your school: a name that is on no list and in small letters, a nickname of your class, "
            "an initial alone, a number that stands for a student, and anything a story gives away are yours to find."
        ),
        t(
            "A name that is also a word (Ray, Will, Mark) is marked (on the screen with a dotted line) and stays in the text until you hide it. So does "
            "whatever the rules are unsure of: about {marks} such marks in 100 answers that name nobody, with a roster full of such names.",
            marks=f"{alarms['marked']:.0f}",
        ),
        t(
            "It reads no handwriting. On a picture it guesses where a name line may be, and takes a heading for one as well: on drawn test "
            "pages it covered the name {top} of {tops} times where it stood at the top, {bottom} of {bottoms} at the bottom, "
            "{sideway} of {sideways} on pages that lie sideways. Names inside the work, faces, and whatever else is in the picture "
            "are yours to find.",
            top=where["at the top"][0],
            tops=where["at the top"][1],
            bottom=where["at the bottom"][0],
            bottoms=where["at the bottom"][1],
            sideway=sideways[0],
            sideways=sideways[1],
        ),
    ]
