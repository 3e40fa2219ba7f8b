"""All that a report tells of a group, gathered: what was held, what was argued about, agreement, growth. The numbers are those of `kit.evidence`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..content import WorkSample, library
from ..content.mathtext import to_text
from ..errors import UnknownName
from ..sessions import Call
from .collect import Collected, day_of
from .course import Feature, Part, Unit, activities, course, features
from .estimates import FEWEST

if TYPE_CHECKING:
    from .change import Growth
    from .raters import Agreement, Split

MEASURE, FIRST, LAST = "reading-student-thinking", "00/baseline", "12/closing"
SPLIT_CARDS = 4
"""Cards that the group's page shows; of one sort no more than two."""


@dataclass(frozen=True)
class Held:
    """A session of which answers are there.

    Attributes:
        unit: the session.
        people: who answered something in it.
        days: on which somebody did, if at least FEWEST did.
        met: its parts in which at least FEWEST people answered something.
    """

    unit: Unit
    people: int
    days: tuple[date, ...]
    met: tuple[Part, ...]

    def minutes_met(self, path: str) -> int:
        """Minutes of the parts that were met."""
        return sum(part.minutes.get(path, 0) for part in self.met)


@dataclass(frozen=True)
class Board:
    """A sort of student work: its key, what it is called, its deck `work-set/deck`, how many levels it has, and how far people agree."""

    key: str
    title: str
    deck: str
    levels: tuple[tuple[int, str], ...]
    agreement: "Agreement"


@dataclass(frozen=True)
class SplitCard:
    """A card that the group is split on: where it was sorted, the work, and how people divide."""

    board: Board
    sample: WorkSample
    split: "Split"


@dataclass(frozen=True)
class Findings:
    """What a report is made from. Where `suppressed` is set there are too few people to tell anything, and the rest is empty."""

    collected: Collected
    held: tuple[Held, ...] = ()
    boards: tuple[Board, ...] = ()
    split: tuple[SplitCard, ...] = ()
    growth: "Growth | None" = None
    features: tuple[tuple[Feature, tuple[tuple[Part, str], ...]], ...] = ()
    """Each feature with the parts of it that were met, and what happens there."""
    commitments: tuple[str, ...] | None = None
    """What people said they would try; None where it was not asked for."""
    suppressed: bool = False


def findings(
    collected: Collected, *, commitments: bool = False, units: dict[str, Unit] | None = None
) -> Findings:
    """Gather what a report tells.

    Args:
        collected: the group's responses.
        commitments: whether commitments may be quoted: only where each person handed the journal over for that.
        units: the sessions; those of this checkout if not given.
    """
    if _most_in_one_place(collected) < FEWEST:
        return Findings(collected, suppressed=True)
    units = course() if units is None else units
    calls = {key: Call(key, "DiagnosticTask", {}) for key in (FIRST, LAST)} | activities(units)
    counted = collected.counted(calls)
    held = tuple(filter(None, (_held(unit, counted) for unit in units.values())))
    boards = tuple(_boards(counted, units, {one.unit.number for one in held}))
    return Findings(
        collected,
        held=held,
        boards=boards,
        split=tuple(_split(boards)),
        growth=_growth(counted),
        features=tuple(_addressed(held)),
        commitments=_commitments(collected, calls) if commitments else None,
    )


def _most_in_one_place(collected: Collected) -> int:
    """How many people there are; of rooms that are not linked those of the largest: three people in two rooms are not six."""
    if collected.linked:
        return collected.people
    rooms: dict[str, set[str]] = defaultdict(set)
    for one in collected.responses:
        rooms[one["key"][:2]].add(one["participant"])
    return max(map(len, rooms.values()), default=0)


def _held(unit: Unit, responses: list[dict]) -> Held | None:
    mine = [one for one in responses if one["key"] in unit.activities]
    people = {one["participant"] for one in mine}
    if not people:
        return None
    by_day: dict[date, set[str]] = defaultdict(set)
    for one in mine:
        if day := day_of(one["at"]):
            by_day[day].add(one["participant"])
    days = tuple(sorted(day for day, who in by_day.items() if len(who) >= FEWEST))
    met = tuple(part for part in unit.parts if len(_who(mine, part.keys)) >= FEWEST)
    return Held(unit, len(people), days, met)


def _who(responses: Iterable[dict], keys: Iterable[str]) -> set[str]:
    keys = set(keys)
    return {one["participant"] for one in responses if one["key"] in keys}


def _boards(responses: list[dict], units: dict[str, Unit], held: set[str]):
    from . import agreement, anchors, levels, placements

    there = {one["key"] for one in responses}
    for unit in units.values():
        for key, call in unit.activities.items():
            if unit.number not in held or key not in there or call.kind != "SortBoard":
                continue
            try:
                deck, _ = library().deck(call.words.get("deck", ""))
            except UnknownName:  # a deck of one's own that is no longer there
                continue
            reference = call.words["deck"]
            progression = library().progression(library().work_set(reference.partition("/")[0]).progression)
            found = agreement(placements(responses, key), anchors(reference), levels=levels(reference))
            names = tuple((level.level, to_text(level.name)) for level in progression.levels)
            yield Board(key, to_text(call.words.get("title") or deck.name), reference, names, found)


def _split(boards: tuple[Board, ...]) -> list[SplitCard]:
    """The cards with the largest spread among those that at least half of a sort's people placed; two of a sort at most."""
    found = []
    for board in boards:
        samples = {sample.id: sample for sample in library().deck(board.deck)[1]}
        enough = [
            one
            for one in board.agreement.most_split
            if 2 * sum(one.counts.values()) >= board.agreement.people
            and one.spread > 0
            and one.card in samples
        ]
        found += [SplitCard(board, samples[one.card], one) for one in enough[:2]]
    return sorted(found, key=lambda one: -one.split.spread)[:SPLIT_CARDS]


def _growth(responses: list[dict]) -> "Growth | None":
    from . import growth, handed_over, paired

    forms = [one for one in responses if one["key"] in (FIRST, LAST)]
    there = {(one["participant"], one["key"]) for one in forms}
    # Where a person's form is there and handed over too, the form itself counts.
    forms += [
        one
        for one in handed_over(responses)
        if one["key"] in (FIRST, LAST) and (one["participant"], one["key"]) not in there
    ]
    return growth(paired(forms, MEASURE, FIRST, LAST)) if forms else None


def _addressed(held: tuple[Held, ...]):
    met = {part.id: part for one in held for part in one.met}
    for feature in features():
        yield feature, tuple((met[id], what) for id, what in feature.parts if id in met)


def _commitments(collected: Collected, calls) -> tuple[str, ...]:
    """What people wrote under “commitment”, in the order of the alphabet: it tells neither who nor when. Of fewer than FEWEST people nothing."""
    from . import sheet

    reflections = [
        one for one in collected.responses if one["key"] in calls and calls[one["key"]].kind == "Reflect"
    ]
    table = sheet(reflections, handed_over=True).commitments
    if table["participant"].nunique() < FEWEST:
        return ()
    return tuple(sorted({" ".join(text.split()) for text in table["text"] if text.strip()}))
