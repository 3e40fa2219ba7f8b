"""The group's answers for session 12: what lies in `my_work/group`, or the constructed example where nothing does."""

from dataclasses import replace
from pathlib import Path

from .. import paths
from ..lang import t
from . import collect
from .handed import handed_over

FOLDER = "group"
"""Below `my_work/`: where files are put that people handed over."""


def collected(folder: Path | None = None) -> collect.Collected:
    """What people handed over, from the files in `my_work/group`; the constructed example where there is none.

    A file is what `throughline room export` wrote (answers.json, under any name), or what somebody saved: a hand-over, or a whole file
    of answers. Of a room's answers only hand-overs count, because nothing else was given for this; of somebody's own file a
    hand-over, or else the two forms.

    Args:
        folder: another folder.

    Raises:
        KitError: no file in it can be read; the message names what does not belong there.
    """
    folder = folder or paths.my_work() / FOLDER
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        return collect.example()
    exports = [file for file in files if _is_export(file)]
    found = [_of(collect.from_export(file), file.stem) for file in exports]
    if len(exports) < len(files):
        found.append(_of(collect.from_journals(folder), "", whole=True))
    rooms = {f"{file.name}: is not a journal." for file in exports}
    return replace(
        found[-1],
        responses=[one for each in found for one in each.responses],
        linked=True,  # a hand-over holds both forms of one person
        days=tuple(sorted({day for each in found for day in each.days})),
        origin=t("what people handed over"),
        notices=tuple(said for each in found for said in each.notices if said not in rooms),
    )


def _is_export(file: Path) -> bool:
    """A room's export is a list, a journal is not."""
    try:
        return file.read_text(encoding="utf-8-sig").lstrip().startswith("[")
    except (OSError, ValueError):
        return False


def _of(group: collect.Collected, room: str, *, whole: bool = False) -> collect.Collected:
    """What counts of a file; a number means somebody else in the next room."""
    forms = handed_over(group.responses)
    if whole:
        taken = {one["participant"] for one in forms}
        forms += [one for one in group.responses if one["participant"] not in taken]
    return replace(
        group, responses=[one | {"participant": f"{room} {one['participant']}".strip()} for one in forms]
    )
