"""The live picture of one activity: what a group answered, added up and without names.

A picture is JSON that a page draws without knowing any activity:

    {kind, n, public: {title_html, question_html, about: [sentence], reference, panels: [panel], missing}, texts, more_texts}

`n` is how many answered. `public` may be shown to anybody and holds nothing that somebody typed. `about` says how things were
counted, the most important first; `reference` what the marks of a revealed reference mean; `missing` why there is no panel yet. A panel has one of four forms:

    {form: "stacked", heading, parts: [{id, name}], rows: [{id, label, counts, n, note, mark}]}    mark: index of a part
    {form: "bars", heading, rows: [{id, label, count, mark}], of}                              mark: true for the reference
    {form: "strips", marks: "bar"|"point", heading, start, end, unit, ticks: [[at, label]], rows: [{id, label, at: [[position, count]], n, middle, mark}]}
    {form: "words", heading, html, source}

References (published numbers, anchors, the idea at work) are in it only once they are revealed. `texts` is what was typed:
`{id, about, text, times, passed}`, for the facilitator, who passes a text before anybody else sees it.
"""

from collections.abc import Callable, Collection, Iterable

from . import confidence, doing, grouping, lab, lines, polls, predicting, sorting, standards, talk, watching
from .forms import Parts, sound, texts_of

LARGEST = 200
"""Texts that one picture carries; the rest is counted."""

KINDS: dict[str, Callable[..., Parts]] = {
    "SortBoard": sorting.parts,
    "Predict": predicting.parts,
    "Poll": polls.parts,
    "Reflect": confidence.parts,
    "ProgressionView": confidence.levels_met,
    "BugLab": lab.parts,
    "DecideNext": grouping.parts,
    "NumberLine": lines.parts,
    "TalkMoves": talk.parts,
    "ObservationSheet": watching.parts,
    "TrajectoryMap": standards.parts,
    **dict.fromkeys(
        ("ArrayModel", "BaseTen", "CountingTray", "DoubleNumberLine", "PanBalance", "RatioTable"), doing.parts
    ),
}
"""What each kind of activity shows; any other shows how many answered. DiagnosticTask never shows more: its key and what a group
knew are nobody's business in a room."""


def picture(
    activity: dict, responses: Iterable[object], *, revealed: bool = False, passed: Collection[str] = ()
) -> dict:
    """The picture of one activity.

    Args:
        activity: `{key, kind, content}`: its key, the name of its class and its content.
        responses: values that participants sent, in any order. What does not fit the content is left out; nothing in a
            value can make this fail.
        revealed: whether the reference may be shown.
        passed: ids of the texts that the facilitator has passed.

    Returns:
        JSON as the module says.
    """
    values = [one for one in responses if isinstance(one, dict)]
    content = activity["content"]
    make = KINDS.get(activity["kind"])
    made = make(content, sound(values), revealed) if make else Parts()
    texts = texts_of(activity["key"], made.typed, passed)
    return {
        "kind": activity["kind"],
        "n": len(values),
        "public": {
            "title_html": content.get("title_html", ""),
            "question_html": content.get("question_html", ""),
            "about": made.about,
            "reference": made.reference,
            "panels": made.panels,
            "missing": made.missing,
        },
        "texts": texts[:LARGEST],
        "more_texts": max(0, len(texts) - LARGEST),
    }


def for_projector(given: dict) -> dict:
    """The same picture with the passed texts only."""
    return {**given, "texts": [one for one in given["texts"] if one["passed"]], "more_texts": 0}
