"""The facilitator's console and the projector's page, each whole in one document with a policy of its own.

The pages hold no secret and no answer: a browser without the secret sees the run sheet, which is in the course anyway.
"""

from functools import cache
from pathlib import Path

from .. import lang, paths
from ..lang import later
from ..lang.html import t
from ..sessions import PATHS, Session
from .runsheet import run_sheet

FRONT = Path(__file__).parent / "front"
POLICY = {
    "default-src": "'none'",
    "connect-src": "'self'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}

KEYS = (
    ("o", "open", later("Open")),
    ("p", "pause", later("Pause")),
    ("c", "close", later("Close")),
    ("l", "collect", later("Collect")),
    ("s", "show", later("Show")),
    ("h", "hide", later("Hide")),
    ("r", "reveal", later("Reveal")),
    ("u", "unreveal", later("Undo reveal")),
    ("n", "next", later("Next")),
    ("t", "timer", later("Start timer")),
)
"""Key, what it does in the room, and the words on its button."""


def console(session: Session) -> str:
    """The facilitator's page: run sheet, controls, the live picture, texts to be passed."""
    told_in = lang.ENGLISH if session.guide.is_relative_to(paths.GUIDES) else session.language
    return _page("console", session, sheet=run_sheet(session), keys=KEYS, paths=PATHS, guide=told_in)


def projector(session: Session) -> str:
    """The page for the wall: no names, no controls."""
    return _page("projector", session)


def _page(name: str, session: Session, **data) -> str:
    from ..activities import frontend
    from ..pages.document import Inline, as_json

    assets = Inline()
    language = lang.language()
    given = {"session": session.number, "title": session.full_title, **data}
    styles = [_text("drawing.css"), _text(f"{name}.css")]
    tags = {
        "style": assets.style("\n".join(styles)),
        "script": assets.script(frontend.joined(FRONT, f"{name}.js", language)),
    }
    hashes = {way: sources.removeprefix("blob: ") for way, sources in assets.policy().items()}
    policy = POLICY | {way: hashes[way] for way in ("script-src", "style-src")}
    return (
        templates()
        .get_template(f"{name}.html.j2")
        .render(
            policy="; ".join(f"{way} {sources}" for way, sources in policy.items()),
            data=_safe(as_json(given)),
            language=language,
            **given,
            **tags,
        )
    )


def _text(name: str) -> str:
    return (FRONT / name).read_text(encoding="utf-8")


def _safe(text: str):
    from markupsafe import Markup

    return Markup(text)


@cache
def templates():
    """The templates of the room's pages."""
    from jinja2 import Environment, FileSystemLoader

    found = Environment(loader=FileSystemLoader(FRONT), autoescape=True)
    found.globals["t"] = t
    return found
