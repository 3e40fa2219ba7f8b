"""Evidence sheets and commitments that people handed over, as tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


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
            answers of a room never hold it for showing.
    """
    raise NotImplementedError
