"""One step of solving an equation: the line before it and the line after."""

import re

from ...lang import t
from .base import Drawing, escape
from .notation import is_sum, recorded


def equation_step(before: str, after: str, *, brackets_lost: bool = False) -> Drawing:
    """The equation a student had, and below it, boxed, what the student made of it.

    Args:
        before: as recorded, such as `-6=3+y/9`.
        after: the same.
        brackets_lost: the records are a tutor program's own, which write `1 + x`, divided by -7, as `1+x/-7`. Such
            a side is left in one line, and where the two lines show what happened it is said.
    """
    first, second = (recorded(line, brackets_lost=brackets_lost) for line in (before, after))
    said = _lost_brackets(first.text, second.text) if brackets_lost else ""
    note = f'<small class="tl-work-note">{escape(said)}</small>' if said else ""
    return Drawing(
        f'<span class="tl-work-before">{first.html}</span><span class="tl-work-after"><span role="img" '
        f'aria-label="{escape(t("then"))}">→</span> <span class="tl-given">{second.html}</span></span>{note}',
        f"{first.simple} → <b>{second.simple}</b>{f'<br><small>{escape(said)}</small>' if said else ''}",
        f"{first.text} → {second.text}{f' ({said})' if said else ''}",
    )


def _lost_brackets(before: str, after: str) -> str:
    """What to say where both sides got the same factor or divisor and one of them is a sum; else nothing."""
    old, new = before.split("="), after.split("=")
    if len(old) != 2 or len(new) != 2 or not any(is_sum(side) for side in old):
        return ""
    added = {late.removeprefix(early) for early, late in zip(old, new, strict=True)}
    operation = re.fullmatch(r"([/*])(.+)", added.pop()) if len(added) == 1 else None
    if not operation or any(not late.startswith(early) for early, late in zip(old, new, strict=True)):
        return ""
    by = operation[2].replace("-", "−")
    if operation[1] == "/":
        return t("Recorded without brackets: each whole side was divided by {by}.", by=by)
    return t("Recorded without brackets: each whole side was multiplied by {by}.", by=by)
