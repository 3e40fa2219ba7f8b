"""`throughline report` and `throughline hours`: what they write and say, and that errors are sentences."""

import json

import pytest
from test_cli import throughline

from kit.evidence import example
from kit.room.store import ANSWERS, ROOMS, Store


@pytest.fixture
def journals(tmp_path):
    """The constructed people's answers as journals, one of them damaged."""
    folder = tmp_path / "handed over"
    folder.mkdir()
    people: dict[str, dict] = {}
    for one in example.load():
        people.setdefault(one["participant"], {})[one["key"]] = one
    for name, responses in people.items():
        kept = {
            "format": "throughline-journal",
            "version": 1,
            "participant": f"token-{name}",
            "earlier": [],
            "responses": responses,
        }
        (folder / f"{name}.json").write_text(json.dumps(kept), encoding="utf-8")
    (folder / "p001.json").write_text("{", encoding="utf-8")
    return folder


def test_a_report_of_journals_says_which_file_was_bad_and_writes_both_pages(journals, tmp_path):
    done = throughline(
        "report", "--journals", str(journals), "--out", str(tmp_path / "r"), "--no-pdf", "--csv"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "p001.json: is damaged, or no journal" in done.stdout
    assert {file.name for file in (tmp_path / "r").iterdir()} == {"group.html", "district.html", "numbers"}
    assert "CONSTRUCTED" not in (tmp_path / "r" / "group.html").read_text(encoding="utf-8")
    assert "People</dt><dd>25<" in (tmp_path / "r" / "group.html").read_text(encoding="utf-8")


def test_a_room_s_report_comes_from_what_was_handed_over_in_it(tmp_path):
    store, forms = Store(tmp_path / "rooms.sqlite"), {}
    for one in example.load():
        if one["key"] in ("00/baseline", "12/closing"):
            forms.setdefault(one["participant"], {})[one["key"]] = one["value"]
    room = {
        "id": "r",
        "code": "r",
        "session": "12",
        "secrets": "[]",
        "views": "[]",
        "state": "{}",
        "made": 1.0,
    }
    with store.engine.begin() as connection:
        connection.execute(ROOMS.insert().values(**room))
        for device, tasks in forms.items():
            value = json.dumps({"handed": True, "at": 0, "writing": False, "tasks": tasks})
            row = {
                "room": "r",
                "key": "12/hand-over",
                "device": device,
                "revision": 1,
                "at": "2026-05-19T20:00:00Z",
            }
            connection.execute(ANSWERS.insert().values(**row, value=value))
    store.close()
    done = throughline(
        "report", "12", "--store", str(tmp_path / "rooms.sqlite"), "--out", str(tmp_path / "r"), "--no-pdf"
    )
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "r" / "group.html").read_text(encoding="utf-8")
    assert "22 people took both" in page and "the answers of one room" in page and "CONSTRUCTED" not in page


def test_without_data_it_shows_a_constructed_example_and_says_so(tmp_path):
    done = throughline("report", "--out", str(tmp_path), "--no-pdf", "--for", "district")
    assert done.returncode == 0 and "CONSTRUCTED EXAMPLE: nobody gave these answers" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["district.html"]


def test_a_mistake_in_a_crosswalk_is_named_with_its_line_and_nothing_is_written(tmp_path):
    text = "id: ours\nname: Ours\nabout: A test.\nrows:\n  - local: One\n    area: portrait\n    blocks: [05/sorts]\n    counts: x\n    does_not: y\n"
    (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")
    done = throughline("report", "--crosswalk", str(tmp_path / "ours.yaml"), "--out", str(tmp_path / "r"))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert (
        "ours.yaml, line 7, rows[0].blocks[0]: names “05/sorts”" in done.stderr and "05/sort" in done.stderr
    )
    assert not (tmp_path / "r").exists()


def test_commitments_are_never_taken_from_a_room(tmp_path):
    (tmp_path / "answers.json").write_text(json.dumps(example.load()), encoding="utf-8")
    done = throughline("report", "--answers", str(tmp_path / "answers.json"), "--commitments")
    assert done.returncode == 1 and "never from a room" in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--for", "board"), "There is no page for “board”. Choose one of: both, group, district."),
        (("--journals", "nowhere"), "nowhere is no folder"),
        (("--answers", "nowhere.json"), "nowhere.json is not there"),
        (("12", "--journals", "x"), "Say one thing to take answers from"),
        (("05", "--store", "nowhere.sqlite"), "There is no store of rooms at nowhere.sqlite"),
        (("--path", "60"), "There is no path of 60 minutes"),
        (("--paper", "a5"), "There is no paper “a5”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_failure(given, told):
    done = throughline("report", *given)
    assert done.returncode == 1 and told in done.stderr and "Traceback" not in done.stderr


def test_hours_come_from_one_s_own_journal_and_say_that_they_are_claimed(journals, tmp_path):
    done = throughline("hours", "--journal", str(journals / "p002.json"), "--out", str(tmp_path / "h"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Claimed by the person, not proved." in done.stdout and "Minutes claimed" in done.stdout
    assert {file.name for file in (tmp_path / "h").iterdir()} == {"hours.csv", "datapackage.json"}


def test_hours_as_xapi_need_the_district_s_system_and_no_email(journals, tmp_path):
    mine = ("hours", "--journal", str(journals / "p002.json"), "--out", str(tmp_path / "h"))
    done = throughline(*mine, "--home-page", "https://learning.example.org", "--account", "1625378")
    assert done.returncode == 0 and "xAPI 1.0.3" in done.stdout
    statements = json.loads((tmp_path / "h" / "hours-xapi.json").read_text(encoding="utf-8"))
    assert {one["actor"]["account"]["name"] for one in statements} == {"1625378"}
    assert "token" not in json.dumps(statements)
    refused = throughline(*mine, "--home-page", "https://learning.example.org", "--account", "me@school.org")
    assert refused.returncode == 1 and "email address" in refused.stderr


def test_hours_without_a_journal_say_where_one_comes_from(tmp_path):
    done = throughline("hours", "--journal", str(tmp_path / "none.json"))
    assert done.returncode == 1 and "Download my answers" in done.stderr
