"""`throughline data`: what it prints, what it asks, and how it fails, in a process of its own."""

import os
import subprocess
import sys

import pytest

from kit import paths

from .server import small_set


@pytest.fixture
def throughline(home, known, tmp_path):
    """Run the command with the small set in place of the course's catalogue."""
    (tmp_path / "set.json").write_text(known.model_dump_json())

    def run(*words, typed="", **environment):
        code = (
            "import sys, pathlib; from kit.downloads import sets, store\n"
            f"one = sets.DownloadSet.model_validate_json(pathlib.Path({str(tmp_path / 'set.json')!r}).read_text())\n"
            "sets.catalogue = store.catalogue = lambda: {one.id: one}\n"
            "import kit.downloads; kit.downloads.catalogue = sets.catalogue\n"
            "from kit.cli import main; main()"
        )
        return subprocess.run(
            [sys.executable, "-c", code, "data", *words],
            capture_output=True,
            text=True,
            cwd=paths.ROOT,
            input=typed,
            timeout=120,
            env={**os.environ, "COLUMNS": "120", **environment},
        )

    return run


def test_get_shows_the_licence_and_asks(throughline, home):
    done = throughline("get", "small", typed="y\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Licence: Own, us" in done.stdout and "Do what you like" in done.stdout
    assert "Do you accept this licence?" in done.stdout and "Small talk is ready" in done.stdout
    assert "a rule misses some" in done.stdout
    assert "is here already" in throughline("get", "small").stdout
    assert "yes" in throughline("list").stdout


@pytest.mark.parametrize("typed", ["n\n", ""])
def test_no_or_no_answer_installs_nothing(throughline, home, typed):
    done = throughline("get", "small", typed=typed)
    assert done.returncode == 1 and not (home / "small").exists()
    assert done.stderr.strip() == "The licence of Small talk was not accepted, so nothing was installed."


def test_a_wrong_checksum_is_one_line_and_a_failure(throughline, site, home):
    site.files["uptake_data.csv"] = b"x" * 10 + site.files["uptake_data.csv"][10:]
    done = throughline("get", "small", "--yes")
    assert done.returncode == 1 and not (home / "small").exists()
    assert len(done.stderr.strip().splitlines()) == 1
    assert "is not the file that the course knows" in done.stderr


def test_remove_asks_and_deletes(throughline, home):
    throughline("get", "small", "--yes")
    kept = throughline("remove", "small", typed="n\n")
    assert kept.returncode == 1 and "was kept" in kept.stderr and (home / "small").exists()
    gone = throughline("remove", "small", "--yes")
    assert gone.returncode == 0 and not (home / "small").exists()
    again = throughline("remove", "small", "--yes")
    assert again.returncode == 1 and "nothing to remove" in again.stderr


def test_an_unknown_name_lists_near_ones(throughline):
    done = throughline("get", "smal")
    assert done.returncode == 1 and "There is no data set “smal”. Perhaps: small." in done.stderr


def test_a_set_that_only_a_mirror_has_says_why(throughline, tmp_path):
    (tmp_path / "set.json").write_text(small_set(None).model_dump_json())
    done = throughline("get", "small", "--yes")
    assert done.returncode == 1
    assert "cannot be fetched from the network: it is not published." in done.stderr


def test_the_course_list_names_all_sets():
    code = "from kit.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "data", "list"],
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        env={**os.environ, "COLUMNS": "140"},
        timeout=120,
    )
    assert done.returncode == 0
    for words in ("uptake", "bridge", "talkmoves", "give-n", "MIT", "CC BY-NC-SA 4.0", "no (mirror only)"):
        assert words in done.stdout
