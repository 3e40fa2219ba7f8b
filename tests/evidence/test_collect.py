"""Collecting responses: what is read, what is said about the rest, and that nobody can be recognized in what comes out."""

import json

import pytest

from kit.errors import KitError
from kit.evidence import collect, course
from kit.journal import Journal
from kit.room.store import ANSWERS, Store


def response(
    key: str,
    value: dict | None = None,
    *,
    who: str = "a",
    revision: int = 1,
    at: str = "2026-02-03T18:00:00+00:00",
):
    return {"key": key, "value": value or {}, "at": at, "participant": who, "revision": revision}


def journal(*responses: dict, who: str = "a", **more) -> str:
    kept = {"format": "throughline-journal", "version": 1, "participant": who, "earlier": [], **more}
    return json.dumps(kept | {"responses": {one["key"]: one for one in responses}})


@pytest.fixture
def folder(tmp_path):
    """Files of several people under all kinds of names, good and bad."""

    def put(**files: str):
        for name, text in files.items():
            path = tmp_path / "handed" / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "handed"

    return put


def test_a_notebook_s_journal_and_a_page_s_file_are_read_from_nested_folders(folder, tmp_path):
    mine = Journal(tmp_path / "handed" / "deep" / "my_work")
    mine.save("05/papers", {"placed": {"s28": "0"}})
    page = journal(response("05/papers", who="b"), who="b", records={"05": {"days": {"2026-02-03": 900}}})
    found = collect.from_journals(folder(**{"throughline-answers-2026-02-03.json": page}))
    assert found.people == 2 and found.notices == () and found.linked


def test_a_bad_file_is_told_by_name_with_the_reason_and_the_rest_is_read(folder):
    found = collect.from_journals(
        folder(
            **{
                "good.json": journal(response("05/papers")),
                "photo.heic": "x",
                "all.zip": "x",
                "shopping.json": "[1, 2]",
                "half.json": journal(response("05/papers"))[:40],
                "new.json": journal(response("05/papers")).replace('"version": 1', '"version": 7'),
                "empty.json": journal(who="e"),
            }
        )
    )
    told = {notice.partition(":")[0]: notice for notice in found.notices}
    assert found.people == 1
    assert "Unpack it first" in told["all.zip"] and "does not end in .json" in told["photo.heic"]
    assert "is not a journal" in told["shopping.json"] and "damaged" in told["half.json"]
    assert "newer version" in told["new.json"] and "without answers" in told["empty.json"]
    assert "good.json" not in told


def test_damaged_answers_in_a_journal_are_left_out_and_the_others_are_read(folder):
    broken = {**response("05/sums"), "value": "gone"}
    found = collect.from_journals(folder(**{"a.json": journal(response("05/papers"), broken)}))
    assert [one["key"] for one in found.responses] == ["05/papers"]
    assert "1 answer is damaged" in found.notices[0]


def test_of_two_files_of_one_person_the_later_revision_of_each_activity_counts(folder):
    old = journal(
        response("05/papers", {"placed": {"s28": "0"}}, revision=2),
        response("07/steps", {"placed": {"x": "1"}}, revision=5),
    )
    new = journal(
        response("05/papers", {"placed": {"s28": "3"}}, revision=4),
        response("07/steps", {"placed": {"x": "9"}}, revision=1),
    )
    found = collect.from_journals(folder(**{"old.json": old, "copy__new.json": new}))
    values = {one["key"]: one["value"]["placed"] for one in found.responses}
    assert found.people == 1
    assert values == {"05/papers": {"s28": "3"}, "07/steps": {"x": "1"}}
    assert "are one person's" in found.notices[0]


def test_a_page_s_file_taken_into_another_browser_is_still_the_same_person(folder):
    first = journal(response("00/baseline", who="phone"), who="phone")
    second = journal(
        response("00/baseline", who="phone", revision=3), response("12/closing", who="laptop"), who="laptop"
    )
    found = collect.from_journals(
        folder(
            **{
                "1.json": first,
                "2.json": second,
                "3.json": journal(response("00/baseline", who="z"), who="z"),
            }
        )
    )
    assert found.people == 2


def test_nothing_that_names_anybody_comes_out(folder):
    kept = {**response("05/papers", who="0badcafe"), "name": "Maria Diaz"}
    found = collect.from_journals(
        folder(**{"Maria Diaz.json": journal(kept, who="0badcafe", owner="Maria Diaz")})
    )
    assert "Maria" not in json.dumps(found.responses) and "Maria" not in found.origin
    assert "0badcafe" not in json.dumps(found.responses)
    assert {one["participant"] for one in found.responses} == {"p001"}


def test_writing_stays_out_of_what_is_counted(folder):
    said = "Keisha always guesses"
    one = journal(
        response("05/papers", {"placed": {"s28": "0"}, "first": None, "notes": {"s28": said}}),
        response("05/confidence", {"confidence": {"0": 3}, "writing": {"commitment": said}}),
        response(
            "00/baseline",
            {"form": "A", "answers": {"fractions": {"text": said, "choice": "b"}}, "confidence": {}},
        ),
        response("05/next", {"groups": [{"issue": said}]}),
        response("77/own", {"text": said}),
    )
    counted = collect.from_journals(folder(**{"a.json": one})).counted(course.activities(course.course()))
    assert said not in json.dumps(counted)
    values = {one["key"]: one["value"] for one in counted}
    assert values["05/papers"]["placed"] == {"s28": "0"}
    assert values["00/baseline"]["answers"] == {"fractions": {"choice": "b"}}
    assert values["05/next"] == values["77/own"] == {}


def test_days_of_a_wrong_clock_are_no_days(folder):
    found = collect.from_journals(
        folder(
            **{
                "a.json": journal(
                    response("05/papers", at="1970-01-01T00:00:00Z"), response("05/sums", at="soon")
                )
            }
        )
    )
    assert found.days == () and len(found.responses) == 2


def test_a_folder_without_a_journal_says_what_a_journal_is_and_what_was_found(folder, tmp_path):
    with pytest.raises(KitError, match="no journal in") as told:
        collect.from_journals(folder(**{"x.json": "{}"}))
    assert "x.json: is not a journal" in str(told.value) and "Download my answers" in str(told.value)
    with pytest.raises(KitError, match="is no folder"):
        collect.from_journals(tmp_path / "nowhere")


def put_into(store: Store, room: str, session: str, made: float, rows: list[tuple[str, str, dict]]) -> None:
    from kit.room.store import ROOMS

    with store.engine.begin() as connection:
        connection.execute(
            ROOMS.insert().values(
                id=room, code=room, session=session, secrets="[]", views="[]", state="{}", made=made
            )
        )
        connection.execute(
            ANSWERS.insert(),
            [
                {
                    "room": room,
                    "key": key,
                    "device": who,
                    "revision": 1,
                    "value": json.dumps(value),
                    "at": "2026-02-03T18:00:00Z",
                }
                for who, key, value in rows
            ],
        )


def test_a_room_s_latest_answers_are_taken_and_two_rooms_are_not_linked(tmp_path):
    store = Store(tmp_path / "rooms.sqlite")
    put_into(store, "old", "05", 1.0, [("d1", "05/papers", {"placed": {"s28": "1"}})])
    put_into(
        store,
        "new",
        "05",
        2.0,
        [("d1", "05/papers", {"placed": {"s28": "2"}}), ("d2", "05/papers", {"placed": {"s28": "3"}})],
    )
    put_into(store, "other", "07", 3.0, [("d1", "07/steps", {})])
    one = collect.from_store(store, ["05"])
    both = collect.from_store(store, ["05", "07"])
    with pytest.raises(KitError, match="no room of session 06"):
        collect.from_store(store, ["06"])
    store.close()
    assert sorted(row["value"]["placed"]["s28"] for row in one.responses) == ["2", "3"] and one.linked
    assert both.people == 3 and not both.linked, "the same device in two rooms counts as two"


def test_a_room_s_export_is_read_and_anything_else_is_refused(tmp_path):
    (tmp_path / "answers.json").write_text(json.dumps([response("05/papers", who="p001")]), encoding="utf-8")
    assert collect.from_export(tmp_path / "answers.json").people == 1
    (tmp_path / "journal.json").write_text(journal(response("05/papers")), encoding="utf-8")
    with pytest.raises(KitError, match="--journals"):
        collect.from_export(tmp_path / "journal.json")
    with pytest.raises(KitError, match="is not there"):
        collect.from_export(tmp_path / "none.json")


def test_counts_from_paper_are_nobody_s_answers(tmp_path):
    store = Store(tmp_path / "rooms.sqlite")
    answers = [("d1", "05/papers", {"placed": {"s28": "2"}}), ("paper", "05/papers", {"s28": {"2": 30}})]
    put_into(store, "new", "05", 1.0, answers)
    found = collect.from_store(store, ["05"])
    store.close()
    assert [row["value"] for row in found.responses] == [{"placed": {"s28": "2"}}]
