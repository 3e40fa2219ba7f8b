"""Frictionless data packages: the one check of CSV files against the descriptor beside them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from frictionless import Package

DESCRIPTOR = "datapackage.json"


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
