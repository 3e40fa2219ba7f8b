"""The pages of a facilitator on a hub: plain forms, which work without any script."""

import datetime
from functools import cache

from markupsafe import Markup, escape

from .. import sessions
from ..pages.document import FRONT as PAGE_FRONT
from ..pages.document import document
from . import keys
from .assets import FRONT, RoomAssets
from .hosting import Listed
from .login import Person
from .pages import templates

TOLD = {
    "started": "The room is open. Open its console when you begin.",
    "closed": "The room is closed.",
    "deleted": "The room is closed, and everything in it is deleted.",
}
KEEP = (
    ("30", "for 30 days"),
    ("365", "for a year"),
    ("", "until I delete it"),
    ("0", "not at all: delete it now"),
)

_KEEP = Markup("<label>Keep the answers <select name=keep>{}</select></label>")
_OPTION = Markup('<option value="{}">{}</option>')
_FILES = Markup(
    'Answers as <a href="{0}/{1}/answers.csv" download aria-label="Answers of {2} as a table">a table</a> or '
    '<a href="{0}/{1}/answers.json" download aria-label="Answers of {2} as JSON">JSON</a>'
)
_FORM = Markup('<input type="hidden" name="form" value="{}">')


class _Forms(RoomAssets):
    """What a page of the room may do, and send its forms to the server that it came from."""

    def policy(self) -> dict[str, str]:
        return super().policy() | {"form-action": "'self'"}


def my_rooms(person: Person, rooms: list[Listed], pages: str, address: str, told: str = "") -> str:
    """A facilitator's rooms.

    Args:
        person: whose.
        rooms: theirs, the newest first.
        pages: address of this page on the hub.
        address: what participants open, or empty.
        told: what was done last, one of `TOLD`.
    """
    there = _titles()
    body = (
        templates()
        .get_template("hub.html.j2")
        .render(
            person=person,
            pages=pages,
            base=pages.removesuffix("rooms"),
            address=address,
            told=TOLD.get(told, ""),
            sessions=there.items(),
            titles=there,
            opened=[one for one in rooms if one.closed is None],
            closed=[one for one in rooms if one.closed is not None],
            code=keys.shown,
            form=_FORM.format(person.form_token),
            when=when,
            until=_until,
            keep=lambda _room: _KEEP.format(Markup("").join(_OPTION.format(*one) for one in KEEP)),
            files=lambda room: _FILES.format(pages, room.id, keys.shown(room.code)),
        )
    )
    return _page("My rooms", body)


def refused(sentence: str, pages: str) -> str:
    """Why something was not done."""
    return _page(
        "Not done", f'<h1>Not done</h1><p>{escape(sentence)}</p><p><a href="{escape(pages)}">My rooms</a></p>'
    )


def when(seconds: float) -> str:
    """A moment in words. The hub does not know in which zone its visitor is, so it says its own."""
    found = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return f"{found:%B} {found.day}, {found.year}, {found:%H:%M} UTC"


@cache
def _titles() -> dict[str, str]:
    """Titles of all sessions by number. Reading every notebook takes a third of a second, so it is done once."""
    return {one.number: one.full_title for one in sessions.all_sessions()}


def _until(room: Listed) -> str:
    if room.purge_at is None:
        return "Its answers are kept until you delete them."
    return f"All of it is deleted after {when(room.purge_at)}."


def _page(title: str, body: str) -> str:
    styles = [PAGE_FRONT / "page.css", FRONT / "forms.css"]
    return document(
        title=title,
        language="en",
        body=f'<div class="page-text">{body}</div>',
        assets=_Forms(),
        styles=[one.read_text(encoding="utf-8") for one in styles],
        scripts=[],
    )
