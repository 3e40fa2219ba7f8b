"""A district's crosswalk: the example is sound, and a mistake is named with its line and what to do."""

import pytest

from kit import paths, sessions
from kit.content.competencies import AREAS, read_competencies
from kit.content.problems import ContentError

EXAMPLE = paths.DATA / "crosswalks" / "example.yaml"
BLOCKS = {f"{one.number}/{block.name}" for one in sessions.all_sessions() for block in one.blocks}


@pytest.fixture
def changed(tmp_path):
    """The example with something replaced."""

    def change(old: str, new: str):
        text = EXAMPLE.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "ours.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return change


def line_of(path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def said(path) -> str:
    with pytest.raises(ContentError) as told:
        read_competencies(path, BLOCKS)
    return str(told.value)


def test_the_example_is_sound_marked_and_covers_what_districts_ask_for():
    found = read_competencies(EXAMPLE, BLOCKS)
    assert found.example and "AN EXAMPLE" in EXAMPLE.read_text(encoding="utf-8").splitlines()[0]
    assert {row.area for row in found.rows} == set(AREAS)
    assert all(row.counts and row.does_not for row in found.rows)


def test_an_unknown_part_is_named_with_its_line_and_near_ones(changed):
    path = changed("09/pattern", "09/patern")
    text = said(path)
    assert f"line {line_of(path, '09/patern')}, rows[3].blocks[0]" in text
    assert "“09/patern”, which is no part of a session" in text and "09/pattern" in text


def test_an_unknown_kind_of_evidence_is_named_with_its_line_and_near_ones(changed):
    path = changed("[hours, sessions]", "[houres, sessions]")
    text = said(path)
    assert f"line {line_of(path, 'houres')}" in text and "“houres”" in text and "hours" in text


def test_a_feature_that_is_not_among_the_five_says_where_they_are_told(changed):
    assert "feature 6, and there are five" in said(changed("features: [1, 3]", "features: [1, 6]"))


def test_a_row_that_maps_to_nothing_is_an_error(changed):
    text = said(changed("    features: [5]\n    evidence: [hours, sessions]\n", ""))
    assert (
        "maps “Professional learning hours for license renewal” to nothing" in text
        and "delete the row" in text
    )


def test_a_row_without_what_would_not_count_is_an_error(changed):
    text = said(changed("    does_not: >-\n      A claim", "    notes: >-\n      A claim"))
    assert "lacks `does_not`" in text and "is not a field that belongs here" in text


def test_an_unknown_area_lists_those_there_are(changed):
    assert "portrait" in said(changed("area: pathways", "area: pathway"))


def test_one_name_twice_a_missing_file_and_no_yaml_are_sentences(changed, tmp_path):
    twice = changed(
        'local: "Educators grow in reading student thinking"',
        'local: "Professional learning hours for license renewal"',
    )
    assert "has “Professional learning hours for license renewal” twice" in said(twice)
    assert "is not there" in said(tmp_path / "none.yaml")
    (tmp_path / "odd.yaml").write_text("id: [", encoding="utf-8")
    assert "cannot be read as YAML" in said(tmp_path / "odd.yaml")
    (tmp_path / "empty.yaml").write_text("# nothing\n", encoding="utf-8")
    assert "holds no crosswalk" in said(tmp_path / "empty.yaml")
