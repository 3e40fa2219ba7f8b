"""Words of the field and what the course means by them: `data/glossary.yaml`."""

import re
from collections.abc import Iterable

from .fields import Id, Model, Text


class Term(Model):
    """A word with its meaning.

    Attributes:
        id: its place in the glossary.
        term: as it is looked up; with a bracket behind it, it is not looked for in a text.
        also: other forms in which a text may use it; plurals with -s or -es are found without.
        text: what it means here; may hold mathematics.
    """

    id: Id
    term: Text
    also: tuple[Text, ...] = ()
    text: Text

    @property
    def name(self) -> str:
        """The word itself; a translation may give its other forms behind it: `nivel de conocedor; niveles de conocedor`."""
        return self.term.partition(";")[0]

    @property
    def forms(self) -> list[str]:
        """Every form to look for."""
        given = [form.strip() for one in (self.term, *self.also) for form in one.split(";")]
        return [form for form in given if "(" not in form]


def finder(terms: Iterable[Term]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """A pattern that finds any form of any term as a whole word, and the term of each form, in lower case.

    Longer forms are found before those that they hold: “learning progression” before “progression”.
    """
    forms = {form.lower(): term for term in terms for form in term.forms}
    ways = [re.escape(form) + "(?:e?s)?" for form in sorted(forms, key=len, reverse=True)]
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(ways)})(?![\w/-])", re.IGNORECASE), forms


def term_of(found: str, forms: dict[str, Term]) -> Term:
    """The term that a found form belongs to."""
    word = found.lower()
    return next(
        forms[form] for form in (word, word.removesuffix("s"), word.removesuffix("es")) if form in forms
    )
