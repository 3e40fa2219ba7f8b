"""The live pictures: what a group answered, added up, and nothing more than that."""

import json
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import (
    BugLab,
    DecideNext,
    DiagnosticTask,
    FractionStrips,
    HandOver,
    NumberLine,
    ObservationSheet,
    PanBalance,
    Poll,
    Predict,
    ProgressionView,
    RatioTable,
    Reflect,
    SortBoard,
    TalkMoves,
    TrajectoryMap,
)
from kit.room.pictures import for_projector, picture
from kit.room.pictures.sorting import split

DECK = "fraction-arithmetic/papers"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, dict]:
    """One activity of each kind that has a picture of its own, and one that has none."""
    patch = pytest.MonkeyPatch()
    patch.setenv("THROUGHLINE_MY_WORK", str(tmp_path_factory.mktemp("my_work")))
    widgets = {
        "sort": SortBoard("gallery/a", deck=DECK),
        "predict": Predict("gallery/b", item="naep-12-13-7-8"),
        "one": Poll("gallery/c", question="Which?", options={"y": "Yes", "n": "No"}),
        "ordered": Poll("gallery/d", question="Order?", kind="ordered", options=("a", "b", "c")),
        "scale": Poll("gallery/e", question="Sure?", kind="scale", ends=("not", "quite")),
        "numeric": Poll("gallery/f", question="How many?", kind="numeric"),
        "text": Poll("gallery/g", question="Why?", kind="text"),
        "reflect": Reflect("gallery/h", levels="fractions", questions={"commit": "I will try"}),
        "levels": ProgressionView("gallery/i", progression="fractions"),
        "lab": BugLab("gallery/j", domain="column-subtraction", students="smaller-from-larger"),
        "next": DecideNext("gallery/k", deck=DECK),
        "line": NumberLine("gallery/l", item="place-on-0-2"),
        "free": NumberLine("gallery/m"),
        "hand": HandOver("gallery/w", reads=("00/baseline", "12/closing")),
        "strips": FractionStrips("gallery/n", item=_strips_item()),
        "talk": TalkMoves("gallery/o", transcript="sixty-three-take-away-twenty-seven"),
        "uptake": TalkMoves("gallery/p", exchanges="uptake", n=6),
        "watch": ObservationSheet("gallery/q", codebook="observation"),
        "map": TrajectoryMap("gallery/r"),
        "ratio": RatioTable("gallery/s", item="orange-7-red"),
        "free ratio": RatioTable("gallery/t", quantities=("km", "minutes"), pair=("2", "25")),
        "balance": PanBalance("gallery/u", item="solve-3x-2"),
        "test": DiagnosticTask("gallery/v", measure="reading-student-thinking"),
    }
    patch.undo()
    return {
        name: {"key": one.key, "kind": type(one).__name__, "content": one.content}
        for name, one in widgets.items()
    }


def _strips_item() -> str:
    from kit import sessions

    source = next(cell.source for cell in sessions.session("05").notebook.cells if cell.id == "strips")
    return source.partition('item="')[2].partition('"')[0]


def rows(found: dict, panel: int = 0) -> dict[str, dict]:
    return {row["id"]: row for row in found["public"]["panels"][panel]["rows"]}


def test_split_is_the_share_of_pairs_who_chose_different_piles():
    assert split([1, 1]) == 100, "the only pair differs"
    assert split([5, 0, 0]) == 0
    assert split([2, 2]) == 67, "4 of the 6 pairs differ"
    assert split([1]) is None and split([]) is None
    people = ["a"] * 5 + ["b"] * 3 + ["c"]
    pairs = [(x, y) for i, x in enumerate(people) for y in people[i + 1 :]]
    assert split([5, 3, 1]) == round(100 * sum(x != y for x, y in pairs) / len(pairs))


def test_the_most_split_card_is_first_and_two_people_do_not_outweigh_ten(made):
    cards = [card["id"] for card in made["sort"]["content"]["cards"]]
    agreed, argued, rare = cards[:3]
    values = [{"placed": {agreed: "2", argued: "1" if at % 2 else "3"}} for at in range(10)]
    values[0]["placed"][rare] = "1"
    values[1]["placed"][rare] = "4"
    found = picture(made["sort"], values)
    order = [row["id"] for row in found["public"]["panels"][0]["rows"]]
    assert order[:2] == [argued, agreed], "the card that only two have placed waits"
    assert rows(found)[argued]["note"] == "split 56"
    assert rows(found)[rare]["n"] == 2
    assert "pairs of people" in found["public"]["about"][0], "the picture says how it is measured"


def test_a_sort_changed_after_the_reference_was_seen_counts_as_it_was(made):
    card = made["sort"]["content"]["cards"][0]["id"]
    found = picture(made["sort"], [{"placed": {card: "4"}, "first": {card: "1"}}])
    parts = found["public"]["panels"][0]["parts"]
    counts = rows(found)[card]["counts"]
    assert [part["id"] for part, count in zip(parts, counts, strict=True) if count] == ["1"]


@pytest.mark.parametrize("name", ["sort", "predict", "lab", "line"])
def test_the_reference_is_in_no_picture_before_it_is_revealed(made, name):
    values = {
        "sort": [{"placed": {made["sort"]["content"]["cards"][0]["id"]: "1"}}],
        "predict": [{"bars": {made["predict"]["content"]["bars"][0]["label"]: 12}, "prediction": None}],
        "lab": [
            {
                "asked": [made["lab"]["content"]["problems"][-1]["id"]],
                "committed": {"A": {"idea": "correct", "asked": 1}},
            }
        ],
        "line": [{"placed": {"1/4": 0.3}}],
    }[name]
    hidden, shown = picture(made[name], values), picture(made[name], values, revealed=True)
    marks = [row["mark"] for panel in hidden["public"]["panels"] for row in panel["rows"]]
    assert set(marks) <= {None, False} and hidden["public"]["reference"] == ""
    assert {row["mark"] for panel in shown["public"]["panels"] for row in panel["rows"]} - {None, False}
    assert shown["public"]["reference"]
    again = picture(made[name], values)
    assert again == hidden, "undoing a reveal takes all of it away"


def test_all_predictions_are_there_and_one_made_after_looking_is_not(made):
    bars = made["predict"]["content"]["bars"]
    label = bars[0]["label"]
    values = [
        {"bars": {label: 20}, "prediction": None, "shown": False},
        {"bars": {label: 7}, "prediction": {label: 40}, "shown": True},
        {"bars": {label: 7}, "prediction": {}, "shown": True},
    ]
    found = picture(made["predict"], values)
    assert rows(found)[label]["at"] == [[20, 1], [40, 1]]
    assert any("1 looked" in text for text in found["public"]["about"])
    published = picture(made["predict"], values, revealed=True)
    assert [row["mark"] for row in published["public"]["panels"][0]["rows"]] == [bar["value"] for bar in bars]


def test_polls_of_each_kind_are_counted(made):
    def answers(kind, *given):
        return [{"kind": kind, "answer": one, "shown": False, "first": None} for one in given]

    one = picture(made["one"], answers("one", "y", "y", "n", "gone"))
    assert [row["count"] for row in one["public"]["panels"][0]["rows"]] == [2, 1]
    ordered = picture(made["ordered"], answers("ordered", ["b", "a", "c"], ["b", "c", "a"]))
    assert next(iter(rows(ordered))) == "b"
    scale = picture(made["scale"], answers("scale", 5, 5, 1, 9))
    assert [row["count"] for row in scale["public"]["panels"][0]["rows"]] == [1, 0, 0, 0, 2]
    numeric = picture(made["numeric"], answers("numeric", *range(1, 40), 10**8))
    assert numeric["public"]["panels"][0]["end"] < 100, "one odd number does not flatten the rest"
    assert "1 more" in rows(numeric)["answer"]["label"] or "more above" in rows(numeric)["answer"]["label"]


def test_an_answer_changed_after_the_published_figure_counts_as_it_was(made):
    value = {"kind": "one", "answer": "n", "shown": True, "first": {"answer": "y"}}
    assert rows(picture(made["one"], [value]))["y"]["count"] == 1


def test_confidence_of_fewer_than_five_is_not_shown_and_private_writing_never(made):
    values = [{"confidence": {"1": 2}, "writing": {"commit": "my private words"}}] * 4
    few, enough = picture(made["reflect"], values), picture(made["reflect"], [*values, values[0]])
    assert few["public"]["panels"] == [] and "5" in few["public"]["missing"]
    assert rows(enough)["1"]["counts"] == [0, 5, 0, 0, 0]
    assert "my private words" not in json.dumps([few, enough])


def test_paths_through_the_lab(made):
    content = made["lab"]["content"]
    a, b, c = [one["id"] for one in content["problems"][content["given"] :]][:3]
    values = [{"asked": [a, b, c]}, {"asked": [a, c]}, {"asked": [a, b, c]}, {"asked": "no list"}]
    found = picture(made["lab"], values)
    assert rows(found)[a]["counts"] == [3, 0, 0, 0] and rows(found)[b]["counts"] == [0, 2, 0, 0]
    assert [row["count"] for row in found["public"]["panels"][1]["rows"]] == [2], "two went a, b, c"


def test_groups_are_told_by_the_cards_that_stand_together(made):
    labels = {card["id"]: card["label"] for card in made["next"]["content"]["cards"]}
    a, b, c = list(labels)[:3]
    groups = [[[a, b], [c]], [[b, a]], [[a, c]]]
    values = [
        {"groups": [{"id": str(at), "cards": one, "move": "Ask about 1"} for at, one in enumerate(each)]}
        for each in groups
    ]
    found = picture(made["next"], values)
    first = found["public"]["panels"][0]["rows"][0]
    assert (first["label"], first["count"]) == (f"{labels[a]} and {labels[b]}", 2)
    assert {one["text"] for one in found["texts"]} == {"Ask about 1"}


def test_places_on_a_number_line_are_those_of_the_first_check(made):
    values = [{"placed": {"1/4": 0.25}, "checks": [{"placed": {"1/4": 1.0}}]}, {"placed": {"1/4": 0.5}}]
    assert rows(picture(made["line"], values))["1/4"]["at"] == [[0.5, 1], [1.0, 1]]
    assert rows(picture(made["line"], values, revealed=True))["1/4"]["mark"] == 0.25


def handed(n: int, sentences: str = "") -> list[dict]:
    """`n` people who handed over both forms, half of them with A first."""
    answers = {"whole-numbers": "cb", "fractions": "bd", "next-step": "ca"}

    def task(form: str, right: bool, at: int) -> dict:
        key = {part: keys["AB".index(form)] for part, keys in answers.items()}
        given = {
            part: {"choice": choice if right or (at + place) % 3 else "a", "text": sentences}
            for place, (part, choice) in enumerate(key.items())
        }
        return {"form": form, "answers": given, "confidence": dict.fromkeys(given, 50 + 10 * (at % 3))}

    return [
        {
            "handed": True,
            "at": 1,
            "writing": bool(sentences),
            "tasks": {
                "00/baseline": task("AB"[at % 2], False, at),
                "12/closing": task("BA"[at % 2], True, at),
            },
        }
        for at in range(n)
    ]


def test_growth_of_fewer_than_five_is_not_shown_even_if_it_is_revealed(made):
    found = picture(made["hand"], [*handed(4), {"handed": False, "tasks": {}}], revealed=True)
    assert found["public"]["panels"] == [] and "once 5 people" in found["public"]["missing"]
    assert found["public"]["about"] == ["4 handed over both forms."]


def test_growth_waits_for_the_reveal_so_that_nobody_is_read_off_a_change(made):
    hidden, shown = picture(made["hand"], handed(12)), picture(made["hand"], handed(12), revealed=True)
    assert hidden["public"]["panels"] == [] and "everybody has decided" in hidden["public"]["missing"]
    whole, *parts = shown["public"]["panels"][0]["rows"]
    assert whole["n"] == 12 and whole["low"] < whole["middle"] < whole["high"]
    assert all(isinstance(row["middle"], int) for row in [whole, *parts])
    assert [row["id"] for row in shown["public"]["panels"][1]["rows"]] == [
        "sure-before",
        "right-before",
        "sure-after",
        "right-after",
    ]
    assert "practice with the format" in shown["public"]["about"][0], "a wall shows this sentence"


def test_growth_holds_no_answer_no_key_and_no_sentence_of_anybody(made):
    found = picture(made["hand"], handed(30, "a sentence of mine"), revealed=True)
    everything = json.dumps(found)
    assert found["texts"] == [] and "sentence of mine" not in everything
    for word in ("choice", '"form"', "p0", '"answers"', "325", "891"):
        assert word not in everything.replace('"form": "intervals"', ""), word


def test_growth_is_the_same_in_whatever_order_people_handed_over(made):
    values = handed(14)
    shuffled = random.Random(4).sample(values, len(values))
    assert picture(made["hand"], values, revealed=True) == picture(made["hand"], shuffled, revealed=True)


def test_one_form_alone_is_counted_and_changes_no_number(made):
    alone = [{**one, "tasks": {"12/closing": one["tasks"]["12/closing"]}} for one in handed(3)]
    found = picture(made["hand"], [*handed(8), *alone], revealed=True)
    assert "8 handed over both forms, 3 one of them." in found["public"]["about"][0]
    assert rows(found)["all"] == rows(picture(made["hand"], handed(8), revealed=True))["all"]


def test_codes_of_each_exchange_the_most_split_first_and_the_reference_only_when_revealed(made):
    units = [unit["id"] for unit in made["uptake"]["content"]["units"]]
    agreed, argued, rare = units[:3]
    values = [{"codes": {agreed: ["mid"], argued: ["low"] if at % 2 else ["high"]}} for at in range(10)]
    values[0]["codes"][rare] = []
    values[1] |= {"first": {agreed: ["low"]}, "notes": {argued: "It repeats the unit"}}
    hidden, shown = picture(made["uptake"], values), picture(made["uptake"], values, revealed=True)
    panel = hidden["public"]["panels"][0]
    assert [row["id"] for row in panel["rows"]] == [argued, agreed, rare]
    names = [part["id"] for part in panel["parts"]]
    assert names == ["low", "mid", "high", "none"]
    assert rows(hidden)[argued]["counts"] == [5, 0, 5, 0] and rows(hidden)[argued]["note"] == "split 56"
    assert rows(hidden)[agreed]["counts"] == [1, 9, 0, 0], (
        "a code changed after the comparison counts as it was"
    )
    assert rows(hidden)[rare]["counts"] == [0, 0, 0, 1]
    assert [row["mark"] for row in panel["rows"]] == [None] * 3 and "◆" not in json.dumps(hidden["public"])
    by = made["uptake"]["content"]["reference"]["by"]
    marks = {id: shown["public"]["panels"][0]["parts"][row["mark"]]["id"] for id, row in rows(shown).items()}
    assert marks == {id: by[id]["codes"][0] for id in marks}
    assert "proposal" in shown["public"]["reference"]
    assert [(one["about"], one["text"]) for one in hidden["texts"]] == [("Exchange 2", "It repeats the unit")]


def test_a_turn_with_two_codes_is_counted_under_both_and_split_by_the_whole_answer(made):
    content = made["talk"]["content"]
    turn = next(id for id, one in content["reference"]["by"].items() if len(one["codes"]) == 2)
    a, b = content["reference"]["by"][turn]["codes"]
    found = picture(made["talk"], [{"codes": {turn: [a, b]}}, {"codes": {turn: [b, a]}}], revealed=True)
    assert rows(found)[turn]["counts"] == [2, 2] and rows(found)[turn]["note"].startswith("split 0, ◆ ")
    assert any("several codes" in text for text in found["public"]["about"])


def test_what_each_observer_marked_is_shown_as_a_spread_and_notes_are_not(made):
    code = made["watch"]["content"]["codes"][0]["id"]

    def sheet(n):
        return {"started": "2026-01-01T00:00:00Z", "taps": [{"at": 1, "code": code, "note": "words"}] * n}

    found = picture(made["watch"], [sheet(2), sheet(2), sheet(7), {"started": None, "taps": []}])
    assert rows(found)[code]["at"] == [[2.0, 2], [7.0, 1]] and found["public"]["panels"][0]["end"] == 7
    assert "words" not in json.dumps(found)


def test_the_standards_on_most_lists_are_told_with_their_words(made):
    first, second = made["map"]["content"]["codes"][:2]
    found = picture(
        made["map"], [{"pins": [second]}, {"pins": [first, second]}, {"pins": ["9.XX"]}, {"pins": []}]
    )
    assert [(row["id"], row["count"]) for row in found["public"]["panels"][0]["rows"]] == [
        (second, 2),
        (first, 1),
    ]
    assert rows(found)[second]["label"].startswith(f"{second} ") and found["public"]["panels"][0]["of"] == 2


def test_answers_and_reasons_are_those_of_the_first_check(made):
    reasons = made["ratio"]["content"]["task"]["reasons"]
    right = next(one["id"] for one in reasons if one["holds"])
    values = [
        {"answer": "10 1/2", "reason": right, "checks": [{"answer": "8", "reason": reasons[0]["id"]}]},
        {"answer": "21/2", "reason": right},
        {"answer": "10.5", "reason": None},
        {"answer": "about ten", "reason": "other"},
    ]
    hidden, shown = picture(made["ratio"], values), picture(made["ratio"], values, revealed=True)
    assert {id: row["count"] for id, row in rows(hidden).items()} == {"8": 1, "21/2": 2}
    assert rows(hidden, 1)[right]["count"] == 1 and not any(row["mark"] for row in rows(hidden, 1).values())
    assert [row["id"] for row in rows(shown, 1).values() if row["mark"]] == [
        one["id"] for one in reasons if one["holds"]
    ]
    assert "about ten" not in json.dumps(hidden)
    assert picture(made["free ratio"], values)["public"]["panels"] == [], "a free table asks nothing"


def test_the_measure_of_the_course_is_counted_and_no_more(made):
    found = picture(made["test"], [{"answers": {"a": "1"}}], revealed=True)
    assert found["n"] == 1 and found["public"]["panels"] == [] and found["texts"] == []


def test_an_activity_without_a_picture_tells_how_many_answered(made):
    found = picture(made["strips"], [{"parts": 3}, {"parts": 2}])
    assert found["n"] == 2 and found["public"]["panels"] == []


def test_typed_text_is_in_no_public_part_and_on_the_projector_only_when_passed(made):
    words = "<img src=x onerror=alert(1)> typed words"
    card = made["sort"]["content"]["cards"][0]["id"]
    typing = {
        "sort": {"placed": {card: "1", words: "2"}, "notes": {card: words}},
        "text": {"kind": "text", "answer": words},
        "one": {"kind": "one", "answer": words},
        "levels": {"met": [words, "1"], "notes": {"1": words}},
        "next": {"groups": [{"name": words, "cards": [card, words], "move": words}]},
        "free": {"placed": {words: 1, "1/2": 0.5}},
        "lab": {"asked": [words], "reason": {"A": words}},
        "predict": {"bars": {words: 3}},
        "uptake": {"codes": {words: ["mid"]}, "notes": {words: words}},
        "watch": {"started": words, "taps": [{"code": words, "note": words}]},
        "map": {"pins": [words], "notes": {words: words}},
        "ratio": {"answer": words, "reason": words, "choice": words},
    }
    for name, value in typing.items():
        found = picture(made[name], [value])
        assert "typed words" not in json.dumps(found["public"]), name
        assert for_projector(found)["texts"] == [], name
    found = picture(made["text"], [typing["text"]])
    id = found["texts"][0]["id"]
    passed = picture(made["text"], [typing["text"]], passed={id})
    assert [one["text"] for one in for_projector(passed)["texts"]] == [words]
    edited = picture(made["text"], [{"kind": "text", "answer": "something else now"}], passed={id})
    assert for_projector(edited)["texts"] == [], "an edited text has to be passed again"


def test_the_order_of_the_answers_tells_nothing(made):
    cards = [card["id"] for card in made["sort"]["content"]["cards"]]
    dice = random.Random(3)
    values = [
        {"placed": {card: dice.choice("1234") for card in cards}, "notes": {cards[0]: f"note {at}"}}
        for at in range(20)
    ]
    shuffled = dice.sample(values, len(values))
    assert picture(made["sort"], values) == picture(made["sort"], shuffled)


def test_a_picture_does_not_grow_with_the_group(made):
    dice = random.Random(5)
    labels = [bar["label"] for bar in made["predict"]["content"]["bars"]]

    def size(n):
        values = [{"bars": {label: dice.randint(0, 100) for label in labels}} for _ in range(n)]
        return len(json.dumps(picture(made["predict"], values)))

    assert size(3000) < 2 * size(300)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["A", "1", "1/4", "y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["A", "1", "1/4", "answer", "idea", "cards", "placed", "\ud800"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
FIELDS = [
    "handed",
    "tasks",
    "placed",
    "first",
    "notes",
    "tags",
    "bars",
    "prediction",
    "kind",
    "answer",
    "confidence",
    "writing",
    "met",
    "asked",
    "committed",
    "reason",
    "groups",
    "sheet",
    "checks",
    "codes",
    "taps",
    "started",
    "pins",
    "choice",
]


@given(values=st.lists(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=5) | ODD, max_size=4))
def test_whatever_a_browser_sends_makes_a_picture_that_can_be_sent(made, values):
    for activity in made.values():
        for revealed in (False, True):
            found = picture(activity, [*values, {"kind": "text", "answer": "\ud800"}], revealed=revealed)
            json.dumps(found, allow_nan=False)


def test_a_number_longer_than_any_float_is_left_out(made):
    label = made["predict"]["content"]["bars"][0]["label"]
    found = picture(made["predict"], [{"bars": {label: 10**400}}, {"bars": {label: math.inf}}])
    assert rows(found)[label]["n"] == 0


def test_counts_from_paper_come_into_a_sort_and_into_polls(made):
    counted = picture(made["sort"], [], tally={"s28": {"1": 2, "?": 1}})
    row = next(row for row in counted["public"]["panels"][0]["rows"] if row["id"] == "s28")
    assert row["counts"][1] == 2 and counted["n"] >= 2
    assert (
        picture(made["one"], [], tally={"answer": {"y": 3}})["public"]["panels"][0]["rows"][0]["count"] == 3
    )
    assert picture(made["scale"], [], tally={"answer": {"5": 2}})["public"]["panels"][0]["of"] == 2
    assert "answered on paper" in " ".join(counted["public"]["about"])


def test_only_kinds_that_can_be_counted_by_hand_offer_it_and_never_on_the_wall(made):
    offered = {name for name, one in made.items() if picture(one, [])["tally"]}
    assert offered == {"sort", "one", "scale"}
    assert all(for_projector(picture(one, []))["tally"] is None for one in made.values())


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), st.integers(0, 5), max_size=4), max_size=4))
def test_counts_for_what_is_not_there_do_no_harm(made, counts):
    for name in ("sort", "one", "scale", "lab"):
        picture(made[name], [], tally=counts)
