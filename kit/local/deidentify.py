"""Finds what may identify somebody in student work, for a person to look at. It misses things, and says so.

Rules over a roster, not understanding. `measured.py` holds what a test with planted identifiers found it to miss.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .candidates import Box, Hit
from .finding import LIKELY, Found
from .names import NameFinder
from .patterns import by_form, given
from .roster import Person, Roster, roster_from

if TYPE_CHECKING:
    from PIL.Image import Image

HIDE_FROM = LIKELY
"""Hits of this certainty and more are hidden unless the reviewer shows them again."""


class Finder:
    """The kit's deidentifier (`kit.local.candidates.Deidentifier`) for one roster.

    Example:
        >>> [hit.text for hit in Finder(roster_from(["Emma Johnson"])).hits("EMMA J. said 3/4")]
        ['EMMA J.']
    """

    def __init__(self, roster: Roster | None = None, *, places: Iterable[str] = ()):
        """Take a roster, and schools, towns or streets to look for besides."""
        self.roster = roster or Roster()
        self._names = NameFinder(self.roster)
        self._places = list(places)

    def hits(self, text: str) -> list[Hit]:
        """Places in the text, in order, none overlapping another."""
        found = [
            *self._names.find(text),
            *by_form(text),
            *given(text, list(self.roster.schools), "[school]"),
            *given(text, self._places, "[place]"),
        ]
        return [
            Hit(one.start, one.end, text[one.start : one.end], one.kind, one.certainty, one.replacement)
            for one in _apart(found)
        ]

    def boxes(self, picture: "Image") -> list[Box]:
        """Where a name line is likely on the picture."""
        from .namelines import likely_boxes

        return likely_boxes(picture)


def deidentifier(people: Iterable[str | Person] | Roster = (), **given: Iterable[str]) -> Finder:
    """A finder that knows these people, as a roster or a spreadsheet's name column writes them."""
    return Finder(people if isinstance(people, Roster) else roster_from(people), **given)


def _apart(found: list[Found]) -> list[Found]:
    """Overlapping finds made one: as long as they all, of the kind of the longest among the surest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda found: (found.start, -found.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
            continue
        last = kept[-1]
        chief = max(
            last,
            one,
            key=lambda found: (
                found.end - found.start > 0 and found.certainty >= LIKELY,
                found.end - found.start,
                found.certainty,
            ),
        )
        certainty = max(last.certainty, one.certainty)
        kept[-1] = Found(last.start, max(last.end, one.end), chief.kind, certainty, chief.replacement)
    return kept
