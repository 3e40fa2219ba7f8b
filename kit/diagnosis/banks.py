"""Banks of problems to choose from, and the ideas put up beside them: `data/bugs/banks.yaml`."""

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from .. import paths
from ..content.fields import Id, Model, Text
from ..content.problems import ContentError, Problem
from ..content.yamlfile import read_yaml
from ..errors import KitError
from .notation import DOMAINS, readings

_SHOWN = "data/bugs/banks.yaml"
_OPENING = 2
"""How many problems of a bank the student has answered when a lab opens."""


class Bank(Model):
    """Problems of one kind, and ideas to choose among."""

    name: Text
    """Of the kind of mathematics, as on the screen."""
    problems: tuple[Text, ...]
    """The first two are answered when a lab opens."""
    ideas: tuple[Id, ...]


def problems_in(root: Path) -> list[Problem]:
    """Everything wrong in `root/bugs/banks.yaml`, for `throughline check`."""
    return _load(root)[1]


@lru_cache(maxsize=1)
def banks() -> dict[str, Bank]:
    """The bank of each kind of mathematics, by the domain's id.

    Raises:
        ContentError: with everything wrong in the file.
    """
    found, problems = _load(paths.DATA)
    if problems:
        raise ContentError(problems)
    return found


def reads(domain: str, problem: str) -> bool:
    """Whether a problem can be read as one of this domain."""
    try:
        return domain in readings(problem)
    except KitError:
        return False


def _load(root: Path) -> tuple[dict[str, Bank], list[Problem]]:
    file = root / "bugs" / "banks.yaml"
    if not file.is_file():
        return {}, [Problem(_SHOWN, "", "is missing.", "Bring the file back.")]
    read = read_yaml(file, _SHOWN)
    problems = list(read.problems)
    data = read.data if isinstance(read.data, dict) else {}
    for id in sorted(DOMAINS.keys() ^ data.keys()):
        what = "is no kind of mathematics that the kit knows" if id in data else "has no bank"
        problems.append(Problem(_SHOWN, id, f"{what}.", f"The kinds are {', '.join(DOMAINS)}."))
    found = {}
    for id in (id for id in DOMAINS if id in data):
        try:
            found[id] = Bank.model_validate(data[id])
        except ValidationError as error:
            for one in error.errors():
                place = read.place((id, *one["loc"]))
                problems.append(Problem(_SHOWN, place, f"{one['msg']}.", "Correct the value."))
        else:
            problems.extend(_wrong_in(id, found[id], read.place((id,))))
    return found, problems


def _wrong_in(id: str, bank: Bank, place: str) -> list[Problem]:
    found = []
    for problem in bank.problems:
        if not reads(id, problem):
            found.append((f"“{problem}” cannot be read as a problem of {id}", "Write it as in papers.yaml."))
    for idea in bank.ideas:
        if idea not in DOMAINS[id].bugs:
            found.append((f"“{idea}” is no idea of {id}", f"Its ideas are in data/bugs/{id}.yaml."))
    for name, listed in (("problem", bank.problems), ("idea", bank.ideas)):
        twice = sorted({one for one in listed if listed.count(one) > 1})
        found += [(f"the {name} “{one}” stands there twice", "Keep one of them.") for one in twice]
    if len(bank.problems) <= _OPENING:
        found.append(("there is no problem to choose", f"Give more than {_OPENING} problems."))
    return [Problem(_SHOWN, place, f"{message}.", remedy) for message, remedy in found]
