"""One room: who is in it, what they answered, and where the facilitator has led it. Kept in the store, held in memory."""

import json
import random
import re
import secrets
import threading
import time
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from ..lang import later
from . import acts, keys
from .pictures import tallies
from .pictures.tallies import PAPER
from .refusal import Refusal
from .store import ANSWERS, DEVICES, PASSED, ROOMS, AnswerRow, Store
from .writer import Writer

KEPT_SECRETS = 5
"""A facilitator's page that was open when the server went down goes on after it came back; so many are remembered."""
LARGEST_ANSWER = 64_000
"""Characters of one answer as JSON."""


@dataclass
class Answers:
    """The answers to one activity, revision and JSON for each device, and a number that changes with them."""

    by_device: dict[str, tuple[int, str]] = field(default_factory=dict)
    version: int = 0

    @property
    def tally(self) -> dict:
        """The counts from paper."""
        return json.loads(self.by_device[PAPER][1]) if PAPER in self.by_device else {}

    @property
    def people(self) -> int:
        """How many answered, on devices and on paper."""
        return len(self.by_device) - (PAPER in self.by_device) + tallies.people(self.tally)


Acted = tuple[sa.Row, dict, list[AnswerRow]]
"""The room's row after an act, the act, and the counts that it kept."""


class Room:
    """A room that is open in this process. Safe to use from several threads."""

    def __init__(self, store: Store, writer: Writer, row: sa.Row, known: Collection[str]):
        """Take up a room where it was.

        Args:
            store: where it is kept.
            writer: the one that writes there.
            row: of `ROOMS`.
            known: keys of the session's activities; answers to others are refused.
        """
        self.store, self.writer, self.known = store, writer, set(known)
        self.id, self.code, self.session, self.owner = row.id, row.code, row.session, row.owner
        self.answers: dict[str, Answers] = {}
        self.passed: dict[str, set[str]] = {}
        self.aliases: dict[str, str] = {}
        # A screen that asks another process next must not find the same number for something else.
        self.version = secrets.randbelow(2**40) if store.shared else 0
        self._lock = threading.Lock()
        self._seen_to = 0
        self._state, self.closed = NEW_STATE | {"revision": -1}, False
        self._take(row)
        with store.engine.connect() as connection:
            self._read_people(connection)
            self._read_answers(connection)

    # What other processes did

    def catch_up(self, *, answers: bool = True) -> bool:
        """Read what changed in the store, where other processes write there too.

        Args:
            answers: whether anybody looks at them; a room without a screen need not read those of other processes.

        Returns:
            Whether the room is still there.
        """
        with self.store.engine.connect() as connection:
            row = connection.execute(sa.select(ROOMS).where(ROOMS.c.id == self.id)).first()
            if row is None:
                return False
            self._take(row)
            joined = sa.select(sa.func.count()).select_from(DEVICES).where(DEVICES.c.room == self.id)
            if connection.execute(joined).scalar_one() != len(self.aliases):
                self._read_people(connection)
            if answers:
                self._read_answers(connection)
        return True

    def _take(self, row: sa.Row) -> None:
        """Take over what the store says, unless something later is known already."""
        state, closed = NEW_STATE | json.loads(row.state), row.closed is not None
        with self._lock:
            self._secrets, self._views = json.loads(row.secrets), json.loads(row.views)
            if state["revision"] > self._state["revision"]:
                self._state, self.closed = state, closed
                self.version += 1

    def _read_people(self, connection: sa.Connection) -> None:
        for one in connection.execute(sa.select(DEVICES).where(DEVICES.c.room == self.id)):
            self.aliases[one.token] = one.alias
        self._changed()

    def _read_answers(self, connection: sa.Connection) -> None:
        """Read answers that may have been committed since the last time, and which texts are passed.

        With PostgreSQL every transaction before `xmin` has ended, so that nothing from before it can appear later.
        """
        mine, upto = sa.select(ANSWERS).where(ANSWERS.c.room == self.id), 0
        if self.store.shared:
            now = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
            upto = int(connection.exec_driver_sql(now).scalar_one())
            mine = mine.where(ANSWERS.c.tx >= self._seen_to)
        for one in connection.execute(mine):
            self._hold(one.key, one.device, one.revision, one.value)
        self._seen_to = (
            upto  # only now: a database that went away in between is read from the same place again
        )
        passed: dict[str, set[str]] = {}
        for one in connection.execute(sa.select(PASSED).where(PASSED.c.room == self.id)):
            passed.setdefault(one.key, set()).add(one.text)
        if passed != self.passed:
            self.passed = passed
            self._changed()

    # Who

    def lead(self) -> str:
        """A new secret for the facilitator."""
        return self._new_secret("secrets")

    def view(self) -> str:
        """A new token for a screen that only shows."""
        return self._new_secret("views")

    def _new_secret(self, column: str) -> str:
        token = keys.new_token(self.id)

        def job(connection: sa.Connection) -> sa.Row:
            there = json.loads(getattr(self._row(connection), column))
            kept = json.dumps([*there, keys.hashed(token)][-KEPT_SECRETS:])
            return self._write(connection, {column: kept})

        self._take(self.writer.put(job, self.id).result())
        return token

    def may_lead(self, token: str) -> bool:
        """Whether this is a facilitator's secret."""
        return keys.is_one_of(token, self._secrets)

    def may_look(self, token: str) -> bool:
        """Whether this may see what a projector shows."""
        return keys.is_one_of(token, self._views) or self.may_lead(token)

    def join(self) -> Future:
        """Let a device in that knew the code. Returns a future of `(token, alias)`.

        Raises:
            Refusal: the room is closed.
        """
        if self.closed:
            raise Refusal(later("This room is closed."), 409)
        token, name = keys.new_token(self.id), keys.alias(set(self.aliases.values()))
        device = keys.hashed(token)
        self.aliases[device] = name
        row = {"room": self.id, "token": device, "alias": name}

        def job(connection: sa.Connection) -> tuple[str, str]:
            there = sa.select(DEVICES.c.token).where(DEVICES.c.room == self.id, DEVICES.c.token == device)
            if connection.execute(there).first() is None:  # it may run again after the database went away
                connection.execute(sa.insert(DEVICES).values(**row))
            return token, name

        self._changed()
        return self.writer.put(job, self.id)

    def device(self, token: str) -> str:
        """The digest of a device that has joined.

        Raises:
            Refusal: it has not, as far as this process knows.
        """
        device = keys.hashed(token)
        if device not in self.aliases:
            raise Refusal(JOIN_FIRST, 401)
        return device

    # Answers

    def checked(self, device: str, given: object) -> tuple[list[AnswerRow], dict[str, str]]:
        """Look at answers that came in: the rows that are to be kept, and a sentence in English for each key that is refused.

        Raises:
            Refusal: what was sent is not a list of answers.
        """
        if not isinstance(given, list) or len(given) > len(self.known) + 5:
            raise Refusal(later("Answers are sent as a list of {key, value, revision, at}."))
        rows, refused = [], {}
        for one in given:
            key, revision, text, at = self._sound(one)
            if self.closed or self.phase(key) == "closed":
                refused[key] = CLOSED
            else:
                rows.append((self.id, key, device, revision, text, at))
        return rows, refused

    def keep(self, rows: list[AnswerRow]) -> Future:
        """Have answers written. The future is done when they are committed; `hold` them then."""
        return self.writer.keep(self.id, rows)

    def hold(self, rows: list[AnswerRow]) -> dict[str, int]:
        """Take committed answers into the picture. Returns the revision that is now held for each key."""
        return {key: self._hold(key, device, revision, text) for _, key, device, revision, text, _ in rows}

    def values(self, key: str) -> list[dict]:
        """What came from devices for an activity, in no order that tells anything."""
        with self._lock:
            held = list(self.answers[key].by_device.items()) if key in self.answers else []
        values = [json.loads(text) for device, (_, text) in held if device != PAPER]
        random.shuffle(values)  # the order of arrival would tell who was quick
        return values

    def tally(self, key: str) -> dict:
        """The counts from paper for an activity."""
        with self._lock:
            return self.answers[key].tally if key in self.answers else {}

    def _hold(self, key: str, device: str, revision: int, text: str) -> int:
        with self._lock:
            held = self.answers.get(key)
            if held is None:
                held = self.answers[key] = Answers()
            before = held.by_device.get(device, NOTHING)[0]
            if revision <= before:
                return before
            held.by_device[device] = (revision, text)
            held.version += 1
            self.version += 1
            return revision

    def _knows(self, key: object) -> bool:
        return isinstance(key, str) and key in self.known

    def _sound(self, one: object) -> tuple[str, int, str, str]:
        if not isinstance(one, dict) or not self._knows(one.get("key")):
            raise Refusal(later("This answer belongs to no activity of this session."))
        key, value, revision = one["key"], one.get("value"), one.get("revision")
        if not isinstance(value, dict) or type(revision) is not int or not 0 < revision < 2**31:
            raise Refusal(later("The answer to {key} is not in the form that the course gives it."), key=key)
        text = _as_text(value)
        if len(text) > LARGEST_ANSWER:
            raise Refusal(
                later("The answer to {key} is too large to send. It stays on your device."), 413, key=key
            )
        at = one.get("at")
        return key, revision, text, at if isinstance(at, str) and len(at) <= 40 and _PLAIN(at) else ""

    # Where the facilitator has led it

    def phase(self, key: str) -> str:
        """`waiting`, `open`, `paused` or `closed`."""
        one = self._state["activities"].get(key)
        return one.get("phase", "waiting") if one else "waiting"

    def state(self) -> dict:
        """Where the room is, for everybody."""
        return {**self._state, "room": self.id, "closed": self.closed, "now": time.time()}

    @property
    def state_revision(self) -> int:
        """Grows with each change of the state."""
        return self._state["revision"]

    def act(self, act: dict) -> dict:
        """Do what the facilitator asks, and keep it. Returns the new state.

        Raises:
            Refusal: it is not known, or names an activity that is not there.
        """
        return self.acted(self.acting(act).result())

    def acting(self, act: dict) -> Future:
        """Have an act done; give what the future has to `acted`. It is done to the state that the store holds then.

        Raises:
            Refusal: it is not known, or names an activity that is not there.
        """
        kind, key = str(act.get("kind")), act.get("key")
        if kind in {*acts.ON_ACTIVITY, "pass", "unpass", "tally"} and not self._knows(key):
            raise Refusal(later("The room collects no answers to this activity."))
        acts.done(self._state, act)  # what cannot be done is told at once

        def job(connection: sa.Connection) -> Acted:
            before = NEW_STATE | json.loads(self._row(connection).state)
            if kind == "close_room":
                closed_for_good(connection, self.id)
                return self._row(connection), act, []
            if kind in ("pass", "unpass"):
                self._pass(connection, key, str(act.get("id", ""))[:80], kind == "pass")
            counted = [self._tally(connection, key, act["counts"])] if kind == "tally" else []
            after = acts.done(before, act) | {"revision": before["revision"] + 1}
            return self._write(connection, {"state": json.dumps(after)}), act, counted

        return self.writer.put(job, self.id)

    def acted(self, done: Acted) -> dict:
        """Take an act that is committed into memory. Returns the state."""
        row, act, counted = done
        self._take(row)
        self.hold(counted)
        if act["kind"] in ("pass", "unpass"):
            passed, text = self.passed.setdefault(act["key"], set()), str(act.get("id", ""))[:80]
            (passed.add if act["kind"] == "pass" else passed.discard)(text)
            self._changed()
        return self.state()

    def close(self, purge_after: float | None = None) -> None:
        """Close the room: nobody joins, nothing is taken any more. With days, all of it is deleted so much later than now."""
        at = None if purge_after is None else time.time() + purge_after * 86_400

        def job(connection: sa.Connection) -> sa.Row:
            closed_for_good(connection, self.id, at)
            return self._row(connection)

        self._take(self.writer.put(job, self.id).result())

    def _pass(self, connection: sa.Connection, key: str, text: str, passed: bool) -> None:
        row = {"room": self.id, "key": key, "text": text}
        connection.execute(sa.delete(PASSED).where(*(PASSED.c[name] == value for name, value in row.items())))
        if passed:
            connection.execute(sa.insert(PASSED).values(**row))

    def _row(self, connection: sa.Connection) -> sa.Row:
        """The room as it stands in the store, kept from others until this transaction ends."""
        return connection.execute(sa.select(ROOMS).where(ROOMS.c.id == self.id).with_for_update()).one()

    def _tally(self, connection: sa.Connection, key: str, counts: object) -> AnswerRow:
        """Keep the counts from paper as the answer of a device of their own."""
        mine = [ANSWERS.c.room == self.id, ANSWERS.c.key == key, ANSWERS.c.device == PAPER]
        before = connection.execute(sa.select(ANSWERS.c.revision).where(*mine)).scalar() or 0
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = (self.id, key, PAPER, before + 1, json.dumps(tallies.sound(counts)), at)
        self.store.keep(connection, [row])
        return row

    def _write(self, connection: sa.Connection, values: dict) -> sa.Row:
        connection.execute(sa.update(ROOMS).where(ROOMS.c.id == self.id).values(**values))
        return self._row(connection)

    def _changed(self) -> None:
        with self._lock:
            self.version += 1


def closed_for_good(connection: sa.Connection, room: str, purge_at: float | None = None) -> None:
    """Close a room, also one that is open in another process, which sees it by the state's revision."""
    row = connection.execute(sa.select(ROOMS).where(ROOMS.c.id == room).with_for_update()).one()
    state = NEW_STATE | json.loads(row.state)
    state["revision"] += 1
    values = {"closed": row.closed or time.time(), "state": json.dumps(state), "purge_at": purge_at}
    connection.execute(sa.update(ROOMS).where(ROOMS.c.id == room).values(**values))


JOIN_FIRST = later("Join the room first.")
NO_SUCH_CODE = later("There is no room with this code. Look at the screen in front and type it again.")
CLOSED = later("The facilitator has closed this activity. What you change stays on your device.")
NEW_STATE = {"revision": 0, "current": None, "block": None, "activities": {}, "timer": None}
NOTHING = (0, "")
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_PLAIN = re.compile(r"[ -~]*").fullmatch


def _as_text(value: dict) -> str:
    """A value as JSON. Half of a pair of code units, which some keyboards send, cannot be written as it is."""
    text = _as_json(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
