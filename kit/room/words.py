"""The room's pages of words: to join by, and what is stored."""

from collections.abc import Sequence

from markupsafe import Markup

from .. import lang
from ..activities import frontend
from ..lang.html import t
from ..pages.document import FRONT as PAGE_FRONT
from ..pages.document import document
from ..sessions import Session
from .assets import FRONT, RoomAssets

_JOIN = Markup("""<h1>{title}</h1>
{languages}<p>{told}</p>
<form id="join" autocomplete="off"><p class="page-row">
<label>{code} <input id="join-code" name="code" required maxlength="12" autocapitalize="characters" spellcheck="false" size="10"></label>
<button type="submit" class="room-main">{join}</button></p></form>
<p id="join-told" role="status"></p>
{alone}""")
_LINK = Markup('<a href="{}">{}</a>')
_ELSEWHERE = Markup('<a href="{}" lang="{}">{}</a>')
_LANGUAGES = Markup('<p class="room-languages">{}</p>\n')


def join_page(session: Session | None, languages: Sequence[str] = (), first: str = lang.ENGLISH) -> str:
    """The page on which a participant types the code; with many rooms the code says of which session it is.

    Args:
        session: the room's, if there is one room only.
        languages: those that the session can be worked through in, if there are several.
        first: the language of the addresses that name none.
    """
    title = session.full_title if session else t("Join a room")
    asked = _asked(first)
    privacy = _LINK.format(f"privacy{asked}", t("what the room keeps"))
    if session:
        alone = t(
            "{link}: the session works on this device alone.",
            link=_LINK.format(f"session{asked}", t("Go on without joining")),
        )
    else:
        rooms = _LINK.format("rooms", t("Your rooms"))
        alone = t("Do you lead a group? {rooms} are behind the hub's sign-in.", rooms=rooms)
    told = t("Type the code that is on the screen in front.")
    kept = t("No name is asked, and none is stored: {link}.", link=privacy)
    body = _JOIN.format(
        title=title,
        languages=_choice(languages, first),
        told=Markup(f"{told} {kept}"),
        code=t("Code"),
        join=t("Join the room"),
        alone=Markup(f"<p>{alone}</p>"),
    )
    return _page(title, body, (frontend.joined(FRONT, "join.js", lang.language()),))


def privacy_page(hub: bool = False, first: str = lang.ENGLISH) -> str:
    """What is stored, in plain words: on the facilitator's own computer, or on a hub."""
    if hub:
        where = t(
            "The room runs on the server of this hub, with whoever runs the hub. "
            "The hub itself may write down which addresses asked for a page."
        )
        owner = t(
            "Which account of the hub started the room, so that nobody else can lead it. No participant sees it."
        )
        unused = t(
            "A room in which nothing happened for 90 days closes, and all of it is deleted 30 days later."
        )
    else:
        where, owner, unused = t("The room runs on the facilitator's computer."), "", ""
    kept = [
        t(
            "Your answers to those activities that the facilitator has opened, each in its last form, with the time your device "
            "gave. Above such an activity stands “Shared with the room”."
        ),
        t(
            "A random number of your device, in a form from which it cannot be got back, and a colour and an animal for it. "
            "You see them; nobody else does."
        ),
        *([owner] if owner else []),
    ]
    not_kept = [
        t("Your name, your address, your device's kind. Nobody is asked for them."),
        t("Answers to activities that were not opened. They stay in your browser."),
        t(
            "A form of the course's measure, baseline or closing, whatever is opened; only what you hand over yourself in "
            "session 12, until you take it back."
        ),
    ]
    no_names = t("Write no names of students and no names of colleagues.")
    typed = t(
        "What somebody typed is seen by the facilitator, without a name, and by the group only after the facilitator has "
        "passed it."
    )
    shown = [
        t(
            "Everybody sees counts and bars for the whole group, never who. The facilitator does not see who either."
        ),
        Markup(f"{typed}\n<b>{no_names}</b>"),
        t(
            "In a small group people may guess. If that matters to you, work on your own: the session is the same."
        ),
    ]
    until = t(
        "Until the facilitator deletes it, or until the day that was set when the room was closed. Ask which it is."
    )
    title, elsewhere = t("What the room keeps"), t("Nothing goes anywhere else.")
    parts = [
        f"<h1>{title}</h1>",
        f"<p>{where} {elsewhere}</p>",
        f"<h2>{t('Kept')}</h2>",
        _list(kept),
        f"<h2>{t('Not kept')}</h2>",
        _list(not_kept),
        f"<h2>{t('Shown')}</h2>",
        _list(shown),
        f"<h2>{t('For how long')}</h2>",
        f"<p>{until}{f' {unused}' if unused else ''}</p>",
        f"<p>{_LINK.format(f'./{_asked(first)}', t('Back to the code'))}</p>",
    ]
    return _page(title, "\n".join(parts))


def _asked(first: str) -> str:
    """What an address of this page's language ends in."""
    language = lang.language()
    return "" if language == first else f"?lang={language}"


def _choice(languages: Sequence[str], first: str) -> Markup:
    """The same page in each language, by the name that the language has for itself."""
    if len(languages) < 2:
        return Markup()
    here = lang.language()
    links = [
        Markup('<b lang="{}">{}</b>').format(one, lang.name_of(one))
        if one == here
        else _ELSEWHERE.format("./" if one == first else f"./?lang={one}", one, lang.name_of(one))
        for one in languages
    ]
    return _LANGUAGES.format(Markup(" · ").join(links))


def _list(lines: list[Markup]) -> str:
    return "\n".join(["<ul>", *(f"<li>{line}</li>" for line in lines), "</ul>"])


def _page(title: str, body: str, scripts: tuple[str, ...] = ()) -> str:
    return document(
        title=title,
        language=lang.language(),
        body=f'<div class="page-text">{body}</div>',
        assets=RoomAssets(),
        styles=[one.read_text(encoding="utf-8") for one in (PAGE_FRONT / "page.css", FRONT / "forms.css")],
        scripts=list(scripts),
    )
