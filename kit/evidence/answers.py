"""Responses as a room, a journal or a page gives them: looked through with care, since they come from other computers."""

from collections.abc import Iterable, Mapping

from ..errors import KitError


def latest(responses: Iterable[Mapping]) -> list[dict]:
    """One response for each participant and key, the one with the highest revision (of equal ones, the last).

    Sorted by key and participant.

    Raises:
        KitError: one is not `{participant, key, revision, value, at}`; the message says which.
    """
    kept: dict[tuple[str, str], dict] = {}
    for number, one in enumerate(responses, start=1):
        if not isinstance(one, Mapping) or not isinstance(one.get("key"), str) or not _named(one):
            raise KitError(
                f"Response {number} is not one: it needs at least `participant`, `key` and `value`. Give what a room's export "
                "or a journal holds."
            )
        place = (one["key"], str(one["participant"]))
        if place not in kept or _revision(one) >= _revision(kept[place]):
            kept[place] = {**one, "participant": place[1]}
    return [kept[place] for place in sorted(kept)]


def _named(one: Mapping) -> bool:
    return one.get("participant") not in (None, "") and "value" in one


def _revision(one: Mapping) -> int:
    given = one.get("revision")
    return given if isinstance(given, int) else 0


def record(given: object) -> dict:
    """A dict as it is, anything else as an empty one."""
    return given if isinstance(given, dict) else {}


def texts(given: object) -> dict[str, str]:
    """The entries of a dict that are text with something in it."""
    return {str(key): one for key, one in record(given).items() if isinstance(one, str) and one.strip()}


def number(given: object, low: float, high: float) -> float | None:
    """A number within its range, else None."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return float(given) if low <= given <= high else None
