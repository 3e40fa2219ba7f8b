"""The room's pages of words: to join by, and what is stored."""

from markupsafe import escape

from ..activities import frontend
from ..pages.document import FRONT as PAGE_FRONT
from ..pages.document import document
from ..sessions import Session
from .assets import FRONT, RoomAssets

_JOIN = """<h1>{title}</h1>
<p>Type the code that is on the screen in front. No name is asked, and none is stored: <a href="privacy">what the room keeps</a>.</p>
<form id="join" autocomplete="off"><p class="page-row">
<label>Code <input id="join-code" name="code" required maxlength="12" autocapitalize="characters" spellcheck="false" size="10"></label>
<button type="submit" class="room-main">Join</button></p></form>
<p id="join-told" role="status"></p>
{alone}"""
_ALONE = '<p><a href="session">Go on without joining</a>: the session works on this device alone.</p>'

_PRIVACY = """<h1>What the room keeps</h1>
<p>{where} Nothing goes anywhere else.</p>
<h2>Kept</h2>
<ul>
<li>Your answers to those activities that the facilitator has opened, each in its last form, with the time your device gave. Above such
an activity stands “Shared with the room”.</li>
<li>A random number of your device, in a form from which it cannot be got back, and a colour and an animal for it. You see them; nobody else does.</li>{owner}
</ul>
<h2>Not kept</h2>
<ul>
<li>Your name, your address, your device's kind. Nobody is asked for them.</li>
<li>Answers to activities that were not opened. They stay in your browser.</li>
<li>A form of the course's measure, baseline or closing, whatever is opened; only what you hand over yourself in session 12, until you take it
back.</li>
</ul>
<h2>Shown</h2>
<ul>
<li>Everybody sees counts and bars for the whole group, never who. The facilitator does not see who either.</li>
<li>What somebody typed is seen by the facilitator, without a name, and by the group only after the facilitator has passed it.
<b>Write no names of students and no names of colleagues.</b></li>
<li>In a small group people may guess. If that matters to you, work on your own: the session is the same.</li>
</ul>
<h2>For how long</h2>
<p>Until the facilitator deletes it, or until the day that was set when the room was closed. Ask which it is.{unused}</p>
<p><a href="./">Back to the code</a></p>"""

_LEAD = '<p>Do you lead a group? <a href="rooms">Your rooms</a> are behind the hub\'s sign-in.</p>'
_ON_A_HUB = {
    "where": "The room runs on the server of this hub, with whoever runs the hub. The hub itself may write down which addresses asked for a page.",
    "owner": "\n<li>Which account of the hub started the room, so that nobody else can lead it. No participant sees it.</li>",
    "unused": " A room in which nothing happened for 90 days closes, and all of it is deleted 30 days later.",
}


def join_page(session: Session | None) -> str:
    """The page on which a participant types the code; with many rooms the code says of which session it is."""
    title = session.full_title if session else "Join a room"
    return _page(
        title,
        _JOIN.format(title=escape(title), alone=_ALONE if session else _LEAD),
        (frontend.joined(FRONT, "join.js"),),
    )


def privacy_page(hub: bool = False) -> str:
    """What is stored, in plain words: on the facilitator's own computer, or on a hub."""
    told = (
        _ON_A_HUB
        if hub
        else {"where": "The room runs on the facilitator's computer.", "owner": "", "unused": ""}
    )
    return _page("What the room keeps", _PRIVACY.format(**told))


def _page(title: str, body: str, scripts: tuple[str, ...] = ()) -> str:
    return document(
        title=title,
        language="en",
        body=f'<div class="page-text">{body}</div>',
        assets=RoomAssets(),
        styles=[one.read_text(encoding="utf-8") for one in (PAGE_FRONT / "page.css", FRONT / "forms.css")],
        scripts=list(scripts),
    )
