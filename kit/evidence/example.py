"""A constructed group's answers, written for this kit: what session 12 and the report show where there is no data yet.

`data/examples/group/` holds what this module makes, in the form in which `throughline room export` writes a room's answers. Nobody
gave these answers. The chances below are ours: chosen so that a report has something to tell on each of its points, small changes
and one null included, and never fitted to a study or tuned to a result.
"""

import csv
import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .. import paths
from ..content import library
from ..content.measures import Measure, Part
from ..content.models import Level, WorkSample

SEED = 2026
PEOPLE = 26
FILE = "examples/group/answers.json"
"""Below `data/`; `answers.csv` beside it holds the same."""
COLUMNS = ("participant", "key", "revision", "at", "value")

MEASURE = "reading-student-thinking"
DAYS = {"00": "2025-09-16", "02": "2025-10-14", "05": "2026-01-13", "07": "2026-03-10", "12": "2026-05-19"}
MORE_DAYS = {"08": "2026-04-07", "10": "2026-04-28"}
"""The afternoons on which the group met, of the sessions that the example holds."""

SORTS = {
    "02/sixteen": "give-a-number/sixteen",
    "05/papers": "fraction-arithmetic/papers",
    "07/steps": "equation-steps/twelve",
}
SCALES = {"02/confidence": "counting", "05/confidence": "fractions", "07/confidence": "equality"}
POLLS = {"00/sure-read": 2.5, "00/sure-respond": 2.3, "00/sure-mathematics": 3.2}
"""Scale polls, and where the group's middle lies on them."""

CHECKS = (
    "3.NF.A.1, and one step down 2.G.A.3: equal shares",
    "4.NBT.B.5, and one step down 3.OA.B.5: the array cut in two",
    "6.EE.B.7, and one step down 1.OA.D.7: what the equal sign says",
)
COMMITMENTS = (
    "Ask “How do you know?” once in each lesson before I say whether it is right, and write down what I hear.",
    "Two problems as an exit ticket on Fridays, chosen so that the wrong answers differ.",
    "Sort one set of papers with my partner before I grade it.",
    "Give 3/5 and 1/2 on a number line before we add them, and listen for who counts tick marks.",
    "Write 8 + 4 = □ + 5 on the board in week one, and keep the answers.",
    "Visit one colleague’s class for ten minutes and write down only what students say.",
    "Ask for six counters, and wait.",
    "Stop saying “you can’t take 8 from 2”.",
)

_Chance = Callable[[], float]


def answers(seed: int = SEED) -> list[dict]:
    """The group's answers: `{participant, key, revision, at, value}`, as a room exports them; the same for the same seed.

    Some people missed a session, and some have only one of the two forms: so it is in real groups.
    """
    chance = random.Random(seed).random  # the one method whose numbers stay the same from Python to Python
    also = random.Random(
        f"{seed} and more"
    ).random  # of its own, so that adding to it leaves the rest as it was
    found = []
    for number in range(1, PEOPLE + 1):
        found += _person(f"p{number:03d}", "AB"[number % 2], chance, also)
    return sorted(found, key=lambda one: (one["participant"], one["key"]))


def write(root: Path = paths.DATA) -> list[Path]:
    """Write the example anew, as JSON and CSV, as a room's export does: `python -m kit.evidence.example`."""
    path, found = root / FILE, answers()
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
    path.write_text(f"[\n{rows}\n]\n", encoding="utf-8", newline="\n")
    table = path.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        lines.writeheader()
        lines.writerows(one | {"value": json.dumps(one["value"], ensure_ascii=False)} for one in found)
    return [path, table]


def load(root: Path = paths.DATA) -> list[dict]:
    """The example as it is shipped."""
    return json.loads((root / FILE).read_text(encoding="utf-8"))


def _person(name: str, form: str, chance: _Chance, also: _Chance) -> list[dict]:
    skill = chance()  # from 0 to 1, alike in all that this person does
    there = {day: chance() < 0.9 for day in DAYS}
    given: dict[str, dict] = {}
    for key, middle in POLLS.items():
        given[key] = {
            "kind": "scale",
            "answer": _point(middle + skill - 0.5, chance),
            "shown": False,
            "first": None,
        }
    for key, deck in SORTS.items():
        given[key] = _sort(deck, skill, chance, also)
    for key, progression in SCALES.items():
        given[key] = _confidence(library().progression(progression).levels, skill, chance)
    measure = library().measure(MEASURE)
    given["00/baseline"] = _form(measure, form, 0.42 + 0.25 * skill, 62, DAYS["00"], chance)
    given["12/closing"] = _form(measure, "BA"["AB".index(form)], 0.55 + 0.25 * skill, 60, DAYS["12"], chance)
    found = [
        _response(name, key, value, DAYS[key[:2]], chance) for key, value in given.items() if there[key[:2]]
    ]
    for one in found:
        if "writing" in one["value"] and also() < 0.5:
            one["value"]["writing"]["commitment"] = _one(COMMITMENTS, also)
    there = {day: also() < 0.9 for day in MORE_DAYS}
    more = {
        "08/check": {"confidence": {}, "writing": {"standard": _one(CHECKS, also)}},
        "08/reflect": {"confidence": {}, "writing": {"commitment": _one(COMMITMENTS, also)}},
        "10/confidence": _confidence(library().progression("addition-subtraction").levels, skill, also),
    }
    return found + [
        _response(name, key, value, MORE_DAYS[key[:2]], also) for key, value in more.items() if there[key[:2]]
    ]


def _response(name: str, key: str, value: dict, day: str, chance: _Chance) -> dict:
    return {
        "participant": name,
        "key": key,
        "revision": 1 + int(chance() * 9),
        "at": _moment(day, chance),
        "value": value,
    }


def _sort(deck: str, skill: float, chance: _Chance, also: _Chance) -> dict:
    """A first sort, and what was moved toward the reference after the comparison."""
    _, samples = library().deck(deck)
    work_set = library().work_set(deck.partition("/")[0])
    levels = [level.level for level in library().progression(work_set.progression).levels]
    first = {sample.id: _pile(sample, levels, skill, chance) for sample in samples}
    open_ones = [sample for sample in samples if _reference(sample) == "unsure"]
    first |= {sample.id: _leaning(sample, levels, skill, also) for sample in open_ones}
    placed = {sample.id: _reference(sample) if chance() < 0.3 else first[sample.id] for sample in samples}
    return {"placed": placed, "tags": {}, "accuracy": {}, "notes": {}, "first": first}


def _pile(sample: WorkSample, levels: Sequence[int], skill: float, chance: _Chance) -> str:
    """The reference's pile; or a pile beside it, more often on a card that is hard to read."""
    reference = _reference(sample)
    if chance() < 0.55 + 0.35 * skill - _hard(sample):
        return reference
    if reference == "unsure" or chance() < 0.15:
        return _one(["unsure", *map(str, levels)], chance)
    return _beside(int(reference), levels, chance)


def _leaning(sample: WorkSample, levels: Sequence[int], skill: float, chance: _Chance) -> str:
    """Where the reference names no level some say that the work does not say enough; the others lean to a level of the card's own."""
    if chance() < 0.3 + _hard(sample):
        return "unsure"
    leaning = levels[sum(map(ord, sample.id)) % len(levels)]
    return str(leaning) if chance() < 0.5 + 0.35 * skill else _beside(leaning, levels, chance)


def _hard(sample: WorkSample) -> float:
    """From 0 to 0.4, a property of the card, alike for everybody."""
    return sum(map(ord, sample.id)) % 5 / 10


def _beside(level: int, levels: Sequence[int], chance: _Chance) -> str:
    here = levels.index(level)
    return str(_one([*levels[max(0, here - 1) : here], *levels[here + 1 : here + 2]], chance))


def _reference(sample: WorkSample) -> str:
    return "unsure" if sample.anchor is None or sample.anchor.level is None else str(sample.anchor.level)


def _confidence(levels: Sequence[Level], skill: float, chance: _Chance) -> dict:
    return {
        "confidence": {
            str(level.level): _point(3.9 + skill - 0.35 * level.level, chance)
            for level in levels
            if chance() < 0.96
        },
        "writing": {},
    }


def _form(measure: Measure, form: str, right: float, sure: float, day: str, chance: _Chance) -> dict:
    """One form of the measure; form B is made a little harder, so that the order of the forms matters."""
    parts = measure.form(form).parts
    right -= 0.04 * (form == "B")
    begun = datetime.fromisoformat(f"{day}T20:{int(10 + 40 * chance()):02d}:00+00:00")
    seconds = int(700 + 800 * chance())
    return {
        "form": form,
        "answers": {part.id: _answer(part, right, chance) for part in parts if chance() < 0.97},
        "confidence": {
            part.id: 10 * round(min(100, max(0, sure + 40 * (chance() - 0.5))) / 10)
            for part in parts
            if chance() < 0.95
        },
        "started_at": int(begun.timestamp() * 1000),
        "done_at": int((begun + timedelta(seconds=seconds)).timestamp() * 1000),
        "seconds": seconds,
    }


def _answer(part: Part, right: float, chance: _Chance) -> dict:
    if part.kind == "order":
        order = list(part.key)
        while chance() > right:  # each miss exchanges two neighbors
            at = int(chance() * (len(order) - 1))
            order[at : at + 2] = order[at + 1], order[at]
        return {"order": order}
    key = part.next.key if part.kind == "explain" else part.key
    choices = [one.id for one in (part.next.choices if part.kind == "explain" else part.moves)]
    # Responding is drawn at one chance on both days: a null, to be told as one.
    chosen = key if chance() < (0.5 if part.kind == "respond" else right) else _one(choices, chance)
    score = sum(chance() < right for _ in range(3))
    text = _one([anchor.text for anchor in part.anchors if anchor.score == score], chance)
    return {"text": text, "choice": chosen}


def _point(middle: float, chance: _Chance) -> int:
    """A point from 1 to 5 near the middle."""
    return min(5, max(1, round(middle + (chance() + chance() + chance() - 1.5) * 1.6)))


def _one(choices: Sequence, chance: _Chance):
    return choices[int(chance() * len(choices))]


def _moment(day: str, chance: _Chance) -> str:
    begun = datetime.fromisoformat(f"{day}T20:00:00+00:00")
    return (begun + timedelta(minutes=int(75 * chance()))).astimezone(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    print(*write(), sep="\n")
