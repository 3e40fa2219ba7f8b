"""Makes pages where they are not fresh: one session's as a file, or all of the course as a site."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..lang import ENGLISH
from ..sessions import Session
from .fresh import Ledger, state_of
from .session_page import page

TOGETHER = 2
"""Notebooks that are executed at the same time: each has a kernel process of its own."""


@dataclass(frozen=True)
class Built:
    """A file that stands, and whether it was made now or was fresh already."""

    path: Path
    made: bool


def build_pages(sessions: Iterable[Session], out: Path, again: bool = False) -> list[Built]:
    """The pages of some sessions, each one self-contained file `NN-name.html`.

    Args:
        sessions: which ones.
        out: the folder; it is made if it is not there.
        again: make them also where nothing has changed.

    Raises:
        NotWritable: the folder cannot be written to.
        KitError: a notebook's cell failed.
    """
    ledger = Ledger(out)

    def one(session: Session) -> tuple[str, str, Built]:
        other = "" if session.language == ENGLISH else f".{session.language}"
        name, path = f"page {session.number}{other}", out / f"{session.path.stem}{other}.html"
        state = state_of(session.path)
        if not again and ledger.is_fresh(name, state):
            return name, state, Built(path, made=False)
        ledger.write(path, page(session, find=nowhere))
        return name, state, Built(path, made=True)

    built = []
    for name, state, done in together(one, sessions):
        if done.made:
            ledger.note(name, state, [done.path])
        built.append(done)
    return built


def together(act: Callable, given: Iterable) -> list:
    """What `act` gives for each, two at a time, in order. The first error ends it."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(act, given))


def nowhere(url: str) -> None:
    """A single file has no other page to link to."""
    return None


_NOTEBOOK = re.compile(rf"(?:.*/)?({paths.NUMBER}-[a-z0-9-]+)\.ipynb(?:#cell-id=([\w-]+))?")
_GUIDE = re.compile(
    rf"(?:.*/)?facilitator_guides/([a-zL0-9-]+)\.md(#[\w-]+)?|^({paths.NUMBER}-[a-z0-9-]+)\.md(#[\w-]+)?"
)
_DATA = re.compile(r"(?:.*/)?data/([\w/.-]+)\.md")


def in_site(up: str, stems: set[str], language: str = ENGLISH) -> Callable[[str], str | None]:
    """Where a link of a notebook or guide leads in the site.

    Args:
        up: from the page to the site's top, such as `../`.
        stems: names of the pages there are, below the top and without `.html`.
        language: of the page; from a translation a link leads to a translation, where there is one.
    """

    def find(url: str) -> str | None:
        if found := _NOTEBOOK.fullmatch(url):
            target, part = found[1], found[2]
            target = f"{target}.{language}" if f"{target}.{language}" in stems else target
        elif found := _GUIDE.fullmatch(url):
            target, part = f"guides/{found[1] or found[3]}", (found[2] or found[4] or "").lstrip("#")
        elif found := _DATA.fullmatch(url):
            target, part = f"about/{found[1].replace('/', '-')}", None
        else:
            return None
        return f"{up}{target}.html{f'#{part}' if part else ''}" if target in stems else None

    return find


def default_folder(kind: str) -> Path:
    """Where things are built when nobody says where: a folder of the checkout that git leaves alone."""
    return paths.ROOT / kind
