"""The strips' Python side: their tasks, what they keep, what comes back, and what they say when something is off."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities.tasks import WrongTask
from kit.content.tasks import MakeWholeTask, ShowTask, Task
from kit.errors import UnknownName
from kit.journal import Journal

pytestmark = pytest.mark.usefixtures("fraction_tasks")

SHOW = {"kind": "show", "target": "3/4 + 1/2", "strips": [12, 10], "reason": "R"}
MAKE = {"kind": "make_whole", "given": "2/3", "length": 10, "reason": "R"}


def strips(item="strips-show-three-fourths-and-a-half") -> kit.FractionStrips:
    return kit.FractionStrips("05/strips", item=item)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (SHOW | {"target": "3/0"}, "denominator 0"),
        (SHOW | {"target": "3/4 plus 1/2"}, "is not a number"),
        (SHOW | {"target": "7/2"}, "strips cannot show well"),
        (MAKE | {"given": "3/3"}, "cannot be built"),
        (MAKE | {"given": "1/8"}, "cannot be built"),
        (MAKE | {"given": "13/12"}, "cannot be built"),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Task).validate_python(task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_sound_tasks_are_accepted():
    assert isinstance(TypeAdapter(Task).validate_python(SHOW), ShowTask)
    assert isinstance(TypeAdapter(Task).validate_python(MAKE), MakeWholeTask)


def test_the_two_strips_of_the_sum_begin_uncut_with_different_lengths():
    value = strips().value
    assert [(strip["length"], strip["parts"], strip["shaded"]) for strip in value["strips"]] == [
        (12, 1, []),
        (10, 1, []),
    ]
    assert value["whole"] == "a"


def test_what_was_built_is_back_when_the_cell_is_run_again():
    activity = strips()
    built = [{"id": "a", "length": 12, "parts": 4, "extra": 1, "shaded": [0, 1, 2, 3, 4]}]
    activity.value = {
        **activity.value,
        "strips": built,
        "guide": 9,
        "checks": [{"strips": built, "whole": "a"}],
    }
    again = strips()
    assert again.value == activity.value
    assert again.notice == ""


def test_a_strip_that_cannot_be_drawn_is_left_out_and_said_so():
    good = {"id": "b", "length": 12, "parts": 2, "extra": 0, "shaded": [0]}
    bad = {"id": "a", "length": 12, "parts": 50, "extra": 0, "shaded": []}
    Journal().save("05/strips", {"strips": [bad, good], "whole": "a"})
    activity = strips()
    assert activity.value["strips"] == [good]
    assert activity.value["whole"] == "b"
    assert activity.value["gone"] == [bad, good]
    assert "no longer fits" in activity.notice


def test_a_bar_whose_length_the_task_has_changed_starts_afresh():
    old = [{"id": "a", "length": 8, "parts": 2, "extra": 1, "shaded": [0, 1, 2]}]
    Journal().save("05/strips", {"strips": old})
    activity = strips("strips-whole-from-two-thirds")
    assert activity.value["strips"] == [{"id": "a", "length": 10, "parts": 1, "extra": 0, "shaded": []}]
    assert activity.value["gone"] == old


@pytest.mark.parametrize(
    "odd",
    [
        {"strips": None},
        {"strips": []},
        {"strips": [{"id": "a"}]},
        {"strips": [{"id": "a", "length": 12, "parts": 2, "extra": 0, "shaded": [5]}]},
        {"strips": [{"id": "a", "length": 12, "parts": 2, "extra": 9, "shaded": []}]},
        {"strips": [{"id": ["a"], "length": 12, "parts": 2, "extra": 0, "shaded": []}]},
        {"whole": 7, "guide": "left", "checks": {}},
    ],
)
def test_an_odd_answer_in_the_journal_does_not_stop_the_strips(odd):
    Journal().save("05/strips", odd)
    value = strips().value
    assert [strip["length"] for strip in value["strips"]] == [12, 10]
    assert (value["whole"], value["guide"], value["checks"]) == ("a", None, [])


def test_an_item_for_the_line_is_refused_and_the_right_ones_are_named():
    with pytest.raises(WrongTask, match=r"place-on-0-2.*“place”.*strips-show-five-fourths"):
        strips("place-on-0-2")
    with pytest.raises(UnknownName, match="strips-show-five-fourths"):
        strips("strips-show-five-fourth")


@pytest.mark.parametrize("lengths", [(), (1,), (25,), (12,) * 7, (1.5,), (True,)])
def test_lengths_that_cannot_be_drawn_are_refused(lengths):
    with pytest.raises(WrongTask, match="2 to 24"):
        kit.FractionStrips("05/free-strips", strips=lengths)


def test_free_strips_begin_with_the_lengths_that_were_asked_for():
    activity = kit.FractionStrips("05/free-strips", strips=(12, 8))
    assert [strip["length"] for strip in activity.value["strips"]] == [12, 8]
    with pytest.raises(WrongTask, match="Leave out strips"):
        kit.FractionStrips("05/strips", item="strips-show-five-fourths", strips=(12,))


def test_summary_and_picture_are_the_same_whatever_was_answered_and_keep_the_reasoning():
    activity = strips()
    before = (activity.summary(), activity.picture())
    activity.value = {**activity.value, "whole": "b"}
    assert (strips().summary(), strips().picture()) == before
    assert "Show 3/4 + 1/2" in before[0]
    assert "Strips 12, 10 steps long" in before[0]
    assert "Adding across" not in before[0] + before[1]


@pytest.mark.parametrize("item", ["strips-show-five-fourths", "strips-whole-from-two-thirds", None])
def test_the_picture_uses_only_tags_that_a_sanitizer_keeps(item):
    picture = strips(item).picture()
    assert set(re.findall(r"<(\w+)", picture)) <= {
        "h3",
        "p",
        "table",
        "tbody",
        "tr",
        "td",
        "sup",
        "sub",
        "b",
        "br",
    }
    assert "border:2px solid" in picture
