"""DoubleNumberLine: cut a pair of amounts into equal parts, jump along both lines at once, try other pairs."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.relations import MissingValueTask, UnitRateTask
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
from .tasks import WrongTask, is_count, item_with_task, reasons_on_paper

_KINDS = {MissingValueTask: "missing_value", UnitRateTask: "unit_rate"}
_MOST_PARTS, _FARTHEST, _MOST_TRIED = 12, 6, 6
_MOST_JUMPS = 144


class DoubleNumberLine(Activity):
    """Two number lines for two quantities, with a task from the library or free to explore.

    A pair of amounts is given. One cuts it into equal parts and jumps along both lines at once, or types a pair and
    sees whether its two points stand in line. With an item, one finds a missing value or a unit rate and chooses the
    reasoning that settles it. The check speaks to the reasoning and may be repeated.

    Value: `{parts: equal parts of the given pair, jumps: how many of one part, tried: [["7", "10 1/2"]]}`; with a task
    also `answer: "as typed"`, `reason: id|null` and `checks: [{answer, reason, agrees, holds}]`; in free lines
    `names: [quantity, quantity]`, `pair: ["3", "5"]` and `reach: times the pair that the lines go`.

    Example:
        >>> DoubleNumberLine("gallery/lines", item="ribbon-1-m", title="What does 1 m cost?")
        >>> DoubleNumberLine("gallery/lines-free", quantities=("km", "minutes"), pair=("2", "25"))
    """

    frontend_name = "double_number_line"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        quantities: tuple[str, str] | None = None,
        pair: tuple[str, str] | None = None,
        title: str = later("Double number line"),
        prompt: str = "",
    ):
        """Make the lines.

        Args:
            key: `NN/name`.
            item: id of an item with a task of the kind missing_value or unit_rate; leave it out for free lines.
            quantities: names of the two quantities of free lines, as said after a number: `people`, or `person, people`.
            pair: amounts of both that belong together.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for these lines, or the quantities or amounts cannot be used.
        """
        self._title, self._reasons = t(title), ()
        if item is None:
            self._task = free_task(f"DoubleNumberLine “{key}”", quantities, pair)
            self._prompt = prompt
        elif quantities is not None or pair is not None:
            raise WrongTask(
                f"DoubleNumberLine “{key}” has an item, whose task says what is given. Leave out quantities and pair."
            )
        else:
            found = item_with_task(item, _KINDS, "DoubleNumberLine")
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
        value = {"parts": 1, "jumps": 0, "tried": []}
        if self._task["kind"] == "free":
            return value | {"names": self._task["names"], "pair": self._task["tables"][0]["pair"], "reach": 3}
        return value | {"answer": "", "reason": None, "checks": []}

    def restore(self, value: dict) -> tuple[dict, str]:
        """Whatever the lines cannot show falls back to what they begin with; the journal keeps it."""
        empty = self._empty()
        tried = value["tried"] if isinstance(value["tried"], list) else []
        sound = {
            **value,
            "parts": value["parts"] if is_count(value["parts"], 1, _MOST_PARTS) else 1,
            "jumps": value["jumps"] if is_count(value["jumps"], 0, _MOST_JUMPS) else 0,
            "tried": [one for one in tried if _is_pair(one)][-_MOST_TRIED:],
        }
        if self._task["kind"] == "free":
            sound["names"] = sound_names(value["names"], empty["names"])
            sound["pair"] = value["pair"] if _is_pair(value["pair"]) else empty["pair"]
            sound["reach"] = value["reach"] if is_count(value["reach"], 1, _FARTHEST) else empty["reach"]
        else:
            sound |= sound_choice({name: value[name] for name in ("answer", "reason", "checks")}, self._task)
        return sound, ""

    def summary(self) -> str:
        """Title, task and what is given, in plain text."""
        lines = [f"DoubleNumberLine {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        return "\n".join([*lines, *task_lines(self._task)])

    def picture(self) -> str:
        """Both lines with the given pair, to be cut and continued with a pencil, and the reasons to tick."""
        prompt = f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else ""
        first, second = map(escape, quantity_names(self._task))
        pair = [amount_html(one) for one in self._task["tables"][0]["pair"]]
        reasons = reasons_on_paper(t("What settles it?"), self._reasons) if self._reasons else ""
        to_write = f"<p>{t('Answer: ____________')}</p>" if self._task["asked"] else ""
        labels = '<tr><td style="width:30%">0</td><td style="width:70%">{}</td></tr>'
        cell = '<td style="border-left:2px solid;{}height:2.5em">&nbsp;</td>'
        between = f"<tr>{cell.format('border-top:3px solid;border-bottom:3px solid;') * 2}</tr>"
        return (
            f"<h3>{to_simple_html(self._title)}</h3>{prompt}<p>{first}</p>"
            '<table style="width:100%;border-collapse:collapse"><tbody>'
            f"{labels.format(pair[0])}{between}{labels.format(pair[1])}</tbody></table><p>{second}</p>{to_write}{reasons}"
        )


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(is_amount(one) for one in pair)
