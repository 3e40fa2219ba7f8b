"""BugLab: find the idea behind a simulated student's answers by choosing what to ask next."""

from collections.abc import Iterable, Sequence

from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from . import ideas
from .base import Activity, escape

NONE_OF_THESE = "none"
"""Named when no idea of the list fits."""

_LETTERS = "AB"
_PROMPT = later(
    "Read what is written. Uncheck each idea that you rule out. Choose the next problem, write down what you expect, "
    "and then look. When you are ready, name the idea."
)
_MOST_PROBLEMS = 16


class BugLab(Activity):
    """A simulated student (or two) answers the problems that the teacher chooses, by one idea throughout.

    The teacher sees the first answers, rules ideas out, predicts each further answer before seeing it, and names the
    idea. Only then (or on demand) the activity says which ideas fit every answer and what the chosen problems told
    apart. All answers are worked out ahead by `kit.diagnosis`; two students answer the same problems.

    Value: `{asked: [problem], predicted: {student: {problem: text | null}}, ruled_out: {student: [idea]},
    named: {student: idea}, reason: {student: text}, committed: {student: {idea, asked}} | null, shown: bool,
    looked: bool}`. Students are `A` and `B`; a problem is its text, an idea its id in `data/bugs/`, `correct`, or
    `none`. `asked` holds the chosen problems in order, without those answered at the start. A prediction of null
    means that nothing will be written; none at all, that the answer was looked at without one. `committed` keeps
    what was named first and after how many chosen problems; `shown` says whether the findings are on the screen,
    `looked` whether the fitting ideas were asked for before the first naming. Problems and ideas that the lab no
    longer has stay in the value.

    Example:
        >>> BugLab("03/lab", domain="column-subtraction", students=("smaller-from-larger", "borrow-no-decrement"))
    """

    frontend_name = "bug_lab"

    def __init__(
        self,
        key: str,
        *,
        domain: str,
        students: str | Sequence[str],
        bank: Iterable[str] | None = None,
        hypotheses: Iterable[str] | None = None,
        given: int = 2,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the lab.

        Args:
            key: `NN/name`.
            domain: kind of mathematics, as in `data/bugs/banks.yaml`: `column-subtraction`, `equations`.
            students: one idea or two, by id; each is a student's.
            bank: problems to choose from, the first ones answered already; those of the file if not given.
            hypotheses: ideas to choose among; those of the file, with the students' own, if not given. The usual
                procedure is always among them.
            given: how many problems are answered when the lab opens, 1 to 3.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such kind of mathematics or idea.
            KitError: a problem of another kind, a student whose idea is not listed, or nothing to choose.
        """
        found = ideas.bank_of(domain)
        held = _students(domain, students)
        listed = ideas.ideas_of(domain, (*found.ideas, *held) if hypotheses is None else hypotheses)
        for idea in held:
            if idea not in listed:
                raise KitError(
                    f"A student works by “{idea}”, and this is not among the hypotheses, so that nobody could name it. "
                    "Add it to `hypotheses=`, or leave that out."
                )
        if len(listed) < 2:
            raise KitError(
                "Give at least one hypothesis besides the usual procedure, or there is nothing to find out."
            )
        problems = ideas.readable(domain, found.problems if bank is None else bank)
        _check_size(problems, given)
        self._domain, self._problems, self._given = domain, problems, given
        self._held = dict(zip(_LETTERS, held, strict=False))
        self._name, self._prompt = t(found.name), prompt or t(_PROMPT)
        self._title = t("Which idea is at work?") if title is None else title
        worked = ideas.problems_content(domain, problems, listed)
        self._ideas = ideas.ideas_content(domain, worked, listed)
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "mark": self._mark,
                "kind": self._name,
                "given": given,
                "compares": domain == "decimal-comparison",
                "in_columns": domain in ideas.IN_COLUMNS,
                "stuck": any(ideas.STUCK in idea["gives"] for idea in self._ideas),
                "problems": worked,
                "ideas": self._ideas,
                "none": NONE_OF_THESE,
                "students": [self._student(letter, idea, listed) for letter, idea in self._held.items()],
            },
            empty={
                "asked": [],
                "predicted": {},
                "ruled_out": {},
                "named": {},
                "reason": {},
                "committed": None,
                "shown": False,
                "looked": False,
            },
        )

    def _student(self, letter: str, idea: str, listed: tuple[str, ...]) -> dict:
        return {
            "id": letter,
            "name": t("Student {letter}", letter=letter),
            "idea": listed.index(idea),
            "work": [ideas.page_html(self._domain, idea, one) for one in self._problems],
            "text": [ideas.page_text(self._domain, idea, one) for one in self._problems],
            "steps": [ideas.steps_text(self._domain, idea, one) for one in self._problems],
        }

    @property
    def _mark(self) -> str:
        if len(self._held) == 1:
            return t("Student A is a simulated student, whose answers this kit computes.")
        return t("Student A and Student B are simulated students, whose answers this kit computes.")

    def restore(self, value: dict) -> tuple[dict, str]:
        """Problems and ideas that are gone stay in the value, unseen, and the reader is told."""
        kept = {
            **value,
            "asked": _texts(value["asked"]),
            "predicted": {
                student: {
                    problem: text
                    for problem, text in _dict(one).items()
                    if text is None or isinstance(text, str)
                }
                for student, one in _dict(value["predicted"]).items()
            },
            "ruled_out": {student: _texts(one) for student, one in _dict(value["ruled_out"]).items()},
            "named": {student: one for student, one in _dict(value["named"]).items() if isinstance(one, str)},
            "reason": {
                student: one for student, one in _dict(value["reason"]).items() if isinstance(one, str)
            },
            "committed": _committed(value["committed"]),
            "looked": value["looked"] is True,
        }
        kept["shown"] = value["shown"] is True and kept["committed"] is not None
        names = {idea["id"] for idea in self._ideas} | {NONE_OF_THESE}
        gone = [
            t("the problem {problem}", problem=ideas.minus(one))
            for one in kept["asked"]
            if one not in self._problems
        ]
        used = {*kept["named"].values(), *(one for listed in kept["ruled_out"].values() for one in listed)}
        gone += [t("the idea “{idea}”", idea=one) for one in sorted(used - names)]
        if not gone:
            return kept, ""
        return kept, (
            t(
                "This lab has changed since you worked in it: {gone} can no longer be shown. What you wrote is kept in the journal.",
                gone=", ".join(gone),
            )
        )

    def summary(self) -> str:
        """The first answers, the bank and the ideas; never whose idea it is."""
        lines = [f"BugLab {self.key}: {to_text(self._title)} ({self._name})", self._mark]
        for letter, idea in self._held.items():
            pages = [ideas.page_text(self._domain, idea, one) for one in self._problems[: self._given]]
            lines.append(t("Student {letter} wrote: {answers}", letter=letter, answers="; ".join(pages)))
        rest = [ideas.problem_text(self._domain, one) for one in self._problems[self._given :]]
        lines += [
            t("Problems to choose from: {problems}", problems="; ".join(rest)),
            t("Ideas to choose among:"),
        ]
        lines += [f"  {idea['name']}" for idea in self._ideas]
        lines.append(t("Whose idea is which is told in the activity, once you have named one."))
        return "\n".join(lines)

    def picture(self) -> str:
        """The same with boxes to tick and lines to write on."""
        letters = list(self._held)
        heads = "".join(
            f'<th scope="col">{t("Student {letter} wrote", letter=letter)}</th>' for letter in letters
        )
        opening = "".join(
            f'<tr><th scope="row">{ideas.problem_html(self._domain, one, simple=True)}</th>'
            f"{''.join(f'<td>{self._answer(self._held[letter], one)}</td>' for letter in letters)}</tr>"
            for one in self._problems[: self._given]
        )
        bank = "".join(
            f'<tr><th scope="row">{ideas.problem_html(self._domain, one, simple=True)}</th>'
            f"{'<td>__________</td><td>__________</td>' * len(letters)}</tr>"
            for one in self._problems[self._given :]
        )
        asked = "".join(
            f'<th scope="col">{t("I expect of {letter}", letter=letter)}</th>'
            f'<th scope="col">{t("{letter} wrote", letter=letter)}</th>'
            for letter in letters
        )
        boxes = "".join(
            f'<th scope="col">{t("{letter}: still possible", letter=letter)}</th>' for letter in letters
        )
        rows = "".join(
            f'<tr><th scope="row">{escape(idea["name"])}</th>{"<td>☐</td>" * len(letters)}</tr>'
            for idea in self._ideas
        )
        named = "".join(
            f"<p>{t('I think that Student {letter} works by:', letter=letter)} ______________________________</p>"
            for letter in letters
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{escape(self._mark)}</p>"
            f"<p>{to_simple_html(self._prompt)}</p>"
            f'<table><thead><tr><th scope="col">{escape(self._name)}</th>{heads}</tr></thead>'
            f"<tbody>{opening}</tbody></table>"
            f'<table><thead><tr><th scope="col">{t("Idea")}</th>{boxes}</tr></thead><tbody>{rows}</tbody></table>'
            f"<p>{t('Choose one problem at a time. Write what you expect, then ask for the answer.')}</p>"
            f'<table><thead><tr><th scope="col">{t("Problem")}</th>{asked}</tr></thead><tbody>{bank}</tbody></table>'
            f"{named}<p>{t('Because:')} ______________________________________________</p>"
        )

    def _answer(self, idea: str, problem: str) -> str:
        answer = ideas.written(self._domain, idea, problem)
        return t("(nothing)") if answer is None else to_simple_html(f"${ideas.minus(answer)}$")


def _students(domain: str, students: str | Sequence[str]) -> tuple[str, ...]:
    """The idea that each student works by, in the order in which they were given."""
    given = (students,) if isinstance(students, str) else tuple(students)
    if not 1 <= len(given) <= len(_LETTERS):
        raise KitError(
            f"A lab has one student or two; here are {len(given)}. Give an idea for each: "
            'students=("smaller-from-larger", "borrow-no-decrement").'
        )
    # The usual procedure comes first in `ideas_of`, and alone where it is asked for.
    return tuple(ideas.ideas_of(domain, (one,))[-1] for one in given)


def _check_size(problems: tuple[str, ...], given: int) -> None:
    if given not in (1, 2, 3) or given is True:
        raise KitError(f"`given` says how many problems are answered at the start: 1, 2 or 3, not {given!r}.")
    if not given < len(problems) <= _MOST_PROBLEMS:
        raise KitError(
            f"A bank holds the {given} problems answered at the start and one or more to choose, up to "
            f"{_MOST_PROBLEMS} in all; this one has {len(problems)}."
        )


def _dict(given: object) -> dict:
    return given if isinstance(given, dict) else {}


def _texts(given: object) -> list[str]:
    """The texts among what an old answer holds, each once."""
    return (
        list(dict.fromkeys(one for one in given if isinstance(one, str))) if isinstance(given, list) else []
    )


def _committed(given: object) -> dict | None:
    """What was named first, if it has the form of today."""
    found = {
        student: one
        for student, one in _dict(given).items()
        if isinstance(one, dict) and isinstance(one.get("idea"), str) and type(one.get("asked")) is int
    }
    return found or None
