"""Evidence sheets and commitments that people handed over, as tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import latest, record, texts
from .placing import level_of

if TYPE_CHECKING:
    import pandas as pd

COMMITMENT = "commitment"
"""The name under which every session's Reflect keeps what somebody will do."""
GROUPS = ("participant", "key", "group", "cards", "issue", "move", "suggested")
CARDS = ("participant", "key", "card", "level", "issue", "accuracy")
BOXES = ("participant", "key", "box", "text")
COMMITMENTS = ("participant", "key", "text")


@dataclass(frozen=True)
class Sheets:
    """What people decided, as they wrote it. Quoting it is theirs to allow.

    Attributes:
        groups: a row for each group of cards: `participant`, `key`, `group`, `cards` (ids, with commas), `issue` (what the
            work reveals and why), `move` (next step), `suggested` (when the progression's suggestion was seen: after or before the
            own move, or "").
        cards: a row for each card: `participant`, `key`, `card`, `level` (Int64), `issue`, `accuracy`.
        boxes: a row for each filled box below a sheet: `participant`, `key`, `box` (its name in DecideNext), `text`.
        commitments: `participant`, `key`, `text`; empty unless asked for.
    """

    groups: "pd.DataFrame"
    cards: "pd.DataFrame"
    boxes: "pd.DataFrame"
    commitments: "pd.DataFrame"


def sheet(responses: Iterable[Mapping], *, handed_over: bool = False) -> Sheets:
    """Collect evidence sheets (DecideNext) and, from journals that people handed over, commitments (Reflect).

    Args:
        responses: `{participant, key, revision, value, at}`; others are passed over. The highest revision counts.
        handed_over: True only where each person gave the journal for this. Writing under Reflect is private otherwise, and
            answers of a room are never for showing in that way.

    Returns:
        Tables with what was written; a group, card or box with nothing in it is left out.

    Raises:
        KitError: one of the responses is none.
    """
    import pandas as pd

    groups, cards, boxes, commitments = [], [], [], []
    for one in latest(responses):
        start, value = (one["participant"], one["key"]), record(one["value"])
        if {"groups", "levels", "sheet"} <= set(value):
            groups += [(*start, *row) for row in _groups(value)]
            cards += [(*start, *row) for row in _cards(value)]
            boxes += [(*start, *row) for row in texts(value["sheet"]).items()]
        elif handed_over and (text := texts(value.get("writing")).get(COMMITMENT)):
            commitments.append((*start, text))
    return Sheets(
        pd.DataFrame(groups, columns=list(GROUPS)),
        pd.DataFrame(cards, columns=list(CARDS)).astype({"level": "Int64"}),
        pd.DataFrame(boxes, columns=list(BOXES)),
        pd.DataFrame(commitments, columns=list(COMMITMENTS)),
    )


def _groups(value: dict) -> list[tuple[str, ...]]:
    rows = []
    for group in value["groups"] if isinstance(value["groups"], list) else []:
        said, held = texts(group), record(group).get("cards")
        cards = ", ".join(card for card in held if isinstance(card, str)) if isinstance(held, list) else ""
        if said.get("issue") or said.get("move"):
            rows.append(
                (
                    said.get("name", ""),
                    cards,
                    said.get("issue", ""),
                    said.get("move", ""),
                    said.get("shown", ""),
                )
            )
    return rows


def _cards(value: dict) -> list[tuple]:
    """A card counts where something is said of it here; its level may come from the sort that was brought in."""
    brought = record(value.get("brought"))
    issue, accuracy, changed = (texts(value.get(name)) for name in ("issues", "accuracy", "levels"))
    accuracy = {**texts(brought.get("accuracy")), **accuracy}
    level = {**texts(brought.get("placed")), **changed}
    return [
        (card, level_of(level.get(card, "")), issue.get(card, ""), accuracy.get(card, ""))
        for card in sorted({*issue, *accuracy, *level})
    ]
