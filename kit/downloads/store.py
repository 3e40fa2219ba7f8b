"""Where fetched sets are kept, which ones are there, and how they are read."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from .. import paths
from ..errors import KitError, UnknownName
from .sets import DownloadSet, catalogue, find

if TYPE_CHECKING:
    import pandas as pd

RECORD = "installed.json"


class NotInstalled(KitError, LookupError):
    """A set that is not on this computer, or was prepared by an older kit; the message says how to get it."""


def folder() -> Path:
    """The folder of all fetched sets: `downloads/` in the checkout, or what THROUGHLINE_DOWNLOADS names."""
    return Path(os.environ.get("THROUGHLINE_DOWNLOADS") or paths.ROOT / "downloads")


def installed() -> list[str]:
    """Names of the sets that can be read now, in the order of the catalogue."""
    return [one.id for one in catalogue().values() if is_current(one)]


def is_there(chosen: DownloadSet) -> bool:
    """Whether something is installed under this name, current or not."""
    return (folder() / chosen.id / RECORD).is_file()


def is_current(chosen: DownloadSet) -> bool:
    """Whether the set is installed, from the files that the catalogue now names and prepared as it is now."""
    record = _record(folder() / chosen.id)
    return record.get("edition") == chosen.edition and record.get("files") == checksums(chosen)


def checksums(chosen: DownloadSet) -> dict[str, str]:
    """SHA-256 of each file of the set, by name."""
    return {file.name: file.sha256 for file in chosen.files}


def table(name: str, part: str | None = None) -> "pd.DataFrame":
    """A table of a prepared set; names of children and teachers are replaced.

    Args:
        name: the set, such as `uptake`; `throughline data list` shows all.
        part: which of its tables; the first one if left out.

    Returns:
        A DataFrame with the columns that `data/downloads.yaml` tells under `tables`.

    Raises:
        NotInstalled: the set is not here; the message says how to fetch it.
        UnknownName: there is no such set, or no such table in it.
    """
    chosen = find(name)
    part = part or next(iter(chosen.tables))
    if part not in chosen.tables:
        raise UnknownName(f"“{name}” has no table “{part}”. Its tables: {', '.join(chosen.tables)}.")
    if not is_there(chosen):
        raise NotInstalled(
            f"{chosen.title} is not on this computer. To fetch it, write in a terminal: throughline data get {name}"
        )
    if not is_current(chosen):
        raise NotInstalled(
            f"{chosen.title} was prepared by another version of the course. "
            f"To renew it, write in a terminal: throughline data get {name}"
        )
    import pandas as pd

    # Only an empty cell is missing: a student may well have said “None”.
    return pd.read_csv(folder() / name / f"{part}.csv", keep_default_na=False, na_values=[""])


def _record(place: Path) -> dict:
    try:
        record = json.loads((place / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
