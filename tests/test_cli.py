"""The command line: what each command prints, and that errors are sentences."""

import os
import subprocess
import sys

from kit import paths, sessions


def throughline(*words: str) -> subprocess.CompletedProcess:
    code = "from kit.cli import main; main()"
    env = {**os.environ, "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        env=env,
        timeout=120,
    )


def test_sessions_lists_what_there_is_with_minutes():
    done = throughline("sessions")
    assert done.returncode == 0
    assert "Fractions: what an answer shows" in done.stdout
    assert "Sort real work" in done.stdout and "75 min" in done.stdout


def test_check_passes_on_the_course():
    done = throughline("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "are sound" in done.stdout


def test_an_unknown_session_is_one_sentence_and_a_failure():
    done = throughline("run", "42")
    there = ", ".join(one.number for one in sessions.all_sessions())
    assert done.returncode == 1
    assert done.stderr.strip() == f"There is no session 42. Sessions: {there}, gallery."
    assert "Traceback" not in done.stderr


def test_run_without_a_session_says_what_to_write():
    done = throughline("run")
    assert done.returncode == 1
    assert "throughline run 05" in done.stderr


def test_open_of_an_unknown_session_starts_nothing():
    done = throughline("open", "42")
    assert done.returncode == 1 and "There is no session 42" in done.stderr
