"""What the columns of a table are, as a screen asks it: each column with what it seems to be, and back what it is."""

from collections.abc import Mapping as Names
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lang import later
from .mapping import Mapping, Task, as_text, headers
from .readers.sheets import place

if TYPE_CHECKING:
    from .importing import Question

ROLES = {
    "student": later("the student (not kept)"),
    "people": later("other people or places (not kept)"),
    "grade": later("grade"),
    "date": later("date (kept as a school year)"),
    "answer": later("answers"),
    "task": later("the task’s name, in a table with a row for each answer"),
    "dropped": later("nothing: leave it out"),
}
"""What a column can be, in the words of the screen."""
_ONE = ("grade", "date", "task")
_EXAMPLE = 40


def shown(question: "Question") -> dict:
    """A table's columns for the screen: header, an example, and what each seems to be."""
    names = headers(question.sheet, question.proposal.header_rows)
    body = question.sheet.rows[question.proposal.header_rows :]
    return {
        "where": question.where,
        "before": question.before,
        "rows": len(body),
        "columns": [
            {
                "place": place(0, at)[:-1],
                "name": name,
                "example": next((row[at] for row in body if row[at]), "")[:_EXAMPLE],
                "role": _role_of(question.proposal, at),
            }
            for at, name in enumerate(names)
        ],
    }


def _role_of(mapping: Mapping, column: int) -> str:
    if column in mapping.student:
        return "student"
    if column in mapping.people:
        return "people"
    if column in mapping.answers or column == mapping.answer:
        return "answer"
    return next((role for role in _ONE if getattr(mapping, role) == column), "dropped")


def said(question: "Question", roles: list[str], prefix: str) -> Mapping:
    """The mapping that a person gave as one role for each column. `Import` checks it.

    Args:
        question: about the table.
        roles: names of `ROLES`, one for each column; a column without one is left out.
        prefix: begins the ids of new tasks.
    """
    proposal = question.proposal
    names = headers(question.sheet, proposal.header_rows)
    at: dict[str, list[int]] = {}
    for column, role in enumerate(roles[: len(names)]):
        at.setdefault(role, []).append(column)
    single: Names[str, int | None] = {role: next(iter(at.get(role, ())), None) for role in _ONE}
    long = single["task"] is not None
    answers = at.get("answer", [])
    return replace(
        proposal,
        form="long" if long else "wide",
        student=tuple(at.get("student", ())),
        people=tuple(at.get("people", ())),
        grade=single["grade"],
        date=single["date"],
        task=single["task"],
        answer=answers[0] if long and answers else None,
        answers={}
        if long
        else {
            column: proposal.answers.get(column)
            or Task(f"{prefix}-{number}", as_text(question.words(names[column])) or f"Question {number}")
            for number, column in enumerate(answers, start=1)
        },
        tasks=proposal.tasks if long else {},
    )
