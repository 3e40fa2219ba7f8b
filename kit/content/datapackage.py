"""Frictionless data packages: the one check of CSV files against the descriptor beside them."""

import csv
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from frictionless import Package

DESCRIPTOR = "datapackage.json"

GUARDED = "spreadsheetGuard"
"""Marks a field of a descriptor whose cells were written by `guarded`."""

_RUNS = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[-+]?[\d\s.,/]*\d%?")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula when it opens the CSV file; `unguarded` gives it back exactly.

    A cell that begins with `=`, `+`, `-` or `@` gets an apostrophe before it. A plain number does not (`-6`, `+3/5`): a
    spreadsheet computes nothing from it, and somebody who reads the file sees what the student wrote.
    """
    return "'" + cell if _RUNS.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def open_package(folder: Path, shown_as: str, problems: list[Problem], *, missing: str) -> "Package | None":
    """Open `folder/datapackage.json` and check it and every row of the files it names.

    Args:
        folder: holds the descriptor and the CSV files.
        shown_as: the folder's name in messages.
        problems: everything found wrong is added here.
        missing: what to do when there is no descriptor.

    Returns:
        The package, or None where it cannot be opened. It may have problems; the caller looks whether any were added.
    """
    from frictionless import FrictionlessException, Package

    name = f"{shown_as}/{DESCRIPTOR}"
    if not (folder / DESCRIPTOR).exists():
        problems.append(Problem(name, "", "is missing.", missing))
        return None
    try:
        package = Package.from_descriptor(str(folder / DESCRIPTOR))
    except FrictionlessException as error:
        for one in error.reasons or [error.error]:
            problems.append(Problem(name, "", one.message, "Mend the descriptor."))
        return None
    problems.extend(_descriptor_problems(package, name))
    for resource in package.resources:
        problems.extend(_row_problems(resource, shown_as))
    return package


_CASTS: dict[str, Callable[[str], object]] = {
    "boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__,
    "integer": int,
    "number": float,
}


def rows_of(folder: Path) -> list[dict]:
    """The rows of a package's first resource, typed as its schema says, an empty cell as None.

    Read without checking: frictionless takes most of a second to be imported, which a notebook's first activity
    should not wait for. `open_package` checks the same files.

    Raises:
        OSError, ValueError, LookupError: the files are not what the descriptor says.
    """
    resource = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["resources"][0]
    casts = {field["name"]: _cast(field) for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return [
            {column: casts[column](cell) if cell else None for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def _cast(field: dict) -> Callable[[str], object]:
    return unguarded if field.get(GUARDED) else _CASTS.get(field["type"], str)


def _descriptor_problems(package: "Package", name: str) -> Iterable[Problem]:
    if not package.licenses:
        yield Problem(
            name, "licenses", "is missing.", "Say under which licence the records may be passed on."
        )
    if not package.sources:
        yield Problem(name, "sources", "is missing.", "Cite where the records come from.")
    if not package.resources:
        yield Problem(name, "resources", "names no file.", "List each CSV file with its schema.")


def _row_problems(resource, shown_as: str) -> Iterable[Problem]:
    report = resource.validate()
    if report.valid:
        return
    for row, field, note in report.flatten(["rowNumber", "fieldName", "note"]):
        place = ", ".join([f"row {row}"] * bool(row) + [f"column “{field}”"] * bool(field))
        yield Problem(
            f"{shown_as}/{resource.path}",
            place,
            f"{note}.",
            "Mend the cell, or the schema in the descriptor.",
        )
