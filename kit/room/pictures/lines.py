"""NumberLine: where a group placed each number, or which of two it holds for larger and why."""

from collections import Counter
from fractions import Fraction

from ...content.quantities import quantity
from ...lang import later, t
from .forms import Parts, Value, bars, digits_for, number, strip

FREE_NUMBERS = 8
"""Numbers of a free line that are shown: those that most people placed."""
WHERE = later("Each mark is where somebody placed the number; a taller one stands for more people.")
CHECKED = later("Counted is the first check of whoever has checked.")


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A strip for each number, or a panel of choices and one of reasons."""
    task = content["task"]
    if task["kind"] == "compare":
        return _comparison(task, values, revealed)
    if task["kind"] == "place":
        return _strips(values, task["start"], task["end"], task["numbers"], revealed)
    if task["kind"] == "find_whole":
        return _strips(values, 0, quantity(task["reach"]), ["1"], revealed, given=task["given"])
    return _free(values)


def _placed(value: Value) -> Value:
    """Where the numbers stood at the first check; before one, where they stand."""
    checks = value.get("checks")
    first = checks[0] if isinstance(checks, list) and checks and isinstance(checks[0], dict) else value
    return Value(first).record("placed")


def _strips(
    values: list[Value],
    start: float,
    end: Fraction | float,
    numbers: list[str],
    revealed: bool,
    given: str | None = None,
) -> Parts:
    digits = digits_for(start, float(end))
    found: dict[str, list[float]] = {one: [] for one in numbers}
    for value in values:
        placed = _placed(value)
        for one, places in found.items():
            at = number(placed.get(one), start, float(end))
            if at is not None:
                places.append(at)
    rows = [
        strip(one, one, places, digits, round(float(quantity(one)), 4) if revealed else None)
        for one, places in found.items()
    ]
    ticks = [[at, str(at)] for at in range(int(start), int(end) + 1)]
    if given:
        ticks = [[0, "0"], [round(float(quantity(given)), 4), given]]
    panel = {
        "form": "strips",
        "marks": "point",
        "heading": t("Where each number was placed"),
        "start": start,
        "end": float(end),
        "unit": "",
        "ticks": ticks,
        "rows": rows,
    }
    reference = t("◆ marks where the number is.") if revealed else ""
    return Parts(about=[t(WHERE), t(CHECKED)], reference=reference, panels=[panel])


def _comparison(task: dict, values: list[Value], revealed: bool) -> Parts:
    names = {
        "left": t("{number} is larger", number=task["left"]),
        "right": t("{number} is larger", number=task["right"]),
        "same": t("The same"),
    }
    reasons = {one["id"]: one["text"] for one in task["reasons"]}
    larger, why = Counter(), Counter()
    for value in values:
        checks = value.get("checks")
        first = checks[0] if isinstance(checks, list) and checks and isinstance(checks[0], dict) else value
        first = Value(first)
        larger.update(one for one in [first.text("larger")] if one in names)
        why.update(one for one in [first.text("reason")] if one in reasons)
    right = quantity(task["left"]) - quantity(task["right"])
    key = "same" if right == 0 else "left" if right > 0 else "right"
    holds = {one["id"] for one in task["reasons"] if one["holds"]}
    return Parts(
        about=[t(CHECKED)],
        reference=t("◆ marks what holds.") if revealed else "",
        panels=[
            bars(t("Which is larger"), larger.total(), larger, names, {key} if revealed else ()),
            bars(t("What settles it"), why.total(), why, reasons, holds if revealed else ()),
        ],
    )


def _free(values: list[Value]) -> Parts:
    """Numbers that several placed, written anew from their value: nobody's typing is shown."""
    found: dict[Fraction, list[float]] = {}
    for value in values:
        for text, at in value.record("placed").items():
            try:
                place = number(at, 0, 1000)
                exact = quantity(text)
            except ValueError:
                continue
            if place is not None:
                found.setdefault(exact, []).append(place)
    if not found:
        return Parts(missing=t("Nobody has placed a number yet."))
    kept = sorted(sorted(found, key=lambda one: -len(found[one]))[:FREE_NUMBERS])
    end = max(1, int(max(max(found[one]) for one in kept)) + 1)
    digits = digits_for(0, end)
    rows = [strip(str(one), str(one), found[one], digits) for one in kept]
    panel = {
        "form": "strips",
        "marks": "point",
        "heading": t("Where numbers were placed"),
        "start": 0,
        "end": end,
        "unit": "",
        "ticks": [[0, "0"], [end, str(end)]],
        "rows": rows,
    }
    return Parts(about=[t(WHERE)], panels=[panel])
