"""Where things are: the one place that knows the layout of a checkout."""

import os
from pathlib import Path

from .errors import KitError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SESSIONS = ROOT / "sessions"
GUIDES = ROOT / "facilitator_guides"
NUMBER = r"(?:\d\d|L\d{1,3})"
"""A session's number: two digits for the course's own, `L1` to `L999` for a team's, so that the two never clash."""


def my_work() -> Path:
    """The folder that keeps a participant's own answers.

    `THROUGHLINE_MY_WORK` names another one: tests and `throughline run` use it so that a person's
    answers never reach a committed notebook.
    """
    return Path(os.environ.get("THROUGHLINE_MY_WORK") or ROOT / "my_work")


def local() -> Path:
    """The folder of a team's own content, laid out like the checkout's `data/`, with `sessions/` and guides in it.

    It may not exist. The course's updates never touch it. `THROUGHLINE_LOCAL` names another one.
    """
    return Path(os.environ.get("THROUGHLINE_LOCAL") or ROOT / "local")


def shown(path: Path) -> str:
    """A path as a reader knows it: from the checkout, or from the team's own folder."""
    for root, name in ((local(), local().name), (ROOT, "")):
        if path.is_relative_to(root):
            return (Path(name) / path.relative_to(root)).as_posix()
    return str(path)


def data_file(name: str) -> Path:
    """A file of the course's data, or of a team's own, for a notebook that reads it itself: `work/fraction-arithmetic/answers.csv`.

    Raises:
        KitError: there is no such file.
    """
    path = next((root / name for root in (DATA, local()) if (root / name).is_file()), DATA / name)
    if not path.is_file():
        raise KitError(f"There is no file “{name}” in {DATA}.")
    return path
