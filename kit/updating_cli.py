"""The command `throughline update`."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from . import paths
from .errors import KitError
from .terminal import out


def update(
    given: Annotated[
        Path | None, typer.Argument(metavar="FOLDER_OR_ZIP", help="The new version, as you downloaded it.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    back: Annotated[bool, typer.Option("--back", help="Also if it is an older version.")] = False,
) -> None:
    """Bring in a new version of the course; what you changed is merged or kept, never overwritten."""
    from .updating import apply
    from .updating import update as updating

    if apply.waiting(paths.ROOT):
        if dry_run:
            raise KitError("An update was broken off. `throughline update` finishes it.")
        try:
            _tell_left(updating.finish())
        except OSError as error:
            raise _not_written(error) from error
        say("The update that was broken off is finished now.")
        if given is None:
            say("Now run: python3 start.py")
            return
    if given is None:
        raise KitError(_NOTHING_GIVEN)
    try:
        decided, new = updating.decide(given.expanduser(), back=back)
    except OSError as error:
        raise _not_written(error) from error
    if dry_run:
        for line in updating.lines(decided):
            say(line)
        say("Nothing was changed. Without --dry-run it happens.")
        return
    if decided.plan.idle and decided.before == decided.version:
        say(updating.lines(decided)[-1])
        return
    try:
        done = updating.carry_out(decided, new)
    except OSError as error:
        raise _not_written(error) from error
    for line in updating.lines(done, most=8):
        say(line)
    _tell_left(done.left)
    say(f"The files as they were before: {paths.shown(done.kept_in)}. All of this is in its SUMMARY.md.")
    if (paths.ROOT / ".git").exists():
        say("This folder is a git clone. Nothing in .git was touched; `git status` shows what is new.")
    if done.again:
        say("Now run: python3 start.py")
    else:
        _check()


_NOTHING_GIVEN = (
    "Download the new version, then give its folder or zip: `throughline update Downloads/throughline.zip`. With --dry-run you "
    "see first what would happen. If you got the course with git, `git pull` works too: it leaves local/ and my_work/ alone."
)


def _not_written(error: OSError) -> KitError:
    return KitError(
        f"{error.filename or paths.ROOT} cannot be written or read ({error.strerror or error}). Nothing is lost: free some space, or close "
        "the program that has the file open, then run the same command again."
    )


def _tell_left(left) -> None:
    for path in left or ():
        say(f"  {path} was changed in the meantime and is left as it is; the new one is in before-update.")


def _check() -> None:
    """What the new version's own check says of the folder as it now is."""
    code = "from kit.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode == 0:
        say("`throughline check` finds nothing wrong.")
    else:
        say("`throughline check` says:")
        for line in (done.stderr or done.stdout).strip().splitlines()[-20:]:
            say(f"  {line}")


def say(text: str) -> None:
    """Print a line as it is."""
    out.print(text, soft_wrap=True, markup=False)
