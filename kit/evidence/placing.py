"""Who put which card where, and where the reference puts it: the tables that agreement is computed from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from ..errors import KitError
from .answers import latest, texts

if TYPE_CHECKING:
    import pandas as pd


def placements(
    responses: Iterable[Mapping], key: str, *, sort: Literal["first", "last"] = "first"
) -> "pd.DataFrame":
    """The sorts of a SortBoard as a table.

    Args:
        responses: `{participant, key, revision, value, at}`, as a room or a journal holds them; others are passed over. Of two
            with one participant the higher revision counts.
        key: the board's key, such as `05/papers`.
        sort: `first`, the sort as it stood before the reference was seen (the present one for who has not looked yet);
            or `last`, the present one. Agreement is about the first: afterwards people have read the answer.

    Returns:
        One row for each card that somebody placed: `participant` (str), `card` (str), `level` (Int64; missing where the
        card is on the pile for work that does not say enough). Sorted by participant and card; empty where nobody sorted.

    Raises:
        KitError: the answers under this key are not those of a SortBoard, or `sort` is neither.
    """
    import pandas as pd

    if sort not in ("first", "last"):
        raise KitError(f"There is no sort {sort!r}. Give `sort=` first or last.")
    rows = []
    for one in latest(responses):
        if one["key"] != key:
            continue
        value = one["value"]
        if not isinstance(value, dict) or not isinstance(value.get("placed"), dict):
            raise KitError(f"“{key}” holds no sort. Give the key of a SortBoard, such as 05/papers.")
        placed = value["placed"]
        if sort == "first" and isinstance(value.get("first"), dict):
            placed = value["first"]
        rows += [(one["participant"], card, level_of(pile)) for card, pile in sorted(texts(placed).items())]
    table = pd.DataFrame(rows, columns=["participant", "card", "level"])
    return table.astype({"participant": "str", "card": "str", "level": "Int64"})


def level_of(pile: str) -> int | None:
    """The level that a pile stands for; None for the pile of work that does not say enough."""
    return int(pile) if pile.isdecimal() else None


def anchors(deck: str) -> dict[str, int | None]:
    """The reference placement of each card of a deck, `work-set/deck`.

    Returns:
        Level by card, in the deck's order; None where the reference says that the work does not say enough, or
        where there is no reference for the card.

    Raises:
        UnknownName: no such work set or deck.
    """
    from ..content import library

    _, samples = library().deck(deck)
    return {sample.id: sample.anchor.level if sample.anchor else None for sample in samples}


def levels(deck: str) -> tuple[int, ...]:
    """The levels into which a deck, `work-set/deck`, is sorted; raises UnknownName."""
    from ..content import library

    content = library()
    content.deck(deck)
    progression = content.progression(content.work_set(deck.partition("/")[0]).progression)
    return tuple(level.level for level in progression.levels)
