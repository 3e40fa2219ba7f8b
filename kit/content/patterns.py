"""Answer patterns: students by items as right or not, with the skills that each item is said to need."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..errors import KitError
from ..lang import t
from .datapackage import DESCRIPTOR
from .load import Library

SKILLS = "skills.csv"
"""Beside a work set's records: a row an item, a column a skill, true where the item is said to need it."""


class NoPattern(KitError, ValueError):
    """Answers that do not make a table of students by items."""


@dataclass(frozen=True)
class Skill:
    """Something that items ask for."""

    id: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """A table of answers. `right` and `given` have a row a student and a column an item.

    Attributes:
        students: ids of the set, or made for the table; never names.
        items: id of each item.
        texts: what each item asks; may hold mathematics between dollar signs.
        right: True, False, or None where nothing was recorded.
        given: what was answered, where the records have it; None otherwise.
        skills: what the items are said to need.
    """

    students: tuple[str, ...]
    items: tuple[str, ...]
    texts: tuple[str, ...]
    right: tuple[tuple[bool | None, ...], ...]
    given: tuple[tuple[str | None, ...], ...] | None = None
    skills: tuple[Skill, ...] = field(default=())

    def share_right(self, place: int) -> float | None:
        """The share of recorded answers to an item that are right, from 0 to 1; None where there are none."""
        scored = [row[place] for row in self.right if row[place] is not None]
        return sum(scored) / len(scored) if scored else None


def pattern_of(id: str, library: Library) -> Pattern:
    """The answers of a work set as a pattern.

    Raises:
        UnknownName: there is no such work set.
        NoPattern: students answered an item several times.
    """
    work_set = library.work_set(id)
    by_student = [{answer.item: answer for answer in sample.answers} for sample in work_set.samples]
    if any(
        len(answers) < len(sample.answers)
        for answers, sample in zip(by_student, work_set.samples, strict=True)
    ):
        raise NoPattern(
            f"In the work set “{id}” some students answered a problem more than once, so that a table with one cell for "
            "each does not show it."
        )
    right = tuple(
        tuple(answers[item].correct if item in answers else None for item in work_set.items)
        for answers in by_student
    )
    given = tuple(
        tuple(answers[item].given if item in answers else None for item in work_set.items)
        for answers in by_student
    )
    return Pattern(
        students=tuple(sample.id for sample in work_set.samples),
        items=work_set.items,
        texts=tuple(library.item(item).text for item in work_set.items),
        right=right,
        given=given if any(any(row) for row in given) else None,
        skills=tuple(replace(skill, name=t(skill.name)) for skill in skills_of(id, library)),
    )


def skills_of(id: str, library: Library) -> tuple[Skill, ...]:
    """Skills of a work set, as the data have them: from the table beside the records, or from the features of the items."""
    items = library.work_set(id).items
    folder = library.file(f"work/{id}")
    if not (folder / SKILLS).exists():
        return from_features({item: library.item(item).features for item in items})
    fields = next(
        one["schema"]["fields"]
        for one in json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]
        if one["path"] == SKILLS
    )
    with (folder / SKILLS).open(encoding="utf-8", newline="") as file:
        needs = {row["item"]: row for row in csv.DictReader(file)}
    return tuple(
        Skill(
            id=one["name"],
            # The description of a column begins with the skill's name, as one sentence.
            name=one.get("description", one["name"]).partition(".")[0],
            items=tuple(item for item in items if needs.get(item, {}).get(one["name"]) == "true"),
        )
        for one in fields
        if one["name"] != "item"
    )


def from_features(features: Mapping[str, Mapping[str, str]]) -> tuple[Skill, ...]:
    """One skill for each value of a feature that some items have and others do not."""
    found: dict[tuple[str, str], list[str]] = {}
    for item, values in features.items():
        for feature in values.items():
            found.setdefault(feature, []).append(item)
    return tuple(
        Skill(f"{name}-{value}", f"{name}: {value.replace('-', ' ')}", tuple(with_it))
        for (name, value), with_it in found.items()
        if len(with_it) < len(features)
    )
