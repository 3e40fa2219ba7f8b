"""Growth from two parallel forms: numbers by hand, who is in it, what is not told, and why."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_answers import MEASURE, PARTS, response, taken

import kit
from kit.errors import KitError, UnknownName
from kit.evidence import Estimate

pytestmark = pytest.mark.filterwarnings("error")
BASELINE, CLOSING = "00/baseline", "12/closing"


def both(person: str, order: str, before: int, after: int, sure=(80, 80)) -> list[dict]:
    """Both forms in an order, with the first so many parts right."""
    return [
        taken(person, BASELINE, order[0], PARTS[:before], sure[0]),
        taken(person, CLOSING, order[1], PARTS[:after], sure[1]),
    ]


def group(*people) -> list[dict]:
    """People as (order, parts right before, after), each four parts."""
    return [one for number, person in enumerate(people) for one in both(f"p{number:02}", *person)]


TEN = [
    ("AB", 1, 2), ("AB", 2, 2), ("AB", 0, 2), ("AB", 1, 3), ("AB", 3, 3),
    ("BA", 1, 3), ("BA", 0, 3), ("BA", 2, 3), ("BA", 1, 2), ("BA", 2, 4)
]  # fmt: skip


def grown(responses, **more):
    return kit.evidence.growth(kit.evidence.paired(responses, **more))


def numbers_of(found) -> dict[str, Estimate]:
    return {name: one for name, one in vars(found).items() if isinstance(one, Estimate)}


def assert_told(found):
    """Every number is there and finite, or a sentence says why not."""
    parts = [one for part in found.by_part for one in vars(part).values() if isinstance(one, Estimate)]
    for one in [*numbers_of(found).values(), *parts]:
        assert all(end is None or np.isfinite(end) for end in (one.value, one.low, one.high))
        assert (one.why == "") == (one.value is not None and one.low is not None)
        assert one.low is None or one.low <= one.value <= one.high
        assert one.why == "" or (one.why[0].isupper() and one.why.endswith("."))


# --- the table of pairs ---
def test_a_row_for_each_person_and_part_with_both_times():
    table = kit.evidence.paired(both("p1", "BA", 1, 4, sure=(90, 40)))
    assert list(table["part"]) == list(PARTS)
    first = table.iloc[0]
    assert (first["sequence"], first["form_before"], first["form_after"], first["kind"]) == (
        "BA",
        "B",
        "A",
        "explain",
    )
    assert list(table["score_before"]) == [1, 0, 0, 0] and list(table["score_after"]) == [1, 1, 1, 1]
    assert set(table["confidence_before"]) == {0.9} and set(table["confidence_after"]) == {0.4}
    assert table["written_before"].isna().all()


def test_success_is_the_whole_order_and_the_move_that_meets_the_idea():
    form = MEASURE.form("A")
    order = list(form.part("strategies").key)
    order[0], order[1] = order[1], order[0]
    half = next(move.id for move in form.part("next-step").moves if move.fit == 1)
    answers = {"strategies": {"order": order}, "next-step": {"choice": half}}
    table = kit.evidence.paired(
        [response("p1", BASELINE, {"form": "A", "answers": answers, "confidence": {}})]
    )
    rows = table.set_index("part")
    assert 0 < rows["score_before"]["strategies"] < 1 and rows["score_before"]["next-step"] == 0.5
    assert rows["success_before"]["strategies"] == rows["success_before"]["next-step"] == 0
    assert np.isnan(rows["score_before"]["fractions"]) and np.isnan(rows["success_before"]["fractions"])


def test_who_took_one_form_is_in_the_table_and_who_did_not_begin_is_not():
    responses = [
        taken("p1", BASELINE, "A", PARTS),
        taken("p2", CLOSING, "B", PARTS),
        response("p3", BASELINE, {"form": None, "answers": {}, "confidence": {}}),
    ]
    table = kit.evidence.paired(responses)
    assert set(table["participant"]) == {"p1", "p2"} and set(table["sequence"]) == {""}
    assert table["form_after"].isna().sum() == 4 and table["form_before"].isna().sum() == 4


def test_what_a_browser_might_send_does_no_harm():
    odd = {
        "form": "A",
        "answers": {"strategies": {"order": 3}, "fractions": {"choice": ["b"]}, "gone": {}, "next-step": "c"},
        "confidence": {"fractions": "80", "strategies": 120, "next-step": True},
    }
    table = kit.evidence.paired([response("p1", BASELINE, odd)])
    assert table[["score_before", "confidence_before"]].isna().all(axis=None)


def test_a_wrong_key_or_measure_is_refused_in_words():
    with pytest.raises(KitError, match="cannot be both the first and the last"):
        kit.evidence.paired([], first=CLOSING, second=CLOSING)
    with pytest.raises(KitError, match="“00/baseline” holds no answers to a measure"):
        kit.evidence.paired([response("p1", BASELINE, {"placed": {}})])
    with pytest.raises(UnknownName):
        kit.evidence.paired([], measure="reading")
    table = kit.evidence.paired(group(*TEN))
    with pytest.raises(KitError, match="no column score_before"):
        kit.evidence.growth(table.drop(columns="score_before"))
    with pytest.raises(KitError, match="has the part whole-numbers twice"):
        kit.evidence.growth(pd.concat([table, table.head(1)]))


# --- numbers by hand ---
def test_change_is_half_the_sum_of_both_orders_and_difficulty_half_the_difference():
    found = grown(group(*TEN))
    ab, ba = np.array([1, 0, 2, 2, 0]) / 4, np.array([2, 3, 1, 1, 2]) / 4
    error = np.sqrt((ab.var(ddof=1) + ba.var(ddof=1)) / 2 * (1 / 5 + 1 / 5)) / 2
    reach = 2.3060041350333704 * error  # t, 8 degrees of freedom, 97.5 percent
    assert found.change.value == pytest.approx((ab.mean() + ba.mean()) / 2)
    assert (found.change.low, found.change.high) == pytest.approx(
        (found.change.value - reach, found.change.value + reach)
    )
    assert found.form_difficulty.value == pytest.approx((ba.mean() - ab.mean()) / 2)
    assert (found.people, found.change.n, found.sequences) == (10, 10, {"AB": 5, "BA": 5})
    assert found.score_after.value - found.score_before.value == pytest.approx(found.change.value)
    assert_told(found)


def test_a_harder_form_is_no_growth():
    # nobody changes, form B costs everybody one part
    found = grown(
        group(
            *[("AB", n, n - 1) for n in (1, 2, 3, 4, 2, 3, 1)], *[("BA", n - 1, n) for n in (1, 3, 2, 4, 3)]
        )
    )
    assert found.change.value == pytest.approx(0)
    assert found.form_difficulty.value == pytest.approx(0.25)


def test_uneven_orders_do_not_let_the_harder_form_in():
    found = grown(
        group(
            *[("AB", n, n) for n in (1, 2, 3)], *[("BA", n - 1, n + 1) for n in (1, 2, 3, 2, 1, 3, 2, 2, 3)]
        )
    )
    assert found.change.value == pytest.approx(0.25)  # the plain mean would be 0.375
    assert any(
        note == "Only 3 people took form A first; half of the change rests on them." for note in found.notes
    )


def test_effect_size_is_in_standard_deviations_of_the_first_score_and_corrected():
    found = grown(group(*TEN))
    before = np.array([1, 2, 0, 1, 3]) / 4, np.array([1, 0, 2, 1, 2]) / 4
    spread = np.sqrt((before[0].var(ddof=1) + before[1].var(ddof=1)) / 2)
    assert found.effect_size.value == pytest.approx(found.change.value / spread * (1 - 3 / (4 * 8 - 1)))
    assert found.effect_size.low < found.effect_size.value < found.effect_size.high


def test_calibration_is_confidence_less_success():
    people = [(order, before, after, (100, 50)) for order, before, after in TEN]
    found = grown(group(*people))
    assert found.confidence_before.value == 1 and found.confidence_after.value == 0.5
    assert found.calibration_before.value == pytest.approx(1 - found.success_before.value)
    assert found.calibration_after.value == pytest.approx(0.5 - found.success_after.value)
    assert found.calibration_change.value == pytest.approx(
        found.calibration_after.value - found.calibration_before.value
    )
    assert found.calibration_before.low < found.calibration_before.value


def test_each_part_has_its_change():
    found = grown(group(*TEN))
    assert [part.part for part in found.by_part] == list(PARTS)
    first = found.by_part[0]
    assert first.change.value == pytest.approx((np.mean([0, 0, 1, 0, 0]) + np.mean([0, 1, 0, 0, 0])) / 2)
    assert np.mean([part.change.value for part in found.by_part]) == pytest.approx(found.change.value)
    assert first.after.value == 1 and first.after.why.startswith("No interval")


# --- who is in it, and who is not ---
def test_what_is_missing_is_told_in_counts():
    responses = group(*TEN)
    responses += [taken("only-first", BASELINE, "A", PARTS), taken("only-last", CLOSING, "A", PARTS)]
    responses += both("same", "AA", 1, 2)
    few = ("fractions",)
    responses += [taken("few", BASELINE, "A", (), parts=few), taken("few", CLOSING, "B", (), parts=few)]
    three = PARTS[:3]
    responses += [taken("open", BASELINE, "A", (), parts=three), taken("open", CLOSING, "B", PARTS)]
    responses += [taken("unsure", BASELINE, "A", PARTS, sure=None), taken("unsure", CLOSING, "B", PARTS)]
    found = grown(responses)
    assert found.people == 12 and found.calibration_before.n == 11
    assert found.missing == (
        "1 person took only the first form; not in the change.",
        "1 person took only the last form; not in the change.",
        "1 person took the same form twice; not in the change.",
        "1 person answered fewer than half of the parts at both times; not in the change.",
        "Left open at one time or both, by how many of those counted: next-step (1).",
        "1 person did not say often enough how sure they were; not in the calibration.",
    )
    assert found.by_part[3].change.n == 11
    assert "only-first" not in str(dataclasses.asdict(found))
    assert_told(found)


def test_a_part_left_open_is_not_a_part_that_is_wrong():
    responses = group(*TEN)
    del responses[1]["value"]["answers"]["next-step"]
    found, whole = grown(responses), grown(group(*TEN))
    # the first of five people changes by 1 of 3 parts in place of 1 of 4
    assert found.change.value - whole.change.value == pytest.approx((1 / 3 - 1 / 4) / 5 / 2)


def test_nobody_and_only_baselines():
    assert numbers_of(grown([]))["change"].why == "Nobody has taken either form yet."
    found = grown([taken(f"p{n}", BASELINE, "AB"[n % 2], PARTS) for n in range(8)])
    assert {one.why for one in numbers_of(found).values()} == {"Nobody has taken both forms yet."}
    assert found.missing == ("8 people took only the first form; not in the change.",)
    assert_told(found)


def test_fewer_than_five_give_no_number_at_all():
    found = grown(group(*TEN[:2], *TEN[-2:]))
    assert {one.why for one in numbers_of(found).values()} == {"Too few to say: 4 people; stated from 5 on."}
    assert all(one.value is None for one in numbers_of(found).values())
    assert all(part.change.value is part.before.value is None for part in found.by_part)
    assert_told(found)


def test_five_give_numbers_that_do_not_point_at_the_smaller_order():
    found = grown(group(*TEN[:3], *TEN[-2:]))
    assert found.change.value is not None
    assert found.form_difficulty.value is None and found.raw_change.value is None
    assert "would give away how they did" in found.form_difficulty.why
    assert_told(found)


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (
            TEN[:5],
            "Everybody took form A first, so a change cannot be told apart from a difference between the forms.",
        ),
        (
            TEN[5:],
            "Everybody took form B first, so a change cannot be told apart from a difference between the forms.",
        ),
        (
            TEN[:6],
            "Only 1 person took form B first, so a change cannot be told apart from a difference between the forms.",
        ),
    ],
)
def test_with_one_order_change_and_difficulty_are_not_told_apart(people, why):
    found = grown(group(*people))
    for one in (found.change, found.effect_size, found.form_difficulty, found.calibration_change):
        assert one.value is None and one.why == why
    assert found.raw_change.value == pytest.approx(
        np.mean([(after - before) / 4 for _, before, after in people])
    )
    assert found.raw_change.low is not None
    assert found.score_before.value is not None and any(why in note for note in found.notes)
    assert_told(found)


def test_answers_of_two_rooms_put_together_are_refused():
    # a room numbers its devices anew: p001 of one and p001 of the other are two people, and half of them have one form twice
    found = grown(group(*TEN, ("AA", 1, 2), ("BB", 2, 2), ("AA", 1, 1), ("BB", 3, 2), ("AA", 0, 2)))
    assert all(one.value is None for one in numbers_of(found).values())
    assert "Of 15 people with two forms, 5 seem to have taken one form twice" in found.change.why
    assert_told(found)


def test_a_ceiling_is_told():
    found = grown(group(*TEN[:8], ("AB", 4, 4), ("BA", 4, 4)))
    assert any(
        note.startswith("2 of 10 people had all closed parts right at the first form") for note in found.notes
    )


def test_everybody_the_same_gives_no_interval_and_no_effect():
    found = grown(group(*[("AB", 1, 2)] * 5, *[("BA", 1, 2)] * 5))
    assert (
        found.change.value == 0.25 and found.change.low is None and found.change.why.startswith("No interval")
    )
    assert found.effect_size.value is None and "no spread" in found.effect_size.why
    assert_told(found)


def test_nobody_said_how_sure():
    found = grown(group(*[(*person, (None, None)) for person in TEN]))
    assert found.calibration_before.why == "Nobody said at both times how sure they were."
    assert found.change.value is not None
    assert_told(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["AB", "AB", "BA", "BA", "AA"]),
            st.integers(0, 4),
            st.integers(0, 4),
            st.tuples(*[st.sampled_from([None, 0, 50, 100])] * 2),
            st.sampled_from([PARTS, PARTS, PARTS[:2], PARTS[2:], PARTS[:1], ()]),
            st.sampled_from([2, 2, 2, 1]),
        ),
        max_size=14,
    )
)
def test_whatever_was_answered_every_number_is_there_or_a_sentence_is(people):
    responses = []
    for number, (order, before, after, sure, parts, times) in enumerate(people):
        one = both(f"p{number}", order, before, after, sure)[:times]
        for given_form in one:
            given_form["value"]["answers"] = {part: given_form["value"]["answers"][part] for part in parts}
        responses += one
    assert_told(grown(responses))


def test_a_table_that_was_kept_as_a_file_gives_the_same(tmp_path):
    table = kit.evidence.paired([*group(*TEN), taken("one", BASELINE, "A", PARTS)])
    table.to_csv(tmp_path / "pairs.csv", index=False)
    assert kit.evidence.growth(pd.read_csv(tmp_path / "pairs.csv")) == kit.evidence.growth(table)
