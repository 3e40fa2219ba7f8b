"""A participant's answers: kept, brought back, and never lost to a crash, a second window or another version."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kit import journal as module
from kit.journal import Journal, JournalProblem


def test_an_answer_is_there_for_the_next_reader(journal_folder):
    Journal().save("05/sort", {"placed": {"s01": "2"}})
    kept = Journal().get("05/sort")
    assert kept.value == {"placed": {"s01": "2"}}
    assert kept.revision == 1
    assert json.loads((journal_folder / "journal.json").read_text(encoding="utf-8"))["version"] == 1


def test_each_change_counts_one_revision_and_the_participant_stays_the_same():
    first = Journal().save("05/sort", {"placed": {}})
    second = Journal().save("05/sort", {"placed": {"s01": "1"}}, seen=first.revision)
    other = Journal().save("05/line", {"placed": []})
    assert (second.revision, other.revision) == (2, 1)
    assert first.participant == second.participant == other.participant


def test_writing_needs_no_ascii(journal_folder):
    Journal().save("05/decide", {"text": {"move": "½ + ¼ – señal"}})
    assert "señal" in (journal_folder / "journal.json").read_text(encoding="utf-8")


def test_two_windows_with_different_activities_keep_both():
    one, other = Journal(), Journal()
    one.save("05/sort", {"n": 1})
    other.save("05/line", {"n": 2})
    one.save("05/sort", {"n": 3}, seen=1)
    assert {key: kept.value["n"] for key, kept in Journal().responses().items()} == {
        "05/sort": 3,
        "05/line": 2,
    }


def test_two_windows_with_the_same_activity_keep_the_overwritten_answer_and_say_so(journal_folder):
    one, other = Journal(), Journal()
    seen_by_both = one.save("05/sort", {"n": 1}).revision
    one.save("05/sort", {"n": 2}, seen=seen_by_both)
    other.save("05/sort", {"n": 3}, seen=seen_by_both)
    assert Journal().get("05/sort").value == {"n": 3}
    earlier = json.loads((journal_folder / "journal.json").read_text(encoding="utf-8"))["earlier"]
    assert [one["value"] for one in earlier] == [{"n": 2}]
    assert "another window" in other.notices[0]


def test_many_writers_at_once_lose_nothing():
    def write(number: int) -> None:
        Journal().save(f"05/a{number}", {"n": number})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert {kept.value["n"] for kept in Journal().responses().values()} == set(range(40))


def test_two_processes_at_once_lose_nothing(journal_folder):
    script = (
        "from kit.journal import Journal\nimport sys\n"
        "for n in range(20): Journal().save(f'05/{sys.argv[1]}{n}', {'n': n})"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, name],
            env={**os.environ, "THROUGHLINE_MY_WORK": str(journal_folder)},
        )
        for name in "ab"
    ]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(Journal().responses()) == 40


def test_a_crash_in_the_middle_of_writing_leaves_the_old_journal_whole(journal_folder):
    Journal().save("05/sort", {"n": 1})
    script = (
        "import os\nfrom kit import files, journal\n"
        "files.os.fsync = lambda handle: os._exit(9)\n"
        "journal.Journal().save('05/sort', {'n': 2}, seen=1)"
    )
    env = {**os.environ, "THROUGHLINE_MY_WORK": str(journal_folder)}
    assert subprocess.run([sys.executable, "-c", script], env=env, timeout=60).returncode == 9
    assert Journal().get("05/sort").value == {"n": 1}
    assert Journal().save("05/sort", {"n": 3}, seen=1).revision == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": "something else"}',
        '{"format": "throughline-journal", "responses": 3}',
        "\x00\xff",
    ],
)
def test_a_file_that_is_no_journal_is_kept_aside_and_the_reader_told(journal_folder, text):
    journal_folder.mkdir()
    (journal_folder / "journal.json").write_bytes(text.encode("latin-1"))
    reader = Journal()
    assert reader.responses() == {}
    assert (journal_folder / "journal.json.damaged").read_bytes() == text.encode("latin-1")
    assert "journal.json.damaged" in reader.notices[0]


def test_a_second_damaged_file_does_not_replace_the_first(journal_folder):
    journal_folder.mkdir()
    for text in ("first", "second"):
        (journal_folder / "journal.json").write_text(text)
        Journal().responses()
    assert {path.read_text() for path in journal_folder.glob("*.damaged")} == {"first", "second"}


def test_a_journal_of_a_newer_version_is_left_alone_and_new_answers_stand_beside_it(journal_folder):
    journal_folder.mkdir()
    newer = json.dumps({"format": "throughline-journal", "version": module.VERSION + 1, "new": "shape"})
    (journal_folder / "journal.json").write_text(newer)
    writer = Journal()
    writer.save("05/sort", {"n": 1})
    assert (journal_folder / "journal.json").read_text() == newer
    assert Journal().get("05/sort").value == {"n": 1}
    assert "newer version" in writer.notices[0]


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(JournalProblem, match="cannot be saved"):
        Journal(in_the_way / "my_work").save("05/sort", {})


def given_file(path, responses: dict[str, tuple[dict, str]], **more):
    """A file of answers as an offline page downloads it."""
    rows = {
        key: {"key": key, "value": value, "at": at, "participant": "other", "revision": 7}
        for key, (value, at) in responses.items()
    }
    whole = {
        "format": "throughline-journal",
        "version": 1,
        "participant": "other",
        "responses": rows,
        "records": {},
    }
    path.write_text(json.dumps(whole | more), encoding="utf-8")
    return path


def test_answers_of_another_device_come_in_the_later_counts_and_none_is_lost(tmp_path):
    mine = Journal().save("12/sure-read", {"answer": 3})
    Journal().save("05/sort", {"n": 1})
    file = given_file(
        tmp_path / "answers.json",
        {
            "00/baseline": ({"form": "A"}, "2025-09-16T20:26:00.123Z"),
            "12/sure-read": ({"answer": 1}, "2020-01-01T00:00:00Z"),
            "05/sort": ({"n": 2}, "2999-01-01T00:00:00+00:00"),
        },
    )
    said = module.bring_in(file)
    assert said.startswith("2 answers were brought in. 1 here were newer and stay.")
    kept = Journal().responses()
    assert kept["00/baseline"].value == {"form": "A"} and kept["05/sort"].value == {"n": 2}
    assert kept["12/sure-read"] == mine
    assert {one.participant for one in kept.values()} == {mine.participant}
    earlier = json.loads(Journal().path.read_text(encoding="utf-8"))["earlier"]
    assert [one["value"] for one in earlier] == [{"answer": 1}, {"n": 1}]
    assert Journal().save("05/sort", {"n": 3}, seen=kept["05/sort"].revision).revision == 8


def test_the_same_file_twice_changes_nothing(tmp_path):
    file = given_file(tmp_path / "answers.json", {"00/baseline": ({"form": "A"}, "2025-09-16T20:26:00Z")})
    module.bring_in(file)
    before = Journal().responses()
    assert module.bring_in(file) == "0 answers were brought in."
    assert Journal().responses() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no file"),
        ("{", "not a file of Throughline answers"),
        ("[]", "not a file"),
        ('{"format": "throughline-journal", "version": 2}', "another version"),
    ],
)
def test_what_cannot_be_brought_in_is_told_and_changes_nothing(tmp_path, text, told):
    Journal().save("05/sort", {"n": 1})
    before = Journal().path.read_text(encoding="utf-8")
    file = tmp_path / "odd.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(JournalProblem, match=told):
        module.bring_in(file)
    assert Journal().path.read_text(encoding="utf-8") == before
