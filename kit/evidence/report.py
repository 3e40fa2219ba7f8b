"""The report of a group as two pages, one for the group and one for a district lead: HTML that stands alone, and PDF by an installed browser."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from .. import paths
from ..content import library
from ..content.cards import sample_mark, work_html
from ..content.competencies import AREAS, EVIDENCE, Crosswalk
from ..content.mathtext import to_html
from ..errors import KitError
from ..lang import language, later, t
from ..lang.html import t as in_html
from . import pictures, words
from .course import Unit, course
from .estimates import FEWEST, Estimate, counted
from .findings import MEASURE, Board, Findings, SplitCard

if TYPE_CHECKING:
    from .change import Growth, PartGrowth
    from .raters import Agreement

HERE = Path(__file__).parent / "template"
READERS = {
    "group": later("Our group's evidence"),
    "district": later("What the group did, and what can be said of it"),
}
"""For whom there is a page, and its title."""

_MATH_THEN_MARK = re.compile(r"(<math\b(?:(?!</math>).)*</math>)([.,;:?!)”…]+)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A line of a table of numbers: what it is, the number, its interval or why it is missing, and on how many people it rests."""

    name: str
    value: str
    interval: str
    n: str


def pages(
    findings: Findings,
    *,
    readers: tuple[str, ...] = tuple(READERS),
    crosswalk: Crosswalk | None = None,
    path: str = "75",
    paper: str = "a4",
) -> dict[str, str]:
    """The pages as HTML.

    Args:
        findings: what there is to tell.
        readers: `group`, `district`, or both.
        crosswalk: the district's own competencies, for the district's page.
        path: which path was held, in minutes; for hours.
        paper: `a4` or `letter`.

    Returns:
        The document of each reader.

    Raises:
        KitError: there is no such reader or paper.
    """
    from ..pages.printing import options

    sheet = options(paper).paper
    unknown = [reader for reader in readers if reader not in READERS]
    if unknown:
        raise KitError(f"There is no page for “{unknown[0]}”. Choose group, district or both.")
    units = course()
    return {
        reader: _document(
            reader,
            t(READERS[reader]),
            sheet.css,
            findings,
            found=findings,
            about=_about(findings),
            sorts=_sorts(findings.boards),
            sort_picture=_sort_picture(findings.boards),
            cards=[_card(one) for one in findings.split],
            growth=_growth(findings),
            sessions=_sessions(findings, path),
            features=_features(findings),
            crosswalk=_crosswalk(crosswalk, findings, units) if crosswalk else None,
            path=path,
            measure=library().measure(MEASURE),
        )
        for reader in readers
    }


def write(found: dict[str, str], folder: Path, *, pdf: bool = True) -> list[Path]:
    """Write the pages, and their PDFs where a browser is installed.

    Args:
        found: as `pages` gives it.
        folder: made if it is not there.
        pdf: whether PDFs are wanted.

    Returns:
        The files, each page before its PDF.

    Raises:
        KitError: the folder cannot be written, or the browser failed.
    """
    from ..pages.printing import pdf as printer

    program = printer.browser() if pdf else None
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for reader, html in found.items():
            file = folder / f"{reader}.html"
            file.with_suffix(".pdf").unlink(missing_ok=True)
            part = file.with_name(f"{file.name}.part")
            part.write_text(html, encoding="utf-8", newline="\n")
            part.replace(file)
            files.append(file)
    except OSError as error:
        raise KitError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}). Close the file if it is open in another program, or "
            "choose another folder with --out."
        ) from error
    if program:
        printer.print_all(files, program)
        files = [one for file in files for one in (file, file.with_suffix(".pdf"))]
    return files


def kit_version() -> str:
    """The version of the kit, as it was installed."""
    try:
        return version("throughline")
    except PackageNotFoundError:
        return "not installed"


def _document(reader: str, title: str, paper: str, findings: Findings, **content: object) -> str:
    from ..pages.document import FRONT, Inline, document

    body = _templates().get_template(f"{reader}.html.j2").render(title=title, **content)
    body = _MATH_THEN_MARK.sub(r'<span class="r-whole-word">\1\2</span>', body)
    return document(
        title=t("CONSTRUCTED EXAMPLE: {title}", title=title) if findings.collected.constructed else title,
        language=language(),
        body=f'<div class="page-text r-report">{body}</div>',
        assets=Inline(),
        styles=[
            (FRONT / "page.css").read_text(encoding="utf-8"),
            (paths.ROOT / "kit" / "activities" / "shared.css").read_text(encoding="utf-8"),
            (HERE / "report.css").read_text(encoding="utf-8") + _sheet(reader, paper, findings),
        ],
        scripts=[],
    )


SHORT = {"group": later("For the group"), "district": later("For a district lead")}
"""At the foot of a printed page."""


def _sheet(reader: str, paper: str, findings: Findings) -> str:
    """The rules of the printed page: at its foot what it is, of whom and when."""
    of = (
        t("CONSTRUCTED EXAMPLE")
        if findings.collected.constructed
        else t("{number} people", number=words.people(findings.collected.people))
    )
    foot = f"{t(SHORT[reader])} · {of} · {words.days(findings.collected.days)} · Throughline {kit_version()}"
    safe = "".join(char if char.isalnum() or char in " .,:·" else f"\\{ord(char):x} " for char in foot)
    return (
        f"@page{{size:{paper} portrait;margin:14mm 15mm 17mm;font:8.5pt Helvetica,Arial,sans-serif;"
        f'@bottom-left{{content:"{safe}";width:85%}}@bottom-right{{content:counter(page) " / " counter(pages);width:15%}}}}'
    )


@lru_cache(maxsize=1)
def _templates():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"people": words.people, "days": words.days, "hours": words.hours, "listed": words.listed}
    made.filters["prose"] = lambda text: Markup(to_html(text))
    made.globals |= {
        "FEWEST": FEWEST,
        "t": in_html,
        "code": Markup("<code>{}</code>").format,
        "emphasis": Markup("<em>{}</em>").format,
    }
    return made


def _about(findings: Findings) -> list[tuple[str, str]]:
    """What stands at the head of each page."""
    collected = findings.collected
    held = [one.unit.number for one in findings.held]
    devices = collected.linked or findings.suppressed
    return [
        (t("People") if devices else t("Devices, each room's by itself"), words.people(collected.people)),
        (t("Answers from"), collected.origin if not findings.suppressed else t("a small group")),
        (t("Dates"), words.days(collected.days) if not findings.suppressed else t("not told")),
        (t("Sessions with answers"), words.listed(held) if held else t("none of this course's")),
        (t("Made with"), f"Throughline {kit_version()}"),
    ]


def _any(lines: list[Line]) -> list[Line]:
    """The lines of a table that has at least one number; else none, because the reason stands in a sentence already."""
    return lines if any(line.value for line in lines) else []


def _line(name: str, estimate: Estimate, shown) -> Line:
    value, interval = shown(estimate)
    return Line(name, value, interval, words.people(estimate.n) if value else "")


def _sorts(boards: tuple[Board, ...]) -> dict:
    """Each sort, the two numbers of it that a district lead reads, and what is to be noted of all of them."""
    common = (
        [note for note in boards[0].agreement.notes if all(note in board.agreement.notes for board in boards)]
        if boards
        else []
    )
    brief = []
    for board in boards:
        name = f"{board.key[:2]} {board.title}"
        brief += [
            _line(t("{name}: at the reference's level", name=name), board.agreement.exact, words.percent),
            _line(
                t("{name}: among people (alpha, levels in order)", name=name),
                board.agreement.alpha_ordinal,
                words.two_places,
            ),
        ]
    return {"each": [_sort(board, common) for board in boards], "brief": brief, "notes": common}


def _sort(board: Board, common: list[str]) -> dict:
    one = board.agreement
    return {
        "key": board.key,
        "session": board.key[:2],
        "title": board.title,
        "people": words.people(one.people),
        "cards": one.cards,
        "lines": [
            *_with_reference(one),
            _line(
                t("Among people: Krippendorff's alpha, levels in order"), one.alpha_ordinal, words.two_places
            ),
            _line(
                t("Among people: Fleiss' kappa, cards that everybody placed"), one.fleiss, words.two_places
            ),
        ],
        "notes": [note for note in one.notes if note not in common],
    }


def _with_reference(one: "Agreement") -> list[Line]:
    """The three numbers about the reference; where all are missing for one reason, it is said once."""
    reasons = {one.exact.why, one.adjacent.why, one.kappa.why}
    if one.exact.value is one.adjacent.value is one.kappa.value is None and len(reasons) == 1:
        return [Line(t("Beside the reference"), "", reasons.pop(), "")]
    return [
        _line(t("At the reference's level"), one.exact, words.percent),
        _line(t("At most one level from it"), one.adjacent, words.percent),
        _line(t("Weighted kappa with the reference"), one.kappa, words.two_places),
    ]


def _sort_picture(boards: tuple[Board, ...]) -> Markup:
    tracks = [
        pictures.Track(
            f"{board.key[:2]} {board.title}",
            (
                pictures.Mark("full", t("at the reference's level"), board.agreement.exact),
                pictures.Mark("diamond", t("at most one level from it"), board.agreement.adjacent),
            ),
        )
        for board in boards
    ]
    said = "; ".join(
        t(
            "{sort}: {exact} at the reference's level, {adjacent} at most one level from it",
            sort=f"{board.key[:2]} {board.title}",
            exact=words.percent(board.agreement.exact)[0],
            adjacent=words.percent(board.agreement.adjacent)[0],
        )
        for board in boards
        if board.agreement.exact.value is not None
    )
    return pictures.intervals(
        tracks, t("Shares of placements in percent, with intervals. {said}.", said=said)
    )


def _card(one: SplitCard) -> dict:
    split, board, content = one.split, one.board, library()
    rows = [(str(level), name, split.counts.get(level, 0)) for level, name in board.levels] + [
        ("?", t("not enough to say"), split.unsure)
    ]
    reference = "?" if split.anchor is None else str(split.anchor)
    anchor = one.sample.anchor
    shown = [(f"◆{level}" if anchor and level == reference else level, count) for level, _, count in rows]
    said = "; ".join(
        t("{count} at {level}", count=count, level=f"{level} {name}")
        if level != "?"
        else t("{count} not enough to say", count=count)
        for level, name, count in rows
        if count
    )
    whose = anchor and (t("this kit's proposal") if anchor.whose == "kit" else t("the study's own coding"))
    return {
        "label": one.sample.label,
        "key": board.key,
        "session": board.key[:2],
        "title": board.title,
        "work": Markup(work_html(one.sample, content)),
        "mark": sample_mark(one.sample, content),
        "picture": pictures.stacked(shown, f"{one.sample.label}: {said}."),
        "rows": [(level, name, count, bool(anchor) and level == reference) for level, name, count in rows],
        "apart": f"{split.spread:.1f}",
        "whose": whose,
        "reason": Markup(to_html(anchor.reason)) if anchor else "",
    }


def _part(number: int, part: "PartGrowth") -> str:
    return t(
        "Part {number}, {part}: {kind}",
        number=number,
        part=part.part.replace("-", " "),
        kind=t(PART_KINDS[part.kind]),
    )


PART_KINDS = {
    "explain": later("say how the student may think, and predict"),
    "order": later("put responses in order"),
    "respond": later("choose what to do next"),
}


def _growth(findings: Findings) -> dict | None:
    one = findings.growth
    if one is None:
        return None
    tracks = (
        [_before_after(t("All parts"), one.score_before, one.score_after)]
        if one.score_before.value is not None
        else []
    )
    tracks += [
        _before_after(_part(number, part), part.before, part.after)
        for number, part in enumerate(one.by_part, 1)
    ]
    lines = [
        _line(t("First form, points of 100"), one.score_before, words.points),
        _line(t("Last form"), one.score_after, words.points),
        _line(t("Change, form difficulty taken out"), one.change, words.change),
    ]
    if one.change.value is None and one.raw_change.value is not None:
        lines.append(_line(t("Change as it was seen, form difficulty in it"), one.raw_change, words.change))
    lines.append(
        _line(
            t("The same in standard deviations of the first form"), one.effect_size, words.signed_two_places
        )
    )
    lines += [
        _line(t("Change in {part}", part=_part(number, part)), part.change, words.change)
        for number, part in enumerate(one.by_part, 1)
    ]
    if one.written_change.value is not None:
        lines.append(
            _line(
                t("Change of what people scored in the writing (0 to 3)"),
                one.written_change,
                words.signed_two_places,
            )
        )
    return {
        "sentence": words.what_changed(one.change),
        "people": words.people(one.people),
        "orders": (words.people(one.sequences.get("AB", 0)), words.people(one.sequences.get("BA", 0))),
        "picture": pictures.intervals(tracks, _in_words(tracks)),
        "lines": _any(lines),
        "nulls": _nulls(one),
        "sure": words.how_sure(one.calibration_before, one.calibration_after),
        "sure_picture": _sure_picture(one),
        "sure_lines": _any(
            [
                _line(t("How sure, first form"), one.confidence_before, words.percent),
                _line(t("How often right, first form"), one.success_before, words.percent),
                _line(t("How sure, last form"), one.confidence_after, words.percent),
                _line(t("How often right, last form"), one.success_after, words.percent),
                _line(t("Surer than right, first form (points)"), one.calibration_before, words.change),
                _line(t("Surer than right, last form (points)"), one.calibration_after, words.change),
            ]
        ),
        "unsure": one.confidence_before.why if one.confidence_before.value is None else "",
        "missing": one.missing,
        "notes": one.notes,
    }


def _before_after(label: str, before: Estimate, after: Estimate) -> pictures.Track:
    return pictures.Track(
        label,
        (pictures.Mark("hollow", t("first form"), before), pictures.Mark("full", t("last form"), after)),
    )


def _in_words(tracks: list[pictures.Track]) -> str:
    said = []
    for track in tracks:
        values = [words.points(mark.estimate)[0] for mark in track.marks if mark.estimate.value is not None]
        if values:
            from_to = t("{low} to {high}{unit}", low=values[0], high=values[1], unit="")
            said.append(f"{track.label}: {from_to if len(values) > 1 else values[0]}")
    return t("Points of 100 at the first and the last form, with intervals. {said}.", said="; ".join(said))


def _sure_picture(one: "Growth") -> Markup:
    tracks = [
        pictures.Track(
            when,
            (
                pictures.Mark("diamond", t("how sure"), sure),
                pictures.Mark("full", t("how often right"), right),
            ),
        )
        for when, sure, right in (
            (t("First form"), one.confidence_before, one.success_before),
            (t("Last form"), one.confidence_after, one.success_after),
        )
    ]
    said = "; ".join(
        t(
            "{when}: {sure} sure, {right} right",
            when=track.label,
            sure=words.percent(track.marks[0].estimate)[0],
            right=words.percent(track.marks[1].estimate)[0],
        )
        for track in tracks
        if all(mark.estimate.value is not None for mark in track.marks)
    )
    return pictures.intervals(
        tracks, t("How sure and how often right, in percent, with intervals. {said}.", said=said)
    )


def _nulls(one: "Growth") -> str:
    """The parts in which nothing can be seen to have changed, in a sentence."""
    flat = [
        t("part {number} ({part})", number=number, part=part.part.replace("-", " "))
        for number, part in enumerate(one.by_part, 1)
        if part.change.value is not None
        and part.change.low is not None
        and part.change.low <= 0 <= part.change.high
    ]
    if not flat:
        return ""
    if len(flat) == len(one.by_part):
        return t("In none of the parts can a change be told from none.")
    return t("In {parts} a change cannot be told from none.", parts=words.listed(flat))


def _sessions(findings: Findings, path: str) -> dict:
    rows = [
        {
            "number": held.unit.number,
            "title": held.unit.title,
            "days": words.days(held.days) if held.days else t("not told"),
            "people": words.people(held.people),
            "planned": held.unit.minutes(path),
            "met": held.minutes_met(path),
        }
        for held in findings.held
    ]
    return {
        "rows": rows,
        "planned": sum(row["planned"] for row in rows),
        "met": sum(row["met"] for row in rows),
        "picture": pictures.bars(
            [(f"{row['number']} {row['title']}", row["met"], row["planned"]) for row in rows],
            t("Minutes of the parts with answers, of the minutes planned"),
        ),
    }


def _features(findings: Findings) -> dict:
    rows = [
        {
            "number": feature.number,
            "name": feature.name,
            "about": feature.about,
            "met": [(part.id, what) for part, what in met],
            "whole": len(feature.parts),
        }
        for feature, met in findings.features
    ]
    return {
        "rows": rows,
        "picture": pictures.bars(
            [(f"{row['number']} {row['name']}", len(row["met"]), row["whole"]) for row in rows],
            t("Parts with answers, of all parts in which the course's map sees the feature"),
        ),
    }


def _crosswalk(crosswalk: Crosswalk, findings: Findings, units: dict[str, Unit]) -> dict:
    met = {part.id for held in findings.held for part in held.met}
    headings = {part.id: part.heading for unit in units.values() for part in unit.parts}
    names = {feature.number: feature.name for feature, _ in findings.features}
    has = _there(findings)
    areas = [
        (
            title,
            [
                {
                    "local": row.local,
                    "features": [f"{number} {names.get(number, '')}".strip() for number in row.features],
                    "blocks": [(block, headings.get(block, ""), block in met) for block in row.blocks],
                    "evidence": [(t(EVIDENCE[one]), has.get(one, t("people's own"))) for one in row.evidence],
                    "counts": row.counts,
                    "does_not": row.does_not,
                }
                for row in crosswalk.rows
                if row.area == area
            ],
        )
        for area, title in AREAS.items()
    ]
    return {
        "name": crosswalk.name,
        "about": crosswalk.about,
        "example": crosswalk.example,
        "areas": [(t(title), rows) for title, rows in areas if rows],
    }


def _there(findings: Findings) -> dict[str, str]:
    """Which kinds of evidence this report holds, in a few words each."""
    change = findings.growth.change if findings.growth else None
    sure = findings.growth.confidence_after if findings.growth else None
    told = [board for board in findings.boards if board.agreement.alpha_ordinal.value is not None]
    absent, split, held = t("not in this report"), len(findings.split), len(findings.held)
    people = later("in this report: {n} people")
    return {
        "agreement": counted(len(told), later("in this report: 1 sort"), later("in this report: {n} sorts"))
        if told
        else absent,
        "splits": t("on the group's own page: {n} cards", n=split) if split else absent,
        "growth": t(people, n=change.n) if change and change.value is not None else absent,
        "confidence": t(people, n=sure.n) if sure and sure.value is not None else absent,
        "sessions": t("in this report: {number}", number=held) if held else absent,
    }
