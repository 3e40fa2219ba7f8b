#!/usr/bin/env python3
"""Set up Throughline in `.venv` and open it in JupyterLab; `start.py test` sets up for and runs every test.

It runs before anything is installed, so it is one file and uses the standard library only. It holds no f-string
and no annotation: a Python as old as 2.7 has to get as far as the sentence below, not stop at a SyntaxError.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Throughline needs Python 3.11 or newer, and this is Python {}.{}: install a newer one "
        "from python.org/downloads, then run start.py with it.".format(*sys.version_info[:2])
    )

import argparse
import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "throughline-setup.json"
INSTALL_LOG = VENV / "install.log"
LAB_LOG = VENV / "lab.log"
# What decides whether the environment is up to date. The settings are in it because an editable install copies them.
LOCKS = {"course": ROOT / "locks" / "course.txt", "test": ROOT / "locks" / "test.txt"}
LAB = ROOT / "kit" / "lab"
ALSO_DECIDES = (ROOT / "pyproject.toml", LAB / "overrides.json", LAB / "jupyter_server_config.json")
# Run from inside .venv, this file may have to replace .venv: then the Python that .venv was made from does it.
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
AGAIN = "run the same command again"
FULL_DISK = (
    "The disk is full: {free} MB are free here, and Throughline needs about 1000 MB while it is set up (downloads wait "
    "in {temp}). Free some space, then " + AGAIN + "."
)
NOT_WRITABLE = (
    "Throughline cannot write in {root}: if JupyterLab is running from there, stop it; otherwise move the folder to a "
    "place where you may write, such as Documents, then " + AGAIN + "."
)
NO_VENV = (
    "This Python lacks its venv module, which Throughline is installed with: on Debian and Ubuntu run "
    "`sudo apt install python3-venv`, then " + AGAIN + "."
)
FILTERED = (
    "This network opens secure connections on the way (a school's filter does that), so nothing can be "
    "downloaded safely: use another network once, or ask your IT staff to let pypi.org through."
)
OTHER_HASH = (
    "A downloaded package is not the one that this course was tested with, so it was not installed: try "
    "another network; if it stays so, please report it with {log}."
)
LONG_PATH = (
    "The folder's path is too long for Windows: move it to a short one such as C:\\throughline, then "
    + AGAIN
    + "."
)
NO_NETWORK = (
    "No connection to the package index pypi.org, which a set-up needs: check the network (and its proxy, if "
    "there is one), then " + AGAIN + "."
)
NO_WHEEL = (
    "Some package is not ready-made for Python {python} on this computer: use a 64-bit Python 3.11, 3.12 or "
    "3.13 from python.org/downloads."
)
# What an installer printed, and the sentence for it. The first that matches counts: a refusing proxy also looks
# like a broken download, and without a network pip ends by saying that no such package exists.
CAUSES = (
    (r"No space left|Disk quota|not enough space on the disk|os error (28|112)\b|WinError 112", FULL_DISK),
    (r"No module named '?(venv|ensurepip)", NO_VENV),
    (r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer", FILTERED),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", OTHER_HASH),
    (r"[Ll]ong [Pp]ath", LONG_PATH),
    (r"Permission denied|Access is denied|Read-only file system|os error (13|30)\b", NOT_WRITABLE),
    (
        r"name resolution|getaddrinfo|Name or service not known|NewConnectionError|dns error|[Tt]imed out|Timeout"
        r"|Connection re(fused|set)|unreachable|error sending request|ProxyError|Max retries|Failed to fetch",
        NO_NETWORK,
    ),
    (r"No matching distribution|no wheels? with a matching|No solution found", NO_WHEEL),
)


class Problem(Exception):
    """Something the person at the keyboard can act on, as one sentence for them."""


def say(text, end="\n"):
    """Print `text` now, also where the console cannot show every letter of a folder's name."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + end)
    sys.stdout.flush()


def fill(sentence):
    """Put this computer's facts into a sentence of CAUSES."""
    return sentence.format(
        free=shutil.disk_usage(ROOT).free // 2**20,
        temp=tempfile.gettempdir(),
        root=ROOT,
        log=INSTALL_LOG,
        python="{}.{}".format(*sys.version_info[:2]),
    )


def explain(output):
    """Return the sentence for what an installer printed; its log where the cause is not known."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, output):
            return fill(sentence)
    return fill("The set-up did not finish: the last lines of {log} tell why. Then " + AGAIN + ".")


def explain_os_error(error):
    """Return the sentence for an error of the file system."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return fill(FULL_DISK)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return fill(NOT_WRITABLE)
    return "The set-up stopped: {}.".format(error)


# --- The environment: what there is, what it lacks -------------------------------------------------------------


def venv_python_version():
    """Return "3.11" for a `.venv` whose Python runs, None for one that does not."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        return subprocess.check_output(
            [PYTHON, "-I", "-S", "-c", code], text=True, stderr=subprocess.DEVNULL
        ).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def fingerprint(which):
    """Return a hash of everything that decides what the "course" or "test" environment holds."""
    digest = hashlib.sha256()
    for path in (LOCKS[which],) + ALSO_DECIDES:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def installed_names(python):
    """Return the names in site-packages: a few hundred, read in a millisecond."""
    folder = VENV / ("Lib" if WINDOWS else "lib/python" + python) / "site-packages"
    return sorted(p.name for p in folder.iterdir() if p.name != "__pycache__") if folder.is_dir() else []


def read_stamp():
    """Return what the last set-up wrote; {} for one that did not finish, None where it never ran."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp):
    """Write the stamp in one piece: a reader never sees half of it."""
    unfinished = STAMP.with_suffix(".part")
    unfinished.write_text(json.dumps(stamp), encoding="utf-8")
    unfinished.replace(STAMP)


def diagnose(which):
    """Return (what to do, why): "nothing", "create", "update" or "replace" the environment.

    A half-made one is replaced and not completed: pip takes a package whose unpacking was cut short for installed.
    A `.venv` that somebody else made ("theirs") is only added to, unless its Python does not run.
    """
    if not os.path.lexists(VENV):
        return "create", "Setting up Throughline in {}".format(VENV)
    if not VENV.is_dir():
        raise Problem("{} is a file, and Throughline needs a folder there: rename it.".format(VENV))
    python, stamp = venv_python_version(), read_stamp()
    if python is None:
        return "replace", "Mending .venv: its Python does not run (moved, removed, or from another computer)"
    theirs = stamp is None or stamp.get("theirs")
    if theirs and tuple(map(int, python.split("."))) < (3, 11):
        raise Problem("{} is of Python {}, which is too old: rename or delete it.".format(VENV, python))
    if stamp is None:
        why = "Adding Throughline to the .venv that is here"
    elif not stamp.get("ready"):
        why = "Mending .venv: its set-up did not finish"
    elif stamp.get("folder") != str(ROOT) or stamp.get("python") != python:
        why = "Renewing .venv: the folder was moved, or its Python has changed"
    elif not set(stamp.get("names", ())) <= set(installed_names(python)):
        why = "Mending .venv: packages are missing from it"
    elif stamp["ready"].get(which) != fingerprint(which):
        return "update", "Updating .venv"
    else:
        return "nothing", ""
    return ("update" if theirs else "replace"), why


# --- Installing -----------------------------------------------------------------------------------------------


def child_environment(**more):
    """Return the environment for what runs in `.venv`: nothing that would point it at another Python."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PIP_TARGET")}
    environment.update(PIP_USER="0", VIRTUAL_ENV=str(VENV), **more)
    return environment


def find_uv():
    """Return the command for a working uv, or None."""
    commands = [[shutil.which("uv")]] if shutil.which("uv") else []
    if importlib.util.find_spec("uv"):
        commands.append([sys.executable, "-m", "uv"])
    for command in commands:
        with contextlib.suppress(OSError):
            if subprocess.run(command + ["--version"], capture_output=True).returncode == 0:
                return command
    return None


@contextlib.contextmanager
def progress(task, total):
    """Show what goes on: on a terminal one line rewritten each second, elsewhere a line every 15 seconds.

    Yields a function that takes in the lines that the installer prints.
    """
    terminal, began, over = sys.stdout.isatty(), time.monotonic(), threading.Event()
    state = {"done": 0, "total": total, "doing": ""}

    def show():
        while not over.wait(1 if terminal else 15):
            count = ": {done} of {total} packages".format(**state) if state["done"] else ""
            line = "  {}{}{}, {:.0f} s".format(task, count, state["doing"], time.monotonic() - began)
            say("\r" + line[:78].ljust(78) if terminal else line, end="" if terminal else "\n")

    def read(line):
        if line.startswith("Ignoring "):  # locked for another system
            state["total"] -= 1
        elif re.match(r"(Collecting|Processing|Requirement already satisfied)\b", line):
            state["done"] += 1
        elif re.match(r"(Installing collected packages|Prepared )", line):
            state["doing"] = ", now unpacking them"
        elif line.startswith((" Downloaded ", "Downloading ")) and not state["done"]:  # uv counts nothing
            state["doing"] = ", " + line.strip().lower()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield read
    finally:
        over.set()
        thread.join()
        if terminal:
            say("\r" + " " * 78 + "\r", end="")


def run_logged(command, task, total=0):
    """Run `command` with its output in the install log, showing progress. Raises Problem with the cause."""
    output = []
    with INSTALL_LOG.open("a", encoding="utf-8") as log, progress(task, total) as read:
        log.write("$ {}\n".format(" ".join(map(str, command))))
        log.flush()
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=child_environment(PYTHONUNBUFFERED="1", PYTHONUTF8="1"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        try:
            for line in child.stdout:
                output.append(line)
                log.write(line)
                read(line)
            failed = child.wait()
        finally:  # Ctrl-C must not leave an installer at work behind our back
            if child.poll() is None:
                child.terminate()
                child.wait()
    if failed:
        raise Problem(explain("".join(output)))


def install(pip, lock, what):
    """Install the locked packages and then the kit, with uv's or pip's command."""
    # Wheels only: nothing that is not in the lock gets built or run, and no compiler is needed.
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    run_logged(pip + locked, "fetching {}".format(what), len(re.findall(r"^\S+==", lock.read_text(), re.M)))
    run_logged(pip + ["--no-deps", "--no-build-isolation", "-e", ROOT], "adding Throughline itself")


def install_with_any(lock):
    """Install with uv where there is one, else with pip; also where uv fails, for pip may know a school's mirror."""
    uv = find_uv()
    if uv:
        try:  # compiled now, as pip does: a first Lab would otherwise wait for it
            return install(uv + ["pip", "install", "--compile-bytecode", "--python", PYTHON], lock, "with uv")
        except Problem as problem:
            if "disk is full" in str(problem):
                raise
            say("  uv could not do it; trying pip.")
    if subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode:
        run_logged([PYTHON, "-m", "ensurepip", "--default-pip"], "adding pip")
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    return install(pip, lock, "with pip")


@contextlib.contextmanager
def only_one_setup():
    """Hold the folder for one set-up at a time: a second would take the first's `.venv` for a broken one."""
    try:
        import fcntl
    except ImportError:  # Windows itself refuses to remove files that a running set-up has open
        yield
        return
    with Path(__file__).open("rb") as held:
        busy = False
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:  # any other error: a network folder without locks
            busy = isinstance(error, BlockingIOError)
        if busy:
            raise Problem("Throughline is being set up here already: wait until that is done.")
        yield


def prepare(which):
    """Make `.venv` hold the locked packages of "course" or "test" and the kit, unless it does already."""
    if diagnose(which)[0] == "nothing":
        return
    with only_one_setup():
        action, why = diagnose(which)
        began = time.monotonic()
        say(why + ".")
        if action != "update":
            say(
                "This takes under a minute on a fast connection, several on a slow one; later starts take seconds."
            )
        theirs = action == "update" and (read_stamp() or {"theirs": True}).get("theirs", False)
        if action == "replace":
            shutil.rmtree(VENV)
        VENV.mkdir(exist_ok=True)
        stamp = {"folder": str(ROOT), "theirs": theirs}
        write_stamp(stamp)  # without "ready", which comes last: so an interrupted set-up can be told
        INSTALL_LOG.write_text("", encoding="utf-8")
        if action != "update":
            run_logged([BASE_PYTHON, "-m", "venv", "--without-pip", VENV], "making .venv")
        install_with_any(LOCKS[which])
        python = venv_python_version()
        names = installed_names(python)
        ready = {name: fingerprint(name) for name in {"course", which}}  # the test lock holds the course's
        write_stamp(dict(stamp, python=python, names=names, ready=ready))
        with contextlib.suppress(
            OSError
        ):  # what was installed, before anybody edits it: updates merge with it
            remember = [PYTHON, "-m", "kit.updating.store"]
            subprocess.call(remember, cwd=ROOT, env=child_environment(), stderr=subprocess.DEVNULL)
        count = sum(name.endswith(".dist-info") for name in names)
        say("Ready: {} packages in {:.0f} s.".format(count, time.monotonic() - began))


# --- JupyterLab -----------------------------------------------------------------------------------------------


def choose_session(number):
    """Return the notebook of a session by its number, the first one for None."""
    notebooks = sorted((ROOT / "sessions").glob("*.ipynb"))
    if not notebooks:
        raise Problem("There is no notebook in {}: download Throughline again.".format(ROOT / "sessions"))
    for notebook in notebooks:
        if number is None or notebook.stem.split("-")[0] == number.zfill(2):
            return notebook
    there = ", ".join(n.stem.replace("-", " ", 1).replace("-", " ") for n in notebooks)
    raise Problem("There is no session {}; there are: {}.".format(number, there))


def is_free(port):
    """Tell whether this computer's `port` can be listened on."""
    with socket.socket() as probe:
        if not WINDOWS:  # there, the option means taking over a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(wanted):
    """Return the port that was asked for, or else the first free one from 8888 on."""
    if wanted is None:
        for port in range(8888, 8988):
            if is_free(port):
                return port
        raise Problem("The ports 8888 to 8987 are all taken: name a free one, as in `--port 9500`.")
    if not 1 <= wanted <= 65535:
        raise Problem("{} is no port: give a number from 1024 to 65535, or no --port.".format(wanted))
    if not is_free(wanted):
        raise Problem("Port {} is taken by another program: give another, or no --port.".format(wanted))
    return wanted


def lab_command(notebook, port, browser):
    """Return the command that runs JupyterLab on this computer only, open at `notebook`."""
    command = [PYTHON, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"]
    command += ["--ServerApp.port={}".format(port), "--ServerApp.port_retries=0"]
    command += ["--ServerApp.root_dir={}".format(ROOT), "--ServerApp.answer_yes=True"]
    command += ["--LabApp.default_url=" + lab_path(notebook)]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container; it listens on this computer only
        command.append("--allow-root")
    return command


def lab_path(notebook):
    """Return the path under which JupyterLab opens a notebook."""
    return "/lab/tree/" + quote(notebook.relative_to(ROOT).as_posix())


def stop(child):
    """Stop JupyterLab and its kernels in good order; Windows has passed Ctrl-C on to it already."""
    if not WINDOWS:
        child.terminate()  # not SIGINT: without a terminal JupyterLab may ignore that
    try:
        child.wait(15)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def open_lab(notebook, port, browser):
    """Run JupyterLab until it is stopped; return its exit code. What it prints goes to its log."""
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(16)
    began = time.monotonic()
    # Nowhere for its log: an installation that this person may only read.
    log_file = LAB_LOG if os.access(VENV, os.W_OK) else Path(os.devnull)
    with log_file.open("w", encoding="utf-8") as log:
        child = subprocess.Popen(
            lab_command(notebook, port, browser),
            cwd=ROOT,
            env=child_environment(JUPYTER_TOKEN=token),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=not WINDOWS,  # so that Ctrl-C reaches it once, through stop()
        )
        try:
            while child.poll() is None and not answers(port):
                time.sleep(0.05)
            if child.poll() is None:
                say("JupyterLab is running after {:.1f} s:".format(time.monotonic() - began))
                say("  http://127.0.0.1:{}{}?token={}".format(port, lab_path(notebook), token))
                say("Keep this window open while you work. Ctrl-C here stops JupyterLab.")
            code = child.wait()
        except KeyboardInterrupt:
            stop(child)
            say("\nJupyterLab has stopped.")
            return 0
    if code:
        raise Problem("JupyterLab stopped by itself (code {}): the reason is in {}.".format(code, LAB_LOG))
    say("JupyterLab has stopped.")
    return 0


def answers(port):
    """Tell whether something listens on this computer's `port`."""
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
    except OSError:
        return False
    return True


# --- The command ----------------------------------------------------------------------------------------------


def interrupt(*_):
    """Make a request to end look like Ctrl-C."""
    raise KeyboardInterrupt


def run(arguments):
    """Carry out the command; return its exit code."""
    if arguments[:1] == ["test"]:
        prepare("test")
        return subprocess.call(
            [PYTHON, ROOT / "tests" / "run.py"] + arguments[1:], cwd=ROOT, env=child_environment()
        )
    parser = argparse.ArgumentParser(
        description="Set up Throughline and open it in JupyterLab.",
        epilog="`start.py test` sets up for the tests and runs all of them; what follows `test` goes to pytest.",
    )
    parser.add_argument("--session", metavar="NN", help="open this session, such as 05; otherwise the first")
    parser.add_argument("--port", type=int, metavar="N", help="otherwise the first free one from 8888 on")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    options = parser.parse_args(arguments)
    notebook = choose_session(options.session)
    choose_port(options.port)  # asked now, so that a taken port is told before the set-up and not after it
    prepare("course")
    return open_lab(notebook, choose_port(options.port), not options.no_browser)


def main():
    """Run, and turn whatever goes wrong into one sentence."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    try:
        return run(sys.argv[1:])
    except Problem as problem:
        sentence, code = str(problem), 1
    except OSError as error:
        sentence, code = explain_os_error(error), 1
    except KeyboardInterrupt:
        sentence, code = "\nStopped. Run the same command again to go on.", 130
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
