"""`throughline update`: a new version of the course goes in, and nothing that a coach changed is lost."""

import hashlib
import io
import json
import shutil
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..errors import KitError
from . import apply, plan, store

LARGEST = 500_000_000
"""Bytes that a new version may unpack to; the course has some seven million."""
MOST_FILES = 20_000
NEEDED = ("pyproject.toml", "kit/cli.py", "sessions/")


@dataclass
class Update:
    """An update that is decided and not yet carried out, or that was.

    Attributes:
        plan: what happens to each file.
        version: of the new version.
        before: the version that was there.
        sure: whether it is known how the files were before anybody changed them.
        kept_in: where the old files are, and new ones that were put aside; None before it is carried out.
        left: files that were changed while the update was carried out, and left alone.
        again: whether the environment has to be made anew.
    """

    plan: plan.Plan
    version: str
    before: str
    sure: bool
    kept_in: Path | None = None
    left: tuple[str, ...] = ()
    again: bool = False


def decide(
    given: Path, *, root: Path | None = None, back: bool = False
) -> tuple[Update, Mapping[str, bytes]]:
    """What an update with a folder or zip would do, and the new version's files.

    Raises:
        KitError: it cannot be read, is no version of the course, or is an older one and `back` is not said.
    """
    root = root or paths.ROOT
    new = read_version(given)
    if given.is_dir() and given.resolve() == root.resolve():
        raise KitError(f"{given} is the course that you have. Give the folder or zip of the new version.")
    installed = store.Installed(root)
    installed.remember()
    base, mine = installed.files(), store.read_folder(root)
    before, version = store.version_of(mine), store.version_of(new)
    if _number(version) < _number(before) and not back:
        raise KitError(
            f"{given.name} is version {version}, older than yours ({before}). To go back on purpose, add --back."
        )
    decided = plan.make(base, mine, new, sure=installed.is_sure)
    decided.worded = list(plan.worded_anew(paths.local(), base, new))
    again = any(
        one.touches and one.path.startswith(("pyproject.toml", "locks/", "kit/lab/"))
        for one in decided.changes
    )
    return Update(decided, version, before, installed.is_sure, again=again), new


def carry_out(update: Update, new: Mapping[str, bytes], *, root: Path | None = None) -> Update:
    """Do what was decided. Broken off at any point, it can be taken up again with `finish`."""
    root = root or paths.ROOT
    update.kept_in = _folder_for(paths.local() / "before-update")
    _keep(update, root)
    _stage(update, new, root)
    update.left = tuple(apply.finish(root))
    return update


def finish(root: Path | None = None) -> list[str] | None:
    """Take up an update that was broken off; None if there is none, else the files that were left alone."""
    root = root or paths.ROOT
    return apply.finish(root) if apply.waiting(root) else None


def read_version(given: Path) -> dict[str, bytes]:
    """The files of a new version, from its folder or its zip.

    Raises:
        KitError: it cannot be read, or is no version of the course.
    """
    if given.is_dir():
        found = _inner(given)
        files = store.read_folder(found)
    elif given.is_file():
        files = _from_zip(given)
    else:
        raise KitError(f"{given} is not there. Give the folder or the zip of the new version.")
    if not all(any(name.startswith(needed) for name in files) for needed in NEEDED):
        raise KitError(
            f"{given.name} is no version of the course: it has no {' or no '.join(needed for needed in NEEDED if not any(name.startswith(needed) for name in files))}. "
            "Give the folder that start.py is in, or the zip as it was downloaded."
        )
    return files


def _inner(folder: Path) -> Path:
    """The folder that holds the course: itself, or the only one in it, as unpacking a zip leaves it."""
    if (folder / "pyproject.toml").exists():
        return folder
    inside = [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith((".", "__MACOSX"))]
    return inside[0] if len(inside) == 1 else folder


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in entries) > LARGEST or len(entries) > MOST_FILES:
                raise KitError(
                    f"{path.name} unpacks to more than a version of the course can be. Nothing was changed."
                )
            top = _top([one.filename for one in entries])
            found = {}
            for one in entries:
                name = one.filename.removeprefix(top)
                if (
                    name.startswith("/")
                    or "\\" in name
                    or ".." in name.split("/")
                    or ":" in name.split("/")[0]
                ):
                    raise KitError(
                        f"{path.name} holds a file that would be written outside the course ({one.filename}). Nothing was changed."
                    )
                if store.is_shipped(name) and not name.startswith("__MACOSX"):
                    found[name] = archive.read(one)
            return found
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise KitError(f"{path.name} cannot be read as a zip ({error}). Download it again.") from error


def _top(names: list[str]) -> str:
    """The folder that everything in a zip stands in, with its slash; empty if there is none."""
    at = next((name for name in sorted(names, key=len) if name.endswith("pyproject.toml")), "")
    return at.removesuffix("pyproject.toml")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _folder_for(parent: Path) -> Path:
    name = time.strftime("%Y-%m-%d-%H%M")
    number = 1
    while (parent / name).exists():
        number += 1
        name = f"{time.strftime('%Y-%m-%d-%H%M')}-{number}"
    return parent / name


def _keep(update: Update, root: Path) -> None:
    """Keep every file that will change as it is, and new ones that are put aside, before anything is touched."""
    part = update.kept_in.with_name(f"{update.kept_in.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for one in update.plan.changes:
        if one.touches and (root / one.path).is_file():
            store.replace(part / "old" / one.path, (root / one.path).read_bytes())
        if one.aside is not None:
            store.replace(part / "new" / one.path, one.aside)
    (part / "SUMMARY.md").write_text(summary(update), encoding="utf-8", newline="\n")
    part.rename(update.kept_in)


def _stage(update: Update, new: Mapping[str, bytes], root: Path) -> None:
    """Write down what becomes of each file, whole; from its last step on, the update is finished rather than begun anew."""
    folder = root / store.FOLDER
    part, ready = folder / f"{apply.NEXT}.part", folder / apply.NEXT
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = []
    # The kit's own files come last: until then this version can take up what was broken off.
    changes = sorted(update.plan.changes, key=lambda one: one.path.startswith("kit/"))
    for one in filter(lambda one: one.touches, changes):
        if one.content is not None:
            store.replace(part / "files" / str(len(files)), one.content)
        was = (root / one.path).read_bytes() if (root / one.path).is_file() else None
        files.append({"path": one.path, "was": _plain_digest(was), "becomes": _plain_digest(one.content)})
    store.Installed.write(part, store.zipped(new), "update", update.version)
    written = {"kept_in": str(update.kept_in), "files": files}
    (part / apply.PLAN).write_text(json.dumps(written), encoding="utf-8")
    shutil.copyfile(apply.__file__, folder / "finish.py")
    shutil.rmtree(
        ready, ignore_errors=True
    )  # what is left of one that was finished and not quite cleared away
    part.rename(ready)


def _plain_digest(content: bytes | None) -> str:

    return "" if content is None else hashlib.sha256(content).hexdigest()


_SAID = {
    "merged": "Merged: your changes and the new ones are in one file",
    "set aside": "Yours stays, and the new one is beside it",
    "kept": "Yours stays",
    "new": "New",
    "replaced": "Replaced; you had not changed them",
    "removed": "Taken out, as in the new version",
}


def lines(update: Update, *, most: int | None = None) -> list[str]:
    """What an update does, in lines for a person.

    Args:
        update: decided, or carried out.
        most: so many files of a kind are named at most; None for all.
    """
    said = [f"Version {update.before or '?'} → {update.version or '?'}."]
    if not update.sure:
        said.append(
            "How the files were before anybody changed them was not written down at the set-up here. Every file as it was is kept."
        )
    for kind, heading in _SAID.items():
        found = update.plan.of(kind)
        if not found:
            continue
        said.append(f"{heading} ({len(found)}):")
        for one in found[:most]:
            said.append(f"  {one.path}" + (f" ({'; '.join(one.notes[:3])})" if one.notes else ""))
        if most is not None and len(found) > most:
            said.append(f"  … and {len(found) - most} more")
    if update.plan.clashes:
        said.append("To decide: both stand there, look for the marked places.")
        said += [f"  {one}" for one in update.plan.clashes]
    if update.plan.worded:
        said.append("Worded by your team, and changed in the course:")
        said += [f"  {one}" for one in update.plan.worded]
    if update.plan.idle and update.before == update.version:
        said.append("Nothing to do: you have this version.")
    return said


def summary(update: Update) -> str:
    """The same as a page to keep."""
    head = (
        f"# Update of {time.strftime('%Y-%m-%d %H:%M')}\n\nIn `old` is every file that was changed, as it was before. In `new` is what was put "
        "beside a file of yours. Nothing here is used; delete the folder when you no longer need it.\n"
    )
    return head + "\n```\n" + "\n".join(lines(update)) + "\n```\n"
