"""Three versions of a notebook become one, by nbdime; what two people changed in one cell is kept twice, in plain words.

nbdime decides what goes where. Its own marks for a conflict are those of a programmer's tool; here the coach's cell stays in
use, and the other version stands beside it as text.
"""

import copy
import logging
from dataclasses import dataclass, field
from types import SimpleNamespace

import nbformat
from nbformat import NotebookNode

from . import texts

MARK = "throughline-update"
"""Tag of a cell that shows another version of the cell above it."""
NOTEBOOK_ONLY = "notebook-only"
"""Tag of a cell that has no place in a page."""

CHANGED = "**{source} has other words for the cell above.** Yours is in use. Take over what you want, then delete this cell."
TAKEN_OUT = "**You took out a cell that {source} has changed.** It stays out. Here it is, if you want it back; then delete this cell."
GONE = "**{source} no longer has the cell above.** You had changed it, so it is kept. Delete it, or delete this cell."


@dataclass
class Merged:
    """What came of a merge.

    Attributes:
        notebook: mine and new as one.
        clashes: cell by cell, what could not be made one, in words.
        taken: what came from the new version, in words.
        kept: what of mine was kept, in words.
    """

    notebook: NotebookNode
    clashes: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def same_content(one: NotebookNode, other: NotebookNode) -> bool:
    """Whether two notebooks differ in nothing but outputs, as after a run."""
    return _content(one) == _content(other)


def merge(
    base: NotebookNode, mine: NotebookNode, new: NotebookNode, source: str = "The new version"
) -> Merged:
    """Three notebooks as one. Nothing that stood in mine or is new in `new` is lost.

    Args:
        base: what both began from.
        mine: as the coach has it.
        new: as it is to be brought in.
        source: what the new version is called where both stand side by side.
    """
    versions = [_without_outputs(one) for one in (base, mine, new)]
    result = Merged(_by_nbdime(*versions))
    _Settling(*versions, result, source).run()
    _give_outputs(result.notebook, new, mine)
    nbformat.validate(result.notebook)
    return result


def marked(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that show another version and wait for a decision."""
    return [cell for cell in notebook.cells if MARK in cell.metadata.get("tags", [])]


def _by_nbdime(base: NotebookNode, mine: NotebookNode, new: NotebookNode) -> NotebookNode:
    from nbdime.merging.notebooks import merge_notebooks

    logging.getLogger("nbdime").setLevel(
        logging.ERROR
    )  # it warns of each conflict that we tell in our own words
    how = SimpleNamespace(
        merge_strategy="use-local",
        input_strategy=None,
        output_strategy=None,
        ignore_transients=True,
        log_level="ERROR",
    )
    merged, _ = merge_notebooks(base, mine, new, how)
    return nbformat.from_dict(merged)


class _Settling:
    """Goes through the three versions cell by cell, by id, and sees to it that what nbdime merged has lost nothing."""

    def __init__(self, base, mine, new, result: Merged, source: str):
        self.base, self.mine, self.new = ({cell.id: cell for cell in one.cells} for one in (base, mine, new))
        self.order = {"mine": [cell.id for cell in mine.cells], "new": [cell.id for cell in new.cells]}
        self.result, self.source = result, source
        self.cells: list[NotebookNode] = []

    def run(self) -> None:
        self._take_each_once()
        for id in self.order["mine"]:
            self._keep_mine(id)
        for id in self.order["new"]:
            self._take_new(id)
        for id in [cell.id for cell in self.cells]:
            self._settle(id)
        for id in self.order["new"]:
            if id in self.base and id not in self.mine:
                self._was_taken_out(id)
        self.result.notebook.cells = self.cells

    def _take_each_once(self) -> None:
        """What nbdime gives, without cells that both sides took out or that it doubled."""
        seen: set[str] = set()
        for cell in self.result.notebook.cells:
            id = cell.get("id")
            there = id in self.mine or (id in self.new and id not in self.base)
            if there and id not in seen:
                seen.add(id)
                self.cells.append(copy.deepcopy(self.mine.get(id) or self.new[id]))

    def _keep_mine(self, id: str) -> None:
        unchanged = id in self.base and _same(self.base[id], self.mine[id])
        if unchanged and id not in self.new:
            self._drop(id)
            self.result.taken.append(f"cell {id}: taken out, as in the new version")
        elif self._at(id) is None:
            self._insert(copy.deepcopy(self.mine[id]), self.order["mine"])

    def _take_new(self, id: str) -> None:
        if id in self.base or id in self.mine:
            return
        if self._at(id) is None:
            self._insert(copy.deepcopy(self.new[id]), self.order["new"])
        self.result.taken.append(f"cell {id}: new")

    def _settle(self, id: str) -> None:
        """One cell that stands in mine: its text and what is noted about it."""
        if id not in self.mine:
            return
        mine, new, base = self.mine[id], self.new.get(id), self.base.get(id)
        cell = self.cells[self._at(id)]
        if new is None:
            if base is None:
                self.result.kept.append(f"cell {id}: yours")
            else:
                self._clash(id, GONE, None)
            return
        if base is None:
            if not _same(mine, new):
                self._clash(id, CHANGED, new)
            return
        cell.metadata = nbformat.from_dict(_merged_dict(base.metadata, mine.metadata, new.metadata))
        if mine.source != base.source and new.source not in (base.source, mine.source):
            merged = texts.merge(base.source, mine.source, new.source)
            cell.source = merged.text
            if merged.clashes:
                cell.source = mine.source
                self._clash(id, CHANGED, new)
            else:
                self.result.taken.append(f"cell {id}: your change and the new one, in one text")
        elif mine.source != base.source:
            self.result.kept.append(f"cell {id}: your change")
        elif new.source != base.source:
            cell.source, cell.cell_type = new.source, new.cell_type
            self.result.taken.append(f"cell {id}: changed")

    def _was_taken_out(self, id: str) -> None:
        if _same(self.base[id], self.new[id]):
            self.result.kept.append(f"cell {id}: taken out by you, and stays out")
            return
        self._insert(
            _note(TAKEN_OUT.format(source=self.source), self.new[id], f"{id}-new"),
            self.order["new"],
            after=id,
        )
        self.result.clashes.append(f"cell {id}: you took it out, and the new version has changed it")

    def _clash(self, id: str, words: str, new: NotebookNode | None) -> None:
        at = self._at(id)
        self.cells.insert(at + 1, _note(words.format(source=self.source), new, f"{id}-new"))
        self.result.clashes.append(
            f"cell {id}: both you and the new version changed it"
            if new is not None
            else f"cell {id}: you changed it, and the new version no longer has it"
        )

    def _at(self, id: str) -> int | None:
        return next((at for at, cell in enumerate(self.cells) if cell.id == id), None)

    def _drop(self, id: str) -> None:
        self.cells = [cell for cell in self.cells if cell.id != id]

    def _insert(self, cell: NotebookNode, order: list[str], after: str | None = None) -> None:
        """Put a cell behind the nearest one that stands before it in its own version."""
        place = order.index(after or cell.id)
        before = next((self._at(id) for id in reversed(order[:place]) if self._at(id) is not None), -1)
        self.cells.insert(before + 1, cell)


def _note(words: str, cell: NotebookNode | None, id: str) -> NotebookNode:
    """A cell that shows another version as text, and that a page leaves out."""
    text = words if cell is None else f"{words}\n\n{texts.fenced(cell.source)}"
    note = nbformat.v4.new_markdown_cell(text, metadata={"tags": [NOTEBOOK_ONLY, MARK]})
    note.id = id[:64]
    return note


def _merged_dict(base: dict, mine: dict, new: dict) -> dict:
    """What is noted about a cell: each entry from the side that changed it; where both did, mine."""
    found = {}
    for key in dict.fromkeys([*mine, *new]):
        values = [one.get(key) for one in (base, mine, new)]
        if all(isinstance(value, dict) for value in values[1:]):
            found[key] = _merged_dict(values[0] if isinstance(values[0], dict) else {}, *values[1:])
            continue
        value = values[2] if values[1] == values[0] else values[1]
        if value is not None:
            found[key] = value
    return found


def _same(one: NotebookNode, other: NotebookNode) -> bool:
    return (one.cell_type, one.source, one.metadata) == (other.cell_type, other.source, other.metadata)


_NOISE = ("execution", "collapsed", "scrolled", "trusted", "editable", "slideshow")


def _without_outputs(notebook: NotebookNode) -> NotebookNode:
    bare = copy.deepcopy(notebook)
    for number, cell in enumerate(bare.cells):
        cell.setdefault("id", f"cell-{number}")
        for noise in _NOISE:
            cell.metadata.pop(noise, None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return bare


def _content(notebook: NotebookNode) -> list:
    return [
        (cell.id, cell.cell_type, cell.source, dict(cell.metadata))
        for cell in _without_outputs(notebook).cells
    ]


def _give_outputs(notebook: NotebookNode, *sources: NotebookNode) -> None:
    """Each cell gets the outputs it has where its text is the same; a cell that stands nowhere so has none yet."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            for part in ("outputs", "execution_count"):
                cell.pop(part, None)
            continue
        cell.setdefault("outputs", [])
        cell.setdefault("execution_count", None)
        for other in (one for source in sources for one in source.cells):
            if other.get("id") == cell.id and other.cell_type == "code" and other.source == cell.source:
                cell.outputs, cell.execution_count = copy.deepcopy(other.outputs), other.execution_count
                break
