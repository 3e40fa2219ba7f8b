"""The course's sessions: what there is, how long each part takes, and whether a notebook is sound.

A session is a notebook `sessions/NN-name.ipynb`; a team's own is `local/sessions/L1-name.ipynb`. The first cell of each part carries its minutes:
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

from . import lang, paths
from .content.problems import Problem
from .errors import UnknownName

PATHS = ("45", "75", "90")
"""The lengths that every session can be run in, in minutes."""

_FILE = re.compile(rf"({paths.NUMBER})-([a-z0-9-]+)\.ipynb")
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
        """Two digits: `05`; a team's own has an L: `L1`; the gallery's is its name."""
        found = _FILE.fullmatch(self.path.name)
        return found[1] if found else self.path.stem

    @property
    def shown(self) -> str:
        """The notebook's file as a message names it: `sessions/05-fractions.ipynb`."""
        inside = "" if self.language == lang.ENGLISH else f"{self.language}/"
        own = self.path.is_relative_to(paths.local()) or self.number.startswith("L")
        return f"{'local/' * own}sessions/{inside}{self.path.name}"

    @property
    def language(self) -> str:
        """`en`, or the language of the folder in which a translation stands: `sessions/es/02-counting.ipynb`."""
        inside = self.path.parent
        return inside.name if inside.parent.name == "sessions" else lang.ENGLISH

    @property
    def guide(self) -> Path:
        """Where its facilitator guide stands; a translation has the guide of the session that it translates."""
        name = f"{self.path.stem}.md"
        if self.language == lang.ENGLISH:
            return self.path.parent.parent / "facilitator_guides" / name
        own = paths.local() / "facilitator_guides" / name
        return own if own.exists() else paths.GUIDES / name

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
        return f"{self.number} {self.title}" if _FILE.fullmatch(self.path.name) else self.title

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


def all_sessions(folder: Path | None = None) -> list[Session]:
    """Every session in the folder, in order; if none is given, the course's own and then the team's."""
    if folder is None:
        return [*all_sessions(paths.SESSIONS), *own_sessions()]
    found = [Session(path) for path in folder.glob("*.ipynb") if _FILE.fullmatch(path.name)]
    return sorted(found, key=lambda one: (len(one.number), one.path.name))


def own_sessions() -> list[Session]:
    """The sessions that a team has made, in `local/sessions`. The course's numbers are not to be had there."""
    return [one for one in all_sessions(paths.local() / "sessions") if one.number.startswith("L")]


def session(number: str, language: str = lang.ENGLISH) -> Session:
    """The session with this number: `05`, or `5`; `L1`, or a team's name for it; `gallery` is the notebook of all activities.

    Args:
        number: or name.
        language: other than `en`, its translation.

    Raises:
        UnknownName: there is none; the message lists those there are.
    """
    if language != lang.ENGLISH:
        return _translation(session(number), language)
    there = [*all_sessions(), *filter(None, [gallery()])]
    for one in there:
        if one.number.lower() == number.lower().zfill(2) or one.path.stem.lower() in (
            number,
            f"{one.number}-{number}".lower(),
        ):
            return one
    raise UnknownName(f"There is no session {number}. Sessions: {', '.join(one.number for one in there)}.")


def translations() -> list[Session]:
    """Every session in another language, the course's and the team's own."""
    folders = (
        path for root in (paths.SESSIONS, paths.local() / "sessions") for path in sorted(root.glob("*/"))
    )
    return [
        one
        for folder in folders
        if re.fullmatch(r"[a-z]{2,3}(-\w+)?", folder.name)
        for one in all_sessions(folder)
    ]


def _translation(one: Session, language: str) -> Session:
    there = [other for other in translations() if other.number == one.number]
    found = [other for other in there if other.language == language]
    if not found:
        known = ", ".join(sorted({other.language for other in there})) or "none"
        others = sorted({other.number for other in translations() if other.language == language})
        also = f" Sessions in “{language}”: {', '.join(others)}." if others else ""
        raise UnknownName(
            f"There is no session {one.number} in “{language}”. Languages of it besides English: {known}.{also} A translation is a "
            f"notebook sessions/{language}/{one.path.name}, or the same in local/."
        )
    return found[-1]


def problems_in_translation(one: Session) -> Iterator[Problem]:
    """What is wrong with a translated session: its own faults, and where it has other parts or keys than the English."""
    yield from problems_in(one)
    try:
        original = session(one.number)
    except UnknownName:
        yield Problem(
            one.shown, "", "translates a session that is not here.", "Name it as the session is named."
        )
        return
    if one.language not in lang.languages():
        text = f"is in “{one.language}”, and there are no words in that language."
        yield Problem(
            one.shown, "", text, f"Write kit/lang/{one.language}.yaml, or local/lang/{one.language}.yaml."
        )
    if one.notebook.metadata.get("throughline", {}).get("language") != one.language:
        yield Problem(
            one.shown,
            "metadata",
            "does not name its language.",
            f'Write "language": "{one.language}" beside "session".',
        )
    if f'use_language("{one.language}")' not in "".join(cell.source for cell in one.notebook.cells):
        yield Problem(
            one.shown,
            "setup",
            "does not say its language.",
            f'Write kit.use_language("{one.language}") below import kit.',
        )
    for what, mine, theirs in (
        ("activities", one.activity_keys, original.activity_keys),
        ("parts", [(b.name, b.minutes) for b in one.blocks], [(b.name, b.minutes) for b in original.blocks]),
    ):
        if mine != theirs:
            text = f"has other {what} than {original.path.name}."
            yield Problem(
                one.shown, "", text, "Keys, parts and minutes stay the same, so that answers and rooms mix."
            )


def misnamed() -> Iterator[Problem]:
    """Notebooks in `local/sessions` that are no session by their name, and numbers that stand twice."""
    folder = paths.local() / "sessions"
    names = sorted(path.name for path in folder.glob("*.ipynb")) if folder.is_dir() else []
    numbers = Counter(one.number for one in own_sessions())
    for name in names:
        found = _FILE.fullmatch(name)
        if not found or not found[1].startswith("L"):
            text = "is not named as a session of your own."
            remedy = "Name it with L, a number and words: L1-our-fractions.ipynb. Numbers without L are the course's."
            yield Problem(f"local/sessions/{name}", "", text, remedy)
        elif numbers[found[1]] > 1:
            yield Problem(
                f"local/sessions/{name}",
                "",
                f"has the number {found[1]}, as another does.",
                "Give it another number.",
            )


def problems_in(one: Session) -> Iterator[Problem]:
    """What is wrong with a session's notebook, without running it."""
    name = one.shown
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
    waiting = [cell.id for cell in notebook.cells if "throughline-update" in cell.metadata.get("tags", [])]
    if waiting:
        text = f"shows another version of {len(waiting)} cell{'s' if len(waiting) > 1 else ''} ({', '.join(waiting)})."
        yield Problem(name, "", text, "Take over what you want, then delete these cells.")
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
                f"Run `{run_command(one)}`.",
            )
        elif any(output.output_type == "error" for output in cell.outputs):
            yield Problem(
                name,
                f"cell {cell.id}",
                "ends in an error.",
                f"Mend it and run `{run_command(one)}`.",
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
        if about and minutes_line(about["minutes"], one.language) not in cell.source:
            yield Problem(
                name,
                f"cell {cell.id}",
                "says other minutes in its text than in its metadata.",
                f"Under the heading write: {minutes_line(about['minutes'], one.language)}",
            )


def run_command(one: Session) -> str:
    """What to type to run a session and store it."""
    return f"throughline run {one.number}" + f" --lang {one.language}" * (one.language != lang.ENGLISH)


def minutes_line(minutes: dict[str, int], language: str = lang.ENGLISH) -> str:
    """The line under a part's heading that tells its minutes."""
    with lang.speaking(language):
        usual = lang.t("{minutes} minutes", minutes=minutes["75"]) if minutes["75"] else lang.t("an extra")
        short = (
            lang.t("45-minute path: {minutes}", minutes=minutes["45"])
            if minutes["45"]
            else lang.t("not in the 45-minute path")
        )
        return f"*{usual} ({short}; {lang.t('90-minute path: {minutes}', minutes=minutes['90'])})*"


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
