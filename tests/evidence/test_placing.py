"""From sorts to a table, and the reference of a deck."""

import pandas as pd
import pytest
from made_up_answers import response, sort

import kit
from kit.content import library
from kit.errors import KitError, UnknownName
from kit.journal import Journal


def test_a_sort_becomes_rows_and_not_enough_to_say_is_missing():
    table = kit.evidence.placements(
        [sort("p2", {"s01": "2", "s02": "unsure"}), sort("p1", {"s01": "0"})], "05/papers"
    )
    assert list(table.itertuples(index=False, name=None))[:2] == [("p1", "s01", 0), ("p2", "s01", 2)]
    assert list(table["level"].isna()) == [False, False, True]
    assert list(table.columns) == ["participant", "card", "level"]


def test_the_first_sort_counts_for_agreement():
    moved = sort("p1", {"s01": "3"}, first={"s01": "1"})
    assert list(kit.evidence.placements([moved], "05/papers")["level"]) == [1]
    assert list(kit.evidence.placements([moved], "05/papers", sort="last")["level"]) == [3]


def test_of_two_answers_the_higher_revision_counts_and_other_keys_are_passed_over():
    responses = [
        sort("p1", {"s01": "3"}, revision=4),
        sort("p1", {"s01": "1"}, revision=2),
        sort("p1", {"s01": "0"}, key="05/sums"),
        response("p1", "05/reflect", {"writing": {}}),
    ]
    assert list(kit.evidence.placements(responses, "05/papers")["level"]) == [3]


def test_a_journals_own_responses_will_do(journal_folder):
    journal = Journal()
    journal.save("05/papers", {"placed": {"s01": "2"}, "first": None})
    assert list(kit.evidence.placements(journal.responses().values(), "05/papers")["level"]) == [2]


def test_nobody_sorted_gives_an_empty_table():
    table = kit.evidence.placements([], "05/papers")
    assert table.empty and str(table["level"].dtype) == "Int64"
    assert (
        kit.evidence.agreement(table, levels=range(4)).exact.why == "There is no reference to compare with."
    )
    assert kit.evidence.agreement(table, levels=range(4)).fleiss.why == "Nobody has placed a card yet."


def test_what_a_browser_might_send_does_no_harm():
    odd = {"placed": {"s01": 2, "s02": None, "s03": "x", "s04": "1"}, "first": "no"}
    table = kit.evidence.placements([response("p1", "05/papers", odd)], "05/papers")
    assert list(table["card"]) == ["s03", "s04"] and list(table["level"].isna()) == [True, False]


@pytest.mark.parametrize(
    ("responses", "more", "told"),
    [
        ([response("p1", "05/papers", {"answer": 3})], {}, "holds no sort"),
        ([{"key": "05/papers", "value": {}}], {}, "Response 1 is not one"),
        (["05/papers"], {}, "Response 1 is not one"),
        ([], {"sort": "second"}, "There is no sort 'second'"),
    ],
)
def test_something_else_is_refused_in_words(responses, more, told):
    with pytest.raises(KitError, match=told):
        kit.evidence.placements(responses, "05/papers", **more)


def test_the_reference_of_a_deck():
    anchors = kit.evidence.anchors("fraction-arithmetic/papers")
    _, samples = library().deck("fraction-arithmetic/papers")
    assert list(anchors) == [sample.id for sample in samples]
    assert anchors["s01"] is None and anchors["s47"] == 3
    assert kit.evidence.levels("fraction-arithmetic/papers") == tuple(range(6))
    with pytest.raises(UnknownName):
        kit.evidence.anchors("fraction-arithmetic/paper")


def test_a_group_that_sorts_as_the_reference_agrees_with_it():
    anchors = kit.evidence.anchors("give-a-number/sixteen")
    piles = {card: "unsure" if level is None else str(level) for card, level in anchors.items()}
    table = kit.evidence.placements([sort(f"p{n}", piles) for n in range(6)], "05/papers")
    found = kit.evidence.agreement(table, anchors, levels=kit.evidence.levels("give-a-number/sixteen"))
    assert found.exact.value == found.kappa.value == 1
    assert isinstance(table, pd.DataFrame)
