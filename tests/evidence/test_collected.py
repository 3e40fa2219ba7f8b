"""From files that people gave to the picture of growth: what counts, what is marked, and what is never there."""

import json

import pytest

from kit import paths
from kit.errors import KitError
from kit.evidence import GrowthPicture, collected, example, growth, paired, to_score

KEYS = ("00/baseline", "12/closing")


def people(n: int, **extra) -> list[dict]:
    """`n` people of the constructed group who took both forms, as hand-overs of a room."""
    by_person: dict[str, dict] = {}
    for one in example.load():
        if one["key"] in KEYS:
            by_person.setdefault(one["participant"], {})[one["key"]] = one["value"]
    both = [tasks for tasks in by_person.values() if len(tasks) == 2][:n]
    return [
        {
            "participant": f"p{at:03d}",
            "key": "12/hand-over",
            "revision": 1,
            "at": "2026-05-19T20:50:00+00:00",
            "value": {"handed": True, "at": 1, "writing": True, "tasks": tasks} | extra,
        }
        for at, tasks in enumerate(both)
    ]


def journal(token: str, responses: dict[str, dict]) -> str:
    rows = {
        key: {"key": key, "value": value, "at": "t", "participant": token, "revision": 1}
        for key, value in responses.items()
    }
    return json.dumps(
        {"format": "throughline-journal", "version": 1, "participant": token, "responses": rows}
    )


@pytest.fixture
def folder():
    folder = paths.my_work() / "group"
    folder.mkdir(parents=True)
    return folder


def test_with_no_file_it_is_the_constructed_group_and_says_so_everywhere():
    shown = GrowthPicture(collected())
    assert shown.constructed
    assert "Constructed example: nobody gave these answers" in repr(shown).splitlines()[0]
    html = shown._repr_html_()
    assert html.startswith("<p><strong>Constructed example") and 'alt="Constructed example' in html
    assert shown.growth == growth(paired(example.load()))


def test_a_rooms_export_is_the_groups_own_and_carries_no_mark(folder):
    (folder / "answers.json").write_text(json.dumps(people(20)), encoding="utf-8")
    shown = GrowthPicture(collected())
    assert not shown.constructed and shown.growth.people == 20
    assert "onstructed" not in repr(shown) + shown._repr_html_()


def test_of_a_room_only_what_was_handed_over_counts(folder):
    direct = [one for one in example.load() if one["key"] in KEYS]
    back = people(6, handed=False, tasks={})
    (folder / "answers.json").write_text(json.dumps(direct + back), encoding="utf-8")
    found = collected()
    assert found.responses == [] and not found.constructed


def test_files_that_people_saved_count_once_each_a_hand_over_before_a_whole_file(folder):
    tasks = people(3)[0]["value"]["tasks"]
    handed = {"handed": True, "at": 1, "writing": False, "tasks": {"12/closing": tasks["12/closing"]}}
    (folder / "one.json").write_text(journal("aaa", tasks), encoding="utf-8")
    (folder / "two.json").write_text(journal("bbb", tasks | {"12/hand-over": handed}), encoding="utf-8")
    found = collected().responses
    assert sorted(one["key"] for one in found if one["key"] in KEYS) == [
        "00/baseline",
        "12/closing",
        "12/closing",
    ]
    assert len({one["participant"] for one in found if one["key"] in KEYS}) == 2


def test_the_same_number_in_two_rooms_is_not_the_same_person(folder):
    for name in ("monday", "tuesday"):
        (folder / f"{name}.json").write_text(json.dumps(people(4)), encoding="utf-8")
    assert GrowthPicture(collected()).growth.people == 8


def test_fewer_than_five_get_no_number_and_no_drawing(folder):
    (folder / "answers.json").write_text(json.dumps(people(4)), encoding="utf-8")
    shown = GrowthPicture(collected())
    assert "<img" not in shown._repr_html_() and "points of 100" not in repr(shown)
    assert "5" in repr(shown)


@pytest.mark.parametrize("text", ["not json", "{}", '{"format": "another"}', "7"])
def test_a_file_that_does_not_belong_there_is_named_and_the_others_count(folder, text):
    (folder / "minutes.json").write_text(text, encoding="utf-8")
    with pytest.raises(KitError, match=r"minutes\.json"):
        collected()
    (folder / "answers.json").write_text(json.dumps(people(9)), encoding="utf-8")
    (folder / "ida.json").write_text(journal("ida", people(1)[0]["value"]["tasks"]), encoding="utf-8")
    shown = GrowthPicture(collected())
    assert shown.growth.people == 10
    assert "minutes.json" in repr(shown) and "answers.json" not in repr(shown)


def test_nothing_of_one_person_is_in_the_picture(folder):
    given = people(12)
    (folder / "answers.json").write_text(json.dumps(given), encoding="utf-8")
    shown = GrowthPicture(collected())
    everything = repr(shown) + shown._repr_html_()
    texts = [
        a["text"]
        for one in given
        for t in one["value"]["tasks"].values()
        for a in t["answers"].values()
        if "text" in a
    ]
    assert texts and not any(text[:30] in everything for text in texts)
    assert "p000" not in everything


def test_the_picture_is_the_same_at_every_run():
    assert GrowthPicture(collected())._repr_html_() == GrowthPicture(collected())._repr_html_()


def test_the_piles_mix_before_and_after_and_hold_only_what_was_written(folder):
    (folder / "answers.json").write_text(json.dumps(people(20)), encoding="utf-8")
    responses = collected().responses
    pile = to_score(responses)
    assert set(pile["part"]) == {"whole-numbers", "fractions", "next-step"} and set(pile["form"]) == {
        "A",
        "B",
    }
    assert list(pile.columns) == ["form", "part", "participant", "text", "score", "scorer"]
    before = {(one["participant"], one["value"]["form"]) for one in responses if one["key"] == "00/baseline"}
    one_pile = pile[(pile["form"] == "A") & (pile["part"] == "fractions")]
    was_before = [(person, "A") in before for person in one_pile["participant"]]
    assert was_before != sorted(was_before) and was_before != sorted(was_before, reverse=True)
    assert to_score(responses).equals(pile), "two scorers read in the same order"


def test_filled_piles_come_back_as_scores_in_words(folder):
    (folder / "answers.json").write_text(json.dumps(people(20)), encoding="utf-8")
    group = collected()
    filled = to_score(group.responses).assign(score=2, scorer="R")
    said = repr(GrowthPicture(group, scores=filled))
    assert "What was written, scored 0 to 3: +0.0" in said
    assert "What was written" not in repr(GrowthPicture(group))
