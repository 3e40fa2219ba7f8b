"""The one renderer of student work: a WorkSample as HTML for screens and paper, or as plain text.

Notebook, page, room and print all use this. A work set's `card` says which of `kit.content.drawings` shows
it. The work is typeset, not photographed; only what the study recorded is shown.
"""

import html
from collections.abc import Callable
from typing import TypeVar

from ..lang import later, t
from . import drawings
from .drawings import Drawing
from .load import Library
from .mathtext import to_html, to_simple_html, to_text
from .models import Answer, Exemplar, Origin, WorkSample

T = TypeVar("T")

ORIGIN_WORDS = {
    Origin.REAL: later("real work"),
    Origin.PUBLISHED: later("published example"),
    Origin.CONSTRUCTED: later("constructed for this course"),
}

WHOSE = {
    "kit": later("this kit's proposal"),
    "study": later("the study's own coding"),
    "team": later("your team's own"),
}
"""Whose a reference placement is, in words."""


def work(sample: WorkSample, library: Library) -> Drawing:
    """A sample as its work set's card shows it, in all three forms."""
    return _CARDS[library.work_set(sample.work_set).card](sample, library)


def work_html(sample: WorkSample, library: Library, *, simple: bool = False) -> str:
    """A sample's work for a card.

    Args:
        sample: what to show.
        library: where its items and its work set are.
        simple: use only tags that a notebook's sanitizer keeps (no MathML, no SVG).
    """
    drawn = work(sample, library)
    return drawn.simple if simple else drawn.html


def work_text(sample: WorkSample, library: Library) -> str:
    """The same in one line: `3/5 + 1/2 = 4/7; 3/5 × 1/2 = 3/10`."""
    return work(sample, library).text


def _answers(sample: WorkSample, library: Library) -> Drawing:
    if all(answer.given is None and answer.correct is not None for answer in sample.answers):
        return _pattern(sample, library)
    return drawings.answer_list(
        (_problem(answer, library, asks=True), answer.given) for answer in sample.answers
    )


def _pattern(sample: WorkSample, library: Library) -> Drawing:
    return drawings.pattern((_problem(answer, library), answer.correct) for answer in sample.answers)


def _counters(sample: WorkSample, library: Library) -> Drawing:
    numbers = [(_asked(answer, library), _whole(answer.given)) for answer in sample.answers]
    if any(asked is None or given is None for asked, given in numbers):
        return _answers(sample, library)
    return drawings.stacked((drawings.counters(asked, given) for asked, given in numbers), "counters")


def _asked(answer: Answer, library: Library) -> int | None:
    """The number asked for: the item's feature `asked`, or the number at the end of its id (`give-5`)."""
    return _whole(library.item(answer.item).features.get("asked") or answer.item.rpartition("-")[2])


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _balance(sample: WorkSample, library: Library) -> Drawing:
    choices = ["balance" if answer.given == "balances" else answer.given for answer in sample.answers]
    if any(choice not in drawings.SAYS for choice in choices):
        return _answers(sample, library)
    problems = [_problem(answer, library) for answer in sample.answers]
    lines = list(zip(problems, choices, strict=True))
    return drawings.balance_card(lines)


def _step(sample: WorkSample, library: Library) -> Drawing:
    if any(answer.problem is None or answer.given is None for answer in sample.answers):
        return _answers(sample, library)
    return drawings.stacked(
        (drawings.equation_step(answer.problem, answer.given) for answer in sample.answers), "step"
    )


def _text(sample: WorkSample, library: Library) -> Drawing:
    several = len(library.work_set(sample.work_set).items) > 1
    return drawings.paper(_written(answer, sample, library, several) for answer in sample.answers)


def _written(answer: Answer, sample: WorkSample, library: Library, several: bool) -> Drawing:
    """A picture of an answer, or what was typed. A picture mostly shows the task itself."""
    if answer.picture is None:
        return drawings.typed(_problem(answer, library, asks=True), answer.given)
    file = library.file(f"work/{sample.work_set}/{answer.picture}")
    drawn = drawings.picture(file, answer.alt or t("not described"))
    return drawings.photo(_problem(answer, library) if several else None, drawn)


_CARDS = {
    "answers": _answers,
    "counters": _counters,
    "pattern": _pattern,
    "balance": _balance,
    "step": _step,
    "text": _text,
    "picture": _text,
}
"""How each `card:` of a work set is drawn. Records that do not fit their card are shown as plain answers."""

KINDS = tuple(_CARDS)


def coding_html(sample: WorkSample, library: Library) -> str:
    """How the study coded each answer, as a table with a column for each thing it recorded.

    Empty where the study kept nothing but right and not right: the card itself shows that.
    """
    if library.work_set(sample.work_set).card in ("text", "picture"):
        return ""
    if not any(answer.given is not None or answer.strategy is not None for answer in sample.answers):
        return ""
    names = {strategy.code: strategy.name for strategy in library.work_set(sample.work_set).strategies}
    columns = [(t("Problem"), [_problem(answer, library).html for answer in sample.answers])]
    if any(answer.given is not None for answer in sample.answers):
        columns.append((t("Answer"), [_or_none(answer.given, _given_html) for answer in sample.answers]))
    if any(answer.strategy is not None for answer in sample.answers):
        codes = [
            _or_none(answer.strategy, lambda code: html.escape(names[code])) for answer in sample.answers
        ]
        columns.append((t("Strategy, as the study coded it"), codes))
    if any(answer.correct is not None for answer in sample.answers):
        scores = [
            _or_none(answer.correct, lambda right: t("right") if right else t("not right"))
            for answer in sample.answers
        ]
        columns.append((t("Scored"), scores))
    head = "".join(f'<th scope="col">{name}</th>' for name, _ in columns)
    rows = "".join(
        f'<tr><th scope="row">{problem}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for problem, *cells in zip(*(cells for _, cells in columns), strict=True)
    )
    return f'<table class="tl-coding"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _given_html(given: str) -> str:
    return drawings.recorded(given).html


def _or_none(value: T | None, shown: Callable[[T], str]) -> str:
    return t("not recorded") if value is None else shown(value)


def mark_text(origin: Origin, source: str | None = None) -> str:
    """The mark that every piece of work carries: `real work · Siegler et al. (2011)`."""
    return " · ".join(filter(None, [t(ORIGIN_WORDS[origin]), source]))


def sample_mark(sample: WorkSample, library: Library) -> str:
    """The mark of a sample: what may be said of the student, origin and source."""
    source = library.source(library.work_set(sample.work_set).source)
    return f"{sample.about} · {mark_text(sample.origin, source.short)}"


def exemplar_html(exemplar: Exemplar, library: Library, *, simple: bool = False) -> str:
    """An exemplar with what it shows and its mark. Pictures are drawn inline, except where `simple`."""
    math = to_simple_html if simple else to_html
    parts = []
    if exemplar.sample:
        sample = _cut(library.sample(exemplar.sample), exemplar.items)
        parts.append(work_html(sample, library, simple=simple))
        mark = sample_mark(sample, library)
    else:
        source = library.source(exemplar.source).short if exemplar.source else None
        mark = mark_text(exemplar.origin, source)
    if exemplar.picture:
        ours = exemplar.origin is Origin.CONSTRUCTED
        drawn = drawings.picture(library.file(exemplar.picture.file), exemplar.picture.alt, ours=ours)
        parts.append(drawn.simple if simple else drawn.html)
    if exemplar.work:
        parts.append(f"<p>{math(exemplar.work)}</p>")
    parts.append(f'<p>{math(exemplar.shows)}<br><small class="tl-mark">{html.escape(mark)}</small></p>')
    return "".join(parts)


def exemplar_text(exemplar: Exemplar, library: Library) -> str:
    """The same in one line of plain text."""
    if exemplar.sample:
        work = work_text(_cut(library.sample(exemplar.sample), exemplar.items), library)
    else:
        work = to_text(exemplar.work or t("[picture: {alt}]", alt=exemplar.picture.alt))
    return f"{work} ({to_text(exemplar.shows)})"


def _cut(sample: WorkSample, items: tuple[str, ...]) -> WorkSample:
    if not items:
        return sample
    return sample.model_copy(update={"answers": tuple(a for a in sample.answers if a.item in items)})


def _problem(answer: Answer, library: Library, *, asks: bool = False) -> Drawing:
    """The problem of an answer: its own, or the item's. With `asks`, bare mathematics ends in `=`."""
    if answer.problem is not None:
        return drawings.recorded(answer.problem)
    text = library.item(answer.item).text
    return drawings.prose(f"{text} =" if asks and text.endswith("$") else text)
