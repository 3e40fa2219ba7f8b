"""Which problem to ask next: the one whose answer is expected to tell most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from ..errors import KitError
from .answers import work_in
from .catalogue import UNSYSTEMATIC, parts
from .inference import Diagnosis
from .notation import DOMAINS, domains_of, key, readings
from .predictions import Model

_ANYTHING = None


@dataclass(frozen=True)
class Probe:
    """A problem, what it is expected to tell, and what each hypothesis would answer.

    Attributes:
        problem: as in the bank.
        bits: expected information about which hypothesis holds, 0 or more; log2 of their number at most.
        answers: each predicted answer, as written, with the hypotheses that give it; None: no answer.
    """

    problem: str
    bits: float
    answers: dict[str | None, tuple[str, ...]]


def best_probe(
    hypotheses: Diagnosis | Mapping[str, float] | Iterable[str],
    bank: Sequence[str],
    *,
    model: Model | None = None,
) -> Probe:
    """The problem of the bank that tells most, by expected information in bits.

    The information is the mutual information of hypothesis and answer, with slips as `diagnose` models
    them; all answers that no hypothesis predicts count as one. Of equals, the first in the bank is taken.

    Args:
        hypotheses: names, taken as equally probable; names with probabilities (made to add up to 1); or a
            Diagnosis, of which everything under 1 in 1,000 is left out.
        bank: problems to choose from.
        model: other parameters of slips.

    Raises:
        KitError: the bank or the hypotheses are empty, or a problem cannot be read.
        UnknownName: no such bug.
    """
    return rank_probes(hypotheses, bank, model=model)[0]


def rank_probes(
    hypotheses: Diagnosis | Mapping[str, float] | Iterable[str],
    bank: Sequence[str],
    *,
    model: Model | None = None,
) -> list[Probe]:
    """All problems of the bank as probes, the most telling first; arguments and errors as `best_probe`."""
    beliefs = _beliefs(hypotheses)
    bank = tuple(bank)
    if not bank:
        raise KitError("There is no problem to choose from: the bank is empty.")
    domains = domains_of(bank)
    probes = [
        _probe(problem, domain, beliefs, model or Model())
        for problem, domain in zip(bank, domains, strict=True)
    ]
    return sorted(probes, key=lambda probe: -round(probe.bits, 9))


def _beliefs(hypotheses: Diagnosis | Mapping[str, float] | Iterable[str]) -> dict[str, float]:
    if isinstance(hypotheses, Diagnosis):
        hypotheses = {name: p for name, p in hypotheses.by_hypothesis.items() if p >= 0.001}
    elif isinstance(hypotheses, str):
        hypotheses = {hypotheses: 1.0}
    elif not isinstance(hypotheses, Mapping):
        hypotheses = dict.fromkeys(hypotheses, 1.0)
    total = sum(hypotheses.values())
    if not total > 0 or min(hypotheses.values()) < 0:
        raise KitError("Give at least one hypothesis, with a probability larger than 0.")
    for name in hypotheses:
        if name != UNSYSTEMATIC:
            parts(name)
    return {name: p / total for name, p in hypotheses.items() if p}


def _probe(problem: str, domain: str, beliefs: dict[str, float], model: Model) -> Probe:
    read = readings(problem)[domain]
    written: dict[str | None, str | None] = {}
    mine: dict[str, str | None] = {}
    for name in beliefs:
        if name == UNSYSTEMATIC:
            continue
        work = work_in(domain, parts(name), problem)
        mine[name] = work and key(work.answer, domain, read)
        written.setdefault(mine[name], work and work.answer)
    correct = work_in(domain, (), problem)
    right = correct and key(correct.answer, domain, read)
    outcomes = [answer for answer in dict.fromkeys([right, *mine.values()]) if answer is not None]
    spread = 1 / DOMAINS[domain].other_answers
    chances = {
        name: _chances(mine.get(name), name == UNSYSTEMATIC, right, outcomes, spread, model)
        for name in beliefs
    }
    marginal = [
        sum(beliefs[name] * one[k] for name, one in chances.items()) for k in range(len(outcomes) + 1)
    ]
    bits = _entropy(marginal) - sum(beliefs[name] * _entropy(one) for name, one in chances.items())
    answers = {text: tuple(n for n in mine if mine[n] == k) for k, text in written.items()}
    return Probe(problem, max(bits, 0.0), answers)


def _chances(
    mine: str | None, unsystematic: bool, right: str | None, outcomes: list[str], spread: float, model: Model
) -> list[float]:
    """The chance of each outcome, then of any other answer."""
    if unsystematic:
        chances = [0.5 if answer == right else 0.5 * spread for answer in outcomes]
    elif mine is _ANYTHING:
        chances = [spread for _ in outcomes]
    else:
        recovers = model.recovered if mine != right else 0.0
        stray = model.slip * (1 - recovers) * spread
        chances = [stray + (model.slip * recovers if answer == right else 0.0) for answer in outcomes]
        chances[outcomes.index(mine)] = 1 - model.slip
    over = sum(chances)
    return [*(c / max(over, 1.0) for c in chances), max(0.0, 1 - over)]


def _entropy(chances: Iterable[float]) -> float:
    return -sum(p * log2(p) for p in chances if p > 0)
