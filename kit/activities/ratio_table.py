"""RatioTable: columns of one ratio, each made from others by an operation, with the double number line in step."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.relations import CompareRatiosTask, MissingValueTask, UnitRateTask
from ..lang import later, t
from .base import Activity, escape
from .ratio_content import (
    amount_html,
    free_task,
    is_amount,
    quantity_names,
    shown_task,
    sound_choice,
    sound_names,
    task_lines,
)
from .tasks import WrongTask, item_with_task, reasons_on_paper

_KINDS = {
    MissingValueTask: "missing_value",
    UnitRateTask: "unit_rate",
    CompareRatiosTask: "compare_ratios",
}
_RULES = ("given", "times", "over", "sum", "less", "same", "typed")
_MOST_COLUMNS = 10
_EMPTY_COLUMNS_ON_PAPER = 5


class RatioTable(Activity):
    """A ratio table with a task from the library, or free to explore.

    A new column is made by scaling a column, by putting two together, or by typing it; what it was made from stands
    under it. Adding the same number to both amounts is possible too, and the double number line shows what it does.
    With an item, one finds a missing value or a unit rate, or compares two mixtures, and chooses the reasoning that
    settles it. The check speaks to the reasoning and may be repeated.

    Value: `{tables: [[{id, a: "4 1/5", b: "7", made}]]}`, a list of columns for each table; `made` is
    `{by: "given"}`, `{by: "times"|"over"|"same", of: id, n: "3"}`, `{by: "sum"|"less", of: [id, id]}` or
    `{by: "typed", as: such a rule | null}`; `same` adds n to both and mostly gives another ratio. With a task also
    `answer: "as typed"` or, in a comparison, `choice: "first"|"second"|"same"|null`, and `reason: id|null` and
    `checks: [{answer or choice, reason, agrees, holds}]`. A free table has `names: [quantity, quantity]`. Columns of a
    task that has changed are kept under `gone`.

    Example:
        >>> RatioTable("gallery/ratio", item="orange-7-red", title="The same orange")
        >>> RatioTable("gallery/ratio-free", quantities=("km", "minutes"), pair=("2", "25"))
    """

    frontend_name = "ratio_table"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        quantities: tuple[str, str] | None = None,
        pair: tuple[str, str] | None = None,
        title: str = later("Ratio table"),
        prompt: str = "",
    ):
        """Make the table.

        Args:
            key: `NN/name`.
            item: id of an item with a task of the kind missing_value, unit_rate or compare_ratios; leave it out for a
                free table.
            quantities: names of the two quantities of a free table, as said after a number: `people`, or `person, people`.
            pair: their amounts in the first column.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for a ratio table, or the quantities or amounts cannot be used.
        """
        self._title, self._reasons = t(title), ()
        if item is None:
            self._task = free_task(f"RatioTable “{key}”", quantities, pair)
            self._prompt = prompt
        elif quantities is not None or pair is not None:
            raise WrongTask(
                f"RatioTable “{key}” has an item, whose task says what is given. Leave out quantities and pair."
            )
        else:
            found = item_with_task(item, _KINDS, "RatioTable")
            self._task, self._reasons = shown_task(found.task), found.task.reasons
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
        first = [
            [{"id": 1, "a": one["pair"][0], "b": one["pair"][1], "made": {"by": "given"}}]
            for one in self._task["tables"]
        ]
        if self._task["kind"] == "free":
            return {"tables": first, "names": self._task["names"]}
        chosen = {"answer": ""} if self._task["asked"] else {"choice": None}
        return {"tables": first, **chosen, "reason": None, "checks": []}

    def restore(self, value: dict) -> tuple[dict, str]:
        """A table that begins with another pair than the task, or cannot be shown, starts afresh; it is said."""
        empty = self._empty()
        given = value["tables"] if isinstance(value["tables"], list) else []
        free = self._task["kind"] == "free"
        fits = len(given) == len(empty["tables"]) and all(
            _is_table(table, None if free else first[0])
            for table, first in zip(given, empty["tables"], strict=True)
        )
        sound = {**value, "tables": given if fits else empty["tables"]}
        if free:
            sound["names"] = sound_names(value["names"], empty["names"])
        else:
            sound |= sound_choice({name: value[name] for name in empty if name != "tables"}, self._task)
        if fits or not given:
            return sound, ""
        return {**sound, "gone": given}, (
            t(
                "The task has changed since you worked on it, and the table begins again with what is given now."
            )
        )

    def summary(self) -> str:
        """Title, task and what is given, in plain text."""
        lines = [f"RatioTable {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        return "\n".join([*lines, *task_lines(self._task)])

    def picture(self) -> str:
        """The table with empty columns to fill, and the reasons to tick, for paper."""
        prompt = f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else ""
        names = quantity_names(self._task)
        tables = "".join(_drawn_table(names, table, self._task["asked"]) for table in self._task["tables"])
        reasons = reasons_on_paper(t("What settles it?"), self._reasons) if self._reasons else ""
        return f"<h3>{to_simple_html(self._title)}</h3>{prompt}{tables}{reasons}"


def _drawn_table(names: list[str], table: dict, asked: dict | None) -> str:
    name = f"<p><b>{escape(table['name'])}</b></p>" if table["name"] else ""
    cell = '<td style="border:1px solid;height:2.2em;width:12%;text-align:center">'
    rows = []
    for index, (quantity, side) in enumerate(zip(names, ("first", "second"), strict=True)):
        cells = [f"{cell}{amount_html(table['pair'][index])}</td>"]
        cells += [f"{cell}&nbsp;</td>"] * (_EMPTY_COLUMNS_ON_PAPER - bool(asked))
        if asked:
            cells.append(f"{cell}{amount_html(asked['amount']) if asked['of'] == side else '?'}</td>")
        rows.append(
            f'<tr><th style="border:1px solid;text-align:left">{escape(quantity)}</th>{"".join(cells)}</tr>'
        )
    made = f"{cell}<small>{t('given')}</small></td>{f'{cell}&nbsp;</td>' * _EMPTY_COLUMNS_ON_PAPER}"
    rows.append(f'<tr><th style="border:1px solid;text-align:left">{t("Made by")}</th>{made}</tr>')
    return f'{name}<table style="width:100%;border-collapse:collapse"><tbody>{"".join(rows)}</tbody></table>'


def _is_table(table: object, first: dict | None) -> bool:
    """Whether the front end can show these columns; `first` is the one they have to begin with."""
    if not isinstance(table, list) or not 0 < len(table) <= _MOST_COLUMNS:
        return False
    known: set[int] = set()
    for column in table:
        if not _is_column(column, known):
            return False
        known.add(column["id"])
    begins = table[0]["made"]["by"] == "given" and all(one["made"]["by"] != "given" for one in table[1:])
    return begins and (first is None or all(table[0][side] == first[side] for side in ("a", "b")))


def _is_column(column: object, known: set[int]) -> bool:
    if not isinstance(column, dict) or not is_amount(column.get("a")) or not is_amount(column.get("b")):
        return False
    id = column.get("id")
    new = isinstance(id, int) and not isinstance(id, bool) and id > 0 and id not in known
    return new and _is_rule(column.get("made"), known)


def _is_rule(rule: object, known: set[int]) -> bool:
    """Whether a column's rule names columns that stand before it."""
    if not isinstance(rule, dict) or rule.get("by") not in _RULES:
        return False
    of = rule.get("of")
    if rule["by"] in ("times", "over", "same"):
        return _is_in(of, known) and is_amount(rule.get("n"))
    if rule["by"] in ("sum", "less"):
        return isinstance(of, list) and len(of) == 2 and all(_is_in(one, known) for one in of)
    inner = rule.get("as")
    if rule["by"] == "typed" and inner is not None:
        return _is_rule(inner, known) and inner["by"] not in ("typed", "given")
    return True


def _is_in(id: object, known: set[int]) -> bool:
    return isinstance(id, int) and not isinstance(id, bool) and id in known
