"""The group's answers for session 12: files that people gave away, or the constructed example where there is none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..errors import KitError
from .example import load
from .handed import handed_over

FOLDER = "group"
"""Below `my_work/`: where files are put that people handed over."""
JOURNAL = "throughline-journal"


@dataclass(frozen=True)
class Collected:
    """Answers of a group.

    Attributes:
        responses: `{participant, key, revision, value, at}`, as `paired` reads them.
        constructed: whether nobody gave these answers.
        files: how many files they come from.
    """

    responses: list[dict]
    constructed: bool
    files: int = 0


def collected(folder: Path | None = None) -> Collected:
    """What people handed over, from the files in `my_work/group`; the constructed example where there is no file.

    A file is what `throughline room export` wrote (of its answers only hand-overs count, because nothing else was given for
    this), or what somebody saved: a hand-over, or a whole file of answers. Whoever is in both with a hand-over counts once, by it.

    Args:
        folder: another folder.

    Raises:
        KitError: a file is neither; the message names it.
    """
    folder = folder or paths.my_work() / FOLDER
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        return Collected(load(), constructed=True)
    given, whole = [], []
    for file in files:
        responses, journal = _read(file)
        given += responses
        whole += responses if journal else []
    forms = handed_over(given)
    taken = {one["participant"] for one in forms}
    return Collected(forms + [one for one in whole if one["participant"] not in taken], False, len(files))


def _read(file: Path) -> tuple[list[dict], bool]:
    """The responses of a file, and whether it is somebody's own."""
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        found = None
    if (
        isinstance(found, dict)
        and found.get("format") == JOURNAL
        and isinstance(found.get("responses"), dict)
    ):
        return list(_sound(found["responses"].values(), found.get("participant"))), True
    if isinstance(found, list):
        # A room numbers its devices; the number means somebody else in the next file.
        return list(_sound(found, None, file.stem)), False
    raise KitError(
        f"{file.name} in {file.parent.name} is no file of answers. Put there what `throughline room export` wrote (answers.json), or files "
        "that people saved under “Hand over, or keep”."
    )


def _sound(responses: object, owner: object, room: str = "") -> Iterator[dict]:
    for one in responses:
        if isinstance(one, dict) and isinstance(one.get("key"), str):
            person = owner or f"{room} {one.get('participant')}"
            yield {**one, "participant": str(person)}
