"""Make tables that may be shown out of the files of a set: names replaced, ids new, only what a session needs."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from .names import Pseudonyms, find_names
from .sets import DownloadSet

Row = Mapping[str, object]


def prepare(chosen: DownloadSet, raw: Path, into: Path) -> None:
    """Write each table of `chosen.tables` as CSV.

    Args:
        chosen: which set.
        raw: folder with its verified files, under their names in the catalogue.
        into: empty folder for `TABLE.csv`.
    """
    tables = _WAYS[chosen.prepare](chosen, raw)
    for name in chosen.tables:
        _write(into / f"{name}.csv", tables[name])


def _uptake(chosen: DownloadSet, raw: Path) -> dict[str, list[Row]]:
    """Exchanges: lessons get new numbers, and within one the same mask is the same child."""
    rows = _read(raw / "uptake_data.csv")
    names = find_names(row[key] for row in rows for key in ("student_text", "teacher_text"))
    lesson, books = _numbers(), {}
    exchanges = []
    for number, row in enumerate(rows, 1):
        book = books.setdefault(row["obs_id"], Pseudonyms(names))
        exchanges.append(
            {
                "exchange": number,
                "lesson": lesson(row["obs_id"]),
                "student": book.clean(row["student_text"]),
                "teacher": book.clean(row["teacher_text"]),
                "uptake": row["uptake"],
                "uptake_majority": row["uptake_majority"],
                "uptake_agree": row["uptake_num_agree"],
                "uptake_z": row["uptake_zscore"],
                "student_on_task": row["student_on_task"],
                "teacher_on_task": row["teacher_on_task"],
            }
        )
    return {"exchanges": exchanges}


_PARTS = {
    "c_h": "before",
    "c_r": "tutor's reply",
    "c_r_": "teacher's reply",
    "c_revision": "how it might go on",
}


def _bridge(chosen: DownloadSet, raw: Path) -> dict[str, list[Row]]:
    """Messages of each passage in order; conversation ids, message ids and clock times are left out."""
    passages = [
        (part, passage)
        for part in ("train", "test", "validation")
        for passage in json.loads((raw / f"{part}.json").read_text(encoding="utf-8"))
    ]
    messages = [
        turn["text"] or "" for _, passage in passages for key in _PARTS for turn in passage[key] or []
    ]
    names = find_names(messages)
    turns = []
    for number, (part, passage) in enumerate(passages, 1):
        book = Pseudonyms(names)
        about = {
            "passage": number,
            "set": part,
            "topic": passage["lesson_topic"],
            "error": passage["e"],
            "strategy": passage["z_what"],
            "intention": passage["z_why"],
        }
        for key, called in _PARTS.items():
            for place, turn in enumerate(passage[key] or [], 1):
                said = {
                    "part": called,
                    "turn": place,
                    "speaker": turn["user"],
                    "text": book.clean(turn["text"] or ""),
                }
                turns.append(about | said)
    return {"turns": turns}


def _talkmoves(chosen: DownloadSet, raw: Path) -> dict[str, list[Row]]:
    """Sentences of each lesson; a name that is known from one lesson is replaced in all of them."""
    lessons = [(file.title, _read(raw / file.name)) for file in chosen.files if file.title]
    everything = [row for _, rows in lessons for row in rows]
    names = find_names(
        (row["Sentence"] for row in everything), (row["Speaker"] for row in everything), everywhere=True
    )
    sentences = []
    for title, rows in lessons:
        book, turn = Pseudonyms(names), ""
        for row in rows:
            turn = "".join(re.findall(r"^\d+", row["Turn"])) or turn
            sentences.append(
                {
                    "lesson": title,
                    "turn": turn,
                    "speaker": book.speaker(row["Speaker"]),
                    "text": book.clean(re.sub(r"\s+", " ", row["Sentence"]).strip()),
                    "teacher_move": _move(row["Teacher Tag"]),
                    "student_move": _move(row["Student Tag"]),
                }
            )
    return {"sentences": sentences}


def _give_n(chosen: DownloadSet, raw: Path) -> dict[str, list[Row]]:
    """Trials and children with new numbers; only the columns named here are kept, so neither sex nor an old id is."""
    child = _numbers()

    def keep(row: Row, *columns: str) -> dict[str, object]:
        return {key: "" if row[key] == "NA" else row[key] for key in columns}

    def who(row: Row) -> dict[str, object]:
        return {"dataset": row["dataset_id"], "child": child((row["dataset_id"], row["child_id"]))}

    trials = [
        who(row) | {"country": row["country"], "asked_for": row["asked_for"], "gave": row["child_gave"]}
        for row in _read(raw / "trials.csv")
    ]
    children = [
        who(row) | keep(row, "country", "language", "age_months", "knower_level", "highest_count")
        for row in _read(raw / "children.csv")
    ]
    counts = [
        keep(row, "dataset", "language", "age_years", "knower_level", "highest_count")
        for row in _read(raw / "counts.csv")
    ]
    datasets = [
        {"dataset": row["dataset_id"]} | keep(row, "lab", "method", "cite")
        for row in _read(raw / "datasets.csv")
    ]
    return {"trials": trials, "children": children, "counts": counts, "datasets": datasets}


_WAYS: dict[str, Callable[[DownloadSet, Path], dict[str, list[Row]]]] = {
    "uptake": _uptake,
    "bridge": _bridge,
    "talkmoves": _talkmoves,
    "give-n": _give_n,
}


def _numbers() -> Callable[[object], int]:
    """A function that gives 1 to the first key it meets, 2 to the next new one, and so on."""
    given: dict[object, int] = {}
    return lambda key: given.setdefault(key, len(given) + 1)


def _move(tag: str) -> str:
    """A talk move in one form: “2 - Keeping Everyone Together” and “2 - keeping everyone together” are one."""
    tag = " ".join(tag.lower().split())
    return tag.partition(" - ")[2] or tag


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
