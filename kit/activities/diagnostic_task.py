"""DiagnosticTask: how one reads student work, measured twice with parallel forms, for oneself and for the group."""

from ..content import library
from ..content.cards import mark_text
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.measure_guide import KINDS, shown_work, work_mark
from ..content.measures import Measure, OrderPart, Part
from ..content.models import Origin
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

CONFIDENCE = tuple(range(0, 101, 10))
"""Percent, in steps of ten."""


class DiagnosticTask(Activity):
    """Student work to explain, to order and to respond to, with how sure one is beside each answer.

    There are two forms. One half of the participants, by chance, gets A first and the other half B; an activity that names an
    earlier one (`first=`) gives the form that was not taken then. Key, scores and reasons are not in the content, unless
    `reveal` is set, and then they show after the last part.

    Value: `{form: "A" | "B" | null, answers: {part: {text, choice} | {order}}, confidence: {part: 0..100}, started_at,
    done_at, seconds}`. `form` is chosen when the participant begins and stays. `choice` is an id of the part's choices or
    moves, `order` holds ids of its responses, least sophisticated first. Confidence is in percent that the choice, or the
    order, is the reference's. `started_at` and `done_at` are milliseconds since 1970, or null. `seconds` is the time worked: the
    gaps between answers, each counted as two minutes at most. A field that was not answered is absent.
    `kit.content.measures.closed_score` compares an answer with the key.

    Example:
        >>> DiagnosticTask("12/closing", measure="reading-student-thinking", first="00/baseline")
    """

    frontend_name = "diagnostic_task"

    def __init__(
        self,
        key: str,
        *,
        measure: str,
        first: str | None = None,
        reveal: bool = False,
        paper: str | None = None,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the task.

        Args:
            key: `NN/name`.
            measure: id of a measure in `data/measures/`.
            first: key of the activity in which the other form was taken, such as `00/baseline`.
            reveal: show the kit's reading and the key at the end; for practice, never for a baseline.
            paper: form that the picture for paper holds, `A` or `B`; A if not given, B where `first` is.
            title: short heading; the measure's name if not given.
            prompt: what it is about; the measure's own words if not given.

        Raises:
            UnknownName: no such measure.
            KitError: `first` names this activity itself, or `paper` is no form.
        """
        self._measure: Measure = library().measure(measure)
        if first == key:
            raise KitError(f"“{key}” cannot build on itself. `first=` names the activity of the baseline.")
        if paper not in (None, "A", "B"):
            raise KitError(f"There is no form {paper!r}. Give `paper=` A or B, or leave it out.")
        self._paper = self._measure.form(paper or ("B" if first else "A"))
        self._title = title or self._measure.name
        self._prompt = self._measure.about if prompt is None else prompt
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "measure": measure,
                "minutes": self._measure.minutes,
                "status_html": to_html(self._measure.status),
                "first": first,
                "reveal": reveal,
                "confidence": list(CONFIDENCE),
                "forms": {
                    form.id: [_part(part, reveal=reveal) for part in form.parts]
                    for form in self._measure.forms
                },
                **({"rubric": self._measure.rubric.model_dump()} if reveal else {}),
            },
            empty={
                "form": None,
                "answers": {},
                "confidence": {},
                "started_at": None,
                "done_at": None,
                "seconds": 0,
            },
            reads=(first,) if first else (),
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """What is of no known form is as if it had not been answered; parts that are gone stay in the value."""
        form = value["form"] if value["form"] in ("A", "B") else None
        answers = {part: _answer(given) for part, given in _dict(value["answers"]).items()}
        confidence = {
            part: sure
            for part, sure in _dict(value["confidence"]).items()
            if _is_number(sure) and 0 <= sure <= 100
        }
        kept = {**value, "form": form, "answers": answers, "confidence": confidence}
        for name in ("started_at", "done_at"):
            kept[name] = value[name] if _is_number(value[name]) else None
        kept["seconds"] = value["seconds"] if _is_number(value["seconds"]) else 0
        if form is None:
            return kept, ""
        gone = sorted(
            part for part in answers if part not in [one.id for one in self._measure.form(form).parts]
        )
        notice = (
            t(
                "This task no longer asks {parts}. What you answered there is kept in the journal.",
                parts=", ".join(f"“{part}”" for part in gone),
            )
            if gone
            else ""
        )
        return kept, notice

    def summary(self) -> str:
        """What the parts are, in plain text, without their content."""
        lines = [
            f"DiagnosticTask {self.key}: {to_text(self._title)} "
            f"({t('about {minutes} minutes, form A or B', minutes=self._measure.minutes)})"
        ]
        lines += [
            f"  {number}. {t(KINDS[part.kind])}"
            for number, part in enumerate(self._measure.forms[0].parts, start=1)
        ]
        sure = t("How sure one is stands beside each choice and order. There is no key in this activity.")
        return "\n".join([*lines, t("The kit's reading follows at the end.") if self._reveals else sure])

    @property
    def _reveals(self) -> bool:
        return self.content["reveal"]

    def picture(self) -> str:
        """One form to write on, without the key. Paper cannot choose: hand each half of the group another form."""
        parts = "".join(
            f"<h4>{number}. {escape(t(KINDS[part.kind]))}: {to_simple_html(part.title)}</h4>{_on_paper(part)}"
            for number, part in enumerate(self._paper.parts, start=1)
        )
        return (
            f"<h3>{t('{title}, form {form}', title=to_simple_html(self._title), form=self._paper.id)}</h3>"
            f"<p>{to_simple_html(self._prompt)}</p>"
            f"<p>{t('Began at:')} ______ {t('Ended at:')} ______</p>{parts}"
        )


def _part(part: Part, *, reveal: bool) -> dict:
    shown = {"id": part.id, "kind": part.kind, "title_html": to_html(part.title)}
    if part.kind == "order":
        shown |= {
            "item_html": to_html(part.item),
            "mark": mark_text(Origin.CONSTRUCTED),
            "responses": [
                {"id": one.id, "html": to_html(one.text), "text": to_text(one.text)} for one in part.responses
            ],
        }
        return shown | ({"reference": _order_reference(part)} if reveal else {})
    shown |= {
        "work_html": shown_work(part.work, library()).html,
        "mark": work_mark(part.work, library()),
        "ask_html": to_html(part.ask),
    }
    choices = part.next.choices if part.kind == "explain" else part.moves
    shown["choices"] = [
        {"id": one.id, "html": to_html(one.text), "text": to_text(one.text)} for one in choices
    ]
    if part.kind == "explain":
        shown["problem_html"] = to_html(part.next.problem)
    if reveal:
        shown["reference"] = {
            "html": to_html(part.reference),
            "key": part.next.key if part.kind == "explain" else part.key,
            "because": {one.id: to_html(one.because) for one in choices},
        }
    return shown


def _order_reference(part: OrderPart) -> dict:
    progression = library().progression(part.progression)
    name = {level.level: level.name for level in progression.levels}
    return {
        "progression": progression.name,
        "order": list(part.key),
        "levels": {one.id: f"{one.level} {name[one.level]}" for one in part.responses},
        "because": {one.id: to_html(one.because) for one in part.responses},
    }


_NUMBER = later(
    "Number the responses by how far the reasoning has come, 1 for the least. Right and wrong are not the order."
)
_LINES = "<p>&nbsp;</p>" * 4


def _on_paper(part: Part) -> str:
    sure = f"<p>{t('How sure are you, from 0 to 100 percent?')} ______</p>"
    if part.kind == "order":
        rows = "".join(
            f"<tr><td>______</td><td>{to_simple_html(one.text)}</td></tr>" for one in part.responses
        )
        return (
            f"<p>{to_simple_html(part.item)}</p>"
            f"<p>{t(_NUMBER)}</p>"
            f'<table><thead><tr><th scope="col">{t("Place")}</th><th scope="col">{t("Response")}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table><p><small>{escape(mark_text(Origin.CONSTRUCTED))}</small></p>{sure}"
        )
    work = shown_work(part.work, library()).simple
    choices = part.next.choices if part.kind == "explain" else part.moves
    asked = (
        t(
            "A new problem: {problem}. Which answer would this student give?",
            problem=to_simple_html(part.next.problem),
        )
        if part.kind == "explain"
        else t("Which of these would you do first?")
    )
    boxes = "".join(f"<li>☐ {to_simple_html(one.text)}</li>" for one in choices)
    return (
        f"{work}<p><small>{escape(work_mark(part.work, library()))}</small></p>"
        f"<p><b>{to_simple_html(part.ask)}</b></p>{_LINES}<p><b>{asked}</b></p><ul>{boxes}</ul>{sure}"
    )


def _answer(given: object) -> dict:
    """What can be read of an old answer to one part."""
    kept = {name: one for name, one in _dict(given).items() if name not in ("text", "choice", "order")}
    for name in ("text", "choice"):
        if isinstance(_dict(given).get(name), str):
            kept[name] = given[name]
    order = _dict(given).get("order")
    if isinstance(order, list) and all(isinstance(one, str) for one in order):
        kept["order"] = order
    return kept


def _dict(given: object) -> dict:
    return given if isinstance(given, dict) else {}


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)
