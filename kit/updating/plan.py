"""What an update would do to each file, decided before anything is touched."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import yaml

from . import notebooks, texts
from .store import digest

CONTENT = ("sessions/", "facilitator_guides/", "data/", "docs/")
"""Where people change things. What they changed elsewhere gives way to the new version, and is kept beside it."""

HEADING = "The new version has here (take over what you want, then delete this):"


@dataclass(frozen=True)
class Change:
    """What is done to one file.

    Attributes:
        path: from the course's folder.
        what: `new`, `replaced`, `merged`, `kept`, `removed` or `set aside`.
        content: what is written; None where the file is taken away or left alone.
        aside: the new version's file where it is put beside yours.
        notes: in words, what came of it.
        clashes: what stands twice and waits for a decision.
    """

    path: str
    what: str
    content: bytes | None = None
    aside: bytes | None = None
    notes: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()

    @property
    def touches(self) -> bool:
        """Whether the file in the course's folder becomes another one."""
        return self.content is not None or self.what == "removed"


@dataclass
class Plan:
    """Every change of an update, by path."""

    changes: list[Change] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)
    """Wording of a team's own whose original is another one in the new version."""

    @property
    def idle(self) -> bool:
        """Whether nothing becomes of it: no file changes, and none is put beside yours."""
        return not any(one.touches or one.aside is not None for one in self.changes)

    def of(self, *kinds: str) -> list[Change]:
        """The changes of some kinds."""
        return [one for one in self.changes if one.what in kinds]

    @property
    def clashes(self) -> list[str]:
        """What waits for a decision, with its file."""
        return [f"{one.path}: {clash}" for one in self.changes for clash in one.clashes]


def make(
    base: Mapping[str, bytes], mine: Mapping[str, bytes], new: Mapping[str, bytes], *, sure: bool
) -> Plan:
    """What an update does.

    Args:
        base: the version that was installed; empty where that is not known.
        mine: the files as they now are.
        new: the new version.
        sure: whether `base` was remembered before anybody changed anything.
    """
    plan = Plan()
    for path in sorted({*base, *new}):
        change = _change(path, base.get(path), mine.get(path), new.get(path), sure=sure)
        if change is not None:
            plan.changes.append(change)
    return plan


def _change(
    path: str, base: bytes | None, mine: bytes | None, new: bytes | None, *, sure: bool
) -> Change | None:
    if new is None:
        return _gone(path, base, mine, sure=sure)
    if mine is None:
        return _missing(path, base, new)
    if digest(mine) == digest(new):
        return None
    if base is not None and _unchanged(path, base, mine):
        return Change(path, "replaced", new)
    if not path.startswith(CONTENT):
        return Change(
            path,
            "replaced",
            new,
            notes=("you had changed it; yours is in before-update",) if base is not None else (),
        )
    if base is not None and digest(base) == digest(new):
        return Change(path, "kept", notes=("the new version does not change it",))
    return _both_changed(path, base, mine, new)


def _gone(path: str, base: bytes | None, mine: bytes | None, *, sure: bool) -> Change | None:
    if mine is None:
        return None
    if base is not None and _unchanged(path, base, mine):
        if sure or not path.startswith(CONTENT):
            return Change(path, "removed")
        return Change(path, "kept", notes=("the new version does not have it; delete it if it is not yours",))
    return Change(path, "kept", notes=("you changed it, and the new version no longer has it",))


def _missing(path: str, base: bytes | None, new: bytes) -> Change | None:
    if base is None or not path.startswith(CONTENT):
        return Change(path, "new", new)
    changed = digest(base) != digest(new)
    return Change(path, "kept", notes=("you took it out, and it stays out",)) if changed else None


def _unchanged(path: str, base: bytes, mine: bytes) -> bool:
    if digest(base) == digest(mine):
        return True
    if not path.endswith(".ipynb"):
        return False
    read = [_notebook(base), _notebook(mine)]
    return None not in read and notebooks.same_content(*read)


def _both_changed(path: str, base: bytes | None, mine: bytes, new: bytes) -> Change:
    kept = Change(
        path,
        "set aside",
        aside=new,
        notes=("yours stays; the new one is beside it in before-update",),
        clashes=("both you and the new version have other content here: compare the two files",),
    )
    if base is None:
        return kept
    if path.endswith(".ipynb"):
        return _merged_notebook(path, base, mine, new) or kept
    try:
        three = [one.decode("utf-8").replace("\r\n", "\n") for one in (base, mine, new)]
    except UnicodeDecodeError:
        return kept
    merged = texts.merge(*three)
    if merged.clashes and not path.endswith(".md"):
        return kept
    if path.endswith((".yaml", ".json")) and not _can_be_read(path, merged.text):
        return kept
    clashes = tuple(f"near “{_first(clash.mine or clash.new)}”" for _, clash in merged.clashes)
    text = texts.with_both(merged, HEADING) if merged.clashes else merged.text
    return Change(
        path,
        "merged",
        text.encode(),
        notes=("your changes and the new ones are in one file",),
        clashes=clashes,
    )


def _merged_notebook(path: str, base: bytes, mine: bytes, new: bytes) -> Change | None:
    three = [_notebook(one) for one in (base, mine, new)]
    if None in three:
        return None
    merged = notebooks.merge(*three)
    text = nbformat.writes(merged.notebook) + "\n"
    return Change(
        path, "merged", text.encode(), notes=tuple(merged.kept + merged.taken), clashes=tuple(merged.clashes)
    )


def _notebook(content: bytes) -> nbformat.NotebookNode | None:
    try:
        notebook = nbformat.reads(content.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (ValueError, nbformat.ValidationError, AttributeError):
        return None
    return notebook


def _can_be_read(path: str, text: str) -> bool:
    try:
        json.loads(text) if path.endswith(".json") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError):
        return False
    return True


def _first(lines: list[str]) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    return f"{first[:70]}…" if len(first) > 70 else first


def worded_anew(local: Path, base: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    """Entries of `local/overrides…` whose original the new version words in another way, in words."""
    for file in [local / "overrides.yaml", *sorted(local.glob("overrides/*.yaml"))]:
        for entry in _entries(file):
            kind, name = next(((kind, entry[kind]) for kind in _FOLDERS if kind in entry), (None, None))
            if kind is None:
                continue
            before, after = (_original(files, kind, name, entry) for files in (base, new))
            changed = [field for field in entry if before and after and before.get(field) != after.get(field)]
            if changed:
                where = (
                    f"level {entry['level']} of {name}"
                    if "level" in entry
                    else f"“{entry.get('step', name)}”"
                )
                yield f"{file.relative_to(local.parent).as_posix()}: the course has other words for {where} now ({', '.join(changed)}). Yours are shown; read both."


_FOLDERS = {"progression": "data/progressions/", "protocol": "data/protocols/", "word": "data/glossary.yaml"}


def _entries(file: Path) -> list[dict]:
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _original(files: Mapping[str, bytes], kind: str, name: str, entry: dict) -> dict | None:
    for path, content in files.items():
        if not path.startswith(_FOLDERS[kind]) or not path.endswith(".yaml"):
            continue
        try:
            data = yaml.load(content, Loader=yaml.CSafeLoader)
        except (ValueError, yaml.YAMLError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict) and one.get("id") == name:
                return _part(one, kind, entry)
    return None


def _part(one: dict, kind: str, entry: dict) -> dict | None:
    if kind == "progression":
        return next(
            (level for level in one.get("levels", []) if level.get("level") == entry.get("level")), None
        )
    if kind == "protocol":
        steps = one.get("steps", [])
        wanted = entry.get("step")
        return next(
            (step for number, step in enumerate(steps, 1) if wanted in (number, step.get("name"))), None
        )
    return one
