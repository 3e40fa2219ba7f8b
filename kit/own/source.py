"""What is taken over from a session of the course: its parts, cell by cell, under the new session's name."""

import re
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from ..content import Library
from ..errors import UnknownName
from ..pages.printing import contents
from ..sessions import PATHS, Session, minutes_line

_MINUTES = re.compile(r"^\*(?:\d+ minutes|an extra) \([^)]*\)\*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?:\.\./sessions/)?(\d\d-[a-z0-9-]+\.ipynb[^)]*)\)")
_OF_WORK = re.compile(r"kit\.(SortBoard|DecideNext)\(")


@dataclass(frozen=True)
class Part:
    """A block of a session with the cells up to the next one."""

    name: str
    heading: str
    minutes: dict[str, int]
    cells: list[NotebookNode]

    @property
    def is_about_work(self) -> bool:
        """Whether cards are sorted or grouped in it."""
        return any(cell.cell_type == "code" and _OF_WORK.search(cell.source) for cell in self.cells)

    @property
    def sorts(self) -> bool:
        """Whether cards are sorted in it."""
        return any(cell.cell_type == "code" and "kit.SortBoard(" in cell.source for cell in self.cells)

    @property
    def reads_data(self) -> bool:
        """Whether it holds Python of its own, such as a table of the course's records."""
        code = (cell.source for cell in self.cells if cell.cell_type == "code")
        return (
            any("import " in source and "kit.data_file(" in source for source in code) or self.name == "data"
        )


def parts(session: Session) -> list[Part]:
    """The parts of a session in order."""
    blocks = {block.name: block for block in session.blocks}
    found: list[Part] = []
    for cell in session.notebook.cells:
        if cell.id in blocks:
            block = blocks[cell.id]
            found.append(Part(block.name, block.heading, block.minutes, []))
        if found:
            found[-1].cells.append(cell)
    return found


def opening(session: Session) -> list[NotebookNode]:
    """The cells before the first part."""
    blocks = {block.name for block in session.blocks}
    first = next(at for at, cell in enumerate(session.notebook.cells) if cell.id in blocks)
    return session.notebook.cells[:first]


def decks(session: Session, library: Library) -> list[str]:
    """The decks that the session's activities show, as `work-set/deck`."""
    try:
        return [deck.reference for deck in contents.decks(session, library)]
    except UnknownName:
        return []


class Renaming:
    """Turns what stands in a session of the course into what stands in one made from it."""

    def __init__(self, session: Session, number: str, stem: str, library: Library, *, own_work: bool):
        """Take the session, the new one's number and file name, and whether other cards are sorted in it."""
        self._from, self._number, self._stem = session, number, stem
        labels = set()
        if own_work:
            for reference in decks(session, library):
                labels |= {sample.label for sample in library.deck(reference)[1]}
        self._cards = re.compile(rf"\b(?:{'|'.join(sorted(labels))})\b") if labels else None

    def text(self, text: str) -> str:
        """Prose: cards of the course's session are not in the room; links lead back to the course."""
        if self._cards:
            text = self._cards.sub("one of our papers", text)
        text = re.sub(
            rf"\bthroughline (page|print|room|run) {self._from.number}\b",
            rf"throughline \1 {self._number}",
            text,
        )
        return _LINK.sub(self._link, text)

    def code(self, source: str) -> str:
        """Python: answers are kept under the new session's name."""
        return source.replace(f'"{self._from.number}/', f'"{self._number}/')

    def _link(self, found: re.Match) -> str:
        if found[1].startswith(self._from.path.name):
            return f"](../sessions/{self._stem}.ipynb{found[1].removeprefix(self._from.path.name)})"
        return f"](../../sessions/{found[1]})"

    def cells(self, part: Part, minutes: dict[str, int]) -> list[NotebookNode]:
        """A part's cells, without outputs, with other minutes."""
        return [self._cell(cell, part, minutes) for cell in part.cells]

    def _cell(self, cell: NotebookNode, part: Part, minutes: dict[str, int]) -> NotebookNode:
        metadata = {name: value for name, value in cell.metadata.items() if name in ("jupyter", "tags")}
        if cell.cell_type == "code":
            return nbformat.v4.new_code_cell(self.code(cell.source), id=cell.id, metadata=metadata)
        source = self.text(cell.source)
        if cell.id == part.name:
            source = _MINUTES.sub(lambda _: minutes_line(minutes), source, count=1)
            metadata["throughline"] = {"block": part.name, "minutes": {path: minutes[path] for path in PATHS}}
        return nbformat.v4.new_markdown_cell(source, id=cell.id, metadata=metadata)
