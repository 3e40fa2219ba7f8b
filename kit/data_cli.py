"""`throughline data list|get|remove`: text sets that are fetched, not shipped."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, TextColumn
from rich.table import Table

from . import downloads
from .downloads import store
from .errors import KitError
from .progress import Bars
from .terminal import out

app = typer.Typer(no_args_is_help=True, help="Text sets that may not be shipped: list, get, remove.")

Which = Annotated[str, typer.Argument(metavar="NAME", help="A name that `throughline data list` shows.")]


@app.command("list")
def list_sets() -> None:
    """List what can be fetched, and what is here."""
    shown = Table("Name", "What it is", "Size", "Licence", "Here")
    for one in downloads.catalogue().values():
        shown.add_section()
        shown.add_row(
            one.id, f"{one.title}. {one.about}.", f"{one.size / 1e6:.1f} MB", one.licence.name, _state(one)
        )
    out.print(shown)


@app.command()
def get(
    name: Which,
    yes: Annotated[bool, typer.Option("--yes", help="Accept the licence without being asked.")] = False,
    mirror: Annotated[
        Path | None,
        typer.Option(
            envvar="THROUGHLINE_MIRROR", help="Take the files from this folder, not from the network."
        ),
    ] = None,
) -> None:
    """Fetch a set, check it, replace names in it, and keep it in `downloads/`."""
    chosen = downloads.find(name)

    def accept(one: downloads.DownloadSet, text: str) -> bool:
        _show_licence(one, text)
        if yes:
            return True
        try:
            return typer.confirm("Do you accept this licence?")
        except typer.Abort:
            out.print()
            return False

    with Files() as bars:
        new = downloads.get(chosen, bars.paused(accept), mirror, bars)
    if not new:
        out.print(f"{chosen.title} is here already.")
        return
    out.print(f"{chosen.title} is ready. {chosen.names}")
    out.print("Names are found by rule, and a rule misses some: look at what you show before you show it.")


@app.command()
def remove(
    name: Which,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without being asked.")] = False,
) -> None:
    """Delete a fetched set from this computer."""
    chosen = downloads.find(name)
    if not yes and store.is_there(chosen):
        try:
            agreed = typer.confirm(f"Delete {chosen.title} from this computer?")
        except typer.Abort:
            agreed = False
        if not agreed:
            raise KitError(f"{chosen.title} was kept. To delete it without a question, add --yes.")
    downloads.remove(chosen)
    out.print(f"{chosen.title} is gone. `throughline data get {name}` fetches it again.")


class Files(Bars):
    """One progress bar a file, made when the first byte arrives."""

    def __init__(self) -> None:
        super().__init__(TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        self._tasks: dict[str, int] = {}

    def __call__(self, name: str, done: int, size: int) -> None:
        """Draw how far a file is: bytes that are here, of bytes that it has."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=size)
        self._progress.update(self._tasks[name], completed=done)


LONGEST_SHOWN = 60
"""Lines of a licence that are shown whole; of a longer one the terms and the address are."""


def _show_licence(one: downloads.DownloadSet, text: str) -> None:
    licence = one.licence
    out.print(f"{one.title}\n{one.about}.\n\nLicence: {licence.name}, {licence.holder}\n{licence.terms}")
    lines = text.count("\n")
    if lines <= LONGEST_SHOWN:
        out.print(f"\n{text}", markup=False)
    else:
        out.print(f"The whole text ({lines} lines) is at {licence.address}, and is kept beside the data.\n")
    out.print(f"Cite: {one.citation}\n", markup=False)


def _state(one: downloads.DownloadSet) -> str:
    if store.is_current(one):
        return "yes"
    if store.is_there(one):
        return "to be renewed"
    return "no (mirror only)" if one.mirror_only else "no"
