"""Scores that people gave to writing: what a row must be, how far scorers agree, and growth in what was written."""

import pandas as pd
import pytest
from made_up_answers import PARTS, taken

import kit
from kit.errors import KitError

pytestmark = pytest.mark.filterwarnings("error")


def score(participant="p1", form="A", part="fractions", score=2, scorer="AB") -> dict:
    return {"participant": participant, "form": form, "part": part, "score": score, "scorer": scorer}


def two_scorers(pairs) -> list[dict]:
    """A pair of scores for each person."""
    return [
        score(f"p{person}", score=given, scorer=scorer)
        for person, pair in enumerate(pairs)
        for scorer, given in zip("XY", pair, strict=True)
    ]


PAIRS = [(0, 0), (1, 1), (2, 1), (3, 3), (2, 2), (0, 2), (3, 2), (1, 1)]


def test_scorers_are_compared_on_what_both_scored():
    found = kit.evidence.scorers([*two_scorers(PAIRS), score("p1", part="next-step", scorer="X")])
    assert found.exact.value == pytest.approx(5 / 8) and found.adjacent.value == pytest.approx(7 / 8)
    assert (found.scorers, found.responses, found.twice, found.exact.n) == (2, 9, 8, 8)
    assert found.notes == ("1 response was scored by one person only, and is not in this.",)
    # quadratic weights: squared differences 0 0 1 0 0 4 1 0, against those of all pairs of margins
    first, second = zip(*PAIRS, strict=True)
    by_chance = sum((one - other) ** 2 for one in first for other in second) / 8
    assert found.kappa.value == pytest.approx(1 - 6 / by_chance)
    assert found.kappa.low < found.kappa.value < found.kappa.high
    assert found.alpha_ordinal.low < found.alpha_ordinal.value < found.alpha_ordinal.high


def test_three_scorers_give_the_mean_over_their_pairs():
    third = [score(f"p{person}", score=pair[0], scorer="Z") for person, pair in enumerate(PAIRS)]
    found = kit.evidence.scorers([*two_scorers(PAIRS), *third])
    two = kit.evidence.scorers(two_scorers(PAIRS)).kappa.value
    assert found.kappa.value == pytest.approx(
        (two + two + 1) / 3
    )  # X with Y, Z with Y, X with Z who score alike
    assert found.exact.value == pytest.approx((5 + 3 * 1 / 3) / 8)


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        ([], "Nothing has been scored yet."),
        ([score(f"p{n}") for n in range(8)], "Only one person scored, so agreement cannot be told."),
        (
            [score(f"p{n}", scorer="XY"[n % 2]) for n in range(8)],
            "No response was scored by two people, so agreement cannot be told.",
        ),
        (two_scorers(PAIRS[:4]), "Too few to say: 4 people; stated from 5 on."),
    ],
)
def test_nothing_to_compare_is_said(scores, why):
    found = kit.evidence.scorers(scores)
    assert {one.why for one in (found.exact, found.adjacent, found.kappa, found.alpha_ordinal)} == {why}


def test_all_scores_the_same():
    found = kit.evidence.scorers(two_scorers([(2, 2)] * 6))
    assert found.exact.value == 1 and found.exact.why.startswith("No interval")
    assert (
        found.kappa.value is found.alpha_ordinal.value is None
        and "All scores are the same" in found.kappa.why
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"score": 4}, "`score` is “4”. Write 0, 1, 2 or 3"),
        ({"score": 1.5}, "`score` is “1.5”"),
        ({"score": None}, "`score` is “”"),
        ({"score": True}, "`score` is “True”"),
        ({"form": "C"}, "`form` is “C”. Write A or B."),
        (
            {"part": "strategies"},
            "`part` is “strategies”. The parts with writing are whole-numbers, fractions, next-step.",
        ),
        ({"scorer": " "}, "`scorer` is empty"),
        ({"participant": None}, "`participant` is empty"),
        ({"participant": "p1"}, "AB already scored this response in row 1"),
    ],
)
def test_a_wrong_row_is_named(row, told):
    with pytest.raises(KitError) as error:
        kit.evidence.scorers([score(), score(**{"participant": "p2", **row})])
    assert str(error.value).startswith("Row 2 of the scores: ") and told in str(error.value)


def test_a_missing_column_is_named():
    with pytest.raises(KitError, match="no column scorer"):
        kit.evidence.scorers(pd.DataFrame([score()]).drop(columns="scorer"))


def test_a_spreadsheets_numbers_and_small_letters_are_read():
    table = pd.DataFrame(
        [score(**one, form="a", score=2.0) for one in ({"participant": 7}, {"participant": 8})]
    )
    assert kit.evidence.scorers(table).responses == 2


RESPONSES = [
    taken(f"p{n}", key, form, PARTS[:2])
    for n in range(8)
    for key, form in (("00/baseline", "AB"[n % 2]), ("12/closing", "BA"[n % 2]))
]


def test_what_people_scored_grows_beside_the_closed_answers():
    scores = [
        score(f"p{n}", form, part, given + more, scorer)
        for n in range(8)
        for form in "AB"
        for part in ("fractions", "next-step")
        for scorer, more in (("X", 0), ("Y", n % 2))
        for given in [int(form == "BA"[n % 2])]  # one point more at the closing
    ]
    table = kit.evidence.paired(RESPONSES, scores=scores)
    rows = table.set_index(["participant", "part"])
    assert (
        rows["written_before"]["p1", "fractions"] == 0.5 and rows["written_after"]["p1", "fractions"] == 1.5
    )
    found = kit.evidence.growth(table)
    assert found.written_change.value == pytest.approx(1) and found.written_change.n == 8
    assert [part.written.value for part in found.by_part] == [None, pytest.approx(1), None, pytest.approx(1)]
    assert found.by_part[2].written.why == "Nothing is written in this part."
    assert found.by_part[0].written.why == "Nothing that was written at both times has been scored."


def test_a_code_that_nobody_has_is_named():
    with pytest.raises(KitError, match="Row 1 of the scores: nobody with the code “p99” took form A"):
        kit.evidence.paired(RESPONSES, scores=[score("p99")])
