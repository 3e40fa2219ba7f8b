"""Wording of one's own in place of the course's: what `local/overrides.yaml` may hold, and how it is put in.

An entry names what it changes. What it leaves out stays the course's. Whose words are shown is said where they are shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from ..lang import later
from .fields import Id, Model, StandardCode, Text, wrong
from .models import Progression
from .problems import Problem
from .protocols import Protocol, Step

if TYPE_CHECKING:
    from .load import Library

OURS = later("worded by your team")
"""The mark of wording that is not the course's."""


class _Entry(Model):
    def changes(self) -> dict[str, object]:
        """The fields that are given, without those that only say where."""
        return {
            name: value
            for name, value in self
            if value is not None and name not in ("progression", "level", "protocol", "step", "word")
        }

    @model_validator(mode="after")
    def _changes_something(self) -> "_Entry":
        if not self.changes():
            fields = [name for name in type(self).model_fields if name not in self.model_fields_set]
            raise wrong("changes nothing.", f"Write one or more of: {', '.join(fields)}.")
        return self


class LevelWording(_Entry):
    """Other words for one level of a progression. Where the level stands is not changed."""

    progression: Id
    level: Annotated[int, Field(ge=0)]
    name: Text | None = None
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    next_move: Text | None = None
    standards: Annotated[tuple[StandardCode, ...], Field(min_length=1)] | None = None

    @property
    def target(self) -> str:
        """What it changes, in words."""
        return f"level {self.level} of the progression “{self.progression}”"


class StepChange(_Entry):
    """Another wording, or other minutes, for one step of a protocol; its whole length follows."""

    protocol: Id
    step: Text | int
    """The step's name as the course has it, or its number from 1."""
    name: Text | None = None
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    do: Text | None = None
    say: Text | None = None
    look_for: Text | None = None

    @property
    def target(self) -> str:
        """What it changes, in words."""
        return f"step “{self.step}” of the protocol “{self.protocol}”"


class WordMeaning(_Entry):
    """Another meaning, or other forms, for a word of the glossary."""

    word: Id
    term: Text | None = None
    also: tuple[Text, ...] | None = None
    text: Text | None = None

    @property
    def target(self) -> str:
        """What it changes, in words."""
        return f"the word “{self.word}”"


Override = LevelWording | StepChange | WordMeaning
KINDS: dict[str, type[_Entry]] = {"progression": LevelWording, "protocol": StepChange, "word": WordMeaning}
"""The field that tells what an entry changes, and its model."""

Where = Callable[[Override, str], tuple[str, str]]


def apply(library: "Library", entries: Iterable[Override], where: Where) -> Iterator[Problem]:
    """Put the entries into the library, and tell which of them change something that is not there.

    Args:
        library: is changed.
        entries: in the order of the files.
        where: file and place of a field of an entry.

    Yields:
        One problem for each entry whose target is gone; the rest of the course is as it would be without it.
    """
    for entry in entries:
        remedy = _PUT_IN[type(entry)](library, entry)
        if remedy:
            field = (
                "word"
                if isinstance(entry, WordMeaning)
                else "level"
                if isinstance(entry, LevelWording)
                else "step"
            )
            yield Problem(
                *where(entry, field), f"changes {entry.target}, which the course does not have.", remedy
            )
        else:
            library.overridden.append(entry)


def _level(library: "Library", entry: LevelWording) -> str | None:
    progression = library.progressions.get(entry.progression)
    if progression is None:
        return f"{_KEEP} Progressions: {', '.join(sorted(library.progressions))}."
    if entry.level >= len(progression.levels):
        return f"{_KEEP} Its levels are 0 to {len(progression.levels) - 1}."
    levels = list(progression.levels)
    levels[entry.level] = levels[entry.level].model_copy(update=entry.changes())
    library.progressions[entry.progression] = progression.model_copy(update={"levels": tuple(levels)})
    return None


def _step(library: "Library", entry: StepChange) -> str | None:
    protocol = library.protocols.get(entry.protocol)
    if protocol is None:
        return f"{_KEEP} Protocols: {', '.join(sorted(library.protocols))}."
    names = [step.name for step in protocol.steps]
    at = (
        entry.step - 1
        if isinstance(entry.step, int)
        else names.index(entry.step)
        if entry.step in names
        else -1
    )
    if not 0 <= at < len(names):
        return f"{_KEEP} Its steps: {', '.join(names)}."
    steps: list[Step] = list(protocol.steps)
    steps[at] = steps[at].model_copy(update=entry.changes())
    library.protocols[entry.protocol] = protocol.model_copy(
        update={"steps": tuple(steps), "minutes": sum(step.minutes for step in steps)}
    )
    return None


def _word(library: "Library", entry: WordMeaning) -> str | None:
    if entry.word not in library.glossary:
        return f"{_KEEP} A word that the course does not have goes into local/glossary.yaml."
    library.glossary[entry.word] = library.glossary[entry.word].model_copy(update=entry.changes())
    return None


_KEEP = "It is kept and not shown: name another place, or take the entry out."
_PUT_IN = {LevelWording: _level, StepChange: _step, WordMeaning: _word}
_FIELDS = {
    "name": later("name"),
    "evidence": later("evidence"),
    "next_move": later("next move"),
    "standards": later("standards"),
}


def ours_in_level(library: "Library", progression: str, level: int) -> list[str]:
    """Which fields of a level are a team's own, such as `["name", "next move"]`."""
    changed = {
        field
        for entry in library.overridden
        if isinstance(entry, LevelWording) and (entry.progression, entry.level) == (progression, level)
        for field in entry.changes()
    }
    return [words for field, words in _FIELDS.items() if field in changed]


def attribute(library: "Library") -> None:
    """Add to what is said about whose words something is, where a team's own stand among them."""
    for id, progression in library.progressions.items():
        library.progressions[id] = _attributed(library, progression)
    for id, protocol in library.protocols.items():
        library.protocols[id] = _attributed_steps(library, protocol)
    for entry in library.overridden:
        if isinstance(entry, WordMeaning) and entry.text is not None:
            term = library.glossary[entry.word]
            library.glossary[entry.word] = term.model_copy(
                update={"text": f"{term.text} ({OURS.capitalize()}.)"}
            )


def _attributed(library: "Library", progression: Progression) -> Progression:
    parts = [
        f"level {level.level} ({', '.join(fields)})"
        for level in progression.levels
        if (fields := ours_in_level(library, progression.id, level.level))
    ]
    if not parts:
        return progression
    return progression.model_copy(
        update={"wording": f"{progression.wording} Changed, {OURS}: {'; '.join(parts)}."}
    )


def _attributed_steps(library: "Library", protocol: Protocol) -> Protocol:
    steps = [
        str(entry.step)
        for entry in library.overridden
        if isinstance(entry, StepChange) and entry.protocol == protocol.id
    ]
    if not steps:
        return protocol
    return protocol.model_copy(
        update={"wording": f"{protocol.wording} Changed by your team: {', '.join(steps)}."}
    )


def renamed(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The problems under another file's name."""
    return [replace(problem, file=file) for problem in problems]
