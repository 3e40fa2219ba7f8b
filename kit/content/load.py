"""The one loader of content: reads every file of `data/` and of a team's own `local/`, checks it, reports all problems at once."""

import difflib
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from .. import lang, paths
from ..errors import UnknownName
from . import crosschecks, overrides, standards, translated
from .datapackage import rows_of
from .discourse import Codebook, Lesson
from .fields import Model
from .glossary import Term
from .measures import Measure
from .models import Deck, Item, Misconception, Progression, Source, WorkSample, WorkSet, WorkSetFile
from .problems import ContentError, Problem
from .protocols import Protocol
from .worksets import answer_alone, check_records, misfits_of, samples_from
from .yamlfile import Place, YamlFile, read_yaml

M = TypeVar("M", bound=Model)


@dataclass
class Library:
    """Everything in `data/`, and in `local/` beside it, by kind and id. Made by `load`; `library()` is the course's own."""

    root: Path
    local: Path | None = None
    """A team's own folder, laid out like `data/`."""
    sources: dict[str, Source] = field(default_factory=dict)
    progressions: dict[str, Progression] = field(default_factory=dict)
    misconceptions: dict[str, Misconception] = field(default_factory=dict)
    """Those with a source; sessions see these only."""
    unverified: dict[str, Misconception] = field(default_factory=dict)
    """Misconceptions still from memory, hidden from sessions."""
    items: dict[str, Item] = field(default_factory=dict)
    work_sets: dict[str, WorkSet] = field(default_factory=dict)
    protocols: dict[str, Protocol] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    codebooks: dict[str, Codebook] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    """Short lessons written for this kit, to be coded with a codebook."""
    glossary: dict[str, Term] = field(default_factory=dict)
    """Words of the field, in the order of the alphabet."""
    standards: frozenset[str] = frozenset()
    """Codes of all standards and their clusters, for checking; `kit.content.graph` has the map itself."""
    state_codes: dict[str, list[str]] = field(default_factory=dict)
    """A state's own codes for a standard, from `local/standards/crosswalk.csv`."""
    overridden: list[overrides.Override] = field(default_factory=list)
    """What a team has worded in its own way, as it was put in."""
    stale: list[Problem] = field(default_factory=list)
    """Wording of a team's own for something that the course does not have (any more); kept, and not shown."""
    left_out: list[Problem] = field(default_factory=list)
    """Why nothing of `local/` is in here, where something is wrong there."""

    def file(self, name: str) -> Path:
        """A file or folder named in content, such as `progressions/pictures/x.svg`: the course's, or else the team's."""
        own = self.local / name if self.local else None
        return own if own and own.exists() and not (self.root / name).exists() else self.root / name

    def code_shown(self, code: str) -> str:
        """A standard's code as it is shown: with the state's own before it, where there is one."""
        return f"{' / '.join(self.state_codes[code])} ({code})" if code in self.state_codes else code

    def progression(self, id: str) -> Progression:
        """The progression with this id; raises UnknownName with near matches."""
        return self._named(self.progressions, id, "progression")

    def misconception(self, id: str) -> Misconception:
        """The misconception with this id; raises UnknownName with near matches."""
        return self._named(self.misconceptions, id, "misconception")

    def item(self, id: str) -> Item:
        """The item with this id; raises UnknownName with near matches."""
        return self._named(self.items, id, "item")

    def source(self, id: str) -> Source:
        """The source with this id; raises UnknownName with near matches."""
        return self._named(self.sources, id, "source")

    def work_set(self, id: str) -> WorkSet:
        """The work set with this id; raises UnknownName with near matches."""
        return self._named(self.work_sets, id, "work set")

    def codebook(self, id: str) -> Codebook:
        """The codebook with this id; raises UnknownName with near matches."""
        return self._named(self.codebooks, id, "codebook")

    def lesson(self, id: str) -> Lesson:
        """The lesson with this id; raises UnknownName with near matches."""
        return self._named(self.lessons, id, "lesson")

    def protocol(self, id: str) -> Protocol:
        """The protocol with this id; raises UnknownName with near matches."""
        return self._named(self.protocols, id, "protocol")

    def measure(self, id: str) -> Measure:
        """The measure with this id; raises UnknownName with near matches."""
        return self._named(self.measures, id, "measure")

    def sample(self, reference: str) -> WorkSample:
        """The sample that `work-set/sample` names; raises UnknownName with near matches."""
        set_id, _, sample_id = reference.partition("/")
        samples = {sample.id: sample for sample in self.work_set(set_id).samples}
        return self._named(samples, sample_id, f"sample in {set_id}")

    def deck(self, reference: str) -> tuple[Deck, list[WorkSample]]:
        """The deck that `work-set/deck` names, and its samples in order.

        A deck about one item holds each sample cut to that answer, anchored by the set's rules.

        Raises:
            UnknownName: no such work set or deck; the message names near matches.
        """
        set_id, _, deck_id = reference.partition("/")
        work_set = self.work_set(set_id)
        deck = self._named({deck.id: deck for deck in work_set.decks}, deck_id, f"deck in {set_id}")
        samples = {sample.id: sample for sample in work_set.samples}
        whole = [samples[id] for id in deck.samples]
        if deck.item is None:
            return deck, whole
        return deck, [answer_alone(sample, self.item(deck.item), work_set) for sample in whole]

    def _named(self, known: dict[str, M], id: str, kind: str) -> M:
        if id in known:
            return known[id]
        near = difflib.get_close_matches(id, known, n=3, cutoff=0.5) or sorted(known)[:6]
        there = f" Near it: {', '.join(near)}." if near else ""
        if self.left_out:
            there += f" Nothing in your folder “local” is used until this is mended: {self.left_out[0]}"
        raise UnknownName(f"There is no {kind} “{id}”.{there}")


def library() -> Library:
    """The course's content and the team's own, in the language in use, loaded once in a process.

    Something wrong in `local/` does not keep a session of the course from running: then all of `local/` is left out,
    and `left_out` says why. `throughline check` reports it.

    Raises:
        ContentError: with every problem in `data/`.
    """
    return _in_language(lang.language())


@lru_cache(maxsize=4)
def _in_language(language: str) -> Library:
    found = _with_local() if language == lang.ENGLISH else copy(_in_language(lang.ENGLISH))
    if language != lang.ENGLISH:
        translated.put_in(found, lang.words(language))
    return found


library.cache_clear = _in_language.cache_clear


def _with_local() -> Library:
    local = paths.local()
    if not local.is_dir():
        return load(paths.DATA)
    try:
        return load(paths.DATA, local)
    except ContentError as error:
        found = load(paths.DATA)
        found.left_out = error.problems
        return found


def load(root: Path, local: Path | None = None) -> Library:
    """Load a content folder laid out like `data/`, and a team's own beside it.

    Raises:
        ContentError: with every problem that was found, each with file, place and remedy.
    """
    try:
        found, problems = _read(root, local, check=False)
    except (OSError, ValueError, LookupError):  # records that are not what their descriptor says
        problems = inspect(root, local)[1]
    if problems:
        raise ContentError(problems)
    return found


def inspect(root: Path, local: Path | None = None) -> tuple[Library, list[Problem]]:
    """Load what can be loaded and list what is wrong; raises nothing about content.

    More thorough than `load`, which takes records and the tables in `data/standards` as they are.
    """
    found, problems = _read(root, local, check=True)
    folder = Path(root.name) / "standards"
    return found, [*problems, *found.stale, *standards.problems_in(root, folder.as_posix())]


def read_objects(
    model: type[M], path: Path
) -> tuple[dict[str, M], list[Problem], Callable[[str, str, Place], tuple[str, str]]]:
    """Read a file that stands outside the library, such as one that a district made.

    Args:
        model: of the objects in it.
        path: a YAML file with one object or a list of them.

    Returns:
        The objects by id, what is wrong, and a function that names file and line of a field: `place("Model", id, path)`.
    """
    reader = _Reader(path.parent, None, check=True)
    return reader.collection(model, [path]), reader.problems, reader.place


def _read(root: Path, local: Path | None = None, *, check: bool) -> tuple[Library, list[Problem]]:
    reader = _Reader(root, local, check)
    found = Library(root, local, standards=standards.read_codes(root))
    found.sources = reader.collection(Source, [root / "sources.yaml", *reader.own("sources.yaml")])
    found.progressions = reader.collection(Progression, reader.files("progressions/*.yaml"))
    every = reader.collection(Misconception, reader.files("misconceptions/*.yaml"))
    found.misconceptions = {id: one for id, one in every.items() if one.status == "verified"}
    found.unverified = {id: one for id, one in every.items() if one.status == "unverified"}
    found.items = reader.collection(Item, reader.files("items/*.yaml"))
    found.codebooks = reader.collection(Codebook, reader.files("codebooks/*.yaml"))
    found.lessons = reader.collection(Lesson, reader.files("lessons/*.yaml"))
    files = reader.collection(WorkSetFile, reader.files("work/*/workset.yaml"))
    for id, file in files.items():
        found.work_sets[id] = reader.work_set(file, reader.origin[("WorkSetFile", id)].parent)
    found.protocols = reader.collection(Protocol, reader.files("protocols/*.yaml"))
    found.measures = reader.collection(Measure, reader.files("measures/*.yaml"))
    terms = reader.collection(Term, reader.files("glossary.yaml"))
    found.glossary = dict(sorted(terms.items(), key=lambda one: one[1].term.lower()))
    found.stale = list(overrides.apply(found, reader.read_overrides(), reader.place_of_override))
    overrides.attribute(found)
    for problem in crosschecks.problems_in(found, reader.place):
        reader.problems.append(problem)
    reader.problems.extend(_read_state_codes(found))
    return found, reader.problems


def _read_state_codes(found: Library) -> list[Problem]:
    """Fill in a state's own codes; what is wrong with them, if anything."""
    crosswalk = found.local / standards.CROSSWALK if found.local else None
    if not crosswalk or not crosswalk.exists():
        return []
    from .graph import load_map

    try:
        own = load_map(found.root).with_local(crosswalk).local
    except ContentError as error:
        return overrides.renamed(error.problems, f"{found.local.name}/{standards.CROSSWALK}")
    for code, stands_for in own.items():
        for one in stands_for:
            found.state_codes.setdefault(one, []).append(code)
    return []


class _Reader:
    """Reads files into models and remembers where each stood, for messages."""

    def __init__(self, root: Path, local: Path | None, check: bool):
        self.root, self.local = root, local
        self.check = check
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str], Path] = {}
        self._files: dict[Path, YamlFile] = {}
        self._base: dict[tuple[str, str], Place] = {}

    def shown(self, path: Path) -> str:
        root = self.local if self._is_own(path) else self.root
        return (Path(root.name) / path.relative_to(root)).as_posix()

    def files(self, pattern: str) -> list[Path]:
        """The course's files, then the team's own."""
        return [*sorted(self.root.glob(pattern)), *self.own(pattern)]

    def own(self, pattern: str) -> list[Path]:
        return sorted(self.local.glob(pattern)) if self.local else []

    def _is_own(self, path: Path) -> bool:
        return self.local is not None and path.is_relative_to(self.local)

    def read_overrides(self) -> list[overrides.Override]:
        """Every entry of `overrides.yaml` and of the files in `overrides/`, without those that cannot be read."""
        found: dict[str, overrides.Override] = {}
        for path in self.own("overrides.yaml") + self.own("overrides/*.yaml"):
            for base, data in self._objects(path):
                named = [kind for kind in overrides.KINDS if isinstance(data, dict) and kind in data]
                if len(named) != 1:
                    remedy = f"Begin each entry with one of: {', '.join(f'- {kind}: …' for kind in overrides.KINDS)}."
                    self._add(path, base, "does not say what it changes.", remedy)
                    continue
                entry = self._parse(overrides.KINDS[named[0]], data, path, base)
                if entry is not None and entry.target in found:
                    self._add(
                        path, base, f"changes {entry.target} a second time.", "Put both into one entry."
                    )
                elif entry is not None:
                    found[entry.target] = entry
                    self.origin[("override", entry.target)] = path
                    self._base[("override", entry.target)] = base
        return list(found.values())

    def place_of_override(self, entry: overrides.Override, field: str) -> tuple[str, str]:
        """File and place of a field of an override."""
        return self.place("override", entry.target, (field,))

    def collection(self, model: type[M], files: list[Path]) -> dict[str, M]:
        """Every object in the files: a file holds one object, or a list of them."""
        found: dict[str, M] = {}
        for path in files:
            for base, data in self._objects(path):
                one = self._parse(model, data, path, base)
                if one is None:
                    continue
                if one.id in found:
                    first = self.origin[(model.__name__, one.id)]
                    if self._is_own(path) and not self._is_own(first):
                        message = (
                            f"uses the id “{one.id}”, which the course itself uses in {self.shown(first)}."
                        )
                        remedy = f"Give it one of your own, such as our-{one.id}."
                    else:
                        message, remedy = f"uses the id “{one.id}” a second time.", "Give it another id."
                    self._add(path, (*base, "id"), message, remedy)
                    continue
                found[one.id] = one
                self.origin[(model.__name__, one.id)] = path
                self._base[(model.__name__, one.id)] = base
        return found

    def work_set(self, file: WorkSetFile, folder: Path) -> WorkSet:
        """The work set of a file, with its samples if its records are sound."""
        wrong = check_records(folder, self.shown(folder)) if self.check else []
        self.problems.extend(wrong)
        records = [] if wrong else rows_of(folder)
        misfits = list(misfits_of(records, file))
        for message, remedy in misfits:
            self.problems.append(Problem(self.shown(folder), "", message, remedy))
        records = [] if misfits else records
        return WorkSet(**dict(file), samples=samples_from(records, file))

    def place(self, model: str, id: str, path: Place) -> tuple[str, str]:
        """File and place of a field of an object, for a message."""
        file = self.origin[(model, id)]
        return self.shown(file), self._files[file].place((*self._base[(model, id)], *path))

    def _objects(self, path: Path) -> Iterator[tuple[Place, object]]:
        if not path.exists():
            self.problems.append(Problem(self.shown(path), "", "is missing.", "Bring the file back."))
            return
        file = self._files[path] = read_yaml(path, self.shown(path))
        self.problems.extend(file.problems)
        if isinstance(file.data, list):
            yield from (((index,), data) for index, data in enumerate(file.data))
        elif file.data is not None:
            yield (), file.data

    def _parse(self, model: type[M], data: object, path: Path, base: Place) -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for one in error.errors():
                self._add(path, (*base, *without_tags(one["loc"], data)), *in_words(one, model))
        return None

    def _add(self, path: Path, place: Place, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.shown(path), self._files[path].place(place), message, remedy))


def without_tags(loc: Place, data: object) -> Place:
    """Pydantic's location without the names of union members, which are not in the file."""
    kept: list[str | int] = []
    for part in loc:
        if (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        ):
            data = data[part]
        elif part != loc[-1]:
            continue
        kept.append(part)
    return tuple(kept)


def in_words(error: dict, model: type[Model]) -> tuple[str, str]:
    """Message and remedy for one pydantic error."""
    kind, given = error["type"], error.get("input")
    if kind == "content":
        return error["ctx"]["message"], error["ctx"]["remedy"]
    if kind == "missing":
        name = error["loc"][-1]
        if name == "alt":
            return (
                "is a picture without a text that stands for it.",
                "Add `alt:`: what someone who cannot see it needs.",
            )
        return f"lacks `{name}`.", f"Add `{name}:` to this {model.__name__.removesuffix('File').lower()}."
    if kind == "extra_forbidden":
        return "is not a field that belongs here.", "Check its spelling and its indentation."
    remedies = {
        "string_pattern_mismatch": "Ids are lower-case words with hyphens; standards look like 3.NF.A.2.",
        "union_tag_invalid": "Check `kind:`.",
        "union_tag_not_found": "Add `kind:`.",
    }
    return f"is {given!r}: {error['msg'][0].lower()}{error['msg'][1:]}.", remedies.get(
        kind, "Correct the value."
    )
