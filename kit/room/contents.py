"""What a room is about: the session's activities with their content, and its page with the participant's part in it."""

from dataclasses import dataclass
from pathlib import Path

from .. import running
from ..activities import frontend
from ..pages import session_page
from ..pages.document import Inline
from ..sessions import Session
from .runsheet import run_sheet

FRONT = Path(__file__).parent / "front"
NEVER_COLLECTED = ("DiagnosticTask",)
"""Kinds whose answers no room takes, whatever is opened: a form of the measure goes only where its owner hands it over (HandOver)."""


class RoomAssets(Inline):
    """Everything in the document, as in an offline page; and it may speak with the server that it came from."""

    def policy(self) -> dict[str, str]:
        """The policy of an offline page, and requests to the own server."""
        return super().policy() | {"connect-src": "'self'"}


@dataclass(frozen=True)
class Contents:
    """A session as a room needs it: `activities` are `{key: {key, kind, content}}`."""

    session: Session
    activities: dict[str, dict]
    page: str


def contents(session: Session) -> Contents:
    """Execute a session once, and take its activities and its page from that.

    Raises:
        KitError: a cell failed.
    """
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
