"""The command line `throughline`: each command calls one function of the kit and says what came of it."""

import subprocess
import sys
from typing import Annotated

import typer
from rich.table import Table

from . import check as checking
from . import (
    data_cli,
    lang_cli,
    own_cli,
    pages_cli,
    paths,
    print_cli,
    report_cli,
    room_cli,
    running,
    sessions,
    updating_cli,
    work_cli,
)
from .errors import KitError
from .terminal import err, out
from .updating.apply import waiting
from .updating.store import remember_quietly

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Throughline: a course kit.",
)
app.add_typer(data_cli.app, name="data")
app.add_typer(room_cli.app, name="room")
app.add_typer(work_cli.app, name="work")
app.command("print")(print_cli.print_session)
app.command()(pages_cli.page)
app.command()(pages_cli.site)
app.command()(report_cli.report)
app.command()(report_cli.hours)
app.command()(own_cli.new)
app.command()(own_cli.rebuild)
app.command()(updating_cli.update)
app.command()(lang_cli.words)


@app.command()
def open(
    number: Annotated[str, typer.Argument(help="Which session, such as 05. The first one if left out.")] = "",
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int, typer.Option(help="Port of JupyterLab.")] = 8888,
) -> None:
    """Open a session in JupyterLab."""
    remember_quietly(paths.ROOT)
    there = sessions.all_sessions()
    if not there:
        raise KitError(f"There are no sessions in {paths.SESSIONS}.")
    session = sessions.session(number) if number else there[0]
    command = [sys.executable, "-m", "jupyterlab", "--port", str(port), "--ServerApp.ip=127.0.0.1"]
    command += [] if browser else ["--no-browser"]
    if not session.path.is_relative_to(paths.ROOT):
        raise KitError(
            f"{session.path} stands outside the course's folder. JupyterLab opens what is inside it."
        )
    try:
        code = subprocess.call([*command, str(session.path.relative_to(paths.ROOT))], cwd=paths.ROOT)
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(code)


@app.command("sessions")
def list_sessions() -> None:
    """List the sessions with their minutes and activities."""
    table = Table("No.", "Session", "Part", *(f"{path} min" for path in sessions.PATHS))
    for session in sessions.all_sessions():
        table.add_section()
        table.add_row(
            session.number, session.title, "", *(str(session.minutes(path)) for path in sessions.PATHS)
        )
        for block in session.blocks:
            table.add_row(
                "", "", block.heading, *(str(block.minutes[path] or "–") for path in sessions.PATHS)
            )
    out.print(table if table.row_count else f"There are no sessions in {paths.SESSIONS}.")


@app.command()
def run(
    number: Annotated[str, typer.Argument(help="Which session, such as 05.")] = "",
    all: Annotated[bool, typer.Option("--all", help="Every session, in every language.")] = False,
    language: Annotated[str, typer.Option("--lang", help="In another language, such as es.")] = "en",
) -> None:
    """Run a session's notebook again and store it with its outputs."""
    if all == bool(number):
        raise KitError("Say which session to run, such as `throughline run 05`, or `throughline run --all`.")
    every = [*sessions.all_sessions(), *sessions.translations()]
    for session in every if all else [sessions.session(number, language)]:
        changed = running.run(session)
        out.print(f"{session.shown}: {'stored with new outputs' if changed else 'nothing changed'}")


@app.command()
def check() -> None:
    """Check data, notebooks and guides, and print every problem."""
    found = checking.problems()
    for problem in found:
        err.print(str(problem), markup=False, soft_wrap=True)
    if found:
        err.print(f"{len(found)} problem{'s' if len(found) > 1 else ''}.")
        raise typer.Exit(1)
    out.print("Data, notebooks and guides are sound.")


def main() -> None:
    """Run the command line; an error that speaks for itself is printed without a traceback."""
    if waiting(paths.ROOT) and sys.argv[1:2] != ["update"]:
        err.print("An update was broken off here. `throughline update` finishes it.", markup=False)
    try:
        app()
    except KitError as error:
        err.print(str(error), markup=False, soft_wrap=True)
        sys.exit(1)
