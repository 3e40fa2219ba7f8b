"""Made-up answers in the form that a room and a journal give. Nobody's."""

import pytest

from kit.content import library

MEASURE = library().measure("reading-student-thinking")


def response(participant: str, key: str, value: dict, revision: int = 1) -> dict:
    return {
        "participant": participant,
        "key": key,
        "revision": revision,
        "value": value,
        "at": "2026-11-29T10:00:00+00:00",
    }


def sort(participant: str, placed: dict, first: dict | None = None, key: str = "05/papers", **more) -> dict:
    value = {"placed": placed, "tags": {}, "accuracy": {}, "notes": {}, "first": first}
    return response(participant, key, value, **more)


def right(form: str, part) -> dict:
    """The reference's answer to a part."""
    part = MEASURE.form(form).part(part)
    if part.kind == "order":
        return {"order": list(part.key)}
    return {"choice": part.next.key if part.kind == "explain" else part.key, "text": "Because of the work."}


def wrong(form: str, part) -> dict:
    """An answer that scores 0."""
    part = MEASURE.form(form).part(part)
    if part.kind == "order":
        return {"order": list(reversed(part.key))}
    if part.kind == "explain":
        return {"choice": next(one.id for one in part.next.choices if one.id != part.next.key)}
    return {"choice": next(move.id for move in part.moves if move.fit == 0)}


PARTS = tuple(part.id for part in MEASURE.forms[0].parts)


def taken(participant: str, key: str, form: str, rights, sure: int | None = 80, parts=PARTS, **more) -> dict:
    """A form with the parts in `rights` answered as the reference does, and the others of `parts` wrong."""
    answers = {part: right(form, part) if part in rights else wrong(form, part) for part in parts}
    confidence = {} if sure is None else dict.fromkeys(parts, sure)
    return response(participant, key, {"form": form, "answers": answers, "confidence": confidence}, **more)


@pytest.fixture
def group():
    """Ten people with both forms: five orders AB, five BA; before 1 to 3 parts right, after one more."""
    responses = []
    for number in range(10):
        first, second = ("A", "B") if number % 2 else ("B", "A")
        many = 1 + number % 3
        responses.append(taken(f"p{number}", "00/baseline", first, PARTS[:many], sure=90))
        responses.append(taken(f"p{number}", "12/closing", second, PARTS[: many + 1], sure=70))
    return responses
