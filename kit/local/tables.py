"""Tables of answers as pieces of an import: what their columns are, and a piece for each student."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import KitError
from ..lang import t
from . import facts
from .candidates import DeidentifierFor, Span, Trouble, replaced
from .deidentify import HIDE_FROM
from .mapping import MOST_TASKS, Mapping, Task, Words, as_text, check, guess, headers
from .people import people_in, together
from .plan import Piece, Plan
from .readers import sheets
from .readers.sheets import Sheet
from .roster import Roster
from .state import Digester, State, own_tasks, remember, remembered, table_id


@dataclass(frozen=True)
class Question:
    """What is asked about a table's columns.

    Attributes:
        where: the table, for the reader's eyes.
        sheet: the table.
        proposal: what its columns were the last time, or seem to be.
        before: whether they were said before.
        words: makes the words of a task from a header, without the names in it.
    """

    where: str
    sheet: Sheet
    proposal: Mapping
    before: bool
    words: Words


Ask = Callable[[Question], Mapping | None]
"""Asks a person about a table's columns; None leaves the table out."""


def as_proposed(question: Question) -> Mapping:
    """Takes the columns as they were the last time or seem to be, without asking."""
    return question.proposal


class Tables:
    """Reads the tables of one import.

    Attributes:
        people: everybody that a roster or a table named so far.
        troubles: what could not be taken.
    """

    def __init__(
        self,
        name: str,
        plan: Plan,
        people: Roster,
        ask: Ask | None,
        deidentify: DeidentifierFor,
        digester: Digester,
    ):
        self.people, self.troubles = people, list[Trouble]()
        self._name, self._plan, self._ask, self._deidentify = name, plan, ask, deidentify
        self._digester, self._state = digester, State(name)

    def pieces(self, path: Path, kind: str, where: str) -> list[Piece]:
        """A piece for each student in the tables of a file.

        Raises:
            Unreadable: no table can be read from it.
        """
        found: list[Piece] = []
        content = self._digester.of_file(path)
        for number, sheet in enumerate(sheets.read(path, kind)):
            shown = f"{where}, {sheet.name}" if sheet.name else where
            mapping = self._mapping_of(sheet, shown) if sheet.rows else None
            self.troubles += [
                Trouble(f"{shown}, {place}", message)
                for place, message in sheet.notes
                if mapping is None or _of_use(place, mapping)
            ]
            if mapping is None:
                continue
            self.people = together(self.people, people_in(sheet, mapping))
            # The same table is known again by its content when it is renamed, and by its name when it is changed.
            by_content = self._digester.of("table", content, str(number))
            by_name = self._digester.of("table", where, sheet.name)
            with self._state.changing() as kept:
                table = table_id(kept, by_content, by_name)
            students = self._long if mapping.form == "long" else self._wide
            taken = list(self._told_apart(students(sheet, mapping, shown, table)))
            if not taken:
                self.troubles.append(Trouble(shown, t("holds no answer in the columns that were named.")))
            found += taken
        return found

    def _told_apart(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        """Rows of one table that are alike are different students."""
        seen: dict[str, int] = {}
        for piece in pieces:
            number = seen[piece.digest] = seen.get(piece.digest, 0) + 1
            piece.digest = piece.paper = f"{piece.digest}/{number}"
            yield piece

    def _mapping_of(self, sheet: Sheet, shown: str) -> Mapping | None:
        """What the columns are: as said in this import, as remembered, or as asked."""
        rows = guess(sheet, self._name).header_rows
        fingerprint = self._digester.of("header", *headers(sheet, rows))
        words = self._words(sheet)
        said = self._state.read()["mappings"].get(fingerprint)
        if said:
            before = Mapping.from_json(said)
            mapping = self._with_tasks(before, sheet, words)
            if mapping == before:
                return self._usable(mapping, sheet, shown)
        elif self._ask is None:
            self.troubles.append(
                Trouble(
                    shown,
                    t(
                        "has columns that nobody has named yet. First: {command}",
                        command=f"throughline work import … --as {self._name}",
                    ),
                )
            )
            return None
        else:
            known = remembered(fingerprint)
            proposal = known or guess(sheet, self._name, rows, words)
            proposal = self._with_tasks(proposal, sheet, words)
            mapping = self._ask(Question(shown, sheet, proposal, known is not None, words))
            if mapping is None:
                self.troubles.append(Trouble(shown, t("was left out, as you said.")))
                return None
            mapping = self._with_tasks(mapping, sheet, words)
        mapping = self._usable(mapping, sheet, shown)
        if mapping:
            with self._state.changing() as kept:
                mapping = mapping.with_tasks(own_tasks(kept, self._name, mapping.all_tasks()))
                kept["mappings"][fingerprint] = mapping.to_json()
            remember(fingerprint, mapping)
        return mapping

    def _usable(self, mapping: Mapping, sheet: Sheet, shown: str) -> Mapping | None:
        try:
            check(mapping, sheet)
        except KitError as error:
            self.troubles.append(Trouble(shown, t("was left out. {why}", why=error)))
            return None
        return mapping

    def _words(self, sheet: Sheet) -> Words:
        """Makes headers into tasks without the names of the people in this table and in the roster."""
        finder = None

        def words(header: str) -> str:
            nonlocal finder
            if finder is None:
                finder = self._deidentify(together(self.people, people_in(sheet, guess(sheet, self._name))))
            hits = (hit for hit in finder.hits(header) if hit.certainty >= HIDE_FROM)
            return replaced(header, (Span(hit.start, hit.end, hit.replacement) for hit in hits))

        return words

    def _with_tasks(self, mapping: Mapping, sheet: Sheet, words: Words) -> Mapping:
        """In a long table: a task for each name in its task column."""
        if mapping.form != "long" or mapping.task is None or mapping.task >= len(sheet.rows[0]):
            return mapping
        tasks = dict(mapping.tasks)
        for row in sheet.rows[mapping.header_rows :]:
            name = row[mapping.task]
            digest = self._digester.of("task", name)
            if name and digest not in tasks and len(tasks) < MOST_TASKS:
                tasks[digest] = Task(f"{self._name}-{len(tasks) + 1}", as_text(words(name)))
        return replace(mapping, tasks=tasks)

    def _wide(self, sheet: Sheet, mapping: Mapping, shown: str, table: str) -> Iterator[Piece]:
        for at, row in enumerate(sheet.rows[mapping.header_rows :], start=mapping.header_rows):
            answers: dict[Task, str] = {}
            for column, task in mapping.answers.items():
                if text := self._answer(sheet, at, column, shown):
                    answers[task] = text
            if answers:
                yield self._piece(answers, row, mapping, _row(shown, at), shown, table)

    def _long(self, sheet: Sheet, mapping: Mapping, shown: str, table: str) -> Iterator[Piece]:
        students: dict[tuple[str, ...], tuple[int, dict[Task, str]]] = {}
        for at, row in enumerate(sheet.rows[mapping.header_rows :], start=mapping.header_rows):
            if not any(row):
                continue
            who = tuple(row[column] for column in mapping.student)
            task = mapping.tasks.get(self._digester.of("task", row[mapping.task]))
            said = _row(shown, at)
            if not any(who) or task is None:
                what = (
                    t("does not name a student. It was left out.")
                    if task
                    else t("does not name a task. It was left out.")
                )
                self.troubles.append(Trouble(said, what))
                continue
            _, answers = students.setdefault(who, (at, {}))
            text = self._answer(sheet, at, mapping.answer, shown)
            if text and task in answers:
                self.troubles.append(
                    Trouble(said, t("answers a task a second time. The first answer was taken."))
                )
            elif text:
                answers[task] = text
        for at, answers in students.values():
            if answers:
                where = t("{table}, from row {row}", table=shown, row=at + 1)
                yield self._piece(answers, sheet.rows[at], mapping, where, shown, table)

    def _answer(self, sheet: Sheet, at: int, column: int, shown: str) -> str:
        if (at, column) in sheet.dates:
            self.troubles.append(
                Trouble(
                    f"{shown}, {sheets.place(at, column)}",
                    t(
                        "holds a date ({date}). A spreadsheet makes one of a fraction such as 3/4. This answer was left out; format "
                        "the column as text and type it anew.",
                        date=sheet.rows[at][column],
                    ),
                )
            )
            return ""
        return sheet.rows[at][column]

    def _piece(
        self, answers: dict[Task, str], row: list[str], mapping: Mapping, where: str, shown: str, table: str
    ) -> Piece:
        said, planned = {}, frozenset()
        if mapping.grade is not None:
            said["grade"] = facts.grade(row[mapping.grade])
        elif self._plan.grade:
            said["grade"] = facts.grade(self._plan.grade)
        if mapping.grade is None:
            planned = frozenset(["grade"])
        if mapping.date is not None and self._plan.when != "none":
            said["when"] = facts.when(row[mapping.date], self._plan.when)
        given = {task.id: text for task, text in answers.items()}
        # The answers alone: a digest with the name in it could be tried against a list of names.
        digest = self._digester.of("row", table, *(part for pair in sorted(given.items()) for part in pair))
        return Piece(
            digest,
            digest,
            "answers",
            {task.id: task.text for task in answers},
            where,
            given,
            said,
            own_id=" ".join(filter(None, (row[column] for column in mapping.student))) or where,
            planned=planned,
            table=shown,
        )


def _row(table: str, at: int) -> str:
    return t("{table}, row {row}", table=table, row=at + 1)


def _of_use(place: str, mapping: Mapping) -> bool:
    """Whether a cell stands in a column that is read; a note on a row always counts."""
    columns = [*mapping.student, *mapping.people, *mapping.answers]
    columns += [one for one in (mapping.grade, mapping.date, mapping.task, mapping.answer) if one is not None]
    column = re.fullmatch(r"([A-Z]+)\d+", place)
    return column is None or column[1] in {sheets.place(0, one)[:-1] for one in columns}
