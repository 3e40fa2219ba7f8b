"""HTML to PDF by an installed Chromium, Chrome or Edge, run once for each document and two at a time."""

import os
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ... import browsers
from ...errors import KitError

AT_A_TIME = 2
SECONDS = 120
"""For one document; it takes about one."""

_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # the same in versions before 2023
    "--generate-pdf-document-outline",
)


def browser() -> str | None:
    """The browser to print with; None where there is none.

    Raises:
        KitError: the environment names one that is not there.
    """
    found = browsers.find()
    named = os.environ.get(browsers.VARIABLE)
    if found is None and named:
        raise KitError(
            f"{browsers.VARIABLE} names “{named}”, which is not a program here: mend it or unset it."
        )
    return found


def print_all(files: list[Path], program: str) -> None:
    """Make `NAME.pdf` beside each `NAME.html`.

    Raises:
        KitError: the browser failed; the message says for which files. The others are made.
    """
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        why = list(pool.map(lambda file: _print(file, program), files))
    failed = [file.name for file, reason in zip(files, why, strict=True) if reason]
    if failed:
        raise KitError(
            f"{Path(program).name} made no PDF of {', '.join(failed)} ({next(filter(None, why))}). "
            "Open the HTML in any browser and print it from there."
        )


def _print(file: Path, program: str) -> str:
    """Print one file; returns what went wrong, or nothing."""
    made = file.with_suffix(".pdf.part")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # A profile of its own: a browser that is open would take the page over and print nothing.
    with tempfile.TemporaryDirectory(prefix="throughline-print-", ignore_cleanup_errors=True) as profile:
        command = [program, *_QUIET, *(["--no-sandbox"] if root else []), f"--user-data-dir={profile}"]
        reason = _run([*command, f"--print-to-pdf={made.resolve()}", file.resolve().as_uri()])
    try:
        if not reason and made.stat().st_size:
            made.replace(file.with_suffix(".pdf"))
            return ""
        made.unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or str(error)
    return reason or "it wrote nothing"


def _run(command: list[str]) -> str:
    """Run a browser to its end; returns what went wrong, or nothing."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )
    except OSError as error:
        return error.strerror or str(error)
    try:
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"it was not done after {SECONDS} seconds"
    return f"it ended with code {code}" if code else ""


def _end(process: subprocess.Popen) -> None:
    """End a browser that we started, and the processes that it started."""
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
