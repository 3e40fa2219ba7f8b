"""Run session notebooks in place, so that a second run changes no byte."""

import os
import tempfile
from pathlib import Path

import nbformat

from .errors import KitError
from .lab.save import leave_out_views
from .sessions import Session

SECONDS_A_CELL = 60


def run(session: Session) -> bool:
    """Execute a session's notebook and store it with its outputs.

    The participant's own journal and downloads are not read: outputs show the activities as they are before
    anybody answered, and no text that may not be passed on. What differs from run to run is left out: times, model ids (a stored one names a widget that no
    longer exists, and JupyterLab then shows an error in place of the activity's picture), the kernel's version.

    Returns:
        Whether the file changed.

    Raises:
        KitError: a cell failed; the message names it. The file is left as it was.
    """
    notebook = execute(session)
    normalise(notebook)
    return _write_if_changed(session.path, nbformat.writes(notebook) + "\n")


def execute(session: Session, *, live: bool = False) -> nbformat.NotebookNode:
    """A session's notebook, executed in a kernel of its own; the file is left as it is.

    Args:
        session: which one.
        live: keep what its activities hold (`metadata.widgets`), as a page needs it.

    Raises:
        KitError: a cell failed; the message names it.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    notebook = nbformat.read(session.path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=live,
        extra_arguments=["--log-level=ERROR"],  # its warning about loopback says nothing to a teacher
        resources={"metadata": {"path": str(session.path.parent)}},
    )
    with tempfile.TemporaryDirectory() as empty:
        try:
            mine = {"THROUGHLINE_MY_WORK": empty, "THROUGHLINE_DOWNLOADS": empty}
            mine["THROUGHLINE_LANGUAGE"] = session.language
            client.execute(env={**os.environ, **mine})
        except (CellExecutionError, CellTimeoutError) as error:
            cell = notebook.cells[_failed(notebook)]
            why = getattr(error, "evalue", "") or str(error).strip().splitlines()[-1]
            raise KitError(f"{session.path.name}, cell {cell.id}: {why}") from error
    return notebook


def normalise(notebook: nbformat.NotebookNode) -> None:
    """Leave out of an executed notebook what another run or another machine would change."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            **(
                {"throughline": notebook.metadata["throughline"]}
                if "throughline" in notebook.metadata
                else {}
            ),
        }
    )
    leave_out_views(notebook)
    for cell in notebook.cells:
        for noise in ("execution", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(noise, None)
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = {mime: output["data"][mime] for mime in sorted(output["data"])}


def _failed(notebook: nbformat.NotebookNode) -> int:
    """Index of the cell that stopped the run: the last one that was begun."""
    begun = [n for n, cell in enumerate(notebook.cells) if cell.get("execution_count") or _has_error(cell)]
    return begun[-1] if begun else 0


def _has_error(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _write_if_changed(path: Path, text: str) -> bool:
    if path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
