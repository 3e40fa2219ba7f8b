"""What the ratio table and the double number line have in common: their content, free pairs, and sound answers."""

from fractions import Fraction

from ..content.mathtext import to_simple_html
from ..content.quantities import quantity
from ..content.tasks.relations import CompareRatiosTask, MissingValueTask, Quantities, UnitRateTask
from ..lang import later, t
from .base import escape
from .tasks import WrongTask, reasons_shown

FREE_NAMES = ((later("cup of flour"), later("cups of flour")), (later("person"), later("people")))
"""Of a free table or line, each for one and for several."""
FREE_PAIR = ("3", "5")
LONGEST_NAME = 60


def shown_task(task: MissingValueTask | UnitRateTask | CompareRatiosTask) -> dict:
    """A task as JSON for the front end. The answer is not in it: the front end works it out exactly."""
    shown = {
        "kind": task.kind,
        "quantities": _shown_quantities(task.quantities),
        "reasons": reasons_shown(task.reasons),
        "asked": None,
    }
    if isinstance(task, CompareRatiosTask):
        tables = [{"name": one.name, "pair": list(one.pair)} for one in task.mixtures]
        return shown | {"tables": tables, "question": task.question, "same": task.same}
    amount, of = (task.known, task.known_of) if isinstance(task, MissingValueTask) else ("1", task.one_of)
    return shown | {
        "tables": [{"name": "", "pair": list(task.given)}],
        "asked": {"amount": amount, "of": of},
    }


def _shown_quantities(quantities: Quantities) -> list[dict]:
    return [{"one": one.one, "many": one.many} for one in quantities]


def free_task(where: str, quantities: tuple[str, str] | None, pair: tuple[str, str] | None) -> dict:
    """A table or line without a task.

    Args:
        where: activity and key, for the message.
        quantities: names of both, as they are said after a number, also for one: `person, people`; the kit's own unless given.
        pair: amounts that belong together; the kit's own unless given.

    Raises:
        WrongTask: there are not two of each, or an amount is no number above 0.
    """
    names = [f"{t(one)}, {t(many)}" for one, many in FREE_NAMES] if quantities is None else quantities
    amounts = FREE_PAIR if pair is None else pair
    if not _two_texts(names) or not all(0 < len(name.strip()) <= LONGEST_NAME for name in names):
        raise WrongTask(
            f"{where} needs the names of two quantities of {LONGEST_NAME} letters at most: "
            'quantities=("cups of flour", "people"), or ("cup of flour, cups of flour", "person, people") to name one too.'
        )
    if isinstance(amounts, str) or len(amounts) != 2 or not all(is_amount(str(one)) for one in amounts):
        raise WrongTask(
            f'{where} needs two amounts above 0 and below 1000: pair=("3", "5"), or pair=("1 1/2", "2").'
        )
    return {
        "kind": "free",
        "names": [name.strip() for name in names],
        "tables": [{"name": "", "pair": [written(quantity(str(one))) for one in amounts]}],
        "asked": None,
    }


def _two_texts(names: object) -> bool:
    return (
        isinstance(names, tuple | list) and len(names) == 2 and all(isinstance(name, str) for name in names)
    )


def is_amount(text: object) -> bool:
    """Whether this is an amount above 0 as the kit writes it: `3`, `1 1/2`."""
    try:
        return quantity(text) > 0
    except (ValueError, TypeError, AttributeError):
        return False


def written(value: Fraction) -> str:
    """An amount as a mixed number: `1 1/2`."""
    whole, rest = divmod(value, 1)
    return str(whole) if not rest else f"{whole} {rest}" if whole else str(rest)


def sound_names(names: object, empty: list[str]) -> list[str]:
    """Names of quantities as they were kept, or those to begin with."""
    sound = _two_texts(names) and all(0 < len(name.strip()) <= LONGEST_NAME for name in names)
    return [*names] if sound else empty


def sound_choice(value: dict, task: dict) -> dict:
    """The fields of a chosen answer and reason, of the form that the front end relies on."""
    ids = [reason["id"] for reason in task["reasons"]]
    sound: dict = {"reason": value["reason"] if value["reason"] in ids else None}
    if "answer" in value:
        sound["answer"] = value["answer"] if isinstance(value["answer"], str) else ""
    if "choice" in value:
        sound["choice"] = value["choice"] if value["choice"] in ("first", "second", "same") else None
    checks = value["checks"] if isinstance(value["checks"], list) else []
    sound["checks"] = [one for one in checks if _is_check(one, ids, task)]
    return sound


def _is_check(check: object, reasons: list[str], task: dict) -> bool:
    """Whether the front end can show a check again."""
    if not isinstance(check, dict) or check.get("reason") not in reasons:
        return False
    if task.get("asked"):
        return isinstance(check.get("answer"), str)
    return check.get("choice") in ("first", "second", "same")


def task_lines(task: dict) -> list[str]:
    """The task in plain text, for a summary: what is given, what is asked, the reasons to choose from."""
    lines = []
    for table in task["tables"]:
        first, second = quantity_names(task)
        said = {"a": table["pair"][0], "first": first, "b": table["pair"][1], "second": second}
        lines.append(
            t("{name}: {a} ({first}) with {b} ({second}).", name=table["name"], **said)
            if table["name"]
            else t("Given: {a} ({first}) with {b} ({second}).", **said)
        )
    if task.get("reasons"):
        lines.append(t("Reasons to choose from:"))
        lines += [f"  {reason['text']}" for reason in task["reasons"]]
    return lines


def quantity_names(task: dict) -> list[str]:
    """Names of both quantities, as they are said after 2."""
    if task["kind"] == "free":
        return [name.split(",")[-1].strip() or name for name in task["names"]]
    return [one["many"] for one in task["quantities"]]


def amount_html(text: str) -> str:
    """An amount for a static picture."""
    return to_simple_html(f"${text}$") if "/" in text else escape(text)
