"""Predict: what it shows before and after, what it keeps, and the published numbers behind it."""

import re

import pytest

from kit import Predict
from kit.content import library
from kit.content.models import Counts, Shares
from kit.errors import KitError, UnknownName
from kit.journal import Journal

ESTIMATE = "naep-12-13-7-8"
PUBLISHED = [item for item in library().items.values() if item.distributions]


def test_the_bars_come_in_the_order_of_the_file():
    bars = Predict("05/predict", item=ESTIMATE).content["bars"]
    assert [bar["label"] for bar in bars] == ["1", "2", "19", "21", "I don't know"]


def test_population_country_and_year_are_told_before_the_prediction():
    told = Predict("05/predict", item=ESTIMATE).content["who"]
    assert "aged 13" in told
    assert "United States" in told
    assert "1978" in told


@pytest.mark.parametrize("item", PUBLISHED, ids=lambda item: item.id)
def test_neither_summary_nor_picture_gives_a_published_number_away(item):
    for number, published in enumerate(item.distributions):
        made = Predict("05/predict", item=item.id, distribution=number)
        shown = made.summary() + made.picture()
        unit = f"of {made.content['out_of']}" if isinstance(published, Counts) else "%"
        for bar in published.bars:
            assert not re.search(rf"\b{bar.value:g} ?{unit}", shown)
            assert not bar.idea or bar.idea not in shown


def test_the_picture_says_where_the_published_numbers_are():
    assert "published numbers" in Predict("05/predict", item=ESTIMATE).picture()


@pytest.mark.parametrize("item", PUBLISHED, ids=lambda item: item.id)
def test_the_picture_uses_only_tags_that_a_notebook_keeps(item):
    tags = set(re.findall(r"<(\w+)", Predict("05/predict", item=item.id).picture()))
    assert tags <= {"h3", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub"}


def test_the_summary_is_the_same_each_time_whatever_was_answered(journal_folder):
    before = Predict("05/predict", item=ESTIMATE).summary()
    Journal(journal_folder).save("05/predict", {"bars": {"2": 60}, "prediction": {"2": 60}, "shown": True})
    assert Predict("05/predict", item=ESTIMATE).summary() == before


def test_a_prediction_comes_back_when_the_cell_runs_again():
    first = Predict("05/predict", item=ESTIMATE)
    first.value = {"bars": {"2": 60, "19": 5}, "prediction": {"2": 60, "19": 5}, "shown": True}
    assert Predict("05/predict", item=ESTIMATE).value == first.value


def test_a_bar_that_is_gone_is_kept_and_the_reader_told(journal_folder):
    Journal(journal_folder).save(
        "05/predict", {"bars": {"$20$": 9, "2": 60}, "prediction": {"$20$": 9}, "shown": True}
    )
    made = Predict("05/predict", item=ESTIMATE)
    assert made.value["bars"] == {"$20$": 9, "2": 60}
    assert made.value["prediction"] == {"$20$": 9}
    assert "“20”" in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"bars": None, "prediction": "yes", "shown": 1},
        {"bars": {"2": "many", "19": True}, "prediction": [1], "shown": True},
        {},
    ],
)
def test_an_answer_in_another_form_starts_empty_and_hidden(journal_folder, odd):
    Journal(journal_folder).save("05/predict", odd)
    assert Predict("05/predict", item=ESTIMATE).value == {"bars": {}, "prediction": None, "shown": False}


def test_what_a_newer_kit_added_to_the_answer_is_kept(journal_folder):
    Journal(journal_folder).save("05/predict", {"bars": {"2": 60}, "why": "they add"})
    assert Predict("05/predict", item=ESTIMATE).value["why"] == "they add"


def test_an_unknown_item_names_near_matches():
    with pytest.raises(UnknownName, match=ESTIMATE):
        Predict("05/predict", item="naep-12-13-7-9")


def test_an_item_without_a_distribution_says_what_to_do():
    bare = next(item for item in library().items.values() if not item.distributions)
    with pytest.raises(KitError, match=rf"{bare.id}.*distributions:.*use an item that has one"):
        Predict("05/predict", item=bare.id)


def test_a_distribution_that_is_not_there_lists_those_that_are():
    with pytest.raises(KitError, match=r"no distribution 2.*0: Year 7.*1: Year 8"):
        Predict("05/predict", item="nsw-4-5-11-12", distribution=2)


def test_each_population_of_an_item_can_be_predicted():
    seven, eight = (Predict(f"05/predict-{n}", item="nsw-4-5-11-12", distribution=n) for n in (0, 1))
    assert "Year 7" in seven.content["who"]
    assert "Year 8" in eight.content["who"]


@pytest.mark.parametrize("item", PUBLISHED, ids=lambda item: item.id)
def test_a_computed_bar_is_the_remainder_to_the_whole(item):
    for published in item.distributions:
        if not any(bar.computed for bar in published.bars):
            continue
        assert isinstance(published, Shares | Counts)
        whole = published.out_of if isinstance(published, Counts) else 100
        assert sum(bar.value for bar in published.bars) == pytest.approx(whole)
        assert sum(bar.computed for bar in published.bars) == 1


def test_numbers_that_a_source_gives_in_words_are_no_bars():
    (published,) = library().item("nz-34-78").distributions
    assert {bar.value for bar in published.bars} == {13, 87}
    assert "almost a quarter" in published.note
    assert "more than a third" in published.note


def test_counts_are_predicted_of_the_group():
    made = Predict("05/predict", item="naep75-half-third")
    assert made.content["out_of"] == 950
    assert "of 950" in made.summary()
