"""Who put which card where, and where the reference puts it: the tables that agreement is computed from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

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
    raise NotImplementedError


def anchors(deck: str) -> dict[str, int | None]:
    """The reference placement of each card of a deck, `work-set/deck`.

    Returns:
        Level by card, in the deck's order; None where the reference says that the work does not say enough, or
        where there is no reference for the card.

    Raises:
        UnknownName: no such work set or deck.
    """
    raise NotImplementedError


def levels(deck: str) -> tuple[int, ...]:
    """The levels into which a deck, `work-set/deck`, is sorted; raises UnknownName."""
    raise NotImplementedError
