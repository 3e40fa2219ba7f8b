"""Which column of a table is what: guessed from its header, said by a person, remembered by a fingerprint.

Of a header nothing is stored but a keyed digest: a header may name a teacher, and a column may be a child.
"""

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping as Names
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from ..errors import KitError
from ..lang import t
from .facts import NOT_RECORDED, grade, when
from .readers.sheets import Row, Sheet, place

MOST_TASKS = 200


class MappingProblem(KitError, ValueError):
    """Columns that do not fit the table; the message says which and what there is."""


@dataclass(frozen=True)
class Task:
    """What was asked.

    Attributes:
        id: of an item of the course or of a team's own.
        text: the task's words as a card shows them; empty for an item that exists already.
    """

    id: str
    text: str = ""


@dataclass(frozen=True)
class Mapping:
    """What each column of a table is. Columns are numbered from 0; those that are not named are dropped.

    Attributes:
        form: `wide` (a row for each student, a column for each task) or `long` (a row for each answer).
        header_rows: rows before the first student.
        student: columns that tell the student: names, numbers, mail addresses. Read to find names in answers and to
            tell students apart in a long table; never stored.
        people: columns with other names: teacher, class, school. Read to find them in answers; never stored.
        grade: column with the grade.
        date: column with a date or timestamp.
        answers: in a wide table, the task of each answer column.
        task: in a long table, the column that names the task.
        answer: in a long table, the column with the answer.
        tasks: in a long table, the task behind each keyed digest of a name in `task`.
    """

    form: Literal["wide", "long"]
    header_rows: int = 1
    student: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    grade: int | None = None
    date: int | None = None
    answers: Names[int, Task] = field(default_factory=dict)
    task: int | None = None
    answer: int | None = None
    tasks: Names[str, Task] = field(default_factory=dict)

    def to_json(self) -> dict:
        """Plain data, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Mapping":
        """The mapping that `to_json` stored."""
        return cls(
            **{
                **data,
                "student": tuple(data["student"]),
                "people": tuple(data["people"]),
                "answers": {int(column): Task(**task) for column, task in data["answers"].items()},
                "tasks": {name: Task(**task) for name, task in data["tasks"].items()},
            }
        )

    def with_tasks(self, new: "Names[Task, Task]") -> "Mapping":
        """The same with other tasks in place of its own."""
        return replace(
            self,
            answers={column: new[task] for column, task in self.answers.items()},
            tasks={name: new[task] for name, task in self.tasks.items()},
        )

    def all_tasks(self) -> list[Task]:
        """Every task, in the order of the columns, each once."""
        return list(dict.fromkeys([*self.answers.values(), *self.tasks.values()]))


def headers(sheet: Sheet, rows: int) -> list[str]:
    """A header for each column, from one or several rows: `Part A: 1b` under a merged `Part A`.

    A merged cell is stored in its first column only; in all rows but the last it is taken to reach to the next one.
    A row with a single cell above a wider table is a title, and belongs to no column.
    """
    width = len(sheet.rows[0]) if sheet.rows else 0
    parts: list[Row] = []
    for at, row in enumerate(sheet.rows[:rows]):
        if width > 1 and at < rows - 1 and sum(map(bool, row)) < 2:
            continue
        if at < rows - 1:
            carried = ""
            row = [carried := cell or carried for cell in row]
        parts.append(row)
    return [_joined(part[column] for part in parts) for column in range(width)]


def _joined(parts) -> str:
    return ": ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def guess_header_rows(sheet: Sheet) -> int:
    """How many rows stand before the first student, going by titles and merged headers."""
    rows = sheet.rows
    width = max((sum(map(bool, row)) for row in rows[:30]), default=0)
    first = next((at for at, row in enumerate(rows[:15]) if sum(map(bool, row)) >= max(1, min(2, width))), 0)
    last = first
    while last + 2 < len(rows) and last < first + 2 and _continues(rows[last], rows[last + 1]):
        last += 1
    return last + 1


_NUMERIC = re.compile(r"[-−+]?[\d\s.,/%:]+")


def _continues(above: Row, below: Row) -> bool:
    """Whether the second row is a header's second row: it fills columns under a merged cell, with names of columns."""
    filled = [cell for cell in below if cell]
    gaps = [
        column
        for column in range(1, len(above))
        if not above[column] and below[column] and any(above[:column])
    ]
    names = all(not _NUMERIC.fullmatch(cell) or len(cell) <= 2 for cell in filled)
    inside = all(below[column - 1] for column in gaps)  # under the merged cell's own first column too
    return bool(gaps) and names and inside and len(set(filled)) == len(filled)


_STUDENT = r"student|pupil|learner|child|alumn[oa]|estudiante|user ?name|e-?mail|correo|(?:first|last|full|middle|sur|nick) ?name|^names?$|\byour (?:full |first |last )?name\b|^first$|^last$|nombre|apellido|^id$|\bid\b|\bsis\b|number in class|roll"
_PEOPLE = r"teacher|maestr[oa]|profesor|class|section|period|room|school|escuela|district|campus|site|group|gender|sex\b|ethnic|race|birth|\bdob\b|address|phone|parent|guardian|lunch|\biep\b|\b504\b|\bell?\b"
_GRADE = r"^(?:student'?s? )?(?:grade|grado|year)(?: level)?$"
_DATE = r"timestamp|marca temporal|\bdate\b|fecha|completion time|start time|submitted|finished"
_DROPPED = r"score|points|percent|total|correct|time spent|duration|language|ip address|device|attempt|comment from|feedback|^no\.?$|^#$|attempts|status|standard"
_TASK = r"^(?:question|item|task|problem|pregunta|prompt)(?: (?:id|no\.?|number|name|text))?$"
_ANSWER = r"^(?:student )?(?:answer|response|respuesta|answer given|given|work|student work)$"


_STAMP = re.compile(r"\d[-/.]\d{1,2}[-/.]\d.*\d:\d\d")
"""A day with a time beside it, as a form writes it whatever its language calls the column."""


Words = Callable[[str], str]
"""Makes a header into the words of a task, without the names in it."""


def guess(sheet: Sheet, prefix: str, header_rows: int | None = None, words: Words = str) -> Mapping:
    """What the columns seem to be; a person confirms it.

    Args:
        sheet: the table.
        prefix: begins the ids of new tasks.
        header_rows: rows before the first student, if that is known.
        words: makes the words of a task from a header.
    """
    rows = guess_header_rows(sheet) if header_rows is None else header_rows
    names, body = headers(sheet, rows), sheet.rows[rows:]
    roles = [_role(name, [row[column] for row in body]) for column, name in enumerate(names)]
    at = {role: [column for column, one in enumerate(roles) if one == role] for role in set(roles)}
    people, student = tuple(at.get("people", ())), tuple(at.get("student", ()))
    common = {
        "header_rows": rows,
        "student": student,
        "people": people,
        "grade": next(iter(at.get("grade", ())), None),
        "date": next(iter(at.get("date", ())), None),
    }
    if student and len(at.get("task", ())) == 1 and len(at.get("answer", ())) == 1:
        return Mapping("long", **common, task=at["task"][0], answer=at["answer"][0])
    answers = [column for column, role in enumerate(roles) if role in ("open", "task", "answer")]
    return Mapping(
        "wide",
        **common,
        answers={
            column: Task(f"{prefix}-{number}", as_text(words(names[column])) or f"Question {number}")
            for number, column in enumerate(answers[:MOST_TASKS], start=1)
        },
    )


def _role(name: str, cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    said = name.lower()
    if not filled:
        return "dropped"
    if re.search(_GRADE, said):
        named = sum(grade(cell) != NOT_RECORDED for cell in filled)
        return "grade" if named > len(filled) / 2 else "dropped"
    if re.search(_TASK, said):
        return "task"
    if re.search(_ANSWER, said):
        return "answer"
    for role, pattern in (("date", _DATE), ("dropped", _DROPPED)):
        if re.search(pattern, said) and not _asks(said):
            if role == "date" and sum(when(cell) != NOT_RECORDED for cell in filled) <= len(filled) / 2:
                return "dropped"
            return role
    for role, pattern in (("student", _STUDENT), ("people", _PEOPLE)):
        if re.search(pattern, said) and not _asks(said):
            return role
    if all(_STAMP.search(cell) and when(cell) != NOT_RECORDED for cell in filled):
        return "date"
    return "open" if name else "dropped"


def _asks(header: str) -> bool:
    """Whether a header is a question of its own (`How many children are in the class?`), and not one for a name."""
    if re.search(r"\byour\b.*\bname\b|tu nombre", header):
        return False
    words = len(header.split())
    return words > 6 or (words > 3 and "?" in header) or bool(re.search(r"\d\s*[-+×x÷/=]\s*\d", header))


_DOLLARS = re.compile(r"\$(\d[\d,]*(?:\.\d+)?)")


_MATHEMATICS = re.compile(r"([\d\s+−–×÷*/().,xyn□-]*\d\s*[+−–×÷*/-][\d\s+−–×÷*/().,xyn□-]*?)\s*=?\s*[?_]*")


def as_text(header: str) -> str:
    """A header as an item's text, in which dollar signs stand round mathematics.

    `$5` becomes `5 dollars`, and `3/5 + 1/2 = ?` becomes `$3/5 + 1/2$`.
    """
    text = _DOLLARS.sub(r"\1 dollars", header).replace("$", "").strip()
    bare = _MATHEMATICS.fullmatch(text)
    return f"${bare[1].strip()}$" if bare else text


def check(mapping: Mapping, sheet: Sheet) -> None:
    """See that a mapping can be used for a table.

    Raises:
        MappingProblem: it names columns that are not there, one twice, or no answers.
    """
    width = len(sheet.rows[0])
    columns = [*mapping.student, *mapping.people, *mapping.answers]
    columns += [
        column for column in (mapping.grade, mapping.date, mapping.task, mapping.answer) if column is not None
    ]
    for column, times in Counter(columns).items():
        if not 0 <= column < width:
            raise MappingProblem(
                t(
                    "There is no column {column}; the table has {width}.",
                    column=place(0, column)[:-1],
                    width=width,
                )
            )
        if times > 1:
            raise MappingProblem(
                t("Column {column} is named for two things. Keep one.", column=place(0, column)[:-1])
            )
    if mapping.form == "wide" and not mapping.answers:
        raise MappingProblem(
            t("No column with answers was named. If the table is a roster, give it with --roster instead.")
        )
    if mapping.form == "long" and (mapping.task is None or mapping.answer is None or not mapping.student):
        raise MappingProblem(
            t("A table with a row for each answer needs three columns: the student, the task, the answer.")
        )


def from_names(data: Names, sheet: Sheet, prefix: str, words: Words = str) -> Mapping:
    """A mapping as a person writes it, in a YAML file or as options of the command line.

    Args:
        data: any of `form`, `header_rows`, `student`, `people` (a column or a list), `grade`, `date`, `task`, `answer`
            (a column), `answers` (a list of columns, or of `{column, item}` or `{column, text}`). A column is a header,
            a letter such as `C`, or left out.
        sheet: the table.
        prefix: begins the ids of new tasks.
        words: makes the words of a task from a header.

    Raises:
        MappingProblem: a column that is not there, or a word that means nothing.
    """
    known = {"form", "header_rows", "student", "people", "grade", "date", "task", "answer", "answers"}
    if unknown := sorted(set(data) - known):
        raise MappingProblem(f"“{unknown[0]}” means nothing here. Known are: {', '.join(sorted(known))}.")
    guessed = guess(sheet, prefix, data.get("header_rows"), words)
    names = headers(sheet, guessed.header_rows)

    def column(said: object) -> int:
        return _column(said, names)

    def columns(said: object) -> tuple[int, ...]:
        return tuple(map(column, said if isinstance(said, list | tuple) else [said]))

    answers = {}
    for number, one in enumerate(data.get("answers", ()), start=1):
        entry = one if isinstance(one, dict) else {"column": one}
        at = column(entry.get("column"))
        if item := entry.get("item"):
            answers[at] = Task(str(item))
        else:
            answers[at] = Task(f"{prefix}-{number}", str(entry.get("text") or as_text(words(names[at]))))
    long = data.get("form") == "long" or ("task" in data and "answer" in data)
    named = {*(columns(data["student"]) if "student" in data else ()), *answers}
    mapping = Mapping(
        "long" if long else "wide",
        guessed.header_rows,
        columns(data["student"])
        if "student" in data
        else tuple(c for c in guessed.student if c not in named),
        columns(data["people"]) if "people" in data else tuple(c for c in guessed.people if c not in named),
        column(data["grade"]) if "grade" in data else guessed.grade,
        column(data["date"]) if "date" in data else guessed.date,
        {} if long else answers or {c: task for c, task in guessed.answers.items() if c not in named},
        column(data["task"]) if "task" in data else guessed.task if long else None,
        column(data["answer"]) if "answer" in data else guessed.answer if long else None,
    )
    check(mapping, sheet)
    return mapping


def _column(said: object, names: list[str]) -> int:
    text = str(said).strip()
    folded = [name.lower() for name in names]
    if text.lower() in folded:
        return folded.index(text.lower())
    beginning = [at for at, name in enumerate(folded) if name.startswith(text.lower())] if text else []
    if len(beginning) == 1 and len(text) > 2:
        return beginning[0]
    if re.fullmatch(r"[A-Za-z]{1,2}", text):
        at = 0
        for letter in text.upper():
            at = at * 26 + ord(letter) - ord("A") + 1
        if at <= len(names):
            return at - 1
    shown = "; ".join(f"{place(0, at)[:-1]} {name[:40]}" for at, name in enumerate(names) if name)
    raise MappingProblem(f"There is no column “{text}”. The table has: {shown}.")
