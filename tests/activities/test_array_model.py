"""The array's Python side: its tasks, what it keeps, what comes back, and what it says when something is off."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities.tasks import WrongTask
from kit.content import library
from kit.content.tasks import Task
from kit.journal import Journal

REASONS = [
    {"id": "a", "text": "A", "holds": True, "because": "B"},
    {"id": "b", "text": "A", "holds": False, "because": "B"},
]
COMMON = {"ask": "Why?", "reasons": REASONS}
CUT = {"kind": "cut_array", "rows": 7, "columns": 8, "known": "5 × 8"}
PART = {
    "kind": "missing_part",
    "rows": 14,
    "columns": 23,
    "row_cuts": [10],
    "column_cuts": [20],
    "missing": [2, 1],
}
MATCH = {
    "kind": "match_cut",
    "expression": "4 × 6 + 3 × 6",
    "options": [
        {"id": "x", "rows": 7, "columns": 6, "row_cuts": [4], "because": "B"},
        {"id": "y", "rows": 7, "columns": 6, "column_cuts": [3], "because": "B"},
    ],
}


def array(item="array-7-by-8") -> kit.ArrayModel:
    return kit.ArrayModel("gallery/array", item=item)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (CUT | {"known": "5 x 8"}, "for a product"),
        (CUT | {"known": "7 × 8"}, "looks for 7 × 8"),
        (CUT | {"known": "8 × 5"}, "looks for 8 × 5"),
        (PART | {"row_cuts": [14]}, "cuts its 14 rows after 14"),
        (PART | {"missing": [3, 1]}, "hides part 3, 1"),
        (PART | {"row_cuts": [], "column_cuts": [], "missing": [1, 1]}, "has no cut"),
        (MATCH | {"expression": "4 × 6 + 2 × 6"}, "has 0 pictures"),
        (
            MATCH
            | {
                "options": [
                    *MATCH["options"],
                    {"id": "z", "rows": 6, "columns": 7, "column_cuts": [4], "because": "B"},
                ]
            },
            "has 2 pictures of 4 × 6 + 3 × 6: x, z",
        ),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Task).validate_python(COMMON | task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_the_picture_that_fits_is_found_by_the_kit():
    assert TypeAdapter(Task).validate_python(COMMON | MATCH).answer == "x"
    assert library().item("array-which-shows-4-6-and-3-6").task.answer == "rows-cut"


def test_what_was_cut_and_turned_is_back_when_the_cell_is_run_again():
    activity = array()
    activity.value = {
        **activity.value,
        "rows": 8,
        "columns": 7,
        "column_cuts": [5],
        "turned": True,
        "reason": "rows-shared",
    }
    assert array().value == activity.value
    assert array().notice == ""


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {
            "rows": "7",
            "columns": None,
            "row_cuts": 5,
            "column_cuts": {},
            "turned": 1,
            "reading": 3,
            "checks": "x",
        },
        {"rows": 7, "columns": 8, "row_cuts": [9], "column_cuts": []},
        {"rows": 8, "columns": 7, "row_cuts": [], "column_cuts": [], "turned": False, "drawing": "hexagons"},
        {"row_cuts": [4, 4], "reason": ["rows-shared"]},
    ],
)
def test_an_odd_answer_in_the_journal_does_not_stop_the_array(odd):
    Journal().save("gallery/array", odd)
    value = array().value
    assert (value["rows"], value["columns"], value["row_cuts"], value["column_cuts"]) == (7, 8, [], [])
    assert (value["turned"], value["reading"], value["checks"], value["reason"]) == (False, None, [], None)


def test_cuts_that_no_longer_fit_are_kept_aside_and_it_is_said():
    Journal().save("gallery/array", {"rows": 9, "columns": 8, "row_cuts": [8]})
    activity = array()
    assert activity.value["gone"]["row_cuts"] == [8]
    assert "as at first" in activity.notice


@pytest.mark.parametrize(
    "asked",
    [{"rows": 25, "drawing": "dots"}, {"rows": 0}, {"rows": 100}, {"columns": 3.5}, {"drawing": "stars"}],
)
def test_a_free_array_that_cannot_be_drawn_is_refused(asked):
    with pytest.raises(WrongTask, match="Give "):
        kit.ArrayModel("gallery/free", **asked)
    with pytest.raises(WrongTask, match="Leave out rows"):
        kit.ArrayModel("gallery/array", item="array-7-by-8", rows=7)


def test_a_large_free_array_is_open():
    assert kit.ArrayModel("gallery/free", rows=14, columns=23).value["drawing"] == "squares"
    assert kit.ArrayModel("gallery/free-large", rows=47, columns=68).value["drawing"] == "open"


@pytest.mark.parametrize(
    ("item", "secret"),
    [
        ("area-14-by-23", "80"),
        ("array-7-by-8", "5 rows and 2 rows"),
        ("array-which-shows-4-6-and-3-6", "rows-cut"),
    ],
)
def test_summary_and_picture_keep_the_answer(item, secret):
    activity = array(item)
    assert secret not in activity.summary() + activity.picture()
    assert set(re.findall(r"<(\w+)", activity.picture())) <= {
        "h3",
        "p",
        "b",
        "table",
        "tbody",
        "tr",
        "td",
        "ul",
        "li",
    }


def test_the_picture_shows_every_square_and_each_option():
    assert array().picture().count("<td") == 7 * 8
    assert "Picture D" in array("array-which-shows-4-6-and-3-6").picture()
    assert "Not drawn to scale" in array("area-14-by-23").picture()
