"""Sessions and guides: what the check finds, and that running a notebook twice changes nothing."""

import shutil

import nbformat
import pytest

from kit import guides, paths, running, sessions
from kit.errors import KitError, UnknownName


@pytest.fixture
def spoilt(tmp_path):
    """A copy of session 05 and its guide that a test may spoil: a function from an edit to its problems."""
    for folder in (paths.SESSIONS, paths.GUIDES):
        shutil.copytree(folder, tmp_path / folder.name)
    path = tmp_path / "sessions" / "05-fractions.ipynb"

    def problems(edit) -> list[str]:
        notebook = nbformat.read(path, as_version=4)
        edit(notebook)
        nbformat.write(notebook, path)
        one = sessions.Session(path)
        return [str(problem) for problem in (*sessions.problems_in(one), *guides.problems_in(one))]

    return problems


def cell(notebook, id):
    return next(cell for cell in notebook.cells if cell.id == id)


@pytest.mark.parametrize("one", sessions.all_sessions(), ids=lambda one: one.number)
def test_each_session_and_its_guide_are_sound(one):
    assert list(sessions.problems_in(one)) == []
    assert list(guides.problems_in(one)) == []


@pytest.mark.parametrize("one", sessions.all_sessions(), ids=lambda one: one.number)
@pytest.mark.parametrize("path", sessions.PATHS)
def test_each_path_takes_as_long_as_it_says(one, path):
    assert one.minutes(path) == int(path)


@pytest.mark.parametrize("one", sessions.all_sessions(), ids=lambda one: one.number)
def test_running_again_changes_no_byte(one, tmp_path):
    copy = tmp_path / "sessions" / one.path.name
    copy.parent.mkdir()
    shutil.copy(one.path, copy)
    assert running.run(sessions.Session(copy)) is False
    assert copy.read_bytes() == one.path.read_bytes()


def test_minutes_that_do_not_add_up_are_told(spoilt):
    def edit(notebook):
        cell(notebook, "sort").metadata["throughline"]["minutes"]["75"] = 30

    found = spoilt(edit)
    assert any("75-minute path: adds up to 85 minutes" in problem for problem in found)
    assert any("says other minutes in its text" in problem for problem in found)
    assert any("Run sheet, sort, column 75" in problem for problem in found)


def test_two_activities_with_one_key_are_told(spoilt):
    def edit(notebook):
        cell(notebook, "sums").source = cell(notebook, "sums").source.replace("05/sums", "05/papers")

    assert any("05/papers: is the key of 2 activities" in problem for problem in spoilt(edit))


def test_a_key_of_another_session_is_told(spoilt):
    def edit(notebook):
        cell(notebook, "sums").source = cell(notebook, "sums").source.replace("05/sums", "06/sums")

    assert any("06/sums: is the key of another session" in problem for problem in spoilt(edit))


def test_a_notebook_stored_without_outputs_is_told(spoilt):
    def edit(notebook):
        cell(notebook, "papers").execution_count = None
        cell(notebook, "papers").outputs = []

    assert any("cell papers: is stored without its output" in problem for problem in spoilt(edit))


def test_a_block_that_the_guide_does_not_list_is_told(spoilt):
    def edit(notebook):
        added = nbformat.v4.new_markdown_cell(
            "## More\n\n*an extra (not in the 45-minute path; 90-minute path: 0)*"
        )
        added.id = "more"
        added.metadata["throughline"] = {"block": "more", "minutes": {"45": 0, "75": 0, "90": 0}}
        notebook.cells.append(added)

    assert any("does not list the notebook's blocks in order" in problem for problem in spoilt(edit))


def test_a_cell_that_fails_is_named_and_the_file_left_as_it_was(tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("nothing_here")]
    )
    notebook.cells[1].id = "broken"
    path = tmp_path / "05-broken.ipynb"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(KitError, match=r"05-broken.ipynb, cell broken: .*nothing_here"):
        running.run(sessions.Session(path))
    assert path.read_bytes() == before


def test_a_session_is_found_with_or_without_its_zero():
    assert sessions.session("5").number == sessions.session("05").number == "05"


def test_an_unknown_session_names_those_there_are():
    with pytest.raises(UnknownName, match=r"no session 42. Sessions: .*05"):
        sessions.session("42")
