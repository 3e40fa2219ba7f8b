"""What students with known ideas would answer, worked out ahead as JSON, for the activities that need no kernel."""

import difflib
import html
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .. import paths
from ..content import drawings
from ..content.mathtext import to_html, to_simple_html
from ..content.yamlfile import read_yaml
from ..diagnosis import CORRECT, Work, catalogue
from ..diagnosis.answers import work_in
from ..diagnosis.banks import Bank, banks, reads
from ..diagnosis.catalogue import parts
from ..diagnosis.notation import DOMAINS, HOW_TO_WRITE, key, readings, tidy
from ..errors import KitError, UnknownName
from ..lang import t

STUCK = -1
"""Stands for an answer where an idea leads to none."""

_SIGNS = {"column-addition": "+", "column-subtraction": "−", "multiplication": "×"}
IN_COLUMNS = frozenset(_SIGNS)
"""The kinds of mathematics that are written place under place."""

_TYPESET = {"fraction-arithmetic", "equations"}


def bank_of(domain: str) -> Bank:
    """The bank of a kind of mathematics.

    Raises:
        UnknownName: there is no such kind; the message lists near matches.
    """
    if domain not in DOMAINS:
        near = difflib.get_close_matches(str(domain), DOMAINS, n=2, cutoff=0.4) or list(DOMAINS)
        raise UnknownName(
            f"There is no kind of mathematics “{domain}” among the known ideas. Near it: {', '.join(near)}."
        )
    return banks()[domain]


def readable(domain: str, problems: Iterable[str]) -> tuple[str, ...]:
    """Problems in the engine's own notation, each once.

    Raises:
        KitError: one cannot be read as a problem of this kind, or stands there twice.
    """
    if isinstance(problems, str):
        raise KitError(f'Give problems as a list: ["{problems}"].')
    found = []
    for problem in problems:
        if not isinstance(problem, str) or not reads(domain, problem):
            raise KitError(
                f"“{problem}” cannot be read as {bank_of(domain).name.lower()} ({domain}). {HOW_TO_WRITE}"
            )
        if tidy(problem) in found:
            raise KitError(f"The problem “{problem}” stands there twice. Keep one of them.")
        found.append(tidy(problem))
    return tuple(found)


def ideas_of(domain: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Ideas of a kind of mathematics in the order of its file, the usual procedure first.

    Raises:
        UnknownName: there is no such idea.
        KitError: an idea of another kind of mathematics, or two at once.
    """
    if isinstance(wanted, str):
        raise KitError(f'Give ideas as a list: ["{wanted}"].')
    chosen = set()
    for one in wanted:
        found = parts(str(one))
        if len(found) > 1:
            raise KitError(f"“{one}” names two ideas; give one.")
        if found and found[0] not in DOMAINS[domain].bugs:
            raise KitError(
                f"“{one}” is no idea of {domain}. Its ideas: {', '.join(DOMAINS[domain].bugs)}, or {CORRECT}."
            )
        chosen.update(found)
    return (CORRECT, *(bug for bug in DOMAINS[domain].bugs if bug in chosen))


def problem_text(domain: str, problem: str) -> str:
    """A problem as it is printed: true minus signs, a box where a sign is missing."""
    return problem.replace("?", "□").replace("-", "−") if domain == "decimal-comparison" else minus(problem)


def problem_html(domain: str, problem: str, *, simple: bool = False) -> str:
    """The same as HTML, fractions and equations typeset."""
    text = problem_text(domain, problem)
    if domain not in _TYPESET:
        return html.escape(text)
    return (to_simple_html if simple else to_html)(f"${text}$")


def minus(text: str) -> str:
    """Text with true minus signs."""
    return text.replace("-", "−")


def problems_content(domain: str, problems: Sequence[str], ideas: Sequence[str]) -> list[dict]:
    """Each problem with its distinct answers, written and in the form in which answers are compared.

    The first answer is the usual procedure's. `operands` are the two decimals of a comparison.
    """
    found = []
    for problem in problems:
        read = readings(problem)[domain]
        answers = dict.fromkeys(filter(None, (written(domain, idea, problem) for idea in ideas)))
        found.append(
            {
                "id": problem,
                "text": problem_text(domain, problem),
                "html": problem_html(domain, problem),
                "answers": [[minus(one), key(one, domain, read)] for one in answers],
                "operands": list(read) if domain == "decimal-comparison" else None,
            }
        )
    return found


def ideas_content(domain: str, problems: Sequence[dict], ideas: Sequence[str]) -> list[dict]:
    """Each idea with what it answers: `gives`, a place in the answers of each problem, or STUCK.

    Ideas are not in the library, whose texts come in the language in use: theirs are looked up here.
    """
    return [_idea(domain, problems, idea) for idea in ideas]


def _idea(domain: str, problems: Sequence[dict], idea: str) -> dict:
    gives = []
    for problem in problems:
        answer = written(domain, idea, problem["id"])
        texts = [text for text, _ in problem["answers"]]
        gives.append(STUCK if answer is None else texts.index(minus(answer)))
    if idea == CORRECT:
        return {
            "id": CORRECT,
            "name": t("The usual procedure"),
            "looks_html": t("Each problem is worked as it is usually taught."),
            "sense_html": "",
            "source": "",
            "gives": gives,
        }
    bug = catalogue()[idea]
    return {
        "id": bug.id,
        "name": t(bug.name),
        "looks_html": to_html(t(bug.looks_like)),
        "sense_html": to_html(t(bug.makes_sense)),
        "source": "; ".join(_short_sources()[source] for source in bug.sources),
        "gives": gives,
    }


@lru_cache(maxsize=1)
def _short_sources() -> dict[str, str]:
    """Authors and year of each source. The whole library would be read for this line alone."""
    read = read_yaml(paths.DATA / "sources.yaml", "data/sources.yaml").data or []
    return {one["id"]: one["short"] for one in read}


def worked(domain: str, idea: str, problem: str) -> Work | None:
    """The work of one idea on a problem that is read in this domain."""
    return work_in(domain, parts(idea), problem)


def written(domain: str, idea: str, problem: str) -> str | None:
    """The answer of one idea as the student writes it, or None."""
    work = worked(domain, idea, problem)
    return work and work.answer


def page_html(domain: str, idea: str, problem: str) -> str:
    """A problem as it stands on the simulated student's page: the answer alone, no marks on the way to it."""
    answer = written(domain, idea, problem)
    if domain in _SIGNS:
        return _in_columns(domain, problem, answer)
    given = _boxed(domain, problem, answer)
    if domain == "decimal-comparison":
        left, right = readings(problem)[domain]
        return f"<span>{left} {given} {right}</span>"
    after = "" if domain == "equations" else " ="
    line = f"<span>{problem_html(domain, problem)}{after}</span> {given}"
    return line


def _in_columns(domain: str, problem: str, answer: str | None) -> str:
    top, bottom, *rest = (str(number) for number in readings(problem)[domain])
    if domain == "multiplication" and len(bottom) > len(top):
        top, bottom = bottom, top
    if rest:
        return f"<span>{problem_html(domain, problem)} =</span> {_boxed(domain, problem, answer)}"
    return drawings.column_work(top, bottom, answer, sign=_SIGNS[domain]).html


def _boxed(domain: str, problem: str, answer: str | None) -> str:
    if answer is None:
        return f'<span class="tl-given"><i>{t("nothing written")}</i></span>'
    text = minus(answer)
    if domain == "equations" and answer[-1].isdigit():
        text = f"{readings(problem)[domain].letter} = {text}"
    shown = to_html(f"${text}$") if "/" in text else html.escape(text)
    return f'<span class="tl-given">{shown}</span>'


def page_text(domain: str, idea: str, problem: str) -> str:
    """The same in one line: `536 − 277 = 341`."""
    answer = written(domain, idea, problem)
    shown = t("(nothing)") if answer is None else minus(answer)
    text = problem_text(domain, problem)
    if domain == "decimal-comparison":
        return text.replace("□", shown)
    return f"{text}, {shown}" if domain == "equations" else f"{text} = {shown}"


def steps_text(domain: str, idea: str, problem: str) -> str:
    """How the answer came about, as typed lines: digits place under place, or line after line."""
    work = worked(domain, idea, problem)
    if work is None:
        return f"{problem_text(domain, problem)}\n{t('This idea does not say how to go on.')}"
    if domain not in _SIGNS:
        return "\n".join(dict.fromkeys(minus(row.cells[0]) for row in work.rows))
    width = max(len(cell) for row in work.rows for cell in row.cells) + 1
    lines, before = [], ""
    for place, row in enumerate(work.rows):
        sign = _SIGNS[domain] if _is_lower(work, place) else " "
        if row.role == "answer" or (row.role == "partial" and before != "partial"):
            lines.append("─" * (2 + width * len(row.cells)))
        lines.append(f"{sign} {''.join(cell.rjust(width) for cell in row.cells)}".rstrip())
        before = row.role
    return "\n".join(lines)


def _is_lower(work: Work, place: int) -> bool:
    """Whether the sign of the operation stands before this row: the second number's."""
    numbers = [at for at, row in enumerate(work.rows) if row.role in ("top", "bottom", "addend")]
    return len(numbers) > 1 and place == numbers[-1]
