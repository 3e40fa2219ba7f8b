"""Work sets: records of student work under a Frictionless data package, and what is chosen from them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .datapackage import DESCRIPTOR, open_package, rows_of
from .drawings.pictures import LARGEST, has_metadata
from .models import Anchor, AnchorRule, Answer, Item, SampleAnchor, WorkSample, WorkSet, WorkSetFile
from .problems import Problem

if TYPE_CHECKING:
    from frictionless import Package

IDENTIFYING = frozenset(
    [
        "name",
        "first_name",
        "last_name",
        "surname",
        "student",
        "student_name",
        "child",
        "child_name",
        "initials",
        "nickname",
        "email",
        "phone",
        "address",
        "postcode",
        "zip",
        "birthday",
        "birthdate",
        "date_of_birth",
        "dob",
        "school",
        "class",
        "classroom",
        "teacher",
        "district",
        "gender",
        "sex",
        "ethnicity",
        "race",
        "photo",
        "file_name",
        "date",
        "test_date",
    ]
)
"""Column names that point at a person, or narrow a group down to one. Records carry none of them."""


def check_records(folder: Path, shown_as: str) -> list[Problem]:
    """Everything wrong with the data package of a work set: descriptor, columns, and every row.

    Args:
        folder: holds `datapackage.json` and the CSV files it names.
        shown_as: the folder's name in messages.
    """
    problems: list[Problem] = []
    missing = "Every work set has a descriptor: see CONTRIBUTING.md, “Add a work set”."
    package = open_package(folder, shown_as, problems, missing=missing)
    if package is not None:
        problems.extend(_identifying_columns(package, f"{shown_as}/{DESCRIPTOR}"))
        problems.extend(_pictures(folder, shown_as) if not problems else ())
    return problems


def _pictures(folder: Path, shown_as: str) -> Iterable[Problem]:
    """Pictures that the records name: there, beside the records, described, small enough, without metadata."""
    for number, row in enumerate(rows_of(folder), start=2):
        name = row.get("picture")
        if not name:
            continue
        place = f"{shown_as}/{name}"
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            yield Problem(
                place, f"row {number}", "is not in the work set's folder.", "Bring the picture back."
            )
            continue
        if not row.get("alt"):
            yield Problem(
                place,
                f"row {number}",
                "is a picture without a text that stands for it.",
                "Say it in column “alt”.",
            )
        content = file.read_bytes()
        if len(content) > LARGEST:
            yield Problem(place, "", f"has more than {LARGEST // 1000} kB.", "Crop it, or save it smaller.")
        if has_metadata(content):
            yield Problem(
                place,
                "",
                "holds metadata, which may say where and by whom it was taken.",
                "Import it with `throughline work import`, or save it without.",
            )


def _identifying_columns(package: "Package", name: str) -> Iterable[Problem]:
    for resource in package.resources:
        for column in resource.schema.field_names:
            if column.lower() in IDENTIFYING:
                yield Problem(
                    name,
                    f"column “{column}”",
                    "can identify a person.",
                    "Take the column out of the file and the schema before it is stored anywhere.",
                )


def misfits_of(records: list[dict], file: WorkSetFile) -> Iterable[tuple[str, str]]:
    """Where the records and `workset.yaml` do not fit each other, as message and remedy."""
    if not records:
        return
    columns = set(records[0])
    if "sample" not in columns:
        yield "has no column “sample”.", "Give every student a new id in it."
    if "item" in columns:
        given = {record["item"] for record in records}
        for item in sorted(given - set(file.items)):
            yield f"holds answers to “{item}”, which the work set does not list.", "Add it under `items:`."
    else:
        for item in file.items:
            if item not in columns:
                yield f"has no column for the item “{item}”.", "Add it, or take the item out of `items:`."
    for column in re.findall(r"\{(\w+)\}", file.describe):
        if column not in columns:
            yield f"describes students by “{column}”, which is no column.", "Mend `describe:`."


def samples_from(records: list[dict], file: WorkSetFile) -> tuple[WorkSample, ...]:
    """Make one sample a student out of a work set's records.

    Records are long (a row an answer: `sample`, `item`, and any of `given`, `correct`, `strategy`, `problem`) or wide (a row
    a student: `sample` and a column for each item, true or false for scored answers). Every other column is a
    fact about the student. Samples come in the order of their ids, answers in the order of the set's items.
    """
    by_sample: dict[str, list[dict]] = {}
    for record in records:
        by_sample.setdefault(record["sample"], []).append(record)
    written = {anchor.sample: anchor for anchor in file.anchors}
    return tuple(_sample(id, rows, file, written.get(id)) for id, rows in sorted(by_sample.items()))


_ANSWER = ("item", "given", "correct", "strategy", "problem", "picture", "alt")


def _sample(id: str, rows: list[dict], file: WorkSetFile, written: SampleAnchor | None) -> WorkSample:
    facts = {
        column: str(value)
        for column, value in rows[0].items()
        if column not in ("sample", *_ANSWER, *file.items) and value is not None
    }
    sample = WorkSample(
        id=id,
        work_set=file.id,
        label=id.upper(),
        about=file.describe.format_map(facts),
        facts=facts,
        origin=file.origin,
        answers=tuple(_answers(rows, file)),
    )
    anchor = written or next((rule for rule in file.rules if _is_about(rule, sample)), None)
    return sample if anchor is None else sample.model_copy(update={"anchor": _plain(anchor)})


def _answers(rows: list[dict], file: WorkSetFile) -> Iterable[Answer]:
    if "item" in rows[0]:
        order = {item: place for place, item in enumerate(file.items)}
        for row in sorted(rows, key=lambda row: order[row["item"]]):
            yield Answer(**{column: row[column] for column in _ANSWER if column in row})
    else:
        for item in file.items:
            value = rows[0][item]
            if value is not None:
                scored = isinstance(value, bool)
                yield Answer(item=item, given=None if scored else value, correct=value if scored else None)


def answer_alone(sample: WorkSample, item: Item, work_set: WorkSet) -> WorkSample:
    """The sample cut to its answer to one item, with the anchor that the set's rules give that answer."""
    answers = tuple(answer for answer in sample.answers if answer.item == item.id)
    anchors = (rule_for(answer, item, sample, work_set) for answer in answers)
    return sample.model_copy(update={"answers": answers, "anchor": next(anchors, None)})


def rule_for(answer: Answer, item: Item, sample: WorkSample, work_set: WorkSet) -> Anchor | None:
    """The anchor that the first fitting rule of the work set gives to one answer of a sample, or None."""
    for rule in work_set.rules:
        if (
            rule.strategy in (None, answer.strategy)
            and rule.correct in (None, answer.correct)
            and _fits(rule.where, {**sample.facts, **item.features})
        ):
            return _plain(rule)
    return None


def _is_about(rule: AnchorRule, sample: WorkSample) -> bool:
    """Whether a rule places whole samples, and this one."""
    return rule.strategy is None and rule.correct is None and _fits(rule.where, sample.facts)


def _plain(anchor: Anchor) -> Anchor:
    return Anchor(level=anchor.level, reason=anchor.reason, whose=anchor.whose)


def _fits(where: Mapping[str, tuple[str, ...]], facts: Mapping[str, str]) -> bool:
    return all(facts.get(name) in allowed for name, allowed in where.items())
