"""The tray's Python side: its tasks, what it keeps, what comes back, and what it says when something is off."""

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
ALL = [item.id for item in library().items.values() if item.task and hasattr(item.task, "words")]


def tray(item="count-past-the-end") -> kit.CountingTray:
    return kit.CountingTray("gallery/tray", item=item)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"kind": "count_objects", "number": 15, "arrangement": "scattered"}, "scatters 15"),
        ({"kind": "give_number", "pile": 6, "number": 6}, "asks for 6 of 6"),
        ({"kind": "rearrange", "number": 6, "arrangement": "line", "then": "line"}, "where they are"),
        ({"kind": "letter_sum", "first": "m", "second": "k"}, "asks for m + k"),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Task).validate_python(COMMON | task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_letters_add_up():
    task = library().item("letters-d-plus-c").task
    assert task.answer == 7
    assert library().item("letters-d-plus-c").answer == "abcdefg"[-1]


def test_a_count_is_back_when_the_cell_is_run_again():
    activity = tray()
    events = [{"object": 0, "word": 1}, {"object": 0, "word": 2}, {"object": None, "word": 3}]
    activity.value = {
        **activity.value,
        "counts": [{"when": "first", "events": events}],
        "asked": True,
        "answer": 3,
        "reason": "one-to-one",
    }
    assert tray().value == activity.value
    assert tray().notice == ""


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {
            "counts": 3,
            "plate": None,
            "answer": "three",
            "asked": 1,
            "checks": {},
            "reason": 4,
            "words": "runes",
        },
        {
            "counts": [{"when": "never", "events": []}, 7],
            "plate": ["a", 99],
            "marks": "no",
            "touch": [],
            "answer": 0,
        },
        {
            "counts": [
                {"when": "first", "events": [{"object": 99, "word": 1}, {"object": None, "word": None}, 5]}
            ]
        },
    ],
)
def test_an_odd_answer_in_the_journal_does_not_stop_the_tray(odd):
    Journal().save("gallery/tray", odd)
    value = tray().value
    assert value["counts"] == [{"when": "first", "events": []}]
    assert (value["plate"], value["answer"], value["asked"], value["reason"]) == ([], None, False, None)
    assert (value["words"], value["touch"], value["marks"], value["objects"]) == ("numbers", "count", True, 6)


def test_a_count_of_another_number_of_objects_is_kept_aside_and_it_is_said():
    Journal().save("gallery/tray", {"objects": 9, "answer": 9})
    activity = tray()
    assert activity.value["objects"] == 6
    assert activity.value["gone"]["answer"] == 9
    assert "starts afresh" in activity.notice


def test_moved_counters_come_back_where_they_were_moved_to():
    activity = tray("rearrange-8")
    activity.value = {**activity.value, "moved": True, "arrangement": "scattered", "answer": 8}
    assert tray("rearrange-8").value["arrangement"] == "scattered"


@pytest.mark.parametrize(
    "asked",
    [
        {"objects": 0},
        {"objects": 21},
        {"objects": 13, "arrangement": "scattered"},
        {"arrangement": "heap"},
        {"words": "runes"},
    ],
)
def test_a_free_tray_that_cannot_be_drawn_is_refused(asked):
    with pytest.raises(WrongTask, match=r"Give |Scatter 12"):
        kit.CountingTray("gallery/free", **asked)
    with pytest.raises(WrongTask, match="Leave out objects"):
        kit.CountingTray("gallery/tray", item="rearrange-8", words="letters")


@pytest.mark.parametrize("item", ALL)
def test_summary_and_picture_keep_the_reasoning_and_the_number_that_is_not_told(item):
    activity = tray(item)
    both = activity.summary() + activity.picture()
    assert not any(reason.because[:40] in both for reason in library().item(item).task.reasons)
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
    assert activity.picture().count("●") + activity.picture().count("■") > 2
    assert ("Plate" in activity.picture()) == (activity.content["task"]["touch"] == "give")
