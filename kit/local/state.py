"""What is kept of an import: keyed digests, random ids, columns, and the reviewer's decisions. No word of the original.

local/imports/key            random, 32 bytes, for its owner's eyes; digests mean nothing without it
local/imports/mappings.yaml  columns of tables by the keyed digest of their header
local/imports/NAME/state.json
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path

import yaml
from filelock import FileLock, Timeout

from .. import files, paths
from ..errors import KitError
from ..lang import t
from .candidates import Box, Decision, Span
from .mapping import Mapping, Task

VERSION = 1
FORMAT = "throughline-import"
LOCK_SECONDS = 10


class StateProblem(KitError, OSError):
    """The state of an import cannot be used; the message says why and what to do."""


def imports() -> Path:
    """The folder of all imports."""
    return paths.local() / "imports"


class Digester:
    """Digests that only this computer's key can make again."""

    def __init__(self) -> None:
        self._key = _key()

    def of(self, *parts: str | bytes) -> str:
        """A digest of text, part by part; 128 bits of it are kept."""
        made = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode("utf-8")
            made.update(len(data).to_bytes(8, "big") + data)
        return made.hexdigest()[:32]

    def of_file(self, path: Path) -> str:
        """A digest of a file's content, read piece by piece."""
        made = hmac.new(self._key, digestmod=hashlib.sha256)
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                made.update(piece)
        return made.hexdigest()[:32]


def _key() -> bytes:
    folder = imports()
    _make(folder)
    ignored = folder / ".gitignore"
    if not ignored.exists():  # a team may keep `local/` in a repository; this folder never belongs there
        ignored.write_text("*\n", encoding="utf-8")
    path = folder / "key"
    with _locked(folder):
        if not path.exists():
            files.replace(path, secrets.token_bytes(32))
            path.chmod(0o600)
    key = path.read_bytes()
    if len(key) != 32:
        raise StateProblem(
            t(
                "The key in {path} is damaged. Move it away: imports under way will then begin anew; finished work sets stay.",
                path=path,
            )
        )
    return key


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StateProblem(
            t("The folder {folder} cannot be written to ({why}).", folder=folder, why=error.strerror or error)
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / ".lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise StateProblem(
            t(
                "Another program is writing in {folder}. Close the other review of this import and try again.",
                folder=folder,
            )
        ) from error


_PARTS = ("plan", "tasks", "mappings", "tables", "found", "samples", "decisions", "made")
"""Of a state: what is the same for all; texts of tasks by id; columns by the digest of a header; ids of tables by digest;
`[id, sample, grade, task]` by the digest of a piece; ids of samples by the digest of a paper; decisions by id; boxes of
pictures that were written, by id."""


class State:
    """The state of one import, read and written whole under a lock, so that two windows do not undo each other."""

    def __init__(self, name: str):
        self.folder = imports() / name
        self.path = self.folder / "state.json"

    def exists(self) -> bool:
        """Whether this import was begun."""
        return self.path.exists()

    def read(self) -> dict:
        """All of it, as `_PARTS` tells.

        Raises:
            StateProblem: damaged, or written by a newer version of the kit.
        """
        if not self.path.exists():
            return {
                "format": FORMAT,
                "version": VERSION,
                **{part: {} for part in _PARTS},
            }
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            if kept["format"] != FORMAT or not isinstance(kept["found"], dict):
                raise ValueError
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise StateProblem(
                t(
                    "{path} cannot be read. Move it away and import again; what was finished in local/work stays.",
                    path=self.path,
                )
            ) from error
        if kept["version"] > VERSION:
            raise StateProblem(
                t(
                    "{path} was written by a newer version of the kit. Update the kit to go on.",
                    path=self.path,
                )
            )
        return kept

    @contextmanager
    def changing(self) -> Iterator[dict]:
        """The state to be changed in place; written when the block ends without an error."""
        _make(self.folder)
        with _locked(self.folder):
            kept = self.read()
            yield kept
            files.replace(self.path, json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def decision_to_json(decision: Decision) -> dict:
    """A decision as it is stored: places, placeholders, and the reviewer's own words for a picture."""
    if not decision.keep:
        return {"keep": False}
    return {
        "keep": True,
        "spans": {
            item: [[span.start, span.end, span.replacement] for span in spans]
            for item, spans in decision.spans.items()
            if spans
        },
        "boxes": [asdict(box) for box in decision.boxes],
        "alt": decision.alt,
    }


def decision_from_json(data: dict) -> Decision:
    """The decision that `decision_to_json` stored."""
    return Decision(
        data["keep"],
        {item: tuple(Span(*span) for span in spans) for item, spans in data.get("spans", {}).items()},
        tuple(Box(**box) for box in data.get("boxes", ())),
        data.get("alt", ""),
    )


MAPPINGS = "mappings.yaml"
_ABOUT = (
    "# What the columns of your tables are, by a keyed digest of the header; no header and no name is stored. Delete an\n"
    "# entry to be asked again.\n"
)


def remembered(fingerprint: str) -> Mapping | None:
    """The columns that were said for a table with this header, in whatever import."""
    try:
        kept = yaml.safe_load((imports() / MAPPINGS).read_text(encoding="utf-8"))
        return Mapping.from_json(kept[fingerprint])
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError):
        return None  # not there, or edited into something else: the person is asked again


def remember(fingerprint: str, mapping: Mapping | None) -> None:
    """Keep what was said for a table with this header; None forgets it."""
    folder = imports()
    _make(folder)
    with _locked(folder):
        path = folder / MAPPINGS
        try:
            kept = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError):
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        kept.pop(fingerprint, None)
        if mapping is not None:
            # Through JSON: tuples become plain lists.
            kept[fingerprint] = json.loads(json.dumps(mapping.to_json()))
        text = _ABOUT + yaml.safe_dump(kept, allow_unicode=True, sort_keys=True)
        files.replace(path, text)


def new_ids(taken: set[str], number: int) -> list[str]:
    """Ids in random order: `p` and as many digits as leave room, drawn by chance, so that order tells nothing."""
    digits = max(3, len(str(4 * (len(taken) + number))))
    drawn: list[str] = []
    while len(drawn) < number:
        id = f"p{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if id not in taken:
            taken.add(id)
            drawn.append(id)
    return drawn


def own_tasks(kept: dict, name: str, tasks: Iterable[Task]) -> dict[Task, Task]:
    """Tasks with ids of this import: the same for the same words, and the next free one for new ones.

    Args:
        kept: the state, in which new tasks are noted in order.
        name: of the import.
        tasks: items of the course have no text and stay as they are.
    """
    known = kept["tasks"]
    by_text = {text: id for id, text in known.items() if text}
    own: dict[Task, Task] = {}
    for task in tasks:
        id = task.id
        if task.text:
            free = (f"{name}-{number}" for number in count(1))
            id = by_text.get(task.text) or next(id for id in free if id not in known)
            by_text[task.text] = id
        known[id] = task.text
        own[task] = Task(id, task.text)
    return own


def table_id(kept: dict, *digests: str) -> str:
    """A random id of a table that is known by any of these digests from now on."""
    tables = kept["tables"]
    id = next((tables[digest] for digest in digests if digest in tables), None) or secrets.token_hex(8)
    tables.update(dict.fromkeys(digests, id))
    return id


NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
