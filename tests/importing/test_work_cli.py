"""`throughline work`: what a person types, sees and answers."""

import base64

import pytest
import yaml
from typer.testing import CliRunner

from kit import paths, work_cli
from kit.cli import app
from kit.errors import KitError
from kit.local import pseudonyms
from kit.local.candidates import Box, Decision
from kit.local.importing import Import, Plan, as_proposed, count
from kit.local.mapping import Task

from .originals import checked, jpeg, workbook
from .test_importing import GRID, table

runner = CliRunner()


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """A terminal wide enough that no sentence is broken."""
    for console in (work_cli.out, work_cli.err):
        monkeypatch.setattr(console, "width", 200)
    monkeypatch.setattr(pseudonyms, "_COST", {"n": 2**10, "r": 8, "p": 1})


def work(*words, typed="", code=0):
    """What a command prints; an error that speaks for itself is part of it."""
    done = runner.invoke(app, ["work", *map(str, words)], input=typed)
    if isinstance(done.exception, KitError):
        return str(done.exception)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def test_from_a_table_to_a_work_set_by_answering_questions(originals, local):
    file = table(originals / "quiz.csv")
    said = work("import", file, "--as", "ours", "--progression", "fractions", typed="y\ny\n")
    assert "Student name" in said
    assert "Zebulon Quarrington" in said
    assert "3 new, 3 in all: 0 confirmed, 0 left out, 3 to be reviewed." in said
    said = work("review", "ours", file, typed="y\n" * 20)
    assert "3 confirmed" in said
    said = work("finish", "ours", file)
    assert "3 students in" in said
    assert "k = 1" in said
    assert "The set holds the work of 3 students" in said
    assert checked(local, "ours")[1] == []
    assert "ours" in work("list")


def test_the_columns_are_changed_where_they_are_wrong(originals):
    file = table(originals / "quiz.csv")
    # not right; first student in row 2; then a letter for each column: the date is dropped, the last column too
    typed = "n\n2\nx\ns\np\ng\na\nx\ny\nn\nWhat is three fifths and a half?\n"
    work("import", file, "--as", "ours", "--progression", "fractions", typed=typed)
    candidates = list(Import.open("ours", file).candidates())
    assert {tuple(one.texts.values()) for one in candidates} == {("4/7",), ("11/10",), ("−6",)}
    assert {tuple(one.prompts.values()) for one in candidates} == {("What is three fifths and a half?",)}
    assert {tuple(one.facts) for one in candidates} == {("grade",)}


def test_a_script_says_the_columns_by_options_or_in_a_file(originals):
    file = table(originals / "quiz.csv")
    work(
        "import",
        file,
        "--as",
        "one",
        "--progression",
        "fractions",
        "--student",
        "Student name",
        "--answer",
        "How do you",
    )
    (prompts,) = {tuple(one.prompts) for one in Import.open("one", file).candidates()}
    assert prompts == ("one-1",)
    columns = originals.parent / "columns.yaml"
    columns.write_text(yaml.safe_dump({"answers": [{"column": "E", "item": "sts-add-unlike"}]}))
    other = table(originals / "other.csv", [[*GRID[0][:5], "Why"], *GRID[1:]])
    item = next(iter(_items()))
    columns.write_text(yaml.safe_dump({"answers": [{"column": "E", "item": item}]}))
    work("import", other, "--as", "two", "--progression", "fractions", "--columns", columns)
    (prompts,) = {tuple(one.prompts) for one in Import.open("two", other).candidates()}
    assert prompts == (item,)


def _items():
    from kit.content import library

    return library().items


def test_each_hit_is_shown_in_its_place_and_the_text_as_it_would_be_kept(originals):
    rows = [["Student", "How do you know?"], ["Zebulon Quarrington", "I asked Zebulon and he said half"]]
    file = table(originals / "a.csv", rows)
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    said = work("review", "ours", file, typed="y\nhalf\ny\n")
    assert "I asked Zebulon and he said half" in said
    assert "I asked [name] and he said half" in said
    assert "I asked [name] and he said [name]" in said
    (one,) = Import.open("ours", file).candidates()
    assert list(one.after(one.decision).values()) == ["I asked [name] and he said [name]"]


def test_a_replacement_that_may_be_a_name_is_asked_for_again(originals):
    rows = [["Student", "How do you know?"], ["Zebulon Quarrington", "I asked Zebulon and he said half"]]
    file = table(originals / "a.csv", rows)
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    said = work("review", "ours", file, typed="Ottoline\n[friend]\ny\n")
    assert "could be a name" in said
    (one,) = Import.open("ours", file).candidates()
    assert list(one.after(one.decision).values()) == ["I asked [friend] and he said half"]


def test_answers_without_a_hit_are_shown_together_and_single_ones_can_be_left_out(originals):
    rows = [["Student ID", "3 − 5 = ?"], *([f"44710{n:02}", str(-n)] for n in range(5))]
    file = table(originals / "a.csv", rows)
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    said = work("review", "ours", file, typed="2\nn\n")
    assert "5 of numbers and signs alone" in said
    assert (count("ours").confirmed, count("ours").left_out) == (4, 1)


def test_a_review_that_is_stopped_goes_on_later(originals):
    file = table(originals / "quiz.csv", [GRID[0], *([*GRID[1][:5], f"Zebulon said {n}"] for n in range(3))])
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    said = work("review", "ours", file, typed="y\ny\n")
    assert "Stopped. What was decided is kept" in said
    assert (count("ours").confirmed, count("ours").open) == (1, 2)


def test_pictures_are_not_reviewed_blind(originals):
    jpeg(originals / "a.jpg")
    work("import", originals, "--as", "ours", "--progression", "fractions", "--task", "Show 3/4.")
    said = work("review", "ours", originals)
    assert "1 picture cannot be reviewed without being seen" in said
    assert "kit.ImportWork(" in said
    assert count("ours").open == 1


def test_what_was_asked_is_asked_for_where_there_are_pictures(originals):
    jpeg(originals / "a.jpg")
    said = work("import", originals, "--as", "ours", typed="fractions\nShow 3/4.\n")
    assert "What were the students asked?" in said
    assert "1 new" in said


def test_the_key_is_written_outside_and_opened_again(originals, tmp_path):
    file = table(originals / "quiz.csv")
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    work("review", "ours", file, typed="y\n" * 20)
    key = tmp_path / "key"
    passphrase = "seven purple ladders\n"
    work("finish", "ours", file, "--key", key, typed=passphrase * 2)
    said = work("key", key, typed=passphrase)
    assert "Ottoline Vance" in said
    assert "does not open this key" in work("key", key, typed="another passphrase\n")
    inside = tmp_path / "kit" / "local" / "key"
    assert "kept apart" in work("finish", "ours", file, "--key", inside, typed=passphrase * 2)


def test_forgetting_leaves_nothing_behind(originals, local):
    file = table(originals / "quiz.csv")
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    work("review", "ours", file, typed="y\n" * 20)
    work("finish", "ours", file)
    assert "was kept" in work("forget", "ours", typed="n\n")
    work("forget", "ours", "--yes")
    left = {path.name for path in local.rglob("*") if path.is_file()}
    assert left <= {"key", ".lock", ".gitignore", "mappings.yaml"}
    assert "answers" not in (local / "imports" / "mappings.yaml").read_text()
    assert file.exists()
    assert "There is no import “ours”" in work("forget", "ours", "--yes")
    assert "Nothing is imported yet" in work("list")


def test_forgetting_names_what_still_shows_the_work_hidden_copies_too(originals, local, monkeypatch):
    jpeg(originals / "a.jpg")
    imported = Import.open("ours", originals, plan=Plan("fractions", Task("ours-1", "Which is more?")))
    kept = Decision(keep=True, boxes=(Box(0, 0, 1, 0.1),), alt="Fourths and halves added.")
    imported.decide_all([(one, kept) for one in imported.candidates()])
    made = imported.finish()
    monkeypatch.setattr(paths, "ROOT", local.parent)
    picture = base64.b64encode(next((made.folder / "pictures").iterdir()).read_bytes())
    shows = local / "sessions" / ".ipynb_checkpoints" / "L1-checkpoint.ipynb"
    printed = local.parent / "printables" / "L1" / "L1-cards.html"
    other = local / "sessions" / "L2.ipynb"
    for file, content in {
        shows: b'"deck=\\"ours/l1\\""',
        printed: picture,
        other: b"yours/all, ours-too/all",
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    printed.with_suffix(".pdf").write_bytes(b"%PDF")
    said = work("forget", "ours", "--yes")
    assert "L1-checkpoint.ipynb" in said
    assert "L1-cards.html" in said and "L1-cards.pdf" in said
    assert "L2.ipynb" not in said
    assert shows.exists() and printed.exists(), "only a person deletes what a person made"


def test_a_printed_card_of_words_alone_is_found_by_its_words(originals, local, monkeypatch):
    rows = [["Student", "Why?"], ["Ada Lark", "six because 3/4 < 1 & halves fit"], ["Bo Finch", "x"]]
    workbook(originals / "a.xlsx", rows)
    work("import", originals, "--as", "ours", "--progression", "fractions", "--yes")
    work("review", "ours", originals, typed="y\n" * 20)
    work("finish", "ours", originals)
    monkeypatch.setattr(paths, "ROOT", local.parent)
    printed = local.parent / "printables" / "L1" / "L1-cards.html"
    printed.parent.mkdir(parents=True)
    printed.write_text("<p>six because 3/4 &lt; 1 &amp; halves fit</p>")
    assert "L1-cards.html" in work("forget", "ours", "--yes")


def test_the_review_says_first_what_it_misses_and_more_where_no_roster_is_given(originals):
    file = table(originals / "quiz.csv")
    work("import", file, "--as", "ours", "--progression", "fractions", "--yes")
    roster = originals.parent / "roster.csv"
    roster.write_text("First,Last\nAda,Lark\n")
    said = work("review", "ours", file, "--roster", roster)
    assert said.index("were marked and") < said.index("to review:")
    assert "No roster was given" not in said
    assert "No roster was given" in work("review", "ours", file)


def test_a_column_that_is_left_out_is_not_complained_of(originals):
    rows = [["Student", "1 + 1 = ?", "Total score"], ["Ada Lark", 2, "=1+1"], ["Bo Finch", 3, "=0+1"]]
    workbook(originals / "a.xlsx", rows)
    said = work("import", originals, "--as", "ours", "--progression", "fractions", "--yes")
    assert "2 new" in said
    assert "formula" not in said


def test_who_stands_in_a_table_and_on_a_photo_may_be_one_student_and_that_is_said(originals):
    jpeg(originals / "a.jpg")
    table(originals / "quiz.csv")
    plan = Plan("fractions", Task("ours-1", "Which is more?"))
    imported = Import.open("ours", originals, plan=plan, ask=as_proposed)
    kept = Decision(keep=True, boxes=(Box(0, 0, 1, 0.1),), alt="Fourths and halves added.")
    imported.decide_all(
        [(one, kept if one.kind == "picture" else Decision(keep=True)) for one in imported.candidates()]
    )
    assert "come from papers and 1 table" in imported.finish().sentences()[0]
    assert "come from papers and 1 table" in work("finish", "ours", originals)
    alone = Import.open("theirs", originals / "quiz.csv", plan=plan, ask=as_proposed)
    alone.decide_all([(one, Decision(keep=True)) for one in alone.candidates()])
    assert alone.finish().several == ""


@pytest.mark.parametrize("name", ["../../data", ".", "ours/../..", ""])
def test_only_an_import_can_be_forgotten(local, name):
    assert "There is no import" in work("forget", "--yes", "--", name)


def test_troubles_are_told_file_by_file(originals):
    (originals / "empty.csv").touch()
    workbook(originals / "a.xlsx", [["Student", "1 + 1 = ?"], ["Ada Lark", "=1+1"], ["Bo Finch", 2]])
    said = work("import", originals, "--as", "ours", "--progression", "fractions", "--yes")
    assert "empty.csv: is empty." in said
    assert "a.xlsx, Sheet, B2: is a formula without a stored value" in said
    assert "1 new" in said


def test_a_progression_that_is_not_there_is_said_with_those_near_it(originals):
    file = table(originals / "quiz.csv")
    assert "There is no progression “fraction”" in work(
        "import", file, "--as", "ours", "--progression", "fraction"
    )
