"""Several processes on one PostgreSQL: each hears by NOTIFY which rooms changed, and reads the change out of the database.

A notification says no more than which room; a process that missed some (the database restarted, a network was away) reads all of
its rooms again and has lost nothing.
"""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from .store import CHANNEL, PRESENT, Store

TICK = 0.1
"""Seconds for which notifications are gathered."""
ALL_S = 5.0
"""Seconds after which rooms that somebody is in are read, told or not, and it is said who is here."""
GONE_S = 3 * ALL_S
"""Seconds after which a process that says nothing is gone, and whoever was there with it."""
SHORT = 12
"""Letters of a digest that tell devices of a room apart."""


class Sharing:
    """The thread that hears. It ends with `close()`."""

    def __init__(
        self,
        store: Store,
        changed: Callable[[str], None],
        held: Callable[[bool], set[str]],
        here: Callable[[str], set[str]],
        elsewhere: Callable[[str, set[str]], None],
    ):
        """Begin to hear.

        Args:
            store: on PostgreSQL.
            changed: called in this thread with the id of a room that may have changed.
            held: ids of the rooms that this process holds; only those that somebody is in, if its argument is true.
            here: digests of the devices of a room that are here.
            elsewhere: takes beginnings of digests of those that are in the room by way of another process.
        """
        self.worker = secrets.token_hex(4)
        self._store, self._changed, self._held = store, changed, held
        self._here, self._elsewhere = here, elsewhere
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="room-sharing", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear no more."""
        self._ended.set()
        self._thread.join(timeout=10)

    def _work(self) -> None:
        while not self._ended.is_set():
            # Away for a while, or one statement failed: begin anew, with all rooms.
            with contextlib.suppress(sa.exc.SQLAlchemyError, OSError, *_driver_errors()):
                self._hear()
            self._ended.wait(0.5)
        with contextlib.suppress(sa.exc.SQLAlchemyError), self._store.engine.begin() as connection:
            connection.execute(sa.delete(PRESENT).where(PRESENT.c.worker == self.worker))

    def _hear(self) -> None:
        raw = self._store.engine.raw_connection()
        connection = raw.driver_connection
        raw.detach()  # it listens, and is never given to somebody else
        try:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            all_at, alive = 0.0, False
            while not self._ended.is_set():
                told = set()
                for note in connection.notifies(timeout=TICK):
                    told.update(note.payload.split(","))
                if time.monotonic() >= all_at:
                    # At first all that are held: what was told before this connection was not heard.
                    held = self._held(alive)
                    all_at, alive = time.monotonic() + ALL_S, True
                    told |= held
                    connection.execute("SELECT 1")  # a network that died without a word is noticed here
                    self._say_who_is_here(held)
                for room in told & self._held(False):
                    self._changed(room)
        finally:
            connection.close()

    def _say_who_is_here(self, rooms: set[str]) -> None:
        """Tell the others, and hear from them."""
        now = sa.func.extract("epoch", sa.func.clock_timestamp())
        rows = [
            {
                "room": room,
                "worker": self.worker,
                "devices": " ".join(sorted(one[:SHORT] for one in self._here(room))),
            }
            for room in sorted(rooms)
        ]
        with self._store.engine.begin() as connection:
            connection.execute(sa.delete(PRESENT).where(PRESENT.c.at < now - GONE_S))
            if not rows:
                return
            put = insert(PRESENT).values(at=now)
            put = put.on_conflict_do_update(
                index_elements=["room", "worker"],
                set_={"devices": put.excluded.devices, "at": put.excluded.at},
            )
            connection.execute(put, rows)
            others = sa.select(PRESENT).where(PRESENT.c.room.in_(rooms), PRESENT.c.worker != self.worker)
            found: dict[str, set[str]] = {room: set() for room in rooms}
            for row in connection.execute(others):
                found[row.room].update(row.devices.split())
        for room, devices in found.items():
            self._elsewhere(room, devices)


def _driver_errors() -> tuple[type[Exception], ...]:
    import psycopg

    return (psycopg.Error,)
