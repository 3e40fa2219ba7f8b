"""What an import offers to a person, and what the person decides: the types that importer and review share.

A candidate is one piece of work as it stands in the original: one picture (a photo, or a page of a scan), one
typed text, or one student's answers in a spreadsheet. It lives in memory only. A decision holds no word and no
picture of the original: places, placeholders, and the reviewer's own description of a picture.
`kit.local.importing.Import` hands candidates out and takes decisions.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from ..errors import KitError
from ..lang import t

if TYPE_CHECKING:
    from PIL.Image import Image

    from .roster import Roster

LONGEST_SIDE = 2400
"""Pixels; a candidate's picture is no larger, whatever the camera made."""

HitKind = Literal["name", "initials", "nickname", "teacher", "school", "place", "date", "contact", "number"]
"""What a hit may be: a student's name, initials or nickname; a teacher, school, place or date; a mail address, phone
number or web address; a student or account number."""

PLACEHOLDER = re.compile(r"(\[[a-z][a-z ]{0,23}\]|(Student|Teacher|Adult) [A-Z]{1,2}|)")
"""What may stand for something that was taken out: `[name]`, `Student A`, or nothing. Anything else could be a name."""


@dataclass(frozen=True)
class Hit:
    """A place in a text that may identify somebody, with what would stand there instead.

    Attributes:
        start: where it begins, as an index into the text.
        end: where it ends; `text[start:end]` is what it found.
        text: what it found. Shown to the reviewer, never stored.
        kind: what it may be.
        certainty: from 0 (hardly) to 1 (certain).
        replacement: a placeholder; see `PLACEHOLDER`.
    """

    start: int
    end: int
    text: str
    kind: HitKind
    certainty: float
    replacement: str


@dataclass(frozen=True)
class Box:
    """A rectangle on a picture, in fractions of its width and height from the upper left corner.

    Attributes:
        kind: `cover` is filled with one solid color before anything is stored; of `crop`, at most one a picture,
            only the inside is kept.
    """

    x: float
    y: float
    width: float
    height: float
    kind: Literal["cover", "crop"] = "cover"

    def __post_init__(self) -> None:
        inside = 0 <= self.x < 1 and 0 <= self.y < 1 and 0 < self.width <= 1 and 0 < self.height <= 1
        if not inside or self.x + self.width > 1.001 or self.y + self.height > 1.001:
            raise DecisionProblem(t("A box has to lie inside the picture: fractions from 0 to 1."))
        if self.kind not in ("cover", "crop"):
            raise DecisionProblem(t("A box covers or crops; “{kind}” is neither.", kind=self.kind))


@dataclass(frozen=True)
class Span:
    """A stretch of a text that is replaced: a hit that the reviewer agreed to, or a place marked by hand."""

    start: int
    end: int
    replacement: str = "[name]"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DecisionProblem(t("A marked place needs a beginning and an end after it."))
        if not PLACEHOLDER.fullmatch(self.replacement):
            raise DecisionProblem(
                t(
                    "“{replacement}” cannot stand for what was taken out: it could be a name. Use words in brackets such as [name] "
                    "or [school], or “Student A”.",
                    replacement=self.replacement,
                )
            )


class DecisionProblem(KitError, ValueError):
    """A decision that cannot be kept; the message says why and what to do."""


@dataclass(frozen=True)
class Decision:
    """What a person decided about one candidate.

    Attributes:
        keep: whether it becomes part of the work set; False leaves it out.
        spans: for each text of the candidate (by item), what is replaced in it.
        boxes: what is covered on the picture, and what it is cropped to.
        alt: a picture in words, for somebody who cannot see it; written by the reviewer, without names.
    """

    keep: bool
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    boxes: tuple[Box, ...] = ()
    alt: str = ""

    @classmethod
    def leave_out(cls) -> "Decision":
        """The candidate does not become a card."""
        return cls(keep=False)


class Deidentifier(Protocol):
    """Finds what may identify somebody. `kit.local.deidentify.deidentifier(people)` makes one."""

    def hits(self, text: str) -> list[Hit]:
        """Places in the text, in order, none overlapping another."""
        ...

    def boxes(self, picture: "Image") -> list[Box]:
        """Where a name line is likely on the picture."""
        ...


DeidentifierFor = Callable[["Roster"], Deidentifier]
"""Makes a deidentifier that knows these people, of a roster and of a table's own name columns."""


_MAY_NAME = re.compile(r"[^\W\d_]|\d{4}|@")
"""A text of short numbers and signs, such as `3/4`, names nobody; a sheet may hold fifty thousand of them."""


@dataclass
class Candidate:
    """One piece of work as the original has it, to be confirmed or left out.

    Attributes:
        id: new, random, and the same whenever this import is resumed.
        sample: id of the work sample it becomes part of: the same for pages of one student's paper.
        kind: `picture`, `text` (typed, one task), or `answers` (one student's row of a spreadsheet).
        prompts: the task or tasks it answers, as a card will show them, by item.
        texts: what the student wrote, by item, exactly as in the original. Empty for a picture.
        facts: what may be said of the student, already coarsened: `grade`, `when`.
        where: for the reviewer's eyes only, such as `IMG_2043.HEIC` or `quiz.xlsx, row 12`; never stored.
        decision: what was decided, or None while it is open.
    """

    id: str
    sample: str
    kind: Literal["picture", "text", "answers"]
    prompts: Mapping[str, str]
    texts: Mapping[str, str]
    facts: Mapping[str, str]
    where: str
    decision: Decision | None
    _picture: "Callable[[], Image] | None" = None
    _deidentifier: Deidentifier | None = None

    def picture(self) -> "Image | None":
        """The picture, read anew from the original: upright, RGB, free of metadata, at most 2400 px; None for text.

        Raises:
            KitError: the original is gone, or cannot be read any more.
        """
        return self._picture() if self._picture else None

    @cached_property
    def hits(self) -> Mapping[str, list[Hit]]:
        """What may identify somebody in each text, by item; items without a hit are left out."""
        if self._deidentifier is None:
            return {}
        found = {
            item: self._deidentifier.hits(text) for item, text in self.texts.items() if _MAY_NAME.search(text)
        }
        return {item: hits for item, hits in found.items() if hits}

    @cached_property
    def boxes(self) -> list[Box]:
        """Where a name line is likely on the picture: suggestions for the reviewer."""
        picture = self.picture()
        return self._deidentifier.boxes(picture) if picture is not None and self._deidentifier else []

    def after(self, decision: Decision) -> Mapping[str, str]:
        """The texts with the decision's spans replaced: what would be stored, and is shown before it is."""
        return {item: replaced(text, decision.spans.get(item, ())) for item, text in self.texts.items()}

    def agreed(self) -> Decision:
        """A decision that keeps the candidate and replaces every hit and covers every suggested box."""
        spans = {
            item: tuple(Span(hit.start, hit.end, hit.replacement) for hit in hits)
            for item, hits in self.hits.items()
        }
        return Decision(keep=True, spans=spans, boxes=tuple(self.boxes))


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with each span's placeholder in its place; spans that overlap are taken as one, under the first's.

    Raises:
        DecisionProblem: a span reaches beyond the text.
    """
    parts, at = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.end > len(text):
            raise DecisionProblem(t("A marked place lies beyond the end of the text. Mark it again."))
        if span.start >= at:
            parts += [text[at : span.start], span.replacement]
        at = max(at, span.end)
    return "".join([*parts, text[at:]])


@dataclass(frozen=True)
class Count:
    """How far a review is: candidates found in the original, and what was decided about them."""

    found: int
    confirmed: int
    left_out: int

    @property
    def open(self) -> int:
        """Candidates that nobody has looked at."""
        return self.found - self.confirmed - self.left_out


@dataclass(frozen=True)
class Trouble:
    """Something in the original that could not be taken, or was taken with a change; shown, never stored.

    Attributes:
        where: file and row, page or cell.
        message: what is wrong and what to do.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
