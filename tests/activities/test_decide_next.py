"""DecideNext's Python side: what it shows, what it brings back, and what it keeps to itself."""

import json

import pytest

import kit
from kit.content import library
from kit.errors import KeyProblem, UnknownName
from kit.journal import Journal

DECK = "fraction-arithmetic/papers"


def decide(**options) -> kit.DecideNext:
    return kit.DecideNext("05/next", **{"deck": DECK, "sort": "05/papers", **options})


def test_it_sees_the_sort_that_it_builds_on():
    Journal().save("05/papers", {"placed": {"s28": "0"}})
    assert decide().others == {"05/papers": {"placed": {"s28": "0"}}}


def test_a_sort_made_later_is_seen_when_the_front_end_asks():
    activity = decide()
    Journal().save("05/papers", {"placed": {"s24": "2"}})
    activity._reply(activity, {"kind": "look"}, [])
    assert activity.others["05/papers"]["placed"] == {"s24": "2"}


def test_every_level_and_every_sourced_idea_brings_its_next_move():
    content = decide().content
    levels = library().progression("fractions").levels
    assert [pile["id"] for pile in content["piles"]] == [str(level.level) for level in levels]
    assert all(pile["next_html"] for pile in content["piles"])
    ideas = {tag["id"]: tag["idea"] for tag in content["tags"]}
    assert ideas["separately"] == "Adding tops and bottoms"
    assert ideas["varies"] is None
    json.dumps(content)


def test_neither_reference_placements_nor_suggestions_are_in_the_picture_or_the_summary():
    activity = decide()
    shown = activity.picture() + activity.summary()
    for sample in library().deck(DECK)[1]:
        assert sample.anchor.reason[:30] not in shown
    for level in library().progression("fractions").levels:
        assert level.next_move[:30] not in shown
    assert "anchor" not in json.dumps(activity.content)


def test_the_picture_is_an_evidence_sheet_to_write_on():
    picture = decide().picture()
    assert all(f"<tr><th>{sample.label}</th><td>&nbsp;" in picture for sample in library().deck(DECK)[1])
    for box in ("Build on", "Issues", "Next for the class", "Next for groups", "Next for single students"):
        assert f"<th>{box}" in picture
    assert not any(tag in picture for tag in ("<math", "<svg", "<script", "<input"))


def test_picture_and_summary_stay_the_same_whatever_was_decided():
    before = decide()
    group = {
        "id": "g1",
        "name": "A unit",
        "cards": ["s28"],
        "issue": "",
        "move": "strips",
        "shown": "",
        "first": "",
    }
    before.value = {**before.value, "groups": [group]}
    after = decide()
    assert after.value["groups"] == [group]
    assert (after.picture(), after.summary()) == (before.picture(), before.summary())


def test_cards_and_levels_that_are_gone_are_put_aside_and_said():
    Journal().save(
        "05/next",
        {
            "groups": [{"id": "g1", "name": "A", "cards": ["s28", "s99"], "move": "m"}],
            "levels": {"s28": "17", "s24": "2"},
        },
    )
    activity = decide()
    assert activity.value["groups"][0]["cards"] == ["s28"]
    assert activity.value["groups"][0]["issue"] == ""
    assert activity.value["levels"] == {"s24": "2"}
    assert activity.value["gone"][0]["levels"] == {"s28": "17", "s24": "2"}
    assert activity.value["gone"][0]["groups"][0]["cards"] == ["s28", "s99"]
    assert "kept in the journal" in activity.notice


def test_an_answer_short_of_new_fields_is_no_loss():
    Journal().save(
        "05/next", {"groups": [{"id": "g1", "name": "A", "cards": ["s28"]}], "sheet": {"build_on": "fifths"}}
    )
    activity = decide()
    assert activity.notice == ""
    assert "gone" not in activity.value
    assert activity.value["sheet"]["build_on"] == "fifths"
    assert activity.value["sheet"]["next_class"] == ""


@pytest.mark.parametrize("field", ["groups", "levels", "issues", "accuracy", "brought", "sheet"])
@pytest.mark.parametrize("wrong", ["text", 7, ["x", 3], {"s28": ["deep"]}, None])
def test_an_answer_of_another_kind_breaks_nothing_and_is_kept(field, wrong):
    Journal().save("05/next", {field: wrong})
    value = decide().value
    json.dumps(value)
    assert wrong is None or value[field] == wrong or value["gone"][0][field] == wrong


def test_a_card_in_two_groups_stays_in_the_first():
    groups = [{"id": "g1", "cards": ["s28"]}, {"id": "g1", "cards": ["s28", "s24"]}]
    Journal().save("05/next", {"groups": groups})
    value = decide().value
    assert [group["cards"] for group in value["groups"]] == [["s28"], ["s24"]]
    assert len({group["id"] for group in value["groups"]}) == 2


@pytest.mark.parametrize("sort", ["papers", "5/papers", "05/next", 5])
def test_a_sort_that_cannot_be_one_is_explained(sort):
    with pytest.raises(KeyProblem, match="such as 05/papers"):
        decide(sort=sort)


def test_a_misspelt_deck_names_the_near_ones():
    with pytest.raises(UnknownName, match=r"Near it: papers"):
        decide(deck="fraction-arithmetic/paper")


def test_without_a_sort_it_builds_on_nothing():
    assert decide(sort=None).others == {}
