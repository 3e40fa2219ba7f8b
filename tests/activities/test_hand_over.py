"""HandOver's Python side: nothing before a press, nothing of the key, and old answers that do not fit."""

import json

import pytest

from kit import HandOver
from kit.content import library
from kit.errors import KitError, UnknownName
from kit.journal import Journal

READS = ("gallery/first", "gallery/last")
EMPTY = {"handed": False, "at": None, "writing": False, "tasks": {}}
HANDED = {
    "handed": True,
    "at": 5,
    "writing": False,
    "tasks": {"gallery/first": {"form": "A", "answers": {}, "confidence": {}}},
}


def make(key: str = "gallery/hand-over", **options) -> HandOver:
    return HandOver(key, **{"reads": READS, **options})


def test_with_both_forms_done_nothing_is_handed_over_by_itself():
    Journal().save("gallery/first", {"form": "A", "answers": {"fractions": {"choice": "b"}}})
    made = make()
    assert made.value == EMPTY
    assert made.others["gallery/first"]["form"] == "A"
    assert Journal().get("gallery/hand-over") is None


def test_a_form_done_later_is_seen_when_the_front_end_asks():
    made = make()
    Journal().save("gallery/last", {"form": "B"})
    made._reply(made, {"kind": "look"}, [])
    assert made.others["gallery/last"] == {"form": "B"}


def test_neither_key_nor_reading_is_in_its_content_picture_or_summary():
    made = make()
    everything = json.dumps(made.content, ensure_ascii=False) + made.picture() + made.summary()
    for form in library().measure("reading-student-thinking").forms:
        for part in form.parts:
            texts = (
                [one.because for one in part.responses]
                if part.kind == "order"
                else [part.reference, *(one.text for one in part.anchors)]
            )
            assert not any(text.replace("$", "")[:25] in everything for text in texts)
    assert '"level"' not in everything and '"because"' not in everything


def test_what_happens_stands_on_the_screen_on_paper_and_in_the_summary():
    made = make()
    for text in (made.picture(), made.summary(), " ".join(one["text"] for one in made.content["what"])):
        for said in ("without a name", "from five people on", "tick the box", "You can, as long as"):
            assert said in text


def test_picture_and_summary_are_the_same_whatever_was_handed_over():
    before = make()
    shown = before.picture(), before.summary()
    before.value = HANDED
    after = make()
    assert after.value == HANDED
    assert (after.picture(), after.summary()) == shown
    assert not any(tag in after.picture() for tag in ("<math", "<svg", "<script", "<input"))


@pytest.mark.parametrize(
    "odd",
    [
        {"handed": "yes", "tasks": {"gallery/first": {}}},
        {"handed": True, "tasks": []},
        {"handed": True, "tasks": {"gallery/first": 3}, "at": "now"},
    ],
)
def test_what_is_no_hand_over_counts_as_not_handed_over(odd):
    Journal().save("gallery/hand-over", odd)
    assert make().value == EMPTY


@pytest.mark.parametrize(
    "reads",
    [("gallery/first",), ("gallery/first",) * 2, ("gallery/hand-over", "gallery/x"), "00/baseline", (1, 2)],
)
def test_two_other_tasks_have_to_be_named(reads):
    with pytest.raises(KitError, match="keys of the two tasks"):
        make(reads=reads)


def test_an_unknown_measure_is_told():
    with pytest.raises(UnknownName):
        make(measure="nothing")
