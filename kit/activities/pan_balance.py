"""PanBalance: two pans with boxes and weights, the same moves on both, and the record of steps as equations."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.sentences import Pan, pan
from ..content.tasks.relations import OpenSentenceTask, SolveTask, TrueFalseTask
from ..lang import later, t
from .base import Activity, escape
from .tasks import WrongTask, is_count, item_with_task, known_reason, reasons_on_paper, reasons_shown

_KINDS = {OpenSentenceTask: "open_sentence", TrueFalseTask: "true_false", SolveTask: "solve_balance"}
_HEAVIEST_BOX, _MOST_MOVES, _LARGEST = 20, 30, 99
_LINES_ON_PAPER = 4


class PanBalance(Activity):
    """A pan balance with a task from the library, or free to explore.

    One takes away, adds or shares equally, on both pans or on one alone; the pans tilt as the weights have it, and the
    record keeps each step as an equation. With an item, one completes a number sentence, says whether one is true, or
    solves an equation, and chooses the reasoning that settles it. In the first two the pans are held until the first
    check. Negative numbers cannot be shown with weights, and the balance says so.

    Value: `{steps: [{act: "take"|"add"|"split", what: "ones"|"boxes", n, side: "both"|"left"|"right"}]}`. With a task
    also `answer: "as typed"` or, for true or false, `choice: "true"|"false"|null`, and `reason: id|null` and
    `checks: [{answer or choice, reason, agrees, holds}]`. A free balance has `box: weight of a box`, `left` and `right`
    as they are written, `3x + 2`.

    Example:
        >>> PanBalance("gallery/balance", item="solve-3x-2", title="What does a box weigh?")
        >>> PanBalance("gallery/balance-free", left="2x + 3", right="9", box=3)
    """

    frontend_name = "pan_balance"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        left: str | None = None,
        right: str | None = None,
        box: int | None = None,
        title: str = later("Pan balance"),
        prompt: str = "",
    ):
        """Make the balance.

        Args:
            key: `NN/name`.
            item: id of an item with a task of the kind open_sentence, true_false or solve_balance; leave it out for a
                free balance.
            left: what lies on the left pan of a free balance: `3x + 2`.
            right: the same for the right pan.
            box: what each box of a free balance weighs, 0 to 20.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for a balance, or what was asked for cannot lie on a pan.
        """
        self._title, self._reasons = t(title), ()
        if item is None:
            self._task = _free(key, "3x + 2" if left is None else left, "x + 10" if right is None else right)
            self._box = 4 if box is None else box
            if not is_count(self._box, 0, _HEAVIEST_BOX):
                raise WrongTask(
                    f"PanBalance “{key}” has boxes of the weight {self._box}. Give a whole number from 0 to {_HEAVIEST_BOX}: "
                    "a pan cannot show less than nothing."
                )
            self._sides, self._prompt = (self._task["left"], self._task["right"]), prompt
        elif not left is right is box is None:
            raise WrongTask(
                f"PanBalance “{key}” has an item, whose task says what lies on the pans. Leave out left, right and box."
            )
        else:
            found = item_with_task(item, _KINDS, "PanBalance")
            self._task, self._reasons = _shown(found.task), found.task.reasons
            self._sides, self._prompt = tuple(found.task.sentence.split("=")), prompt or found.text
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
        if self._task["kind"] == "free":
            return {"steps": [], "box": self._box, "left": self._task["left"], "right": self._task["right"]}
        chosen = {"choice": None} if self._task["kind"] == "true_false" else {"answer": ""}
        return {"steps": [], **chosen, "reason": None, "checks": []}

    def restore(self, value: dict) -> tuple[dict, str]:
        """What the balance cannot show falls back to what it begins with; the journal keeps it."""
        empty = self._empty()
        steps = value["steps"] if isinstance(value["steps"], list) else []
        sound = {**value, "steps": [one for one in steps if _is_move(one)][:_MOST_MOVES]}
        if self._task["kind"] == "free":
            sound["box"] = value["box"] if is_count(value["box"], 0, _HEAVIEST_BOX) else empty["box"]
            for side in ("left", "right"):
                sound[side] = value[side] if _is_pan(value[side]) else empty[side]
            return sound, ""
        field = "choice" if "choice" in empty else "answer"
        sound[field] = value[field] if _is_given(field, value[field]) else empty[field]
        sound["reason"] = known_reason(value["reason"], self._reasons)
        checks = value["checks"] if isinstance(value["checks"], list) else []
        sound["checks"] = [
            one
            for one in checks
            if isinstance(one, dict)
            and known_reason(one.get("reason"), self._reasons)
            and _is_given(field, one.get(field))
            and one.get(field) is not None
        ]
        return sound, ""

    def summary(self) -> str:
        """Title, task and what lies on the pans, in plain text."""
        lines = [f"PanBalance {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        left, right = (side.strip() for side in self._sides)
        lines.append(t("Left pan: {left}. Right pan: {right}.", left=left, right=right))
        if self._reasons:
            lines.append(t("Reasons to choose from:"))
            lines += [f"  {to_text(reason.text)}" for reason in self._reasons]
        return "\n".join(lines)

    def picture(self) -> str:
        """Both pans, lines for the steps, and the reasons to tick, for paper."""
        prompt = f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else ""
        pan_cell = '<td style="border-bottom:4px solid;width:{}%;text-align:center;height:2.5em">{}</td>'
        gap = '<td style="width:{}%;text-align:center">{}</td>'
        left, right = (escape(side.strip()) for side in self._sides)
        rows = [f"<tr>{pan_cell.format(40, left)}{gap.format(20, '△')}{pan_cell.format(40, right)}</tr>"]
        line = '<td style="border-bottom:1px solid;height:2.2em">&nbsp;</td>'
        rows += [f"<tr>{line}{gap.format(20, '')}{line}</tr>"] * _LINES_ON_PAPER
        reasons = reasons_on_paper(t("What settles it?"), self._reasons) if self._reasons else ""
        to_write = f"<p>{t('Answer: ____________')}</p>" if self._reasons else ""
        return (
            f"<h3>{to_simple_html(self._title)}</h3>{prompt}"
            f'<table style="width:100%;border-collapse:collapse"><tbody>{"".join(rows)}</tbody></table>{to_write}{reasons}'
        )


def _free(key: str, left: str, right: str) -> dict:
    for name, side in (("left", left), ("right", right)):
        try:
            pan(side)
        except ValueError as error:
            raise WrongTask(
                f"PanBalance “{key}”, {name}: {error}. Write sums of whole numbers and boxes, such as 3x + 2; an empty pan is 0."
            ) from error
        except (TypeError, AttributeError) as error:
            raise WrongTask(f'PanBalance “{key}” needs text for {name}, such as {name}="3x + 2".') from error
    return {"kind": "free", "box": "x", "left": left.replace("□", "x"), "right": right.replace("□", "x")}


def _shown(task: OpenSentenceTask | TrueFalseTask | SolveTask) -> dict:
    """A task as JSON for the front end."""
    pans = task.pans

    def side(one: Pan) -> dict:
        return {"boxes": one.boxes, "weights": list(one.weights)}

    return {
        "kind": task.kind,
        "box": pans.box,
        "left": side(pans.left),
        "right": side(pans.right),
        "reasons": reasons_shown(task.reasons),
    }


def _is_given(field: str, value: object) -> bool:
    return isinstance(value, str) if field == "answer" else value in ("true", "false", None)


def _is_pan(text: object) -> bool:
    try:
        pan(text)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _is_move(move: object) -> bool:
    return (
        isinstance(move, dict)
        and move.get("act") in ("take", "add", "split")
        and move.get("what") in ("ones", "boxes")
        and move.get("side") in ("both", "left", "right")
        and is_count(move.get("n"), 2 if move.get("act") == "split" else 1, _LARGEST)
    )
