"""What people handed over (the activity HandOver), turned into responses of the two tasks that it copies."""

from collections.abc import Iterable, Iterator, Mapping


def handed_over(responses: Iterable[Mapping]) -> list[dict]:
    """The forms that people handed over, as responses to the tasks they come from; what `paired` reads.

    A hand-over holds both forms of one person, so that they belong together even where a room numbers its devices anew.

    Args:
        responses: `{participant, key, revision, value, at}`. Hand-overs are found by the form of their value; other responses, and
            what was taken back, are passed over. The highest revision of a participant and key counts.

    Returns:
        `{participant, key, revision, value, at}` for each form: `key` is the task's, `value` has the fields of a DiagnosticTask's value
        that were handed over. Whatever is not in that form is left out; nothing in a value can make this fail.
    """
    latest: dict[tuple, Mapping] = {}
    for one in responses:
        if not isinstance(one, Mapping) or not _is_hand_over(one.get("value")):
            continue
        whose = (one.get("participant"), one.get("key"))
        if whose not in latest or _revision(one) > _revision(latest[whose]):
            latest[whose] = one
    return [row for one in latest.values() for row in _forms(one)]


def _is_hand_over(value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("tasks"), Mapping) and "handed" in value


def _revision(one: Mapping) -> int:
    revision = one.get("revision")
    return revision if isinstance(revision, int) else 0


def _forms(one: Mapping) -> Iterator[dict]:
    value = one["value"]
    if value["handed"] is not True:
        return
    for key, task in value["tasks"].items():
        if isinstance(key, str) and isinstance(task, Mapping) and task.get("form") in ("A", "B"):
            yield {
                "participant": one.get("participant"),
                "key": key,
                "revision": _revision(one),
                "at": one.get("at", ""),
                "value": {
                    "form": task["form"],
                    "answers": _answers(task.get("answers")),
                    "confidence": _confidence(task.get("confidence")),
                },
            }


def _answers(given: object) -> dict[str, dict]:
    if not isinstance(given, Mapping):
        return {}
    return {
        part: _answer(one)
        for part, one in given.items()
        if isinstance(part, str) and isinstance(one, Mapping)
    }


def _answer(given: Mapping) -> dict:
    kept = {name: given[name] for name in ("text", "choice") if isinstance(given.get(name), str)}
    order = given.get("order")
    if isinstance(order, list) and all(isinstance(one, str) for one in order):
        kept["order"] = order
    return kept


def _confidence(given: object) -> dict[str, float]:
    if not isinstance(given, Mapping):
        return {}
    return {
        part: sure
        for part, sure in given.items()
        if isinstance(part, str)
        and isinstance(sure, int | float)
        and not isinstance(sure, bool)
        and 0 <= sure <= 100
    }
