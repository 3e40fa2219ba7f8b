"""What may be said of a student, made coarse enough to say: a grade, a month or a school year. Never a day or a class."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from ..lang import later, t
from ..lang.dates import MONTHS

NOT_RECORDED = later("not recorded")
SMALL = 10
"""Fewer students than this in a group, and a colleague may know who is who. The number is this kit's own choice."""

_WORDS = {
    word: str(number)
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}


def grade(text: str) -> str:
    """The grade in a cell, `4` for `4th Grade (Baker)`; a section, room or teacher in it is dropped.

    Returns:
        `PreK`, `K`, `1` to `12`, or `not recorded` where the cell does not clearly name one.
    """
    text = text.strip().lower()
    if re.search(r"\b(pre-?k|pk|prek)\b", text):
        return "PreK"
    if re.match(r"(k|kg|kinder\w*)\b|grade k\b", text):
        return "K"
    for word, number in _WORDS.items():
        if re.search(rf"\b{word}\b", text):
            return number
    numbers = re.findall(r"(?<![\d.])\d{1,2}(?![\d.])", text)
    return str(int(numbers[0])) if len(set(numbers)) == 1 and 1 <= int(numbers[0]) <= 12 else NOT_RECORDED


_DATES = (
    re.compile(r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})\b"),
    re.compile(r"\b(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>20\d\d|\d\d)\b"),
    re.compile(r"\b(?P<name>[a-z]{3})[a-z]*\.?\s+\d{1,2},?\s+(?P<year>20\d\d)\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}\.?\s+(?P<name>[a-z]{3})[a-z]*\.?,?\s+(?P<year>20\d\d)\b", re.IGNORECASE),
)
_SHORT = [name[:3].lower() for name in MONTHS]


def when(text: str, to: str = "year") -> str:
    """A date made coarse.

    Args:
        text: a date or timestamp as forms and spreadsheets write it; month before day, as in the United States,
            unless only the other order makes a date.
        to: `year` gives `school year 2026–27` (July to June); `month` gives `October 2026`.

    Returns:
        The coarse date, or `not recorded` where the text holds none.
    """
    for pattern in _DATES:
        if not (found := pattern.search(text)):
            continue
        parts = found.groupdict()
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        if parts.get("name"):
            if parts["name"].lower() not in _SHORT:
                continue
            month = _SHORT.index(parts["name"].lower()) + 1
        else:
            month = int(parts["month"])
            if month > 12 and parts.get("day"):
                month = int(parts["day"])
        if not 1 <= month <= 12:
            continue
        if to == "month":
            return f"{MONTHS[month - 1]} {year}"
        start = year if month >= 7 else year - 1
        return f"school year {start}–{(start + 1) % 100:02}"
    return NOT_RECORDED


@dataclass(frozen=True)
class Anonymity:
    """How many students share what is said of them.

    Attributes:
        k: students in the smallest group; 0 where there are none.
        groups: the students of each combination of facts, smallest group first.
    """

    k: int
    groups: tuple[tuple[Mapping[str, str], tuple[str, ...]], ...]

    @property
    def students(self) -> int:
        """All of them."""
        return sum(len(ids) for _, ids in self.groups)

    @property
    def alone(self) -> tuple[str, ...]:
        """Those who share their facts with nobody."""
        return tuple(ids[0] for _, ids in self.groups if len(ids) == 1)

    def sentences(self) -> list[str]:
        """What a person has to know before the set is shown to anybody; empty where no group is small."""
        said = []
        if 0 < self.students < SMALL:
            said.append(
                t(
                    "The set holds the work of 1 student. Who teaches them may know each by the handwriting or the idea. Show it "
                    "only where everybody may know."
                )
                if self.students == 1
                else t(
                    "The set holds the work of {students} students. Who teaches them may know each by the handwriting or the idea. "
                    "Show it only where everybody may know.",
                    students=self.students,
                )
            )
        for facts, ids in self.groups:
            if len(ids) == 1 and self.students > 1:
                said.append(
                    t(
                        "{id} is the only one with {facts}: somebody who knows that much can tell who it is.",
                        id=ids[0].upper(),
                        facts=_in_words(facts),
                    )
                )
            elif 1 < len(ids) < min(SMALL, self.students):
                said.append(
                    t(
                        "Only {number} students have {facts}: {ids}.",
                        number=len(ids),
                        facts=_in_words(facts),
                        ids=_listed(ids),
                    )
                )
        return said


def anonymity(facts: Mapping[str, Mapping[str, str]]) -> Anonymity:
    """Count how many students share each combination of facts (k-anonymity).

    Args:
        facts: of each student, by id: everything that is said of them, and nothing that all share by design.
    """
    groups: dict[tuple, list[str]] = {}
    for id, said in sorted(facts.items()):
        groups.setdefault(tuple(sorted(said.items())), []).append(id)
    ordered = sorted(groups.items(), key=lambda group: (len(group[1]), group[0]))
    return Anonymity(
        min(map(len, groups.values()), default=0),
        tuple((dict(said), tuple(ids)) for said, ids in ordered),
    )


def generalized(facts: Mapping[str, Mapping[str, str]], k: int) -> dict[str, dict[str, str]]:
    """The same facts with as little as needed set to `not recorded`, so that no group is smaller than `k`.

    Facts are given up one after the other, in the order of the alphabet from behind (`when` before `grade`): first
    for the groups that are too small, and for everybody where those left over are still too few together. Fewer
    than `k` students stay fewer than `k`; nothing is said of them then.
    """
    made = {id: dict(said) for id, said in facts.items()}
    names = sorted({name for said in made.values() for name in said}, reverse=True)
    for name in names:
        for _, ids in _smaller(made, k):
            for id in ids:
                made[id][name] = NOT_RECORDED
        if not _smaller(made, k):
            return made
    for name in names:
        for said in made.values():
            said[name] = NOT_RECORDED
        if not _smaller(made, k):
            break
    return made


def _smaller(facts: Mapping[str, Mapping[str, str]], k: int) -> list:
    return [group for group in anonymity(facts).groups if len(group[1]) < k]


def _in_words(facts: Mapping[str, str]) -> str:
    said = [_fact(name, value) for name, value in facts.items()]
    if not said:
        return t("these facts")
    return reduce(lambda one, other: t("{one} and {other}", one=one, other=other), said)


def _fact(name: str, value: str) -> str:
    if value == NOT_RECORDED:
        return t("grade not recorded") if name == "grade" else t("date not recorded")
    return t("grade {grade}", grade=value) if name == "grade" else shown(name, value)[1]


_NAMES = {"grade": later("grade"), "when": later("when")}


def shown(name: str, value: str) -> tuple[str, str]:
    """A fact for the screen: `grade` and `4`. What is stored stays in English, whatever language the screen speaks."""
    return t(_NAMES.get(name, name)), _said(value)


def _said(value: str) -> str:
    month, _, year = value.partition(" ")
    if month in MONTHS:
        return t("{month} {year}", month=t(month), year=year)
    if found := re.fullmatch(r"school year (\d{4}–\d\d)", value):
        return t("school year {years}", years=found[1])
    return t(NOT_RECORDED) if value == NOT_RECORDED else value


def _listed(ids: tuple[str, ...]) -> str:
    some = ", ".join(id.upper() for id in ids[:8])
    return some if len(ids) <= 8 else t("{some} and {number} more", some=some, number=len(ids) - 8)
