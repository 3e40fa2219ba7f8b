"""Which of the things that were built are still what building them again would give."""

import hashlib
import json
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..errors import KitError

LEDGER = ".built.json"
_reading = threading.Lock()
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints", ".git", "before-update"}


class NotWritable(KitError, OSError):
    """The folder that things are to be built in cannot be written to."""


class Ledger:
    """What was built into a folder, each thing with the state of everything it was made from."""

    def __init__(self, folder: Path):
        """Make the folder if it is not there.

        Raises:
            NotWritable: it cannot be made, or is a file.
        """
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritable(
                f"{folder} cannot be written to ({error.strerror}). Choose another with --out."
            ) from error
        try:
            self._known = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._known = {}

    def is_fresh(self, name: str, state: str) -> bool:
        """Whether `name` was built in this state, and its files are all there as they were written."""
        known = self._known.get(name, {})
        return known.get("state") == state and all(
            _digest_of(self.folder / file) == digest for file, digest in known.get("files", {}).items()
        )

    def note(self, name: str, state: str, files: Iterable[Path]) -> None:
        """Remember that `name` was built, and which files below the folder came of it."""
        digests = {path.relative_to(self.folder).as_posix(): _digest_of(path) for path in files}
        self._known[name] = {"state": state, "files": digests}
        self._write_ledger()

    def files(self, name: str) -> list[Path]:
        """The files that came of `name` when it was last built."""
        return [self.folder / file for file in self._known.get(name, {}).get("files", {})]

    def keep_only(self, names: set[str]) -> None:
        """Forget what is not built any more, and take away every file that nothing has any more."""
        gone = {path for name in set(self._known) - names for path in self.files(name)}
        self._known = {name: one for name, one in self._known.items() if name in names}
        self._write_ledger()
        used = {path for name in self._known for path in self.files(name)}
        for path in (gone | set((self.folder / "assets").glob("*"))) - used:
            path.unlink(missing_ok=True)

    def write(self, path: Path, text: str) -> Path:
        """Write a text file below the folder.

        Raises:
            NotWritable: the file cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise NotWritable(
                f"{path} cannot be written ({error.strerror}). Choose another folder with --out."
            ) from error
        return path

    def _write_ledger(self) -> None:
        self.write(self.folder / LEDGER, json.dumps(self._known, indent=1, sort_keys=True))


def state_of(*parts: Path | str) -> str:
    """A digest of files and words, and of the kit, the data and the team's own that every page is made from."""
    with _reading:  # two threads that read it would each have their own, if a file changed between
        digest = hashlib.sha256(_course_state().encode())
    for part in parts:
        digest.update((_digest_of(part) if isinstance(part, Path) else part).encode() + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _course_state() -> str:
    digest = hashlib.sha256()
    for folder in (paths.ROOT / "kit", paths.DATA, paths.local()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _LEFT_OUT & set(path.parts):
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "missing"
