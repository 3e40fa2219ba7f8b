"""Reflect: scale and writing, what is kept when the page changes, and what a coach may get wrong."""

import re

import pytest

from kit import Reflect
from kit.activities.reflect import SCALE
from kit.content import library
from kit.errors import KitError, UnknownName
from kit.journal import Journal

COMMIT = {"commit": "One thing I will try with $3/4$"}


def test_every_level_of_the_progression_is_asked_about_by_name():
    made = Reflect("05/reflect", levels="fractions")
    assert [level["name"] for level in made.content["levels"]] == [
        level.name for level in library().progression("fractions").levels
    ]


def test_the_scale_has_five_points_in_words():
    assert len(set(SCALE)) == 5
    assert all(re.fullmatch(r"[a-z ]+", point) for point in SCALE)


def test_without_levels_there_is_only_writing():
    made = Reflect("05/reflect", questions=COMMIT)
    assert made.content["levels"] == []
    assert "Scale" not in made.summary()
    assert "One thing I will try with 3/4" in made.summary()


def test_answers_come_back_when_the_cell_runs_again():
    first = Reflect("05/reflect", levels="fractions", questions=COMMIT)
    first.value = {"confidence": {"1": 4}, "writing": {"commit": "Estimate first. <b>"}}
    assert Reflect("05/reflect", levels="fractions", questions=COMMIT).value == first.value


def test_writing_stays_when_the_wording_of_the_question_changes(journal_folder):
    Journal(journal_folder).save("05/reflect", {"confidence": {}, "writing": {"commit": "Strips on Monday"}})
    made = Reflect("05/reflect", questions={"commit": "What will you try?"})
    assert made.value["writing"] == {"commit": "Strips on Monday"}
    assert made.notice == ""


def test_answers_to_a_gone_level_and_question_are_kept_and_the_reader_told(journal_folder):
    Journal(journal_folder).save(
        "05/reflect", {"confidence": {"9": 2, "1": 3}, "writing": {"old": "Kept", "blank": " "}}
    )
    made = Reflect("05/reflect", levels="fractions", questions=COMMIT)
    assert made.value["confidence"] == {"9": 2, "1": 3}
    assert made.value["writing"]["old"] == "Kept"
    assert "level 9" in made.notice
    assert "“old”" in made.notice
    assert "blank" not in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"confidence": [1], "writing": None},
        {"confidence": {"1": 8, "2": "high", "3": True}, "writing": {"commit": 3}},
    ],
)
def test_an_answer_in_another_form_starts_empty(journal_folder, odd):
    Journal(journal_folder).save("05/reflect", odd)
    assert Reflect("05/reflect", levels="fractions", questions=COMMIT).value == {
        "confidence": {},
        "writing": {},
    }


def test_the_summary_holds_no_answer_and_is_the_same_each_time():
    made = Reflect("05/reflect", levels="fractions", questions=COMMIT)
    before = made.summary()
    made.value = {"confidence": {"1": 4}, "writing": {"commit": "Private"}}
    assert Reflect("05/reflect", levels="fractions", questions=COMMIT).summary() == before
    assert "Private" not in made.picture()


def test_the_picture_is_a_table_to_tick_with_real_headers():
    picture = Reflect("05/reflect", levels="fractions", questions=COMMIT).picture()
    assert picture.count('scope="row"') == len(library().progression("fractions").levels)
    assert picture.count('scope="col"') == 1 + len(SCALE)
    assert set(re.findall(r"<(\w+)", picture)) <= {
        *("h3", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub"),
    }


def test_questions_without_short_names_are_shown_how():
    with pytest.raises(KitError, match=r'questions=\{"commit"'):
        Reflect("05/reflect", questions=["One thing I will try"])


def test_a_short_name_that_is_a_sentence_is_refused():
    with pytest.raises(KitError, match="not a short name"):
        Reflect("05/reflect", questions={"One thing": "I will try"})


def test_asking_nothing_is_refused():
    with pytest.raises(KitError, match="asks nothing"):
        Reflect("05/reflect")


def test_an_unknown_progression_names_near_matches():
    with pytest.raises(UnknownName, match="fractions"):
        Reflect("05/reflect", levels="fraction")
