"""Fixed words for pages and templates: what is put in may be HTML, such as a link in its sentence."""

from markupsafe import Markup, escape

from . import put_in
from . import t as said


def t(text: str, /, **values: object) -> Markup:
    """As `kit.lang.t`, as HTML. A value is escaped unless it is `Markup`.

    Apostrophes stay as they are written: these words go between tags, and into attributes between double quotes.
    """
    whole = str(escape(said(text))).replace("&#39;", "'")
    return Markup(put_in(whole, {name: escape(value) for name, value in values.items()}))
