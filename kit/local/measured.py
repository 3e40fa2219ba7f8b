"""What the rules of `deidentify` were measured to find and to miss: the one place that these numbers stand in.

`python -m tests.importing.measuring` measures and writes `measured.json` beside this file; a test holds it to be true.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".json")


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
    kinds = ", ".join(f"{row.kind} {row.planted - row.marked} of {row.planted}" for row in missed)
    return [
        f"In a test with {all_.planted} planted identifiers that the rules had not seen, {all_.marked} were marked and "
        f"{all_.planted - all_.marked} were missed.",
        f"Missed there: {kinds}.",
        "It knows your roster, not your school: a name that is on no list and in small letters, a nickname of your class, "
        "an initial alone, a number that stands for a student, and anything a story gives away are yours to find.",
        "A name that is also a word (Ray, Will, Mark) is marked (on the screen with a dotted line) and stays in the text until you hide it. So does "
        f"whatever the rules are unsure of: about {alarms['marked']:.0f} such marks in 100 answers that name nobody, with a roster full of such names.",
        "It reads no handwriting. On a picture it guesses where a name line may be, and takes a heading for one as well: on drawn test "
        f"pages it covered the name {where['at the top'][0]} of {where['at the top'][1]} times where it stood at the top, "
        f"{where['at the bottom'][0]} of {where['at the bottom'][1]} at the bottom, {sideways[0]} of {sideways[1]} on pages that lie "
        "sideways. Names inside the work, faces, and whatever else is in the picture are yours to find.",
    ]
