"""Measure what the rules find among planted identifiers; run as a module to write the numbers down anew."""

import csv
import json

from kit import paths
from kit.local import measured
from kit.local.deidentify import HIDE_FROM, Finder
from kit.local.namelines import likely_boxes
from kit.local.roster import Person, Roster, roster_from

from . import sheets
from .planted import FIRST, ORDINARY, ROSTER, SCHOOLS, SECOND, TEACHERS, planted


def constructed_roster() -> Roster:
    return roster_from([Person(*names) for names in ROSTER], teachers=TEACHERS, schools=SCHOOLS)


def shipped_answers() -> list[str]:
    """What students of the shipped work sets wrote; it names nobody."""
    found = []
    for file in sorted(paths.DATA.glob("work/*/answers.csv")):
        for row in csv.DictReader(file.open(encoding="utf-8")):
            found += [row[column] for column in ("given", "problem") if row.get(column)]
    return found


def recall(finder: Finder, groups: dict[str, list[str]]) -> dict[str, list[int]]:
    """By kind: planted, marked, hidden. An identifier counts only when every letter of it is covered."""
    counts: dict[str, list[int]] = {}
    for one in planted(groups):
        hits = finder.hits(one.text)
        marked = {at for hit in hits for at in range(hit.start, hit.end)}
        hidden = {at for hit in hits if hit.certainty >= HIDE_FROM for at in range(hit.start, hit.end)}
        for start, end in one.spans:
            letters = {at for at in range(start, end) if one.text[at].isalnum()}
            row = counts.setdefault(one.kind, [0, 0, 0])
            for place, true in enumerate((True, letters <= marked, letters <= hidden)):
                row[place] += true
    return counts


def false_alarms(finder: Finder, answers: list[str]) -> dict[str, float]:
    """Marks and hidden places per 100 answers that name nobody."""
    hits = [hit for answer in answers for hit in finder.hits(answer)]
    hidden = [hit for hit in hits if hit.certainty >= HIDE_FROM]
    return {
        "answers": len(answers),
        "marked": round(100 * len(hits) / len(answers), 2),
        "hidden": round(100 * len(hidden) / len(answers), 2),
    }


def name_covered(picture, name: tuple[float, float, float, float]) -> bool:
    """Whether the suggested boxes cover the middle of a written name, from end to end."""
    boxes = likely_boxes(picture)
    left, top, right, bottom = name
    points = [(left + (right - left) * at / 20, (top + bottom) / 2) for at in range(1, 20)]
    return all(
        any(box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for box in boxes)
        for x, y in points
    )


def drawn_pages() -> dict[str, list[int]]:
    """Of drawn pages with a name, by where it stands: on how many the suggestion covers it, of how many."""
    counts: dict[str, list[int]] = {
        "at the top": [0, 0],
        "at the bottom": [0, 0],
        "on a page that lies sideways": [0, 0],
    }
    for make in sheets.WITH_A_NAME_ON_TOP:
        for seed in range(2):
            sheet = make(seed)
            for picture in (sheet.image, sheets.photo(sheet, 1)):
                counts["at the top"][0] += name_covered(picture, sheet.name)
                counts["at the top"][1] += 1
        left, top, right, bottom = sheet.name
        turned = sheets.photo(sheet).rotate(90, expand=True)
        counts["on a page that lies sideways"][0] += name_covered(turned, (top, 1 - right, bottom, 1 - left))
        counts["on a page that lies sideways"][1] += 1
    for seed in range(4):
        sheet = sheets.at_the_bottom(seed)
        counts["at the bottom"][0] += name_covered(sheet.image, sheet.name)
        counts["at the bottom"][1] += 1
    return counts


def everything() -> dict:
    finder, without = Finder(constructed_roster()), Finder()
    return {
        "first": recall(finder, FIRST),
        "second": recall(finder, SECOND),
        "without_roster": recall(without, SECOND),
        "pages": drawn_pages(),
        "false_alarms": {
            "shipped": false_alarms(finder, shipped_answers()),
            "with_words": false_alarms(finder, ORDINARY),
            "without_roster": false_alarms(without, ORDINARY),
        },
    }


if __name__ == "__main__":
    measured.FILE.write_text(json.dumps(everything(), indent=1) + "\n", encoding="utf-8")
