"""Reflect: how sure one is of reading and answering work at each level, and a few lines of writing."""

import re
from collections.abc import Mapping

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

SCALE = (
    later("not yet"),
    later("with a lot of help"),
    later("with a little help"),
    later("mostly on my own"),
    later("surely on my own"),
)
"""The five points, from 1 to 5; the words stay the same so that answers of two dates can be compared."""

_ID = re.compile(r"[a-z][a-z0-9-]*")


class Reflect(Activity):
    """Confidence on a labelled scale for each level of a progression, and short writing.

    Value: `{confidence: {level: 1..5}, writing: {question: text}}`. Levels are their number as text; a level left
    open is absent. Numbers stand for the words of `SCALE`. Levels and questions that are gone from the activity
    stay in the value.

    Example:
        >>> Reflect("05/reflect", levels="fractions", questions={"commit": "One thing I will try this week"})
    """

    frontend_name = "reflect"

    def __init__(
        self,
        key: str,
        *,
        levels: str | None = None,
        statement: str = later("I can read and respond to work at this level"),
        questions: Mapping[str, str] | None = None,
        title: str = later("Reflect"),
        prompt: str = "",
    ):
        """Make the scale, the questions, or both.

        Args:
            key: `NN/name`.
            levels: id of the progression whose levels the statement is about; without it there is only writing.
            statement: what the participant agrees with more or less, for each level.
            questions: short name to question, such as `{"commit": "One thing I will try"}`. The answer is kept
                under the short name, so that the wording may change later.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such progression.
            KitError: nothing to answer, or questions without short names.
        """
        self._levels = library().progression(levels).levels if levels else ()
        self._statement, self._title, self._prompt = t(statement), t(title), prompt
        self._questions = _named_questions(questions or {})
        if not self._levels and not self._questions:
            raise KitError(
                f"“{key}” asks nothing. Give Reflect `levels=`, the id of a progression, or `questions=`."
            )
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(prompt),
                "statement_html": to_html(self._statement),
                "scale": list(map(t, SCALE)),
                "levels": [
                    {"id": str(level.level), "name": level.name, "evidence_html": to_html(level.evidence[0])}
                    for level in self._levels
                ],
                "questions": [{"id": id, "html": to_html(text)} for id, text in self._questions.items()],
            },
            empty={"confidence": {}, "writing": {}},
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """Levels and questions that are gone stay in the value, unseen, and the reader is told."""
        confidence = _dict(value["confidence"])
        points = range(1, len(SCALE) + 1)
        confidence = {
            level: point for level, point in confidence.items() if point in points and point is not True
        }
        writing = {id: text for id, text in _dict(value["writing"]).items() if isinstance(text, str)}
        gone = [
            t("level {level}", level=level)
            for level in sorted(set(confidence) - {str(one.level) for one in self._levels})
        ]
        gone += [
            t("the question “{name}”", name=id)
            for id in sorted(set(writing) - set(self._questions))
            if writing[id].strip()
        ]
        notice = (
            t(
                "This page no longer asks about {names}. What you answered there is kept in the journal.",
                names=", ".join(gone),
            )
            if gone
            else ""
        )
        return {**value, "confidence": confidence, "writing": writing}, notice

    def summary(self) -> str:
        """Statement, levels, scale and questions in plain text."""
        lines = [f"Reflect {self.key}: {to_text(self._title)}"]
        if self._levels:
            lines += [f"{to_text(self._statement)}:"]
            lines += [f"  {level.level} {level.name}" for level in self._levels]
            lines += [t("Scale: {points}", points=" / ".join(map(t, SCALE)))]
        lines += [t("Write: {question}", question=to_text(text)) for text in self._questions.values()]
        return "\n".join(lines)

    def picture(self) -> str:
        """The scale as a table to tick and the questions with room to write."""
        parts = [f"<h3>{to_simple_html(self._title)}</h3>"]
        if self._prompt:
            parts.append(f"<p>{to_simple_html(self._prompt)}</p>")
        if self._levels:
            heads = "".join(f'<th scope="col">{t(point)}</th>' for point in SCALE)
            rows = "".join(
                f'<tr><th scope="row">{level.level} {escape(level.name)}</th>{"<td>☐</td>" * len(SCALE)}</tr>'
                for level in self._levels
            )
            parts.append(
                f"<p><b>{to_simple_html(self._statement)}</b></p>"
                f'<table><thead><tr><th scope="col">{t("Level")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
            )
        parts += [
            f"<p><b>{to_simple_html(text)}</b></p><p>&nbsp;</p><p>&nbsp;</p>"
            for text in self._questions.values()
        ]
        return "".join(parts)


def _named_questions(questions: object) -> dict[str, str]:
    if not isinstance(questions, Mapping):
        raise KitError(
            "Each question needs a short name, under which its answer is kept. "
            'Write questions={"commit": "One thing I will try"}.'
        )
    for id in questions:
        if not isinstance(id, str) or not _ID.fullmatch(id):
            raise KitError(
                f"“{id}” is not a short name for a question. Use lower-case letters, digits and hyphens, such as commit."
            )
    return dict(questions)


def _dict(given: object) -> dict:
    return given if isinstance(given, dict) else {}
