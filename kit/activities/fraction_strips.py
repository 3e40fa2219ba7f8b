"""FractionStrips: choose the whole, cut strips into equal parts, shade them, and copy parts past one whole."""

from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.tasks.fractions import MakeWholeTask, ShowTask
from ..lang import later, t
from .base import Activity
from .tasks import WrongTask, item_with_task

_KINDS = {ShowTask: "show", MakeWholeTask: "make_whole"}
_IDS = "abcdef"
_SHORTEST, _LONGEST = 2, 24
_MOST_PARTS = 12


class FractionStrips(Activity):
    """Strips on one scale, with a task from the library or free to explore.

    With an item, its task says what to do: show a number or a sum, or build the whole from a bar that is a
    fraction of it. Without one, participants cut, shade and line up as they like, and ask for the names.
    The check shows the reasoning each time and may be repeated.

    Value: `{strips: [{id, length: in steps, parts, extra: parts copied onto the end, shaded: [part, from 0]}],
    whole: id of the strip that is 1, guide: steps from the left | null, checks: [...]}`. Each check holds what was
    checked: `{strips, whole, shown: "5/4"}` and, with a task, `agrees`. In a make_whole task `shown` is what the
    bar would be of the whole that was built.

    Example:
        >>> FractionStrips("05/strips", item="strips-show-five-fourths", title="More than one whole")
        >>> FractionStrips("05/free-strips", strips=(12, 8))
    """

    frontend_name = "fraction_strips"

    def __init__(
        self,
        key: str,
        *,
        item: str | None = None,
        strips: tuple[int, ...] | None = None,
        title: str = later("Fraction strips"),
        prompt: str = "",
    ):
        """Make the strips.

        Args:
            key: `NN/name`.
            item: id of an item with a task to show or make_whole; leave it out for free strips.
            strips: drawn lengths of free strips in steps, 2 to 24, at most six; one of 12 unless given.
            title: short heading.
            prompt: what to do, instead of the item's own text; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such item.
            WrongTask: the item has no task for strips, or the lengths cannot be drawn.
        """
        self._title = t(title)
        if item is None:
            lengths = (12,) if strips is None else tuple(strips)
            if not 1 <= len(lengths) <= len(_IDS) or not all(
                _is_count(one, _SHORTEST, _LONGEST) for one in lengths
            ):
                raise WrongTask(
                    f"FractionStrips “{key}” asks for strips of the lengths {', '.join(map(str, lengths)) or 'none'}. Give one "
                    f"to {len(_IDS)} whole numbers from {_SHORTEST} to {_LONGEST}."
                )
            self._task = {"kind": "free", "strips": list(lengths)}
            self._prompt = prompt
        elif strips is not None:
            raise WrongTask(
                f"FractionStrips “{key}” has an item, whose task says which strips there are. Leave out strips."
            )
        else:
            found = item_with_task(item, _KINDS, "FractionStrips")
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
        first = [
            {"id": id, "length": length, "parts": 1, "extra": 0, "shaded": []}
            for id, length in zip(_IDS, self._task["strips"], strict=False)
        ]
        return {"strips": first, "whole": first[0]["id"], "guide": None, "checks": []}

    def restore(self, value: dict) -> tuple[dict, str]:
        """Strips that cannot be drawn are left out; a bar that has changed since starts afresh, and it is said."""
        empty = self._empty()
        given = value["strips"] if isinstance(value["strips"], list) else []
        strips = [strip for strip in given if _is_strip(strip)]
        ids = [strip["id"] for strip in strips]
        bar_changed = (
            self._task["kind"] == "make_whole"
            and [strip["length"] for strip in strips] != self._task["strips"]
        )
        whole = empty["strips"] if not strips or len(set(ids)) < len(ids) or bar_changed else strips
        checks = value["checks"] if isinstance(value["checks"], list) else []
        guide = value["guide"]
        sound = {
            **value,
            "strips": whole,
            "whole": value["whole"] if value["whole"] in [strip["id"] for strip in whole] else whole[0]["id"],
            "guide": guide
            if isinstance(guide, int | float) and not isinstance(guide, bool) and 0 <= guide <= 72
            else None,
            "checks": [check for check in checks if isinstance(check, dict)],
        }
        if whole == given:
            return sound, ""
        return {**sound, "gone": given}, (
            t("The strips have changed since you worked on them, and some of what you built no longer fits.")
        )

    def summary(self) -> str:
        """Title, task and strips in plain text."""
        lines = [f"FractionStrips {self.key}: {to_text(self._title)}"]
        if self._prompt:
            lines.append(to_text(self._prompt))
        lengths = ", ".join(map(str, self._task["strips"]))
        if self._task["kind"] == "make_whole":
            return "\n".join(
                [
                    *lines,
                    t(
                        "A bar {length} steps long: {given} of the whole.",
                        length=lengths,
                        given=self._task["given"],
                    ),
                ]
            )
        return "\n".join(
            [
                *lines,
                t("Strips {lengths} steps long; the first is 1 until another is chosen.", lengths=lengths),
            ]
        )

    def picture(self) -> str:
        """The uncut strips, to be cut with a pencil; 24 steps are the width of the page."""
        fixed = self._task["kind"] == "make_whole"
        strips = "".join(
            f'<tr><td style="width:12%"><b>{t("Bar") if fixed else id.upper()}</b>'
            f"{' = 1' if id == 'a' and not fixed else ''}</td>"
            f'<td><table style="width:{100 * length / _LONGEST:.2f}%;border-collapse:collapse"><tbody><tr>'
            '<td style="border:2px solid;height:2.5em">&nbsp;</td></tr></tbody></table></td></tr>'
            for id, length in zip(_IDS, self._task["strips"], strict=False)
        )
        prompt = f"<p>{to_simple_html(self._prompt)}</p>" if self._prompt else ""
        return (
            f"<h3>{to_simple_html(self._title)}</h3>{prompt}"
            f'<table style="width:100%;border-collapse:collapse"><tbody>{strips}</tbody></table>'
        )


def _shown(task: ShowTask | MakeWholeTask) -> dict:
    """A task as JSON for the front end, its reasoning as HTML."""
    if isinstance(task, ShowTask):
        return {
            "kind": "show",
            "target": task.target,
            "strips": list(task.strips),
            "reason_html": to_html(task.reason),
        }
    return {
        "kind": "make_whole",
        "given": task.given,
        "strips": [task.length],
        "reason_html": to_html(task.reason),
    }


def _is_count(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_strip(strip: object) -> bool:
    """Whether the front end can draw it."""
    if not isinstance(strip, dict) or strip.get("id") not in tuple(_IDS):
        return False
    parts, extra, shaded = strip.get("parts"), strip.get("extra"), strip.get("shaded")
    return (
        _is_count(strip.get("length"), _SHORTEST, _LONGEST)
        and _is_count(parts, 1, _MOST_PARTS)
        and _is_count(extra, 0, 2 * parts)
        and isinstance(shaded, list)
        and all(_is_count(part, 0, parts + extra - 1) for part in shaded)
    )
