"""CountingTray: count by touching, say how many, give a number; as oneself, or as a child would."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.whole_numbers import (
    MOST_OBJECTS,
    MOST_SCATTERED,
    CountObjectsTask,
    GiveNumberTask,
    LetterSumTask,
    RearrangeTask,
)
from ..lang import later, t
from .base import Activity
from .tasks import WrongTask, is_count, item_with_task, known_reason, reasons_on_paper, reasons_shown

_KINDS = {
    CountObjectsTask: "count_objects",
    GiveNumberTask: "give_number",
    RearrangeTask: "rearrange",
    LetterSumTask: "letter_sum",
}
_ARRANGEMENTS = {
    "line": later("in a line"),
    "circle": later("in a ring"),
    "scattered": later("scattered"),
    "ten_frame": later("in ten-frames"),
}
_WORDS = ("numbers", "letters")
_TOUCHES = ("count", "give")
_LAST_WORD = 39
_EVENTS_KEPT = 200
_COUNTS_KEPT = 12


class CountingTray(Activity):
    """Objects to be counted by touching them, with a task from the library or free to explore.

    A touch says the next number word. As a child might, one can touch without a word, say a word without a touch,
    touch twice, leave one out, or choose another word than the next. “How many?” is asked apart from the count. With
    an item, its task says what to do: count, or count as a child would; give a number; say how many after the objects
    were moved; add in letters. The check speaks to the chosen reason first, and may be repeated.

    Value: `{objects: how many, arrangement, mixed: bool, marks: bool, words: "numbers"|"letters", touch:
    "count"|"give", counts: [{when: "first"|"asked"|"moved", events: [{object: from 0 | null, word: from 1 | null,
    back: true where it went back to the pile}]}], plate: [object], asked: bool, answer: number|null, moved: bool,
    answer_after: number|null, checks: [...]}`, in a task also `reason: id|null`. Each check holds what was checked,
    and in a task `agrees` and `holds`. What no longer fits is kept under `gone`.

    Example:
        >>> CountingTray("02/give", item="give-7-without-stopping", title="A child who does not stop")
        >>> CountingTray("02/tray", objects=9, arrangement="circle", words="letters")
    """

    frontend_name = "counting_tray"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        objects: int | None = None,
        arrangement: str | None = None,
        words: str | None = None,
        title: str = later("Counting"),
        prompt: str = "",
    ):
        """Make the tray.

        Args:
            key: `NN/name`.
            item: id of an item with a task to count_objects, give_number, rearrange or letter_sum; leave it out for a
                free tray.
            objects: on a free tray at first; 8 unless given.
            arrangement: of a free tray at first: `line`, `circle`, `scattered` or `ten_frame`.
            words: of a free tray at first: `numbers`, or `letters` for a, b, c in place of one, two, three.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for the tray, or a tray that cannot be drawn was asked for.
        """
        self._title = t(title)
        self._prompt = prompt
        self._model = None
        if item is None:
            self._task = _free(key, objects, arrangement, words)
        elif objects is not None or arrangement is not None or words is not None:
            raise WrongTask(
                f"CountingTray “{key}” has an item, whose task says what lies on the tray. Leave out objects, arrangement "
                "and words."
            )
        else:
            found = item_with_task(item, _KINDS, "CountingTray")
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
        value = {
            name: self._task[name] for name in ("objects", "arrangement", "mixed", "marks", "words", "touch")
        }
        value |= {"counts": [{"when": "first", "events": []}], "plate": [], "asked": False, "answer": None}
        value |= {"moved": False, "answer_after": None, "checks": []}
        if self._model:
            value["reason"] = None
        return value

    def restore(self, value: dict) -> tuple[dict, str]:
        """A count of another number of objects than there are now starts afresh, and it is said."""
        empty, free = self._empty(), self._task["kind"] == "free"
        checks = value["checks"] if isinstance(value["checks"], list) else []
        fits = is_count(value["objects"], 1, MOST_OBJECTS) and (free or value["objects"] == empty["objects"])
        objects = value["objects"] if fits else empty["objects"]
        counts = value["counts"] if isinstance(value["counts"], list) else []
        sound = {
            **value,
            "objects": objects,
            "counts": _sound_counts(counts, objects) or empty["counts"],
            "plate": _sound_plate(value["plate"], objects),
            "asked": value["asked"] is True,
            "moved": value["moved"] is True,
            "answer": value["answer"] if is_count(value["answer"], 1, _LAST_WORD) else None,
            "answer_after": value["answer_after"] if is_count(value["answer_after"], 1, _LAST_WORD) else None,
            "checks": [check for check in checks if isinstance(check, dict)],
        }
        for name, known in (("arrangement", tuple(_ARRANGEMENTS)), ("words", _WORDS), ("touch", _TOUCHES)):
            sound[name] = value[name] if value[name] in known else empty[name]
        for name in ("mixed", "marks"):
            sound[name] = value[name] if isinstance(value[name], bool) else empty[name]
        if self._model:
            sound["reason"] = known_reason(value["reason"], self._model.reasons)
            same = {name: empty[name] for name in ("mixed", "marks", "words")}
            sound |= same
            if self._task["kind"] in ("count_objects", "rearrange"):
                moved = self._task["kind"] == "rearrange" and sound["moved"]
                sound["arrangement"] = self._task["then"] if moved else empty["arrangement"]
            if self._task["kind"] != "letter_sum":
                sound["touch"] = empty["touch"]
        if sound["arrangement"] == "scattered" and objects > MOST_SCATTERED:
            sound["arrangement"] = "line"
        if fits:
            return sound, ""
        afresh = ("objects", "counts", "plate", "asked", "answer", "moved", "answer_after", "arrangement")
        gone = {name: value[name] for name in afresh}
        return {**sound, **{name: empty[name] for name in afresh}, "gone": gone}, (
            t("The tray has changed since you worked on it, so that the count starts afresh.")
        )

    def summary(self) -> str:
        """Title, task and what lies on the tray, in plain text."""
        lines = [f"CountingTray {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        lines.append(self._laid_out())
        if self._model:
            lines += [to_text(self._model.ask), *(f"  {to_text(one.text)}" for one in self._model.reasons)]
        return "\n".join(lines)

    def _laid_out(self) -> str:
        task = self._task
        things = t("Things of several shapes") if task["mixed"] else t("Counters")
        where = (
            t("in a pile, with a plate") if task["touch"] == "give" else t(_ARRANGEMENTS[task["arrangement"]])
        )
        words = t("; the number words are a, b, c and so on") if task["words"] == "letters" else ""
        then = t(", then {where}", where=t(_ARRANGEMENTS[task["then"]])) if "then" in task else ""
        return f"{things} {where}{then}{words}."

    def picture(self) -> str:
        """The counters to be counted or ringed with a pencil, and a plate where one is used."""
        task = self._task
        marks = "●■▲◆" if task["mixed"] else "●"
        drawn = [marks[index % len(marks)] for index in range(task["objects"])]
        across = 5 if task["arrangement"] == "ten_frame" or task["touch"] == "give" else 10
        border = (
            "border:1px solid;" if task["arrangement"] == "ten_frame" and task["touch"] == "count" else ""
        )
        cell = f"{border}text-align:center;width:2em;height:2em;font-size:1.4em"
        lines = [drawn[start : start + across] for start in range(0, len(drawn), across)]
        rows = "".join(
            "<tr>" + "".join(f'<td style="{cell}">{one}</td>' for one in line) + "</tr>" for line in lines
        )
        plate = (
            f'<table style="width:60%;border-collapse:collapse"><tbody><tr><td style="border:2px solid;height:5em">{t("Plate")}</td>'
            "</tr></tbody></table>"
            if task["touch"] == "give"
            else ""
        )
        return "".join(
            [
                f"<h3>{to_simple_html(self._title)}</h3>",
                f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else "",
                f"<p>{self._laid_out()}</p>",
                f'<table style="border-collapse:collapse;width:auto"><tbody>{rows}</tbody></table>{plate}',
                f"<p>{t('The words that were said: ____________________ How many? ______')}</p>",
                reasons_on_paper(self._model.ask, self._model.reasons) if self._model else "",
            ]
        )


def _free(key: str, objects: int | None, arrangement: str | None, words: str | None) -> dict:
    """The task of a free tray; the errors say what to write instead."""
    count = 8 if objects is None else objects
    laid = "line" if arrangement is None else arrangement
    said = "numbers" if words is None else words
    if not is_count(count, 1, MOST_OBJECTS):
        raise WrongTask(
            f"CountingTray “{key}” asks for {count} objects. Give a whole number from 1 to {MOST_OBJECTS}."
        )
    if laid not in _ARRANGEMENTS:
        raise WrongTask(
            f"CountingTray “{key}” has arrangement={laid!r}. Give one of {', '.join(_ARRANGEMENTS)}."
        )
    if laid == "scattered" and count > MOST_SCATTERED:
        raise WrongTask(
            f"CountingTray “{key}” scatters {count} objects. Scatter {MOST_SCATTERED} at most, or choose another arrangement."
        )
    if said not in _WORDS:
        raise WrongTask(f"CountingTray “{key}” has words={said!r}. Give one of {', '.join(_WORDS)}.")
    return {
        "kind": "free",
        "objects": count,
        "arrangement": laid,
        "mixed": False,
        "marks": True,
        "words": said,
        "touch": "count",
    }


def _shown(task: CountObjectsTask | GiveNumberTask | RearrangeTask | LetterSumTask) -> dict:
    """A task as JSON for the front end, its texts as HTML."""
    common = {
        "kind": task.kind,
        "ask": to_text(task.ask),
        "reasons": reasons_shown(task.reasons),
        "mixed": task.mixed,
        "marks": True,
        "words": task.words,
        "arrangement": "line",
        "touch": "count",
    }
    if isinstance(task, CountObjectsTask):
        return common | {
            "objects": task.number,
            "arrangement": task.arrangement,
            "marks": task.marks,
            "behaviour": task.behaviour,
        }
    if isinstance(task, GiveNumberTask):
        return common | {
            "objects": task.pile,
            "wanted": task.number,
            "touch": "give",
            "behaviour": task.behaviour,
        }
    if isinstance(task, RearrangeTask):
        return common | {"objects": task.number, "arrangement": task.arrangement, "then": task.then}
    return common | {
        "objects": MOST_OBJECTS,
        "touch": "give",
        "first": task.first,
        "second": task.second,
        "answer": task.answer,
    }


def _sound_plate(plate: object, objects: int) -> list[int]:
    if not isinstance(plate, list):
        return []
    return list(dict.fromkeys(one for one in plate if is_count(one, 0, objects - 1)))


def _sound_counts(counts: list, objects: int) -> list[dict]:
    """The counts that the front end can read, each with its sound events."""
    return [
        {
            "when": count["when"],
            "events": [event for event in count["events"] if _is_event(event, objects)][:_EVENTS_KEPT],
        }
        for count in counts
        if isinstance(count, dict)
        and count.get("when") in ("first", "asked", "moved")
        and isinstance(count.get("events"), list)
    ][:_COUNTS_KEPT]


def _is_event(event: object, objects: int) -> bool:
    if not isinstance(event, dict):
        return False
    touched, word = event.get("object"), event.get("word")
    return (
        (touched is None or is_count(touched, 0, objects - 1))
        and (word is None or is_count(word, 1, _LAST_WORD))
        and (touched is not None or word is not None)
        and {*event} <= {"object", "word", "back"}
    )
