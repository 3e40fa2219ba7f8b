"""Which ideas explain a student's answers, which problem to ask next, and what a test cannot tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..errors import KitError
from .catalogue import CORRECT, UNSYSTEMATIC, parts
from .predictions import Model, Paper, paper_of


@dataclass(frozen=True)
class Finding:
    """One group of hypotheses that the paper cannot tell apart.

    Attributes:
        names: the simplest first; `correct`, bug ids, two ids joined by ` + `, or `none of these`.
        probability: of the whole group.
        explained: how many of the answers are exactly what it predicts; None for `none of these`.
        answered: how many answers there were.
    """

    names: tuple[str, ...]
    probability: float
    explained: int | None
    answered: int


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What one student's answers say; made by `diagnose`."""

    paper: Paper
    codes: tuple[int, ...]
    probabilities: object
    """One for each of `paper.names`, a numpy array."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All groups of hypotheses, the most probable first."""
        order = sorted(range(len(self.probabilities)), key=lambda h: -self.probabilities[h])
        return tuple(self._finding(h) for h in order)

    @property
    def first(self) -> Finding:
        """The most probable group."""
        return self._finding(int(self.probabilities.argmax()))

    @cached_property
    def by_hypothesis(self) -> dict[str, float]:
        """Each hypothesis by itself; a group's probability is shared out by the prior odds."""
        shares = {UNSYSTEMATIC: float(self.probabilities[-1])}
        for one, probability in zip(self.paper.classes, self.probabilities, strict=False):
            total = sum(one.weights)
            for name, weight in zip(one.names, one.weights, strict=True):
                shares[name] = float(probability) * weight / total
        return dict(sorted(shares.items(), key=lambda item: -item[1]))

    def probability_of(self, bug: str) -> float:
        """How probable it is that the student holds this bug, alone or with another.

        Also for `correct`, `none of these`, and two bugs joined by ` + `.

        Raises:
            UnknownName: no such bug.
        """
        if bug == UNSYSTEMATIC:
            return self.by_hypothesis[bug]
        wanted = set(parts(bug)) or {CORRECT}
        return sum(p for name, p in self.by_hypothesis.items() if wanted <= set(name.split(" + ")))

    def unexplained(self) -> tuple[str, ...]:
        """The problems whose answers the most probable hypothesis does not predict: slips, if it is right."""
        h = int(self.probabilities.argmax())
        if h == len(self.paper.classes):
            return ()
        wanted = self.paper.classes[h].answers
        return tuple(
            self.paper.problems[i]
            for i, code in enumerate(self.codes)
            if code != self.paper.missing and self.paper.codes[i].get(wanted[i]) != code
        )

    def _finding(self, h: int) -> Finding:
        answered = sum(code != self.paper.missing for code in self.codes)
        explained = None
        if h < len(self.paper.classes):
            wanted = self.paper.classes[h].answers
            explained = sum(
                self.paper.codes[i].get(wanted[i]) == code for i, code in enumerate(self.codes) if wanted[i]
            )
        return Finding(self.paper.names[h], float(self.probabilities[h]), explained, answered)

    def __str__(self) -> str:
        shown = [one for one in self.findings if one.probability >= 0.01]
        return "\n".join(
            f"{one.probability:4.0%}  {' or '.join(one.names)}"
            + ("" if one.explained is None else f"  ({one.explained} of {one.answered} answers)")
            for one in shown
        )


def diagnose(
    answers: Mapping[str, object] | Sequence[object],
    problems: Sequence[str] | None = None,
    *,
    model: Model | None = None,
) -> Diagnosis:
    """Which bugs explain a student's answers, with slips allowed, as probabilities.

    The model. A student works by one hypothesis throughout the paper: the correct procedure, one bug, two
    bugs that act at different steps, or *none of these*. Each answer is what that hypothesis gives, with
    chance 1 − slip (0.9). A slip gives the right answer with chance 0.25 when the hypothesis does not (bugs
    come and go), and otherwise any answer alike, taken as one of 50 (one of 2 for a comparison). Where a
    hypothesis gives no answer, any of the 50 is alike. With *none of these* each answer is right with a
    chance that is not known (from 0 to 1, about a half most likely: Beta(2, 2)) and otherwise any answer
    alike. Prior odds: correct 10, none of these 5, each bug 1, each pair 0.1. A pair that answers the whole paper like one of
    the simpler hypotheses is left out. Change the numbers with `model=Model(slip=0.05)`.

    What the probabilities mean: how the answers shift belief among *these* hypotheses, under *these*
    assumptions. They are not the share of children who hold an idea, nor a measured error rate of the
    diagnosis: the odds and the slip rate are set by hand, not estimated from data. They say what to ask
    next, not what a child is. Bugs are often unstable from one week to the next (VanLehn 1982).

    Args:
        answers: problem to answer, or the answers in the order of `problems`. Text or numbers; None, "" or
            NaN where nothing was answered. `1/2`, `2/4` and `0.5` are the same answer. A comparison is
            answered by `<`, `>`, `=`, by the larger number, or by "same".
        problems: the paper, when `answers` is a sequence.
        model: other parameters.

    Returns:
        A Diagnosis: `.findings`, `.first`, `.probability_of(bug)`, `.unexplained()`; print it for a summary.

    Raises:
        KitError: a problem cannot be read, or there are more or fewer answers than problems.
    """
    if problems is None:
        if not isinstance(answers, Mapping):
            raise KitError("Give the problems too: diagnose(answers, problems), or {problem: answer}.")
        answers, problems = list(answers.values()), list(answers)
    elif isinstance(answers, Mapping):
        answers = [answers.get(problem) for problem in problems]
    paper = paper_of(tuple(problems), model or Model())
    codes = paper.encode(answers)
    return Diagnosis(paper, tuple(codes), paper.posterior([codes])[0])


def diagnose_all(
    students: Sequence[Sequence[object]], problems: Sequence[str], *, model: Model | None = None
) -> list[Diagnosis]:
    """`diagnose` for a class or a school: one row of answers for each student, to the same problems.

    Raises:
        KitError: as `diagnose`; a row of another length is named by its number.
    """
    import numpy as np

    paper = paper_of(tuple(problems), model or Model())
    codes = []
    for number, answers in enumerate(students, start=1):
        try:
            codes.append(paper.encode(answers))
        except KitError as error:
            raise KitError(f"Row {number}: {error}") from None
    if not codes:
        return []
    found = paper.posterior(np.array(codes))
    return [Diagnosis(paper, tuple(row), one) for row, one in zip(codes, found, strict=True)]


def discriminates(problem_set: Sequence[str], *, pairs: bool = False) -> list[tuple[str, ...]]:
    """The groups of hypotheses that a test cannot tell apart, whatever the student answers.

    Args:
        problem_set: the test.
        pairs: also pairs of bugs that look like each other (never those that look like a simpler one).

    Returns:
        Groups of two or more; a group with `correct` holds the bugs that the test does not show at all.
        Only bugs of the kinds of problems in the test are considered. Empty: it tells all of them apart.

    Raises:
        KitError: a problem cannot be read.
    """
    groups = []
    for one in paper_of(tuple(problem_set), Model()).classes:
        names = tuple(name for name in one.names if pairs or " + " not in name)
        if len(names) > 1:
            groups.append(names)
    return groups
