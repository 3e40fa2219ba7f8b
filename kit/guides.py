"""Facilitator guides: read the run sheet of each, and hold it to its session's notebook."""

import re
from collections.abc import Iterator
from pathlib import Path

from .content.problems import Problem
from .sessions import PATHS, Session

PARTS = (
    "At a glance",
    "Outcomes",
    "Run sheet",
    "Block by block",
    "If you are late",
    "Variants",
    "Troubleshooting",
    "Access",
    "Checklists",
    "In the room",
    "Sources",
)
"""Second-level headings that every guide has, in this order."""

_ROW = re.compile(r"^\|(.+)\|\s*$", re.MULTILINE)
_ANCHOR = re.compile(r"\[[^\]]*\]\(\.\./sessions/(?P<file>[^)#]+)#cell-id=(?P<cell>[\w-]+)\)")


def run_sheet(text: str) -> list[dict[str, str]]:
    """The rows of the run sheet, each cell under its column's heading in lower case; empty if there is none."""
    sheet = section(text, "Run sheet")
    rows = [[cell.strip() for cell in row.split("|")] for row in _ROW.findall(sheet)]
    if len(rows) < 3:
        return []
    heads = [head.lower() for head in rows[0]]
    return [dict(zip(heads, row, strict=False)) for row in rows[2:]]


def problems_in(session: Session) -> Iterator[Problem]:
    """Where a session's guide is missing, incomplete, or disagrees with the notebook."""
    path: Path = session.guide
    name = session.shown.replace("sessions/", "facilitator_guides/").replace(".ipynb", ".md")
    if not path.exists():
        yield Problem(name, "", "is missing.", "Every session has a guide: see CONTRIBUTING.md.")
        return
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    for part in PARTS:
        if part not in headings:
            yield Problem(name, "", f"has no part “{part}”.", f"Add it as “## {part}”.")
        elif len(section(text, part).split()) < 10:
            yield Problem(name, part, "is left empty.", "Write it, or say in a sentence why it is short.")
    yield from _run_sheet_problems(session, run_sheet(text), name)


def _run_sheet_problems(session: Session, rows: list[dict[str, str]], name: str) -> Iterator[Problem]:
    blocks = {block.name: block for block in session.blocks}
    clock = 0
    listed = []
    for row in rows:
        anchor = _ANCHOR.search(row.get("block", ""))
        if not anchor or anchor["file"] != session.path.name or anchor["cell"] not in blocks:
            yield Problem(
                name,
                f"Run sheet, {row.get('block', 'a row')}",
                "does not point at a block of the notebook.",
                f"Link it as (../sessions/{session.path.name}#cell-id=BLOCK); blocks: {', '.join(blocks)}.",
            )
            continue
        block = blocks[anchor["cell"]]
        listed.append(block.name)
        expected = {
            "clock": f"{clock // 60}:{clock % 60:02d}",
            **{path: str(block.minutes[path]) for path in PATHS},
        }
        for column, value in expected.items():
            if row.get(column) != value:
                yield Problem(
                    name,
                    f"Run sheet, {block.name}, column {column}",
                    f"says “{row.get(column, '')}”; by the notebook it is {value}.",
                    "Change the one that is wrong.",
                )
        clock += block.minutes["75"]
    if listed != list(blocks):
        yield Problem(
            name,
            "Run sheet",
            "does not list the notebook's blocks in order.",
            f"They are: {', '.join(blocks)}.",
        )


def section(text: str, heading: str) -> str:
    """The text under a second-level heading, up to the next one."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""
