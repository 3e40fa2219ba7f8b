"""`throughline new` and `throughline rebuild`: from the short file to a notebook and a guide, keeping what was added by hand."""

import io
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from .. import guides, paths, running, sessions
from ..content import Library, load
from ..content import library as the_library
from ..content.graph import standards_map
from ..errors import KitError
from ..updating import notebooks, texts
from . import draft, guide, notebook, spec
from .spec import Own

MADE = ".made"
"""Folder beside the sessions: each as it was last made, by which what was added by hand is told from what was made."""
NEW = "Your YAML file"


@dataclass
class Result:
    """What came of making a session.

    Attributes:
        own: the session.
        files: what was written, as a reader knows it.
        kept: cells that are the coach's own or changed by the coach.
        clashes: what stands twice and waits for a decision.
        problems: what the check finds in the session.
    """

    own: Own
    files: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def new(title: str, start: str, work: str | None = None) -> Result:
    """Make a session of one's own.

    Args:
        title: what it is called.
        start: the session of the course that it is made from.
        work: the work set that is sorted; the session's own first one if None.

    Raises:
        KitError: something that is named does not exist, or a session of that title does. Nothing is written then.
    """
    session = sessions.session(start)
    if session.number not in {one.number for one in sessions.all_sessions(paths.SESSIONS)}:
        raise KitError(
            f"A session of your own is made from one of the course's, such as --from 05, not from {start}."
        )
    library = _content()
    number = draft.next_number()
    stem = draft.stem(number, title)
    for one in spec.every():
        if one.stem.partition("-")[2] == stem.partition("-")[2]:
            raise KitError(
                f"There is {spec.shown(one)} already. `throughline rebuild {one.stem.partition('-')[0]}` makes its notebook again; "
                "for another session choose another title."
            )
    text = draft.text(title, session, library, work)
    path = paths.local() / "sessions" / f"{stem}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    try:
        return rebuild(number)
    except BaseException:
        for left in (path, *path.parent.glob(f"{MADE}/{stem}.*"), path.with_suffix(".ipynb")):
            left.unlink(missing_ok=True)
        raise


def rebuild(name: str) -> Result:
    """Make a session's notebook and guide again from its file.

    What a coach added or changed by hand stays; where the file now says something else for the same cell, both stand there.

    Raises:
        KitError: the file has problems, all listed with line and remedy, or a cell of the notebook fails. Then notebook and
            guide are as they were.
    """
    own = spec.read(spec.find(name), _content())
    _write_through(own)
    library = _content()
    result = Result(own, [own.shown])
    made = own.path.parent / MADE
    made.mkdir(exist_ok=True)
    fresh, words = notebook.make(own, library), guide.make(own, library)
    _with_notebook(own, fresh, made, result)
    _with_guide(own, words, made, result)
    (made / own.session.path.name).write_text(nbformat.writes(fresh) + "\n", encoding="utf-8", newline="\n")
    (made / own.session.guide.name).write_text(words, encoding="utf-8", newline="\n")
    found = [*sessions.problems_in(own.session), *guides.problems_in(own.session)]
    result.problems = [str(problem) for problem in found]
    return result


def _content() -> Library:
    """Course and team together, as they now are; what is wrong in `local/` is told, not left out."""
    local = paths.local()
    for kept in (the_library, standards_map):
        kept.cache_clear()
    return load(paths.DATA, local if local.is_dir() else None)


def _with_notebook(own: Own, fresh: nbformat.NotebookNode, made: Path, result: Result) -> None:
    path = own.session.path
    result.files.append(f"local/sessions/{path.name}")
    if not path.exists():
        _run(own, fresh, None)
        return
    try:
        mine = nbformat.read(path, as_version=4)
        nbformat.validate(mine)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        raise KitError(
            f"local/sessions/{path.name} is not a sound notebook ({str(error).splitlines()[0]}). Bring back an earlier version; or move the file "
            "away, and rebuild makes it anew, without your own cells."
        ) from error
    base = _base(made / path.name, mine)
    merged = notebooks.merge(base, mine, fresh, NEW)
    result.kept = merged.kept
    result.clashes += [
        f"{path.name}, {one.replace('the new version', 'your YAML file')}" for one in merged.clashes
    ]
    merged.notebook.metadata["throughline"] = fresh.metadata["throughline"]
    _run(own, merged.notebook, path.read_text(encoding="utf-8"))


def _base(path: Path, mine: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it was last made. Where that is lost, the digests in its cells tell which were not changed since."""
    if path.exists():
        return nbformat.read(path, as_version=4)
    cells = []
    for cell in mine.cells:
        if notebook.MADE in cell.metadata:
            known = notebook.digest(cell.source) == cell.metadata[notebook.MADE]
            cells.append(nbformat.from_dict({**cell, "source": cell.source if known else ""}))
    return nbformat.v4.new_notebook(cells=cells)


def _run(own: Own, made: nbformat.NotebookNode, before: str | None) -> None:
    """Store the notebook with its outputs; if a cell fails, as it was before."""
    path = own.session.path
    path.write_text(nbformat.writes(made) + "\n", encoding="utf-8", newline="\n")
    try:
        running.run(own.session)
    except BaseException:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8", newline="\n")
        raise


def _with_guide(own: Own, words: str, made: Path, result: Result) -> None:
    path = own.session.guide
    path.parent.mkdir(parents=True, exist_ok=True)
    result.files.append(f"local/facilitator_guides/{path.name}")
    if path.exists():
        mine = path.read_text(encoding="utf-8")
        base = made / path.name
        merged = texts.merge(base.read_text(encoding="utf-8") if base.exists() else "", mine, words)
        result.clashes += [
            f"{path.name}, near “{_shown(clash.mine or clash.new)}”" for _, clash in merged.clashes
        ]
        words = texts.with_both(
            merged, "Your YAML file now gives here (take over what you want, then delete this):"
        )
    path.write_text(words, encoding="utf-8", newline="\n")


def _shown(lines: list[str]) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    return f"{first[:60]}…" if len(first) > 60 else first


def _write_through(own: Own) -> None:
    """Bring what the file says of cards, problems, tags and levels to where the kit reads it. Comments there stay."""
    local = paths.local()
    if own.spec.cards is not None:
        _edit(local / "work" / own.spec.work / "workset.yaml", lambda data: _work_set(data, own))
    if own.spec.items:
        for path in sorted(local.glob("items/*.yaml")):
            _edit(path, lambda data: _items(data, own))
    _levels(own, local / "overrides" / f"{own.number}.yaml")


def _edit(path: Path, change) -> None:
    """Change a YAML file and keep its comments, quotes and order; a file that comes out the same is not touched."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes, yaml.width, yaml.allow_unicode = True, 120, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    before = path.read_text(encoding="utf-8")
    data = yaml.load(before)
    if not change(data):
        return
    written = io.StringIO()
    yaml.dump(data, written)
    _replace(path, written.getvalue())


def _work_set(data: dict, own: Own) -> bool:
    deck = {
        "id": own.number.lower(),
        "name": own.spec.title,
        "prompt": own.spec.prompts.sort or "Sort the cards. What on each makes you say so?",
        "samples": list(own.spec.cards or ()),
    }
    anchors = [
        {"sample": card, "level": one.level, "whose": "team", "reason": one.reason}
        for card, one in own.spec.reference.items()
    ]
    changed = [_put(data, "decks", "id", deck)]
    changed += [_put(data, "tags", "id", tag.model_dump(exclude_none=True)) for tag in own.spec.tags]
    changed += [_put(data, "anchors", "sample", anchor) for anchor in anchors]
    return any(changed)


def _items(data: list | dict, own: Own) -> bool:
    changed = False
    for item in data if isinstance(data, list) else [data]:
        wanted = own.spec.items.get(item.get("id"))
        if wanted is not None and item["text"] != wanted:
            item["text"], changed = wanted, True
    return changed


def _put(data: dict, key: str, by: str, entry: dict) -> bool:
    """Put an entry into a list of a file, in place of the one of the same name; whether anything is other than before."""
    entries = data.setdefault(key, [])
    for one in entries:
        if one.get(by) == entry[by]:
            other = {name: value for name, value in entry.items() if one.get(name) != value}
            one.update(other)
            return bool(other)
    entries.append(entry)
    return True


def _levels(own: Own, path: Path) -> None:
    """The team's wording of levels, as overrides; the file is taken away where there is none any more."""
    if not own.spec.levels:
        path.unlink(missing_ok=True)
        return
    from ruamel.yaml import YAML

    entries = [
        {"progression": own.spec.progression, **level.model_dump(exclude_none=True, mode="json")}
        for level in own.spec.levels
    ]
    written = io.StringIO()
    written.write(
        f"# Made from {own.shown}: change the levels there, then run throughline rebuild {own.number}.\n"
    )
    yaml = YAML()
    yaml.allow_unicode, yaml.width = True, 120
    yaml.dump(entries, written)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, written.getvalue())


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    shutil.move(part, path)
