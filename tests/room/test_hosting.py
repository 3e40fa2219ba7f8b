"""Many rooms in one server: each with its own code, tokens, people and session, under any prefix."""

import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from kit.room import hosting
from kit.room.app import Server
from kit.room.hosting import Rooms
from kit.room.rooms import Refusal
from kit.room.store import Store

from .awaiting import awaited
from .conftest import about

PREFIX = "/services/room"


class House:
    """A server of many rooms under a prefix, whose contents are counted as they are made."""

    def __init__(self, address):
        self.made = []
        self.rooms = Rooms(Store(address), about=self.about, address=f"http://hub.test{PREFIX}")
        app = Starlette(routes=[Mount(PREFIX, Server(self.rooms).app())])
        self.web = TestClient(app, base_url="http://hub.test", root_path="")

    def about(self, number: str):
        self.made.append(number)
        return about(number)

    def make(self, session="05", owner="ana"):
        return awaited(self.rooms.make(session, owner))

    def lead(self, room, owner="ana") -> dict:
        return {"Authorization": f"Bearer {awaited(self.rooms.lead(room.id, owner))}"}

    def join(self, room) -> dict:
        found = self.web.post(f"{PREFIX}/api/join", json={"code": room.code}).json()
        return {"Authorization": f"Bearer {found['token']}"}

    def send(self, headers, key, value):
        one = {"key": key, "value": value, "revision": 1, "at": ""}
        return self.web.put(f"{PREFIX}/api/answers", json={"answers": [one]}, headers=headers)

    def live(self, headers) -> dict:
        return self.web.get(f"{PREFIX}/api/facilitator/live/poll?after=-1", headers=headers).json()

    def close(self):
        self.rooms.close()


@pytest.fixture
def house(address):
    one = House(address)
    yield one
    one.close()


def test_each_code_leads_into_its_own_room(house):
    first, second, other = house.make(), house.make(), house.make("06")
    house.send(house.join(first), "05/papers", {"n": 1})
    house.send(house.join(other), "06/papers", {"n": 3})
    told = [house.live(house.lead(room)) for room in (first, second, other)]
    assert [one["answered"] for one in told] == [{"05/papers": 1}, {}, {"06/papers": 1}]
    assert [one["state"]["room"] for one in told] == [first.id, second.id, other.id]
    assert [one["join"]["code"].replace("-", "") for one in told] == [first.code, second.code, other.code]
    assert told[0]["join"]["address"] == f"http://hub.test{PREFIX}"


def test_a_token_is_good_in_its_own_room_only(house):
    mine, other = house.make(), house.make()
    me, leader = house.join(mine), house.lead(mine)
    for token in (me, leader):
        forged = {"Authorization": token["Authorization"].replace(mine.id, other.id)}
        assert house.web.get(f"{PREFIX}/api/state", headers=forged).status_code == 401
        assert house.send(forged, "05/papers", {"n": 1}).status_code == 401
        for path in ("facilitator/live/poll", "projector/live/poll"):
            assert house.web.get(f"{PREFIX}/api/{path}", headers=forged).status_code == 401
        act = house.web.post(f"{PREFIX}/api/facilitator/act", json={"kind": "close_room"}, headers=forged)
        assert act.status_code == 401
    assert (
        house.live(house.lead(other))["answered"] == {} and not awaited(house.rooms.listed("ana"))[0].closed
    )


def test_what_a_session_is_about_is_made_once_for_all_its_rooms(house):
    rooms = [house.make(), house.make(), house.make("06")]
    for room in rooms:
        house.join(room)
    assert sorted(house.made) == ["05", "06"]


def test_a_person_sees_only_the_own_rooms_and_leads_no_other(house):
    mine, theirs = house.make(), house.make(owner="ben")
    assert [one.id for one in awaited(house.rooms.listed("ana"))] == [mine.id]
    for asked in (house.rooms.lead(theirs.id, "ana"), house.rooms.close_room(theirs.id, "ana")):
        with pytest.raises(Refusal, match="no such room"):
            awaited(asked)
    awaited(house.rooms.close_room(mine.id, "ana"))
    assert awaited(house.rooms.listed("ana"))[0].closed


def test_a_room_without_an_owner_is_nobodys(house):
    room = house.make(owner="")
    with pytest.raises(Refusal, match="no such room"):
        awaited(house.rooms.lead(room.id, ""))


def test_pages_are_those_of_the_sessions_that_have_a_room_and_no_other_is_made(house):
    house.make("06")
    assert "The session 06" in house.web.get(f"{PREFIX}/session-06").text
    assert "Console" in house.web.get(f"{PREFIX}/console-06").text
    for page in ("session", "session-07", "session-99", "console-05", "session-.."):
        assert house.web.get(f"{PREFIX}/{page}").status_code == 404, page
    assert house.made == ["06"]
    assert house.web.get(f"{PREFIX}/").status_code == 200


def test_no_page_of_the_room_has_an_address_that_leaves_its_prefix(house):
    house.make()
    for page in ("", "privacy", "console-05", "projector-05"):
        text = house.web.get(f"{PREFIX}/{page}").text
        assert not [one for one in ('"/api', "`/api", 'href="/', 'assign("/') if one in text], page


def test_a_room_that_nobody_uses_is_let_go_and_taken_up_where_it_was(house, monkeypatch):
    room = house.make()
    me, leader = house.join(room), house.lead(room)
    house.send(me, "05/papers", {"n": 1})
    monkeypatch.setattr(hosting, "IDLE_S", -1.0)
    monkeypatch.setattr(hosting, "LOOK_S", -1.0)
    before = house.rooms._open[room.id]
    assert house.live(leader)["answered"] == {"05/papers": 1}
    assert house.send(me, "05/papers", {"n": 2}).json()["kept"] == {"05/papers": 1}
    assert house.rooms._open[room.id] is not before


def test_a_room_that_is_watched_is_not_let_go(house, monkeypatch):
    room = house.make()
    awaited(house.rooms.lead(room.id, "ana"))
    monkeypatch.setattr(hosting, "IDLE_S", -1.0)
    monkeypatch.setattr(hosting, "LOOK_S", -1.0)
    held = house.rooms._open[room.id]
    with held.live.watching():
        house.rooms._look()
        assert house.rooms._open[room.id] is held


def test_rooms_whose_day_has_come_are_deleted_while_the_server_runs(house, monkeypatch):
    room = house.make()
    me = house.join(room)
    awaited(house.rooms.close_room(room.id, "ana", purge_after=0))
    monkeypatch.setattr(hosting, "LOOK_S", -1.0)
    house.rooms._look()
    end = time.monotonic() + 10
    while house.web.get(f"{PREFIX}/api/state", headers=me).status_code != 401:
        assert time.monotonic() < end
    assert awaited(house.rooms.listed("ana")) == []


def test_contents_that_could_not_be_made_are_tried_again(house):
    whole, tries = house.rooms._about, []

    def at_the_second_try(number):
        tries.append(number)
        if len(tries) == 1:
            raise OSError("the disk was away")
        return whole(number)

    house.rooms._about = at_the_second_try
    room = house.make()
    while not house.rooms._made["05"].done():
        time.sleep(0.01)
    assert house.join(room)["Authorization"] and tries == ["05", "05"]


def test_a_store_of_an_earlier_version_gets_what_came_later(store_file):
    import sqlite3

    Store(store_file).close()
    with sqlite3.connect(store_file) as base:
        base.execute("ALTER TABLE rooms DROP COLUMN owner")
        base.execute(
            "INSERT INTO rooms (id, code, session, secrets, views, state, made) VALUES ('a', 'B', '05', '[]', '[]', '{}', 0)"
        )
    base.close()
    store = Store(store_file)
    with store.engine.connect() as connection:
        assert connection.execute(hosting.ROOMS.select()).one().owner == ""
    store.close()
