"""What a student typed at length, or a picture of what a student wrote, beside what was asked."""

from collections.abc import Iterable

from .answers import not_given
from .base import Drawing, escape, stacked
from .notation import recorded

SHORT = 40
"""Characters; a shorter answer in one line is shown as recorded mathematics where it is any."""


def typed(problem: Drawing | None, given: str | None) -> Drawing:
    """A typed answer with its line breaks, in the student's own spelling.

    Args:
        problem: what was asked; None where it need not be said again.
        given: the answer; None where the record has none.
    """
    if given is None:
        said = not_given()
    elif len(given) <= SHORT and "\n" not in given:
        short = recorded(given)
        said = Drawing(f'<span class="tl-given">{short.html}</span>', f"<b>{short.simple}</b>", short.text)
    else:
        lines = "<br>".join(escape(line) for line in given.splitlines())
        said = Drawing(
            f'<span class="tl-work-typed">{lines}</span>', f"<br>{lines}", f"“{' '.join(given.split())}”"
        )
    return _under(problem, said)


def photo(problem: Drawing | None, drawn: Drawing) -> Drawing:
    """A picture of work under what was asked; None where that need not be said again."""
    return _under(problem, drawn)


def paper(parts: Iterable[Drawing]) -> Drawing:
    """A student's typed answers and pictures, one under the other."""
    return stacked(parts, "paper")


def _under(problem: Drawing | None, said: Drawing) -> Drawing:
    if problem is None:
        return said
    return Drawing(
        f'<span class="tl-work-problem">{problem.html}</span> {said.html}',
        f"{problem.simple} {said.simple}",
        f"{problem.text} {said.text}",
    )
