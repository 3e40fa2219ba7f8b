"""ProgressionView: everything of every level is there to read, and marks outlive changes of the levels."""

import re

import pytest

from kit import ProgressionView
from kit.content import library
from kit.content.mathtext import to_text
from kit.errors import UnknownName
from kit.journal import Journal

FRACTIONS = library().progression("fractions")


def view() -> ProgressionView:
    return ProgressionView("05/progression", progression="fractions")


@pytest.mark.parametrize("level", FRACTIONS.levels, ids=lambda level: level.name)
def test_each_level_has_evidence_next_move_and_standards_in_every_form(level):
    made = view()
    shown = made.content["levels"][level.level]
    assert len(shown["evidence_html"]) == len(level.evidence)
    assert len(shown["exemplars_html"]) == len(level.exemplars)
    assert shown["standards"] == list(level.standards)
    assert to_text(level.next_move) in made.summary()
    for code in level.standards:
        assert code in made.picture()


def test_levels_come_with_the_first_on_top():
    assert [level["id"] for level in view().content["levels"]] == [
        str(level.level) for level in FRACTIONS.levels
    ]
    places = [view().picture().index(f"Level {level.level}:") for level in FRACTIONS.levels]
    assert places == sorted(places)


def test_each_exemplar_says_whether_it_is_real_or_constructed():
    made = view()
    shown = [html for level in made.content["levels"] for html in level["exemplars_html"]]
    assert shown
    for html in shown:
        assert re.search(r"real work|published example|constructed for this course", html)


def test_a_level_describes_a_response_in_every_form():
    made = view()
    assert made.content["principle"] == "A level describes a response, never a child."
    assert made.content["principle"] in made.summary()
    assert made.content["principle"] in made.picture()


def test_the_picture_uses_only_tags_that_a_notebook_keeps():
    assert set(re.findall(r"<(\w+)", view().picture())) <= {
        *("h3", "h4", "p", "b", "ul", "li", "span", "small", "br", "sup", "sub"),
    }


def test_marks_and_notes_come_back_when_the_cell_runs_again():
    first = view()
    first.value = {"met": ["1"], "notes": {"1": "Two papers <b>"}}
    assert view().value == first.value


def test_marks_at_a_level_that_is_gone_are_kept_and_the_reader_told(journal_folder):
    Journal(journal_folder).save("05/progression", {"met": ["1", "9"], "notes": {"8": "Old note", "7": " "}})
    made = view()
    assert made.value == {"met": ["1", "9"], "notes": {"8": "Old note", "7": " "}}
    assert "level 8, 9" in made.notice


@pytest.mark.parametrize("odd", [{"met": "1", "notes": []}, {"met": [1, None], "notes": {"1": 4}}, {}])
def test_an_answer_in_another_form_starts_empty(journal_folder, odd):
    Journal(journal_folder).save("05/progression", odd)
    assert view().value == {"met": [], "notes": {}}


def test_the_summary_is_the_same_each_time_whatever_was_marked():
    made = view()
    before = made.summary()
    made.value = {"met": ["1"], "notes": {"1": "Private"}}
    assert view().summary() == before


def test_an_unknown_progression_names_near_matches():
    with pytest.raises(UnknownName, match="fractions"):
        ProgressionView("05/progression", progression="fraction")
