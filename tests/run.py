"""Run every test; `start.py test` calls this with the Python of `.venv`, and what follows `test` goes to pytest.

It finds the programs that tests need beside Python, a browser, Node with npm and PostgreSQL, or installs Debian's where
that needs nobody's consent. What cannot be tested is said loudly, and with CI set it is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = "google-chrome google-chrome-stable chrome chromium chromium-browser microsoft-edge msedge"
MAC_BROWSERS = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS_BROWSERS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
SHELL = "chromium-headless-shell"
OLDEST_NODE = 18  # the first with `node --test`
# loadscope: a notebook's cells are one scope, and need one kernel and their order. Scopes come as they are collected: by their
# number of tests, the few that take minutes each would come last, and one of the two processes would wait for them.
PYTEST = (
    "-n",
    "2",
    "--dist",
    "loadscope",
    "--no-loadscope-reorder",
    "--nbval",
    "--nbval-current-env",
    "--nbval-cell-timeout=60",
)


def version_of(program: str) -> str:
    """Return what `program --version` prints, "" where it does not run."""
    if os.name == "nt" and Path(program).stem.lower() != "node":
        return "present" if Path(program).exists() else ""  # there, asking a browser opens a window
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def is_node(program: str) -> bool:
    """Tell whether `program` is a Node with a test runner."""
    found = re.match(r"v(\d+)", version_of(program))
    return bool(found) and int(found[1]) >= OLDEST_NODE


def is_program(program: str) -> bool:
    """Tell whether `program` is there and runs; Ubuntu's chromium-browser may be a stub that does not."""
    return bool(version_of(program))


def browser_places() -> list[str]:
    """Return where Chrome, Edge and Chromium usually are, on this system."""
    places = [shutil.which(name) for name in BROWSERS.split()]
    if sys.platform == "darwin":
        homes = (Path("/Applications"), Path.home() / "Applications")
        places += [str(home / f"{name}.app/Contents/MacOS/{name}") for home in homes for name in MAC_BROWSERS]
    if os.name == "nt":
        folders = filter(None, map(os.environ.get, ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")))
        places += [str(Path(folder) / name) for folder in folders for name in WINDOWS_BROWSERS]
    return [place for place in places if place]


def shell_places() -> list[str]:
    """Return where Chromium without a window is: the same engine, in which a page opens in half the time."""
    return [*filter(None, [shutil.which(SHELL)])]


def node_places() -> list[str]:
    """Return where Node is, by either of its names."""
    return [place for place in (shutil.which("node"), shutil.which("nodejs")) if place]


def npm_places() -> list[str]:
    """Return where npm is."""
    return [*filter(None, [shutil.which("npm")])]


def is_postgres(program: str) -> bool:
    """Tell whether `program` is the pg_ctl of a whole server, not of a client alone."""
    return bool(version_of(program)) and (Path(program).parent / "initdb").exists()


def postgres_places() -> list[str]:
    """Return where pg_ctl is: where Debian puts it, the newest first, or on the path. The tests do not use it on Windows."""
    if os.name == "nt":
        return []
    debian = [str(place) for place in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)]
    return [*debian, *filter(None, [shutil.which("pg_ctl")])]


def apt_install(package: str) -> None:
    """Install a Debian package where that needs nobody's consent; elsewhere do nothing."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print(f"Installing {package} for the tests with apt-get.", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", package]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
        if done.returncode:
            print(f"{' '.join(command)} failed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}", flush=True)


def find(
    variable: str, works: Callable[[str], bool], places: Callable[[], list[str]], package: str
) -> str | None:
    """Return a program that `works`: the one that `variable` names, one that is here, or Debian's package.

    Raises:
        SystemExit: `variable` names a program that does not run.
    """
    if named := os.environ.get(variable):
        if not works(named):
            sys.exit(f"{variable} names {named}, which does not run here: mend it or unset it.")
        return named
    if not any(map(works, places())):
        apt_install(package)
    return next(filter(works, places()), None)


def say_loudly(lost: str, name: str, variable: str) -> None:
    """Say which tests do not run, and what would let them."""
    print("#" * 78, f"#  NOT TESTED: {lost}.", f"#  No {name} was found here.", sep="\n")
    print(f"#  Install one, or give its path in {variable}.", "#" * 78, sep="\n", flush=True)


def main(arguments: list[str]) -> int:
    """Check the style, then run pytest, whose summary comes last; return the exit code."""
    named = os.environ.get("THROUGHLINE_BROWSER")
    browser = find("THROUGHLINE_BROWSER", is_program, browser_places, "chromium")
    shell = None if named else find("THROUGHLINE_SHELL", is_program, shell_places, SHELL)
    node = find("THROUGHLINE_NODE", is_node, node_places, "nodejs")
    npm = find("THROUGHLINE_NPM", is_program, npm_places, "npm")
    postgres = find("THROUGHLINE_POSTGRES", is_postgres, postgres_places, "postgresql")
    if not browser:
        say_loudly("whatever needs a browser", "Chrome, Edge or Chromium", "THROUGHLINE_BROWSER")
    if not node:
        say_loudly("the JavaScript modules", f"Node {OLDEST_NODE} or newer", "THROUGHLINE_NODE")
    if not npm:
        say_loudly("the room on a JupyterHub, whose proxy npm installs", "npm", "THROUGHLINE_NPM")
    if not postgres:
        say_loudly("the room on PostgreSQL and with several workers", "PostgreSQL", "THROUGHLINE_POSTGRES")
    found = {
        "THROUGHLINE_BROWSER": browser,
        "THROUGHLINE_SHELL": shell,
        "THROUGHLINE_NODE": node,
        "THROUGHLINE_NPM": npm,
        "THROUGHLINE_POSTGRES": postgres,
    }
    environment = os.environ | {variable: path for variable, path in found.items() if path}
    skip = [] if browser else ["-m", "not browser"]
    python = [sys.executable, "-m"]
    lint = ([*python, "ruff", "check", "."], [*python, "ruff", "format", "--check", "."])
    codes = [subprocess.call(command, cwd=ROOT, env=environment) for command in lint]
    if any(codes):
        print("The style check above failed, so this run fails whatever the tests say.", flush=True)
    codes.append(subprocess.call([*python, "pytest", *PYTEST, *skip, *arguments], cwd=ROOT, env=environment))
    if os.environ.get("CI") and not (browser and node and npm and (postgres or os.name == "nt")):
        sys.exit("Some tests could not run (see NOT TESTED above), and with CI set that is a failure.")
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
