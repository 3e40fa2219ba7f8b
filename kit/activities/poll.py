"""Poll: one question with a short answer, and where there is one a published figure to look at afterwards."""

from collections.abc import Mapping, Sequence

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

KINDS = {
    "one": later("choose one"),
    "several": later("choose as many as fit"),
    "ordered": later("put in order"),
    "scale": later("choose a point on a scale"),
    "numeric": later("give a number"),
    "text": later("write a few words"),
}
_WITH_OPTIONS = ("one", "several", "ordered")
_PROMPTS = {
    "one": later("Choose one."),
    "several": later("Choose as many as fit."),
    "ordered": later("Put them in order, first at the top."),
    "scale": later("Choose the point that fits best."),
    "numeric": later("Give a number."),
    "text": later("A few words are enough."),
}
LONGEST = 500
"""Characters of a short text."""


class Poll(Activity):
    """One question. The answer is kept with the participant's own and is shown to nobody else.

    Value: `{kind, answer, shown, first}`. `answer` is null until something is answered; else an option's name for `one`,
    a list of them for `several` (in the order of the options) and `ordered` (first to last), a whole number from 1 for
    `scale`, a number for `numeric`, a text for `text`. `shown` says whether the published figure is on the screen;
    `first` is `{answer}` as it stood when the figure was first shown, or null. `earlier` keeps an answer to another kind of
    question.

    Example:
        >>> Poll("00/confidence", question="How sure are you of $3/5 ÷ 1/2$?", kind="scale", ends=("not at all", "quite"))
    """

    frontend_name = "poll"

    def __init__(
        self,
        key: str,
        *,
        question: str,
        kind: str = "one",
        options: Sequence[str] | Mapping[str, str] = (),
        ends: tuple[str, str] | None = None,
        points: int = 5,
        unit: str = "",
        least: float | None = None,
        most: float | None = None,
        reference: str | None = None,
        source: str | None = None,
        title: str = later("Your answer"),
        prompt: str | None = None,
    ):
        """Make the poll.

        Args:
            key: `NN/name`.
            question: what is asked; may hold mathematics between dollar signs.
            kind: `one`, `several`, `ordered`, `scale`, `numeric` or `text`.
            options: texts for `one`, `several` and `ordered`. An answer is kept under the option's text; give short names,
                `{"yes": "Yes, every week"}`, where the wording may change later.
            ends: words for the ends of a `scale`; for `ordered`, what first and last mean.
            points: how many points a `scale` has.
            unit: stands after a `numeric` answer.
            least: smallest number for `numeric`.
            most: largest number for `numeric`.
            reference: a published figure, shown on request after answering. Needs `source`.
            source: id of the reference's source in data/sources.yaml.
            title: short heading.
            prompt: what to do.

        Raises:
            KitError: the kind does not exist, or something does not fit it.
            UnknownName: no such source.
        """
        self._kind = _checked_kind(kind)
        self._options = _checked_options(key, kind, options)
        self._question, self._title = question, t(title)
        self._prompt = t(_PROMPTS[kind]) if prompt is None else prompt
        self._ends = _checked_ends(key, kind, ends)
        self._points, self._unit = _checked_points(key, points), unit
        self._least, self._most = _checked_range(key, least, most)
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "question_html": to_html(question),
                "question": to_text(question),
                "kind": kind,
                "options": [
                    {"id": id, "html": to_html(text), "text": to_text(text)}
                    for id, text in self._options.items()
                ],
                "ends": list(self._ends),
                "points": points,
                "unit": unit,
                "least": least,
                "most": most,
                "longest": LONGEST,
                "reference": _reference(key, reference, source),
            },
            empty={"kind": kind, "answer": None, "shown": False, "first": None},
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """An answer to another kind of question, or to an option that is gone, stays in the value and is not shown."""
        if value["kind"] != self._kind or (value["answer"] is not None and not self._fits(value["answer"])):
            fresh = {"kind": self._kind, "answer": None, "shown": False, "first": None, "earlier": value}
            return fresh, t("This question has changed since you answered. What you answered is kept.")
        given = value["answer"] if isinstance(value["answer"], list) else [value["answer"]]
        gone = [one for one in given if self._options and isinstance(one, str) and one not in self._options]
        notice = ""
        if gone:
            names = ", ".join(f"“{to_text(one)}”" for one in gone)
            notice = t("The options have changed since you chose {names}. Your choice is kept.", names=names)
        first = value["first"] if isinstance(value["first"], dict) else None
        return {**value, "shown": value["shown"] is True and first is not None, "first": first}, notice

    def _fits(self, answer: object) -> bool:
        """Whether an old answer has the form of this kind."""
        if self._kind in ("one", "text"):
            return isinstance(answer, str)
        if self._kind in ("several", "ordered"):
            return isinstance(answer, list) and all(isinstance(one, str) for one in answer)
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return False
        return self._kind == "numeric" or answer in range(1, self._points + 1)

    def summary(self) -> str:
        """Question and options in plain text, without the published figure."""
        lines = [f"Poll {self.key}: {to_text(self._question)} ({t(KINDS[self._kind])})"]
        lines += [f"  {to_text(text)}" for text in self._options.values()]
        if self._kind == "scale":
            lines += [f"  1 {self._ends[0]} … {self._points} {self._ends[1]}".rstrip()]
        if self._kind == "numeric" and self._range:
            lines += [f"  {self._range}"]
        return "\n".join(lines)

    def picture(self) -> str:
        """The question with boxes or lines to write on."""
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p><b>{to_simple_html(self._question)}</b></p>"
            f"<p>{to_simple_html(self._prompt)}</p>{self._to_write()}"
        )

    def _to_write(self) -> str:
        if self._kind == "scale":
            points = " ".join(f"☐ {point}&nbsp;&nbsp;" for point in range(1, self._points + 1))
            return f"<p>{escape(self._ends[0])} &nbsp; {points} {escape(self._ends[1])}</p>"
        if self._kind == "numeric":
            return f"<p>____________ {escape(self._unit)} {escape(self._range and f'({self._range})')}</p>"
        if self._kind == "text":
            return f"<p>{'_' * 60}</p><p>{'_' * 60}</p>"
        sign = "____" if self._kind == "ordered" else "☐"
        ends = f"<p>1 = {escape(self._ends[0])}</p>" if self._kind == "ordered" and self._ends[0] else ""
        rows = "".join(f"<li>{sign} {to_simple_html(text)}</li>" for text in self._options.values())
        return f"{ends}<ul>{rows}</ul>"

    @property
    def _range(self) -> str:
        if self._least is not None and self._most is not None:
            return t("from {least} to {most}", least=f"{self._least:g}", most=f"{self._most:g}")
        if self._least is not None:
            return t("{least} or more", least=f"{self._least:g}")
        return t("{most} at most", most=f"{self._most:g}") if self._most is not None else ""


def _checked_kind(kind: object) -> str:
    if kind not in KINDS:
        there = ", ".join(f"{name} ({words})" for name, words in KINDS.items())
        raise KitError(f"There is no kind of poll “{kind}”. There are: {there}.")
    return kind


def _checked_options(key: str, kind: str, options: object) -> dict[str, str]:
    if kind not in _WITH_OPTIONS:
        if options:
            raise KitError(f"“{key}” is of the kind {kind}, which has no options. Leave `options=` out.")
        return {}
    if isinstance(options, str) or not isinstance(options, Mapping | Sequence):
        raise KitError(f'Give “{key}” its options as texts: options=("Never", "Now and then", "Often").')
    pairs = list(options.items()) if isinstance(options, Mapping) else [(text, text) for text in options]
    if any(not isinstance(part, str) or not part.strip() for pair in pairs for part in pair):
        raise KitError(f"Every option of “{key}” is a text that is not empty.")
    names = [name for name, _ in pairs]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise KitError(f"“{key}” has the option “{twice[0]}” twice. Answers could not be told apart.")
    if len(pairs) < 2:
        raise KitError(f"“{key}” needs two options or more to choose from.")
    return dict(pairs)


def _checked_ends(key: str, kind: str, ends: object) -> tuple[str, str]:
    if ends is None:
        if kind == "scale":
            raise KitError(
                f'Say what the ends of the scale in “{key}” mean: ends=("not sure", "quite sure").'
            )
        return "", ""
    if isinstance(ends, str) or len(ends) != 2 or any(not isinstance(one, str) for one in ends):
        raise KitError(f'“{key}” has two ends, each a text: ends=("not sure", "quite sure").')
    return tuple(ends)


def _checked_points(key: str, points: object) -> int:
    if isinstance(points, bool) or not isinstance(points, int) or not 2 <= points <= 11:
        raise KitError(f"The scale of “{key}” has from 2 to 11 points, not {points!r}.")
    return points


def _checked_range(key: str, least: float | None, most: float | None) -> tuple[float | None, float | None]:
    for one in (least, most):
        if one is not None and (isinstance(one, bool) or not isinstance(one, int | float)):
            raise KitError(f"`least` and `most` of “{key}” are numbers, not {one!r}.")
    if least is not None and most is not None and least >= most:
        raise KitError(f"In “{key}” the smallest number, {least:g}, is not below the largest, {most:g}.")
    return least, most


def _reference(key: str, reference: str | None, source: str | None) -> dict | None:
    if reference is None and source is None:
        return None
    if reference is None or source is None:
        raise KitError(
            f"A published figure needs both its words and its source. Give “{key}” `reference=` and `source=`."
        )
    cited = library().source(source)
    return {
        "html": to_html(reference),
        "citation": cited.citation,
        "url": str(cited.url) if cited.url else None,
    }
