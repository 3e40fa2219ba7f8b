"""The live picture of one activity: what a group answered, added up and without names.

A picture is JSON that a page draws without knowing any activity:

    {kind, n, public: {title_html, question_html, about: [sentence], reference, panels: [panel], missing}, texts, more_texts, tally}

`n` is how many answered, on devices and on paper. `public` may be shown to anybody and holds nothing that somebody typed. `about` says how things were
counted, the most important first; `reference` what the marks of a revealed reference mean; `missing` why there is no panel yet. A panel has one of five forms:

    {form: "stacked", heading, parts: [{id, name}], rows: [{id, label, counts, n, note, mark}]}    mark: index of a part
    {form: "bars", heading, rows: [{id, label, count, mark}], of}                              mark: true for the reference
    {form: "strips", marks: "bar"|"point", heading, start, end, unit, ticks: [[at, label]], rows: [{id, label, at: [[position, count]], n, middle, mark}]}
    {form: "intervals", heading, start, end, ticks: [[at, label]], rows: [{id, label, low, middle, high, n}]}   low, high: null without one
    {form: "words", heading, html, source}

References (published numbers, anchors, the idea at work) are in it only once they are revealed. `texts` is what was typed:
`{id, about, text, times, passed}`, for the facilitator, who passes a text before anybody else sees it. `tally` is the table in which
the facilitator types counts from paper, `{rows, parts, counts}`; null for kinds that have none.
"""

from collections.abc import Callable, Collection, Iterable

from ...lang import t
from . import (
    confidence,
    doing,
    grouping,
    growing,
    lab,
    lines,
    polls,
    predicting,
    sorting,
    standards,
    talk,
    tallies,
    watching,
)
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
    "HandOver": growing.parts,
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
    activity: dict,
    responses: Iterable[object],
    *,
    revealed: bool = False,
    passed: Collection[str] = (),
    tally: dict | None = None,
) -> dict:
    """The picture of one activity.

    Args:
        activity: `{key, kind, content}`: its key, the name of its class and its content.
        responses: values that participants sent, in any order. What does not fit the content is left out; nothing in a
            value can make this fail.
        revealed: whether the reference may be shown.
        passed: ids of the texts that the facilitator has passed.
        tally: counts from paper, as `tallies.sound` leaves them.

    Returns:
        JSON as the module says.
    """
    on_paper = tallies.values(activity, tally or {})
    values = [*(one for one in responses if isinstance(one, dict)), *on_paper]
    content = activity["content"]
    make = KINDS.get(activity["kind"])
    made = make(content, sound(values), revealed) if make else Parts()
    if on_paper:
        made.about.append(t("{n} of them answered on paper.", n=len(on_paper)))
    table = tallies.form(activity)
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
        "tally": {**table, "counts": tally or {}} if table else None,
    }


def for_projector(given: dict) -> dict:
    """The same picture with the passed texts only, and nothing to type in."""
    return {
        **given,
        "texts": [one for one in given["texts"] if one["passed"]],
        "more_texts": 0,
        "tally": None,
    }
