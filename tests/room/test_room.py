"""The room as its participants and its facilitator meet it: joining, answering, leading, coming back."""

import json
import time
from functools import partial

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.room import keys
from kit.room.store import Store, StoreProblem

from .conftest import Opened, all_of
from .killing import kills


def answer(opened, key="05/papers"):
    """Values that the room now holds for an activity, in order."""
    return sorted(json.dumps(value) for value in opened.room.values(key))


def test_a_code_lets_in_however_it_is_typed_and_says_a_name_of_its_own(opened):
    code = opened.room.code
    for typed in (code, f" {code[:4].lower()}-{code[4:]} "):
        found = opened.web.post("/api/join", json={"code": typed}).json()
        assert len(found["alias"].split()) >= 2 and found["session"]["number"] == "05"
    assert len(set(opened.room.aliases.values())) == 2


def test_an_answer_is_held_once_whatever_order_its_messages_come_in(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    for revision in (1, 3, 2, 3, 1):
        told = opened.send(me, value={"placed": {"s28": str(revision)}}, revision=revision)
    assert told.json()["kept"] == {"05/papers": 3}
    assert answer(opened) == ['{"placed": {"s28": "3"}}']
    assert opened.live()["answered"] == {"05/papers": 1}


def test_the_same_key_twice_in_one_message_keeps_the_later(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    both = [{"key": "05/papers", "value": {"n": n}, "revision": n, "at": ""} for n in (2, 1)]
    assert opened.web.put("/api/answers", json={"answers": both}, headers=me).status_code == 200
    assert answer(opened) == ['{"n": 2}']


@pytest.mark.parametrize(
    "typed", ["half of a pair: \ud83d", "a naught: \x00", "“Müller”, 日本, 🦊", "'; DROP TABLE rooms; --"]
)
def test_whatever_is_typed_is_kept_as_it_was_typed(opened, address, typed):
    me = opened.join()
    body = json.dumps({"answers": [{"key": "05/papers", "value": {"a": typed}, "revision": 1, "at": typed}]})
    told = opened.web.put("/api/answers", content=body.encode(), headers=me)
    assert told.json()["kept"] == {"05/papers": 1}
    opened.close()
    again = Opened(address)
    assert again.room.values("05/papers") == [{"a": typed}]
    again.close()


def test_many_answers_in_one_commit_are_each_kept(opened, address):
    devices = [opened.room.join().result()[0] for _ in range(150)]
    kept = []
    for n, token in enumerate(devices):
        one = {"key": "05/papers", "value": {"n": n}, "revision": 1 + n % 3, "at": ""}
        kept.append(opened.room.keep(opened.room.checked(opened.room.device(token), [one])[0]))
    for future in kept:
        future.result(10)
    opened.close()
    again = Opened(address)
    assert sorted(value["n"] for value in again.room.values("05/papers")) == list(range(150))
    again.close()


def test_a_closed_activity_takes_nothing_and_the_rest_of_the_message_is_kept(opened):
    me = opened.join()
    opened.act("close", "05/papers")
    both = [{"key": key, "value": {"n": 1}, "revision": 1, "at": ""} for key in ("05/papers", "05/estimate")]
    told = opened.web.put("/api/answers", json={"answers": both}, headers=me).json()
    assert set(told["refused"]) == {"05/papers"} and "stays on your device" in told["refused"]["05/papers"]
    assert told["kept"] == {"05/estimate": 1}


def test_whoever_comes_late_gets_the_present_state(opened):
    opened.act("open", "05/papers")
    opened.act("next", block="sort")
    opened.act("timer", seconds=600, label="Sort")
    state = opened.web.get("/api/state", headers=opened.join()).json()
    assert state["current"] == "05/papers" and state["activities"]["05/papers"]["phase"] == "open"
    assert state["block"] == "sort" and 590 < state["timer"]["ends_at"] - state["now"] <= 600


def test_a_reveal_can_be_taken_back_and_acts_may_be_repeated(opened):
    opened.act("reveal", "05/papers")
    once = opened.act("reveal", "05/papers").json()["state"]["activities"]
    assert once["05/papers"]["revealed"] is True
    undone = opened.act("unreveal", "05/papers").json()["state"]["activities"]
    assert undone["05/papers"]["revealed"] is False


def test_a_timer_stands_goes_on_and_gets_a_minute_more(opened):
    opened.act("timer", seconds=60)
    stands = opened.act("timer_pause").json()["state"]["timer"]
    assert not stands["running"] and 55 < stands["left_s"] <= 60
    more = opened.act("timer_more", seconds=60).json()["state"]["timer"]
    assert 115 < more["left_s"] <= 120
    runs = opened.act("timer_pause", paused=False).json()["state"]["timer"]
    assert runs["running"] and runs["ends_at"] > time.time() + 100
    assert opened.act("timer_stop").json()["state"]["timer"] is None


def test_the_projector_sees_what_is_shown_and_the_console_what_is_current(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    opened.send(me)
    view = opened.web.post(
        "/api/facilitator/view", headers={"Authorization": f"Bearer {opened.secret}"}
    ).json()["token"]
    assert set(opened.live()["pictures"]) == {"05/papers"}
    assert opened.live(projector=True, token=view)["pictures"] == {}
    opened.act("show", "05/papers")
    shown = opened.live(projector=True, token=view)
    assert shown["pictures"]["05/papers"]["n"] == 1 and shown["join"]["code"] == opened.room.code


def test_a_room_goes_on_where_it_was(address):
    first = Opened(address)
    me = first.join()
    first.act("open", "05/papers")
    first.act("pass", "05/papers", id="t1")
    first.send(me, value={"n": 7})
    first.close()
    again = Opened(address)
    assert again.room.code == first.room.code and again.room.may_lead(first.secret)
    assert answer(again) == ['{"n": 7}'] and again.room.phase("05/papers") == "open"
    assert again.room.passed == {"05/papers": {"t1"}}
    assert again.send(me, value={"n": 8}, revision=2).json()["kept"] == {"05/papers": 2}
    again.close()


def test_a_second_process_is_told_that_the_file_is_in_use(store_file):
    one = Store(store_file)
    with pytest.raises(StoreProblem, match="in use by another room"):
        Store(store_file)
    one.close()
    Store(store_file).close()


def test_a_store_that_is_none_is_told_in_a_sentence(tmp_path):
    (tmp_path / "no.sqlite").write_text("this is not a database, and long enough to be looked at" * 30)
    with pytest.raises(StoreProblem, match="cannot be used"):
        Store(tmp_path / "no.sqlite")


def test_a_closed_room_takes_nothing_and_lets_nobody_in(opened):
    me = opened.join()
    opened.act("close_room")
    assert opened.send(me).json()["refused"]
    assert opened.web.post("/api/join", json={"code": opened.room.code}).status_code == 409


def test_answers_are_taken_out_without_names_and_deleted_on_their_day(opened, address, tmp_path):
    opened.act("open", "05/papers")
    for n in (1, 2):
        opened.send(opened.join(), value={"n": n})
    opened.close()
    run = partial(CliRunner().invoke, app)
    told = run(["room", "export", "05", "--store", str(address), "--out", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    rows = json.loads((tmp_path / "out" / "answers.json").read_text(encoding="utf-8"))
    assert sorted(row["value"]["n"] for row in rows) == [1, 2]
    assert {row["participant"] for row in rows} == {"p001", "p002"}
    assert run(["room", "close", "05", "--store", str(address), "--purge-after", "30d"]).exit_code == 0
    assert b'"n": 2' in all_of(address)
    assert run(["room", "close", "05", "--store", str(address), "--purge-after", "0d"]).exit_code == 0
    assert b'"n": 2' not in all_of(address), "deleted answers do not stay in the file"
    gone = run(["room", "export", "05", "--store", str(address)])
    assert "no room of session 05" in str(gone.exception)


def test_codes_have_no_letters_that_look_alike():
    codes = {keys.new_code() for _ in range(200)}
    assert len(codes) == 200 and not set("".join(codes)) & set("ILO01")


def test_counts_from_paper_are_added_to_what_came_from_devices_and_stay(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    opened.send(me, value={"placed": {"s28": "1"}}, revision=1)
    assert (
        opened.act("tally", "05/papers", counts={"s28": {"0": 3, "1": 1}, "s17": {"0": 2}}).status_code == 200
    )
    assert opened.live()["answered"] == {"05/papers": 5}
    opened.act("tally", "05/papers", counts={"s28": {"1": 9}})
    assert opened.live()["answered"] == {"05/papers": 10}, "the second table takes the place of the first"
    papers = [one for one in opened.store.answers(opened.room.id) if one["participant"] == "paper"]
    assert [one["value"] for one in papers] == [{"s28": {"1": 9}}]


@pytest.mark.parametrize(
    "counts", [None, {"s28": {"0": -1}}, {"s28": {"0": 1.5}}, {"s28": 3}, {"s28": {"0": 99_999}}]
)
def test_counts_that_are_none_are_refused_in_a_sentence(opened, counts):
    told = opened.act("tally", "05/papers", counts=counts)
    assert told.status_code == 422 and told.json()["error"].endswith(".")


def test_a_participant_cannot_send_counts(opened):
    me = opened.join()
    opened.act("open", "05/papers")
    opened.send(me, value={"s28": {"0": 500}, "counts": {"s28": {"0": 500}}}, revision=1)
    assert opened.live()["answered"] == {"05/papers": 1}
    refused = opened.web.post(
        "/api/facilitator/act", json={"kind": "tally", "key": "05/papers", "counts": {}}, headers=me
    )
    assert refused.status_code == 401


def test_a_room_collects_no_form_of_the_measure_whatever_is_opened(monkeypatch, tmp_path):
    from kit import sessions
    from kit.room.contents import contents

    session = sessions.session("12")
    assert "12/closing" in session.activity_keys
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(tmp_path))
    found = contents(session)
    assert set(session.activity_keys) - set(found.activities) == {"12/closing"}
    assert "12/closing" in found.page, "it stands in the page all the same"


def test_what_was_acknowledged_survives_kills_at_any_moment_and_the_room_reopens_where_it_was(store_file):
    told, lost, wrong = kills(store_file, 4, people=12)
    assert wrong == [] and lost == 0
    assert told > 100, "there was a load"
