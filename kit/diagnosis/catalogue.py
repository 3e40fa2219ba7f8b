"""What the bugs are called, look like and rest on: `data/bugs/`, one file for each domain."""

import difflib
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from .. import paths
from ..content.fields import Id, Model, Text
from ..content.problems import ContentError, Problem
from ..content.yamlfile import read_yaml
from ..errors import UnknownName
from .notation import DOMAINS
from .steps import Domain

CORRECT = "correct"
UNSYSTEMATIC = "none of these"


class Example(Model):
    """A problem and the answer that a student with the bug gives."""

    problem: Text
    answer: Text


class Bug(Model):
    """A named procedural bug. It describes a way of working, never a child."""

    id: Id
    name: Text
    """As the literature calls it."""
    looks_like: Text
    makes_sense: Text
    """Why it is a sensible thing to do."""
    example: Example
    sources: tuple[Id, ...]
    misconceptions: tuple[Id, ...] = ()
    doubt: Text | None = None
    """What is not certain about the definition or its source."""
    domain: Id


def problems_in(root: Path) -> list[Problem]:
    """Everything wrong in `root/bugs`, for `throughline check`."""
    return _load(root)[1]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Bug]:
    """All bugs by id, in the order of the domains and of their rules.

    Raises:
        ContentError: with every problem in `data/bugs/`.
    """
    bugs, problems = _load(paths.DATA)
    if problems:
        raise ContentError(problems)
    return bugs


@lru_cache(maxsize=1)
def papers() -> dict[str, tuple[str, ...]]:
    """For each domain a paper of 20 problems that tells all its bugs apart (`data/bugs/papers.yaml`)."""
    found = read_yaml(paths.DATA / "bugs" / "papers.yaml", "data/bugs/papers.yaml")
    if found.problems:
        raise ContentError(found.problems)
    return {domain: tuple(problems) for domain, problems in found.data.items()}


def _load(root: Path) -> tuple[dict[str, Bug], list[Problem]]:
    folder, problems = root / "bugs", []
    known = {one["id"] for one in read_yaml(root / "sources.yaml", "data/sources.yaml").data or []}
    bugs: dict[str, Bug] = {}
    for domain in DOMAINS.values():
        file = folder / f"{domain.id}.yaml"
        written = {one.id: one for one in _models(file, Bug, {"domain": domain.id}, problems)}
        shown = _shown(file)
        for id in sorted(written.keys() ^ domain.bugs.keys()):
            where = "has no rule in the code" if id in written else "has a rule and no entry here"
            problems.append(Problem(shown, id, f"{where}.", "Keep the entries and the rules the same."))
        for bug in written.values():
            for source in sorted(set(bug.sources) - known):
                problems.append(
                    Problem(
                        shown, bug.id, f"names an unknown source “{source}”.", "Add it to data/sources.yaml."
                    )
                )
        bugs |= {id: written[id] for id in domain.bugs if id in written}
    return bugs, problems


def _models(file: Path, model: type[Model], extra: dict, problems: list[Problem]) -> list:
    shown = _shown(file)
    if not file.is_file():
        problems.append(Problem(shown, "", "is missing.", "Bring the file back."))
        return []
    read = read_yaml(file, shown)
    problems.extend(read.problems)
    found = []
    for index, data in enumerate(read.data or []):
        try:
            found.append(model.model_validate({**data, **extra}))
        except ValidationError as error:
            for one in error.errors():
                place = read.place((index, *one["loc"]))
                problems.append(Problem(shown, place, one["msg"], "Correct the value."))
    return found


def _shown(file: Path) -> str:
    return f"data/{file.parent.name}/{file.name}"


@lru_cache(maxsize=4096)
def parts(hypothesis: str) -> tuple[str, ...]:
    """The bugs that a hypothesis is made of, by id; none for the correct procedure.

    Args:
        hypothesis: a bug's id or name, two of them joined by ` + `, or `correct`.

    Raises:
        UnknownName: with near matches; also when the two cannot be held together.
    """
    if hypothesis == CORRECT:
        return ()
    found = tuple(_named(part.strip()) for part in hypothesis.split(" + "))
    if len(found) == 2:
        first, second = found
        domains = [domain_of(bug) for bug in found]
        if first == second or (domains[0] is domains[1] and not domains[0].compatible(first, second)):
            raise UnknownName(
                f"“{first}” and “{second}” cannot be held together: both say what to do at the same step."
            )
    elif len(found) > 2:
        raise UnknownName(f"“{hypothesis}” names {len(found)} bugs; give one or two.")
    return found


def domain_of(bug: str) -> Domain:
    """The domain in which a bug acts, by the bug's id."""
    return next(domain for domain in DOMAINS.values() if bug in domain.bugs)


def _named(name: str) -> str:
    for domain in DOMAINS.values():
        if name in domain.bugs:
            return name
    by_name = {bug.name.casefold(): bug.id for bug in catalogue().values()}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    known = [bug for domain in DOMAINS.values() for bug in domain.bugs]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known[:3]
    raise UnknownName(f"There is no bug “{name}”. Near it: {', '.join(near)}.")
