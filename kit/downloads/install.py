"""Install a set whole or not at all: licence, files, checksums, preparation, then one rename."""

import datetime
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import KitError
from . import prepare, store
from .fetch import Progress, Wrong, fetch
from .sets import DownloadSet

Accept = Callable[[DownloadSet, str], bool]
"""Shown a set and the text of its licence; says whether the reader accepts it."""

ACCEPTED = "accepted.json"
NEW, OLD, PARTIAL = ".new-", ".old-", ".partial"
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def get(
    chosen: DownloadSet,
    accept: Accept,
    mirror: Path | None = None,
    progress: Progress = lambda name, done, size: None,
) -> bool:
    """Fetch a set, verify it, prepare it, and put it in place by one rename.

    Args:
        chosen: a set of the catalogue.
        accept: asked once for each licence; the acceptance is recorded with its date.
        mirror: folder to take the files from; THROUGHLINE_MIRROR if left out, the pinned addresses if neither is given.
        progress: told how far each file is.

    Returns:
        Whether something was installed: False if the set was there already.

    Raises:
        KitError: with one sentence on what happened and what to do. Then nothing was installed, and a set that was
            there before is still there.
    """
    mirror = _mirror(chosen, mirror)
    home = store.folder()
    with _alone(home, chosen):
        if store.is_current(chosen):
            return False
        with tempfile.TemporaryDirectory(dir=home, prefix=NEW) as work:
            raw, made = Path(work) / "raw", Path(work) / chosen.id
            parts = home / PARTIAL / chosen.id
            try:
                licence = fetch(chosen, chosen.licence_file, raw, parts, mirror, progress)
                _accepted(home, chosen, licence.read_text(encoding="utf-8"), accept)
                for file in chosen.files:
                    fetch(chosen, file, raw, parts, mirror, progress)
            except Wrong:
                _forget_parts(home, chosen)
                raise
            made.mkdir()
            prepare.prepare(chosen, raw, made)
            shutil.copyfile(licence, made / chosen.licence.file)
            _write_read_me(chosen, made)
            _write_record(chosen, made, mirror)
            _put_in_place(made, home / chosen.id)
        _forget_parts(home, chosen)
        return True


def remove(chosen: DownloadSet) -> None:
    """Delete a set, and what a cut download left of it. The record of the licence stays.

    Raises:
        KitError: it is not installed.
    """
    home = store.folder()
    place, parts = home / chosen.id, home / PARTIAL / chosen.id
    if not place.exists() and not parts.exists():
        raise KitError(f"{chosen.title} is not on this computer; there is nothing to remove.")
    with _alone(home, chosen):
        if place.exists():
            gone = (
                home / f"{NEW}removed-{chosen.id}"
            )  # under this name a half-deleted folder is cleared, not put back
            place.replace(gone)
            shutil.rmtree(gone)
        _forget_parts(home, chosen)


def _mirror(chosen: DownloadSet, mirror: Path | None) -> Path | None:
    named = mirror or os.environ.get("THROUGHLINE_MIRROR")
    if not named:
        if chosen.mirror_only:
            raise KitError(
                f"{chosen.title} cannot be fetched from the network: {chosen.mirror_only}. "
                f"If you have a folder with the files, write: throughline data get {chosen.id} --mirror FOLDER"
            )
        return None
    if not Path(named).is_dir():
        raise KitError(f"There is no folder {named} to use as a mirror.")
    return Path(named)


@contextmanager
def _alone(home: Path, chosen: DownloadSet) -> Iterator[None]:
    """Hold the downloads folder for one process, clear what a killed one left, and tell disk errors in a sentence."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock", timeout=0):
            _tidy(home)
            yield
    except Timeout:
        raise KitError(f"Another `throughline data` is at work in {home}. Wait until it is done.") from None
    except OSError as error:
        if error.errno in NO_SPACE:
            _forget_parts(home, chosen)
            raise KitError(
                f"The disk with {home} is full. {chosen.title} needs about {3 * chosen.size / 1e6:.0f} MB while it is "
                "prepared. Nothing was installed. Make room, or name a folder on another disk in THROUGHLINE_DOWNLOADS."
            ) from error
        raise KitError(
            f"{error.filename or home}: {error.strerror or error}. Nothing was installed."
        ) from error


def _forget_parts(home: Path, chosen: DownloadSet) -> None:
    """Delete the beginnings of files that a cut download of this set left."""
    shutil.rmtree(home / PARTIAL / chosen.id, ignore_errors=True)
    with suppress(OSError):  # not empty: another set's are there
        (home / PARTIAL).rmdir()


def _tidy(home: Path) -> None:
    for left in home.glob(f"{NEW}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in home.glob(f"{OLD}*"):
        place = home / left.name.removeprefix(OLD)
        if place.exists() or not (left / store.RECORD).exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.replace(place)


def _accepted(home: Path, chosen: DownloadSet, text: str, accept: Accept) -> None:
    """Ask unless this very licence was accepted before; record the answer with its date."""
    path, sha256 = home / ACCEPTED, chosen.licence_file.sha256
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if known.get(chosen.id, {}).get("sha256") == sha256:
        return
    if not accept(chosen, text):
        raise KitError(f"The licence of {chosen.title} was not accepted, so nothing was installed.")
    known[chosen.id] = {"licence": chosen.licence.name, "sha256": sha256, "at": _now()}
    new = path.with_suffix(".new")
    new.write_text(json.dumps(known, indent=1), encoding="utf-8")
    new.replace(path)


def _write_record(chosen: DownloadSet, made: Path, mirror: Path | None) -> None:
    record = {
        "id": chosen.id,
        "edition": chosen.edition,
        "files": store.checksums(chosen),
        "from": "a mirror" if mirror else "the addresses of data/downloads.yaml",
        "at": _now(),
    }
    (made / store.RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def _write_read_me(chosen: DownloadSet, made: Path) -> None:
    licence = chosen.licence
    lines = [
        f"{chosen.title}\n",
        f"{chosen.about}.\n",
        *(f"{name}.csv: {columns}" for name, columns in chosen.tables.items()),
        f"\nLicence: {licence.name}, {licence.holder}; the text is in {licence.file}. {licence.terms}",
        f"Cite: {chosen.citation}",
        f"Source: {chosen.source}\n",
        f"Changed by Throughline when it was fetched: {chosen.names}",
        "Names are found by rule, and a rule misses some: look at what you show before you show it.",
    ]
    (made / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _put_in_place(made: Path, place: Path) -> None:
    old = place.with_name(f"{OLD}{place.name}")
    if place.exists():
        place.replace(old)
    try:
        made.replace(place)
    except OSError:
        if old.exists():
            old.replace(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
