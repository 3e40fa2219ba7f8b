"""Finding a browser that can make PDFs and run tests: Chromium, Chrome or Edge, wherever it was installed."""

import os
import shutil
import sys
from pathlib import Path

VARIABLE = "THROUGHLINE_BROWSER"
"""Environment variable that names a browser, by path or by the name of a program."""

_PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


def find() -> str | None:
    """The browser that `THROUGHLINE_BROWSER` names, else the first one found; None where there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _places())), None)


def _places() -> list[str]:
    """Names of programs, and the full paths where the installers of this system put browsers."""
    places = list(_PROGRAMS)
    if sys.platform == "darwin":
        homes = (Path("/Applications"), Path.home() / "Applications")
        places += [str(home / f"{name}.app" / "Contents" / "MacOS" / name) for home in homes for name in _MAC]
    if os.name == "nt":
        folders = filter(None, map(os.environ.get, ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")))
        places += [str(Path(folder) / name) for folder in folders for name in _WINDOWS]
    return places
