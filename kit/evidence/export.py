"""A report's numbers as a data package: CSV files with a dictionary of their columns. Of the group only; of nobody in it."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import KitError
from .estimates import FEWEST, Estimate
from .findings import Findings

_NUMBERS = {
    "topic": ("string", "agreement, growth or confidence."),
    "key": ("string", "The sort that it is about, session/name; empty for the two forms."),
    "part": ("string", "The part of the forms, or empty for all of them."),
    "number": (
        "string",
        "Which number: see the documentation of kit.evidence.Agreement and kit.evidence.Growth.",
    ),
    "value": ("number", "The number: shares and scores from 0 to 1. Empty where there is none."),
    "low": ("number", "Lower end of the 95 percent interval."),
    "high": ("number", "Upper end of the 95 percent interval."),
    "people": ("integer", f"How many people it rests on; empty below {FEWEST}."),
    "why": ("string", "Why the number or its interval is missing."),
}
_SPLITS = {
    "key": ("string", "The sort, session/name."),
    "card": ("string", "The card's id in the sort's work set."),
    "level": ("string", "A level of the progression, or unsure for “not enough to say”."),
    "people": ("integer", "How many people put the card there."),
    "reference": ("boolean", "Whether the reference puts it there."),
}
_SESSIONS = {
    "session": ("string", "The session's number."),
    "title": ("string", "Its title."),
    "first_day": (
        "date",
        f"First day on which at least {FEWEST} people answered; empty where there is none.",
    ),
    "last_day": ("date", "Last such day."),
    "people": ("integer", f"How many answered something in it; empty below {FEWEST}."),
    "minutes_planned": ("integer", "Minutes of the path that was chosen."),
    "minutes_with_answers": (
        "integer",
        f"Planned minutes of those parts in which at least {FEWEST} people answered something.",
    ),
}
_FEATURES = {
    "feature": ("integer", "Number of the feature, 1 to 5."),
    "name": ("string", "Its name."),
    "part": ("string", "A part of a session in which it lives, session/part."),
    "met": ("boolean", f"Whether at least {FEWEST} people answered something in that part."),
}
_FILES = {"numbers": _NUMBERS, "splits": _SPLITS, "sessions": _SESSIONS, "features": _FEATURES}


def write(findings: Findings, folder: Path, *, path: str, version: str) -> list[Path]:
    """Write the data package.

    Args:
        findings: what there is to tell.
        folder: made if it is not there.
        path: which path was held, in minutes.
        version: of the kit.

    Raises:
        KitError: there are too few people, or the folder cannot be written.
    """
    if findings.suppressed:
        raise KitError(f"Fewer than {FEWEST} people answered, so there are no numbers to export.")
    rows = {
        "numbers": _numbers(findings),
        "splits": _splits(findings),
        "sessions": _sessions(findings, path),
        "features": _features(findings),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in rows.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file)
                table.writerow(_FILES[name])
                table.writerows(["" if cell is None else _cell(cell) for cell in line] for line in lines)
        descriptor = json.dumps(_descriptor(findings, version), ensure_ascii=False, indent=2) + "\n"
        (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    except OSError as error:
        raise KitError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}). Choose another folder with --out."
        ) from error
    return [folder / "datapackage.json", *(folder / f"{name}.csv" for name in rows)]


def _descriptor(findings: Findings, version: str) -> dict:
    constructed = "CONSTRUCTED, nobody gave these answers: " if findings.collected.constructed else ""
    days = findings.collected.days
    when = f"{days[0]} to {days[-1]}" if days else "no date is known"
    return {
        "name": "throughline-report",
        "title": f"{constructed}evidence of one group, {when}",
        "description": f"{findings.collected.people} people; {findings.collected.origin}. Numbers are about the group; nobody can be ranked by "
        f"them, and two groups are not to be compared. Made with Throughline {version}.",
        "licenses": [
            {"name": "not-licensed", "title": "The group's own; not for publication without its consent"}
        ],
        "sources": [{"title": findings.collected.origin}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": field, "type": kind, "description": text}
                        for field, (kind, text) in fields.items()
                    ]
                },
            }
            for name, fields in _FILES.items()
        ],
    }


def _cell(cell: object) -> object:
    return str(cell).lower() if isinstance(cell, bool) else cell


def _people(number: int) -> int | None:
    return number if number >= FEWEST else None


def _number(topic: str, key: str, part: str, name: str, one: Estimate) -> list:
    rounded = [None if number is None else round(number, 4) for number in (one.value, one.low, one.high)]
    return [topic, key, part, name, *rounded, _people(one.n), one.why]


def _numbers(findings: Findings) -> Iterator[list]:
    for board in findings.boards:
        for name in ("exact", "adjacent", "kappa", "alpha_ordinal", "alpha_nominal", "fleiss"):
            yield _number("agreement", board.key, "", name, getattr(board.agreement, name))
    growth = findings.growth
    if growth is None:
        return
    for name in (
        "score_before",
        "score_after",
        "change",
        "raw_change",
        "effect_size",
        "form_difficulty",
        "written_change",
    ):
        yield _number("growth", "", "", name, getattr(growth, name))
    for part in growth.by_part:
        for name in ("before", "after", "change", "written"):
            yield _number("growth", "", part.part, name, getattr(part, name))
    for name in ("confidence", "success", "calibration"):
        for when in ("before", "after"):
            yield _number("confidence", "", "", f"{name}_{when}", getattr(growth, f"{name}_{when}"))
    yield _number("confidence", "", "", "calibration_change", growth.calibration_change)


def _splits(findings: Findings) -> Iterator[list]:
    for one in findings.split:
        card, split = one.sample.id, one.split
        anchored = one.sample.anchor is not None
        for level, count in split.counts.items():
            yield [one.board.key, card, str(level), count, anchored and level == split.anchor]
        yield [one.board.key, card, "unsure", split.unsure, anchored and split.anchor is None]


def _sessions(findings: Findings, path: str) -> Iterator[list]:
    for one in findings.held:
        first, last = (one.days[0], one.days[-1]) if one.days else (None, None)
        yield [
            one.unit.number,
            one.unit.title,
            first,
            last,
            _people(one.people),
            one.unit.minutes(path),
            one.minutes_met(path),
        ]


def _features(findings: Findings) -> Iterator[list]:
    for feature, met in findings.features:
        there = {part.id for part, _ in met}
        for id, _ in feature.parts:
            yield [feature.number, feature.name, id, id in there]
