"""Answers beside their problems, and patterns of right and not right."""

from collections.abc import Iterable

from ...lang import later, t
from .base import Drawing
from .notation import recorded

NOT_GIVEN = later("no answer recorded")
_MARKS = {True: ("✓", later("right")), False: ("✗", later("not right")), None: ("–", later("not scored"))}


def answer_list(lines: Iterable[tuple[Drawing, str | None]]) -> Drawing:
    """Problems in the order of the paper, each with the student's answer in a box.

    Args:
        lines: the problem, and what was given; None where the record has no answer.
    """
    lines = [(problem, not_given() if given is None else recorded(given)) for problem, given in lines]
    alone = " tl-alone" if len(lines) == 1 else ""
    html, simple = (
        "".join(
            f'<li><span>{problem[form]}</span> <span class="tl-given">{given[form]}</span></li>'
            for problem, given in lines
        )
        for form in (0, 1)
    )
    return Drawing(
        f'<ul class="tl-work{alone}">{html}</ul>',
        f'<ul class="tl-work{alone}">{simple}</ul>',
        "; ".join(f"{problem.text} {given.text}" for problem, given in lines),
    )


def not_given() -> Drawing:
    """What stands where a record has no answer."""
    said = t(NOT_GIVEN)
    return Drawing(f"<i>{said}</i>", f"<i>{said}</i>", f"({said})")


def pattern(lines: Iterable[tuple[Drawing, bool | None]]) -> Drawing:
    """Which problems a student had right: a sign and a word for each, never colour alone.

    Args:
        lines: the problem, and whether the study scored it as right; None where it did not.
    """
    words = {correct: (sign, t(word)) for correct, (sign, word) in _MARKS.items()}
    lines = [(problem, correct, *words[correct]) for problem, correct in lines]
    html = "".join(
        f'<li><span class="tl-work-score"><span aria-hidden="true">{sign}</span> {word}</span> '
        f"<span>{problem.html}</span></li>"
        for problem, _, sign, word in lines
    )
    simple = "".join(f"<li>{sign} {word}: {problem.simple}</li>" for problem, _, sign, word in lines)
    said = []
    for correct, (_, word) in words.items():
        problems = [problem.text for problem, scored, *_ in lines if scored is correct]
        if problems:
            said.append(f"{word} ({len(problems)}): {'; '.join(problems)}")
    alone = " tl-alone" if len(lines) == 1 else ""
    return Drawing(
        f'<ul class="tl-work-card tl-work-pattern{alone}">{html}</ul>', f"<ul>{simple}</ul>", ". ".join(said)
    )
