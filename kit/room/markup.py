"""Fixed words for the room's pages, in mark-up."""

from markupsafe import Markup, escape

from .. import lang


def t(text: str, **values: object) -> Markup:
    """As `lang.t`, made safe, and so are the values that are put in; a value that is mark-up already stays as it is."""
    safe = {name: escape(value) for name, value in values.items()}
    # An apostrophe may stand as it is wherever these words go: between tags, and in attributes between double quotes.
    said = str(escape(lang.t(text))).replace("&#39;", "'")
    return Markup(lang.put_in(said, safe))
