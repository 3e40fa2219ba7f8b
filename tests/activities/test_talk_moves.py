"""Talk moves: what is coded, what it may be compared with, what it keeps, and that downloaded text stays on this computer."""

import re

import pandas as pd
import pytest

from kit import TalkMoves, downloads, paths
from kit.activities import transcripts
from kit.content import library
from kit.downloads import install, sets
from kit.errors import KitError, UnknownName
from kit.journal import Journal

LESSON = "sixty-three-take-away-twenty-seven"
MIRROR = paths.ROOT.parent / "shared" / "data"


def rated(n: int) -> pd.DataFrame:
    """A table in the columns of the downloaded set: constructed exchanges, each rating and each kind of row."""
    rows = []
    for number in range(1, n + 1):
        majority = [0.0, 1.0, 2.0, None][number % 4]
        rows.append(
            {
                "exchange": number,
                "student": f"I tied knot {number}, it cost $5 & <b>two</b> hours.",
                "teacher": f"Knot {number}. Why $5?",
                "uptake": 1.33 if majority is None else majority,
                "uptake_majority": majority,
                "uptake_agree": 1 if majority is None else 3,
                "student_on_task": 1.0,
                "teacher_on_task": 1.0 if number % 5 else 0.0,
            }
        )
    rows[3]["student"] = "word " * 200
    return pd.DataFrame(rows)


@pytest.fixture
def uptake(monkeypatch):
    """The downloaded set, as if it were on this computer."""
    monkeypatch.setattr(downloads, "installed", lambda: ["uptake"])
    monkeypatch.setattr(downloads, "table", lambda name: rated(80))


def test_every_turn_is_there_with_its_speaker_and_its_words_counted():
    units = TalkMoves("gallery/talk", transcript=LESSON).content["units"]
    assert len(units) == len(library().lesson(LESSON).turns)
    by_id = {unit["id"]: unit for unit in units}
    assert by_id[f"{LESSON}/2"]["lines"][0]["words"] == 3
    drawn = by_id[f"{LESSON}/16"]["lines"][0]
    assert drawn["words"] == 12, "what is seen in square brackets is not spoken"
    assert by_id[f"{LESSON}/29"]["lines"][0]["words"] == 6, "66 and 30 count, the sign between them does not"


def test_each_turn_has_a_proposal_with_a_reason():
    made = TalkMoves("gallery/talk", transcript=LESSON).content
    reference = made["reference"]
    assert reference["whose"] == "kit"
    assert all(reference["by"][unit["id"]]["why_html"] for unit in made["units"])


@pytest.mark.parametrize("given", [{"transcript": LESSON}, {"exchanges": "uptake"}])
def test_summary_and_picture_show_the_words_and_no_proposal(given):
    made = TalkMoves("gallery/talk", **given)
    shown = made.summary() + made.picture()
    assert "you took the 3 away" in shown
    assert "constructed for this course" in shown
    for lesson in library().lessons.values():
        assert not [turn.id for turn in lesson.turns if turn.why in shown]
        assert not [one.turn for one in lesson.uptake if one.why in shown]
    assert set(re.findall(r"<(\w+)", made.picture())) <= {
        *("h3", "p", "b", "br", "small", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub"),
    }


def test_without_the_download_the_courses_own_exchanges_stand_in_and_one_sentence_says_so():
    made = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3).content
    assert len(made["units"]) == 12
    assert made["mark"] == "constructed for this course"
    assert "throughline data get uptake" in made["notice_html"] and made["notice_html"].count(". ") == 0
    assert [line["who"] for line in made["units"][0]["lines"]] == ["student", "teacher"]
    assert made["units"] == TalkMoves("gallery/again", exchanges="uptake", n=12, seed=3).content["units"]
    assert made["units"] != TalkMoves("gallery/other", exchanges="uptake", n=12, seed=4).content["units"]


def test_downloaded_exchanges_carry_the_experts_ratings(uptake):
    made = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3).content
    assert made["notice_html"] == ""
    assert "real exchanges" in made["mark"] and "Demszky" in made["mark"]
    assert made["reference"]["whose"] == "experts"
    codes = [one["codes"] for one in made["reference"]["by"].values()]
    assert [codes.count(kind) for kind in (["low"], ["mid"], ["high"], None)] == [3, 3, 3, 3]
    split = next(one for one in made["reference"]["by"].values() if one["codes"] is None)
    assert "The raters had no majority" in split["why_html"]


def test_downloaded_words_are_escaped_and_a_dollar_stays_a_dollar(uptake):
    line = TalkMoves("gallery/uptake", exchanges="uptake", n=4).content["units"][0]["lines"][0]
    assert "cost $5 &amp; &lt;b&gt;two&lt;/b&gt;" in line["html"]


def test_long_exchanges_and_those_off_the_mathematics_are_left_out(uptake):
    made = TalkMoves("gallery/uptake", exchanges="uptake", n=60).content
    numbers = {int(unit["id"].partition("/")[2]) for unit in made["units"]}
    assert not [number for number in numbers if number % 5 == 0 or number == 4]


def test_a_notebook_and_its_paper_never_hold_downloaded_text(uptake):
    made = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3)
    assert "knot" in made.content["units"][0]["lines"][0]["html"]
    bundle, _ = made._repr_mimebundle_()
    stored = bundle["text/plain"] + bundle["text/html"]
    assert "knot" not in stored
    assert "constructed for this course" in stored


def test_summary_and_picture_are_the_same_with_and_without_the_download(monkeypatch):
    before = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3)
    monkeypatch.setattr(downloads, "installed", lambda: ["uptake"])
    monkeypatch.setattr(downloads, "table", lambda name: rated(80))
    after = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3)
    assert (before.summary(), before.picture()) == (after.summary(), after.picture())


def test_codes_come_back_and_those_of_other_exchanges_are_kept_unseen(journal_folder):
    value = {
        "codes": {f"{LESSON}/2": ["claim"], f"{LESSON}/6": [], "uptake/7": ["high"]},
        "first": {f"{LESSON}/2": ["claim"]},
        "notes": {f"{LESSON}/2": "an answer"},
        "later": 1,
    }
    Journal(journal_folder).save("gallery/talk", value)
    made = TalkMoves("gallery/talk", transcript=LESSON)
    assert made.value == value
    assert "1 that is not shown here now" in made.notice


def test_a_code_that_is_gone_is_set_aside_and_its_turn_open_again(journal_folder):
    codes = {f"{LESSON}/2": ["claim", "bragging"], f"{LESSON}/4": ["bragging"]}
    Journal(journal_folder).save("gallery/talk", {"codes": codes, "first": {}, "notes": {}})
    made = TalkMoves("gallery/talk", transcript=LESSON)
    assert made.value["codes"] == {f"{LESSON}/2": ["claim"]}
    assert made.value["gone"] == {f"{LESSON}/2": ["bragging"], f"{LESSON}/4": ["bragging"]}
    assert "codebook has changed" in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"codes": ["claim"], "first": 3, "notes": "none"},
        {"codes": {f"{LESSON}/2": "claim", f"{LESSON}/3": [1]}, "first": None, "notes": {"a": 3}},
        {"codes": None},
        {"gone": 4, "odd": []},
    ],
)
def test_an_answer_in_another_form_is_set_aside_and_the_rest_works(journal_folder, odd):
    Journal(journal_folder).save("gallery/talk", odd)
    made = TalkMoves("gallery/talk", transcript=LESSON)
    assert (made.value["codes"], made.value["first"], made.value["notes"]) == ({}, {}, {})
    for field in ("codes", "first", "notes"):
        if odd.get(field):
            assert made.value["odd"][field] == odd[field]


def test_a_codebook_of_ones_own_is_used_and_has_nothing_to_compare_with(monkeypatch):
    own = library().codebook("talk-moves").model_copy(update={"id": "ours"})
    monkeypatch.setitem(library().codebooks, "ours", own)
    assert TalkMoves("gallery/talk", transcript=LESSON, codebook="ours").content["reference"] is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, r"either `transcript=`.*sixty-three"),
        ({"transcript": LESSON, "exchanges": "uptake"}, "either"),
        ({"transcript": LESSON, "codebook": "uptake"}, r"for exchanges, and here are turns.*talk-moves"),
        ({"exchanges": "bridge"}, "no set of exchanges “bridge”"),
        ({"exchanges": "uptake", "n": 0}, "from 1 to 60"),
        ({"exchanges": "uptake", "seed": "x"}, "seed='x'"),
    ],
)
def test_a_wrong_call_says_what_to_do(given, says):
    with pytest.raises(KitError, match=says):
        TalkMoves("gallery/talk", **given)


def test_an_unknown_lesson_names_near_matches():
    with pytest.raises(UnknownName, match=LESSON):
        TalkMoves("gallery/talk", transcript="sixty-three-take-away")


@pytest.mark.skipif(
    not MIRROR.is_dir(), reason="NOT TESTED: the real exchanges; no mirror beside the checkout"
)
def test_the_real_exchanges_are_drawn_evenly_and_short_enough(tmp_path, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_DOWNLOADS", str(tmp_path / "downloads"))
    assert install.get(sets.find("uptake"), lambda *_: True, MIRROR)
    made = TalkMoves("gallery/uptake", exchanges="uptake", n=12, seed=3).content
    codes = [str(one["codes"]) for one in made["reference"]["by"].values()]
    assert sorted(map(codes.count, set(codes))) == [3, 3, 3, 3]
    words = [line["words"] for unit in made["units"] for line in unit["lines"]]
    assert max(words) <= transcripts.LONGEST_TEACHER
