"""The vocabulary of the course as typed models: what stands in `data/`, and what it must look like.

Every model is frozen and refuses unknown fields, so that a misspelt field is an error and not a silence.
Text fields may hold mathematics between dollar signs, in plain notation: `$3/5 + 1 1/2$`
(see `kit.content.mathtext`).
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints, field_validator, model_validator

from .fields import STANDARD, Grade, Id, Model, StandardCode, Text, wrong
from .tasks import Task


class Origin(StrEnum):
    """Where a piece of student work comes from; always shown beside it."""

    REAL = "real"
    PUBLISHED = "published"
    CONSTRUCTED = "constructed"


class Source(Model):
    """A publication or data set that something in the course rests on.

    `seen` tells how well it was checked: whether the page itself was read, or only quoted elsewhere.
    """

    id: Id
    citation: Text
    short: Text
    """Authors and year, for marks and captions: `Siegler et al. (2011)`."""
    url: HttpUrl | None = None
    licence: Text | None = None
    seen: Literal["page", "abstract", "quoted", "data", "own"]
    """`own`: the team's own, published nowhere."""
    note: Text | None = None


class Picture(Model):
    """A drawing kept beside the file that names it, with the text that stands for it."""

    file: Text
    alt: Text


class Exemplar(Model):
    """A piece of work that shows a level: a real sample by reference, or written for the kit."""

    shows: Text
    """What to see in it."""
    sample: str | None = None
    """`work-set/sample`, such as `fraction-arithmetic/s07`."""
    items: tuple[Id, ...] = ()
    """With `sample`: only the answers to these items."""
    work: Text | None = None
    """What a student wrote or said, for constructed and published work."""
    picture: Picture | None = None
    origin: Origin | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def _one_kind_of_work(self) -> "Exemplar":
        if (self.sample is None) == (self.work is None and self.picture is None):
            raise wrong(
                "has to show either a sample or its own work.",
                "Give `sample: work-set/sample`, or `work:` (and a picture) with an `origin:`.",
            )
        if self.sample is None and self.origin not in (Origin.PUBLISHED, Origin.CONSTRUCTED):
            raise wrong(
                "does not say where its work comes from.",
                "Write `origin: constructed` or `origin: published`; real work is shown by `sample:`.",
            )
        if self.origin is Origin.PUBLISHED and self.source is None:
            raise wrong(
                "is published work without a source.", "Add `source:` with an id of data/sources.yaml."
            )
        return self


class Level(Model):
    """One level of a progression. It describes a response, never a child."""

    level: Annotated[int, Field(ge=0)]
    name: Text
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)]
    next_move: Text
    standards: Annotated[tuple[StandardCode, ...], Field(min_length=1)]
    exemplars: tuple[Exemplar, ...] = ()


class Progression(Model):
    """Ordered levels in one domain."""

    id: Id
    name: Text
    about: Text
    wording: Text
    """Whose words the levels are."""
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
    structure: tuple[Text, ...] = ()
    """How the same student moves level with the structure of the problem."""
    sources: tuple[Id, ...] = ()

    @field_validator("levels")
    @classmethod
    def _in_order(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        numbers = [level.level for level in levels]
        if numbers != list(range(len(numbers))):
            raise wrong(
                f"numbers its levels {', '.join(map(str, numbers))}.",
                "Number them 0, 1, 2 … in order, each once.",
            )
        return levels

    def __getitem__(self, number: int) -> Level:
        return self.levels[number]


class Resurfacing(Model):
    """Where a misconception comes back later, and whether anybody has documented that it does."""

    where: Text
    to: (
        Annotated[str, StringConstraints(pattern=rf"^({STANDARD}|(misconception|item):[a-z0-9-]+)$")] | None
    ) = None
    """A standard's code, or `misconception:ID`, or `item:ID`."""
    basis: Literal["documented", "synthesis"]
    source: Id | None = None

    @model_validator(mode="after")
    def _documented_has_source(self) -> "Resurfacing":
        if self.basis == "documented" and self.source is None:
            raise wrong(
                "is called documented and names no source.",
                "Add `source:`, or write `basis: synthesis` (ours).",
            )
        return self


class Probe(Model):
    """A question that tells a misconception from its neighbours."""

    question: Text
    listen_for: Text


class Misconception(Model):
    """A named idea, its evidence, where it first shows and where it resurfaces."""

    id: Id
    name: Text
    progression: Id
    looks_like: Text
    makes_sense: Text
    """Why it is a sensible thing to think."""
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]
    probe: Probe
    next_move: Text
    first_seen: tuple[Grade, Grade]
    """First and last grade in which it is usually met."""
    resurfaces: tuple[Resurfacing, ...] = ()
    sources: tuple[Id, ...]
    strength: Text
    """How strong the evidence in the sources is, in words."""
    status: Literal["verified", "unverified"] = "verified"
    """`unverified`: written from memory; kept out of sessions until a source is found."""

    @model_validator(mode="after")
    def _verified_has_source(self) -> "Misconception":
        if self.status == "verified" and not self.sources:
            raise wrong(
                "is called verified and names no source.",
                "Add one to `sources:`, or write `status: unverified`, which hides it from sessions.",
            )
        return self


class Bar(Model):
    """One bar of a published distribution; `value` is a percent, or a count in a `Counts`."""

    label: Text
    value: Annotated[float, Field(ge=0)]
    correct: bool = False
    computed: bool = False
    """True when the source does not print this number: it is the remainder to the whole."""
    idea: Text | None = None
    """What a student who answers this may be thinking; the kit's reading unless the source says so."""


class _Published(Model):
    """What every published distribution must say about itself."""

    population: Text
    country: Text
    year: Text
    n: Text
    """Number of students, as the source gives it; `not given` where it does not."""
    source: Id
    note: Text | None = None
    bars: Annotated[tuple[Bar, ...], Field(min_length=1)]

    @field_validator("bars")
    @classmethod
    def _labels_differ(cls, bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
        labels = [bar.label for bar in bars]
        twice = sorted({label for label in labels if labels.count(label) > 1})
        if twice:
            raise wrong(f"has the bar “{twice[0]}” twice.", "Give every bar its own label.")
        return bars


class Shares(_Published):
    """How one group of students divides over the answers to one question, in percent."""

    kind: Literal["shares"]
    rounding: Annotated[float, Field(ge=0, le=2)] = 0
    """How far over 100 rounded percentages may add up."""

    @model_validator(mode="after")
    def _within_hundred(self) -> "Shares":
        total = sum(bar.value for bar in self.bars)
        if total > 100 + self.rounding:
            raise wrong(
                f"has percentages that add up to {total:g}.",
                "Check them; if the questions are separate, write `kind: percent_correct`.",
            )
        return self


class PercentCorrect(_Published):
    """Percent of students right on each of several separate questions or groups."""

    kind: Literal["percent_correct"]

    @field_validator("bars")
    @classmethod
    def _each_within_hundred(cls, bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
        over = [bar.label for bar in bars if bar.value > 100]
        if over:
            raise wrong(f"has a percentage over 100 (“{over[0]}”).", "Percentages go from 0 to 100.")
        return bars


class Counts(_Published):
    """How many students of `out_of` did each thing."""

    kind: Literal["counts"]
    out_of: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _within_group(self) -> "Counts":
        over = [bar.label for bar in self.bars if bar.value > self.out_of]
        if over:
            raise wrong(
                f"counts more than the {self.out_of} students there were (“{over[0]}”).", "Check the count."
            )
        return self


Distribution = Annotated[Shares | PercentCorrect | Counts, Field(discriminator="kind")]
"""What students answered, as published; see the three kinds."""


class Item(Model):
    """A mathematical task, with what students are known to have answered to it."""

    id: Id
    text: Text
    answer: Text | None = None
    progression: Id
    standards: tuple[StandardCode, ...] = ()
    features: dict[str, str] = Field(default_factory=dict)
    """Problem structure that anchors may ask about, such as `operation: add`."""
    task: Task | None = None
    distributions: tuple[Distribution, ...] = ()


class Strategy(Model):
    """One code of a study's strategy coding, in this kit's words."""

    code: Id
    name: Text
    meaning: Text


class Tag(Model):
    """A mark that a reader may put on a sample: an underlying issue, or an error in carrying out."""

    id: Id
    name: Text
    kind: Literal["issue", "error"]
    misconception: Id | None = None


class Anchor(Model):
    """A reference placement, with its reason and whose it is; readers may argue with it."""

    level: int | None
    """None where the work does not say enough to be placed."""
    reason: Text
    whose: Literal["kit", "study", "team"]
    """`team`: a placement by the team whose own students' work it is."""


class SampleAnchor(Anchor):
    """An anchor written for one sample."""

    sample: Id


class AnchorRule(Anchor):
    """An anchor for all answers, or all samples, of a kind; the first rule that fits is taken.

    A rule with `strategy` or `correct` is about single answers. Without both, and with `where` naming only facts of
    samples, it is also about whole samples.
    """

    strategy: Id | None = None
    correct: bool | None = None
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Features of the item or facts of the sample, and the values they may have."""


class Deck(Model):
    """Samples that are sorted together; with `item`, only the answers to that item."""

    id: Id
    name: Text
    prompt: Text
    samples: Annotated[tuple[Id, ...], Field(min_length=1)]
    item: Id | None = None


class Answer(Model):
    """What one student gave for one item, as the study recorded it."""

    item: Id
    given: str | None = None
    """What the student gave; None where the study recorded only right or wrong."""
    correct: bool | None = None
    """Whether the study scored it as right; None where it did not."""
    strategy: Id | None = None
    problem: str | None = None
    """The problem itself, where every record has its own (`-6=3+y/9`)."""
    picture: str | None = None
    """The work itself as a picture: its file, named from the work set's folder (`pictures/p417.jpg`)."""
    alt: str | None = None
    """With `picture`: what somebody who cannot see it needs."""


class WorkSample(Model):
    """One student's work: answers to one or more items. `id` is new and leads to no person."""

    id: str
    work_set: Id
    label: str
    about: str
    """What may be said of the student, in words: `grade 6`."""
    facts: dict[str, str] = Field(default_factory=dict)
    """The same as the records have it: `grade: "6"`."""
    origin: Origin
    answers: tuple[Answer, ...]
    anchor: Anchor | None = None


class WorkSetFile(Model):
    """What `data/work/NAME/workset.yaml` holds; the records are in the data package beside it."""

    id: Id
    title: Text
    about: Text
    origin: Origin
    source: Id
    progression: Id
    card: Literal["answers", "counters", "pattern", "balance", "step", "text", "picture"] = "answers"
    """How a card shows the work: see `kit.content.cards`."""
    describe: Text
    """What may be said of a student, with names of columns in braces: `grade {grade}`."""
    items: Annotated[tuple[Id, ...], Field(min_length=1)]
    strategies: tuple[Strategy, ...] = ()
    tags: tuple[Tag, ...] = ()
    anchors: tuple[SampleAnchor, ...] = ()
    rules: tuple[AnchorRule, ...] = ()
    decks: tuple[Deck, ...] = ()


class WorkSet(WorkSetFile):
    """Anonymized samples answering items, with their anchors and decks."""

    samples: tuple[WorkSample, ...] = ()
