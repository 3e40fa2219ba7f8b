"""What each participant answered on the two forms of a measure, side by side: the table that growth is computed from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "participant",
    "part",
    "kind",
    "sequence",
    "form_before",
    "form_after",
    "score_before",
    "score_after",
    "confidence_before",
    "confidence_after",
    "success_before",
    "success_after",
    "written_before",
    "written_after",
)


def paired(
    responses: Iterable[Mapping],
    measure: str = "reading-student-thinking",
    first: str = "00/baseline",
    second: str = "12/closing",
    *,
    scores: "pd.DataFrame | Iterable[Mapping] | None" = None,
) -> "pd.DataFrame":
    """Baseline and closing of a measure, a row for each participant and part.

    It holds rows of single people, for computing with. Show `growth`, never this.

    A participant is the same one where the token is the same: journals keep theirs from session to session. A room
    numbers its devices anew each time, so answers of two rooms must not be put together here; `growth` refuses them
    where it can tell.

    Args:
        responses: `{participant, key, revision, value, at}`; others are passed over. The highest revision counts.
        measure: id of a measure in `data/measures/`.
        first: key of the DiagnosticTask taken first.
        second: key of the one taken last.
        scores: what people scored, `participant`, `form` (A or B), `part`, `score` (0 to 3), `scorer`: see `scorers`.

    Returns:
        `participant`, `part`, `kind` (explain, order, respond); `sequence` (`AB` where A was taken first, `BA`, or `AA`,
        `BB` where the same form came twice; "" where only one was taken); and for before and after: `form_` (A, B, or missing
        where it was not taken), `score_` (closed_score, 0 to 1), `confidence_` (0 to 1), `success_` (1 where the choice or
        the whole order is the reference's, else 0: what confidence is about), `written_` (0 to 3, mean of the scorers).
        Missing where nothing was answered or scored. Everybody who began at least one form is in it, with every part.

    Raises:
        UnknownName: no such measure.
        KitError: `first` and `second` are one key, the answers are no DiagnosticTask's, or a row of `scores` is wrong.
    """
    raise NotImplementedError
