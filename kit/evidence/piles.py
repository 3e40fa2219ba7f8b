"""What people wrote and handed over, in piles for those who score it: nobody's name, and not said whether it came before or after."""

import random
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..content import library
from .answers import latest, record, texts

if TYPE_CHECKING:
    import pandas as pd

SEED = 20261129


def to_score(
    responses: Iterable[Mapping],
    measure: str = "reading-student-thinking",
    first: str = "00/baseline",
    second: str = "12/closing",
    *,
    seed: int = SEED,
) -> "pd.DataFrame":
    """A row for each written answer, shuffled within its part, with room for a score and for who gave it.

    Both occasions of one part are in one pile. Save it with `to_csv`, give each scorer a copy, and read the filled copies
    together as the `scores` of `paired` and `scorers`.

    Args:
        responses: `{participant, key, revision, value, at}`, as `collected` gives them; others are passed over.
        measure: id of a measure in `data/measures/`.
        first: key of the DiagnosticTask taken first.
        second: key of the one taken last.
        seed: of the shuffle, so that two scorers have the same order.

    Returns:
        `form`, `part`, `participant` (the token of the responses), `text`, and `score` and `scorer`, which are empty. Empty where
        nobody handed writing over.
    """
    import pandas as pd

    parts = {
        (form.id, part.id): place
        for place, (form, part) in enumerate(
            (form, part)
            for form in library().measure(measure).forms
            for part in form.parts
            if part.kind != "order"
        )
    }
    rows = []
    for one in latest(responses):
        value = record(one["value"])
        if one["key"] in (first, second):
            for part, answer in record(value.get("answers")).items():
                text = texts(answer).get("text")
                if text and (value.get("form"), part) in parts:
                    rows.append(
                        {
                            "form": value["form"],
                            "part": part,
                            "participant": one["participant"],
                            "text": text.strip(),
                        }
                    )
    random.Random(seed).shuffle(rows)
    rows.sort(key=lambda row: parts[row["form"], row["part"]])
    return pd.DataFrame(rows, columns=["form", "part", "participant", "text"]).assign(score="", scorer="")
