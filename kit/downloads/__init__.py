"""Text sets that are not shipped: fetched on demand, checked, freed of names, and read as tables."""

from .install import Progress, get, remove
from .sets import DownloadSet, catalogue, find, problems
from .store import NotInstalled, folder, installed, table

__all__ = [
    "DownloadSet",
    "NotInstalled",
    "Progress",
    "catalogue",
    "find",
    "folder",
    "get",
    "installed",
    "problems",
    "remove",
    "table",
]
