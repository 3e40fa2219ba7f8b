"""All rooms of one store in one server: each is taken up when somebody comes to it, and let go of when nobody has for a while."""

import asyncio
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa

from .. import lang
from ..lang import later
from . import keys, net
from .contents import Contents, contents_apart
from .live import Live
from .refusal import Refusal
from .rooms import NO_SUCH_CODE, Room, closed_for_good
from .sharing import Sharing
from .store import ROOMS, Store
from .writer import Writer

IDLE_S = 1800.0
"""Seconds after which a room that nobody asked for is let go of; the store has it all."""
UNUSED_DAYS, KEPT_DAYS = 90.0, 30.0
"""A room of a hub's user in which nothing happened for so long is closed; so much later all of it is deleted."""
ALIVE_S = 120.0
"""Seconds after which a room that nobody asked for is not read again and again in case that a notification was lost."""
LOOK_S = 60.0
"""Seconds between two looks for such rooms, and for those whose day to be deleted has come."""


NOT_YOURS = later("You have no such room.")


@dataclass(frozen=True)
class Listed:
    """A room as its owner's list shows it."""

    id: str
    code: str
    session: str
    made: float
    closed: float | None
    purge_at: float | None


@dataclass
class Open:
    """A room that is held in memory, with what it is about and what its screens follow."""

    room: Room
    about: Contents
    live: Live
    used: float = field(default_factory=time.monotonic)


class Rooms:
    """The rooms of one store. A token names its room (`keys.room_of`), a code is looked up.

    What waits for the store runs in a thread, so that all of this can be awaited in the server's loop. Not safe in several
    processes on one file; on PostgreSQL it is.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer | None = None,
        about: Callable[[str], Contents] | None = None,
        *,
        address: str = "",
    ):
        """Take up no room yet.

        Args:
            store: where the rooms are kept.
            writer: the one that writes there.
            about: gives the contents of a session by its number; it may take seconds and is called once for each session.
            address: what participants open, for the screens. Without it they show the code alone.
        """
        self.store, self.writer = store, writer or Writer(store)
        self.sole: Open | None = None
        """The one room that a facilitator's own computer serves; others of the store are not reached then."""
        self._address = address.rstrip("/")
        self._about = about or contents_apart
        self._made: dict[str, Future] = {}
        self._open: dict[str, Open] = {}
        self._taking = threading.Lock()
        self._to_shrink = False
        self._looked = self._noted = time.monotonic()
        self._sharing = (
            Sharing(store, self._changed, self._held, self._here, self._elsewhere) if store.shared else None
        )

    def close(self) -> None:
        """Finish what waits, and let go of the store."""
        if self._sharing:
            self._sharing.close()
        self.writer.close()
        self.store.close()

    @classmethod
    def one(cls, room: Room, about: Contents, join: dict | None = None) -> "Rooms":
        """A room by itself, as `throughline room 05` serves it.

        Args:
            room: which one.
            about: its session.
            join: address, code and QR code for the screens.
        """
        rooms = cls(room.store, room.writer, lambda _number: about)
        rooms.sole = Open(room, about, Live(room, about.activities, join, about.language))
        rooms._open[room.id] = rooms.sole
        return rooms

    # For whoever makes rooms: a hub

    async def make(self, session: str, owner: str = "") -> Listed:
        """Make a room.

        Args:
            session: number of the session, such as `05`.
            owner: whose it is; only what `listed` and `lead` are asked for.

        Raises:
            UnknownName: there is no such session.
        """
        from .. import sessions

        number = sessions.session(session).number
        row = await asyncio.wrap_future(new_room(self.writer, number, owner))
        self._contents(number)  # begun now, so that whoever comes first need not wait
        return _listed(row)

    async def listed(self, owner: str) -> list[Listed]:
        """An owner's rooms, the newest first."""
        mine = sa.select(ROOMS).where(ROOMS.c.owner == owner).order_by(ROOMS.c.made.desc())
        return [_listed(row) for row in await asyncio.to_thread(self._rows, mine)]

    async def lead(self, id: str, owner: str) -> str:
        """A new secret for the facilitator of a room.

        Raises:
            Refusal: there is no such room, or it is another's.
        """
        found = await self._served(id)
        if found is None or not owner or found.room.owner != owner:
            raise Refusal(NOT_YOURS, 404)
        return await asyncio.to_thread(found.room.lead)

    async def close_room(self, id: str, owner: str, purge_after: float | None = None) -> None:
        """Close an owner's room; with days, everything of it is deleted so much later.

        Raises:
            Refusal: there is no such room, or it is another's.
        """
        found = await self._served(id)
        if found is None or not owner or found.room.owner != owner:
            raise Refusal(NOT_YOURS, 404)
        await asyncio.to_thread(found.room.close, purge_after)

    # For the server

    async def by_code(self, code: object) -> Open:
        """The room with this code, however it was typed.

        Raises:
            Refusal: there is none.
        """
        typed = keys.typed(code)
        if self.sole:
            if secrets.compare_digest(typed.encode(), self.sole.room.code.encode()):
                return self.sole
            raise Refusal(NO_SUCH_CODE, 404)
        rows = await asyncio.to_thread(self._rows, sa.select(ROOMS).where(ROOMS.c.code == typed))
        found = await self._served(rows[0].id) if rows else None
        if found is None:
            raise Refusal(NO_SUCH_CODE, 404)
        return found

    def at_hand(self, token: str) -> Open | None:
        """The same where the room is held already."""
        found = self.sole or self._open.get(keys.room_of(token))
        if found:
            found.used = time.monotonic()
        return found

    async def by_token(self, token: str) -> Open | None:
        """The room that a token names. Whether the token is one of that room's is for the room to say."""
        return self.sole or await self._served(keys.room_of(token))

    async def catch_up(self, found: Open, *, answers: bool = False) -> None:
        """Where other processes serve the room too: what they did up to now."""
        if self.store.shared:
            await asyncio.to_thread(found.room.catch_up, answers=answers)

    async def about_page(self, number: str | None) -> Contents | None:
        """What the pages of a session are about, or None where this server has no room of it: nobody else makes it run notebooks."""
        if self.sole:
            return self.sole.about if number in (None, self.sole.room.session) else None
        if number and number not in self._made:
            rows = await asyncio.to_thread(
                self._rows, sa.select(ROOMS.c.id).where(ROOMS.c.session == number).limit(1)
            )
            number = number if rows else None
        return await asyncio.wrap_future(self._contents(number)) if number else None

    @cached_property
    def languages(self) -> list[str]:
        """The languages in which there are sessions, English first."""
        from .. import sessions

        return [lang.ENGLISH, *sorted({one.language for one in sessions.translations()})]

    async def _served(self, id: str) -> Open | None:
        self._look()
        found = self._open.get(id)
        if found is None and keys.may_be_id(id):
            rows = await asyncio.to_thread(self._rows, sa.select(ROOMS).where(ROOMS.c.id == id))
            if rows:
                about = await asyncio.wrap_future(self._contents(rows[0].session))
                found = await asyncio.to_thread(self._take_up, id, about)
        if found:
            found.used = time.monotonic()
        return found

    def _take_up(self, id: str, about: Contents) -> Open | None:
        """Read a room out of the store, unless somebody else just did."""
        with self._taking:
            rows = [] if id in self._open else self._rows(sa.select(ROOMS).where(ROOMS.c.id == id))
            if rows:
                room = Room(self.store, self.writer, rows[0], about.activities)
                self._open[id] = Open(
                    room, about, Live(room, about.activities, self._join(room.code), about.language)
                )
            return self._open.get(id)

    def _changed(self, id: str) -> None:
        """Another process changed a room. Its answers are read only if somebody looks at them here."""
        one = self._open.get(id)
        if one and not one.room.catch_up(answers=one.live.is_watched()):
            self._open.pop(id, None)

    def _held(self, alive: bool) -> set[str]:
        """Ids of the rooms that are held here; those only that somebody is in, if they have to be `alive`."""
        since = time.monotonic() - ALIVE_S
        held = list(self._open.items())
        return {id for id, one in held if not alive or one.used > since or one.live.followed}

    def _here(self, id: str) -> set[str]:
        return self._open[id].live.present() if id in self._open else set()

    def _elsewhere(self, id: str, devices: set[str]) -> None:
        if id in self._open:
            self._open[id].live.elsewhere = devices

    def _join(self, code: str) -> dict:
        qr = net.qr_as_data(f"{self._address}/?code={code}") if self._address else None
        return {"address": self._address, "code": keys.shown(code), "qr": qr}

    def _contents(self, number: str) -> Future:
        """A session's contents, which a thread of their own is making or has made. What failed is tried again."""
        with self._taking:
            made = self._made.get(number)
            if made is None or (made.done() and made.exception()):
                made = self._made[number] = Future()
                threading.Thread(target=self._make, args=(number, made), daemon=True).start()
            return made

    def _make(self, number: str, made: Future) -> None:
        try:
            made.set_result(self._about(number))
        except Exception as error:  # told to everybody who waits
            made.set_exception(error)

    def _rows(self, statement: sa.Select) -> list[sa.Row]:
        with self.store.engine.connect() as connection:
            return list(connection.execute(statement))

    def _look(self) -> None:
        """Now and then let go of rooms that nobody uses, and delete those whose day has come."""
        now = time.monotonic()
        if now - self._looked < LOOK_S:
            return
        self._looked = now
        for id, one in list(self._open.items()):
            if one is not self.sole and now - one.used > IDLE_S and not one.live.followed:
                del self._open[id]
        threading.Thread(target=self.purge, daemon=True).start()

    def purge(self) -> None:
        """Close the rooms that nobody uses any more, and delete those whose day has come."""
        try:
            self._close_unused(time.time())
            gone = self.store.purge(time.time())
            self._to_shrink |= bool(gone)
            for id in gone:
                self._open.pop(id, None)
            if self._to_shrink:
                self.store.shrink()
                self._to_shrink = False
        except sa.exc.OperationalError:
            return  # busy, or away: tried again at the next look

    def _close_unused(self, now: float) -> None:
        """Note which rooms somebody came to since the last time; close those of a hub's users that are long unused.

        A room on a facilitator's own computer has no owner, and waits for as long as it likes.
        """
        since, self._noted = self._noted, time.monotonic()
        came = [id for id, one in list(self._open.items()) if one.used >= since or one.live.followed]
        last = sa.func.coalesce(ROOMS.c.used, ROOMS.c.made)
        unused = sa.select(ROOMS.c.id).where(
            ROOMS.c.owner != "", ROOMS.c.closed.is_(None), last < now - UNUSED_DAYS * 86_400
        )
        with self.store.engine.begin() as connection:
            connection.execute(sa.update(ROOMS).where(ROOMS.c.id.in_(came)).values(used=now))
            over = [row.id for row in connection.execute(unused)]
            for id in over:
                closed_for_good(connection, id, now + KEPT_DAYS * 86_400)
            if over and self.store.shared:
                self.store.tell(connection, set(over))
        for id in over:
            self._open.pop(id, None)  # read anew when somebody comes


def open_room(store: Store, writer: Writer, session: str, known, *, fresh: bool = False) -> Room:
    """The session's room that is not closed and is nobody's in particular, where it was; or a new one.

    Args:
        store: where rooms are kept.
        writer: the one that writes there.
        session: number of the session.
        known: keys of its activities.
        fresh: make a new one in any case.
    """
    with store.engine.connect() as connection:
        mine = sa.select(ROOMS).where(
            ROOMS.c.session == session, ROOMS.c.closed.is_(None), ROOMS.c.owner == ""
        )
        row = connection.execute(mine.order_by(ROOMS.c.made.desc())).first()
    if row is None or fresh:
        row = new_room(writer, session).result()
    return Room(store, writer, row, known)


def new_room(writer: Writer, session: str, owner: str = "") -> Future:
    """Have a room made. The future has its row."""
    new = {
        "id": keys.new_id(),
        "code": keys.new_code(),
        "session": session,
        "owner": owner,
        "secrets": "[]",
        "views": "[]",
        "state": "{}",
        "made": time.time(),
    }

    def job(connection: sa.Connection) -> sa.Row:
        connection.execute(sa.insert(ROOMS).values(**new))
        return connection.execute(sa.select(ROOMS).where(ROOMS.c.id == new["id"])).one()

    return writer.put(job)


def _listed(row: sa.Row) -> Listed:
    return Listed(row.id, row.code, row.session, row.made, row.closed, row.purge_at)
