"""The pages of a facilitator on a hub: plain forms, which work without any script."""

import datetime
from functools import cache

from markupsafe import Markup, escape

from .. import lang, sessions
from ..lang import later
from ..lang.dates import day
from ..lang.html import t
from ..pages.document import FRONT as PAGE_FRONT
from ..pages.document import document
from . import keys
from .assets import FRONT, RoomAssets
from .hosting import Listed
from .login import Person
from .pages import templates

TOLD = {
    "started": later("The room is open. Open its console when you begin."),
    "closed": later("The room is closed."),
    "deleted": later("The room is closed, and everything in it is deleted."),
}
KEEP = (
    ("30", later("for 30 days")),
    ("365", later("for a year")),
    ("", later("until I delete it")),
    ("0", later("not at all: delete it now")),
)

_KEEP = Markup("<label>{} <select name=keep>{}</select></label>")
_OPTION = Markup('<option value="{}">{}</option>')
_FILE = Markup('<a href="{}/{}/answers.{}" download aria-label="{}">{}</a>')
_BOLD = Markup("<b>{}</b>")
_LARGE = Markup('<b class="hub-code">{}</b>')
_LINK = Markup('<a href="{0}">{0}</a>')
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
            told=t(TOLD[told]) if told in TOLD else "",
            sessions=there.items(),
            titles=there,
            opened=[one for one in rooms if one.closed is None],
            closed=[one for one in rooms if one.closed is not None],
            code=keys.shown,
            form=_FORM.format(person.form_token),
            when=when,
            until=_until,
            keep=lambda _room: _keep(),
            files=lambda room: _files(room, pages),
            bold=_BOLD.format,
            large=_LARGE.format,
            link=_LINK.format,
        )
    )
    return _page(t("My rooms"), body)


def refused(sentence: str, pages: str) -> str:
    """Why something was not done."""
    title = t("Not done")
    back = f'<a href="{escape(pages)}">{t("My rooms")}</a>'
    return _page(title, f"<h1>{title}</h1><p>{escape(sentence)}</p><p>{back}</p>")


def when(seconds: float) -> str:
    """A moment in words. The hub does not know in which zone its visitor is, so it says its own."""
    found = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return lang.t("{day}, {time}", day=day(found), time=f"{found:%H:%M} UTC")


def _keep() -> Markup:
    options = (_OPTION.format(days, t(words)) for days, words in KEEP)
    return _KEEP.format(t("Keep the answers"), Markup("").join(options))


def _files(room: Listed, pages: str) -> Markup:
    code = keys.shown(room.code)
    table = _FILE.format(pages, room.id, "csv", t("Answers of {code} as a table", code=code), t("a table"))
    data = _FILE.format(pages, room.id, "json", t("Answers of {code} as JSON", code=code), "JSON")
    return t("Answers as {table} or {data}", table=table, data=data)


@cache
def _titles() -> dict[str, str]:
    """Titles of all sessions by number. Reading every notebook takes a third of a second, so it is done once."""
    return {one.number: one.full_title for one in sessions.all_sessions()}


def _until(room: Listed) -> str:
    if room.purge_at is None:
        return t("Its answers are kept until you delete them.")
    return t("All of it is deleted after {when}.", when=when(room.purge_at))


def _page(title: str, body: str) -> str:
    styles = [PAGE_FRONT / "page.css", FRONT / "forms.css"]
    return document(
        title=title,
        language=lang.language(),
        body=f'<div class="page-text">{body}</div>',
        assets=_Forms(),
        styles=[one.read_text(encoding="utf-8") for one in styles],
        scripts=[],
    )
