"""The mat's Python side: its tasks, what it keeps, what comes back, and what it says when something is off."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities.base_ten import blocks, in_words
from kit.activities.tasks import WrongTask
from kit.content.tasks import Task
from kit.errors import UnknownName
from kit.journal import Journal

REASONS = [
    {"id": "a", "text": "A", "holds": True, "because": "B"},
    {"id": "b", "text": "A", "holds": False, "because": "B"},
]
COMMON = {"ask": "Why?", "reasons": REASONS}


def mat(item="blocks-62-minus-27") -> kit.BaseTen:
    return kit.BaseTen("gallery/mat", item=item)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"kind": "subtract_blocks", "start": 27, "take": 62}, "takes 62 away from 27"),
        ({"kind": "add_blocks", "first": 1500, "second": 500}, "adds up to 2000"),
        ({"kind": "show_ways", "target": 44, "reasons": REASONS[:1] * 2}, "two reasons with the id"),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Task).validate_python(COMMON | task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_blocks_begin_with_one_digit_in_each_place():
    assert blocks(1462) == {"thousands": 1, "hundreds": 4, "tens": 6, "ones": 2}
    assert mat().value["mat"] == blocks(62)
    assert mat().value["tray"] == blocks(0)
    assert in_words(blocks(110)) == "1 hundred and 1 ten"


def test_what_lay_there_is_back_when_the_cell_is_run_again():
    activity = mat()
    traded = blocks(0) | {"tens": 5, "ones": 12}
    activity.value = {
        **activity.value,
        "mat": traded,
        "steps": [*activity.value["steps"], {"did": "trade", "place": "tens", "mat": traded}],
        "reason": "same-ten",
    }
    assert mat().value == activity.value
    assert mat().notice == ""


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"mat": None, "steps": 3, "ways": "none", "checks": {}, "tray": [], "reason": ["x"]},
        {
            "mat": {"tens": 6, "ones": 2},
            "steps": [{"did": "dance"}],
            "ways": [{"tens": "4"}],
            "reason": "gone",
        },
        {"mat": {"thousands": 0, "hundreds": 0, "tens": True, "ones": -1}},
    ],
)
def test_an_odd_answer_in_the_journal_does_not_stop_the_mat(odd):
    Journal().save("gallery/mat", odd)
    value = mat().value
    assert value["mat"] == blocks(62)
    assert (value["ways"], value["checks"], value["reason"]) == ([], [], None)


def test_blocks_of_another_number_are_kept_aside_and_it_is_said():
    Journal().save("gallery/mat", {"mat": blocks(71), "tray": blocks(0), "steps": []})
    activity = mat()
    assert activity.value["mat"] == blocks(62)
    assert activity.value["gone"]["mat"] == blocks(71)
    assert "as at first" in activity.notice


def test_an_item_for_an_array_is_refused_and_the_right_ones_are_named():
    with pytest.raises(WrongTask, match=r"array-7-by-8.*“cut_array”.*blocks-62-minus-27"):
        mat("array-7-by-8")
    with pytest.raises(UnknownName, match="blocks-62-minus-27"):
        mat("blocks-62-minus-26")


@pytest.mark.parametrize(
    "asked", [{"start": 2000}, {"start": -1}, {"start": 120, "places": 2}, {"places": 5}, {"start": "62"}]
)
def test_a_free_mat_that_cannot_be_drawn_is_refused(asked):
    with pytest.raises(WrongTask, match=r"Give .*(whole number|places)"):
        kit.BaseTen("gallery/free", **asked)
    with pytest.raises(WrongTask, match="Leave out start"):
        kit.BaseTen("gallery/mat", item="blocks-62-minus-27", start=5)


def test_summary_and_picture_are_the_same_whatever_was_answered_and_keep_the_reasoning():
    before = (mat().summary(), mat().picture())
    activity = mat()
    activity.value = {**activity.value, "reason": "lends"}
    assert (mat().summary(), mat().picture()) == before
    assert "6 tens and 2 ones" in before[0]
    assert "35" not in before[0] + before[1]
    assert "retells the marks" not in before[0] + before[1]


@pytest.mark.parametrize("item", ["blocks-44-two-ways", "blocks-62-minus-27", "blocks-38-plus-27", None])
def test_the_picture_uses_only_tags_that_a_sanitizer_keeps_and_has_room_to_draw(item):
    picture = mat(item).picture()
    assert set(re.findall(r"<(\w+)", picture)) <= {"h3", "p", "b", "table", "tbody", "tr", "td", "ul", "li"}
    assert picture.count("height:6em") == (4 if item == "blocks-44-two-ways" else 3 if item is None else 2)
