"""What a room is about: the session's activities with their content, and its pages with the participant's part in them.

Making that executes a notebook and takes a hundred megabytes of programs that a server needs for nothing else, so that
`contents_apart` does it in a process of its own. Nothing here is imported before it is needed.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING

from .. import lang, paths
from ..errors import KitError

if TYPE_CHECKING:
    from ..sessions import Session

log = logging.getLogger(__name__)
NEVER_COLLECTED = ("DiagnosticTask",)
"""Kinds whose answers no room takes, whatever is opened: a form of the measure goes only where its owner hands it over (HandOver)."""


@dataclass(frozen=True)
class Named:
    """What a server has to know of a session."""

    number: str
    full_title: str


@dataclass(frozen=True)
class Contents:
    """A session as a room needs it.

    Attributes:
        session: which one.
        activities: `{key: {key, kind, content}}`.
        page: the session's page.
        pages: the others, as far as they are made already, by name.
        language: in which it is said.
        others: the pages in the session's other languages, by tag. A room's pictures are made of the activities here.
        languages: all that the room has it in, the first one's first; empty where there is one only.
    """

    session: Session | Named
    activities: dict[str, dict]
    page: str
    pages: dict[str, str] = field(default_factory=dict)
    language: str = lang.ENGLISH
    others: dict[str, Contents] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def said_in(self, language: str | None) -> Contents:
        """The same in a language; as it is where it is not there in that."""
        return self.others.get(language or "", self)

    def made(self, name: str) -> str:
        """A page: `session`, `console`, `projector`, `front` (to type the code) or `privacy`."""
        if name == "session":
            return self.page
        if name not in self.pages:
            from . import pages, words

            first = self.languages[0] if self.languages else self.language
            with lang.speaking(self.language):
                self.pages[name] = {
                    "console": lambda: pages.console(self.session),
                    "projector": lambda: pages.projector(self.session),
                    "front": lambda: words.join_page(self.session, self.languages, first),
                    "privacy": lambda: words.privacy_page(first=first),
                }[name]()
        return self.pages[name]

    def as_json(self) -> str:
        """All of it as text, for another process."""
        return json.dumps(self._plain())

    def _plain(self) -> dict:
        session = asdict(Named(self.session.number, self.session.full_title))
        others = {tag: one._plain() for tag, one in self.others.items()}
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return kept | {"session": session, "others": others}

    @classmethod
    def from_json(cls, text: str) -> Contents:
        """What `as_json` made a text of."""
        return cls._from(json.loads(text))

    @classmethod
    def _from(cls, given: dict) -> Contents:
        others = {tag: cls._from(one) for tag, one in given["others"].items()}
        more = {
            "session": Named(**given["session"]),
            "others": others,
            "languages": tuple(given["languages"]),
        }
        return cls(**given | more)


def contents(session: Session, languages: Sequence[str] = ()) -> Contents:
    """Execute a session once, and take its activities and its page from that.

    Args:
        session: which one, in its language.
        languages: those in which the room has it, if there are several; the first is the one of addresses that name none.

    Raises:
        KitError: a cell failed.
    """
    from .. import running
    from ..activities import frontend
    from ..pages import session_page
    from .assets import FRONT, RoomAssets
    from .runsheet import run_sheet

    executed = running.execute(session, live=True)
    kinds = {one["key"]: one["kind"] for row in run_sheet(session) for one in row["activities"]}
    activities = {
        model["state"]["key"]: {
            "key": model["state"]["key"],
            "kind": kinds.get(model["state"]["key"], ""),
            "content": model["state"]["content"],
        }
        for model in session_page.live_parts(executed).models
        if kinds.get(model["state"]["key"]) not in NEVER_COLLECTED
    }
    client = frontend.joined(FRONT, "room.js", session.language)
    page = session_page.page(session, RoomAssets(), extra=(client,), executed=executed, room=True)
    return Contents(session, activities, page, language=session.language, languages=tuple(languages))


def contents_apart(number: str, language: str = lang.ENGLISH) -> Contents:
    """The contents of a session by its number, with all pages and in all its languages, each made in a process of its own.

    Args:
        number: of the session.
        language: the one of addresses that name none, of the wall, and of the pictures.

    Raises:
        KitError: there is no such session, or a cell failed.
    """
    from .. import sessions

    number = sessions.session(number, language).number
    there = {one.language for one in sessions.translations() if one.number == number} - {lang.ENGLISH}
    return _in_all(number, [language, *(one for one in (lang.ENGLISH, *sorted(there)) if one != language)])


def _in_all(number: str, languages: list[str]) -> Contents:
    """The contents in the first language, and in those of the others whose notebook runs."""
    with ThreadPoolExecutor(2) as threads:
        making = [threads.submit(_in_one, number, one, languages) for one in languages]
    failed = {one: made.exception() for one, made in zip(languages, making, strict=True) if made.exception()}
    if languages[0] in failed:
        raise failed[languages[0]]
    if failed:
        for one, why in failed.items():
            log.warning("Session %s in “%s” is left out. %s", number, one, why)
        return _in_all(number, [one for one in languages if one not in failed])
    first, *others = (made.result() for made in making)
    return replace(first, others={one.language: replace(one, activities={}) for one in others})


def _in_one(number: str, language: str, languages: list[str]) -> Contents:
    command = [sys.executable, "-W", "ignore", "-m", "kit.room.contents", number, language, *languages]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, cwd=paths.ROOT
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise KitError(said[-1] if said else f"The page of session {number} could not be made.")
    return Contents.from_json(done.stdout.splitlines()[-1])


def _main() -> None:
    from .. import sessions

    number, language, *languages = sys.argv[1:]
    try:
        made = contents(sessions.session(number, language), languages)
    except KitError as error:
        sys.exit(str(error))
    for name in ("console", "projector", "front", "privacy"):
        made.made(name)
    print(made.as_json(), flush=True)


if __name__ == "__main__":
    _main()
