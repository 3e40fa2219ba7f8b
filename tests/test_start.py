"""What a newcomer meets in `python3 start.py`: real virtual environments and ports, and a stand-in for uv and Lab."""

import ast
import errno
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The Python that .venv comes from, without site-packages: nothing but the standard library, and no uv in it.
PYTHON = [sys._base_executable, "-S"]
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "UV_DEFAULT_INDEX": "http://127.0.0.1:9/"}

# Stands in for uv: notes its calls, "installs" a JupyterLab that listens where it is told, or fails as asked.
UV = """#!{python}
import os, pathlib, sys, time
if sys.argv[1] == "--version":
    sys.exit()
with open(os.environ["UV_CALLS"], "a") as calls:
    calls.write(" ".join(sys.argv[1:]) + chr(10))
fault = os.environ.get("UV_FAULT")
site = next(pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parent.parent.glob("lib/python*/site-packages"))
if fault == "hangs":
    (site / "half").mkdir()
    time.sleep(60)
if fault:
    sys.exit(fault)
(site / "jupyterlab-4.dist-info").mkdir(exist_ok=True)
(site / "jupyterlab").mkdir(exist_ok=True)
(site / "jupyterlab" / "__main__.py").write_text('''{lab}''')
"""
LAB = """import os, socket, sys, time
with open(os.environ["LAB_CALLS"], "a") as calls:
    calls.write(" ".join(sys.argv[1:]) + chr(10))
if os.environ.get("LAB_FAULT"):
    sys.exit(os.environ["LAB_FAULT"])
port = next(int(a.split("=")[1]) for a in sys.argv if a.startswith("--ServerApp.port="))
server = socket.create_server(("127.0.0.1", port))
time.sleep(60)
"""

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts with a #! line")


class Checkout:
    """A copy of the course on a computer of its own, and what was run there."""

    def __init__(self, folder: Path):
        self.folder, self.venv = folder / "course", folder / "course" / ".venv"
        self.bin, self.uv_calls, self.lab_calls = folder / "bin", folder / "uv.txt", folder / "lab.txt"
        for name in (
            "start.py",
            "pyproject.toml",
            "locks/course.txt",
            "locks/test.txt",
            "kit/lab/overrides.json",
            "kit/lab/jupyter_server_config.json",
        ):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        (self.folder / "sessions").mkdir()
        for name in ("00-welcome", "05-fractions"):
            (self.folder / "sessions" / f"{name}.ipynb").write_text("{}")
        self.bin.mkdir()
        (self.bin / "uv").write_text(UV.format(python=sys._base_executable, lab=LAB))
        (self.bin / "uv").chmod(0o755)

    def environment(self, **more: str) -> dict[str, str]:
        ours = {"PATH": str(self.bin), "UV_CALLS": str(self.uv_calls), "LAB_CALLS": str(self.lab_calls)}
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "JUPYTER"))}
        return kept | ours | NOWHERE | more

    def begin(self, *arguments: str, **environment: str) -> subprocess.Popen:
        return subprocess.Popen(
            [*PYTHON, "start.py", "--no-browser", *arguments],
            cwd=self.folder,
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def start(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Start; once Lab runs press Ctrl-C; return the exit code and all that was printed."""
        run, printed = self.begin(*arguments, **environment), ""
        for line in run.stdout:
            printed += line
            if "Ctrl-C here" in line:
                run.send_signal(signal.SIGINT)
        return run.wait(), printed

    def fails(self, *arguments: str, **environment: str) -> str:
        """Start, which has to fail with one sentence as its last line; return that."""
        code, printed = self.start(*arguments, **environment)
        assert code != 0, printed
        assert "Traceback" not in printed
        assert printed.endswith(".\n")
        return printed.splitlines()[-1]

    def called(self, calls: Path) -> list[str]:
        return calls.read_text().splitlines() if calls.exists() else []


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


@pytest.fixture
def ready(checkout):
    """A course that was started once."""
    assert checkout.start()[0] == 0
    checkout.uv_calls.unlink()
    checkout.lab_calls.unlink()
    return checkout


def load(path: str):
    """Import a file of the checkout that is no module of a package."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def older_pythons() -> list[str]:
    places = sorted((Path.home() / ".pyenv" / "versions").glob("*/bin/python"))
    places += [
        Path(found) for name in ("python2.7", "python3.6", "python3.9") if (found := shutil.which(name))
    ]
    version = "import sys; print(sys.version_info < (3, 11))"
    runs = [subprocess.run([p, "-c", version], capture_output=True, text=True) for p in places]
    return [str(place) for place, run in zip(places, runs, strict=True) if run.stdout.strip() == "True"]


# --- Python ---


def test_an_old_python_gets_one_sentence():
    pythons = older_pythons()
    if not pythons:
        pytest.skip("no Python older than 3.11 on this computer")
    for python in pythons:
        run = subprocess.run([python, str(ROOT / "start.py")], capture_output=True, text=True)
        assert run.returncode != 0
        assert run.stderr.startswith("Throughline needs Python 3.11 or newer, and this is Python ")
        assert run.stderr.count("\n") == 1


def test_an_old_python_can_read_the_file():
    nodes = list(ast.walk(ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 4))))
    new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Nonlocal)
    assert not [node.lineno for node in nodes if isinstance(node, new)]
    assert not [
        node.lineno for node in nodes if getattr(node, "annotation", None) or getattr(node, "returns", None)
    ]


# --- Set-up ---


@posix
def test_a_first_start_sets_up_and_opens_the_first_session(checkout):
    code, printed = checkout.start()
    assert code == 0
    assert "Setting up Throughline" in printed and "Ready: 1 packages in" in printed
    locked, kit = checkout.called(checkout.uv_calls)
    assert "--require-hashes" in locked and str(Path("locks", "course.txt")) in locked
    assert "--no-deps --no-build-isolation -e" in kit
    (lab,) = checkout.called(checkout.lab_calls)
    assert "--ServerApp.ip=127.0.0.1" in lab and "default_url=/lab/tree/sessions/00-welcome.ipynb" in lab
    assert "/lab/tree/sessions/00-welcome.ipynb?token=" in printed
    assert printed.endswith("JupyterLab has stopped.\n")


@posix
def test_a_second_start_runs_no_installer(ready):
    code, printed = ready.start()
    assert code == 0
    assert printed.startswith("JupyterLab is running")
    assert ready.called(ready.uv_calls) == []


@posix
@pytest.mark.parametrize("name", ["pyproject.toml", "locks/course.txt", "kit/lab/overrides.json"])
def test_a_changed_course_updates_what_is_there(ready, name):
    marker = ready.venv / "still-here"
    marker.touch()
    with (ready.folder / name).open("a") as file:
        file.write("\n")
    assert "Updating .venv" in ready.start()[1]
    assert marker.exists() and len(ready.called(ready.uv_calls)) == 2


@posix
def test_an_interrupted_setup_says_one_line_and_is_mended(checkout):
    run = checkout.begin(UV_FAULT="hangs")
    while not list(checkout.venv.glob("lib/python*/site-packages/half")):
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    printed = run.communicate()[0]
    assert run.returncode == 130
    assert (
        printed.endswith("\nStopped. Run the same command again to go on.\n") and "Traceback" not in printed
    )
    code, printed = checkout.start()
    assert code == 0 and "Mending .venv" in printed
    assert not list(checkout.venv.glob("lib/python*/site-packages/half"))


@posix
def test_a_second_setup_waits_for_the_first(checkout):
    first = checkout.begin(UV_FAULT="hangs")
    while not checkout.uv_calls.exists():
        time.sleep(0.02)
    assert "being set up here already" in checkout.fails()
    first.terminate()
    first.communicate()


def lose_python(checkout):
    (checkout.venv / "bin" / "python").unlink()


def lose_package(checkout):
    shutil.rmtree(next(checkout.venv.glob("lib/python*/site-packages/jupyterlab")))


def spoil_stamp(checkout):
    (checkout.venv / "throughline-setup.json").write_text('{"ready"')


def have_been_elsewhere(checkout):
    stamp = json.loads((checkout.venv / "throughline-setup.json").read_text())
    (checkout.venv / "throughline-setup.json").write_text(json.dumps(stamp | {"folder": "/elsewhere"}))


@posix
@pytest.mark.parametrize("damage", [lose_python, lose_package, spoil_stamp, have_been_elsewhere])
def test_a_broken_environment_is_made_anew(ready, damage):
    damage(ready)
    code, printed = ready.start()
    assert code == 0 and printed.startswith(("Mending .venv", "Renewing .venv"))
    assert len(ready.called(ready.lab_calls)) == 1
    assert ready.start()[1].startswith("JupyterLab is running")


@posix
def test_an_environment_that_somebody_else_made_is_added_to(checkout):
    subprocess.run([*PYTHON, "-m", "venv", "--without-pip", str(checkout.venv)], check=True)
    theirs = checkout.venv / "theirs"
    theirs.touch()
    run = checkout.begin(UV_FAULT="hangs")
    while not checkout.uv_calls.exists():
        time.sleep(0.02)
    run.terminate()
    run.communicate()
    assert checkout.start()[0] == 0
    assert theirs.exists()
    assert checkout.start()[1].startswith("JupyterLab is running")


# --- What goes wrong ---


@posix
def test_without_a_network_there_is_one_sentence(checkout):
    (checkout.bin / "uv").unlink()
    sentence = checkout.fails(PIP_RETRIES="1", PIP_NO_CACHE_DIR="1", PIP_CONFIG_FILE=os.devnull)
    assert sentence.startswith("No connection to the package index pypi.org")
    assert "127.0.0.1" in (checkout.venv / "install.log").read_text()


@posix
def test_a_disk_that_fills_up_is_named_at_once(checkout):
    sentence = checkout.fails(UV_FAULT="failed to write to file: No space left on device (os error 28)")
    assert sentence.startswith("The disk is full: ")
    assert len(checkout.called(checkout.uv_calls)) == 1


@posix
def test_a_really_full_disk_gets_the_sentence(tmp_path):
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path], capture_output=True
    ).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        checkout = Checkout(tmp_path)
        (tmp_path / "filler").write_bytes(b"")
        try:
            with (tmp_path / "filler").open("wb", buffering=0) as filler:
                while True:
                    filler.write(b"x" * 4096)
        except OSError as error:
            assert error.errno == errno.ENOSPC
        assert checkout.fails().startswith("The disk is full: 0 MB are free")
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


@posix
def test_a_folder_that_cannot_be_written_gets_the_sentence(tmp_path):
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], capture_output=True
    ).returncode:
        pytest.skip("a read-only disk can be mounted by root only")
    try:
        checkout = Checkout(tmp_path)
        subprocess.run(["mount", "-o", "remount,ro", tmp_path], check=True)
        assert checkout.fails().startswith(f"Throughline cannot write in {checkout.folder}")
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


@posix
def test_a_file_in_the_place_of_the_environment_is_named(checkout):
    checkout.venv.touch()
    assert checkout.fails() == f"{checkout.venv} is a file, and Throughline needs a folder there: rename it."


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("/usr/bin/python3: No module named ensurepip", "This Python lacks its venv module"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is",
        ),
        ("ERROR: [WinError 112] There is not enough space on the disk", "The disk is full"),
        (
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))",
            "This network opens secure",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A downloaded package is not",
        ),
        ("[Errno 13] Permission denied: '.venv/lib/python3.11/site-packages'", "Throughline cannot write in"),
        ("[Errno -3] Temporary failure in name resolution')': /simple/anyio/", "No connection"),
        ("error: Failed to fetch: `https://pypi.org/simple/anyio/`", "No connection"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "Some package is not ready-made"),
        ("Illegal instruction", "The set-up did not finish: the last lines of "),
    ],
)
def test_what_an_installer_prints_becomes_a_sentence(printed, sentence):
    start = load("start.py")
    assert start.explain(printed).startswith(sentence)
    assert "{" not in start.explain(printed)


# --- JupyterLab ---


@posix
@pytest.mark.parametrize("number", ["05", "5"])
def test_a_session_is_opened_by_its_number(ready, number):
    assert "/lab/tree/sessions/05-fractions.ipynb?token=" in ready.start("--session", number)[1]


@posix
def test_an_unknown_session_is_told_before_any_setup(checkout):
    sentence = "There is no session 42; there are: 00 welcome, 05 fractions."
    assert checkout.fails("--session", "42") == sentence
    assert not checkout.venv.exists()


@posix
def test_a_taken_port_is_told_before_any_setup(checkout):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert checkout.fails("--port", port).startswith(f"Port {port} is taken")
    assert not checkout.venv.exists()


@posix
def test_without_a_wanted_port_the_next_free_one_is_taken(ready):
    port = load("start.py").choose_port(None)
    with socket.create_server(("127.0.0.1", port)):
        code, printed = ready.start()
    assert code == 0
    assert "http://127.0.0.1:" in printed and f"http://127.0.0.1:{port}/" not in printed


@posix
def test_a_lab_that_dies_is_explained_by_its_log(ready):
    assert str(ready.venv / "lab.log") in ready.fails(LAB_FAULT="no kernel today")
    assert "no kernel today" in (ready.venv / "lab.log").read_text()


# --- Settings ---


def test_the_shipped_settings_are_ones_that_jupyterlab_knows():
    import jsonschema

    share = Path(sys.prefix, "share", "jupyter")
    folders = [share / "lab" / "schemas", *share.glob("labextensions/**/schemas")]
    for name, values in json.loads((ROOT / "kit/lab/overrides.json").read_text()).items():
        package, plugin = name.split(":")
        files = [f for folder in folders if (f := folder / package / f"{plugin}.json").exists()]
        assert files, f"{name} is no plugin of this JupyterLab"
        schema = json.loads(files[0].read_text())
        assert set(values) <= set(schema["properties"]), name
        jsonschema.validate(
            values, {"definitions": schema.get("definitions", {}), "properties": schema["properties"]}
        )


def test_jupyterlab_has_the_shipped_settings():
    installed = Path(sys.prefix, "share", "jupyter", "lab", "settings", "overrides.json")
    assert json.loads(installed.read_text()) == json.loads((ROOT / "kit/lab/overrides.json").read_text())


# --- Tests ---


@pytest.fixture
def run_tests(monkeypatch):
    """tests/run.py on a computer with no browser, Node, npm or PostgreSQL, where nothing can be installed."""
    module, commands = load("tests/run.py"), []
    for name in ("THROUGHLINE_BROWSER", "THROUGHLINE_NODE", "THROUGHLINE_NPM", "THROUGHLINE_POSTGRES", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "browser_places", list)
    monkeypatch.setattr(module, "node_places", list)
    monkeypatch.setattr(module, "npm_places", list)
    monkeypatch.setattr(module, "postgres_places", list)
    monkeypatch.setattr(module, "apt_install", lambda package: None)
    monkeypatch.setattr(
        module.subprocess, "call", lambda command, **kept: commands.append((command, kept)) or 0
    )
    module.commands = commands
    return module


def test_without_a_browser_it_is_said_loudly_what_is_not_tested(run_tests, capsys):
    assert run_tests.main([]) == 0
    printed = capsys.readouterr().out
    for lost in (
        "whatever needs a browser",
        "the JavaScript modules",
        "the room on a JupyterHub",
        "the room on PostgreSQL",
    ):
        assert f"NOT TESTED: {lost}" in printed
    pytest_command = run_tests.commands[-1][0]
    assert pytest_command[pytest_command.index("-m", 3) + 1] == "not browser"


def test_without_a_browser_ci_fails(run_tests, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="with CI set that is a failure"):
        run_tests.main([])


@posix
def test_named_programs_are_used(run_tests, monkeypatch, tmp_path):
    program = tmp_path / "any"
    program.write_text("#!/bin/sh\necho v20.1.0\n")
    program.chmod(0o755)
    monkeypatch.setenv("THROUGHLINE_BROWSER", str(program))
    monkeypatch.setenv("THROUGHLINE_NODE", str(program))
    monkeypatch.setenv("THROUGHLINE_NPM", str(program))
    monkeypatch.setenv("THROUGHLINE_POSTGRES", str(program))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match=r"THROUGHLINE_POSTGRES names .* which does not run"):
        run_tests.main([])  # a client of PostgreSQL has no initdb beside it
    (tmp_path / "initdb").touch()
    assert run_tests.main(["-k", "journal"]) == 0
    command, kept = run_tests.commands[-1]
    assert command[-2:] == ["-k", "journal"] and "not browser" not in command
    names = ("THROUGHLINE_BROWSER", "THROUGHLINE_NODE", "THROUGHLINE_NPM", "THROUGHLINE_POSTGRES")
    assert {kept["env"][name] for name in names} == {str(program)}


def test_a_named_browser_that_does_not_run_is_named(run_tests, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_BROWSER", "/no/such/browser")
    with pytest.raises(SystemExit, match="THROUGHLINE_BROWSER names /no/such/browser, which does not run"):
        run_tests.main([])


@posix
def test_a_node_that_is_too_old_is_none(run_tests, tmp_path):
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v16.20.0\n")
    node.chmod(0o755)
    assert not run_tests.is_node(str(node))


def test_lint_that_fails_fails_the_run(run_tests, monkeypatch):
    monkeypatch.setattr(run_tests.subprocess, "call", lambda command, **kept: int("check" in command))
    assert run_tests.main([]) == 1
