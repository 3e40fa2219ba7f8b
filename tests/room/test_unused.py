"""Rooms on a hub that nobody uses any more: they close by themselves, and go."""

import time

import sqlalchemy as sa

from kit.room import hosting
from kit.room.store import ROOMS

from .awaiting import awaited
from .test_hosting import House, house  # noqa: F401, a fixture

DAY = 86_400


def aged(house, room, days: float, **columns) -> None:  # noqa: F811
    """Let a room have been made, or used, so many days ago."""
    names = columns or {"made": days, "used": None}
    values = {name: None if ago is None else time.time() - ago * DAY for name, ago in names.items()}
    with house.rooms.store.engine.begin() as connection:
        connection.execute(sa.update(ROOMS).where(ROOMS.c.id == room.id).values(**values))


def listed(house: House, owner="ana"):  # noqa: F811
    return {one.id: one for one in awaited(house.rooms.listed(owner))}


def test_a_room_that_nobody_used_for_ninety_days_closes_and_is_deleted_thirty_days_later(house):  # noqa: F811
    old, young = house.make(), house.make()
    me = house.join(old)
    aged(house, old, 91)
    aged(house, young, 89)
    house.rooms._open[old.id].used = float("-inf")  # nobody came since
    house.rooms.purge()
    told = listed(house)
    assert told[old.id].closed and told[young.id].closed is None
    left = told[old.id].purge_at - time.time()
    assert abs(left - hosting.KEPT_DAYS * DAY) < 60
    assert house.web.get("/services/room/api/state", headers=me).json()["closed"] is True


def test_a_room_that_somebody_came_to_stays(house):  # noqa: F811
    room = house.make()
    aged(house, room, 400)
    house.join(room)
    house.rooms.purge()
    assert listed(house)[room.id].closed is None
    house.rooms._open[room.id].used = float("-inf")
    aged(house, room, 0, made=400)  # what was noted just now counts, not when it was made
    house.rooms.purge()
    assert listed(house)[room.id].closed is None
    aged(house, room, 0, used=91)
    house.rooms.purge()
    assert listed(house)[room.id].closed


def test_a_room_on_a_facilitators_own_computer_waits(house):  # noqa: F811
    room = house.make(owner="")
    aged(house, room, 4000)
    house.rooms.purge()
    assert listed(house, "")[room.id].closed is None
