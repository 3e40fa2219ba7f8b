"""The commands `throughline new` and `throughline rebuild`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from .terminal import out


def new(
    title: Annotated[str, typer.Argument(help="What your session is called, in quotes.")],
    start: Annotated[
        str, typer.Option("--from", help="The session of the course that it is made from.")
    ] = "05",
    work: Annotated[
        str | None, typer.Option("--work", help="The work set that is sorted; the session's own if left out.")
    ] = None,
) -> None:
    """Make a session of your own from one of the course's, with your students' work in it."""
    from .own import making

    with _told():
        result = making.new(title, start, work)
    _tell(result)
    number, name = result.own.number, result.own.path.name
    out.print(
        f"\nNext: change local/sessions/{name} as you like, then `throughline rebuild {number}`. In the guide, look for “To fill in”. "
        f"`throughline open {number}` opens the notebook, `throughline page {number}` and `throughline print {number}` make the rest.",
        soft_wrap=True,
        markup=False,
    )


def rebuild(
    name: Annotated[
        str, typer.Argument(help="Which session of your own, such as L1; all of them if left out.")
    ] = "",
) -> None:
    """Make the notebook and the guide of your session again from its YAML file; what you added by hand is kept."""
    from .errors import KitError
    from .own import making, spec

    numbers = [name] if name else [path.name.partition("-")[0] for path in spec.every()]
    if not numbers:
        raise KitError('There is no session of your own yet. `throughline new "A title"` makes one.')
    for number in numbers:
        with _told():
            result = making.rebuild(number)
        _tell(result)


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses becomes a sentence."""
    from .errors import KitError

    try:
        yield
    except OSError as error:
        if isinstance(error, KitError):
            raise
        raise KitError(
            f"{error.filename or 'A file'} cannot be written or read ({error.strerror or error}). Free some space, or close the program that "
            "has it open, then run the same command again."
        ) from error


def _tell(result) -> None:
    def say(text: str) -> None:
        out.print(text, soft_wrap=True, markup=False)

    say(f"{result.own.number} {result.own.spec.title}")
    for file in result.files:
        say(f"  {file}")
    if result.kept:
        say(f"Kept as you have it: {len(result.kept)} cell{'s' if len(result.kept) > 1 else ''}.")
    if result.clashes:
        say("Both you and the file changed these. Yours is in use, the other stands beside it:")
        for clash in result.clashes:
            say(f"  {clash}")
    for problem in result.problems:
        say(f"  {problem}")
