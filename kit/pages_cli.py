"""The commands `throughline page` and `throughline site`."""

import time
from pathlib import Path
from typing import Annotated

import typer

from . import sessions
from .errors import KitError
from .terminal import out

Out = Annotated[Path | None, typer.Option("--out", help="The folder to write to.")]
Again = Annotated[bool, typer.Option("--again", help="Make also what has not changed.")]


def page(
    number: Annotated[str, typer.Argument(help="Which session, such as 05.")] = "",
    all: Annotated[bool, typer.Option("--all", help="Every session.")] = False,
    folder: Out = None,
    again: Again = False,
    language: Annotated[str, typer.Option("--lang", help="In another language, such as es.")] = "en",
) -> None:
    """Write a session as one HTML file that works with no network and no installation."""
    from .pages import build

    if all == bool(number):
        raise KitError("Say which session, such as `throughline page 05`, or `throughline page --all`.")
    if all and language != "en":
        every = [one for one in sessions.translations() if one.language == language]
    else:
        every = sessions.all_sessions()
    chosen = every if all else [sessions.session(number, language)]
    for built in build.build_pages(chosen, folder or build.default_folder("pages"), again):
        what = f"{built.path.stat().st_size / 1000:.0f} kB, made now" if built.made else "nothing changed"
        out.print(f"{built.path}: {what}", soft_wrap=True, markup=False)


def site(
    folder: Out = None,
    again: Again = False,
    participants: Annotated[
        bool, typer.Option("--participants", help="Without guides and keys: what may be given to everybody.")
    ] = False,
) -> None:
    """Write all sessions, guides and printables as a static site that works offline after one visit."""
    from .pages import build
    from .pages.site import build_site

    folder, began = folder or build.default_folder("site"), time.monotonic()
    built = build_site(folder, again, participants)
    made = sum(one.made for one in built)
    out.print(
        f"{folder}: {len(built)} pages, {made} made now, {time.monotonic() - began:.0f} s. Put the folder on any web "
        "server; to look at it here, run `python3 -m http.server` in it.",
        soft_wrap=True,
        markup=False,
    )
