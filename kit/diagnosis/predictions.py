"""A paper made ready for diagnosis: which hypotheses it tells apart, and what each would answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from ..errors import KitError
from .answers import work_in
from .catalogue import CORRECT, UNSYSTEMATIC
from .notation import DOMAINS, domains_of, key, readings


@dataclass(frozen=True)
class Model:
    """The parameters of the model that `diagnose` describes.

    Attributes:
        slip: chance that one answer is not what the student's own procedure gives.
        recovered: share of slips that land on the right answer, when the procedure gives another one.
        weights: prior odds of the correct procedure, of none of these, of each bug, of each pair of bugs.
    """

    slip: float = 0.1
    recovered: float = 0.25
    correct: float = 10.0
    unsystematic: float = 5.0
    bug: float = 1.0
    pair: float = 0.1

    def __post_init__(self):
        """Check that the numbers are probabilities and odds."""
        if not 0 < self.slip < 1 or not 0 <= self.recovered < 1:
            raise KitError("`slip` lies between 0 and 1, `recovered` from 0 up to 1.")
        if min(self.correct, self.unsystematic, self.bug, self.pair) <= 0:
            raise KitError("Prior odds are larger than 0.")

    def weight(self, bugs: tuple[str, ...]) -> float:
        """The prior odds of a hypothesis."""
        return (self.correct, self.bug, self.pair)[len(bugs)]


@dataclass(frozen=True)
class Hypotheses:
    """Hypotheses that answer a whole paper alike: the paper cannot tell them apart.

    Attributes:
        names: `correct`, a bug's id, or two joined by ` + `; the simplest first.
        weights: prior odds of each.
        answers: what they give to each problem, in the form in which answers are compared; None: nothing.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    answers: tuple[str | None, ...]


@dataclass(eq=False)
class Paper:
    """A list of problems with the predictions of every hypothesis that can show in it."""

    problems: tuple[str, ...]
    model: Model = field(default_factory=Model)

    def __post_init__(self):
        """Work the whole paper with every hypothesis and put the results into tables."""
        if not self.problems:
            raise KitError("A paper needs at least one problem.")
        self.domains = domains_of(self.problems)
        self.read = tuple(readings(p)[d] for p, d in zip(self.problems, self.domains, strict=True))
        self.correct = self.predictions(())
        self.classes = self._classes()
        self._tables()

    def predictions(self, bugs: tuple[str, ...]) -> tuple[str | None, ...]:
        """What these bugs answer to each problem, in the form in which answers are compared."""
        found = []
        for problem, domain, read in zip(self.problems, self.domains, self.read, strict=True):
            work = work_in(domain, bugs, problem)
            found.append(work and key(work.answer, domain, read))
        return tuple(found)

    def _classes(self) -> tuple[Hypotheses, ...]:
        singles = [bug for id, domain in DOMAINS.items() if id in self.domains for bug in domain.bugs]
        by_answers: dict[tuple, list[tuple[str, ...]]] = {}
        for bugs in [(), *((bug,) for bug in singles)]:
            by_answers.setdefault(self.predictions(bugs), []).append(bugs)
        simple = set(by_answers)
        for bugs in _pairs(singles):
            answers = self.predictions(bugs)
            if answers not in simple:  # else the paper gives no reason to suppose two ideas
                by_answers.setdefault(answers, []).append(bugs)
        return tuple(
            Hypotheses(
                tuple(" + ".join(bugs) or CORRECT for bugs in alike),
                tuple(self.model.weight(bugs) for bugs in alike),
                answers,
            )
            for answers, alike in by_answers.items()
        )

    def _tables(self) -> None:
        """Log-likelihoods: table[item, answer code, class]; the last class is `none of these`."""
        import numpy as np

        model, count = self.model, len(self.problems)
        keys = [
            dict.fromkeys([right, *(c.answers[i] for c in self.classes)])
            for i, right in enumerate(self.correct)
        ]
        self.codes = [{k: n for n, k in enumerate([k for k in one if k is not None])} for one in keys]
        self.other = max(map(len, self.codes))
        self.missing = self.other + 1
        spread = np.array([1 / DOMAINS[domain].other_answers for domain in self.domains])
        table = np.zeros((count, self.other + 2, len(self.classes) + 1))
        for i, codes in enumerate(self.codes):
            table[i, : self.other + 1] = np.log(spread[i])
            right = codes.get(self.correct[i])
            for h, one in enumerate(self.classes):
                mine = codes.get(one.answers[i])
                if mine is None:
                    continue
                recovers = model.recovered if right is not None and mine != right else 0.0
                table[i, : self.other + 1, h] += np.log(model.slip * (1 - recovers))
                if recovers:
                    table[i, right, h] = np.log(model.slip * (recovers + (1 - recovers) * spread[i]))
                table[i, mine, h] = np.log(1 - model.slip)
            if right is not None:
                table[i, right, -1] = 0.0
        self.table = table
        self.right = np.array([codes.get(r, -1) for codes, r in zip(self.codes, self.correct, strict=True)])
        odds = np.array([*(sum(c.weights) for c in self.classes), model.unsystematic])
        self.log_prior = np.log(odds / odds.sum())
        # log of the Beta(2, 2) integral for some right and wrong answers: 6 (r+1)! (w+1)! / (r+w+3)!
        factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 2 * count + 4)))])
        right, wrong = np.arange(count + 1)[:, None], np.arange(count + 1)[None, :]
        self.share = np.log(6) + factorial[right + 1] + factorial[wrong + 1] - factorial[right + wrong + 3]
        self.texts: list[dict[object, int]] = [{} for _ in self.problems]

    def encode(self, answers: Sequence[object]) -> list[int]:
        """Answer codes of one student, one for each problem.

        Raises:
            KitError: there are more or fewer answers than problems.
        """
        if len(answers) != len(self.problems):
            raise KitError(
                f"There are {len(answers)} answers to {len(self.problems)} problems. "
                "Give one for each, in order; None or an empty text where nothing was answered."
            )
        codes = []
        for i, given in enumerate(answers):
            if isinstance(given, list | dict | set):
                raise KitError(
                    f"An answer is a text or a number; the one to {self.problems[i]} is {given!r}."
                )
            code = self.texts[i].get(given)
            codes.append(self._code(i, given) if code is None else code)
        return codes

    def _code(self, i: int, given: object) -> int:
        found = key(given, self.domains[i], self.read[i])
        code = self.missing if found is None else self.codes[i].get(found, self.other)
        if len(self.texts[i]) < 10_000:
            self.texts[i][given] = code
        return code

    def posterior(self, codes):
        """Probabilities of the classes and of `none of these`.

        Args:
            codes: array of answer codes, (students, problems).

        Returns:
            Array (students, classes + 1); each row adds up to 1.
        """
        import numpy as np

        codes = np.asarray(codes)
        logs = np.repeat(self.log_prior[None, :], len(codes), axis=0)
        for i in range(len(self.problems)):
            logs += self.table[i][codes[:, i]]
        right = (codes == self.right).sum(axis=1)
        answered = (codes != self.missing).sum(axis=1)
        logs[:, -1] += self.share[right, answered - right]
        logs -= logs.max(axis=1, keepdims=True)
        chances = np.exp(logs)
        return chances / chances.sum(axis=1, keepdims=True)

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names of each class, then those of `none of these`."""
        return (*(one.names for one in self.classes), (UNSYSTEMATIC,))


def _pairs(bugs: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of bugs of one domain that replace different hooks."""
    return [
        (first, second)
        for first, second in combinations(bugs, 2)
        for domain in DOMAINS.values()
        if first in domain.bugs and second in domain.bugs and domain.compatible(first, second)
    ]


@lru_cache(maxsize=64)
def paper_of(problems: tuple[str, ...], model: Model) -> Paper:
    """The paper of these problems; kept, since making one takes far longer than using it."""
    return Paper(problems, model)
