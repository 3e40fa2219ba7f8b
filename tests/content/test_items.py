"""Published distributions: each verified entry of the research stands in the kit once, and Predict can use it."""

from collections import Counter
from fractions import Fraction

import pytest

from kit import Predict
from kit.content import library
from kit.content.models import Counts, Shares

ENTRIES = {
    "naep_12_13_7_8": "naep-12-13-7-8",
    "nsw_4_5_11_12_7": "nsw-4-5-11-12#0",
    "nsw_4_5_11_12_8": "nsw-4-5-11-12#1",
    "naep_army_bus": "naep83-army-bus",
    "decimal_types_Yr4": "dct-types#0",
    "decimal_types_Yr5": "dct-types#1",
    "decimal_types_Yr6": "dct-types#2",
    "decimal_types_Yr7": "dct-types#3",
    "decimal_types_Yr8": "dct-types#4",
    "decimal_types_Yr9": "dct-types#5",
    "decimal_types_Yr10": "dct-types#6",
    "csms_2n_n2": "csms-2n-n2",
    "csms_LMN": "csms-lmn",
    "csms_cd10": "csms-c-d-10",
    "students_professors": "students-professors",
    "equal_us_china": "li-ding-equal-sign",
    "nz_34_78": "nz-34-78",
    "nemp97_sub_17-9": "nemp97-17-9",
    "nemp97_sub_74-21": "nemp97-74-21",
    "nemp97_sub_52-37": "nemp97-52-37",
    "nemp97_sub_775-432": "nemp97-775-432",
    "nemp97_sub_536-277": "nemp97-536-277",
    "nemp97_sub_400-126": "nemp97-400-126",
    "nemp97_sub_7146-5438": "nemp97-7146-5438",
    "nemp09_arr15_Y4": "nemp09-quick-15#0",
    "nemp09_arr15_Y8": "nemp09-quick-15#1",
    "nemp09_ants22_Y4": "nemp09-quick-22#0",
    "nemp09_ants22_Y8": "nemp09-quick-22#1",
    "nemp09_56x6": "nemp09-56x6",
    "nemp09_cmp_3_9vs5_9": "nemp09-cmp-3-9-5-9",
    "nemp09_cmp_3_8vs3_10": "nemp09-cmp-3-8-3-10",
    "nemp09_cmp_4_5vsafracti": "nemp09-cmp-4-5-under-half",
    "nemp97_fr_1_2+1_2+1_2": "nemp97-1-2-plus-1-2-plus-1-2",
    "nemp97_fr_2_3+2_3": "nemp97-2-3-plus-2-3",
    "nemp97_fr_1_2+1_4": "nemp97-1-2-plus-1-4",
    "nemp97_fr_1-1_2": "nemp97-1-minus-1-2",
    "nemp97_fr_1_4+2_3": "nemp97-1-4-plus-2-3",
    "nemp97_fr_1_2-1_4": "nemp97-1-2-minus-1-4",
    "nemp97_fr_4-1_3": "nemp97-4-minus-1-3",
    "nemp97_fr_2_1_2-3_4": "nemp97-2-1-2-minus-3-4",
    "mri_126x10": "mri-126x10",
    "naep07_order": "naep07-order",
    "naep07_dec": "naep07-dec",
    "naep75_half_third": "naep75-half-third",
    "naep96_set_region": "naep96-set-region",
    "naep96_word": "naep96-computation-word",
    "cheese": "cheese-operation",
    "kamii_42": "kamii-chips",
    "captain": "captain-age",
    "cox_sys": "cox-systematic",
    "lopez_sub": "spain-20-subtractions-children",
    "wn_schemes": "wn-schemes",
    "ross_sunflower": "ross-sunflower-digits",
    "nfer_67": "nfer-6-7",
    "ks2_2017": "ks2-2017-378",
    "clarke_roche": "clarke-roche-1-2-5-8",
    "naep_03_04": "naep82-between-03-04 naep82-43-053 naep82-order-three",
    "nemp05_6eq4plus": "nemp05-6-is-4-plus",
    "nemp05_6p2_eq_5": "nemp05-6-plus-2",
    "nemp05_3_eq_6_open": "nemp05-3-and-6-open",
    "capraro_70": "capraro-equal-sign",
    "ross86_digit": "ross-86-digits",
    "nemp01_population4": "nemp01-population-2495",
    "nemp01_numC_pv": "nemp01-write-figures nemp01-times-ten",
    "nemp05_maori_digits": "nemp05-digit-cards",
    "nemp05_4m2_2m4": "nemp05-subtract-4-and-2",
    "nemp05_maori_4p2": "nemp05-order-of-4-and-2",
    "nemp01_36_29": "nemp01-36-29",
    "nemp01_subfacts": "nemp01-subtraction-facts",
    "nemp_addex_y8": "nemp-addition-examples",
    "mcchesney_add_y4": "mcchesney-5-8 mcchesney-6-3-8-7-4 mcchesney-42-35 mcchesney-87-56 mcchesney-327-436",
    "kamii_missing_addend": "kamii-missing-addends",
    "rodriguez20_adults": "spain-20-subtractions-adults",
    "nemp09_frogs16": "nemp09-quick-16",
    "nemp09_cherries50": "nemp09-quick-50",
    "nemp09_divfacts": "nemp09-division-result nemp09-division-divisor nemp09-division-dividend",
    "nemp05_3x4_4x3": "nemp05-3x4-4x3",
    "nemp01_15marbles": "nemp01-marbles",
    "nemp09_nl_whole": "nemp09-line-0-100",
    "nemp09_nl_frac": "nemp09-nl-frac",
    "nemp01_nl_arrows": "nemp01-line-arrows",
    "arb_two_thirds": "arb-two-thirds",
    "pmc_order_atrisk": "malone-fuchs-ordering",
    "naep13_unit_frac": "naep13-thirds-largest naep13-sum-over-one",
    "nemp01_quarter_diff": "nemp01-quarter-diff nemp01-half-area",
    "cramer_laps": "laps-sue-julie#0",
    "workshop_laps": "laps-sue-julie#1",
    "nemp05_maori_fence": "nemp05-fence",
    "at_identity": "identity-2-3x-4",
}
"""Each verified entry of the research, and the items it became; `item#1` is one distribution, `item` all of them."""

NOT_PRINTED = ("falkner", "cfl2003", "mr-short", "nz01-fr", "simplify")
"""Entries whose numbers nobody has seen, or whose question was not seen, never become items."""

PROGRESSIONS = {
    "counting",
    "base-ten",
    "addition-subtraction",
    "multiplication-division",
    "fractions",
    "ratio",
    "equality",
}

PUBLISHED = [
    (item.id, number) for item in library().items.values() for number, _ in enumerate(item.distributions)
]


def became(entry: str) -> list[tuple[str, int]]:
    found = []
    for name in ENTRIES[entry].split():
        item, _, number = name.partition("#")
        there = range(len(library().item(item).distributions))
        found += [(item, int(number))] if number else [(item, one) for one in there]
    return found


def published(item: str, number: int):
    return library().item(item).distributions[number]


def test_there_are_89_verified_entries():
    assert len(ENTRIES) == 89


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_entry_became_a_distribution(entry):
    assert became(entry)
    assert all(published(*place) for place in became(entry))


def test_each_published_distribution_comes_from_exactly_one_entry():
    used = Counter(place for entry in ENTRIES for place in became(entry))
    assert {place for place, times in used.items() if times > 1} == set()
    assert set(PUBLISHED) == set(used)


def test_nothing_unverified_is_printed():
    assert not [item for item in library().items if any(name in item for name in NOT_PRINTED)]


@pytest.mark.parametrize(("item", "number"), PUBLISHED)
def test_predict_can_be_made_of_each_distribution(item, number):
    made = Predict("05/predict", item=item, distribution=number)
    assert len(made.content["bars"]) == len(published(item, number).bars)
    assert made.content["about"]["citation"]


@pytest.mark.parametrize(("item", "number"), PUBLISHED)
def test_a_computed_bar_is_the_remainder_to_the_whole(item, number):
    one = published(item, number)
    computed = [bar for bar in one.bars if bar.computed]
    if not computed:
        return
    assert len(computed) == 1 and isinstance(one, Shares | Counts)
    whole = one.out_of if isinstance(one, Counts) else 100
    assert sum(Fraction(str(bar.value)) for bar in one.bars) == whole


@pytest.mark.parametrize(("item", "number"), PUBLISHED)
def test_shares_leave_no_students_out_without_saying_so(item, number):
    """Shares add up to 100, give or take rounding, unless the note says what they add up to."""
    one = published(item, number)
    if isinstance(one, Shares):
        total = sum(bar.value for bar in one.bars)
        assert abs(total - 100) <= one.rounding or f"add up to {total:g}" in (one.note or "")


@pytest.mark.parametrize(("item", "number"), PUBLISHED)
def test_each_distribution_says_who_where_and_when(item, number):
    one = published(item, number)
    assert all([one.population, one.country, one.year, one.n])
    assert library().source(one.source).citation


def test_items_belong_to_the_seven_progressions():
    assert {item.progression for item in library().items.values()} <= PROGRESSIONS


@pytest.mark.parametrize(
    "item", [item for item in library().items.values() if item.distributions], ids=lambda i: i.id
)
def test_each_published_item_names_its_standards(item):
    assert item.standards


def evaluated(text: str) -> Fraction | None:
    """The value of `$536 − 277$`, or None where the text is no plain calculation."""
    sum_ = text.removesuffix(", written").strip("$").replace("−", "-").replace("×", "*")
    if not sum_ or set(sum_) - set("0123456789 +-*."):
        return None
    first, *rest = sum_.replace("- ", "-").replace("+ ", "").split()
    if "*" in rest:
        return Fraction(first) * Fraction(rest[-1])
    return sum(map(Fraction, rest), Fraction(first))


@pytest.mark.parametrize("item", library().items.values(), ids=lambda item: item.id)
def test_answers_to_plain_calculations_are_right(item):
    value = evaluated(item.text)
    if value is not None:
        assert value == Fraction(item.answer), item.text


def test_the_answer_check_reads_the_calculations():
    """So that the test above cannot pass by reading nothing."""
    assert evaluated("$7146 − 5438$") == 1708
    assert evaluated("$37.8 − 14.671$") == Fraction("23.129")
    assert evaluated("$6 + 3 + 8 + 7 + 4$, written") == 28
    assert sum(evaluated(item.text) is not None for item in library().items.values()) >= 12


@pytest.mark.parametrize(
    ("item", "answer"), [("nemp97-536-277", "341"), ("nemp97-400-126", "326"), ("nemp97-7146-5438", "2312")]
)
def test_smaller_from_larger_gives_the_published_wrong_answer(item, answer):
    first, second = library().item(item).text.strip("$").split(" − ")
    columns = zip(first.zfill(4), second.zfill(4), strict=True)
    assert "".join(str(abs(int(a) - int(b))) for a, b in columns).lstrip("0") == answer
    [bar] = [bar for bar in published(item, 0).bars if bar.label == answer]
    assert bar.idea and not bar.correct
