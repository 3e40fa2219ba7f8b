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
from dataclasses import replace
from functools import partial
from pathlib import Path

from .. import paths
from ..content import library
from ..lang import t
from . import facts, readers, storing
from .candidates import Candidate, Count, Decision, DecisionProblem, Deidentifier, DeidentifierFor, Trouble
from .deidentify import deidentifier
from .names import SURE
from .plan import ImportProblem, Piece, Plan
from .readers import pictures, texts
from .roster import Roster
from .state import NAME, Digester, State, decision_from_json, decision_to_json, new_ids, own_tasks
from .tables import Ask, Question, Tables, as_proposed

__all__ = ["Ask", "Import", "ImportProblem", "Plan", "Progress", "Question", "as_proposed", "count"]

Progress = Callable[[int, int], None]
"""Told how far something is: done, of how many."""


class Import:
    """One import, read from its original; see the module. Made by `open`."""

    def __init__(self, name: str, source: Path, plan: Plan, deidentify: DeidentifierFor):
        self.name, self.source, self.plan = name, source, plan
        self.state = State(name)
        self.troubles: list[Trouble] = []
        self.people = Roster()
        self.new = 0
        """Pieces that this reading found and no earlier one."""
        self._deidentify = deidentify
        self._finder: Deidentifier | None = None
        self._pieces: dict[str, Piece] = {}
        self._ids: dict[str, tuple[str, str]] = {}

    @classmethod
    def open(
        cls,
        name: str,
        source: Path | str,
        *,
        plan: Plan | None = None,
        roster: Roster | None = None,
        ask: Ask | None = None,
        deidentify: DeidentifierFor = deidentifier,
        progress: Progress | None = None,
    ) -> "Import":
        """Begin an import, or go on with it: read the original and find what is new.

        Args:
            name: of the work set that comes of it: lower-case words with hyphens.
            source: a folder or a file; more of them can be brought in one after the other.
            plan: needed the first time. Later it is for what is in this folder or file: its grade and task hold for that,
                also where it was read before.
            roster: people to look for besides those that a table names (`kit.local.roster.read_roster`).
            ask: asks about the columns of a table that nobody has said yet. Without it such a table is left out.
            deidentify: makes what finds names.
            progress: told how many files are read.

        Raises:
            ImportProblem: no such folder, no plan, a name that is in use by the course.
        """
        _check_name(name)
        path = Path(source).expanduser()
        if not path.exists():
            raise ImportProblem(f"There is nothing at {path}. Check the path of the folder or file.")
        kept = State(name).read()
        if plan is None and not kept["plan"]:
            raise ImportProblem(
                f"There is no import “{name}” yet. Begin it: throughline work import FOLDER --as {name}"
            )
        chosen = plan or Plan.from_json(kept["plan"])
        chosen.check()
        imported = cls(name, path, chosen, deidentify)
        imported._read(roster or Roster(), ask, progress, anew=plan is not None)
        return imported

    def _read(self, roster: Roster, ask: Ask | None, progress: Progress | None, *, anew: bool) -> None:
        """Find every piece; new ones get ids file by file, so that an interruption loses one file's work at most."""
        with self.state.changing() as kept:
            if self.plan.task:
                own = own_tasks(kept, self.name, [self.plan.task])
                self.plan = replace(self.plan, task=own[self.plan.task])
            kept["plan"] = self.plan.to_json()
        digester = Digester()
        tables = Tables(self.name, self.plan, roster, ask, self._deidentify, digester)
        found = list(readers.find(self.source))
        if not any(isinstance(one, Path) for one in found):
            self.troubles.append(Trouble(self.source.name, t("holds no file that could be read.")))
        for at, one in enumerate(found):
            if progress:
                progress(at, len(found))
            if isinstance(one, Trouble):
                self.troubles.append(one)
                continue
            where = readers.shown(one, self.source)
            try:
                kind = readers.kind_of(one)
                if kind in ("csv", "xlsx"):
                    pieces = tables.pieces(one, kind, where)
                else:
                    pieces = self._pieces_of(one, kind, where, digester, kept["found"])
            except readers.Unreadable as error:
                self.troubles.append(Trouble(where, str(error)))
                continue
            finally:
                self.troubles += tables.troubles
                tables.troubles.clear()
            self._register(self._distinct(pieces, where), anew)
        if progress:
            progress(len(found), len(found))
        self.people = tables.people

    def _pieces_of(self, path: Path, kind: str, where: str, digester: Digester, known: dict) -> list[Piece]:
        """The pages of a picture or scan, or a typed text."""
        task = self.plan.task
        if task is None:
            raise readers.Unreadable(
                t(
                    "needs a task: say what the students were asked, with --task “…” or --item ID. It was left out."
                )
            )
        digest = digester.of_file(path)
        said = {"grade": facts.grade(self.plan.grade)} if self.plan.grade else {}
        planned = frozenset(["grade", "task"])
        if kind == "text":
            given = {task.id: texts.typed(path)}
            piece = Piece(
                digest, digest, "text", {task.id: task.text}, where, given, said, None, where, planned
            )
            return [piece]
        # A single picture that was read before need not be decoded again to see that it can be.
        number = 1 if digest in known else pictures.count(path, kind)
        pieces = []
        for at in range(number):
            several = number > 1
            shown = t("{where}, page {number}", where=where, number=at + 1) if several else where
            group = str(at // self.plan.pages)
            pieces.append(
                Piece(
                    digester.of("page", digest, str(at)) if several else digest,
                    digester.of("paper", digest, group, str(self.plan.pages)) if several else digest,
                    "picture",
                    {task.id: task.text},
                    shown,
                    facts=dict(said),
                    picture=partial(pictures.page, path, kind, at),
                    own_id=shown,
                    planned=planned,
                )
            )
        return pieces

    def _distinct(self, pieces: list[Piece], where: str) -> list[Piece]:
        """Without what another file here holds too."""
        distinct = [piece for piece in pieces if piece.digest not in self._pieces]
        if len(distinct) < len(pieces):
            self.troubles.append(Trouble(where, t("is the same as another file here. It was taken once.")))
        self._pieces |= {piece.digest: piece for piece in distinct}
        return distinct

    def _register(self, pieces: list[Piece], anew: bool) -> None:
        """Give ids to what is new; what was read before keeps its id, and its grade and task unless they are said anew."""
        if not pieces:
            return
        kept = self.state.read()
        if anew or any(piece.digest not in kept["found"] for piece in pieces):
            with self.state.changing() as kept:
                self._note(pieces, kept, anew)
        for piece in pieces:
            id, sample, grade, task = kept["found"][piece.digest]
            self._ids[piece.digest] = id, sample
            _plan_again(piece, grade, task, kept["tasks"])

    def _note(self, pieces: list[Piece], kept: dict, anew: bool) -> None:
        found, samples = kept["found"], kept["samples"]
        new = [piece for piece in pieces if piece.digest not in found]
        papers = list(dict.fromkeys(piece.paper for piece in new if piece.paper not in samples))
        samples.update(zip(papers, new_ids(set(samples.values()), len(papers)), strict=True))
        pages = _pages(pieces)
        for piece in new if not anew else pieces:
            sample = samples[piece.paper] if piece.digest not in found else found[piece.digest][1]
            page = pages[piece.digest]
            id = found[piece.digest][0] if piece.digest in found else f"{sample}-{page}" if page else sample
            grade = piece.facts.get("grade", "") if "grade" in piece.planned else ""
            task = next(iter(piece.prompts)) if "task" in piece.planned else ""
            if piece.digest in found:
                _move_spans(kept["decisions"].get(id, {}), found[piece.digest][3], task)
            found[piece.digest] = [id, sample, grade, task]
        self.new += len(new)

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
        raise ImportProblem(t("There is no piece “{id}” in {where}.", id=id, where=self.source.name))

    def _candidate(self, id: str, sample: str, piece: Piece, decided: dict | None) -> Candidate:
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
                _check_decision(candidate, decision, self._finder)
        with self.state.changing() as kept:
            for candidate, decision in decisions:
                if decision is None:
                    kept["decisions"].pop(candidate.id, None)
                else:
                    kept["decisions"][candidate.id] = decision_to_json(decision)
                candidate.decision = decision

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
                t(
                    "Nothing of “{name}” is confirmed yet, so there is nothing to write. Begin with the review.",
                    name=self.name,
                )
            )
        made = {one.id: json.dumps(kept["decisions"][one.id]["boxes"]) for one in confirmed}
        before = kept.get("made", {})
        finished = storing.write(
            self.name,
            self.plan.progression,
            confirmed,
            stays,
            list(kept["tasks"]),
            at_least=at_least,
            unchanged={id for id, boxes in made.items() if before.get(id) == boxes},
            progress=progress,
        )
        library.cache_clear()  # so that a notebook finds the set without being restarted
        with self.state.changing() as state:
            state["made"] = {id: boxes for id, boxes in before.items() if id in stays} | made
        return replace(
            finished, several=_several({self._pieces[digest].table for digest in self._ids_of(confirmed)})
        )

    def _ids_of(self, confirmed: list[Candidate]) -> list[str]:
        kept = {one.id for one in confirmed}
        return [digest for digest, (id, _) in self._ids.items() if id in kept]


def _several(tables: set[str]) -> str:
    """A student who is in a table and on a photo is counted twice: nothing tells that it is the same one.

    Args:
        tables: where the pieces come from; papers, photos and typed texts together are one place, without a name.
    """
    if len(tables) < 2:
        return ""
    number = len(tables - {""})
    if "" not in tables:
        places = t("{number} tables", number=number)
    else:
        places = t("papers and 1 table") if number == 1 else t("papers and {number} tables", number=number)
    return t(
        "The pieces come from {places}. A student who is in more than one of them is counted each time: there may be fewer "
        "students than the numbers here say, and groups may be smaller.",
        places=places,
    )


def count(name: str) -> Count:
    """How far the review of an import is; its original need not be at hand."""
    kept = State(name).read()
    decisions = [kept["decisions"].get(id) for id, *_ in kept["found"].values()]
    confirmed = sum(bool(one and one["keep"]) for one in decisions)
    left_out = sum(bool(one and not one["keep"]) for one in decisions)
    return Count(len(decisions), confirmed, left_out)


def _pages(pieces: list[Piece]) -> dict[str, int]:
    """The number of each piece within its student's paper, from 1; 0 where the paper has one page."""
    papers: dict[str, list[str]] = {}
    for piece in pieces:
        papers.setdefault(piece.paper, []).append(piece.digest)
    return {
        digest: number if len(digests) > 1 else 0
        for digests in papers.values()
        for number, digest in enumerate(digests, start=1)
    }


def _move_spans(decision: dict, old: str, new: str) -> None:
    """What was marked in a text stays marked when the text is given another task."""
    if old != new and old in decision.get("spans", {}):
        decision["spans"][new] = decision["spans"].pop(old)


def _plan_again(piece: Piece, grade: str, task: str, tasks: dict[str, str]) -> None:
    """Give a piece the grade and task that were said when it was read first."""
    if "grade" in piece.planned:
        piece.facts = {**piece.facts, "grade": grade} if grade else _without(piece.facts, "grade")
    if "task" in piece.planned and task not in piece.prompts:
        piece.prompts = {task: tasks.get(task, "")}
        piece.texts = dict.fromkeys([task], *piece.texts.values()) if piece.texts else {}


def _without(facts: dict[str, str], name: str) -> dict[str, str]:
    return {one: value for one, value in facts.items() if one != name}


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


def _check_decision(candidate: Candidate, decision: Decision, finder: Deidentifier) -> None:
    candidate.after(decision)
    if unknown := set(decision.spans) - set(candidate.texts):
        raise DecisionProblem(
            t("{piece} has no answer to “{task}”.", piece=candidate.id.upper(), task=sorted(unknown)[0])
        )
    if candidate.kind == "picture":
        if sum(box.kind == "crop" for box in decision.boxes) > 1:
            raise DecisionProblem(t("A picture is cropped to one box. Take the others away."))
        if not re.search(r"\w", decision.alt):
            raise DecisionProblem(
                t(
                    "{piece} has no words yet. Say what the student did, for somebody who cannot see the picture.",
                    piece=candidate.id.upper(),
                )
            )
        for hit in finder.hits(decision.alt):
            if hit.certainty >= SURE:
                raise DecisionProblem(
                    t(
                        "“{words}” in the words for {piece} may tell who it is. Say “the student”, or leave it out.",
                        words=hit.text,
                        piece=candidate.id.upper(),
                    )
                )
