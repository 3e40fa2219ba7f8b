"""Which cards are on the table: a team's own if they are there, the course's otherwise."""

from html import escape

from .errors import UnknownName
from .lang import later, t

_INSTEAD = later("So the course's cards are here for now.")
_ORIGINS = {
    "real": later("real work"),
    "published": later("published work"),
    "constructed": later("constructed work"),
}


class OnTheTable:
    """The deck that a session works with, named once. What is on the table is said in words.

    A name that leads nowhere stops no meeting: the course's cards are then on the table, and the sentence says why.

    Attributes:
        deck: `work-set/deck`, for `kit.SortBoard` and others.
        progression: id of the progression that the cards are sorted by.
        missing: why the wanted cards are not here; "" where they are.
        strip: a place to write for each card, to be copied or cut out: what one person writes alone.

    Example:
        >>> OnTheTable("our-work/all", otherwise="fraction-arithmetic/another-dozen")
    """

    def __init__(self, wanted: str, *, otherwise: str):
        """Look for the cards.

        Args:
            wanted: `work-set/deck`. The name of a work set alone means its first deck.
            otherwise: the deck that is used where the wanted one is not there.

        Raises:
            UnknownName: the other one is not there either.
        """
        from .content import library

        content = library()
        self.missing = ""
        try:
            self.deck = _whole(str(wanted).strip(), content)
            chosen, samples = content.deck(self.deck)
        except UnknownName as error:
            self.missing, self.deck = str(error), otherwise
            chosen, samples = content.deck(otherwise)
        work_set = content.work_set(self.deck.partition("/")[0])
        self.progression = work_set.progression
        self.strip = Strip([sample.label for sample in samples])
        self._said = t(
            "On the table: {deck}, {cards} ({origin}, sorted by {progression}).",
            deck=chosen.name,
            cards=t("1 card") if len(samples) == 1 else t("{number} cards", number=len(samples)),
            origin=t(_ORIGINS[work_set.origin]),
            progression=content.progression(self.progression).name,
        )

    def sentences(self) -> list[str]:
        """What is on the table, and what to do if it is not what was wanted."""
        if not self.missing:
            return [self._said]
        return [f"{self.missing} {t(_INSTEAD)}", self._said]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(one)}</p>" for one in self.sentences())


class Strip:
    """A place to write for each card, in the order of the deck."""

    def __init__(self, labels: list[str]):
        """Take the names of the cards."""
        self._labels = labels

    def __repr__(self) -> str:
        return "\n".join(f"{label}: ____" for label in self._labels)

    def _repr_html_(self) -> str:
        """Rows of six, so that it can be read on a phone and written on."""
        rows = ""
        for at in range(0, len(self._labels), 6):
            some = self._labels[at : at + 6]
            rows += f"<tr>{''.join(f'<th>{escape(label)}</th>' for label in some)}</tr>"
            rows += f"<tr>{'<td>&nbsp;<br>&nbsp;</td>' * len(some)}</tr>"
        return f"<p>{t('A strip: one level for each card, or ?. No name.')}</p><table><tbody>{rows}</tbody></table>"


def _whole(wanted: str, content) -> str:
    """`our-work` is its first deck: an import makes one that is called `all`."""
    if "/" in wanted:
        return wanted
    decks = content.work_set(wanted).decks
    if not decks:
        raise UnknownName(f"The work set “{wanted}” holds no deck of cards yet.")
    return f"{wanted}/{decks[0].id}"
