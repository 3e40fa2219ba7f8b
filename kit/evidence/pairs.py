"""What each participant answered on the two forms of a measure, side by side: the table that growth is computed from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..content import library
from ..content.measures import Part, closed_score
from ..errors import KitError
from .answers import latest, number, record
from .scoring import checked_scores

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
    import pandas as pd

    chosen = library().measure(measure)
    if first == second:
        raise KitError(
            f"“{first}” cannot be both the first and the last. Give the keys of two DiagnosticTasks."
        )
    taken = {key: {} for key in (first, second)}
    for one in latest(responses):
        if one["key"] in taken and (begun := _begun(one)):
            taken[one["key"]][one["participant"]] = begun
    written = _written(scores, measure, taken)
    rows = []
    for person in sorted(set(taken[first]) | set(taken[second])):
        values = {when: taken[key].get(person) for when, key in (("before", first), ("after", second))}
        forms = {when: value["form"] if value else None for when, value in values.items()}
        sequence = "".join(forms.values()) if all(forms.values()) else ""
        for twin in chosen.forms[0].parts:
            row = {"participant": person, "part": twin.id, "kind": twin.kind, "sequence": sequence}
            for when, value in values.items():
                part = value and chosen.form(value["form"]).part(twin.id)
                row[f"form_{when}"] = forms[when]
                row |= {f"{name}_{when}": one for name, one in _answered(part, value).items()}
                row[f"written_{when}"] = written.get((person, forms[when], twin.id))
            rows.append(row)
    numbers = [name for name in COLUMNS[6:]]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(numbers, "float64"))


def _begun(response: Mapping) -> dict | None:
    """The value of a DiagnosticTask with a form; None where nobody began."""
    value = response["value"]
    if not isinstance(value, dict) or "form" not in value or not isinstance(value.get("answers"), dict):
        raise KitError(
            f"“{response['key']}” holds no answers to a measure. Give the keys of two DiagnosticTasks, such as 00/baseline and 12/closing."
        )
    return value if value["form"] in ("A", "B") else None


def _answered(part: Part | None, value: dict | None) -> dict[str, float | None]:
    """Score, confidence and success of one part."""
    if part is None:
        return dict.fromkeys(("score", "confidence", "success"))
    given = record(value["answers"].get(part.id))
    answer = {}
    if isinstance(given.get("choice"), str):
        answer["choice"] = given["choice"]
    order = given.get("order")
    if isinstance(order, list) and all(isinstance(one, str) for one in order):
        answer["order"] = order
    score = closed_score(part, answer)
    sure = number(record(value.get("confidence")).get(part.id), 0, 100)
    return {
        "score": score,
        "confidence": None if sure is None else sure / 100,
        "success": None if score is None else float(score == 1),
    }


def _written(scores, measure: str, taken: dict[str, dict]) -> dict[tuple[str, str, str], float]:
    """The mean of the scorers by participant, form and part."""
    if scores is None:
        return {}
    forms = {(person, value["form"]) for people in taken.values() for person, value in people.items()}
    table = checked_scores(scores, measure)
    for row, person, form in zip(table.index, table["participant"], table["form"], strict=True):
        if (person, form) not in forms:
            raise KitError(
                f"Row {row} of the scores: nobody with the code “{person}” took form {form}. Check the code and the form."
            )
    return table.groupby(["participant", "form", "part"])["score"].mean().to_dict()
