"""An update over a course that a coach has changed: merged or kept, never overwritten, and safe to break off."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from kit import paths, updating_cli
from kit.errors import KitError
from kit.updating import apply, store, update
from kit.updating.notebooks import marked

SESSION = "sessions/05-fractions.ipynb"
GUIDE = "facilitator_guides/05-fractions.md"
PROGRESSION = "data/progressions/fractions.yaml"


def copy_course(to: Path) -> Path:
    for name in store.files_in(paths.ROOT):
        if not name.startswith(("tests/", "docs/")):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(paths.ROOT / name, to / name)
    return to


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The course as it is shipped, and a newer version of it."""
    folder = tmp_path_factory.mktemp("shipped")
    old, new = copy_course(folder / "old"), copy_course(folder / "throughline-0.2.0")
    edit(new / "pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    notebook(
        new, lambda found: cell(found, "title").update(source=cell(found, "title").source + "\n\nRevised.")
    )
    notebook(
        new,
        lambda found: cell(found, "predict-talk").update(source="These were not your students. (New words.)"),
    )
    edit(new / GUIDE, "The idea to protect:", "The one idea to protect:")
    edit(new / PROGRESSION, "name: Counts pieces", "name: Counts the pieces")
    edit(new / "kit/errors.py", '"""Errors that', '"""The errors that')
    (new / "data/lessons/six-posters-in-four-minutes.yaml").unlink()
    (new / "sessions/11-new.ipynb").write_bytes((new / "sessions/10-discourse.ipynb").read_bytes())
    return old, new


@pytest.fixture
def course(shipped, tmp_path, monkeypatch):
    """A coach's course, set up and not yet changed."""
    folder = tmp_path / "course"
    shutil.copytree(shipped[0], folder)
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(folder / "local"))
    store.Installed(folder).remember("set-up")
    return folder


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def notebook(folder, change=None):
    path = folder / SESSION
    found = nbformat.read(path, as_version=4)
    if change:
        change(found)
        path.write_text(nbformat.writes(found) + "\n", encoding="utf-8")
    return found


def cell(found, id):
    return next((one for one in found.cells if one.id == id), None)


def as_a_coach_would(found):
    """Another prompt, a cell of one's own, a minute more here and less there, a block taken out."""
    cell(
        found, "papers"
    ).source = (
        'kit.SortBoard("05/papers", deck="fraction-arithmetic/papers", prompt="Sort as we did in June.")'
    )
    at = [one.id for one in found.cells].index("strips")
    found.cells.insert(at + 1, nbformat.v4.new_markdown_cell("**Ours:** strips from room 12.", id="ours"))
    for id, was, becomes in (("sort", "20", "21"), ("predict", "9", "8")):
        one = cell(found, id)
        one.metadata["throughline"]["minutes"]["75"] = int(becomes)
        one.source = one.source.replace(f"*{was} minutes", f"*{becomes} minutes")
    found.cells = [one for one in found.cells if one.id not in ("data", "table", "data-talk")]


def bring_in(course, new, **options):
    decided, files = update.decide(new, root=course, **options)
    return update.carry_out(decided, files, root=course)


def everything(folder):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".installed" not in path.parts
    }


def run(course, *words, code="from kit.cli import main; main()"):
    environment = {
        **os.environ,
        "PYTHONPATH": str(course),
        "THROUGHLINE_LOCAL": str(course / "local"),
        "COLUMNS": "200",
    }
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_an_unchanged_course_becomes_the_new_version(course, shipped):
    bring_in(course, shipped[1])
    mine, new = store.read_folder(course), store.read_folder(shipped[1])
    assert mine == new
    again, _ = update.decide(shipped[1], root=course)
    assert again.plan.changes == [] and update.lines(again)[-1] == "Nothing to do: you have this version."


def test_a_session_edited_as_a_coach_would_keeps_it_all_and_gets_what_is_new(course, shipped):
    notebook(course, as_a_coach_would)
    done = bring_in(course, shipped[1])
    found = notebook(course)
    assert "Sort as we did in June." in cell(found, "papers").source
    assert cell(found, "ours") and cell(found, "table") is None
    assert (
        cell(found, "sort").metadata["throughline"]["minutes"]["75"] == 21
        and "*21 minutes" in cell(found, "sort").source
    )
    assert "Revised." in cell(found, "title").source and "(New words.)" in cell(found, "predict-talk").source
    assert done.plan.clashes == [] and marked(found) == []
    assert any(one.path == SESSION for one in done.plan.of("merged"))
    old = nbformat.read(done.kept_in / "old" / SESSION, as_version=4)
    assert "Revised." not in cell(old, "title").source and cell(old, "ours")


def test_one_cell_that_both_changed_stands_there_twice_and_is_listed(course, shipped):
    notebook(course, lambda found: cell(found, "predict-talk").update(source="What did your students say?"))
    done = bring_in(course, shipped[1])
    found = notebook(course)
    assert cell(found, "predict-talk").source == "What did your students say?"
    assert "These were not your students. (New words.)" in marked(found)[0].source
    assert done.plan.clashes == [f"{SESSION}: cell predict-talk: both you and the new version changed it"]
    summary = (done.kept_in / "SUMMARY.md").read_text(encoding="utf-8")
    assert done.plan.clashes[0] in summary and "To decide" in summary


def test_a_guide_that_both_changed_keeps_the_coachs_line_and_quotes_the_new_one(course, shipped):
    edit(course / GUIDE, "The idea to protect:", "Our idea to protect:")
    edit(course / GUIDE, "- **Bring:** a laptop", "- **Bring:** coffee, a laptop")
    done = bring_in(course, shipped[1])
    text = (course / GUIDE).read_text(encoding="utf-8")
    assert "Our idea to protect:" in text and "> The one idea to protect:" in text and "coffee" in text
    assert "near “Our idea to protect:" in done.plan.clashes[0]


def test_data_that_both_changed_stays_readable_and_the_new_file_is_put_aside(course, shipped):
    edit(course / PROGRESSION, "name: Counts pieces", "name: Counts parts")
    done = bring_in(course, shipped[1])
    assert "name: Counts parts" in (course / PROGRESSION).read_text(encoding="utf-8")
    assert "name: Counts the pieces" in (done.kept_in / "new" / PROGRESSION).read_text(encoding="utf-8")
    assert done.plan.clashes == [
        f"{PROGRESSION}: both you and the new version have other content here: compare the two files"
    ]


def test_data_changed_in_other_lines_is_merged(course, shipped):
    edit(course / PROGRESSION, "Does not notice when the size", "Does not yet notice when the size")
    bring_in(course, shipped[1])
    text = (course / PROGRESSION).read_text(encoding="utf-8")
    assert "Does not yet notice" in text and "Counts the pieces" in text


def test_the_kits_own_code_gives_way_and_is_kept_beside(course, shipped):
    edit(course / "kit/errors.py", '"""Errors that', '"""Our errors that')
    done = bring_in(course, shipped[1])
    assert (course / "kit/errors.py").read_text(encoding="utf-8").startswith('"""The errors that')
    assert (done.kept_in / "old/kit/errors.py").read_text(encoding="utf-8").startswith('"""Our errors that')


def test_own_answers_and_the_teams_own_folder_are_not_touched(course, shipped):
    for name in (
        "my_work/journal.json",
        "local/sessions/L1-ours.ipynb",
        "local/work/ours/answers.csv",
        "sessions/99-mine.txt",
    ):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("mine", encoding="utf-8")
    (shipped[1] / "my_work").mkdir(exist_ok=True)
    (shipped[1] / "my_work/journal.json").write_text("theirs", encoding="utf-8")
    bring_in(course, shipped[1])
    for name in (
        "my_work/journal.json",
        "local/sessions/L1-ours.ipynb",
        "local/work/ours/answers.csv",
        "sessions/99-mine.txt",
    ):
        assert (course / name).read_text(encoding="utf-8") == "mine"


def test_a_notebook_that_was_only_run_is_simply_replaced(course, shipped):
    notebook(
        course,
        lambda found: [
            one.update(outputs=[], execution_count=None) for one in found.cells if one.cell_type == "code"
        ],
    )
    done = bring_in(course, shipped[1])
    assert any(one.path == SESSION for one in done.plan.of("replaced"))
    assert (course / SESSION).read_bytes() == (shipped[1] / SESSION).read_bytes()


def test_a_file_that_the_coach_took_out_stays_out(course, shipped):
    (course / SESSION).unlink()
    bring_in(course, shipped[1])
    assert not (course / SESSION).exists()


def test_what_the_new_version_no_longer_has_goes_unless_it_was_changed(course, shipped):
    gone = "data/lessons/six-posters-in-four-minutes.yaml"
    done = bring_in(course, shipped[1])
    assert not (course / gone).exists() and (done.kept_in / "old" / gone).exists()


def test_what_the_new_version_no_longer_has_is_kept_where_it_was_changed(course, shipped):
    gone = course / "data/lessons/six-posters-in-four-minutes.yaml"
    gone.write_text(gone.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    bring_in(course, shipped[1])
    assert gone.exists()


def test_a_file_of_ones_own_at_a_place_that_is_new_is_kept(course, shipped):
    (course / "sessions/11-new.ipynb").write_text("mine", encoding="utf-8")
    done = bring_in(course, shipped[1])
    assert (course / "sessions/11-new.ipynb").read_text(encoding="utf-8") == "mine"
    assert (done.kept_in / "new/sessions/11-new.ipynb").exists() and len(done.plan.clashes) == 1


def test_a_dry_run_says_what_would_happen_and_changes_nothing(course, shipped):
    notebook(course, as_a_coach_would)
    before = everything(course)
    done = run(course, "update", shipped[1], "--dry-run")
    assert done.returncode == 0, done.stderr
    assert (
        "Version 0.1.0 → 0.2.0." in done.stdout
        and SESSION in done.stdout
        and "Nothing was changed." in done.stdout
    )
    assert {
        path: text for path, text in everything(course).items() if "__pycache__" not in path.parts
    } == before


def test_a_zip_as_it_was_downloaded_will_do(course, shipped, tmp_path):
    archive = tmp_path / "throughline-main.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name in store.files_in(shipped[1]):
            written.write(shipped[1] / name, f"throughline-main/{name}")
    bring_in(course, archive)
    assert store.read_folder(course) == store.read_folder(shipped[1])


@pytest.mark.parametrize("name", ["../../evil.txt", "/evil.txt", "throughline/../../evil.txt"])
def test_a_zip_that_would_write_elsewhere_is_refused(course, tmp_path, name):
    archive = tmp_path / "bad.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for good in ("pyproject.toml", "kit/cli.py", "sessions/05-x.ipynb", name):
            written.writestr(good, "x")
    before = everything(course)
    with pytest.raises(KitError, match="outside the course"):
        update.decide(archive, root=course)
    assert everything(course) == before


def test_a_zip_that_unpacks_to_far_too_much_is_refused(course, tmp_path, monkeypatch):
    monkeypatch.setattr(update, "LARGEST", 1000)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("pyproject.toml", "0" * 100_000)
    with pytest.raises(KitError, match="more than a version of the course can be"):
        update.decide(archive, root=course)


def test_what_is_no_version_of_the_course_is_told(course, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK nothing")
    for given, told in (
        ("photos", "no version of the course"),
        ("nowhere", "is not there"),
        ("broken.zip", "cannot be read as a zip"),
    ):
        with pytest.raises(KitError, match=told):
            update.decide(tmp_path / given, root=course)
    with pytest.raises(KitError, match="the course that you have"):
        update.decide(course, root=course)


def test_an_older_version_is_not_taken_by_mistake(course, shipped):
    bring_in(course, shipped[1])
    with pytest.raises(KitError, match=r"0.1.0, older than yours \(0.2.0\)"):
        update.decide(shipped[0], root=course)
    assert bring_in(course, shipped[0], back=True).version == "0.1.0"


def test_wording_of_the_teams_whose_original_changed_is_named(course, shipped):
    (course / "local").mkdir()
    entry = "- {progression: fractions, level: 0, name: Counts bits}\n- {progression: fractions, level: 1, name: Parts}\n"
    (course / "local/overrides.yaml").write_text(entry, encoding="utf-8")
    done = bring_in(course, shipped[1])
    assert (
        len(done.plan.worded) == 1
        and "other words for level 0 of fractions now (name)" in done.plan.worded[0]
    )


STOP_AFTER = """
import os, sys
from pathlib import Path
replaced = Path.replace
count = 0
def stopping(self, target):
    global count
    count += 1
    if count > {after}:
        os._exit(9)
    return replaced(self, target)
Path.replace = stopping
from kit.cli import main
main()
"""


@pytest.mark.parametrize("after", [0, 7, 14, 16, 19, 21])
def test_an_update_that_is_killed_can_be_run_again_and_nothing_is_lost(course, shipped, after):
    notebook(course, as_a_coach_would)
    edit(course / GUIDE, "The idea to protect:", "Our idea to protect:")
    killed = run(course, "update", shipped[1], code=STOP_AFTER.format(after=after))
    assert killed.returncode == 9, killed.stdout + killed.stderr
    again = run(course, "update", shipped[1])
    assert again.returncode == 0, again.stdout + again.stderr
    found = notebook(course)
    assert cell(found, "ours") and "Revised." in cell(found, "title").source
    assert "Our idea to protect:" in (course / GUIDE).read_text(encoding="utf-8")
    assert (course / "sessions/11-new.ipynb").exists() and not apply.waiting(course)
    kept = list((course / "local/before-update").glob(f"*/old/{SESSION}"))
    assert any(cell(nbformat.read(path, as_version=4), "ours") for path in kept)
    decided, _ = update.decide(shipped[1], root=course)
    assert not any(one.touches for one in decided.plan.changes)


def test_a_file_changed_between_the_kill_and_the_second_run_is_left_alone(course, shipped):
    decided, files = update.decide(shipped[1], root=course)
    decided.kept_in = course / "local/before-update/now"
    update._keep(decided, course)
    update._stage(decided, files, course)
    edit(course / GUIDE, "The idea to protect:", "Typed in the meantime:")
    assert run(course, "sessions").stderr.startswith("An update was broken off here.")
    done = run(course, "update")
    assert f"{GUIDE} was changed in the meantime" in done.stdout
    assert "Typed in the meantime:" in (course / GUIDE).read_text(encoding="utf-8")
    assert "The one idea" in (course / f"local/before-update/now/new/{GUIDE}").read_text(encoding="utf-8")


def test_the_copy_of_the_last_step_works_where_the_kit_does_not(course, shipped):
    decided, files = update.decide(shipped[1], root=course)
    decided.kept_in = course / "local/before-update/now"
    update._keep(decided, course)
    update._stage(decided, files, course)
    (course / "kit/cli.py").write_text("broken", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-S", course / ".installed/finish.py"], capture_output=True, text=True
    )
    assert done.returncode == 0 and "Now run: python3 start.py" in done.stdout
    assert "Revised." in cell(notebook(course), "title").source


def test_in_a_git_clone_the_last_commit_is_what_a_coach_began_from_and_git_is_left_alone(
    shipped, tmp_path, monkeypatch
):
    course = tmp_path / "clone"
    shutil.copytree(shipped[0], course)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@y", "-C", str(course)]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "as shipped"]):
        subprocess.run([*git, *words], check=True)
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(course / "local"))
    notebook(course, as_a_coach_would)  # before anything was remembered
    done = bring_in(course, shipped[1])
    found = notebook(course)
    assert done.sure and cell(found, "ours") and "Revised." in cell(found, "title").source
    said = subprocess.run([*git, "log", "--oneline"], check=True, capture_output=True, text=True).stdout
    assert len(said.splitlines()) == 1
    ignored = subprocess.run(
        [*git, "status", "--short", "--ignored"], check=True, capture_output=True, text=True
    ).stdout
    assert "!! .installed/" in ignored and "!! local/" in ignored


def test_without_a_memory_of_the_set_up_it_is_said_and_every_old_file_is_kept(course, shipped):
    shutil.rmtree(course / ".installed")
    notebook(course, as_a_coach_would)
    done = bring_in(course, shipped[1])
    assert not done.sure and "not written down at the set-up" in "\n".join(update.lines(done))
    assert cell(nbformat.read(done.kept_in / "old" / SESSION, as_version=4), "ours")
    assert (course / "data/lessons/six-posters-in-four-minutes.yaml").exists(), (
        "what may be the coach's is not taken away"
    )


def test_jupyterlab_remembers_the_course_before_the_first_change_is_stored(course):
    shutil.rmtree(course / ".installed")
    code = "from kit.lab.save import before_save; before_save({'type': 'notebook', 'content': {'cells': []}})"
    assert run(course, code=code).returncode == 0
    assert json.loads((course / ".installed/about.json").read_text(encoding="utf-8"))["how"] == "first use"
    assert store.Installed(course).files()[SESSION] == (course / SESSION).read_bytes()


def test_an_update_ends_with_what_the_check_says(course, shipped):
    done = run(course, "update", shipped[1])
    assert done.returncode == 0
    assert "Now run: python3 start.py" in done.stdout, "another pyproject.toml may mean other packages"


def test_a_second_run_with_the_same_version_leaves_no_trace(course, shipped):
    notebook(
        course, lambda found: cell(found, "focus").update(source=cell(found, "focus").source + "\n\nOurs.")
    )
    run(course, "update", shipped[1])
    before = sorted((course / "local" / "before-update").iterdir())
    assert len(before) == 1
    assert "Nothing to do: you have this version." in run(course, "update", shipped[1]).stdout
    assert sorted((course / "local" / "before-update").iterdir()) == before


def test_without_a_version_it_is_said_how_to_come_by_one(course):
    done = run(course, "update")
    assert (
        done.returncode == 1 and "Download the new version" in done.stderr and "Traceback" not in done.stderr
    )


def test_a_full_disk_is_a_sentence_and_changes_nothing(course, shipped, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "next.part")

    monkeypatch.setattr(paths, "ROOT", course)
    monkeypatch.setattr(update, "_stage", full)
    before = store.read_folder(course)
    with pytest.raises(
        KitError, match=r"next.part cannot be written or read \(No space left on device\). Nothing is lost"
    ):
        updating_cli.update(shipped[1])
    assert store.read_folder(course) == before and not apply.waiting(course)
