"""A district's crosswalk: its own competencies and programs beside what this course can, and cannot, say about them."""

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from ..lang import later
from .fields import Id, Model, Text, wrong
from .load import read_objects
from .problems import ContentError, Problem
from .yamlfile import Place

AREAS = {
    "competencies": later("Competency-based reporting"),
    "portrait": later("Portrait of a Graduate"),
    "interventions": later("Interventions (MTSS)"),
    "pathways": later("Flexible pathways"),
    "educators": later("Educators' own growth"),
}
"""Areas of a district's work, in the order in which a report shows them."""

EVIDENCE = {
    "agreement": later("how far the group agrees when it places real student work"),
    "splits": later("the cards on which the group is split, with the work"),
    "growth": later("change between the two forms of the course's measure, for the group"),
    "confidence": later("how sure people were beside how often they were right, for the group"),
    "sessions": later("which sessions were held, and their minutes"),
    "hours": later("a person's own record of hours, claimed by that person"),
    "evidence-sheets": later("evidence sheets that a team filled in on its students' work"),
    "commitments": later("what people said they would try, where they handed it over"),
    "observations": later("observation sheets of a classroom lab, kept by those who observed"),
}
"""What the course can bring forth. A report of a group holds the first five; the others are people's own, to give or to keep."""

FEATURES = range(1, 6)


class Row(Model):
    """One thing that the district has a name for."""

    local: Text
    """As the district calls it."""
    area: Literal["competencies", "portrait", "interventions", "pathways", "educators"]
    features: tuple[int, ...] = ()
    """Of the course's five."""
    blocks: tuple[str, ...] = ()
    """Parts of sessions that speak to it, `05/sort`: session, slash, the block's name."""
    evidence: tuple[str, ...] = ()
    """Keys of EVIDENCE."""
    counts: Text
    """What would count as evidence."""
    does_not: Text
    """What would not, however much one would like it to."""

    @field_validator("features")
    @classmethod
    def _known_features(cls, features: tuple[int, ...]) -> tuple[int, ...]:
        for one in features:
            if one not in FEATURES:
                raise wrong(
                    f"names feature {one}, and there are five.",
                    "Use 1 to 5; facilitator_guides/map.md says what each is.",
                )
        return features

    @field_validator("evidence")
    @classmethod
    def _known_evidence(cls, evidence: tuple[str, ...]) -> tuple[str, ...]:
        for one in evidence:
            if one not in EVIDENCE:
                raise wrong(
                    f"names an unknown kind of evidence, “{one}”.", f"Use one of: {_near(one, EVIDENCE)}."
                )
        return evidence

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Row":
        if not (self.features or self.blocks or self.evidence):
            raise wrong(
                f"maps “{self.local}” to nothing.",
                "Give at least one of `features:`, `blocks:` and `evidence:`, or delete the row: what the course says nothing about is "
                "better left out.",
            )
        return self


class Crosswalk(Model):
    """A district's list, made by people who know the district."""

    id: Id
    name: Text
    """Of the district, as it stands in the report."""
    example: bool = False
    """True for the one that is shipped: a report says so beside it."""
    about: Text
    """Who made it, when, and for what."""
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> "Crosswalk":
        names = [row.local for row in self.rows]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise wrong(f"has “{twice[0]}” twice.", "Put all that speaks to it into one row.")
        return self


def read_competencies(path: Path, blocks: Collection[str]) -> Crosswalk:
    """Read a district's crosswalk.

    Args:
        path: the YAML file; `data/crosswalks/example.yaml` is one to copy.
        blocks: all parts of sessions that there are, as `05/sort`.

    Raises:
        ContentError: with every problem, each with its line and what to do.
    """
    found, problems = _read(Path(path), blocks)
    if problems:
        raise ContentError(problems)
    return found


def problems_in(folder: Path, blocks: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the crosswalks in a folder, such as `data/crosswalks`."""
    for path in sorted(folder.glob("*.yaml")):
        yield from _read(path, blocks)[1]


def _read(path: Path, blocks: Collection[str]) -> tuple[Crosswalk | None, list[Problem]]:
    if not path.is_file():
        return None, [Problem(str(path), "", "is not there.", "Give the path of the crosswalk.")]
    found, problems, place = read_objects(Crosswalk, path)
    for crosswalk in found.values():
        for where, message, remedy in unknown_blocks(crosswalk, blocks):
            problems.append(Problem(*place("Crosswalk", crosswalk.id, where), message, remedy))
    if len(found) != 1 and not problems:
        what = "holds several crosswalks." if found else "holds no crosswalk."
        problems.append(
            Problem(path.name, "", what, "Copy data/crosswalks/example.yaml: one crosswalk in a file.")
        )
    return next(iter(found.values()), None), problems


def unknown_blocks(crosswalk: Crosswalk, blocks: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """Parts that a crosswalk names and the course has not: place, message, remedy."""
    for index, row in enumerate(crosswalk.rows):
        for number, block in enumerate(row.blocks):
            if block not in blocks:
                yield (
                    ("rows", index, "blocks", number),
                    f"names “{block}”, which is no part of a session.",
                    f"Near it: {_near(block, blocks)}. `throughline sessions` lists the sessions; a part is called by the id of its first cell.",
                )


def _near(name: str, known: Collection[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, n=4, cutoff=0.4) or sorted(known)[:6])
