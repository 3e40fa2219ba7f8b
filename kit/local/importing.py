"""An import of a school's own student work: found, resumed, decided about, written. The original stays where it is.

    imported = Import.open("our-fractions", Path("scans"), plan=Plan(progression="fractions", task=...))
    for trouble in imported.troubles: ...
    for candidate in imported.candidates(only_open=True):
        imported.decide(candidate, Decision(keep=True, spans=..., boxes=..., alt=...))
    imported.count()      # Count(found, confirmed, left_out)
    imported.finish()     # writes what is confirmed to local/work/our-fractions/

The folder or file has to be named each time: its path is not stored, for it may say whose class it is.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Names
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from .. import paths
from ..content import library
from ..errors import KitError
from . import facts, readers, storing
from .candidates import (
    Candidate,
    Count,
    Decision,
    DecisionProblem,
    Deidentifier,
    DeidentifierFor,
    Span,
    Trouble,
    replaced,
)
from .deidentify import HIDE_FROM, deidentifier
from .mapping import Mapping, Task, Words, as_text, check, guess, headers
from .people import people_in, together
from .readers import pictures, sheets, texts
from .readers.sheets import Sheet
from .roster import Roster
from .state import NAME, Digester, State, decision_from_json, decision_to_json, new_ids, remember, remembered


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


Progress = Callable[[int, int], None]
"""Told how far something is: done, of how many."""


class ImportProblem(KitError, ValueError):
    """An import that cannot be begun or gone on with; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What is the same for everything in an import.

    Attributes:
        progression: the progression that the work is sorted by.
        task: what pictures and typed texts answer. Not needed for tables.
        grade: of all students, where no column says it.
        when: `year` or `month`: how a date column is made coarse; `none` drops it.
        pages: pages of a scan that belong to one student.
    """

    progression: str
    task: Task | None = None
    grade: str = ""
    when: str = "year"
    pages: int = 1

    def to_json(self) -> dict:
        """Plain data, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Plan":
        """The plan that `to_json` stored."""
        return cls(**{**data, "task": Task(**data["task"]) if data["task"] else None})


@dataclass
class _Piece:
    """A candidate as reading the original found it, before it has an id."""

    digest: str
    sample: str
    """The digest of the student's paper that it is part of."""
    kind: str
    prompts: Names[str, str]
    where: str
    texts: Names[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    picture: Callable | None = None
    own_id: str = ""
    """What the original calls the student; for the key alone."""


class Import:
    """One import, read from its original; see the module. Made by `open`."""

    def __init__(
        self, name: str, source: Path, plan: Plan, people: Roster, deidentify: DeidentifierFor | None
    ):
        self.name, self.source, self.plan = name, source, plan
        self.state = State(name)
        self.troubles: list[Trouble] = []
        self.people = people
        self.new = 0
        """Pieces that this reading found and no earlier one."""
        self._deidentify = deidentify or deidentifier
        self._finder: Deidentifier | None = None
        self._pieces: dict[str, _Piece] = {}
        self._ids: dict[str, tuple[str, str]] = {}
        self._kept: dict = {}

    @classmethod
    def open(
        cls,
        name: str,
        source: Path | str,
        *,
        plan: Plan | None = None,
        roster: Roster | None = None,
        ask: Ask | None = None,
        deidentify: DeidentifierFor | None = None,
        progress: Progress | None = None,
    ) -> "Import":
        """Begin an import, or go on with it: read the original and find what is new.

        Args:
            name: of the work set that comes of it: lower-case words with hyphens.
            source: a folder or a file; more of them can be brought in one after the other.
            plan: needed the first time; later only to change it.
            roster: people to look for besides those that a table names (`kit.local.roster.read_roster`).
            ask: asks about the columns of a table that nobody has said yet. Without it such a table is left out.
            deidentify: makes what finds names; the kit's own if left out.
            progress: told how many files are read.

        Raises:
            ImportProblem: no such folder, no plan, a name that is in use by the course.
        """
        _check_name(name)
        path = Path(source).expanduser()
        if not path.exists():
            raise ImportProblem(f"There is nothing at {path}. Check the path of the folder or file.")
        state = State(name)
        kept = state.read()
        if plan is None:
            if not kept["plan"]:
                raise ImportProblem(
                    f"There is no import “{name}” yet. Begin it: throughline work import FOLDER --as {name}"
                )
            plan = Plan.from_json(kept["plan"])
        _check_plan(plan)
        imported = cls(name, path, plan, roster or Roster(), deidentify)
        imported._read(ask, progress)
        return imported

    def _read(self, ask: Ask | None, progress: Progress | None) -> None:
        """Find every piece; new ones get ids file by file, so that an interruption loses one file's work at most."""
        digester = Digester()
        with self.state.changing() as kept:
            kept["plan"] = self.plan.to_json()
        found = list(readers.find(self.source))
        if not any(isinstance(one, Path) for one in found):
            self.troubles.append(Trouble(self.source.name, "holds no file that could be read."))
        for at, one in enumerate(found):
            if progress:
                progress(at, len(found))
            if isinstance(one, Trouble):
                self.troubles.append(one)
                continue
            where = readers.shown(one, self.source)
            try:
                pieces = self._distinct(self._pieces_of(one, where, digester, ask), where)
            except readers.Unreadable as error:
                self.troubles.append(Trouble(where, str(error)))
                continue
            self._register(pieces)
        if progress:
            progress(len(found), len(found))
        self._kept = self.state.read()

    def _pieces_of(self, path: Path, where: str, digester: Digester, ask: Ask | None) -> list[_Piece]:
        kind = readers.kind_of(path)
        if kind in ("csv", "xlsx"):
            return self._rows_of(path, kind, where, digester, ask)
        if self.plan.task is None:
            raise readers.Unreadable(
                "needs a task: say what the students were asked, with --task “…” or --item ID. It was left out."
            )
        digest = digester.of_file(path)
        prompts = {self.plan.task.id: self.plan.task.text}
        said = {"grade": facts.grade(self.plan.grade)} if self.plan.grade else {}
        if kind == "text":
            text = texts.typed(path)
            return [
                _Piece(digest, digest, "text", prompts, where, {self.plan.task.id: text}, said, own_id=where)
            ]
        known = self._kept_digest(digest)
        number = known or pictures.count(path, kind)
        pieces = []
        for at in range(number):
            group = at // self.plan.pages
            pieces.append(
                _Piece(
                    digester.of("page", digest, str(at)) if number > 1 else digest,
                    digester.of("paper", digest, str(group), str(self.plan.pages)) if number > 1 else digest,
                    "picture",
                    prompts,
                    f"{where}, page {at + 1}" if number > 1 else where,
                    facts=said,
                    picture=partial(pictures.page, path, kind, at),
                    own_id=f"{where}, page {at + 1}" if number > 1 else where,
                )
            )
        return pieces

    def _kept_digest(self, digest: str) -> int:
        """1 for a single picture that was read before: it need not be decoded again to see that it can be."""
        self._kept = self._kept or self.state.read()
        return int(digest in self._kept["found"])

    def _rows_of(
        self, path: Path, kind: str, where: str, digester: Digester, ask: Ask | None
    ) -> list[_Piece]:
        pieces: list[_Piece] = []
        for sheet in sheets.read(path, kind):
            shown = f"{where}, {sheet.name}" if sheet.name else where
            self.troubles += [Trouble(f"{shown}, {place}", message) for place, message in sheet.notes]
            if not sheet.rows:
                continue
            mapping = self._mapping_of(sheet, shown, digester, ask)
            if mapping is None:
                continue
            self.people = together(self.people, people_in(sheet, mapping))
            self._finder = None
            rows = self._long if mapping.form == "long" else self._wide
            taken = list(rows(sheet, mapping, shown, digester))
            if not taken:
                self.troubles.append(Trouble(shown, "holds no answer in the columns that were named."))
            pieces += taken
        return pieces

    def _mapping_of(self, sheet: Sheet, shown: str, digester: Digester, ask: Ask | None) -> Mapping | None:
        """What the columns are: as said in this import, as remembered, as asked, or as they seem to be."""
        rows = guess(sheet, self.name).header_rows
        fingerprint = digester.of("header", *headers(sheet, rows))
        kept = self.state.read()["mappings"]
        if fingerprint in kept:
            return self._usable(Mapping.from_json(kept[fingerprint]), sheet, shown)
        if ask is None:
            self.troubles.append(
                Trouble(
                    shown,
                    f"has columns that nobody has named yet. First: throughline work import … --as {self.name}",
                )
            )
            return None
        before = remembered(fingerprint)
        words = self._words(sheet)
        proposal = _renamed(before, self.name) if before else guess(sheet, self.name, rows, words)
        proposal = self._with_tasks(proposal, sheet, digester, words)
        mapping = ask(Question(shown, sheet, proposal, before is not None, words))
        if mapping is None:
            self.troubles.append(Trouble(shown, "was left out, as you said."))
            return None
        mapping = self._with_tasks(mapping, sheet, digester, words)
        mapping = self._usable(mapping, sheet, shown)
        if mapping:
            mapping = self._without_clashes(mapping)
            with self.state.changing() as state:
                state["mappings"][fingerprint] = mapping.to_json()
            remember(fingerprint, mapping)
        return mapping

    def _usable(self, mapping: Mapping, sheet: Sheet, shown: str) -> Mapping | None:
        try:
            check(mapping, sheet)
        except KitError as error:
            self.troubles.append(Trouble(shown, f"was left out. {error}"))
            return None
        return mapping

    def _words(self, sheet: Sheet) -> Words:
        """Makes headers into tasks without the names of the people in this table and in the roster."""
        finder = self._deidentify(together(self.people, people_in(sheet, guess(sheet, self.name))))

        def words(header: str) -> str:
            return replaced(
                header,
                (
                    Span(hit.start, hit.end, hit.replacement)
                    for hit in finder.hits(header)
                    if hit.certainty >= HIDE_FROM
                ),
            )

        return words

    def _with_tasks(self, mapping: Mapping, sheet: Sheet, digester: Digester, words: Words) -> Mapping:
        """In a long table: a task for each name in its task column."""
        if mapping.form != "long" or mapping.task is None:
            return mapping
        tasks = dict(mapping.tasks)
        for row in sheet.rows[mapping.header_rows :]:
            name = row[mapping.task]
            digest = digester.of("task", name)
            if name and digest not in tasks and len(tasks) < sheets.MOST_COLUMNS:
                tasks[digest] = Task(f"{self.name}-{len(tasks) + 1}", as_text(words(name)))
        return replace(mapping, tasks=tasks)

    def _without_clashes(self, mapping: Mapping) -> Mapping:
        """New tasks numbered on from those of other tables in this import."""
        used: dict[str, str] = {}
        for kept in self.state.read()["mappings"].values():
            used |= {task.id: task.text for task in Mapping.from_json(kept).all_tasks() if task.text}
        if self.plan.task and self.plan.task.text:
            used[self.plan.task.id] = self.plan.task.text
        by_text = {text: id for id, text in used.items()}

        def clear(task: Task) -> Task:
            if not task.text:
                return task
            if task.text in by_text:
                return Task(by_text[task.text], task.text)
            number = 1
            id = task.id
            while id in used:
                number += 1
                id = f"{self.name}-{number}"
            used[id] = task.text
            by_text[task.text] = id
            return Task(id, task.text)

        return replace(
            mapping,
            answers={column: clear(task) for column, task in mapping.answers.items()},
            tasks={name: clear(task) for name, task in mapping.tasks.items()},
        )

    def _wide(self, sheet: Sheet, mapping: Mapping, shown: str, digester: Digester) -> Iterator[_Piece]:
        for at, row in enumerate(sheet.rows[mapping.header_rows :], start=mapping.header_rows):
            answers: dict[str, tuple[str, str]] = {}
            for column, task in mapping.answers.items():
                if text := self._answer(sheet, at, column, shown):
                    answers[task.id] = (task.text, text)
            if answers:
                yield self._row_piece(answers, row, mapping, f"{shown}, row {at + 1}", digester)

    def _long(self, sheet: Sheet, mapping: Mapping, shown: str, digester: Digester) -> Iterator[_Piece]:
        students: dict[tuple[str, ...], dict] = {}
        for at, row in enumerate(sheet.rows[mapping.header_rows :], start=mapping.header_rows):
            who = tuple(row[column] for column in mapping.student)
            task = mapping.tasks.get(digester.of("task", row[mapping.task]))
            if not any(row):
                continue
            if not any(who) or task is None:
                what = "a student" if task else "a task"
                self.troubles.append(
                    Trouble(f"{shown}, row {at + 1}", f"does not name {what}. It was left out.")
                )
                continue
            student = students.setdefault(who, {"row": row, "at": at, "answers": {}})
            if text := self._answer(sheet, at, mapping.answer, shown):
                if task.id in student["answers"]:
                    self.troubles.append(
                        Trouble(
                            f"{shown}, row {at + 1}",
                            "answers a task a second time. The first answer was taken.",
                        )
                    )
                else:
                    student["answers"][task.id] = (task.text, text)
        for one in students.values():
            if one["answers"]:
                yield self._row_piece(
                    one["answers"], one["row"], mapping, f"{shown}, from row {one['at'] + 1}", digester
                )

    def _answer(self, sheet: Sheet, at: int, column: int, shown: str) -> str:
        if (at, column) in sheet.dates:
            self.troubles.append(
                Trouble(
                    f"{shown}, {sheets.place(at, column)}",
                    f"holds a date ({sheet.rows[at][column]}). A spreadsheet makes one of a fraction such as 3/4. This answer "
                    "was left out; format the column as text and type it anew.",
                )
            )
            return ""
        return sheet.rows[at][column]

    def _row_piece(
        self,
        answers: dict[str, tuple[str, str]],
        row: list[str],
        mapping: Mapping,
        where: str,
        digester: Digester,
    ) -> _Piece:
        said = {}
        if mapping.grade is not None or self.plan.grade:
            said["grade"] = facts.grade(row[mapping.grade] if mapping.grade is not None else self.plan.grade)
        if mapping.date is not None and self.plan.when != "none":
            said["when"] = facts.when(row[mapping.date], self.plan.when)
        given = {item: text for item, (_, text) in answers.items()}
        # The answers alone: a digest with the name in it could be tried against a list of names.
        digest = digester.of("row", *(part for pair in sorted(given.items()) for part in pair))
        return _Piece(
            digest,
            digest,
            "answers",
            {item: prompt for item, (prompt, _) in answers.items()},
            where,
            given,
            said,
            own_id=" ".join(row[column] for column in mapping.student) or where,
        )

    def _distinct(self, pieces: list[_Piece], where: str) -> list[_Piece]:
        """Rows that are alike are different students; a file that is alike is the same file once more."""
        distinct: list[_Piece] = []
        twice = False
        seen: dict[str, int] = {}
        for piece in pieces:
            if piece.kind == "answers":
                number = seen[piece.digest] = seen.get(piece.digest, 0) + 1
                while f"{piece.digest}/{number}" in self._pieces:
                    number = seen[piece.digest] = number + 1
                piece.digest = piece.sample = f"{piece.digest}/{number}"
            elif piece.digest in self._pieces:
                twice = True
                continue
            distinct.append(piece)
            self._pieces[piece.digest] = piece
        if twice:
            self.troubles.append(Trouble(where, "is the same as another file here. It was taken once."))
        return distinct

    def _register(self, pieces: list[_Piece]) -> None:
        """Give ids to what is new."""
        if not pieces:
            return
        if all(piece.digest in self._kept.get("found", ()) for piece in pieces):
            self._ids |= {piece.digest: tuple(self._kept["found"][piece.digest]) for piece in pieces}
            return
        with self.state.changing() as kept:
            found = kept["found"]
            samples = kept.setdefault("samples", {})
            new = [piece for piece in pieces if piece.digest not in found]
            groups = list(dict.fromkeys(piece.sample for piece in new if piece.sample not in samples))
            samples.update(zip(groups, new_ids(set(samples.values()), len(groups)), strict=True))
            several = _several(pieces)
            for piece in new:
                sample = samples[piece.sample]
                number = several[piece.digest]
                found[piece.digest] = [f"{sample}-{number}" if number else sample, sample]
            self.new += len(new)
            self._kept = kept
        self._ids |= {piece.digest: tuple(kept["found"][piece.digest]) for piece in pieces}

    def candidates(self, *, only_open: bool = False) -> Iterator[Candidate]:
        """Every piece of the original in a random order that stays the same; read lazily, a picture at a time."""
        decided = self.state.read()["decisions"]
        every = sorted((self._ids[piece.digest], piece.digest) for piece in self._pieces.values())
        for (id, sample), digest in every:
            if only_open and id in decided:
                continue
            yield self._candidate(id, sample, self._pieces[digest], decided.get(id))

    def candidate(self, id: str) -> Candidate:
        """The candidate with this id.

        Raises:
            ImportProblem: there is none in the folder or file that was named.
        """
        for digest, (own, sample) in self._ids.items():
            if own == id:
                decided = self.state.read()["decisions"].get(id)
                return self._candidate(id, sample, self._pieces[digest], decided)
        raise ImportProblem(f"There is no piece “{id}” in {self.source.name}.")

    def _candidate(self, id: str, sample: str, piece: _Piece, decided: dict | None) -> Candidate:
        if self._finder is None:
            self._finder = self._deidentify(self.people)
        return Candidate(
            id,
            sample,
            piece.kind,
            {item: prompt or _course_item(item) for item, prompt in piece.prompts.items()},
            piece.texts,
            piece.facts,
            piece.where,
            decision_from_json(decided) if decided else None,
            piece.picture,
            self._finder,
        )

    def decide(self, candidate: Candidate, decision: Decision | None) -> None:
        """Keep a decision; None opens the candidate again.

        Raises:
            DecisionProblem: places beyond the text, a picture without words, more than one crop.
        """
        self.decide_all([(candidate, decision)])

    def decide_all(self, decisions: Iterable[tuple[Candidate, Decision | None]]) -> None:
        """Keep several decisions at once."""
        decisions = list(decisions)
        for candidate, decision in decisions:
            if decision is not None and decision.keep:
                _check_decision(candidate, decision)
        with self.state.changing() as kept:
            for candidate, decision in decisions:
                if decision is None:
                    kept["decisions"].pop(candidate.id, None)
                else:
                    kept["decisions"][candidate.id] = decision_to_json(decision)
                candidate.decision = decision
            self._kept = kept

    def count(self) -> Count:
        """How far the review of the whole import is, over all folders and files that were brought in."""
        return count(self.name)

    def anonymity(self) -> facts.Anonymity:
        """How many students share what would be said of them, among those of this folder or file that are confirmed."""
        kept = self.state.read()["decisions"]
        return facts.anonymity(
            {
                sample: self._pieces[digest].facts
                for digest, (id, sample) in self._ids.items()
                if kept.get(id, {}).get("keep")
            }
        )

    def own_ids(self) -> dict[str, str]:
        """For the key alone: the new id of each confirmed student, and what the original calls them."""
        kept = self.state.read()["decisions"]
        return {
            sample: self._pieces[digest].own_id
            for digest, (id, sample) in self._ids.items()
            if kept.get(id, {}).get("keep")
        }

    def finish(self, *, at_least: int = 1, progress: Progress | None = None) -> storing.Finished:
        """Write what is confirmed to `local/work/NAME/`, and take out of it what no longer is.

        What an earlier run wrote from another folder or file stays. Pictures already written are not written again.

        Args:
            at_least: students who have to share what is said of each; see `kit.local.facts.generalized`.
            progress: told how many pieces are written.

        Raises:
            ImportProblem: nothing is confirmed.
        """
        kept = self.state.read()
        decisions = {id: decision_from_json(one) for id, one in kept["decisions"].items()}
        confirmed = [
            candidate for candidate in self.candidates() if (candidate.decision and candidate.decision.keep)
        ]
        stays = {id for id, decision in decisions.items() if decision.keep} - {one.id for one in confirmed}
        if not confirmed and not stays:
            raise ImportProblem(
                f"Nothing of “{self.name}” is confirmed yet, so there is nothing to write. Begin with the review."
            )
        order = [
            task.id for stored in kept["mappings"].values() for task in Mapping.from_json(stored).all_tasks()
        ]
        order += [self.plan.task.id] if self.plan.task else []
        made = {one.id: json.dumps(kept["decisions"][one.id]["boxes"]) for one in confirmed}
        before = kept.get("made", {})
        finished = storing.write(
            self.name,
            self.plan.progression,
            confirmed,
            stays,
            order,
            at_least=at_least,
            unchanged={id for id, boxes in made.items() if before.get(id) == boxes},
            progress=progress,
        )
        library.cache_clear()  # so that a notebook finds the set without being restarted
        with self.state.changing() as state:
            state["made"] = {id: boxes for id, boxes in before.items() if id in stays} | made
        return finished


def count(name: str) -> Count:
    """How far the review of an import is; its original need not be at hand."""
    kept = State(name).read()
    decisions = [kept["decisions"].get(id) for id, _ in kept["found"].values()]
    confirmed = sum(bool(one and one["keep"]) for one in decisions)
    left_out = sum(bool(one and not one["keep"]) for one in decisions)
    return Count(len(decisions), confirmed, left_out)


def _several(pieces: list[_Piece]) -> dict[str, int]:
    """The number of each piece within its student's paper, from 1; 0 where the paper has one page."""
    numbers: dict[str, int] = {}
    groups: dict[str, list[str]] = {}
    for piece in pieces:
        groups.setdefault(piece.sample, []).append(piece.digest)
    for digests in groups.values():
        for number, digest in enumerate(digests, start=1):
            numbers[digest] = number if len(digests) > 1 else 0
    return numbers


def _course_item(id: str) -> str:
    items = library().items
    return items[id].text if id in items else id


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ImportProblem(
            f"“{name}” cannot be a name here. Use lower-case words with hyphens: our-fractions."
        )
    if (paths.DATA / "work" / name).exists():
        raise ImportProblem(f"The course itself has a work set “{name}”. Choose another name: our-{name}.")


def _check_plan(plan: Plan) -> None:
    content = library()
    content.progression(plan.progression)
    if plan.task and not plan.task.text:
        content.item(plan.task.id)
    if plan.when not in ("year", "month", "none"):
        raise ImportProblem(
            f"Dates are kept by year, by month, or not at all (none); “{plan.when}” is none of them."
        )
    if not 1 <= plan.pages <= 50:
        raise ImportProblem("A student's paper has from 1 to 50 pages.")


def _check_decision(candidate: Candidate, decision: Decision) -> None:
    candidate.after(decision)
    if unknown := set(decision.spans) - set(candidate.texts):
        raise DecisionProblem(f"{candidate.id.upper()} has no answer to “{sorted(unknown)[0]}”.")
    if candidate.kind == "picture":
        if sum(box.kind == "crop" for box in decision.boxes) > 1:
            raise DecisionProblem("A picture is cropped to one box. Take the others away.")
        if not re.search(r"\w", decision.alt):
            raise DecisionProblem(
                f"{candidate.id.upper()} has no words yet. Say what the student did, for somebody who cannot see the picture."
            )


def _renamed(mapping: Mapping, prefix: str) -> Mapping:
    """A mapping remembered from another import, with ids of its own for tasks that are not the course's."""
    ids: dict[str, str] = {}

    def own(task: Task) -> Task:
        return Task(ids.setdefault(task.id, f"{prefix}-{len(ids) + 1}"), task.text) if task.text else task

    return replace(
        mapping,
        answers={column: own(task) for column, task in mapping.answers.items()},
        tasks={name: own(task) for name, task in mapping.tasks.items()},
    )
