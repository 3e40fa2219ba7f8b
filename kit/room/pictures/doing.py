"""Mathematics that a group did: the answers it found and the reasons it chose, as they stood at the first check."""

import re
from collections import Counter
from fractions import Fraction

from ...content.quantities import quantity
from ...lang import later, t
from .forms import Parts, Value, bars

CHECKED = later("Counted is the first check of whoever has checked, and else what is there now.")
CHOICES = {
    "true": later("True"),
    "false": later("False"),
    "first": later("The first"),
    "second": later("The second"),
    "same": later("The same"),
}
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,4}")
ANSWERS = 8
"""Different answers that are shown: those that most people gave."""


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """Panels of answers and of reasons; a free activity, without a question, has none."""
    task = content["task"]
    reasons = {one["id"]: one["text"] for one in task.get("reasons") or []}
    if not reasons:
        return Parts()
    first = [_first(value) for value in values]
    why = Counter(one.text("reason") for one in first if one.text("reason") in reasons)
    chosen = Counter(one.text("choice") for one in first if one.text("choice") in CHOICES)
    found = Counter(number for one in first if (number := _number(one.get("answer"))) is not None)
    panels = []
    if chosen:
        panels.append(
            bars(
                t("Chosen"),
                chosen.total(),
                chosen,
                {id: t(name) for id, name in CHOICES.items() if chosen[id]},
            )
        )
    if found:
        panels.append(_answers(found))
    if why:
        holds = {one["id"] for one in task["reasons"] if one["holds"]}
        panels.append(bars(t("What settles it"), why.total(), why, reasons, holds if revealed else ()))
    if not panels:
        return Parts(missing=t("Nobody has chosen a reason yet."))
    return Parts(
        about=[t(CHECKED)],
        reference=t("◆ marks reasons that hold.") if revealed and why else "",
        panels=panels,
    )


def _first(value: Value) -> Value:
    checks = value.get("checks")
    return Value(checks[0]) if isinstance(checks, list) and checks and isinstance(checks[0], dict) else value


def _number(given: object) -> Fraction | None:
    """An answer's value. It is written anew from that: nobody's typing is shown."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        return None
    text = str(given) if isinstance(given, str) or abs(given) < 10**6 else ""
    try:
        return Fraction(text.strip()) if _DECIMAL.fullmatch(text.strip()) else quantity(text)
    except ValueError:
        return None


def _answers(found: Counter) -> dict:
    most = sorted(sorted(found, key=lambda one: -found[one])[:ANSWERS])
    counted = Counter({str(one): found[one] for one in most})
    other = found.total() - counted.total()
    names = {id: id for id in counted} | ({"other": t("other answers")} if other else {})
    return bars(t("Answers"), found.total(), counted | Counter(other=other), names)
