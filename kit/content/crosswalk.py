"""A crosswalk from a state's own codes to the codes of the map: read, and checked row by row."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UnknownName
from .problems import ContentError, Problem

if TYPE_CHECKING:
    from .graph import StandardsMap

COLUMNS = ("local", "ccss")


def read_crosswalk(path: Path, standards: "StandardsMap") -> dict[str, tuple[str, ...]]:
    """Read a CSV file with the columns `local` and `ccss`; further columns are ignored.

    Args:
        path: the file; UTF-8, as Excel's “CSV UTF-8” is.
        standards: the map whose codes `ccss` names.

    Returns:
        For each local code, the Common Core codes it stands for, in the order of the file.

    Raises:
        ContentError: with every problem, each with its row: a code that is unknown, given twice or empty, a missing
            column, or a local code that is also the Common Core code of something else.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise ContentError(
            [Problem(str(path), "", "is not there.", "Give the path of the crosswalk.")]
        ) from None
    except UnicodeDecodeError:
        raise ContentError(
            [Problem(Path(path).name, "", "is not UTF-8 text.", "Save it as “CSV UTF-8”.")]
        ) from None
    reader = csv.DictReader(lines)
    name = Path(path).name
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        remedy = "The first line reads `local,ccss`; save the file with commas between the columns."
        raise ContentError(
            [Problem(name, "row 1", f"has no column “{column}”.", remedy) for column in missing]
        )
    found: dict[str, tuple[str, ...]] = {}
    first_row: dict[str, int] = {}
    problems: list[Problem] = []
    for row in reader:
        local, codes = ((row[column] or "").strip() for column in COLUMNS)
        place = f"row {reader.line_num}"
        if not local and not codes:
            continue
        problems += _row_problems(name, place, local, codes, first_row)
        known, unknown = _known(codes, standards)
        problems += [Problem(name, f"{place}, column “ccss”", text, "Correct the code.") for text in unknown]
        problems += _clash(name, place, local, known, standards)
        if local and local not in found:
            first_row[local] = reader.line_num
            found[local] = known
    if not found and not problems:
        problems.append(Problem(name, "", "holds no codes.", "Write one row for each local code."))
    if problems:
        raise ContentError(problems)
    return found


def _row_problems(name: str, place: str, local: str, codes: str, first_row: dict[str, int]) -> list[Problem]:
    if not local:
        return [
            Problem(name, f"{place}, column “local”", "is empty.", "Write the local code, or delete the row.")
        ]
    if not codes:
        text = f"gives no Common Core code for “{local}”."
        return [
            Problem(
                name,
                f"{place}, column “ccss”",
                text,
                "Write one, or delete the row: it stays out of the map.",
            )
        ]
    if local in first_row:
        text = f"gives “{local}” a second time (first in row {first_row[local]})."
        remedy = "Put all its Common Core codes in one row, with semicolons between them."
        return [Problem(name, f"{place}, column “local”", text, remedy)]
    return []


def _known(codes: str, standards: "StandardsMap") -> tuple[tuple[str, ...], list[str]]:
    known: dict[str, None] = {}
    unknown = []
    for code in re.split(r"[\s,;]+", codes):
        if not code:
            continue
        try:
            known[standards.common_core(code)] = None
        except UnknownName as error:
            unknown.append(f"names an unknown code. {error}")
    return tuple(known), unknown


def _clash(
    name: str, place: str, local: str, known: tuple[str, ...], standards: "StandardsMap"
) -> list[Problem]:
    try:
        same = standards.common_core(local)
    except UnknownName:
        return []
    if not known or known == (same,):
        return []
    text = f"uses “{local}” for {', '.join(known)}, but it is the Common Core code of {same}."
    return [
        Problem(name, f"{place}, column “local”", text, "Put the state's letters before it, such as `XX-`.")
    ]
