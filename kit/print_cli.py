"""`throughline print 05`: a session on paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.table import Table
from typer import Argument, Option

from . import lang, paths, sessions
from .terminal import out

if TYPE_CHECKING:
    from .pages import printing


def print_session(
    number: Annotated[str, Argument(help="Which session, such as 05.")],
    paper: Annotated[str, Option(help="a4 or letter.")] = "a4",
    cards: Annotated[int, Option(help="Cards a sheet: 6 or 8.")] = 6,
    only: Annotated[
        str,
        Option(
            help="Only some, such as cards,key. There are cards, key, evidence, polls, poster, workbook, guide."
        ),
    ] = "",
    folder: Annotated[
        Path | None,
        Option("--out", help="Folder to write to; printables/NN if left out.", show_default=False),
    ] = None,
    pdf: Annotated[bool, Option(help="Make PDFs too; they need Chrome, Chromium or Edge.")] = True,
    language: Annotated[
        str, Option("--lang", help="What participants hold in another language, such as es.")
    ] = "en",
) -> None:
    """Make a session's cards, keys, sheets, poster, workbook and guide for print."""
    from .pages import printing

    session = sessions.session(number, language)
    folder = folder or paths.ROOT / "printables" / session.number
    options = printing.options(paper, cards)
    built = printing.make(session, folder, options, only=list(filter(None, only.split(","))), pdf=pdf)
    shown = Table("File", "What it is", "How many")
    for printable in built.printables:
        shown.add_row(printable.files[-1].name, printable.title, printable.use)
    out.print(shown)
    out.print(f"In {folder}: {_what_was_done(built)}.", markup=False, soft_wrap=True)
    if session.language != lang.ENGLISH:
        out.print(
            f"What only the facilitator holds, key and guide, is in English: `throughline print {session.number}`.",
            soft_wrap=True,
        )
    if built.pdf:
        out.print(f"Print on {options.paper.name} at actual size (100 %).")
    elif pdf:
        out.print(
            "There is no Chrome, Chromium or Edge here to make PDFs: open each HTML file in any browser and print it "
            "from there, at 100 %, with the browser's own headers and footers off.",
            soft_wrap=True,
        )


def _what_was_done(built: "printing.Built") -> str:
    new = sum(printable.new for printable in built.printables)
    if not new:
        return "nothing has changed since they were made"
    same = len(built.printables) - new
    return f"made {new}" + (f"; {same} had not changed" if same else "")
