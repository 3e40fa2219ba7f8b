"""Counts from paper: what pairs or tables called out, typed by the facilitator, added to the picture of what came from devices."""

from collections.abc import Callable

from ...lang import later, t
from ..refusal import Refusal
from .forms import whole

PAPER = "paper"
"""Stands in place of a device. No device's digest is that short."""
MOST_PEOPLE = 2_000
MOST_ROWS, MOST_PARTS = 200, 60
NO_TABLE = later("Counts are sent as a table.")


def form(activity: dict) -> dict | None:
    """The rows and columns that counts are typed in, `{rows: [{id, label}], parts: [{id, name}]}`; None for kinds without."""
    make = _FORMS.get(activity["kind"])
    return make(activity["content"]) if make else None


def sound(counts: object) -> dict[str, dict[str, int]]:
    """Counts as they are kept: `{row: {part: people}}`, without what is nothing.

    Raises:
        Refusal: they are no table of whole numbers from 0 to 2,000.
    """
    if not isinstance(counts, dict) or len(counts) > MOST_ROWS:
        raise Refusal(NO_TABLE)
    kept = {}
    for row, parts in counts.items():
        if not isinstance(parts, dict) or len(parts) > MOST_PARTS:
            raise Refusal(NO_TABLE)
        found = {str(part)[:80]: whole(n, 0, MOST_PEOPLE) for part, n in parts.items()}
        if None in found.values():
            raise Refusal(later("A count is a whole number from 0 to {most}."), most=f"{MOST_PEOPLE:,}")
        if some := {part: n for part, n in found.items() if n}:
            kept[str(row)[:80]] = some
    return kept


def people(counts: dict) -> int:
    """How many people the counts are of: as many as the fullest row has."""
    return max((sum(parts.values()) for parts in counts.values()), default=0)


def values(activity: dict, counts: dict) -> list[dict]:
    """The counts as that many people's answers, for the picture. Which answers are one person's, paper does not tell."""
    make = _VALUES.get(activity["kind"])
    laid_out = {row: [part for part, n in parts.items() for _ in range(n)] for row, parts in counts.items()}
    return [make(activity["content"], laid_out, at) for at in range(people(counts))] if make else []


def _sort_form(content: dict) -> dict:
    piles = [{"id": pile["id"], "name": f"{pile['id']} {pile['name']}"} for pile in content["piles"]]
    return {
        "rows": [{"id": card["id"], "label": card["label"]} for card in content["cards"]],
        "parts": [*piles, {"id": content["unsure"], "name": t("? not enough to say")}],
    }


def _sort_value(_content: dict, laid_out: dict[str, list[str]], at: int) -> dict:
    return {"placed": {card: piles[at] for card, piles in laid_out.items() if at < len(piles)}}


def _poll_form(content: dict) -> dict | None:
    if content["kind"] == "one":
        parts = [{"id": option["id"], "name": option["text"]} for option in content["options"]]
    elif content["kind"] == "scale":
        parts = [{"id": str(point), "name": str(point)} for point in range(1, content["points"] + 1)]
    else:
        return None
    return {"rows": [{"id": "answer", "label": t("People")}], "parts": parts}


def _poll_value(content: dict, laid_out: dict[str, list[str]], at: int) -> dict:
    given = laid_out["answer"][at] if at < len(laid_out.get("answer", ())) else None
    if content["kind"] == "scale" and given is not None:
        given = int(given) if given.isdecimal() else None
    return {"kind": content["kind"], "answer": given}


_FORMS: dict[str, Callable[[dict], dict | None]] = {"SortBoard": _sort_form, "Poll": _poll_form}
_VALUES: dict[str, Callable[[dict, dict, int], dict]] = {"SortBoard": _sort_value, "Poll": _poll_value}
