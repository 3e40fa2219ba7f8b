"""Which imports there are, and how to be rid of one altogether."""

import base64
import html
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..content import library
from ..content.datapackage import rows_of
from .candidates import Count
from .importing import ImportProblem, count
from .state import NAME, State, imports, remember
from .storing import items_file


@dataclass(frozen=True)
class Listed:
    """An import or a work set of one's own.

    Attributes:
        name: of both.
        count: how far its review is; None for a work set without an import.
        samples: students in the work set.
    """

    name: str
    count: Count | None
    samples: int


def listed() -> list[Listed]:
    """Every import and every work set in `local/`, by name."""
    begun = {path.parent.name for path in imports().glob("*/state.json")}
    made = {path.parent.name for path in (paths.local() / "work").glob("*/datapackage.json")}
    return [
        Listed(name, count(name) if name in begun else None, _samples(name) if name in made else 0)
        for name in sorted(begun | made)
    ]


def _samples(name: str) -> int:
    return len({row.get("sample") for row in _rows(name)})


def _rows(name: str) -> list[dict]:
    try:
        return list(rows_of(paths.local() / "work" / name))
    except (OSError, ValueError, LookupError):
        return []


def still_shown(name: str) -> list[Path]:
    """Notebooks, pages and printables that show work of this set, hidden copies too: those `forget` does not delete.

    Read before the work set is deleted: they are known by its name, its pictures, and its longer answers.
    """
    named = re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?:/|\"|\\|$|\s)".encode(), re.MULTILINE)
    pictures = [
        base64.b64encode(data[len(data) // 2 // 3 * 3 :])[:400]
        for path in (paths.local() / "work" / name).glob("pictures/*")
        if len(data := path.read_bytes()) > 1000
    ]
    texts = [
        html.escape(row["given"], quote=False).encode()
        for row in _rows(name)
        if len(row.get("given") or "") >= 20 and row["given"].isprintable()
    ]
    marks = [*pictures, *texts]
    root = paths.ROOT
    folders = [paths.SESSIONS, root / "pages", root / "printables", paths.local() / "sessions"]
    folders += [paths.local() / "facilitator_guides", paths.local() / "before-update"]
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()}):
        if path.suffix in (".ipynb", ".html", ".md", ".yaml"):
            content = path.read_bytes()
            if named.search(content) or any(one in content for one in marks):
                found += [path, *(one for one in [path.with_suffix(".pdf")] if one.is_file())]
    return found


def forget(name: str) -> list[Path]:
    """Delete an import, its work set, its tasks, and what was remembered of its tables. Originals are not touched.

    Returns:
        What was deleted.

    Raises:
        ImportProblem: there is nothing of that name.
    """
    places = [paths.local() / "work" / name, imports() / name, items_file(name)]
    there = [path for path in places if path.exists()] if NAME.fullmatch(name) else []
    if not there:
        names = ", ".join(one.name for one in listed()) or "nothing"
        raise ImportProblem(f"There is no import “{name}”. In local/ there is: {names}.")
    state = State(name)
    for fingerprint in state.read()["mappings"] if state.exists() else ():
        remember(fingerprint, None)
    for path in there:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    library.cache_clear()
    return there
