"""What the course itself says that a report needs: its parts, which activity belongs to which, its decks, its five features."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .. import paths, sessions
from ..content.mathtext import to_text
from ..errors import KitError
from ..sessions import PATHS, Call, Session


@dataclass(frozen=True)
class Part:
    """A part (block) of a session.

    Attributes:
        session: the session's number.
        name: the block's name, which is its cell's id.
        heading: as in the notebook, without mathematics.
        minutes: by path.
        keys: of the activities in it, in order.
    """

    session: str
    name: str
    heading: str
    minutes: dict[str, int]
    keys: tuple[str, ...]

    @property
    def id(self) -> str:
        """`05/sort`: how a crosswalk names it."""
        return f"{self.session}/{self.name}"


@dataclass(frozen=True)
class Unit:
    """A session: number, title, parts, and the activities in it by key."""

    number: str
    title: str
    parts: tuple[Part, ...]
    activities: dict[str, Call] = field(default_factory=dict)

    def minutes(self, path: str) -> int:
        """Minutes of a whole path."""
        return sum(part.minutes.get(path, 0) for part in self.parts)


@dataclass(frozen=True)
class Feature:
    """One of the five features: its number, its name, a sentence about it, and the parts in which it lives: (part's id, what happens)."""

    number: int
    name: str
    about: str
    parts: tuple[tuple[str, str], ...]


def course(there: Iterable[Session] | None = None) -> dict[str, Unit]:
    """The sessions of the course by number.

    Args:
        there: other sessions than those of this checkout.
    """
    found = sessions.all_sessions() if there is None else there
    return {one.number: _unit(one) for one in found}


def _unit(session: Session) -> Unit:
    calls: dict[str, Call] = {}
    inside: dict[str, list[str]] = {block.name: [] for block in session.blocks}
    here = next(iter(inside), None)
    for cell in session.notebook.cells:
        here = cell.id if cell.id in inside else here
        for call in _calls(cell):
            calls.setdefault(call.key, call)
            if here is not None:
                inside[here].append(call.key)
    parts = tuple(
        Part(
            session.number, block.name, to_text(block.heading), dict(block.minutes), tuple(inside[block.name])
        )
        for block in session.blocks
    )
    return Unit(session.number, to_text(session.title), parts, calls)


def _calls(cell) -> list[Call]:
    if cell.cell_type != "code":
        return []
    try:
        return list(sessions.calls(cell.source))
    except SyntaxError:  # a magic command shows no activity
        return []


def activities(units: dict[str, Unit]) -> dict[str, Call]:
    """Every activity of these sessions by its key."""
    return {key: call for unit in units.values() for key, call in unit.activities.items()}


def usual_path(path: str) -> str:
    """The path with this many minutes.

    Raises:
        KitError: there is none.
    """
    if path not in PATHS:
        raise KitError(f"There is no path of {path} minutes. Choose one of: {', '.join(PATHS)}.")
    return path


_FEATURE = re.compile(r"^### (\d)\. (.+)$", re.MULTILINE)
_ROW = re.compile(
    r"^\| \[(?P<shown>[^\]]+)\]\(\.\./sessions/(?P<file>[\w-]+)\.ipynb#cell-id=(?P<block>[\w-]+)\) \| (?P<what>[^|]+) \|"
)


def features(text: str | None = None) -> tuple[Feature, ...]:
    """The five features as the map of the course tells them; a test of the kit follows each of its rows.

    Args:
        text: of the map, if not the checkout's own.

    Raises:
        KitError: the map has no features.
    """
    text = (paths.GUIDES / "map.md").read_text(encoding="utf-8") if text is None else text
    pieces = _FEATURE.split(text)[1:]
    if not pieces:
        raise KitError(
            "facilitator_guides/map.md tells no features: its headings read “### 1. How students learn”. Bring the file back."
        )
    return tuple(
        _feature(int(number), name, body) for number, name, body in zip(*[iter(pieces)] * 3, strict=True)
    )


def _feature(number: int, name: str, body: str) -> Feature:
    body = re.split(r"^## ", body, flags=re.MULTILINE)[0]
    about = next((line for line in body.splitlines() if line and not line.startswith("|")), "")
    rows = filter(None, map(_ROW.match, body.splitlines()))
    return Feature(
        number,
        name,
        about,
        tuple((f"{row['file'][:2]}/{row['block']}", to_text(row["what"].strip())) for row in rows),
    )
