"""How a measure's student work is shown, and its scoring guide as HTML for scorers."""

from html import escape

from ..lang import later, t
from . import cards, drawings
from .drawings import Drawing
from .load import Library
from .mathtext import to_html, to_simple_html, to_text
from .measures import COLUMNS, SCORES, AnchorResponse, Form, Measure, Part, ShownWork

KINDS = {
    "explain": later("Explain, then predict"),
    "order": later("Put in order"),
    "respond": later("Respond"),
}


def shown_work(work: ShownWork, library: Library) -> Drawing:
    """The student work of a part in its three forms."""
    if work.sample:
        sample = library.sample(work.sample)
        kept = tuple(answer for answer in sample.answers if answer.item in work.items)
        return cards.work(sample.model_copy(update={"answers": kept}), library)
    parts = [_columns(one.problem, one.answer) for one in work.columns]
    html = f'<div class="tl-shown-columns">{"".join(part.html for part in parts)}</div>' if parts else ""
    simple = "".join(f"<p>{part.simple}</p>" for part in parts)
    html += "".join(f"<p>{to_html(one)}</p>" for one in work.text)
    simple += "".join(f"<p>{to_simple_html(one)}</p>" for one in work.text)
    text = "; ".join([*(part.text for part in parts), *(to_text(one) for one in work.text)])
    return Drawing(html, simple, text)


def _columns(problem: str, answer: str) -> Drawing:
    top, sign, bottom = COLUMNS.fullmatch(problem).groups()
    return drawings.column_work(top, bottom, answer, sign=sign)


def work_mark(work: ShownWork, library: Library) -> str:
    """The mark beside it: real with its source, or constructed."""
    if work.sample:
        return cards.sample_mark(library.sample(work.sample), library)
    return cards.mark_text(work.origin)


def scoring_guide_html(measure: Measure, library: Library) -> str:
    """The whole scoring guide: what the measure is and is not, key, rubric, anchor responses, practice set.

    From tags that a notebook's sanitizer keeps, with headings from h3 down. For scorers, after the closing: it holds the key.
    """
    limits = "".join(f"<li>{to_simple_html(one)}</li>" for one in measure.limits)
    cited = "".join(f"<li>{escape(library.source(id).citation)}</li>" for id in measure.sources)
    return (
        f"<h3>{to_simple_html(measure.name)}: scoring guide</h3>"
        f"<p>{to_simple_html(measure.status)}</p><p><b>What cannot be concluded</b></p><ul>{limits}</ul>"
        f"{_rubrics(measure)}"
        f"{''.join(_form(form, measure, library) for form in measure.forms)}{_practice(measure)}"
        f"<h4>Sources</h4><ul>{cited}</ul>"
    )


def _rubrics(measure: Measure) -> str:
    rows = "".join(
        f'<tr><th scope="row">{score}</th><td>{escape(measure.rubric.explain[score])}</td>'
        f"<td>{escape(measure.rubric.respond[score])}</td></tr>"
        for score in SCORES
    )
    return (
        "<h4>What a score means</h4><p>Take the highest row that the writing reaches. Score all responses to one part before the next, "
        "without names; two people score each, and talk where they differ.</p>"
        '<table><thead><tr><th scope="col">Score</th><th scope="col">Explain</th><th scope="col">Respond</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _form(form: Form, measure: Measure, library: Library) -> str:
    parts = "".join(
        f"<h5>{number}. {escape(t(KINDS[part.kind]))}: {to_simple_html(part.title)}</h5>{_part(part, library)}"
        for number, part in enumerate(form.parts, start=1)
    )
    return f"<h4>Form {form.id}</h4>{parts}"


def _part(part: Part, library: Library) -> str:
    if part.kind == "order":
        rows = "".join(
            f'<tr><th scope="row">{one.level}</th><td>{to_simple_html(one.text)}</td><td>{to_simple_html(one.because)}</td></tr>'
            for one in sorted(part.responses, key=lambda one: one.level)
        )
        name = escape(library.progression(part.progression).name)
        return (
            f"<p>{to_simple_html(part.item)}</p><p>Key, this kit's proposal, from least to most sophisticated. Two at one level may stand "
            "in either order; count the pairs from different levels that are in order.</p>"
            f'<table><thead><tr><th scope="col">Level ({name})</th><th scope="col">Response</th><th scope="col">Why</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )
    shown = shown_work(part.work, library)
    return (
        f"{shown.simple}<p><small>{escape(work_mark(part.work, library))}</small></p><p><b>{to_simple_html(part.ask)}</b></p>"
        f"<p>What the kit reads in it: {to_simple_html(part.reference)}</p>{_anchors(part.anchors)}{_closed(part)}"
    )


def _anchors(anchors: tuple[AnchorResponse, ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{one.score}</th><td>{to_simple_html(one.text)}</td><td>{to_simple_html(one.because or "")}</td></tr>'
        for one in sorted(anchors, key=lambda one: -one.score)
    )
    return (
        "<p>Anchor responses, constructed for this course, with the score that the kit proposes:</p>"
        '<table><thead><tr><th scope="col">Score</th><th scope="col">Response</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _closed(part: Part) -> str:
    if part.kind == "explain":
        asked = f"What would this student answer to {to_simple_html(part.next.problem)}?"
        rows = [
            (one.text, "key" if one.id == part.next.key else "", one.because) for one in part.next.choices
        ]
    else:
        asked = "Which move?"
        words = {2: "key: meets the idea", 1: "meets the answer", 0: "passes both by"}
        rows = [(one.text, words[one.fit], one.because) for one in part.moves]
    lines = "".join(
        f'<tr><th scope="row">{to_simple_html(text)}</th><td>{key}</td><td>{to_simple_html(because)}</td></tr>'
        for text, key, because in rows
    )
    return (
        f"<p><b>{asked}</b></p>"
        '<table><thead><tr><th scope="col">Choice</th><th scope="col">Key</th><th scope="col">How one comes to it</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _practice(measure: Measure) -> str:
    name = {(form.id, part.id): part.title for form in measure.forms for part in form.parts}
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td>{one.form}, {to_simple_html(name[one.form, one.part])}</td>'
        f"<td>{to_simple_html(one.text)}</td><td>____</td></tr>"
        for number, one in enumerate(measure.practice, start=1)
    )
    scores = "".join(
        f"<li><b>{one.score}.</b> {to_simple_html(one.because)}</li>" for one in measure.practice
    )
    return (
        "<h4>Practice for scorers</h4><p>Constructed responses. Score them alone, compare with each other, and only then with the scores below. These are the "
        "kit's proposal: nobody else has agreed on them yet.</p>"
        '<table><thead><tr><th scope="col">No.</th><th scope="col">Part</th><th scope="col">Response</th>'
        f'<th scope="col">Your score</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<p><b>Proposed scores</b></p><ol>{scores}</ol>"
    )
