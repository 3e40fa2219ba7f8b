"""The commands `throughline report` and `throughline hours`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.table import Table
from typer import Argument, Option

from . import paths, sessions
from .errors import KitError
from .terminal import out

if TYPE_CHECKING:
    from .evidence.collect import Collected

REPORTS = paths.ROOT / "reports"
READERS = {"both": ("group", "district"), "group": ("group",), "district": ("district",)}

Folder = Annotated[
    Path | None, Option("--out", help="Folder to write to; below reports/ if left out.", show_default=False)
]
Length = Annotated[str, Option("--path", help="Which path was held: 45, 75 or 90 minutes.")]


def report(
    numbers: Annotated[
        list[str] | None, Argument(help="Sessions whose rooms to take, such as 12.", show_default=False)
    ] = None,
    journals: Annotated[
        Path | None, Option(help="A folder with the journals that people handed over.", show_default=False)
    ] = None,
    answers: Annotated[
        Path | None, Option(help="answers.json, as `throughline room export` wrote it.", show_default=False)
    ] = None,
    reader: Annotated[str, Option("--for", help="group, district or both.")] = "both",
    crosswalk: Annotated[
        Path | None,
        Option(
            help="The district's own competencies; data/crosswalks/example.yaml is one to copy.",
            show_default=False,
        ),
    ] = None,
    commitments: Annotated[
        bool,
        Option(
            "--commitments",
            help="Quote what people said they would try. Only if each gave the journal for that.",
        ),
    ] = False,
    table: Annotated[
        bool, Option("--csv", help="Write the numbers as CSV with a data dictionary too.")
    ] = False,
    folder: Folder = None,
    pdf: Annotated[bool, Option(help="Make PDFs too; they need Chrome, Chromium or Edge.")] = True,
    paper: Annotated[str, Option(help="a4 or letter.")] = "a4",
    path: Length = "75",
    store: Annotated[
        str, Option(help="Where rooms are kept: a file, or postgresql://… ; by default rooms/rooms.sqlite.")
    ] = "",
) -> None:
    """Make a group's report: a page for the group, and a page for a district lead. Without data it shows a constructed example."""
    from .evidence import collect, course, export, findings
    from .evidence import report as reports

    if reader not in READERS:
        raise KitError(f"There is no page for “{reader}”. Choose one of: {', '.join(READERS)}.")
    if (bool(numbers) + (journals is not None) + (answers is not None)) > 1:
        raise KitError(
            "Say one thing to take answers from: sessions with rooms, --journals FOLDER or --answers FILE."
        )
    course.usual_path(path)
    collected, name = _collected(collect, numbers or [], journals, answers, store)
    if commitments and not (journals or collected.constructed):
        raise KitError(
            "What people wrote under Reflect is quoted from journals that they handed over, never from a room. Use --journals FOLDER, or leave "
            "--commitments out."
        )
    if crosswalk:
        from .content.competencies import read_competencies

        mapped = read_competencies(
            crosswalk, {part.id for unit in course.course().values() for part in unit.parts}
        )
    found = findings.findings(collected, commitments=commitments)
    folder = folder or REPORTS / name
    made = reports.pages(
        found, readers=READERS[reader], crosswalk=mapped if crosswalk else None, path=path, paper=paper
    )
    files = reports.write(made, folder, pdf=pdf)
    if table:
        files += export.write(found, folder / "numbers", path=path, version=reports.kit_version())
    _tell(collected, files, pdf, found.suppressed)
    if commitments and found.commitments:
        _say(
            "What people wrote stands in the group's page as they wrote it. Read it before you print: it may name somebody."
        )


def _collected(
    collect, numbers: list[str], journals: Path | None, answers: Path | None, store: str
) -> tuple["Collected", str]:
    """The answers, and a name for the folder of the report."""
    if journals is not None:
        return collect.from_journals(journals), "journals"
    if answers is not None:
        return collect.from_export(answers), "room"
    if numbers:
        chosen = list(dict.fromkeys(sessions.session(number).number for number in numbers))
        with _store(store) as kept:
            return collect.from_store(kept, chosen), f"room-{'-'.join(chosen)}"
    return collect.example(), "example"


@contextmanager
def _store(address: str) -> Iterator:
    from .room.store import Store

    file = Path(address or paths.ROOT / "rooms" / "rooms.sqlite")
    if "://" not in address and not file.exists():
        raise KitError(
            f"There is no store of rooms at {file}. Name another one with --store, or use --journals FOLDER or --answers FILE."
        )
    kept = Store(address or file)
    try:
        yield kept
    finally:
        kept.close()


def _tell(collected: "Collected", files: list[Path], pdf: bool, suppressed: bool) -> None:
    from .evidence import FEWEST

    for notice in collected.notices:
        _say(notice)
    if collected.constructed:
        _say(
            "No answers were named, so this is a CONSTRUCTED EXAMPLE: nobody gave these answers. Take your own with `throughline report 12`, "
            "--journals FOLDER or --answers FILE."
        )
    if suppressed:
        _say(f"Fewer than {FEWEST} people answered, so the pages hold no number.")
    for file in files:
        _say(str(file))
    if pdf and not any(file.suffix == ".pdf" for file in files):
        _say(
            "There is no Chrome, Chromium or Edge here to make PDFs: open each page in any browser and print it from there."
        )


def hours(
    journal: Annotated[
        Path | None,
        Option(
            help="Your file of answers from an offline page; your journal here if left out.",
            show_default=False,
        ),
    ] = None,
    home_page: Annotated[
        str,
        Option(
            "--home-page",
            help="For xAPI: web address of the district's system in which you have an account.",
            show_default=False,
        ),
    ] = "",
    account: Annotated[
        str,
        Option(help="For xAPI: your number or name in that system. No email address.", show_default=False),
    ] = "",
    folder: Folder = None,
    path: Length = "75",
) -> None:
    """Write a record of your own hours, from your own journal: CSV, and xAPI statements where a district wants them."""
    from .evidence import collect, report
    from .evidence import hours as record
    from .journal import FILE

    responses = collect.one_journal(journal or paths.my_work() / FILE)
    claimed = record.claims(responses, path)
    if not claimed:
        raise KitError(
            "There is no answer to any of the course's sessions in this journal, so there are no hours to claim."
        )
    version = report.kit_version()
    if account and not home_page:
        raise KitError("An account belongs to a system: give its web address with --home-page.")
    made = (
        record.statements(claimed, home_page=home_page, account=account, version=version)
        if home_page
        else None
    )
    files = record.write(claimed, folder or REPORTS / "hours", version=version, made=made)
    shown = Table("Session", "Parts with answers", "Minutes claimed", "Minutes planned")
    for one in claimed:
        shown.add_row(f"{one.session} {one.title}", str(len(one.parts)), str(one.minutes), str(one.planned))
    shown.add_row(
        "Together", "", str(sum(one.minutes for one in claimed)), str(sum(one.planned for one in claimed))
    )
    out.print(shown)
    _say(record.HOW)
    if made is not None:
        _say(
            f"The statements are xAPI {record.XAPI_VERSION}. Whoever takes them in sends that version in the header X-Experience-API-Version. "
            "If you changed answers since you last handed statements in, ask for the old ones to be voided, or a session counts twice."
        )
    for file in files:
        _say(str(file))


def _say(text: str) -> None:
    out.print(text, markup=False, soft_wrap=True)
