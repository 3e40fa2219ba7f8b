"""The course's sessions: what there is, how long each part takes, and whether a notebook is sound.

A session is a notebook `sessions/NN-name.ipynb`. The first cell of each part carries its minutes:
`metadata.throughline = {"block": "sort", "minutes": {"45": 15, "75": 20, "90": 24}}`; the cell's id is the
block's name, so that a guide can point at it.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from . import paths
from .content.problems import Problem
from .errors import UnknownName

PATHS = ("45", "75", "90")
"""The lengths that every session can be run in, in minutes."""

_FILE = re.compile(r"(\d\d)-[a-z0-9-]+\.ipynb")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One part of a session: cell id, heading, and minutes in each path (0 where it is left out)."""

    name: str
    heading: str
    minutes: dict[str, int]


@dataclass(frozen=True)
class Session:
    """A session notebook."""

    path: Path

    @property
    def number(self) -> str:
        """Two digits: `05`; the gallery's is its name."""
        return self.path.name[:2] if _FILE.fullmatch(self.path.name) else self.path.stem

    @property
    def guide(self) -> Path:
        """Where its facilitator guide stands."""
        return self.path.parent.parent / "facilitator_guides" / f"{self.path.stem}.md"

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        """The notebook as it is on disk."""
        return nbformat.read(self.path, as_version=4)

    @cached_property
    def title(self) -> str:
        """The first heading, without its mark and number."""
        return self.notebook.cells[0].source.splitlines()[0].lstrip("# ").removeprefix(self.number).strip()

    @property
    def full_title(self) -> str:
        """The title with the session's number before it."""
        return f"{self.number} {self.title}" if self.number.isdigit() else self.title

    @cached_property
    def blocks(self) -> list[Block]:
        """The parts in order."""
        found = []
        for cell in self.notebook.cells:
            about = cell.metadata.get("throughline")
            if about:
                heading = _HEADING.search(cell.source)
                found.append(Block(cell.id, heading[1] if heading else "", dict(about["minutes"])))
        return found

    def minutes(self, path: str) -> int:
        """Minutes of a whole path."""
        return sum(block.minutes.get(path, 0) for block in self.blocks)

    @cached_property
    def activity_keys(self) -> list[str]:
        """Keys of all activities in the order of the notebook, repeats included."""
        return [key for cell in self.notebook.cells if cell.cell_type == "code" for key in _keys(cell.source)]


def gallery() -> Session | None:
    """The notebook that shows each kind of activity once; None where a checkout has none."""
    path = paths.ROOT / "docs" / "gallery.ipynb"
    return Session(path) if path.exists() else None


def all_sessions(folder: Path = paths.SESSIONS) -> list[Session]:
    """Every session in the folder, in order."""
    return [Session(path) for path in sorted(folder.glob("*.ipynb")) if _FILE.fullmatch(path.name)]


def session(number: str) -> Session:
    """The session with this number: `05`, or `5`; `gallery` is the notebook of all activities.

    Raises:
        UnknownName: there is none; the message lists those there are.
    """
    there = [*all_sessions(), *filter(None, [gallery()])]
    for one in there:
        if one.number == number.zfill(2):
            return one
    raise UnknownName(f"There is no session {number}. Sessions: {', '.join(one.number for one in there)}.")


def problems_in(one: Session) -> Iterator[Problem]:
    """What is wrong with a session's notebook, without running it."""
    name = f"sessions/{one.path.name}"
    try:
        notebook = one.notebook
        nbformat.validate(notebook)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        yield Problem(
            name,
            "",
            f"is not a sound notebook ({str(error).splitlines()[0]}).",
            "Bring back the last version.",
        )
        return
    yield from _minutes_problems(one, name)
    yield from _key_problems(one, name)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.execution_count is None:
            yield Problem(
                name,
                f"cell {cell.id}",
                "is stored without its output.",
                f"Run `throughline run {one.number}`.",
            )
        elif any(output.output_type == "error" for output in cell.outputs):
            yield Problem(
                name,
                f"cell {cell.id}",
                "ends in an error.",
                f"Mend it and run `throughline run {one.number}`.",
            )


def _minutes_problems(one: Session, name: str) -> Iterator[Problem]:
    for path in PATHS:
        if one.minutes(path) != int(path):
            yield Problem(
                name,
                f"{path}-minute path",
                f"adds up to {one.minutes(path)} minutes.",
                "Change the minutes in the cells' metadata, and in the line under their headings.",
            )
    for cell in one.notebook.cells:
        about = cell.metadata.get("throughline")
        if about and about["block"] != cell.id:
            yield Problem(
                name,
                f"cell {cell.id}",
                f"names its block “{about['block']}”.",
                "Give block and cell the same name.",
            )
        if about and _minutes_line(about["minutes"]) not in cell.source:
            yield Problem(
                name,
                f"cell {cell.id}",
                "says other minutes in its text than in its metadata.",
                f"Under the heading write: {_minutes_line(about['minutes'])}",
            )


def _minutes_line(minutes: dict[str, int]) -> str:
    usual = f"{minutes['75']} minutes" if minutes["75"] else "an extra"
    short = f"45-minute path: {minutes['45']}" if minutes["45"] else "not in the 45-minute path"
    return f"*{usual} ({short}; 90-minute path: {minutes['90']})*"


def _key_problems(one: Session, name: str) -> Iterator[Problem]:
    for key, times in Counter(one.activity_keys).items():
        if times > 1:
            yield Problem(
                name, key, f"is the key of {times} activities.", "Give each its own name after the slash."
            )
        if not key.startswith(f"{one.number}/"):
            yield Problem(name, key, "is the key of another session.", f"Begin it with {one.number}/.")


def _keys(source: str) -> Iterator[str]:
    """Keys in calls such as `kit.SortBoard("05/sort", …)`."""
    for call in calls(source):
        yield call.key


@dataclass(frozen=True)
class Call:
    """A call that makes an activity: its key, the name of its class, and its arguments that are text."""

    key: str
    kind: str
    words: dict[str, str]


def calls(source: str) -> Iterator[Call]:
    """Every call such as `kit.SortBoard("05/sort", deck="…")` in a cell."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "kit"
            and node.func.attr[:1].isupper()
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            words = {
                word.arg: word.value.value
                for word in node.keywords
                if word.arg and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
            }
            yield Call(str(node.args[0].value), node.func.attr, words)
