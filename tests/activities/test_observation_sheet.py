"""The observation sheet: its look-fors, the blank sheet on paper, and what it keeps."""

import re
from html import escape

import pytest

from kit import ObservationSheet
from kit.errors import KitError, UnknownName
from kit.journal import Journal

STARTED = "2026-11-20T09:00:00.000Z"
ENDED = "2026-11-20T09:42:00.000Z"


def test_students_look_fors_come_before_the_teachers():
    who = [code["who"] for code in ObservationSheet("gallery/observe").content["codes"]]
    assert who == sorted(who, key=lambda one: one != "student")
    assert {"student", "teacher"} == set(who)


def test_it_says_that_notes_describe_moments_on_screen_and_on_paper():
    made = ObservationSheet("gallery/observe")
    for told in (made.content["about_html"], made.summary(), made.picture()):
        assert "Notes describe moments, not people" in told


def test_the_blank_sheet_has_a_row_for_each_look_for_and_lines_for_moments():
    made = ObservationSheet("gallery/observe")
    picture = made.picture()
    assert all(escape(code["name"]) in picture for code in made.content["codes"])
    assert picture.count("<tr>") == 2 + len(made.content["codes"]) + 10
    assert not re.search(r"name of|\bteacher's name|student's name", picture, re.IGNORECASE)
    assert set(re.findall(r"<(\w+)", picture)) <= {
        *("h3", "p", "b", "br", "table", "thead", "tbody", "tr", "th", "td"),
    }


def test_the_paper_is_the_same_whatever_was_tapped(journal_folder):
    before = ObservationSheet("gallery/observe")
    Journal(journal_folder).save(
        "gallery/observe", {"started": STARTED, "taps": [{"at": 3, "code": "waits", "note": "five seconds"}]}
    )
    after = ObservationSheet("gallery/observe")
    assert (before.summary(), before.picture()) == (after.summary(), after.picture())


def test_an_observation_under_way_comes_back(journal_folder):
    value = {
        "started": STARTED,
        "taps": [{"at": 61.5, "code": "waits"}, {"at": 70, "code": "says-why", "note": "“it can't be”"}],
        "ended": None,
        "shift": -3600.0,
        "earlier": [{"started": STARTED, "ended": ENDED, "taps": [], "shift": 0}],
        "later": True,
    }
    Journal(journal_folder).save("gallery/observe", value)
    made = ObservationSheet("gallery/observe")
    assert made.value == value
    assert made.notice == ""


def test_taps_of_a_look_for_that_is_gone_stay_and_the_reader_is_told(journal_folder):
    taps = [{"at": 5, "code": "smiles"}]
    Journal(journal_folder).save("gallery/observe", {"started": STARTED, "taps": taps})
    made = ObservationSheet("gallery/observe")
    assert made.value["taps"] == taps
    assert "“smiles”" in made.notice


@pytest.mark.parametrize(
    ("kept", "set_aside"),
    [
        ({"started": 5}, {"started": 5}),
        ({"started": STARTED, "taps": "many"}, {"tap": "many"}),
        (
            {"started": STARTED, "taps": [{"at": "soon", "code": "waits"}]},
            {"tap": {"at": "soon", "code": "waits"}},
        ),
        ({"started": STARTED, "taps": [None]}, {"tap": None}),
        ({"shift": "much"}, {"shift": "much"}),
        ({"ended": "yesterday"}, {"ended": "yesterday"}),
        ({"earlier": [7]}, {"earlier": 7}),
    ],
)
def test_what_has_another_form_is_set_aside(journal_folder, kept, set_aside):
    Journal(journal_folder).save("gallery/observe", kept)
    value = ObservationSheet("gallery/observe").value
    assert value["odd"] == [set_aside]
    assert value["taps"] == [] and value["earlier"] == []


def test_taps_without_a_start_are_put_away_and_not_lost(journal_folder):
    taps = [{"at": 5, "code": "waits"}]
    Journal(journal_folder).save("gallery/observe", {"started": "at nine", "taps": taps})
    value = ObservationSheet("gallery/observe").value
    assert value["taps"] == [] and value["earlier"][0]["taps"] == taps
    Journal(journal_folder).save("gallery/again", value)
    assert ObservationSheet("gallery/again").value == value


def test_a_codebook_for_transcripts_is_refused_with_one_that_fits():
    with pytest.raises(KitError, match=r"codes turns of a transcript.*observation"):
        ObservationSheet("gallery/observe", codebook="talk-moves")
    with pytest.raises(UnknownName, match="observation"):
        ObservationSheet("gallery/observe", codebook="observations")
