"""Agreement: published worked examples by hand and by the kit, and every case in which there is nothing to compute."""

from fractions import Fraction

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

import kit
from kit.errors import KitError
from kit.evidence.draws import drawn_alphas, drawn_fleiss, drawn_groups, drawn_kappas

pytestmark = pytest.mark.filterwarnings("error")


def placed(rows) -> pd.DataFrame:
    """A row for each person with a level for each card; None is a card on the pile for not enough to say."""
    table = pd.DataFrame(
        [
            (f"p{person:02}", f"c{card:02}", level)
            for person, row in enumerate(rows)
            for card, level in enumerate(row)
        ],
        columns=["participant", "card", "level"],
    )
    return table.astype({"level": "Int64"})


def reference(levels) -> dict:
    return {f"c{card:02}": level for card, level in enumerate(levels)}


@pytest.fixture
def stated_from_four(monkeypatch):
    """Krippendorff's example has fewer observers than the kit asks for."""
    monkeypatch.setattr("kit.evidence.estimates.FEWEST", 4)


# --- published worked examples ---
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, Annenberg School for
Communication: four observers, twelve units, seven values missing. He finds 0.743 (nominal) and 0.815 (ordinal)."""


def alpha_by_hand(rows, distance) -> float:
    """From the coincidence matrix, as Krippendorff writes it, in fractions."""
    units = [[row[unit] for row in rows if row[unit] is not None] for unit in range(len(rows[0]))]
    units = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in units for value in unit})
    together = {(c, k): Fraction(0) for c in values for k in values}
    for unit in units:
        for i, c in enumerate(unit):
            for j, k in enumerate(unit):
                if i != j:
                    together[c, k] += Fraction(1, len(unit) - 1)
    n = {c: sum(together[c, k] for k in values) for c in values}
    total = sum(n.values())
    observed = sum(together[c, k] * distance(c, k, n) for c in values for k in values)
    by_chance = sum(n[c] * n[k] * distance(c, k, n) for c in values for k in values) / (total - 1)
    return float(1 - observed / by_chance)


def nominal(c, k, n):
    return int(c != k)


def ordinal(c, k, n):
    between = sum(n[g] for g in n if min(c, k) <= g <= max(c, k))
    return (between - (n[c] + n[k]) / 2) ** 2 if c != k else 0


def test_krippendorffs_example_with_missing_values(stated_from_four):
    found = kit.evidence.agreement(placed(KRIPPENDORFF), levels=range(1, 6))
    assert found.alpha_nominal.value == pytest.approx(0.743, abs=0.0005)
    assert found.alpha_ordinal.value == pytest.approx(0.815, abs=0.0005)
    assert found.alpha_nominal.value == pytest.approx(alpha_by_hand(KRIPPENDORFF, nominal))
    assert found.alpha_ordinal.value == pytest.approx(alpha_by_hand(KRIPPENDORFF, ordinal))
    assert found.ratings == 41


DIAGNOSES = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
    (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
    (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
    (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
    (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
]  # fmt: skip
"""Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76, 378-382: thirty patients, six
diagnoses of each, counted in five categories. He finds kappa 0.430."""


def test_fleiss_example_of_psychiatric_diagnoses():
    # the six diagnoses of a patient are put in some order: which of six psychiatrists gave which is not published, nor needed
    rows = np.array([np.repeat(range(5), counts) for counts in DIAGNOSES]).T
    found = kit.evidence.agreement(placed(rows), levels=range(5)).fleiss
    agreed = sum(Fraction(sum(n * n for n in row) - 6, 6 * 5) for row in DIAGNOSES) / 30
    by_chance = sum(Fraction(sum(row[level] for row in DIAGNOSES), 180) ** 2 for level in range(5))
    assert found.value == pytest.approx(float((agreed - by_chance) / (1 - by_chance)))
    assert found.value == pytest.approx(0.430, abs=0.0005)
    assert found.low < found.value < found.high and found.n == 6


COHEN = [(88, 14, 18), (10, 40, 10), (2, 6, 12)]
"""Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70, 213-220, Table 1: 200 cases, two judges, three categories. With his weights
of disagreement (0 1 3, 1 0 6, 3 6 0) he finds kappa 0.492 and weighted kappa 0.348."""


def weighted_kappa_by_hand(table, weights) -> float:
    total = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    cells = [(i, j) for i in range(len(table)) for j in range(len(table))]
    observed = sum(Fraction(table[i][j], total) * weights[i][j] for i, j in cells)
    by_chance = sum(Fraction(rows[i] * columns[j], total**2) * weights[i][j] for i, j in cells)
    return float(1 - observed / by_chance)


def test_cohens_example_of_weighted_kappa():
    given = [(0, 1, 3), (1, 0, 6), (3, 6, 0)]
    plain = [(0, 1, 1), (1, 0, 1), (1, 1, 0)]
    assert weighted_kappa_by_hand(COHEN, given) == pytest.approx(0.348, abs=0.0005)
    assert weighted_kappa_by_hand(COHEN, plain) == pytest.approx(0.492, abs=0.0005)
    assert cohens_kappa(COHEN, weights=np.array(given), return_results=False) == pytest.approx(
        0.348, abs=0.0005
    )


def test_kappa_of_cohens_table_with_quadratic_weights():
    cells = [(own, anchor) for own in range(3) for anchor in range(3) for _ in range(COHEN[own][anchor])]
    own, anchors = zip(*cells, strict=True)
    found = kit.evidence.agreement(placed([own] * 5), reference(anchors), levels=range(3)).kappa
    assert found.value == pytest.approx(weighted_kappa_by_hand(COHEN, [(0, 1, 4), (1, 0, 1), (4, 1, 0)]))


# Kappa with a reference is pooled: five people who place alike give the table of one, five times.
def test_quadratic_kappa_is_an_intraclass_correlation():
    # Fleiss, J. L., & Cohen, J. (1973). Educational and Psychological Measurement 33, 613-619: with quadratic weights, twice the covariance
    # over both variances and the squared difference of the means (all with n in the denominator)
    own, anchors = np.array([0, 1, 1, 2, 3, 3, 0, 2, 1, 2]), np.array([0, 1, 2, 2, 3, 1, 1, 2, 0, 3])
    found = kit.evidence.agreement(placed([own] * 5), reference(anchors.tolist()), levels=range(4)).kappa
    covariance = np.mean((own - own.mean()) * (anchors - anchors.mean()))
    expected = 2 * covariance / (own.var() + anchors.var() + (own.mean() - anchors.mean()) ** 2)
    assert found.value == pytest.approx(expected)


def test_squared_weights_as_in_the_irr_package():
    # kappa2(anxiety[, 2:3], "squared") of the R package irr gives 0.2520325: twenty people, rated 1, 2, 3, 4 or 6, which are
    # five steps to it, since nobody has a 5
    second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]
    found = kit.evidence.agreement(placed([second] * 5), reference(third), levels=(1, 2, 3, 4, 6)).kappa
    assert found.value == pytest.approx(0.2520325, abs=5e-8)


# --- with a reference ---
GROUP = [[0, 1, 2, 3], [0, 1, 2, 2], [0, 1, 3, 3], [1, 1, 2, 3], [0, 3, 2, 3]]


def test_exact_and_adjacent_are_each_persons_share_averaged():
    found = kit.evidence.agreement(placed(GROUP), reference([0, 1, 2, 3]), levels=range(4))
    assert found.exact.value == pytest.approx((1 + 4 * 0.75) / 5)
    assert found.adjacent.value == pytest.approx((4 * 1 + 0.75) / 5)
    assert found.exact.low < found.exact.value < found.exact.high <= 1
    assert (found.people, found.cards, found.ratings) == (5, 4, 20)


def test_a_person_with_few_cards_counts_like_everybody():
    rows = [*GROUP[:4], [3, None, None, None]]
    found = kit.evidence.agreement(placed(rows), reference([0, 1, 2, 3]), levels=range(4))
    assert found.exact.value == pytest.approx((1 + 3 * 0.75 + 0) / 5)
    assert "1 person placed fewer than half of the cards." in found.notes
    assert "“Not enough to say” was chosen 3 times; it counts as no placement." in found.notes


def test_what_the_reference_leaves_open_is_not_compared():
    found = kit.evidence.agreement(placed(GROUP), reference([0, None, 2, 3]), levels=range(4))
    assert found.exact.value == pytest.approx((2 * 1 + 3 * 2 / 3) / 5)
    assert any("names no level for 1 card" in note for note in found.notes)


def test_without_a_reference_people_are_still_compared_with_each_other():
    found = kit.evidence.agreement(placed(GROUP), levels=range(4))
    assert found.exact.value is found.kappa.value is None
    assert found.exact.why == "There is no reference to compare with."
    assert found.alpha_ordinal.value > found.alpha_nominal.value > 0


def test_the_most_split_card_comes_first():
    first, *_, last = kit.evidence.agreement(
        placed(GROUP), reference([0, 1, 2, 3]), levels=range(4)
    ).most_split
    assert (first.card, first.counts, first.anchor) == ("c01", {0: 0, 1: 4, 2: 0, 3: 1}, 1)
    assert first.spread == pytest.approx(4 * 2 / 10)  # four of ten pairs are two levels apart
    assert first.spread > last.spread


def test_a_card_that_few_placed_is_not_told():
    rows = [[0, 1], [0, 1], [1, 1], [1, 2], [1, None]]
    assert [split.card for split in kit.evidence.agreement(placed(rows), levels=range(3)).most_split] == [
        "c00"
    ]


def test_the_same_answers_give_the_same_numbers():
    assert kit.evidence.agreement(placed(GROUP), levels=range(4)) == kit.evidence.agreement(
        placed(GROUP), levels=range(4)
    )


# --- nothing to compute ---
def estimates(found):
    return [found.exact, found.adjacent, found.kappa, found.fleiss, found.alpha_nominal, found.alpha_ordinal]


def assert_told(found):
    """Every number is there and finite, or a sentence says why not."""
    for one in estimates(found):
        assert all(end is None or np.isfinite(end) for end in (one.value, one.low, one.high))
        assert (one.why == "") == (one.value is not None and one.low is not None)
        assert one.low is None or one.low <= one.value <= one.high
        assert one.why == "" or (one.why[0].isupper() and one.why.endswith("."))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        pytest.param([], "Nobody has placed a card yet.", id="nobody"),
        pytest.param(
            [[None, None]] * 6, "Everybody said that the work does not say enough.", id="all-unsure"
        ),
        pytest.param([[0, 1, 2]], "Too few to say: 1 person; stated from 5 on.", id="one"),
        pytest.param([[0, 1, 2]] * 4, "Too few to say: 4 people; stated from 5 on.", id="four"),
    ],
)
def test_too_few_people_give_no_number(rows, why):
    found = kit.evidence.agreement(placed(rows), reference([0, 1, 2]), levels=range(3))
    assert_told(found)
    assert {one.why for one in estimates(found)} == {why}
    assert found.most_split == ()


def test_everybody_agrees():
    found = kit.evidence.agreement(placed([[0, 1, 2, 2]] * 6), reference([0, 1, 2, 2]), levels=range(3))
    assert_told(found)
    assert [one.value for one in estimates(found)] == pytest.approx([1] * 6)
    assert found.exact.low is None and found.exact.why.startswith("No interval")


def test_everybody_agrees_and_nobody_with_the_reference():
    found = kit.evidence.agreement(placed([[0, 0, 1]] * 6), reference([2, 2, 3]), levels=range(4))
    assert_told(found)
    assert found.exact.value == found.adjacent.value == 0
    assert found.alpha_nominal.value == 1


def test_one_level_for_everything():
    found = kit.evidence.agreement(placed([[1, 1, 1]] * 6), reference([1, 1, 1]), levels=range(3))
    assert_told(found)
    assert found.exact.value == 1
    assert found.kappa.value is found.fleiss.value is found.alpha_ordinal.value is None
    assert "one and the same level" in found.kappa.why and "one and the same level" in found.fleiss.why


def test_one_card():
    found = kit.evidence.agreement(placed([[0], [1], [1], [1], [2], [1]]), reference([1]), levels=range(3))
    assert_told(found)
    assert found.exact.value == pytest.approx(4 / 6)
    assert found.alpha_nominal.value is None and "two cards" in found.alpha_nominal.why


def test_no_card_that_everybody_placed_leaves_alpha():
    rows = [[None if person == card else (person + card) % 2 for card in range(6)] for person in range(6)]
    found = kit.evidence.agreement(placed(rows), levels=range(2))
    assert_told(found)
    assert found.fleiss.value is None and "placed by everybody" in found.fleiss.why
    assert found.alpha_nominal.value is not None


def test_nobody_placed_a_card_with_a_reference():
    found = kit.evidence.agreement(placed(GROUP), reference([None] * 4), levels=range(4))
    assert_told(found)
    assert found.exact.why == "Nobody placed a card for which the reference names a level."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda table: {"table": table.drop(columns="level")}, "no column level"),
        (lambda table: {"table": pd.concat([table, table.head(1)])}, "p00 placed the card c00 twice"),
        (lambda table: {"levels": range(3)}, "at level 3, and the levels are 0, 1, 2"),
        (lambda table: {"levels": [2]}, "at least two levels"),
        (lambda table: {"levels": [3, 2, 1, 0]}, "in order"),
        (lambda table: {"anchors": {"c00": 7}}, "names level 7"),
        (lambda table: {"resamples": 3}, "Draw at least"),
    ],
)
def test_what_would_give_a_wrong_number_is_refused_in_words(change, told):
    given = {"table": placed(GROUP), "anchors": None, "levels": range(4)} | change(placed(GROUP))
    with pytest.raises(KitError, match=told):
        kit.evidence.agreement(given.pop("table"), given.pop("anchors"), **given)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 4).flatmap(
        lambda cards: st.lists(
            st.lists(st.sampled_from([None, 0, 0, 1, 2]), min_size=cards, max_size=cards), max_size=9
        )
    ),
    anchors=st.lists(st.sampled_from([None, 0, 1, 2]), min_size=4, max_size=4),
)
def test_whatever_was_placed_every_number_is_there_or_a_sentence_is(rows, anchors):
    assert_told(kit.evidence.agreement(placed(rows), reference(anchors), levels=range(3), resamples=100))


# --- the draws ---
def test_for_the_group_itself_the_draws_give_what_the_libraries_give():
    at = np.random.default_rng(1).integers(0, 4, (7, 12))
    itself = np.ones((1, 7))
    chosen = np.eye(4)[at]
    assert drawn_fleiss(itself, chosen) == pytest.approx(fleiss_kappa(aggregate_raters(at.T, n_cat=4)[0]))
    chosen[0, :3] = chosen[2, 4] = 0
    for metric in ("nominal", "ordinal"):
        counts = chosen.sum(axis=0).astype(int)
        library = krippendorff.alpha(value_counts=counts, level_of_measurement=metric)
        assert drawn_alphas(itself, chosen, metric) == pytest.approx(library)
    tables = np.random.default_rng(2).integers(0, 5, (7, 4, 4))
    assert drawn_kappas(itself, tables) == pytest.approx(
        cohens_kappa(tables.sum(axis=0), wt="quadratic", return_results=False)
    )


def test_nobody_who_is_drawn_twice_is_compared_with_himself():
    # compared with oneself, eight people who place by chance would seem to agree
    at = np.random.default_rng(3).integers(0, 4, (8, 40))
    drawn = drawn_groups(8, 2000, 1)
    chosen = np.eye(4)[at]
    observed = krippendorff.alpha(value_counts=chosen.sum(axis=0).astype(int), level_of_measurement="nominal")
    assert abs(observed) < 0.03
    for values in (drawn_alphas(drawn, chosen, "nominal"), drawn_fleiss(drawn, chosen)):
        assert np.nanmean(values) == pytest.approx(observed, abs=0.03)
