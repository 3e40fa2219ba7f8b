"""NumberLine: place, partition, iterate and compare numbers on a line, or find 1 from a fraction of it."""

import math

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.quantities import quantity
from ..content.tasks.fractions import CompareTask, FindWholeTask, PlaceTask, line_problem
from ..lang import later, t
from .base import Activity, escape
from .tasks import WrongTask, item_with_task

_KINDS = {PlaceTask: "place", FindWholeTask: "find_whole", CompareTask: "compare"}


class NumberLine(Activity):
    """A number line with a task from the library, or free to explore.

    With an item, its task says what to do: place numbers, find 1 from the place of a fraction, or say
    which of two numbers is larger and why. Without one, participants choose the span and the numbers.
    The check shows the reasoning each time and may be repeated.

    Value: `{placed: {number: position in units}, parts: equal parts of each unit (of the given piece where 1
    is looked for), jumps: how many of one part, checks: [...]}`. In a comparison also
    `larger: "left"|"right"|"same"|null` and `reason: id|null`; in a free line `numbers: [number]` and `span: [start, end]`.
    Each check holds what was checked: `{placed, parts, near: [number]}`, in a comparison also
    `{larger, reason, agrees, holds}`. Numbers that a task has lost are kept under `gone`.

    Example:
        >>> NumberLine("05/line", item="place-on-0-2", title="Place these numbers")
        >>> NumberLine("05/free", start=0, end=3)
    """

    frontend_name = "number_line"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        start: int | None = None,
        end: int | None = None,
        title: str = later("Number line"),
        prompt: str = "",
    ):
        """Make the line.

        Args:
            key: `NN/name`.
            item: id of an item with a task to place, find_whole or compare; leave it out for a free line.
            start: where a free line begins; 0 unless given.
            end: where a free line ends; 2 units on unless given.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for a number line, or a line that cannot be drawn was asked for.
        """
        self._title = t(title)
        if item is None:
            first = 0 if start is None else start
            self._task = {"kind": "free", "start": first, "end": first + 2 if end is None else end}
            if problem := line_problem(first, self._task["end"]):
                raise WrongTask(f"NumberLine “{key}” {problem[0]} {problem[1]}")
            self._prompt = prompt
        elif start is not None or end is not None:
            raise WrongTask(
                f"NumberLine “{key}” has an item, whose task says how long the line is. Leave out start and end."
            )
        else:
            found = item_with_task(item, _KINDS, "NumberLine")
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
        value = {"placed": {}, "parts": 1, "jumps": 0, "checks": []}
        if self._task["kind"] == "free":
            value |= {"numbers": [], "span": [self._task["start"], self._task["end"]]}
        if self._task["kind"] == "compare":
            value |= {"larger": None, "reason": None}
        return value

    def restore(self, value: dict) -> tuple[dict, str]:
        """Numbers and reasons that are gone since the answer was given are left out; the reader is told."""
        sound = _sound(value, self._empty())
        start, end, numbers = self._bounds(sound)
        kept = {text: at for text, at in sound["placed"].items() if text in numbers and start <= at <= end}
        gone = {text: at for text, at in sound["placed"].items() if text not in kept}
        sound["placed"] = kept
        if "reason" in sound and sound["reason"] not in [reason["id"] for reason in self._task["reasons"]]:
            sound["reason"] = None
        sound["jumps"] = min(sound["jumps"], self._most_jumps(sound, end - start))
        known = [check for check in sound["checks"] if self._knows(check)]
        sound["checks"] = known
        if not gone:
            return sound, ""
        return {**sound, "gone": gone}, (
            t(
                "The task has changed since you worked on it: {numbers} had a place that no longer exists.",
                numbers=", ".join(gone),
            )
        )

    def _bounds(self, value: dict) -> tuple[float, float, list[str]]:
        """Start and end of the line in units, and the numbers that may stand on it."""
        task = self._task
        if task["kind"] == "free":
            return *value["span"], value["numbers"]
        if task["kind"] == "find_whole":
            return 0, float(quantity(task["reach"])), ["1"]
        numbers = task["numbers"] if task["kind"] == "place" else [task["left"], task["right"]]
        return task["start"], task["end"], numbers

    def _most_jumps(self, value: dict, length: float) -> int:
        piece = float(quantity(self._task["given"])) if self._task["kind"] == "find_whole" else 1
        return math.floor(length * value["parts"] / piece + 1e-6)

    def _knows(self, check: dict) -> bool:
        """Whether the front end can show a check: one of a comparison names a reason that is still there."""
        return self._task["kind"] != "compare" or check.get("reason") in [
            one["id"] for one in self._task["reasons"]
        ]

    def summary(self) -> str:
        """Title, task and the numbers in plain text."""
        task, lines = self._task, [f"NumberLine {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        if task["kind"] == "find_whole":
            return "\n".join(
                [*lines, t("A line with 0 and {given} marked; find where 1 is.", given=task["given"])]
            )
        lines.append(t("A line from {start} to {end}.", start=task["start"], end=task["end"]))
        if task["kind"] == "place":
            lines.append(t("Numbers to place: {numbers}", numbers=", ".join(task["numbers"])))
        if task["kind"] == "compare":
            lines += [
                t("Compare: {left} and {right}", left=task["left"], right=task["right"]),
                t("Reasons to choose from:"),
            ]
            lines += [f"  {reason['text']}" for reason in task["reasons"]]
        return "\n".join(lines)

    def picture(self) -> str:
        """The line and what to do with it, for reading and for working on paper."""
        task = self._task
        parts = [f"<h3>{to_simple_html(self._title)}</h3>"]
        if self._prompt:
            parts.append(f"<p>{to_simple_html(self._prompt)}</p>")
        parts.append(self._drawn_line())
        if task["kind"] == "place":
            numbers = ", ".join(to_simple_html(f"${number}$") for number in task["numbers"])
            parts.append(f"<p>{t('Numbers')}: {numbers}</p>")
        if task["kind"] == "compare":
            reasons = "".join(f"<li>{to_simple_html(reason['source'])}</li>" for reason in task["reasons"])
            parts.append(f"<p>{t('What settles it?')}</p><ul>{reasons}</ul>")
        return "".join(parts)

    def _drawn_line(self) -> str:
        """The line as a row of cells, one for each unit, or one up to the given point and one beyond."""
        task = self._task
        if task["kind"] == "find_whole":
            given = quantity(task["given"]) / quantity(task["reach"])
            cells = [("0", float(given)), (to_simple_html(f"${task['given']}$"), float(1 - given))]
        else:
            units = range(task["start"], task["end"])
            cells = [(str(unit), 1 / len(units)) for unit in units]
        last = "" if task["kind"] == "find_whole" else escape(str(task["end"]))
        line = "border-left:2px solid;border-bottom:3px solid;height:2.5em"
        top = "".join(f'<td style="{line};width:{share * 92:.2f}%">&nbsp;</td>' for _, share in cells)
        end = "" if not last else "border-left:2px solid;"
        below = "".join(f'<td style="text-align:left">{label}</td>' for label, _ in cells)
        return (
            f'<table style="width:100%;border-collapse:collapse"><tbody><tr>{top}<td style="{end}width:8%">&nbsp;</td></tr>'
            f"<tr>{below}<td>{last}</td></tr></tbody></table>"
        )


def _shown(task: PlaceTask | FindWholeTask | CompareTask) -> dict:
    """A task as JSON for the front end, its texts as HTML."""
    if isinstance(task, PlaceTask):
        return {
            "kind": "place",
            "start": task.start,
            "end": task.end,
            "numbers": list(task.numbers),
            "reasons_html": {number: to_html(reason) for number, reason in task.reasons.items()},
        }
    if isinstance(task, FindWholeTask):
        return {
            "kind": "find_whole",
            "given": task.given,
            "reach": task.reach,
            "reason_html": to_html(task.reason),
        }
    return {
        "kind": "compare",
        "start": 0,
        "end": math.ceil(max(quantity(task.left), quantity(task.right))),
        "left": task.left,
        "right": task.right,
        "reasons": [
            {
                "id": reason.id,
                "source": reason.text,
                "text": to_text(reason.text),
                "text_html": to_html(reason.text),
                "holds": reason.holds,
                "because_html": to_html(reason.because),
            }
            for reason in task.reasons
        ],
    }


def _is_count(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_place(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_number(text: object) -> bool:
    try:
        quantity(text)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _sound(value: dict, empty: dict) -> dict:
    """The value with every field of the form that the front end relies on; an odd field falls back to empty."""
    placed, numbers, span = value["placed"], value.get("numbers"), value.get("span")
    sound = {
        **value,
        "placed": {text: at for text, at in placed.items() if _is_place(at)}
        if isinstance(placed, dict)
        else {},
        "parts": value["parts"] if _is_count(value["parts"], 1, 12) else 1,
        "jumps": value["jumps"] if _is_count(value["jumps"], 0, 200) else 0,
        "checks": [check for check in value["checks"] if isinstance(check, dict)]
        if isinstance(value["checks"], list)
        else [],
    }
    if "numbers" in empty:
        sound["numbers"] = (
            list(dict.fromkeys(filter(_is_number, numbers))) if isinstance(numbers, list) else []
        )
        whole = isinstance(span, list) and len(span) == 2 and all(_is_count(one, 0, 1000) for one in span)
        sound["span"] = span if whole and line_problem(*span) is None else empty["span"]
    if "larger" in empty and sound["larger"] not in ("left", "right", "same"):
        sound["larger"] = None
    return sound
