"""A participant's own answers, kept in one plain JSON file in `my_work/`.

The file is replaced whole and at once (a crash leaves the old one or the new one, never half), under a
lock, after reading what other notebooks wrote meanwhile. Nothing that stood in it is ever dropped: an
answer that another window overwrote goes to `earlier`, a file that cannot be read is set aside, and a
file of a newer version is left alone.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from . import files, paths
from .errors import KitError
from .lang import t

VERSION = 1
FILE = "journal.json"
LOCK_SECONDS = 5
KEPT_EARLIER = 200


class JournalProblem(KitError, OSError):
    """The journal cannot be written; the message says why and what happens to the answers."""


@dataclass(frozen=True)
class Response:
    """What one participant answered in one activity.

    Attributes:
        key: the activity's key, `NN/name`.
        value: JSON, in the form the activity documents.
        at: when it was given, ISO 8601 in UTC.
        participant: a random token made on this computer; it names nobody.
        revision: grows by one with each change of this key.
    """

    key: str
    value: dict
    at: str
    participant: str
    revision: int


class Journal:
    """The journal in one folder. Cheap to make: it reads the file whenever it is asked."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or paths.my_work()
        self.notices: list[str] = []

    @property
    def path(self) -> Path:
        """The file in use: `journal.json`, or one of this version beside a newer one."""
        path = self.folder / FILE
        return self.folder / f"journal.v{VERSION}.json" if _version_of(path) > VERSION else path

    def responses(self) -> dict[str, Response]:
        """All answers by key; empty where there is no journal yet.

        Raises:
            JournalProblem: there is a journal and it can be neither read nor set aside.
        """
        try:
            return {key: Response(**one) for key, one in self._read()["responses"].items()}
        except OSError as error:
            raise JournalProblem(
                t(
                    "Your earlier answers in {folder} cannot be read ({reason}). Nothing in that folder was changed.",
                    folder=self.folder,
                    reason=error.strerror or error,
                )
            ) from error

    def get(self, key: str) -> Response | None:
        """The answer with this key, or None."""
        return self.responses().get(key)

    def save(self, key: str, value: dict, seen: int = 0) -> Response:
        """Keep an answer.

        Args:
            key: the activity's key.
            value: what was answered, as JSON.
            seen: the revision that the writer last saw. Where the file holds a later one, another window
                wrote it: that answer moves to `earlier` and stays in the file.

        Returns:
            The response as stored, with its new revision.

        Raises:
            JournalProblem: the folder cannot be written to, or stays locked.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS):
                return self._save_locked(key, value, seen)
        except Timeout as error:
            raise JournalProblem(
                t(
                    "Another program holds the journal in {folder}. Your answer is on the screen but not saved; close other "
                    "copies of this notebook and change it once more.",
                    folder=self.folder,
                )
            ) from error
        except OSError as error:
            raise JournalProblem(
                t(
                    "Your answers cannot be saved in {folder} ({reason}). They stay on the screen until you close it. Move "
                    "the course to a folder of your own, or free some space, and run the cell again.",
                    folder=self.folder,
                    reason=error.strerror or error,
                )
            ) from error

    def take(self, file: Path) -> tuple[list[str], list[str]]:
        """Take the answers of a file in: of another device's journal, or from an offline page.

        Where both have an answer the later one counts, and the other moves to `earlier`.

        Args:
            file: the file of answers; it stays as it is.

        Returns:
            Keys whose answer was taken, and keys whose own answer was newer.

        Raises:
            JournalProblem: the file cannot be read or is no journal of this version, or the folder cannot be written to.
        """
        given = _given(Path(file))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS):
                return self._take_locked(given)
        except (Timeout, OSError) as error:
            raise JournalProblem(
                f"The answers could not be brought in: {self.folder} cannot be written to, or another program holds it. Nothing was changed."
            ) from error

    def _take_locked(self, given: dict) -> tuple[list[str], list[str]]:
        kept = self._read()
        aside = [*kept.get("earlier", []), *given.get("earlier", [])]
        taken, newer_here = [], []
        for key, one in given["responses"].items():
            mine = kept["responses"].get(key)
            if mine and mine["value"] == one["value"]:
                continue
            wins = mine is None or _moment(one["at"]) >= _moment(mine["at"])
            (taken if wins else newer_here).append(key)
            if mine:
                aside.append(mine if wins else one)
            if wins:
                revision = max(one["revision"], (mine["revision"] if mine else 0) + 1)
                kept["responses"][key] = {**one, "participant": kept["participant"], "revision": revision}
        kept["earlier"] = aside[-KEPT_EARLIER:]
        files.replace(self.path, json.dumps(kept, ensure_ascii=False, indent=1))
        return taken, newer_here

    def _save_locked(self, key: str, value: dict, seen: int) -> Response:
        kept = self._read()
        before = kept["responses"].get(key)
        revision = before["revision"] if before else 0
        if before and revision > seen and before["value"] != value:
            kept["earlier"] = [*kept.get("earlier", []), before][-KEPT_EARLIER:]
            self.notices.append(
                t(
                    "This activity was also answered in another window. Both answers are kept; this one is shown."
                )
            )
        response = Response(
            key, value, datetime.now(UTC).isoformat(timespec="seconds"), kept["participant"], revision + 1
        )
        kept["responses"][key] = asdict(response)
        files.replace(self.path, json.dumps(kept, ensure_ascii=False, indent=1))
        return response

    def _read(self) -> dict:
        """The journal's data; a file that is not a journal is set aside, whole, and said so."""
        if (self.folder / FILE) != self.path:
            self._notice(
                t(
                    "{file} was written by a newer version of the kit. It is left as it is; answers given now are kept "
                    "beside it in {beside}.",
                    file=FILE,
                    beside=self.path.name,
                )
            )
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            if not _is_journal(kept):
                raise ValueError("not a journal")
        except FileNotFoundError:
            return _empty()
        except (ValueError, UnicodeDecodeError):
            self._set_aside()
            return _empty()
        return kept

    def _set_aside(self) -> None:
        aside = self.path.with_name(self.path.name + ".damaged")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"{self.path.name}.{number}.damaged")
        self.path.replace(aside)
        self._notice(
            t(
                "The journal could not be read. It is kept as {file} in {folder}, and a new one is begun; nothing in the "
                "old file was changed.",
                file=aside.name,
                folder=self.folder,
            )
        )

    def _notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)


def bring_in(file: str | Path) -> str:
    """Bring in answers that were given on another device: a file from an offline page, or its `journal.json`.

    Args:
        file: name of the file; a name alone is looked for beside the notebook.

    Returns:
        A sentence on what was taken. Run all cells afterwards, so that activities show it.

    Raises:
        JournalProblem: the file cannot be read, or is no file of answers. Nothing is changed then.
    """
    taken, newer_here = Journal().take(Path(file))
    n = len(taken)
    told = [t("1 answer was brought in.") if n == 1 else t("{length} answers were brought in.", length=n)]
    if newer_here:
        told.append(t("{n} here were newer and stay.", n=len(newer_here)))
    if taken:
        told.append(t("Now choose Kernel ▸ Restart Kernel and Run All Cells…"))
    return " ".join(told)


def _given(file: Path) -> dict:
    """What a file of answers holds.

    Raises:
        JournalProblem: it cannot be read, is no such file, or is of a newer version.
    """
    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise JournalProblem(
            f"There is no file {file}. Give its whole name, or put it beside the notebook: drag it into the list of files at the left."
        ) from None
    except (OSError, ValueError):
        given = None
    if (
        isinstance(given, dict)
        and given.get("format") == "throughline-journal"
        and given.get("version") != VERSION
    ):
        raise JournalProblem(
            f"{file.name} was written by another version of the course. Nothing was changed."
        )
    if not _is_journal(given):
        raise JournalProblem(f"{file.name} is not a file of Throughline answers. Nothing was changed.")
    return given


def _moment(at: object) -> float:
    """When an answer was given, in seconds; a moment that cannot be read is long ago."""
    try:
        return datetime.fromisoformat(at).timestamp()
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _empty() -> dict:
    return {
        "format": "throughline-journal",
        "version": VERSION,
        "participant": secrets.token_hex(8),
        "responses": {},
        "earlier": [],
    }


def _is_journal(kept: object) -> bool:
    fields = set(Response.__dataclass_fields__)
    return (
        isinstance(kept, dict)
        and kept.get("format") == "throughline-journal"
        and isinstance(kept.get("participant"), str)
        and isinstance(kept.get("responses"), dict)
        and all(isinstance(one, dict) and set(one) == fields for one in kept["responses"].values())
    )


def _version_of(path: Path) -> int:
    """The version that a journal file says it has; 0 where it says none."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return int(kept["version"]) if kept["format"] == "throughline-journal" else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0
