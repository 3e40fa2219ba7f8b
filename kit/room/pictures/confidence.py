"""Reflect and ProgressionView: a group's confidence for each level, and the levels met in class."""

from collections import Counter

from ...lang import t
from .forms import Parts, Value, bars, stacked, whole

LEAST = 5
"""Answers from which on a group's confidence is shown: with fewer, everybody would know whose is whose."""


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A row for each level, divided among the points of the scale. Private writing is not shown, not even to the hand."""
    levels, scale = content["levels"], content["scale"]
    if not levels:
        return Parts(missing=t("This is private writing. It is not shown here or anywhere."))
    counts = {level["id"]: [0] * len(scale) for level in levels}
    marked = 0
    for value in values:
        confidence = value.record("confidence")
        points = {id: whole(confidence.get(id), 1, len(scale)) for id in counts}
        for id, point in points.items():
            if point is not None:
                counts[id][point - 1] += 1
        marked += any(point is not None for point in points.values())
    about = [
        t("Confidence is shown from {least} people on. Writing is private and is not shown.", least=LEAST)
    ]
    if marked < LEAST:
        return Parts(
            about=about,
            missing=t(
                "{n} so far. The group's confidence is shown once {least} have marked it.",
                n=marked,
                least=LEAST,
            ),
        )
    rows = [
        {"id": level["id"], "label": f"{level['id']} {level['name']}", "counts": counts[level["id"]]}
        for level in levels
    ]
    named = [{"id": str(index + 1), "name": words} for index, words in enumerate(scale)]
    return Parts(about=about, panels=[stacked(t("How sure the group is"), named, rows)])


def levels_met(content: dict, values: list[Value], revealed: bool) -> Parts:
    """How many met each level in their class; notes for the hand."""
    names = {level["id"]: f"{level['id']} {level['name']}" for level in content["levels"]}
    counted = Counter(level for value in values for level in value.texts("met") if level in names)
    typed = [
        (names[level], value.record("notes").text(level))
        for value in values
        for level in value.record("notes")
        if level in names
    ]
    return Parts(
        panels=[bars(t("Met in class"), len(values), counted, names)] if counted else [],
        typed=typed,
    )
