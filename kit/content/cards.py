"""The one renderer of student work: a WorkSample as HTML for screens and paper, or as plain text.

Notebook, page, room and print all use this. The work is typeset, not photographed; only what the study
recorded is shown.
"""

import html

from .load import Library
from .mathtext import to_html, to_simple_html, to_text
from .models import Answer, Exemplar, Origin, WorkSample

ORIGIN_WORDS = {
    Origin.REAL: "real work",
    Origin.PUBLISHED: "published example",
    Origin.CONSTRUCTED: "constructed for this course",
}


def work_html(sample: WorkSample, library: Library, *, simple: bool = False) -> str:
    """A sample's answers as a list, each beside its problem.

    Args:
        sample: what to show.
        library: where its items are.
        simple: use only tags that a notebook's sanitizer keeps (no MathML).
    """
    math = to_simple_html if simple else to_html
    lines = "".join(
        f"<li><span>{math(f'{_problem(answer, library, bare=False)}')}</span> "
        f'<span class="tl-given">{math(f"${answer.given}$")}</span></li>'
        for answer in sample.answers
    )
    alone = " tl-alone" if len(sample.answers) == 1 else ""
    return f'<ul class="tl-work{alone}">{lines}</ul>'


def work_text(sample: WorkSample, library: Library) -> str:
    """The same in one line: `3/5 + 1/2 = 4/7; 3/5 × 1/2 = 3/10`."""
    return "; ".join(f"{_problem(answer, library, bare=True)} {answer.given}" for answer in sample.answers)


def coding_html(sample: WorkSample, library: Library) -> str:
    """How the study coded each answer: strategy, and right or not, as a table."""
    names = {strategy.code: strategy.name for strategy in library.work_set(sample.work_set).strategies}
    rows = "".join(
        f'<tr><th scope="row">{to_html(library.item(answer.item).text)}</th><td>{to_html(f"${answer.given}$")}</td>'
        f"<td>{html.escape(names[answer.strategy])}</td><td>{'right' if answer.correct else 'not right'}</td></tr>"
        for answer in sample.answers
    )
    return (
        '<table class="tl-coding"><thead><tr><th scope="col">Problem</th><th scope="col">Answer</th>'
        f'<th scope="col">Strategy, as the study coded it</th><th scope="col">Scored</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def mark_text(origin: Origin, source: str | None = None) -> str:
    """The mark that every piece of work carries: `real work · Siegler et al. (2011)`."""
    return " · ".join(filter(None, [ORIGIN_WORDS[origin], source]))


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
    if exemplar.picture and simple:
        parts.append(f"<p>[Picture: {html.escape(exemplar.picture.alt)}]</p>")
    elif exemplar.picture:
        drawing = (library.root / exemplar.picture.file).read_text(encoding="utf-8")
        parts.append(
            f'<div class="tl-picture" role="img" aria-label="{html.escape(exemplar.picture.alt)}">{drawing}</div>'
        )
    if exemplar.work:
        parts.append(f"<p>{math(exemplar.work)}</p>")
    parts.append(f'<p>{math(exemplar.shows)}<br><small class="tl-mark">{html.escape(mark)}</small></p>')
    return "".join(parts)


def exemplar_text(exemplar: Exemplar, library: Library) -> str:
    """The same in one line of plain text."""
    if exemplar.sample:
        work = work_text(_cut(library.sample(exemplar.sample), exemplar.items), library)
    else:
        work = to_text(exemplar.work or f"[picture: {exemplar.picture.alt}]")
    return f"{work} ({to_text(exemplar.shows)})"


def _cut(sample: WorkSample, items: tuple[str, ...]) -> WorkSample:
    if not items:
        return sample
    return sample.model_copy(update={"answers": tuple(a for a in sample.answers if a.item in items)})


def _problem(answer: Answer, library: Library, *, bare: bool) -> str:
    text = library.item(answer.item).text
    return f"{to_text(text)} =" if bare else f"{text} ="
