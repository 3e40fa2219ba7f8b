"""What only the facilitator holds: the key to the cards, and the guide. Both are in English, whatever language the cards are in."""

import re

from markupsafe import Markup

from ...content import Library, WorkSample
from ...content.cards import WHOSE, mark_text, work_text
from ...content.mathtext import to_html
from ...errors import KitError
from ...lang import later, t
from ...sessions import Session
from .contents import SessionDeck
from .page import Sheet, page
from .paper import Options
from .sheets import terms_of
from .text import on_paper, terms

KEY, KEY_USE = later("Key to the cards"), later("one, for you; keep it from the cards")
GUIDE, GUIDE_USE = later("Facilitator guide"), later("one, for you")

_RUN_SHEET = re.compile(r'<h2 id="run-sheet">.*?(?=<h2\b|\Z)', re.DOTALL)


def key(session: Session, decks: list[SessionDeck], library: Library, options: Options) -> str:
    """The reference placement of every card, its reason and whose it is, deck by deck."""
    return page(
        "key",
        session,
        options,
        Sheet(t(KEY), footer=t("Key: for the facilitator")),
        decks=[
            {
                "title": deck.title,
                "source": deck.source.short,
                "rows": [_key_row(sample, deck, library) for sample in deck.samples],
            }
            for deck in decks
        ],
        terms=terms_of([deck.source for deck in decks]),
    )


def _key_row(sample: WorkSample, deck: SessionDeck, library: Library) -> dict:
    anchor = sample.anchor
    if anchor is None:
        place = t("none")
    elif anchor.level is None:
        place = t("? Not enough to say")
    else:
        place = f"{anchor.level} {deck.progression[anchor.level].name}"
    return {
        "label": sample.label,
        "mark": f"{sample.about} · {mark_text(sample.origin)}",
        "work": work_text(sample, library),
        "place": place,
        "reason": Markup(to_html(anchor.reason)) if anchor else "",
        "whose": t(WHOSE[anchor.whose]) if anchor else "",
    }


def guide(session: Session, options: Options) -> str:
    """The facilitator guide; its run sheet lies on its side, on pages of its own.

    Raises:
        KitError: the guide cannot be read.
    """
    try:
        text = session.guide.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{session.guide.name} cannot be read ({error}). Bring the file back.") from error
    html = _RUN_SHEET.sub(
        lambda found: f'<section class="lying">{found[0]}</section>', on_paper(text, session)
    )
    return page(
        "guide",
        session,
        options,
        Sheet(t(GUIDE), footer=t("Facilitator guide · {title}", title=session.title)),
        body=Markup(html.replace("<details", "<details open")),
        terms=terms(),
    )
