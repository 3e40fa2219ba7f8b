"""The short file that a session of one's own is made from, `local/sessions/L1-name.yaml`: what may stand in it, and its checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from .. import paths, sessions
from ..content import Library, WorkSet
from ..content.fields import Id, Model, Text, wrong
from ..content.load import in_words, without_tags
from ..content.problems import ContentError, Problem
from ..content.yamlfile import Place, YamlFile, read_yaml
from ..errors import UnknownName
from ..sessions import PATHS, Session

Minutes = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""Minutes of a part in the 45-, 75- and 90-minute path."""


class Reference(Model):
    """Where a card is placed in this team's own view, with the reason."""

    level: Annotated[int, Field(ge=0)] | None
    reason: Text


class OwnTag(Model):
    """A mark that a reader may put on a card."""

    id: Id
    name: Text
    kind: Literal["issue", "error"] = "issue"
    misconception: Id | None = None


class OwnLevel(Model):
    """A level of the progression in the team's own words."""

    level: Annotated[int, Field(ge=0)]
    name: Text | None = None
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    next_move: Text | None = None


class Prompts(Model):
    """What participants are asked to do with the cards."""

    sort: Text | None = None
    talk: Text | None = None
    next: Text | None = None
    question: Text | None = None
    before_next: Text | None = None


class Spec(Model):
    """A session of a team's own."""

    title: Text
    grades: Annotated[str, StringConstraints(pattern=r"^(PreK|K|\d{1,2})(-(K|\d{1,2}))?$")]
    source: Annotated[str, StringConstraints(pattern=r"^\d\d$")] = Field(alias="from")
    progression: Id
    focus: Text
    outcomes: Annotated[tuple[Text, ...], Field(min_length=1)]
    work: Id
    deck: Id | None = None
    cards: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    items: dict[str, Text] = Field(default_factory=dict)
    tags: tuple[OwnTag, ...] = ()
    reference: dict[str, Reference] = Field(default_factory=dict)
    levels: tuple[OwnLevel, ...] = ()
    prompts: Prompts = Prompts()
    blocks: dict[str, Minutes]

    @model_validator(mode="after")
    def _deck_or_cards(self) -> "Spec":
        if (self.deck is None) == (self.cards is None):
            raise wrong(
                "needs either `cards:` or `deck:`.",
                "List the cards to be sorted, or name one deck of the work set.",
            )
        return self


@dataclass(frozen=True)
class Own:
    """A session of one's own: its file, what stands in it, and the session that it is made from."""

    path: Path
    spec: Spec
    file: YamlFile

    @property
    def number(self) -> str:
        """`L1`."""
        return self.path.name.partition("-")[0]

    @property
    def session(self) -> Session:
        """The notebook that is made from it."""
        return Session(self.path.with_suffix(".ipynb"))

    @property
    def source(self) -> Session:
        """The course's session that it is made from."""
        return sessions.session(self.spec.source)

    @property
    def shown(self) -> str:
        """Its file's name in messages."""
        return shown(self.path)

    @property
    def deck(self) -> str:
        """The deck that is sorted, as `work-set/deck`."""
        return f"{self.spec.work}/{self.spec.deck or self.number.lower()}"

    def minutes(self, block: str) -> dict[str, int]:
        """Minutes of a block, by path."""
        return dict(zip(PATHS, self.spec.blocks[block], strict=True))


def shown(path: Path) -> str:
    """The name of a session's YAML file in messages."""
    return f"local/sessions/{path.name}"


def find(name: str) -> Path:
    """The YAML file of a session of one's own, by number, name or both.

    Raises:
        UnknownName: there is none.
    """
    there = every()
    for path in there:
        number, _, words = path.stem.partition("-")
        if name.lower() in (number.lower(), words, path.stem.lower()):
            return path
    known = f" There are: {', '.join(path.stem for path in there)}." if there else ""
    raise UnknownName(
        f'There is no session of your own “{name}”.{known} `throughline new "A title"` makes one.'
    )


def every() -> list[Path]:
    """The YAML file of each session of one's own, in order."""
    found = [
        path
        for path in (paths.local() / "sessions").glob("L*-*.yaml")
        if re.match(paths.NUMBER + "-", path.name)
    ]
    return sorted(found, key=lambda path: (int(path.name.partition("-")[0][1:]), path.name))


def read(path: Path, library: Library) -> Own:
    """Read a session's file and check it against the course.

    Raises:
        ContentError: with everything wrong, each with line, field and remedy.
    """
    file = read_yaml(path, shown(path))
    problems, spec = list(file.problems), None
    if not problems:
        try:
            spec = Spec.model_validate(file.data)
        except ValidationError as error:
            for one in error.errors():
                message, remedy = in_words(one, Spec)
                place = file.place(without_tags(one["loc"], file.data))
                problems.append(Problem(shown(path), place, message, _remedy(one["loc"], remedy)))
    if spec is not None:
        for place, message, remedy in _findings(spec, library):
            problems.append(Problem(shown(path), file.place(place), message, remedy))
    if problems:
        raise ContentError(problems)
    return Own(path, spec, file)


_REMEDIES = {
    "grades": 'Write one grade or two with a hyphen, in quotes: "4" or "3-5".',
    "from": 'Write the number of a session in quotes: "05".',
    "blocks": "Write three whole numbers for the 45-, 75- and 90-minute path: [15, 20, 24].",
}


def _remedy(loc: Place, remedy: str) -> str:
    return (
        _REMEDIES.get(str(loc[0]), remedy)
        if loc and remedy == "Correct the value."
        else _REMEDIES.get(str(loc[0]) if loc else "", remedy)
    )


Finding = tuple[Place, str, str]


def _findings(spec: Spec, library: Library) -> Iterator[Finding]:
    yield from _in_source(spec)
    if spec.progression not in library.progressions:
        yield (
            ("progression",),
            f"names the progression “{spec.progression}”, which does not exist.",
            f"Progressions: {', '.join(sorted(library.progressions))}.",
        )
    else:
        yield from _in_levels(spec, len(library.progression(spec.progression).levels))
    if spec.work not in library.work_sets:
        yield (
            ("work",),
            f"names the work set “{spec.work}”, which does not exist.",
            f"Work sets: {', '.join(sorted(library.work_sets))}.",
        )
        return
    yield from _in_work(spec, library.work_set(spec.work), library)


def _in_source(spec: Spec) -> Iterator[Finding]:
    try:
        source = sessions.session(spec.source)
    except UnknownName as error:
        yield ("from",), f"names session {spec.source}.", str(error)
        return
    known = [block.name for block in source.blocks]
    for name in spec.blocks:
        if name not in known:
            yield (
                ("blocks", name),
                f"is no part of session {spec.source}.",
                f"Its parts: {', '.join(known)}. Cells of your own go into the notebook.",
            )
    for number, path in enumerate(PATHS):
        total = sum(minutes[number] for minutes in spec.blocks.values())
        if total != int(path):
            yield (
                ("blocks",),
                f"adds up to {total} minutes in the {path}-minute path (the {('first', 'second', 'third')[number]} numbers).",
                f"Change them so that they add up to {path}.",
            )


def _in_levels(spec: Spec, count: int) -> Iterator[Finding]:
    for index, level in enumerate(spec.levels):
        if level.level >= count:
            yield (
                ("levels", index, "level"),
                f"words level {level.level}, which “{spec.progression}” does not have.",
                f"Its levels are 0 to {count - 1}.",
            )
    for card, reference in spec.reference.items():
        if reference.level is not None and reference.level >= count:
            yield (
                ("reference", card, "level"),
                f"places {card} at level {reference.level}, which “{spec.progression}” does not have.",
                f"Its levels are 0 to {count - 1}; write null where a card cannot be placed.",
            )


def is_own(library: Library, work_set: str) -> bool:
    """Whether a work set is the team's own, so that its texts may be changed."""
    return library.local is not None and (library.local / "work" / work_set).is_dir()


def _in_work(spec: Spec, work_set: WorkSet, library: Library) -> Iterator[Finding]:
    cards = [sample.id for sample in work_set.samples]
    for place, ids in ((("cards",), spec.cards or ()), (("reference",), spec.reference)):
        for index, id in enumerate(ids):
            if id not in cards:
                yield (
                    (*place, index if place == ("cards",) else id),
                    f"names the card “{id}”, which “{spec.work}” does not have.",
                    f"Its cards: {', '.join(cards[:12])}{' …' if len(cards) > 12 else ''}.",
                )
    decks = [deck.id for deck in work_set.decks]
    if spec.deck is not None and spec.deck not in decks:
        yield ("deck",), f"names the deck “{spec.deck}”.", f"Decks of {spec.work}: {', '.join(decks)}."
    for id in spec.items:
        if id not in work_set.items:
            yield (
                ("items", id),
                f"is no problem of “{spec.work}”.",
                f"Its problems: {', '.join(work_set.items)}.",
            )
    for index, tag in enumerate(spec.tags):
        if tag.misconception and tag.misconception not in library.misconceptions:
            yield (
                ("tags", index, "misconception"),
                f"names the misconception “{tag.misconception}”, which does not exist.",
                "Take the line out, or see data/misconceptions for those there are.",
            )
    if not is_own(library, spec.work):
        for field in ("cards", "items", "tags", "reference"):
            if getattr(spec, field):
                yield (
                    (field,),
                    f"changes “{spec.work}”, which is the course's.",
                    "Take it out and name one of its decks with `deck:`.",
                )
    if work_set.progression != spec.progression:
        yield (
            ("progression",),
            f"is not the progression of “{spec.work}”, which is sorted into “{work_set.progression}”.",
            f"Write progression: {work_set.progression}.",
        )
