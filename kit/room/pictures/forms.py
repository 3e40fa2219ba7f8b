"""What the pictures of all kinds are put together from. Values come from browsers, so that every field is looked at first."""

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from statistics import median

from ...lang import t

LONGEST = 1000
"""Characters of one text in a picture."""


@dataclass
class Parts:
    """What one kind of activity gives to its picture.

    Attributes:
        about: plain sentences, such as how something was measured.
        panels: see `kit.room.pictures`.
        reference: what the marks of the reference mean, once it is revealed.
        missing: why there is no panel yet, where there is none.
        typed: pairs of what a text is about (words of the content) and the text.
    """

    about: list[str] = field(default_factory=list)
    panels: list[dict] = field(default_factory=list)
    reference: str = ""
    missing: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)


class Value(dict):
    """A participant's value whose fields are asked for by form: an odd field is as if it were not there."""

    def record(self, name: str) -> "Value":
        """A field that is an object; its keys are texts, because it came as JSON."""
        found = self.get(name)
        return Value(found) if isinstance(found, dict) else Value()

    def texts(self, name: str) -> list[str]:
        """The texts of a field that is a list, each once, in order."""
        found = self.get(name)
        return (
            list(dict.fromkeys(one for one in found if isinstance(one, str)))
            if isinstance(found, list)
            else []
        )

    def text(self, name: str) -> str:
        """A field that is text, or ""."""
        found = self.get(name)
        return found if isinstance(found, str) else ""


def sound(values: Iterable[dict]) -> list[Value]:
    """The values, ready to be asked."""
    return [Value(one) for one in values]


def number(given: object, least: float = -math.inf, most: float = math.inf) -> float | None:
    """A finite number in a range, or None. True is no number, and a whole number too long for a float is none either."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    try:
        return given if math.isfinite(given) and least <= given <= most else None
    except OverflowError:
        return None


def whole(given: object, least: int, most: int) -> int | None:
    """A whole number in a range, or None."""
    found = number(given, least, most)
    return int(found) if found is not None and found == int(found) else None


def stacked(heading: str, parts: list[dict], rows: list[dict]) -> dict:
    """A panel of rows that are divided among the same parts."""
    return {
        "form": "stacked",
        "heading": heading,
        "parts": parts,
        "rows": [{"note": "", "mark": None, **row, "n": sum(row["counts"])} for row in rows],
    }


def bars(
    heading: str, of: int, counted: Counter, names: dict[str, str], marked: Collection[str] = ()
) -> dict:
    """A panel of how many of `of` people chose each; `names` has the rows in order, by id."""
    return {
        "form": "bars",
        "heading": heading,
        "of": of,
        "rows": [
            {"id": id, "label": label, "count": counted[id], "mark": id in marked}
            for id, label in names.items()
        ],
    }


def strip(id: str, label: str, found: list[float], digits: int, mark: float | None = None) -> dict:
    """A row of places on a line: how many stand at each, and the middle one. Places closer than `digits` are one."""
    counted = Counter(round(one, digits) for one in found)
    return {
        "id": id,
        "label": label,
        "at": [[at, times] for at, times in sorted(counted.items())],
        "n": len(found),
        "middle": round(median(found), digits) if found else None,
        "mark": mark,
    }


def interval(heading: str, start: float, end: float, rows: list[dict]) -> dict:
    """A panel of numbers about the group, each with the interval it may lie in; the line is marked at 0, its ends and between."""
    ticks = sorted({start, (start + end) / 2, 0, end})
    return {
        "form": "intervals",
        "heading": heading,
        "start": start,
        "end": end,
        "ticks": [[at, f"{at:g}".replace("-", "−")] for at in ticks],
        "rows": rows,
    }


def listed(names: list[str]) -> str:
    """Names in a sentence: A; A and B; A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return t("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def digits_for(start: float, end: float) -> int:
    """Decimal digits that cut a line into some hundred places, so that what is drawn does not grow with the group."""
    length = end - start
    return 2 - math.floor(math.log10(length)) if length > 0 else 2


def texts_of(key: str, typed: Iterable[tuple[str, str]], passed: Collection[str]) -> list[dict]:
    """What was typed, each text once, in an order that tells nothing of who or when.

    A text's id is made of the activity, what it is about and the text itself: after an edit it is another text, which has
    to be passed again.
    """
    counted: Counter = Counter()
    for about, text in typed:
        text = text.strip()
        if text:
            counted[about, text[:LONGEST]] += 1
    found = []
    for (about, text), times in counted.items():
        id = hashlib.sha256("\n".join([key, about, text]).encode("utf-8", "replace")).hexdigest()[:16]
        found.append({"id": id, "about": about, "text": text, "times": times, "passed": id in passed})
    return sorted(found, key=lambda one: one["id"])
