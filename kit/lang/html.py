"""Fixed words for HTML templates: what is put in may be HTML, such as a link in its sentence."""

from html import escape

from markupsafe import Markup
from markupsafe import escape as unless_markup

from . import _PLACE
from . import t as said


def t(text: str, /, **values: object) -> Markup:
    """As `kit.lang.t`, as HTML. A value is escaped unless it is `Markup`; apostrophes stay as they are written."""
    whole = escape(said(text), quote=False).replace('"', "&quot;")
    return Markup(_PLACE.sub(lambda found: str(unless_markup(values.get(found[1], found[0]))), whole))
