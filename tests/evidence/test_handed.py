"""Hand-overs become the responses they were copied from; what was taken back and what is no hand-over do not."""

from hypothesis import given
from hypothesis import strategies as st

from kit.evidence import handed_over

TASKS = {
    "00/baseline": {"form": "A", "answers": {"fractions": {"choice": "b"}}, "confidence": {"fractions": 40}},
    "12/closing": {"form": "B", "answers": {"strategies": {"order": ["p", "q"]}}, "confidence": {}},
}


def hand_over(participant: str = "p1", revision: int = 1, **value) -> dict:
    value = {"handed": True, "at": 3, "writing": False, "tasks": TASKS} | value
    return {
        "participant": participant,
        "key": "12/hand-over",
        "revision": revision,
        "at": "t",
        "value": value,
    }


def test_both_forms_of_a_person_belong_together():
    found = handed_over([hand_over("p1"), hand_over("p2")])
    assert [(one["participant"], one["key"], one["value"]["form"]) for one in found] == [
        ("p1", "00/baseline", "A"),
        ("p1", "12/closing", "B"),
        ("p2", "00/baseline", "A"),
        ("p2", "12/closing", "B"),
    ]
    assert found[0]["value"] == TASKS["00/baseline"]


def test_what_was_taken_back_is_gone_whichever_message_comes_last():
    back = hand_over(revision=2, handed=False, tasks={})
    assert handed_over([back, hand_over()]) == [] and handed_over([hand_over(), back]) == []
    assert len(handed_over([hand_over(), back, hand_over(revision=3)])) == 2


def test_other_responses_are_passed_over_even_from_the_same_person():
    direct = {"participant": "p1", "key": "12/closing", "revision": 9, "value": {"form": "A", "answers": {}}}
    assert len(handed_over([direct, hand_over()])) == 2
    assert handed_over([direct]) == []


def test_only_what_is_in_the_form_of_an_answer_is_taken():
    odd = {
        "form": "A",
        "answers": {"a": {"choice": 3, "order": ["p", 4], "text": "x", "name": "Ada"}, "b": None},
        "confidence": {"a": 140, "b": True, "c": 30},
        "seconds": 3,
    }
    (found,) = handed_over([hand_over(tasks={"00/baseline": odd, "12/closing": {"form": "C"}})])
    assert found["value"] == {"form": "A", "answers": {"a": {"text": "x"}}, "confidence": {"c": 30}}


_ODD = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4) | st.sampled_from(["A", "B"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["handed", "tasks", "form", "answers", "confidence", "a"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(
    st.lists(
        _ODD | st.builds(lambda value: {"participant": "p", "key": "k", "revision": 1, "value": value}, _ODD)
    )
)
def test_nothing_that_a_browser_sends_makes_it_fail(responses):
    assert isinstance(handed_over(responses), list)
