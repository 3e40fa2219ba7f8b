"""What a room is about: the session's activities with their content, and its pages with the participant's part in them.

Making that executes a notebook and takes a hundred megabytes of programs that a server needs for nothing else, so that
`contents_apart` does it in a process of its own. Nothing here is imported before it is needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from .. import paths
from ..errors import KitError

if TYPE_CHECKING:
    from ..sessions import Session

NEVER_COLLECTED = ("DiagnosticTask",)
"""Kinds whose answers no room takes, whatever is opened: a form of the measure goes only where its owner hands it over (HandOver)."""


@dataclass(frozen=True)
class Named:
    """What a server has to know of a session."""

    number: str
    full_title: str


@dataclass(frozen=True)
class Contents:
    """A session as a room needs it: `activities` are `{key: {key, kind, content}}`, `pages` those that are made already, by name."""

    session: Session | Named
    activities: dict[str, dict]
    page: str
    pages: dict[str, str] = field(default_factory=dict)

    def made(self, name: str) -> str:
        """A page: `session`, `console`, `projector`, `front` (to type the code) or `privacy`."""
        if name == "session":
            return self.page
        if name not in self.pages:
            from . import pages, words

            self.pages[name] = {
                "console": lambda: pages.console(self.session),
                "projector": lambda: pages.projector(self.session),
                "front": lambda: words.join_page(self.session),
                "privacy": words.privacy_page,
            }[name]()
        return self.pages[name]

    def as_json(self) -> str:
        """All of it as text, for another process."""
        session = Named(self.session.number, self.session.full_title)
        return json.dumps(asdict(Contents(session, self.activities, self.page, self.pages)))

    @classmethod
    def from_json(cls, text: str) -> Contents:
        """What `as_json` made a text of."""
        given = json.loads(text)
        return cls(**given | {"session": Named(**given["session"])})


def contents(session: Session) -> Contents:
    """Execute a session once, and take its activities and its page from that.

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
    client = frontend.joined(FRONT, "room.js")
    page = session_page.page(session, RoomAssets(), extra=(client,), executed=executed, room=True)
    return Contents(session, activities, page)


def contents_apart(number: str) -> Contents:
    """The contents of a session by its number, with all pages, made in a process of its own.

    Raises:
        KitError: there is no such session, or a cell failed.
    """
    command = [sys.executable, "-W", "ignore", "-m", "kit.room.contents", number]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, cwd=paths.ROOT
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise KitError(said[-1] if said else f"The page of session {number} could not be made.")
    return Contents.from_json(done.stdout.splitlines()[-1])


def _main() -> None:
    from .. import sessions

    try:
        made = contents(sessions.session(sys.argv[1]))
    except KitError as error:
        sys.exit(str(error))
    for name in ("console", "projector", "front", "privacy"):
        made.made(name)
    print(made.as_json(), flush=True)


if __name__ == "__main__":
    _main()
