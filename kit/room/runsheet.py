"""The run sheet that the facilitator's console shows: the guide's rows beside the notebook's blocks and activities."""

import re
from collections.abc import Iterator

from .. import guides, paths
from ..content.mathtext import to_text
from ..sessions import PATHS, Block, Session

_CELL = re.compile(r"#cell-id=([\w-]+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SUMMARY = re.compile(rf"[A-Z]\w+ ((?:{paths.NUMBER}|gallery)/[a-z][a-z0-9-]*)(?:: |, )([^\n]*)")


def run_sheet(session: Session) -> list[dict]:
    """The session's blocks in order, each with what the guide says of it and the activities in it.

    Returns:
        `{block, heading, minutes: {"45", "75", "90"}, say, do, look, keys, activities: [{key, kind, title}]}` for each
        block. `say` is what the facilitator says and does, `do` what the group does, `look` what to look for; all plain text,
        and empty where there is no guide. `keys` are those of `activities`, whose titles come from the notebook's
        stored outputs.
    """
    said = _guide_rows(session)
    activities = _activities(session)
    return [
        {
            "block": block.name,
            "heading": to_text(block.heading),
            "minutes": {path: block.minutes.get(path, 0) for path in PATHS},
            "say": _plain(said.get(block.name, {}).get("you say and do", "")),
            "do": _plain(said.get(block.name, {}).get("they do", "")),
            "look": _plain(said.get(block.name, {}).get("look for", "")),
            "keys": [one["key"] for one in activities.get(block.name, [])],
            "activities": activities.get(block.name, []),
        }
        for block in _blocks(session)
    ]


def _blocks(session: Session) -> list[Block]:
    """The session's blocks; a notebook without any, such as the gallery, is one block."""
    return session.blocks or [Block("all", session.title, {})]


def _guide_rows(session: Session) -> dict[str, dict[str, str]]:
    """The guide's rows by the block that each points at; none where there is no guide."""
    if not session.guide.exists():
        return {}
    rows = guides.run_sheet(session.guide.read_text(encoding="utf-8"))
    return {found[1]: row for row in rows if (found := _CELL.search(row.get("block", "")))}


def _activities(session: Session) -> dict[str, list[dict]]:
    """The activities of each block; those before the first block belong to it."""
    blocks = [block.name for block in _blocks(session)]
    titles = dict(_stored(session))
    waiting = list(dict.fromkeys(session.activity_keys))
    found: dict[str, list[dict]] = {}
    block = blocks[0]
    for cell in session.notebook.cells:
        block = cell.id if cell.id in blocks else block
        # A key stands first in the cell that makes the activity; later ones name it to build on it.
        for key in [key for key in waiting if cell.cell_type == "code" and f'"{key}"' in cell.source]:
            waiting.remove(key)
            kind = re.search(rf'kit\.(\w+)\(\s*"{re.escape(key)}"', cell.source)
            title = titles.get(key) or key.partition("/")[2].replace("-", " ").capitalize()
            found.setdefault(block, []).append({"key": key, "kind": kind[1] if kind else "", "title": title})
    return found


def _stored(session: Session) -> Iterator[tuple[str, str]]:
    """Key and title of each activity, from the first line of its stored text."""
    for cell in session.notebook.cells:
        for output in cell.get("outputs", []):
            found = _SUMMARY.match(output.get("data", {}).get("text/plain", ""))
            if found:
                yield found[1], found[2]


def _plain(cell: str) -> str:
    """A cell of the guide's table without marks of emphasis and links."""
    return to_text(_LINK.sub(r"\1", cell)).replace("*", "").replace("`", "")
