"""What docs/own-sessions.md tells a coach to type works as it stands there, in order."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from kit import paths
from kit.updating import store

from .conftest import FILES, write
from .test_updating import copy_course, edit

TEXT = (paths.ROOT / "docs" / "own-sessions.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
EXAMPLES = re.findall(r"```\w+\n# (local/\S+)\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A coach's course with a work set of the team's, and a new version that was downloaded beside it."""
    folder = tmp_path_factory.mktemp("coach")
    new, course = copy_course(folder / "new"), copy_course(folder / "course")
    write(course / "local", {name: text for name, text in FILES.items() if name != "overrides.yaml"})
    edit(new / "facilitator_guides/05-fractions.md", "The idea to protect:", "The one idea to protect:")
    (course / "throughline-new.zip").write_bytes(store.zipped(store.read_folder(new)))
    return course


def run(course, words):
    environment = {**os.environ, "PYTHONPATH": str(course), "THROUGHLINE_LOCAL": str(course / "local")}
    code = "from kit.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_every_command_of_the_page_works_in_order(course):
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        program, *words = shlex.split(command)
        assert program == "throughline"
        done = run(course, words)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (course / "pages/L1-our-grade-4-fractions.html").exists()
    assert (course / "printables/L1/L1-cards-l1.html").exists()
    assert "The one idea to protect:" in (course / "facilitator_guides/05-fractions.md").read_text(
        encoding="utf-8"
    )


def test_every_example_of_the_page_is_sound(course):
    assert {name for name, _ in EXAMPLES} == {"local/overrides.yaml", "local/standards/crosswalk.csv"}
    write(course, dict(EXAMPLES))
    done = run(course, ["check"])
    assert done.returncode == 0, done.stderr


def test_every_folder_that_the_page_names_is_one_that_the_kit_knows():
    for name in ("items", "protocols", "glossary.yaml", "overrides.yaml", "standards/crosswalk.csv"):
        assert f"local/{name}" in TEXT
