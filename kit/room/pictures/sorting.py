"""SortBoard: where a group put each card, the card it is most split on first."""

from ...lang import later, t
from .forms import Parts, Value, stacked

MEASURE = later(
    "Split: of every 100 pairs of people, how many chose different piles. The most split card is first."
)
LAST = later("Cards that fewer than half as many people have placed as the most placed one stand last.")
REFERENCE = later("◆ marks the pile of the reference. It may be wrong; its reason is on the board.")
FIRST = later(
    "Counted are first sorts: what somebody changes after the comparison with the reference moves nothing here."
)


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A row for each card, divided among the piles.

    A participant's first sort counts once it is committed; before that, the board as it stands. After the comparison
    people move cards to the reference, and the disagreement that is worth talking about would be gone.
    """
    piles = [{"id": pile["id"], "name": f"{pile['id']} {pile['name']}"} for pile in content["piles"]]
    piles.append({"id": content["unsure"], "name": t("? not enough to say")})
    places = {pile["id"]: index for index, pile in enumerate(piles)}
    counts = {card["id"]: [0] * len(piles) for card in content["cards"]}
    labels = {card["id"]: card["label"] for card in content["cards"]}
    typed = []
    for value in values:
        for card, pile in (value.record("first") or value.record("placed")).items():
            if card in counts and isinstance(pile, str) and pile in places:
                counts[card][places[pile]] += 1
        notes = value.record("notes")
        typed += [(labels[card], notes.text(card)) for card in notes if card in labels]
    rows = [_row(card, counts[card["id"]], places, revealed) for card in content["cards"]]
    most = max((sum(row["counts"]) for row in rows), default=0)
    rows.sort(key=lambda row: _order(row, most))
    return Parts(
        about=[t(MEASURE), t(LAST), t(FIRST)],
        reference=t(REFERENCE) if revealed else "",
        panels=[stacked(t("Where each card was put"), piles, rows)] if most else [],
        typed=typed,
    )


def split(counts: list[int]) -> int | None:
    """Of 100 pairs of people, how many are in different piles, rounded; None for fewer than two people."""
    n = sum(counts)
    if n < 2:
        return None
    return round(100 * (1 - sum(count * (count - 1) for count in counts) / (n * (n - 1))))


def _row(card: dict, counts: list[int], places: dict[str, int], revealed: bool) -> dict:
    anchor = card.get("anchor") if revealed else None
    found = split(counts)
    return {
        "id": card["id"],
        "label": card["label"],
        "counts": counts,
        "note": "" if found is None else t("split {n}", n=found),
        "mark": places.get(anchor["pile"]) if anchor else None,
    }


def _order(row: dict, most: int) -> tuple[bool, int]:
    """Cards that fewer than half as many people have placed as the most placed one wait: two people are always split."""
    return sum(row["counts"]) * 2 < most, -(split(row["counts"]) or 0)
