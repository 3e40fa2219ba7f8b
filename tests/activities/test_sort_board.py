"""The sort board's Python side: what it shows, what it keeps, and what it says when something is off."""

import json

import pytest

import kit
from kit.content import library
from kit.errors import KeyProblem, UnknownName
from kit.journal import Journal

DECK = "fraction-arithmetic/papers"


def board(**options) -> kit.SortBoard:
    return kit.SortBoard("05/papers", deck=DECK, **options)


def test_a_move_is_in_the_journal_at_once():
    activity = board()
    activity.value = {**activity.value, "placed": {"s28": "0"}}
    assert Journal().get("05/papers").value["placed"] == {"s28": "0"}


def test_a_sort_is_back_when_the_cell_is_run_again():
    activity = board()
    activity.value = {**activity.value, "placed": {"s28": "0"}, "notes": {"s28": "tops and bottoms"}}
    again = board()
    assert again.value["placed"] == {"s28": "0"}
    assert again.value["notes"] == {"s28": "tops and bottoms"}


def test_a_card_in_a_level_that_is_gone_is_unsorted_again_and_its_place_kept():
    Journal().save("05/papers", {"placed": {"s28": "17", "s24": "2", "s99": "1"}})
    activity = board()
    assert activity.value["placed"] == {"s24": "2"}
    assert activity.value["gone"] == {"s28": "17", "s99": "1"}
    assert "S28" in activity.notice and "S99" in activity.notice


def test_the_summary_is_the_same_whatever_was_answered():
    before = board().summary()
    Journal().save("05/papers", {"placed": {"s28": "0"}})
    after = board()
    assert after.value["placed"] == {"s28": "0"}
    assert after.summary() == before


def test_the_bundle_has_text_and_a_picture_that_a_sanitizer_leaves_readable():
    data, _ = board()._repr_mimebundle_()
    assert "S28: 3/5 + 2/5 = 5/10" in data["text/plain"]
    assert "<sup>3</sup>⁄<sub>5</sub>" in data["text/html"]
    assert not any(tag in data["text/html"] for tag in ("<math", "<svg", "<script"))


def test_every_card_says_that_its_work_is_real_and_whose():
    for card in board().content["cards"]:
        assert "real work" in card["mark"] and "Siegler" in card["mark"]


def test_each_reference_placement_has_a_reason_and_says_whose_it_is():
    for card in board().content["cards"]:
        assert card["anchor"]["whose"] == "this kit's proposal"
        assert len(card["anchor"]["reason_html"]) > 80


def test_what_a_student_answered_is_shown_as_recorded():
    paper = library().sample("fraction-arithmetic/s28")
    card = next(card for card in board().content["cards"] if card["id"] == "s28")
    for answer in paper.answers:
        top, bottom = answer.given.split("/")
        assert f"<mrow><mn>{top}</mn></mrow><mrow><mn>{bottom}</mn></mrow>" in card["html"]


def test_a_misspelt_deck_names_the_near_ones():
    with pytest.raises(UnknownName, match=r"paper.*Near it: papers"):
        kit.SortBoard("05/papers", deck="fraction-arithmetic/paper")


@pytest.mark.parametrize("key", ["sort", "5/sort", "05/Sort", "05/", "05/sort!"])
def test_a_malformed_key_is_explained(key):
    with pytest.raises(KeyProblem, match="two digits, a slash and a name"):
        kit.SortBoard(key, deck=DECK)


def test_a_key_of_a_session_that_is_not_here_is_refused():
    with pytest.raises(KeyProblem, match="session 99, which is not here"):
        kit.SortBoard("99/sort", deck=DECK)


def test_a_folder_that_cannot_be_written_is_told_in_the_activity_and_the_answer_stays(tmp_path, monkeypatch):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(in_the_way / "my_work"))
    activity = board()
    activity.value = {**activity.value, "placed": {"s28": "0"}}
    assert "cannot be" in activity.notice
    assert activity.value["placed"] == {"s28": "0"}


def test_a_damaged_journal_is_told_in_the_activity(journal_folder):
    journal_folder.mkdir()
    (journal_folder / "journal.json").write_text("not a journal")
    assert "journal.json.damaged" in board().notice


def test_errors_are_shown_without_a_traceback():
    with pytest.raises(UnknownName) as caught:
        library().progression("fraction")
    (message,) = caught.value._render_traceback_()
    assert message.startswith("There is no progression “fraction”. Near it: fractions")


def test_content_is_json():
    json.dumps(board().content)
