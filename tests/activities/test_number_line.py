"""The number line's Python side: its tasks, what it keeps, what comes back, and what it says when something is off."""

import re
from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities.tasks import WrongTask
from kit.content.quantities import quantity
from kit.content.tasks import CompareTask, FindWholeTask, PlaceTask, Task
from kit.errors import UnknownName
from kit.journal import Journal

pytestmark = pytest.mark.usefixtures("fraction_tasks")


def line(**options) -> kit.NumberLine:
    return kit.NumberLine("05/line", **{"item": "place-on-0-2", **options})


def one(task: dict):
    return TypeAdapter(Task).validate_python(task)


PLACE = {"kind": "place", "end": 2, "numbers": ["1/2"], "reasons": {"1/2": "Half."}}
COMPARE = {
    "kind": "compare",
    "left": "1/2",
    "right": "2/3",
    "reasons": [
        {"id": "a", "text": "A", "holds": True, "because": "B"},
        {"id": "b", "text": "A", "holds": False, "because": "B"},
    ],
}
FIND = {"kind": "find_whole", "given": "1/5", "reach": "13/10", "reason": "R"}


def test_mixed_numbers_are_read_as_their_value():
    assert quantity("1 1/2") == Fraction(3, 2)
    assert quantity("2/2") == 1
    assert quantity("3") == 3


@pytest.mark.parametrize("text", ["1/0", "half", "-1/2", "1/2/3", ""])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="“"):
        quantity(text)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (PLACE | {"numbers": ["5/2"], "reasons": {"5/2": "R"}}, "where it is not"),
        (PLACE | {"numbers": ["1/0", "1/2"]}, "denominator 0"),
        (PLACE | {"numbers": ["1/2", "1/3"]}, "no reason for 1/3"),
        (PLACE | {"reasons": {"1/2": "R", "2/4": "R"}}, "reason for 2/4"),
        (PLACE | {"end": 0}, "a line from 0 to 0"),
        (PLACE | {"end": 12}, "a line from 0 to 12"),
        (FIND | {"reach": "1"}, "draws its line to 1"),
        (FIND | {"given": "4/3"}, "draws its line to 13/10"),
        (FIND | {"given": "2/2"}, "from which 1 cannot be looked for"),
        (COMPARE | {"right": "1/2"}, "with itself"),
        (COMPARE | {"reasons": COMPARE["reasons"][:1] * 2}, "two reasons with the id “a”"),
        (
            COMPARE | {"reasons": [COMPARE["reasons"][0], COMPARE["reasons"][0] | {"id": "c"}]},
            "only reasons that hold",
        ),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        one(task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_sound_tasks_are_accepted():
    for task, kind in ((PLACE, PlaceTask), (FIND, FindWholeTask), (COMPARE, CompareTask)):
        assert isinstance(one(task), kind)


def test_equalities_written_in_the_reasoning_hold(fraction_tasks):
    equal = 0
    for item in fraction_tasks.items.values():
        if isinstance(item.task, CompareTask):
            for reason in item.task.reasons:
                for left, right in re.findall(r"(\d+/\d+) = (\d+/\d+)", reason.text):
                    assert quantity(left) == quantity(right), (item.id, reason.text)
                    equal += reason.holds
    assert equal >= 8


def test_every_comparison_gives_its_answer_as_the_numbers_have_it(fraction_tasks):
    for item in fraction_tasks.items.values():
        if isinstance(item.task, CompareTask):
            left, right = quantity(item.task.left), quantity(item.task.right)
            larger = item.task.left if left > right else item.task.right
            assert item.answer == ("They are the same number." if left == right else f"${larger}$")


def test_what_was_placed_is_back_when_the_cell_is_run_again():
    activity = line()
    activity.value = {
        **activity.value,
        "placed": {"3/4": 0.75},
        "parts": 4,
        "checks": [{"placed": {"3/4": 0.75}}],
    }
    again = line()
    assert again.value == activity.value
    assert again.notice == ""


def test_a_number_that_the_task_no_longer_has_is_left_out_and_said_so():
    Journal().save(
        "05/line", {"placed": {"3/4": 0.7, "7/3": 1.2, "1/4": 9}, "parts": 4, "jumps": 2, "checks": []}
    )
    activity = line()
    assert activity.value["placed"] == {"3/4": 0.7}
    assert activity.value["gone"] == {"7/3": 1.2, "1/4": 9}
    assert "7/3" in activity.notice
    assert Journal().get("05/line").value["placed"]["7/3"] == 1.2


@pytest.mark.parametrize(
    "odd",
    [
        {"placed": None},
        {"placed": {"3/4": "right"}},
        {"placed": {"3/4": True}},
        {"parts": 0},
        {"parts": "four"},
        {"jumps": -1},
        {"jumps": 10_000},
        {"checks": "none"},
        {"checks": [7]},
    ],
)
def test_an_odd_answer_in_the_journal_does_not_stop_the_line(odd):
    Journal().save("05/line", odd)
    value = line().value
    assert value["placed"] == {}
    assert 1 <= value["parts"] <= 12
    assert value["jumps"] == 0
    assert value["checks"] == []


def test_jumps_that_would_leave_the_line_are_cut_to_its_end():
    Journal().save("05/line", {"parts": 4, "jumps": 50})
    assert line().value["jumps"] == 8


def test_a_reason_that_the_comparison_no_longer_has_is_open_again():
    Journal().save(
        "05/line",
        {
            "larger": "left",
            "reason": "gone",
            "checks": [{"larger": "left", "reason": "gone"}, {"reason": "gap"}],
        },
    )
    value = line(item="compare-3-4-and-2-3").value
    assert (value["larger"], value["reason"]) == ("left", None)
    assert value["checks"] == [{"reason": "gap"}]


def test_a_free_line_brings_back_its_span_and_numbers():
    activity = kit.NumberLine("05/free", start=0, end=3)
    assert activity.value["span"] == [0, 3]
    activity.value = {**activity.value, "span": [0, 5], "numbers": ["9/4"], "placed": {"9/4": 2.2}}
    again = kit.NumberLine("05/free", start=0, end=3)
    assert again.value["span"] == [0, 5]
    assert again.value["placed"] == {"9/4": 2.2}


def test_a_free_line_with_an_odd_span_or_number_starts_from_what_is_sound():
    Journal().save(
        "05/free", {"span": [3, 1], "numbers": ["x", "1/2", "1/2"], "placed": {"1/2": 0.5, "x": 1}}
    )
    value = kit.NumberLine("05/free", start=0, end=3).value
    assert (value["span"], value["numbers"], value["placed"]) == ([0, 3], ["1/2"], {"1/2": 0.5})


def test_an_unknown_item_is_named_with_its_neighbours():
    with pytest.raises(UnknownName, match="place-on-0-2"):
        line(item="place-on-0-3")


def test_an_item_for_strips_is_refused_and_the_right_ones_are_named():
    with pytest.raises(WrongTask, match=r"strips-show-five-fourths.*“show”.*place-on-0-2"):
        line(item="strips-show-five-fourths")


def test_a_line_that_cannot_be_drawn_is_refused():
    with pytest.raises(WrongTask, match="from 0 to 40"):
        kit.NumberLine("05/free", end=40)
    with pytest.raises(WrongTask, match="Leave out start and end"):
        line(end=3)


def test_the_summary_is_the_same_each_time_and_holds_what_to_do():
    first, second = line().summary(), line().summary()
    assert first == second
    assert "Numbers to place: 1/4, 2/3, 3/4, 2/2, 5/4, 1 1/2" in first
    assert "A line from 0 to 2." in first


def test_neither_summary_nor_picture_tells_the_reasoning_or_what_was_answered():
    activity = line(item="compare-4-5-and-11-12")
    activity.value = {**activity.value, "larger": "right", "reason": "gap"}
    again = line(item="compare-4-5-and-11-12")
    assert activity.summary() == again.summary()
    assert activity.picture() == again.picture()
    assert "Each is one part short of 1" in again.summary()
    assert "missing fifth is a longer way" not in again.summary() + again.picture()


@pytest.mark.parametrize("item", ["place-on-0-2", "find-one-from-four-thirds", "compare-3-4-and-2-3", None])
def test_the_picture_uses_only_tags_that_a_sanitizer_keeps(item):
    activity = kit.NumberLine("05/line", item=item)
    tags = set(re.findall(r"<(\w+)", activity.picture()))
    assert tags <= {"h3", "p", "table", "tbody", "tr", "td", "ul", "li", "sup", "sub", "b", "small"}
    assert "4</sub>" in activity.picture() or item in ("find-one-from-four-thirds", None)
