"""The pan balance's Python side: its sentences and tasks, what comes back, and what it says when something is off."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities.tasks import WrongTask
from kit.content import library
from kit.content.sentences import pan, sentence
from kit.content.tasks import Task
from kit.content.tasks.relations import OpenSentenceTask, SolveTask, TrueFalseTask
from kit.journal import Journal

REASONS = [
    {"id": "a", "text": "A", "holds": True, "because": "B"},
    {"id": "b", "text": "C", "holds": False, "because": "D"},
]


def one(kind: str, text: str):
    return TypeAdapter(Task).validate_python({"kind": kind, "sentence": text, "reasons": REASONS})


def balance(**options) -> kit.PanBalance:
    return kit.PanBalance("05/balance", **{"item": "solve-3x-2", **options})


def test_a_sentence_is_read_as_two_pans():
    read = sentence("3x + 2 = x + 10")
    assert (read.left.boxes, read.left.weights, read.right.boxes, read.right.weights) == (3, (2,), 1, (10,))
    assert read.solution() == 4
    assert sentence("8 + 4 = □ + 5").solution() == 7
    assert sentence("x + 2 = x + 3").solution() is None


@pytest.mark.parametrize("text", ["x − 3", "-2", "2y", "100", "7x", "1 + 1 + 1 + 1 + 1", ""])
def test_what_cannot_lie_on_a_pan_is_refused(text):
    with pytest.raises(ValueError, match="“"):
        pan(text)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("open_sentence", "8 + 4 = 12", "has the sentence “8 + 4 = 12”"),
        ("open_sentence", "8 + 4 = □ + 50", "-38 for the box"),
        ("true_false", "8 + 4 = □ + 5", "has a box"),
        ("solve_balance", "x + 2 = x + 10", "no number solves"),
        ("solve_balance", "2x + 2 = 9", "solution 7/2"),
        ("solve_balance", "x + 9 = 2", "solution -7"),
        ("solve_balance", "3x + 2", "exactly one equal sign"),
        ("solve_balance", "3x − 2 = x", "takes away"),
    ],
)
def test_a_sentence_that_the_balance_cannot_show_is_refused_with_a_remedy(kind, text, said):
    with pytest.raises(ValidationError) as caught:
        one(kind, text)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_the_answers_in_the_data_are_what_the_sentences_give():
    checked = 0
    for item in library().items.values():
        if isinstance(item.task, OpenSentenceTask | SolveTask):
            assert int(item.answer) == item.task.pans.solution(), item.id
        elif isinstance(item.task, TrueFalseTask):
            assert item.answer == str(item.task.answer), item.id
        else:
            continue
        assert f"${item.task.sentence}$" in item.text, item.id
        checked += 1
    assert checked >= 6


def test_moves_are_back_when_the_cell_is_run_again_and_odd_ones_are_left_out():
    good = {"act": "take", "what": "ones", "n": 2, "side": "both"}
    bad = [
        {**good, "n": 0},
        {**good, "act": "split", "n": 1},
        {**good, "side": "middle"},
        {**good, "n": True},
        7,
    ]
    Journal().save(
        "05/balance",
        {"steps": [good, *bad], "answer": 4, "reason": "gone", "checks": [{"reason": "gone"}, 1]},
    )
    value = balance().value
    assert value == {"steps": [good], "answer": "", "reason": None, "checks": []}
    assert len(Journal().get("05/balance").value["steps"]) == 6


def test_a_free_balance_keeps_what_was_put_on_it():
    free = kit.PanBalance("05/free", left="2x + 3", right="9", box=3)
    assert (free.value["box"], free.value["left"]) == (3, "2x + 3")
    free.value = {**free.value, "left": "x + 1", "box": 5}
    assert kit.PanBalance("05/free").value == free.value
    Journal().save("05/odd", {"box": -1, "left": "x − 1", "right": None})
    assert kit.PanBalance("05/odd").value == {"steps": [], "box": 4, "left": "3x + 2", "right": "x + 10"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"item": None, "left": "x - 3"}, "a pan shows only what lies on it"),
        ({"item": None, "left": 3}, "needs text for left"),
        ({"item": None, "box": -2}, "less than nothing"),
        ({"left": "x"}, "Leave out left, right and box"),
        ({"box": 0}, "Leave out left, right and box"),
        ({"item": "orange-7-red"}, "“missing_value”.*solve-3x-2"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_to_do(options, said):
    with pytest.raises(WrongTask, match=said):
        balance(**options)


@pytest.mark.parametrize("item", ["solve-3x-2", "open-8-4-5", "true-37-56"])
def test_summary_and_picture_hold_the_task_and_neither_answer_nor_reasoning(item):
    activity = balance(item=item)
    before = activity.summary() + activity.picture()
    activity.value = {**activity.value, "reason": activity.content["task"]["reasons"][0]["id"]}
    again = balance(item=item)
    assert again.summary() + again.picture() == before
    for reason in library().item(item).task.reasons:
        assert reason.text.replace("$", "") in again.summary()
        assert reason.because[:25] not in before
    tags = set(re.findall(r"<(\w+)", again.picture()))
    assert tags <= {"h3", "p", "table", "tbody", "tr", "td", "ul", "li", "sup", "sub", "b"}


def test_the_answer_is_not_in_what_the_page_gets():
    task = balance(item="solve-3x-2").content["task"]
    assert {"answer", "solution"}.isdisjoint(task)
