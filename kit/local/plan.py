"""What is the same for everything in an import, and a piece of the original as reading finds it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from ..content import library
from ..errors import KitError
from .mapping import Task

if TYPE_CHECKING:
    from PIL.Image import Image


class ImportProblem(KitError, ValueError):
    """An import that cannot be begun or gone on with; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What is the same for everything in an import.

    Attributes:
        progression: the progression that the work is sorted by.
        task: what pictures and typed texts answer. Not needed for tables.
        grade: of all students, where no column says it.
        when: `year` or `month`: how a date column is made coarse; `none` drops it.
        pages: pages of a scan that belong to one student.
    """

    progression: str
    task: Task | None = None
    grade: str = ""
    when: str = "year"
    pages: int = 1

    def to_json(self) -> dict:
        """Plain data, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Plan":
        """The plan that `to_json` stored."""
        return cls(**{**data, "task": Task(**data["task"]) if data["task"] else None})

    def check(self) -> None:
        """See that the plan can be followed.

        Raises:
            UnknownName: there is no such progression or item.
            ImportProblem: dates or pages that cannot be.
        """
        content = library()
        content.progression(self.progression)
        if self.task and not self.task.text:
            content.item(self.task.id)
        if self.when not in ("year", "month", "none"):
            raise ImportProblem(
                f"Dates are kept by year, by month, or not at all (none); “{self.when}” is none of them."
            )
        if not 1 <= self.pages <= 50:
            raise ImportProblem("A student's paper has from 1 to 50 pages.")


@dataclass
class Piece:
    """A candidate before it has an id.

    Attributes:
        digest: keyed, of what was found.
        paper: the digest of the student's paper that it is part of; its own where it is all of it.
        kind: as of a candidate.
        prompts: text of each task, by item; empty for an item of the course.
        where: for the reviewer's eyes only.
        texts: what the student wrote, by item.
        facts: what may be said of the student.
        picture: reads the picture.
        own_id: what the original calls the student; for the key alone.
        planned: which of its facts and prompts come from the plan: `grade`, `task`.
        table: the table that it comes from, for the reviewer's eyes only; empty for papers, photos and typed texts.
    """

    digest: str
    paper: str
    kind: Literal["picture", "text", "answers"]
    prompts: dict[str, str]
    where: str
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    picture: "Callable[[], Image] | None" = None
    own_id: str = ""
    planned: frozenset[str] = frozenset()
    table: str = ""
