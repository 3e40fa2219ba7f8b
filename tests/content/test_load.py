"""The loader: the course's own content is sound, and a bad file is told with file, place and remedy."""

import json
import shutil
from pathlib import Path

import pytest

from kit import paths
from kit.content import ContentError, inspect, library, load

PAPERS = "work/fraction-arithmetic"


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the course's content, to be spoilt."""
    return Path(shutil.copytree(paths.DATA, tmp_path / "data"))


def spoil(path: Path, old: str, new: str, *, times: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def only_problem(root: Path) -> str:
    _, problems = inspect(root)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return str(problems[0])


def test_the_course_content_is_sound():
    assert inspect(paths.DATA)[1] == []


def test_an_unknown_level_is_told_with_its_line(data):
    file = data / PAPERS / "workset.yaml"
    spoil(file, "  - sample: s17\n    level: 0", "  - sample: s17\n    level: 7")
    line = file.read_text(encoding="utf-8").splitlines().index("    level: 7") + 1
    problem = only_problem(data)
    assert problem.startswith(f"data/work/fraction-arithmetic/workset.yaml, line {line}, anchors[0].level: ")
    assert "level 7" in problem and "0 to 5" in problem


def test_percentages_over_100_are_told(data):
    spoil(data / "items/fractions.yaml", 'label: "19", value: 28', 'label: "19", value: 82')
    problem = only_problem(data)
    assert "add up to 154" in problem and "percent_correct" in problem and "distributions[0]" in problem


def test_a_missing_licence_is_told(data):
    descriptor = data / PAPERS / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    del package["licenses"]
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any("datapackage.json, licenses: is missing" in problem for problem in problems)


def test_a_duplicate_id_is_told(data):
    spoil(data / "items/fraction-arithmetic.yaml", "id: sts-add-unlike", "id: sts-add-like")
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any("uses the id “sts-add-like” a second time" in problem for problem in problems)


def test_a_picture_without_alt_text_is_told(data):
    spoil(
        data / "progressions/fractions.yaml",
        "          alt: A bar cut into four equal parts. Three of them are shaded.\n",
        "",
    )
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any(
        "picture.alt: is a picture without a text that stands for it" in problem for problem in problems
    )


@pytest.mark.parametrize("column", ["student_name", "Birthdate", "school"])
def test_a_column_that_points_at_a_person_is_told(data, column):
    spoil(data / PAPERS / "answers.csv", "sample,grade,", f"sample,{column},grade,")
    rows = (data / PAPERS / "answers.csv").read_text(encoding="utf-8").splitlines()
    widened = [rows[0]] + [row.replace(",", ",x,", 1) for row in rows[1:]]
    (data / PAPERS / "answers.csv").write_text("\n".join(widened) + "\n", encoding="utf-8")
    descriptor = data / PAPERS / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["fields"].insert(1, {"name": column, "type": "string"})
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any(f"column “{column}”: can identify a person" in problem for problem in problems)


def test_a_bad_cell_in_the_records_is_told_by_row_and_column(data):
    spoil(data / PAPERS / "answers.csv", "s01,8,sts-add-unlike,4/7,", "s01,8,sts-add-unlike,four sevenths,")
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any("answers.csv, row 3, column “given”" in problem for problem in problems)


def test_a_misspelt_field_is_told_and_not_ignored(data):
    spoil(data / "progressions/fractions.yaml", "    next_move: >-", "    next_mvoe: >-")
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any("levels[0].next_mvoe: is not a field that belongs here" in problem for problem in problems)
    assert any("levels[0].next_move: lacks `next_move`" in problem for problem in problems)


def test_a_key_written_twice_in_one_block_is_told(data):
    spoil(data / "sources.yaml", "  seen: data\n", "  seen: data\n  seen: page\n")
    assert "“seen” stands twice in one block" in str(inspect(data)[1][0])


def test_broken_yaml_is_told_with_its_line(data):
    (data / "misconceptions/fractions.yaml").write_text("- id: one\n  name: 'open quote\n", encoding="utf-8")
    assert any("cannot be read as YAML" in str(problem) for problem in inspect(data)[1])


def test_a_file_that_is_not_utf8_is_told(data):
    (data / "misconceptions/fractions.yaml").write_bytes("- id: é\n".encode("latin-1"))
    assert any("is not UTF-8 text" in str(problem) for problem in inspect(data)[1])


def test_a_reference_that_leads_nowhere_is_told(data):
    spoil(data / "misconceptions/fractions.yaml", "sources: [arb-two-thirds]", "sources: [arb-three-thirds]")
    assert "names the source “arb-three-thirds”, which does not exist" in only_problem(data)


def test_documented_resurfacing_needs_a_source(data):
    spoil(
        data / "misconceptions/fractions.yaml",
        "basis: documented, source: gould-notation",
        "basis: documented",
    )
    problems = [str(problem) for problem in inspect(data)[1]]
    assert any("called documented and names no source" in problem for problem in problems)


def test_all_problems_come_at_once(data):
    spoil(data / "items/fractions.yaml", 'label: "19", value: 28', 'label: "19", value: 82')
    spoil(data / PAPERS / "workset.yaml", "  - sample: s17\n    level: 0", "  - sample: s17\n    level: 7")
    spoil(data / "misconceptions/fractions.yaml", "sources: [arb-two-thirds]", "sources: [nowhere]")
    with pytest.raises(ContentError) as caught:
        load(data)
    text = str(caught.value)
    assert text.startswith("3 problem(s)")
    assert all(part in text for part in ("154", "level 7", "nowhere"))


def test_the_papers_are_the_384_answers_of_48_students():
    papers = library().work_set("fraction-arithmetic").samples
    assert len(papers) == 48
    assert sum(len(paper.answers) for paper in papers) == 384
    assert {grade: sum(paper.about == f"grade {grade}" for paper in papers) for grade in "68"} == {
        "6": 24,
        "8": 24,
    }


def test_no_id_of_the_study_is_carried():
    text = (paths.DATA / PAPERS / "answers.csv").read_text(encoding="utf-8")
    header = text.splitlines()[0].split(",")
    assert header == ["sample", "grade", "item", "given", "correct", "strategy"]


def test_right_and_wrong_agree_with_the_arithmetic():
    """An answer scored right equals the item's answer, one scored wrong does not."""
    from fractions import Fraction

    content = library()
    for paper in content.work_set("fraction-arithmetic").samples:
        for answer in paper.answers:
            exact = sum(Fraction(part) for part in content.item(answer.item).answer.split())
            assert (Fraction(answer.given) == exact) == answer.correct, (paper.id, answer)


def test_every_answer_has_a_reference_with_a_reason():
    content = library()
    for item in content.work_set("fraction-arithmetic").items:
        from kit.content.worksets import answer_alone

        for paper in content.work_set("fraction-arithmetic").samples:
            anchor = answer_alone(paper, content.item(item), content.work_set("fraction-arithmetic")).anchor
            assert anchor is not None and anchor.whose == "kit" and anchor.reason


def test_a_single_answer_to_multiplying_is_never_placed():
    """Working on tops and bottoms is right there; one such answer cannot tell a level."""
    content = library()
    from kit.content.worksets import answer_alone

    work_set = content.work_set("fraction-arithmetic")
    placed = {
        answer_alone(paper, content.item("sts-multiply-unlike"), work_set).anchor.level
        for paper in work_set.samples
    }
    assert placed == {None}


def test_work_taken_from_a_deck_is_in_the_decks_order():
    deck, samples = library().deck("fraction-arithmetic/papers")
    assert [sample.id for sample in samples] == list(deck.samples)
    _, sums = library().deck("fraction-arithmetic/sums")
    assert all(len(sample.answers) == 1 for sample in sums)
