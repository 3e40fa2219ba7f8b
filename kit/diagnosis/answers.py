"""What a student with an idea would answer, and would write on the way."""

from functools import lru_cache

from .catalogue import parts
from .notation import DOMAINS, readings
from .steps import Impasse, Work


def answer(bug: str, problem: str) -> str | None:
    """The answer that a student with this idea gives, as they would write it.

    Args:
        bug: a bug's id or name, two of them joined by ` + `, or `correct`.
        problem: such as `536 - 277`, `3/5 + 1/2`, `4.63 ? 4.8`, `-3 - 5`, `3x + 4 = 19`; × ÷ − are read too.

    Returns:
        Text: `341`, `4/7` (not reduced), `>`, `-8`, `19/3`. None where the idea leads to no answer, or acts
        on another kind of problem.

    Raises:
        UnknownName: no such bug, with near matches; or two that cannot be held together.
        KitError: the problem cannot be read; the message says how to write it.
    """
    found = work(bug, problem)
    return found and found.answer


def work(bug: str, problem: str) -> Work | None:
    """The written work of a student with this idea: rows of digits or lines, and the answer.

    Arguments, None and errors as in `answer`.
    """
    bugs, read = parts(bug), readings(problem)
    homes = {id for id, domain in DOMAINS.items() for one in bugs if one in domain.bugs}
    domain = next((id for id in read if id in homes or not bugs), None)
    return domain and work_in(domain, bugs, problem)


@lru_cache(maxsize=65_536)
def work_in(domain: str, bugs: tuple[str, ...], problem: str) -> Work | None:
    """The work on a problem read in one domain; bugs of other domains leave it correct."""
    home = DOMAINS[domain]
    rules = home.rules(tuple(bug for bug in bugs if bug in home.bugs))
    try:
        return home.solve(rules, readings(problem)[domain])
    except Impasse:
        return None
