"""PatternTable: students by items, reordered until the pattern shows, and groups by what is needed."""

import math
from collections.abc import Iterable, Mapping, Sequence

from ..content import library
from ..content.cards import mark_text
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.patterns import NoPattern, Pattern, Skill, pattern_of
from ..lang import later, t
from .base import Activity, escape

MOST_STUDENTS, MOST_ITEMS = 2000, 60
FIRST_ROWS = 12
"""How many students a picture shows; the whole table would fill pages."""

_PROMPT = later(
    "Put the problems in order of difficulty and look along the rows. Which wrong answers belong together? "
    "Then make groups of students who need the same thing next."
)
_SIGNS = {True: "1", False: "0", None: "."}
_MARKS = {True: "●", False: "○", None: "–"}
_ORDERS = {"students": ("given", "right", "skill", "unexpected"), "items": ("given", "right", "skill")}
RULES = ("any", "half", "all")
"""Who belongs to a group: whoever missed at least one, at least half, or all of its problems."""


class WrongTable(NoPattern):
    """A table of answers that cannot be shown."""


class PatternTable(Activity):
    """Who answered what right, as a grid of students and problems.

    Rows and columns change their order, the problems that need a skill stand out, answers that go against the order
    of difficulty are marked, and students who missed the same things come together in named groups. Students are the ids
    of the set. Ordering by number right serves to see the pattern; nobody is ranked, and the same number right can
    mean different needs.

    An answer is marked as unexpected by Guttman's order. A right one: at least `against` easier problems were missed by
    the same student. A wrong one: at least `against` harder ones are right. A problem counts as easier where its share of
    right answers is higher by 5 percentage points or more. What was not recorded counts neither way.

    Value: `{view: {students: "given"|"right"|"skill"|"unexpected", items: "given"|"right"|"skill", skill: id|null,
    against: number, show: ""|"picked"|group id}, picked: {items: [item], skill: id|null, rule: "any"|"half"|"all"},
    groups: [{id, name, need, items: [item], skill: id|null, rule, students: [student]}], student: id|null}`.
    `picked` is the group in the making; `student` is the row last looked at. A kept group holds the ids of its students as
    they were found then. Answers that do not fit the table any more are kept in the list `gone`.

    Example:
        >>> PatternTable("09/pattern", work_set="fraction-subtraction")
        >>> PatternTable("11/ours", answers=[[1, 0], [1, 1]], items=["$1/2 + 1/4$", "$1 − 1/3$"])
    """

    frontend_name = "pattern_table"

    def __init__(
        self,
        key: str,
        *,
        work_set: str | None = None,
        answers: object = None,
        items: Sequence[str] | None = None,
        students: Sequence[str] | None = None,
        right: Sequence[object] | None = None,
        skills: Mapping[str, Sequence[int | str]] | None = None,
        title: str = later("Who got what"),
        prompt: str = _PROMPT,
    ):
        """Make the table of a work set, or of your own answers.

        Args:
            key: `NN/name`.
            work_set: id of a work set with answers that are right or not.
            answers: your own instead: a pandas DataFrame, or a list of rows with a row a student. 1 or True is right, 0 or
                False is not, an empty cell or None was not recorded. With `right`, any answers.
            items: what each problem asks, in the order of the columns; a DataFrame's column names if not given.
            students: an id for each row, such as A1. Never a name. Numbered if not given.
            right: the right answer to each item, where `answers` holds what students gave.
            skills: name of a skill to the problems that need it, each by its number from 1 or its text.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such work set.
            WrongTable: neither or both of `work_set` and `answers`, or a table that does not fit together.
        """
        if (work_set is None) == (answers is None):
            raise WrongTable(
                f"PatternTable “{key}” needs either work_set= (an id) or answers= (your own table), one of the two."
            )
        if work_set is not None:
            if items is not None or students is not None or right is not None:
                raise WrongTable(
                    f"PatternTable “{key}” takes its items, students and right answers from the work set. Leave out "
                    "items=, students= and right=, or give your own answers=."
                )
            self._pattern = pattern_of(work_set, library())
            found = library().work_set(work_set)
            self._mark = mark_text(found.origin, library().source(found.source).short)
        else:
            self._pattern = _own(answers, items, students, right)
            self._mark = t("your own table")
        if skills is not None:
            self._pattern = _with_skills(self._pattern, skills)
        _check(self._pattern, work_set or "your table")
        self._title, self._prompt = t(title), t(prompt)
        super().__init__(key, content=self._content(), empty=_empty())

    def _content(self) -> dict:
        """Rows as strings of `1`, `0` and `.`, joined by spaces: 536 by 20 take 14 KB."""
        pattern = self._pattern
        content = {
            "title_html": to_html(self._title),
            "prompt_html": to_html(self._prompt),
            "mark": self._mark,
            "students": list(pattern.students),
            "rows": " ".join("".join(_SIGNS[cell] for cell in row) for row in pattern.right),
            "items": [
                {"id": id, "text": to_text(text), "html": to_html(text)}
                for id, text in zip(pattern.items, pattern.texts, strict=True)
            ],
            "skills": [
                {"id": skill.id, "name": skill.name, "items": list(skill.items)} for skill in pattern.skills
            ],
            "given": None,
        }
        if pattern.given is not None:
            texts = sorted({cell for row in pattern.given for cell in row if cell is not None})
            place = {text: at for at, text in enumerate(texts)}
            content["given"] = {
                "texts": texts,
                "cells": [[-1 if cell is None else place[cell] for cell in row] for row in pattern.given],
            }
        return content

    def restore(self, value: dict) -> tuple[dict, str]:
        """What does not fit the present table is put aside in `gone`, and the reader is told."""
        items, students = set(self._pattern.items), set(self._pattern.students)
        skills = {skill.id for skill in self._pattern.skills}
        fit = {
            "view": _sound_view(value["view"], skills),
            "picked": _sound_pick(value["picked"], items, skills),
            "groups": [
                one
                for at, given in enumerate(_list(value["groups"]))
                if (one := _sound_group(given, at, items, students, skills))
            ],
            "student": value["student"] if value["student"] in _texts(value["student"], students) else None,
        }
        lost = {
            name: value[name] for name in ("picked", "groups", "student") if _changed(value[name], fit[name])
        }
        if not lost:
            return {**value, **fit}, ""
        notice = t(
            "The table has changed since you worked on it. What no longer fits is kept in the journal."
        )
        return {**value, **fit, "gone": [*_list(value.get("gone")), lost]}, notice

    def summary(self) -> str:
        """Title, size, and each problem with its share of right answers, in plain text."""
        pattern = self._pattern
        lines = [
            f"PatternTable {self.key}: {to_text(self._title)}",
            t(
                "{students} students, {problems} problems ({mark})",
                students=len(pattern.students),
                problems=len(pattern.items),
                mark=self._mark,
            ),
        ]
        lines += [
            "  "
            + t(
                "{number} {problem}: {percent} right",
                number=at + 1,
                problem=to_text(text),
                percent=_percent(pattern.share_right(at)),
            )
            for at, text in enumerate(pattern.texts)
        ]
        if pattern.skills:
            lines.append(t("Skills:"))
        lines += [
            f"  {skill.name}: {', '.join(map(str, _numbers(skill, pattern)))}" for skill in pattern.skills
        ]
        return "\n".join(lines)

    def picture(self) -> str:
        """Problems, the first rows of the table, and room to write groups, for reading and for paper."""
        about = t(
            "{students} students, {problems} problems ({mark}). Ids are of this table and lead to no name.",
            students=len(self._pattern.students),
            problems=len(self._pattern.items),
            mark=escape(self._mark),
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p><p>{about}</p>"
            + self._items_table()
            + self._first_rows()
            + f"<p><b>{t('Groups by need')}</b></p><table><thead><tr><th>{t('Group')}</th><th>{t('Students')}</th>"
            f"<th>{t('What they would need')}</th></tr></thead><tbody>"
            + "<tr><td>&nbsp;<br>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr>" * 4
            + "</tbody></table>"
        )

    def _items_table(self) -> str:
        pattern = self._pattern
        needs = {
            item: "; ".join(skill.name for skill in pattern.skills if item in skill.items)
            for item in pattern.items
        }
        skills_head = f"<th>{t('Said to need')}</th>" if pattern.skills else ""
        rows = "".join(
            f"<tr><th>{at + 1}</th><td>{to_simple_html(text)}</td><td>{_percent(pattern.share_right(at))}</td>"
            + (f"<td>{escape(needs[item])}</td>" if pattern.skills else "")
            + "</tr>"
            for at, (item, text) in enumerate(zip(pattern.items, pattern.texts, strict=True))
        )
        return (
            f"<table><thead><tr><th>{t('No.')}</th><th>{t('Problem')}</th><th>{t('Right')}</th>{skills_head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def _first_rows(self) -> str:
        pattern, shown = self._pattern, min(FIRST_ROWS, len(self._pattern.students))
        heads = "".join(f"<th>{at + 1}</th>" for at in range(len(pattern.items)))
        rows = "".join(
            f"<tr><th>{escape(student.upper())}</th>{''.join(f'<td>{_MARKS[cell]}</td>' for cell in row)}</tr>"
            for student, row in list(zip(pattern.students, pattern.right, strict=True))[:shown]
        )
        return (
            f"<p>{t('The first {shown} rows. ● right, ○ not right, – not recorded.', shown=shown)}</p>"
            f"<table><thead><tr><th>{t('Student')}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _empty() -> dict:
    return {
        "view": {"students": "given", "items": "given", "skill": None, "against": 3, "show": ""},
        "picked": {"items": [], "skill": None, "rule": "half"},
        "groups": [],
        "student": None,
    }


def _percent(share: float | None) -> str:
    return t("nothing recorded") if share is None else f"{round(100 * share)}%"


def _numbers(skill: Skill, pattern: Pattern) -> list[int]:
    return [at + 1 for at, item in enumerate(pattern.items) if item in skill.items]


# --- a table of one's own ---


def _own(answers: object, items: object, students: object, right: object) -> Pattern:
    """A pattern from a DataFrame or rows, with ids `i1`, `i2` … for its items."""
    if hasattr(answers, "columns") and hasattr(answers, "itertuples"):
        items = [str(column) for column in answers.columns] if items is None else items
        rows = [list(row) for row in answers.itertuples(index=False, name=None)]
    elif isinstance(answers, Iterable) and not isinstance(answers, str | bytes | Mapping):
        rows = [
            list(row) if isinstance(row, Iterable) and not isinstance(row, str | bytes) else None
            for row in answers
        ]
    else:
        rows = [None]
    if not rows or any(row is None for row in rows):
        raise WrongTable(
            "answers= has to be a DataFrame or a list of rows, each row a list with an answer for each problem: "
            "[[1, 0, 1], [1, 1, 0]]."
        )
    width = len(rows[0])
    for at, row in enumerate(rows):
        if len(row) != width:
            raise WrongTable(f"Row {at + 1} of answers= has {len(row)} answers, the first row {width}.")
    texts = _one_each(items, width, "items", "problem") or [
        t("Problem {number}", number=at + 1) for at in range(width)
    ]
    ids = _one_each(students, len(rows), "students", "row") or [
        f"{at + 1:0{len(str(len(rows)))}d}" for at in range(len(rows))
    ]
    if len(set(ids)) != len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise WrongTable(f"students= has “{twice}” twice. Give each row its own id.")
    key = _one_each(right, width, "right", "problem")
    scored = [[_scored(cell, at, n, key) for n, cell in enumerate(row)] for at, row in enumerate(rows)]
    given = None if key is None else tuple(tuple(_told(cell) for cell in row) for row in rows)
    return Pattern(
        students=tuple(ids),
        items=tuple(f"i{at + 1}" for at in range(width)),
        texts=tuple(texts),
        right=tuple(map(tuple, scored)),
        given=given,
    )


def _one_each(given: object, number: int, name: str, of: str) -> list[str] | None:
    if given is None:
        return None
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise WrongTable(f"{name}= has to be a list with one entry for each {of}.")
    texts = [str(one).strip() for one in given]
    if len(texts) != number:
        raise WrongTable(f"{name}= has {len(texts)} entries; the table has {number}, one for each {of}.")
    return texts


def _told(cell: object) -> str | None:
    """What was given, as text; None for an empty cell."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)) or str(cell) in ("<NA>", "NaT"):
        return None
    return str(cell).strip() or None


def _scored(cell: object, row: int, column: int, key: list[str] | None) -> bool | None:
    told = _told(cell)
    if told is None:
        return None
    if key is not None:
        return told == key[column]
    try:
        return {"1": True, "0": False, "1.0": True, "0.0": False, "True": True, "False": False}[told]
    except KeyError:
        raise WrongTable(
            f"Row {row + 1}, problem {column + 1} of answers= is “{told}”. Write 1 for right and 0 for not, or say with "
            "right= which answer to each problem is right."
        ) from None


def _with_skills(pattern: Pattern, skills: object) -> Pattern:
    if not isinstance(skills, Mapping):
        raise WrongTable('skills= has to name problems for each skill: {"a common unit": [1, 2, 5]}.')
    known = {str(at + 1): item for at, item in enumerate(pattern.items)}
    known |= dict(zip(pattern.texts, pattern.items, strict=True)) | {item: item for item in pattern.items}
    made = []
    for at, (name, needed) in enumerate(skills.items()):
        for one in needed if not isinstance(needed, str) else [needed]:
            if str(one) not in known:
                raise WrongTable(
                    f"The skill “{name}” names problem “{one}”. Problems are numbered 1 to {len(pattern.items)}."
                )
        made.append(Skill(f"skill-{at + 1}", str(name), tuple(known[str(one)] for one in needed)))
    return Pattern(pattern.students, pattern.items, pattern.texts, pattern.right, pattern.given, tuple(made))


def _check(pattern: Pattern, name: str) -> None:
    if not pattern.students or not pattern.items:
        raise WrongTable(f"{name} holds no answers. Give at least one row and one problem.")
    if len(pattern.students) > MOST_STUDENTS or len(pattern.items) > MOST_ITEMS:
        raise WrongTable(
            f"{name} has {len(pattern.students)} students and {len(pattern.items)} problems; a table shows up to "
            f"{MOST_STUDENTS} and {MOST_ITEMS}. Take fewer."
        )
    if all(cell is None for row in pattern.right for cell in row):
        raise WrongTable(f"{name} does not say which answers are right, so there is no pattern to see.")


# --- old answers ---


def _list(given: object) -> list:
    return given if isinstance(given, list) else []


def _texts(given: object, known: set[str]) -> list[str]:
    """The entries of a list (or one text) that are known, each once, in their order."""
    given = [given] if isinstance(given, str) else _list(given)
    return list(dict.fromkeys(one for one in given if isinstance(one, str) and one in known))


def _sound_view(given: object, skills: set[str]) -> dict:
    view = _empty()["view"]
    given = given if isinstance(given, dict) else {}
    for side, orders in _ORDERS.items():
        if given.get(side) in orders:
            view[side] = given[side]
    view["skill"] = next(iter(_texts(given.get("skill"), skills)), None)
    against = given.get("against")
    if isinstance(against, int) and not isinstance(against, bool) and 1 <= against <= 9:
        view["against"] = against
    if isinstance(given.get("show"), str):
        view["show"] = given["show"]
    return view


def _sound_pick(given: object, items: set[str], skills: set[str]) -> dict:
    given = given if isinstance(given, dict) else {}
    return {
        "items": _texts(given.get("items"), items),
        "skill": next(iter(_texts(given.get("skill"), skills)), None),
        "rule": given.get("rule") if given.get("rule") in RULES else "half",
    }


def _sound_group(
    given: object, at: int, items: set[str], students: set[str], skills: set[str]
) -> dict | None:
    """A group that the table can show: one of nothing is dropped here and kept in `gone`."""
    if not isinstance(given, dict):
        return None
    text = {
        name: given.get(name) if isinstance(given.get(name), str) else "" for name in ("id", "name", "need")
    }
    group = {**given, **text, **_sound_pick(given, items, skills)}
    group["id"] = text["id"] or f"g{at + 1}-restored"
    group["students"] = _texts(given.get("students"), students)
    return group if group["students"] or group["items"] or text["name"] or text["need"] else None


def _changed(before: object, after: object) -> bool:
    """Whether making a value fit took something away; a value that was never given is no loss."""
    return before != after and before not in (None, "", [], {})
