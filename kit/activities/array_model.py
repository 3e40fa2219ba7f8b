"""ArrayModel: rows and columns, cut into parts whose products make up the whole."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.whole_numbers import (
    MOST_CUTS,
    MOST_DRAWN,
    MOST_OPEN,
    CutArrayTask,
    MatchCutTask,
    MissingPartTask,
    pieces,
    product,
)
from ..lang import later, t
from .base import Activity
from .tasks import WrongTask, is_count, item_with_task, known_reason, reasons_on_paper, reasons_shown

_KINDS = {CutArrayTask: "cut_array", MissingPartTask: "missing_part", MatchCutTask: "match_cut"}
_DRAWINGS = ("squares", "dots", "open")
_EDGES = ("rows", "columns", "row_cuts", "column_cuts")


class ArrayModel(Activity):
    """An array of squares or dots, or an open area, with a task from the library or free to explore.

    It can be cut between rows and between columns, turned a quarter, and read as rows of, or columns of. With an
    item, its task says what to do: cut so that a known fact is a part, find the product of one part, or choose the
    picture of an expression. The check speaks to the chosen reason first, and may be repeated.

    Value: `{rows, columns, row_cuts: [after which row], column_cuts: [after which column], turned: bool,
    drawing: "squares"|"dots"|"open", to_scale: bool, reading: "rows"|"columns"|null, products: bool, checks: [...]}`.
    In a task also `reason: id|null`; where a product is missing `typed: text`; where a picture is chosen
    `choice: id|null`. Each check holds what was checked, `agrees` and `holds`. What no longer fits is kept under `gone`.

    Example:
        >>> ArrayModel("04/known", item="array-7-by-8", title="Use a fact you know")
        >>> ArrayModel("04/area", rows=14, columns=23, drawing="open")
    """

    frontend_name = "array_model"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        rows: int | None = None,
        columns: int | None = None,
        drawing: str | None = None,
        title: str = later("Array"),
        prompt: str = "",
    ):
        """Make the array.

        Args:
            key: `NN/name`.
            item: id of an item with a task to cut_array, missing_part or match_cut; leave it out for a free array.
            rows: of a free array at first; 6 unless given.
            columns: of a free array at first; 7 unless given.
            drawing: of a free array at first: `squares`, `dots` or `open`; an open one may have up to 99 rows and
                columns, the others 24.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for an array, or an array that cannot be drawn was asked for.
        """
        self._title = t(title)
        self._prompt = prompt
        self._model = None
        if item is None:
            self._task = _free(key, rows, columns, drawing)
        elif rows is not None or columns is not None or drawing is not None:
            raise WrongTask(
                f"ArrayModel “{key}” has an item, whose task says how large the array is. Leave out rows, columns and drawing."
            )
        else:
            found = item_with_task(item, _KINDS, "ArrayModel")
            self._model = found.task
            self._task = _shown(found.task)
            self._prompt = prompt or found.text
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "task": self._task,
            },
            empty=self._empty(),
        )

    def _empty(self) -> dict:
        value = {name: self._task[name] for name in _EDGES}
        value |= {"turned": False, "drawing": self._task["drawing"], "to_scale": self._task["to_scale"]}
        value |= {"reading": None, "products": self._task["kind"] == "free", "checks": []}
        if self._model:
            value["reason"] = None
        if self._task["kind"] == "missing_part":
            value["typed"] = ""
        if self._task["kind"] == "match_cut":
            value["choice"] = None
        return value

    def restore(self, value: dict) -> tuple[dict, str]:
        """Cuts that do not fit the array any more are taken out, and it is said; a gone reason is left out."""
        empty = self._empty()
        checks = value["checks"] if isinstance(value["checks"], list) else []
        sound = {
            **value,
            "turned": value["turned"] is True,
            "drawing": value["drawing"] if value["drawing"] in _DRAWINGS else empty["drawing"],
            "to_scale": value["to_scale"] is not False,
            "reading": value["reading"] if value["reading"] in ("rows", "columns") else None,
            "products": value["products"] is True,
            "checks": [check for check in checks if isinstance(check, dict)],
        }
        if self._model:
            sound["reason"] = known_reason(value["reason"], self._model.reasons)
        if "typed" in empty:
            sound["typed"] = value["typed"] if isinstance(value["typed"], str) else ""
            sound["to_scale"] = empty["to_scale"]
        if "choice" in empty:
            ids = [option["id"] for option in self._task["options"]]
            sound["choice"] = value["choice"] if value["choice"] in ids else None
        if self._fits(sound):
            return sound, ""
        gone = {name: value[name] for name in (*_EDGES, "turned", "drawing")}
        fresh = {name: empty[name] for name in (*_EDGES, "turned", "drawing")}
        return {**sound, **fresh, "gone": gone}, (
            t("The array has changed since you worked on it, so that it is as at first.")
        )

    def _fits(self, value: dict) -> bool:
        rows, columns = value["rows"], value["columns"]
        if not (is_count(rows, 1, MOST_OPEN) and is_count(columns, 1, MOST_OPEN)):
            return False
        if max(rows, columns) > MOST_DRAWN and value["drawing"] != "open":
            return False
        if not (_are_cuts(value["row_cuts"], rows) and _are_cuts(value["column_cuts"], columns)):
            return False
        if self._task["kind"] == "free":
            return True
        if self._task["kind"] != "cut_array":
            return all(value[name] == self._task[name] for name in _EDGES)
        sides = [self._task["rows"], self._task["columns"]]
        return [rows, columns] == (sides[::-1] if value["turned"] else sides)

    def summary(self) -> str:
        """Title, task and the array in plain text."""
        task, lines = self._task, [f"ArrayModel {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        if task["kind"] == "match_cut":
            lines += [
                "  " + t("Picture {letter}: {array}", letter=letter, array=_in_words(option))
                for letter, option in _lettered(task["options"])
            ]
        else:
            lines.append(f"{_in_words(task)}.")
        if self._model:
            lines += [to_text(self._model.ask), *(f"  {to_text(one.text)}" for one in self._model.reasons)]
        return "\n".join(lines)

    def picture(self) -> str:
        """The array to be cut with a pencil, or the pictures to choose from."""
        task = self._task
        if task["kind"] == "match_cut":
            drawn = "".join(
                f"<p><b>{t('Picture {letter}', letter=letter)}</b></p>{_squares(option)}"
                for letter, option in _lettered(task["options"])
            )
        elif task["drawing"] == "open":
            drawn = _area(task)
        else:
            drawn = _squares(task)
        return "".join(
            [
                f"<h3>{to_simple_html(self._title)}</h3>",
                f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else "",
                drawn,
                reasons_on_paper(self._model.ask, self._model.reasons) if self._model else "",
            ]
        )


def _free(key: str, rows: int | None, columns: int | None, drawing: str | None) -> dict:
    """The task of a free array; the errors say what to write instead."""
    high, wide = 6 if rows is None else rows, 7 if columns is None else columns
    if drawing is None:
        large = any(is_count(side, MOST_DRAWN + 1, MOST_OPEN) for side in (high, wide))
        drawing = "open" if large else "squares"
    if drawing not in _DRAWINGS:
        raise WrongTask(f"ArrayModel “{key}” has drawing={drawing!r}. Give one of {', '.join(_DRAWINGS)}.")
    most = MOST_OPEN if drawing == "open" else MOST_DRAWN
    if not (is_count(high, 1, most) and is_count(wide, 1, most)):
        raise WrongTask(
            f"ArrayModel “{key}” asks for {high} rows and {wide} columns of {drawing}. Give whole numbers from 1 to {most}"
            f"{'' if drawing == 'open' else f'; an open array goes to {MOST_OPEN}'}."
        )
    return {
        "kind": "free",
        "rows": high,
        "columns": wide,
        "row_cuts": [],
        "column_cuts": [],
        "drawing": drawing,
        "to_scale": True,
    }


def _shown(task: CutArrayTask | MissingPartTask | MatchCutTask) -> dict:
    """A task as JSON for the front end, its texts as HTML."""
    common = {"kind": task.kind, "ask": to_text(task.ask), "reasons": reasons_shown(task.reasons)}
    if isinstance(task, CutArrayTask):
        uncut = {"rows": task.rows, "columns": task.columns, "row_cuts": [], "column_cuts": []}
        return common | uncut | {"drawing": "squares", "to_scale": True, "known": list(product(task.known))}
    if isinstance(task, MissingPartTask):
        row, column = task.missing
        return (
            common
            | _edges(task)
            | {
                "drawing": "open",
                "to_scale": task.to_scale,
                "missing": {"row": row - 1, "column": column - 1},
            }
        )
    options = [{"id": one.id, **_edges(one), "because_html": to_html(one.because)} for one in task.options]
    first = {name: options[0][name] for name in _EDGES}
    return (
        common
        | first
        | {
            "drawing": "squares",
            "to_scale": True,
            "expression": task.expression,
            "options": options,
            "answer": task.answer,
        }
    )


def _edges(array) -> dict:
    return {
        "rows": array.rows,
        "columns": array.columns,
        "row_cuts": list(array.row_cuts),
        "column_cuts": list(array.column_cuts),
    }


def _are_cuts(cuts: object, length: int) -> bool:
    return (
        isinstance(cuts, list)
        and len(cuts) <= MOST_CUTS
        and all(is_count(cut, 1, length - 1) for cut in cuts)
        and cuts == sorted(set(cuts))
    )


def _lettered(options: list[dict]) -> list[tuple[str, dict]]:
    return list(zip("ABCDE", options, strict=False))


def _in_words(array: dict) -> str:
    """`7 rows of 6, cut after row 4`."""
    cuts = []
    if array["row_cuts"]:
        cuts.append(t("after row {cuts}", cuts=_listed(array["row_cuts"])))
    if array["column_cuts"]:
        cuts.append(t("after column {cuts}", cuts=_listed(array["column_cuts"])))
    high, wide = array["rows"], array["columns"]
    rows = t("1 row of {each}", each=wide) if high == 1 else t("{rows} rows of {each}", rows=high, each=wide)
    return t("{rows}, cut {where}", rows=rows, where=_listed(cuts)) if cuts else rows


def _listed(parts: list) -> str:
    """`4`, `4 and 6`, `4 and 6 and 8`."""
    said = str(parts[0])
    for part in parts[1:]:
        said = t("{a} and {b}", a=said, b=part)
    return said


def _squares(array: dict) -> str:
    """An array as a table of small cells, with a thick line at each cut."""

    def cell(row: int, column: int) -> str:
        low = "3px" if row in array["row_cuts"] else "1px"
        right = "3px" if column in array["column_cuts"] else "1px"
        return (
            f'<td style="border:1px solid;border-bottom-width:{low};border-right-width:{right};width:1em;height:1em;'
            'padding:0">&nbsp;</td>'
        )

    rows = "".join(
        f"<tr>{''.join(cell(row, column) for column in range(1, array['columns'] + 1))}</tr>"
        for row in range(1, array["rows"] + 1)
    )
    return f'<table style="border-collapse:collapse;width:auto"><tbody>{rows}</tbody></table>'


def _area(array: dict) -> str:
    """An open area with the lengths of its sides, and the products that are given."""
    hidden = array.get("missing")
    columns = pieces(array["columns"], tuple(array["column_cuts"]))
    box = "border:2px solid;height:4em;width:6em;text-align:center"

    def inside(row: int, column: int, product_: int) -> str:
        given = hidden and hidden != {"row": row, "column": column}
        return str(product_) if given else "?" if hidden else "&nbsp;"

    head = "".join(f'<td style="text-align:center"><b>{columns_}</b></td>' for columns_ in columns)
    rows = "".join(
        f"<tr><td><b>{high}</b></td>"
        + "".join(
            f'<td style="{box}">{inside(row, column, high * wide)}</td>'
            for column, wide in enumerate(columns)
        )
        + "</tr>"
        for row, high in enumerate(pieces(array["rows"], tuple(array["row_cuts"])))
    )
    return (
        f'<table style="border-collapse:collapse;width:auto"><tbody><tr><td>&nbsp;</td>{head}</tr>{rows}</tbody></table>'
        f"<p>{t('Not drawn to scale.')}</p>"
    )
