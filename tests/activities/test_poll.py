"""Poll: six kinds of question, what is kept of old answers, and what a coach may get wrong."""

import pytest

from kit import Poll
from kit.errors import KitError, UnknownName
from kit.journal import Journal

ASKED = {"question": "Nearest to $12/13 + 7/8$?", "kind": "one", "options": ("1", "2", "19", "21")}
FIGURE = {"reference": "24 in 100 chose 2.", "source": "carpenter-1981"}


def poll(**options) -> Poll:
    return Poll("gallery/poll", **{**ASKED, **options})


def test_the_answer_is_kept_under_the_options_words_or_under_a_short_name():
    assert [one["id"] for one in poll().content["options"]] == ["1", "2", "19", "21"]
    named = poll(options={"often": "Every week or so", "never": "Not yet"})
    assert [one["id"] for one in named.content["options"]] == ["often", "never"]


def test_an_answer_comes_back_and_so_does_what_was_thought_before_looking():
    first = poll(**FIGURE)
    first.value = {**first.value, "answer": "2", "shown": True, "first": {"answer": "21"}}
    assert poll(**FIGURE).value == first.value


def test_a_choice_that_is_no_longer_offered_is_kept_and_told():
    Journal().save("gallery/poll", {"kind": "one", "answer": "38/21", "shown": False, "first": None})
    made = poll()
    assert made.value["answer"] == "38/21"
    assert "“38/21”" in made.notice


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        ("one", 3),
        ("several", "1"),
        ("ordered", [1, 2]),
        ("scale", 9),
        ("scale", True),
        ("numeric", "12"),
        ("text", ["a"]),
    ],
)
def test_an_answer_in_another_form_is_set_aside_and_kept(kind, odd):
    Journal().save("gallery/poll", {"kind": kind, "answer": odd, "shown": True, "first": None})
    options = {} if kind in ("one", "several", "ordered") else {"options": ()}
    made = poll(kind=kind, ends=("low", "high"), **options)
    assert made.value["answer"] is None and made.value["shown"] is False
    assert made.value["earlier"]["answer"] == odd
    assert "What you answered is kept" in made.notice


def test_an_answer_to_another_kind_of_question_is_kept():
    Journal().save("gallery/poll", {"kind": "text", "answer": "about two", "shown": False, "first": None})
    assert poll().value["earlier"]["answer"] == "about two"


def test_the_published_figure_is_in_neither_summary_nor_picture():
    made = poll(**FIGURE)
    assert (
        "24 in 100" in made.content["reference"]["html"]
        and "Carpenter" in made.content["reference"]["citation"]
    )
    for shown in (made.summary(), made.picture()):
        assert "24 in 100" not in shown
    made.value = {**made.value, "answer": "19"}
    assert poll(**FIGURE).summary() == made.summary()


def test_each_kind_can_be_answered_on_paper():
    assert poll().picture().count("☐") == 4
    assert poll(kind="ordered").picture().count("____") == 4
    assert poll(kind="scale", options=(), ends=("low", "high")).picture().count("☐") == 5
    assert "from 0 to 30" in poll(kind="numeric", options=(), least=0, most=30).picture()
    assert "_____" in poll(kind="text", options=()).picture()
    assert "<sup>12</sup>⁄<sub>13</sub>" in poll().picture()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "many"}, "several \\(choose as many as fit\\)"),
        ({"options": ()}, "two options or more"),
        ({"options": "Yes or no"}, "as texts"),
        ({"options": ("Yes", "Yes")}, "“Yes” twice"),
        ({"options": ("Yes", "")}, "not empty"),
        ({"kind": "text"}, "has no options"),
        ({"kind": "scale", "options": ()}, "ends="),
        ({"kind": "scale", "options": (), "ends": "low"}, "two ends"),
        ({"kind": "scale", "options": (), "ends": ("a", "b"), "points": 1}, "from 2 to 11"),
        ({"kind": "numeric", "options": (), "least": 5, "most": 5}, "not below the largest"),
        ({"kind": "numeric", "options": (), "least": "0"}, "are numbers"),
        ({"reference": "24 in 100"}, "both its words and its source"),
    ],
)
def test_what_does_not_fit_is_told_in_words(wrong, says):
    with pytest.raises(KitError, match=says):
        poll(**wrong)


def test_an_unknown_source_names_near_ones():
    with pytest.raises(UnknownName, match="carpenter-1981"):
        poll(reference="24 in 100", source="carpenter-1982")
