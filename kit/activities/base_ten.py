"""BaseTen: blocks on a place-value mat, bundled and traded, with a written record that stays in step."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.whole_numbers import MOST_ON_MAT, AddBlocksTask, ShowWaysTask, SubtractBlocksTask
from ..lang import later, t
from .base import Activity
from .tasks import WrongTask, is_count, item_with_task, known_reason, reasons_on_paper, reasons_shown

_KINDS = {ShowWaysTask: "show_ways", SubtractBlocksTask: "subtract_blocks", AddBlocksTask: "add_blocks"}
_PLACES = ("thousands", "hundreds", "tens", "ones")
_MOST = {"thousands": 3, "hundreds": 20, "tens": 30, "ones": 60}
_STEPS_KEPT = 30
_TRAYS = {"subtract_blocks": later("Taken away"), "add_blocks": later("Still to be joined")}
_NAMES = {
    "thousands": later("Thousands"),
    "hundreds": later("Hundreds"),
    "tens": later("Tens"),
    "ones": later("Ones"),
}
_BLOCKS = {
    "thousands": (later("1 thousand"), later("{count} thousands")),
    "hundreds": (later("1 hundred"), later("{count} hundreds")),
    "tens": (later("1 ten"), later("{count} tens")),
    "ones": (later("1 one"), later("{count} ones")),
}
_ON_MATS = {
    2: later("A mat for tens and ones. On it: {blocks}."),
    3: later("A mat for hundreds, tens and ones. On it: {blocks}."),
    4: later("A mat for thousands, hundreds, tens and ones. On it: {blocks}."),
}


class BaseTen(Activity):
    """Ones, tens, hundreds and blocks of a thousand on a mat, with a task from the library or free to explore.

    Ten of one place can be bundled into one of the next, and one traded for ten. With an item, its task says what
    to do: show a number in several ways, take away by trading, or join and bundle. The check speaks to the chosen
    reason first, and may be repeated.

    Value: `{mat: {thousands, hundreds, tens, ones}, steps: [{did: "start"|"moved"|"trade"|"bundle", place, mat}], ways: [mat],
    checks: [...]}`; a step's `place` is the one that was traded from or bundled, its `mat` what lay there
    afterwards (`moved`: blocks came or went before the next step).
    In a task also `reason: id|null`; where blocks are taken away or joined also `tray: {thousands, hundreds, tens,
    ones}`, the blocks taken away, or not yet joined. Each check holds what was checked, `agrees` and `holds`.
    What no longer fits the task is kept under `gone`.

    Example:
        >>> BaseTen("03/trade", item="blocks-62-minus-27", title="Take away 27")
        >>> BaseTen("03/mat", start=62, places=3)
    """

    frontend_name = "base_ten"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        start: int | None = None,
        places: int | None = None,
        title: str = later("Base-ten blocks"),
        prompt: str = "",
    ):
        """Make the mat.

        Args:
            key: `NN/name`.
            item: id of an item with a task to show_ways, subtract_blocks or add_blocks; leave it out for a free mat.
            start: the number on a free mat at first; 0 unless given.
            places: columns of a free mat, 2 (tens and ones) to 4 (with thousands); 3 unless given.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for blocks, or a mat that cannot be drawn was asked for.
        """
        self._title = t(title)
        self._prompt = prompt
        self._model = None
        if item is None:
            self._task = _free(key, 0 if start is None else start, places)
        elif start is not None or places is not None:
            raise WrongTask(
                f"BaseTen “{key}” has an item, whose task says what lies on the mat. Leave out start and places."
            )
        else:
            found = item_with_task(item, _KINDS, "BaseTen")
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
        mat = self._task["mat"]
        value = {"mat": mat, "steps": [{"did": "start", "place": None, "mat": mat}], "ways": [], "checks": []}
        if self._model:
            value["reason"] = None
        if "tray" in self._task:
            value["tray"] = self._task["tray"]
        return value

    def restore(self, value: dict) -> tuple[dict, str]:
        """Blocks that are not those of the task any more start afresh, and it is said; a gone reason is left out."""
        empty = self._empty()
        shown = _PLACES[-self._task["places"] :]
        fits = _is_mat(value["mat"], shown)
        if fits and "tray" in empty:
            total = _amount(empty["mat"]) + _amount(empty["tray"])
            fits = _is_mat(value["tray"], shown) and _amount(value["mat"]) + _amount(value["tray"]) == total
        steps = value["steps"] if isinstance(value["steps"], list) else []
        ways = value["ways"] if isinstance(value["ways"], list) else []
        checks = value["checks"] if isinstance(value["checks"], list) else []
        sound = {
            **value,
            "steps": [step for step in steps if _is_step(step, shown)][-_STEPS_KEPT:] or empty["steps"],
            "ways": [way for way in ways if _is_mat(way, shown)][:6],
            "checks": [check for check in checks if isinstance(check, dict)],
        }
        if self._model:
            sound["reason"] = known_reason(value["reason"], self._model.reasons)
        if fits:
            return sound, ""
        names = ["mat", "steps", *(["tray"] if "tray" in empty else [])]
        gone = {name: value[name] for name in names}
        return {**sound, **{name: empty[name] for name in names}, "gone": gone}, (
            t("The blocks have changed since you worked on them, so that the mat is as at first.")
        )

    def summary(self) -> str:
        """Title, task and what lies on the mat at first, in plain text."""
        lines = [f"BaseTen {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        lines.append(t(_ON_MATS[self._task["places"]], blocks=in_words(self._task["mat"])))
        if self._task["kind"] == "add_blocks":
            lines.append(f"{t(_TRAYS['add_blocks'])}: {in_words(self._task['tray'])}.")
        if self._model:
            lines += [to_text(self._model.ask), *(f"  {to_text(one.text)}" for one in self._model.reasons)]
        return "\n".join(lines)

    def picture(self) -> str:
        """The mat with room to draw in, once for each way that is asked for."""
        shown = _PLACES[-self._task["places"] :]
        cell = "border:1px solid;text-align:center"
        head = "".join(f'<td style="{cell}"><b>{t(_NAMES[place])}</b></td>' for place in shown)
        room = "".join(f'<td style="{cell};height:6em">&nbsp;</td>' for _ in shown)
        mats = self._task.get("ways", 1)
        begin = (
            ""
            if not _amount(self._task["mat"])
            else f"<p>{t('On the mat at first: {blocks}.', blocks=in_words(self._task['mat']))}</p>"
        )
        if self._task["kind"] == "add_blocks":
            begin += f"<p>{t('To be joined: {blocks}.', blocks=in_words(self._task['tray']))}</p>"
        rows = "".join(f"<tr>{head}</tr><tr>{room}</tr>" for _ in range(mats))
        return "".join(
            [
                f"<h3>{to_simple_html(self._title)}</h3>",
                f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else "",
                begin,
                f'<table style="width:100%;border-collapse:collapse"><tbody>{rows}</tbody></table>',
                reasons_on_paper(self._model.ask, self._model.reasons) if self._model else "",
            ]
        )


def blocks(number: int) -> dict[str, int]:
    """The number with one digit in each place."""
    return {
        "thousands": number // 1000,
        "hundreds": number // 100 % 10,
        "tens": number // 10 % 10,
        "ones": number % 10,
    }


def in_words(mat: dict[str, int]) -> str:
    """What lies on a mat: `3 tens and 14 ones`."""
    there = [t(_BLOCKS[place][mat[place] != 1], count=mat[place]) for place in _PLACES if mat.get(place)]
    if len(there) < 2:
        return there[0] if there else t("nothing")
    return t("{a} and {b}", a=", ".join(there[:-1]), b=there[-1])


def _amount(mat: dict[str, int]) -> int:
    return sum(mat[place] * 10 ** (3 - index) for index, place in enumerate(_PLACES))


def _places_for(number: int) -> int:
    return max(2, len(str(number)))


def _free(key: str, start: int, places: int | None) -> dict:
    """The task of a free mat; the errors say what to write instead."""
    if not is_count(start, 0, MOST_ON_MAT):
        raise WrongTask(f"BaseTen “{key}” starts with {start}. Give a whole number from 0 to {MOST_ON_MAT}.")
    shown = max(3, _places_for(start)) if places is None else places
    if not is_count(shown, 2, 4) or _places_for(start) > shown:
        raise WrongTask(
            f"BaseTen “{key}” asks for {shown} places and the number {start}. Give 2, 3 or 4 places, enough for the number."
        )
    return {"kind": "free", "places": shown, "mat": blocks(start)}


def _shown(task: ShowWaysTask | SubtractBlocksTask | AddBlocksTask) -> dict:
    """A task as JSON for the front end, its texts as HTML."""
    common = {"kind": task.kind, "ask": to_text(task.ask), "reasons": reasons_shown(task.reasons)}
    if isinstance(task, ShowWaysTask):
        largest = {
            "mat": blocks(0),
            "places": _places_for(task.target),
            "target": task.target,
            "ways": task.ways,
        }
        return common | largest
    if isinstance(task, SubtractBlocksTask):
        return common | {
            "mat": blocks(task.start),
            "tray": blocks(0),
            "places": _places_for(task.start),
            "start": task.start,
            "take": task.take,
            "tray_name": t(_TRAYS["subtract_blocks"]),
        }
    return common | {
        "mat": blocks(task.first),
        "tray": blocks(task.second),
        "places": _places_for(task.first + task.second),
        "first": task.first,
        "second": task.second,
        "tray_name": t(_TRAYS["add_blocks"]),
    }


def _is_mat(mat: object, shown: tuple[str, ...]) -> bool:
    """Whether the front end can draw it: whole numbers in every place, none in a place that is not there."""
    return (
        isinstance(mat, dict)
        and set(mat) == set(_PLACES)
        and all(is_count(mat[place], 0, _MOST[place] if place in shown else 0) for place in _PLACES)
    )


def _is_step(step: object, shown: tuple[str, ...]) -> bool:
    return (
        isinstance(step, dict)
        and step.get("did") in ("start", "moved", "trade", "bundle")
        and (step["did"] in ("start", "moved") or step.get("place") in _PLACES)
        and _is_mat(step.get("mat"), shown)
    )
