"""One room: who is in it, what they answered, and where the facilitator has led it. Kept in the store, held in memory."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from ..errors import KitError
from . import keys
from .pictures import tallies
from .store import ANSWERS, DEVICES, PASSED, ROOMS, Store
from .writer import Writer

PHASES = ("waiting", "open", "paused", "closed")
KEPT_SECRETS = 5
"""A facilitator's page that was open when the server went down goes on after it came back; so many are remembered."""
LARGEST_ANSWER = 64_000
"""Characters of one answer as JSON."""


class Refusal(KitError):
    """What somebody asked for is not done; the message says why, and `status` is HTTP's word for it."""

    def __init__(self, message: str, status: int = 422):
        super().__init__(message)
        self.status = status


@dataclass
class Answers:
    """The answers to one activity, and a number that changes with them."""

    by_device: dict[str, tuple[int, dict]] = field(default_factory=dict)
    version: int = 0

    @property
    def tally(self) -> dict:
        """The counts from paper."""
        return self.by_device.get(tallies.PAPER, (0, {}))[1]

    @property
    def values(self) -> list[dict]:
        """What came from devices."""
        return [value for device, (_, value) in self.by_device.items() if device != tallies.PAPER]

    @property
    def people(self) -> int:
        """How many answered, on devices and on paper."""
        return len(self.by_device) - (tallies.PAPER in self.by_device) + tallies.people(self.tally)


class Room:
    """A room that is open in this process."""

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
        self.closed = row.closed is not None
        self._secrets, self._views = json.loads(row.secrets), json.loads(row.views)
        self._state = {
            "revision": 0,
            "current": None,
            "block": None,
            "activities": {},
            "timer": None,
        } | json.loads(row.state)
        self.answers: dict[str, Answers] = {}
        self.passed: dict[str, set[str]] = {}
        self.version = 0
        with store.engine.connect() as connection:
            rows = connection.execute(sa.select(DEVICES).where(DEVICES.c.room == self.id))
            self.aliases = {one.token: one.alias for one in rows}
            for one in connection.execute(sa.select(ANSWERS).where(ANSWERS.c.room == self.id)):
                self._hold(one.key, one.device, one.revision, json.loads(one.value))
            for one in connection.execute(sa.select(PASSED).where(PASSED.c.room == self.id)):
                self.passed.setdefault(one.key, set()).add(one.text)

    # Who

    def lead(self) -> str:
        """A new secret for the facilitator."""
        token = keys.new_token(self.id)
        self._secrets = [*self._secrets, keys.hashed(token)][-KEPT_SECRETS:]
        self._write(ROOMS, {"secrets": json.dumps(self._secrets)}).result()
        return token

    def view(self) -> str:
        """A new token for a screen that only shows."""
        token = keys.new_token(self.id)
        self._views = [*self._views, keys.hashed(token)][-KEPT_SECRETS:]
        self._write(ROOMS, {"views": json.dumps(self._views)}).result()
        return token

    def may_lead(self, token: str) -> bool:
        """Whether this is a facilitator's secret."""
        return keys.is_one_of(token, self._secrets)

    def may_look(self, token: str) -> bool:
        """Whether this may see what a projector shows."""
        return keys.is_one_of(token, self._views) or self.may_lead(token)

    def join(self):
        """Let a device in that knew the code. Returns a future of `(token, alias)`.

        Raises:
            Refusal: the room is closed.
        """
        if self.closed:
            raise Refusal("This room is closed.", 409)
        token, name = keys.new_token(self.id), keys.alias(set(self.aliases.values()))
        device = keys.hashed(token)
        self.aliases[device] = name
        row = {"room": self.id, "token": device, "alias": name}

        def job(connection: sa.Connection) -> tuple[str, str]:
            connection.execute(sa.insert(DEVICES).values(**row))
            return token, name

        self._changed()
        return self.writer.put(job)

    def device(self, token: str) -> str:
        """The digest of a device that has joined.

        Raises:
            Refusal: it has not.
        """
        device = keys.hashed(token)
        if device not in self.aliases:
            raise Refusal(JOIN_FIRST, 401)
        return device

    # Answers

    def keep(self, device: str, given: list) -> tuple[object, dict[str, str], list[dict]]:
        """Have answers written.

        Returns:
            A future that is done when they are committed; refused keys with a sentence each; and the answers, as they are
            to be held once the future is done.

        Raises:
            Refusal: what was sent is not a list of answers.
        """
        sound = [self._sound(one) for one in given] if isinstance(given, list) else None
        if sound is None or len(sound) > len(self.known) + 5:
            raise Refusal("Answers are sent as a list of {key, value, revision, at}.")
        refused = {one["key"]: CLOSED for one in sound if self.phase(one["key"]) == "closed" or self.closed}
        rows = [{"room": self.id, "device": device, **one} for one in sound if one["key"] not in refused]
        rows = list({row["key"]: row for row in sorted(rows, key=lambda row: row["revision"])}.values())

        def job(connection: sa.Connection) -> None:
            if rows:
                connection.execute(self.store.upsert(rows))

        return self.writer.put(job), refused, rows

    def hold(self, rows: list[dict]) -> dict[str, int]:
        """Take committed answers into the picture. Returns the revision that is now held for each key."""
        for row in rows:
            self._hold(row["key"], row["device"], row["revision"], json.loads(row["value"]))
        return {row["key"]: self.answers[row["key"]].by_device[row["device"]][0] for row in rows}

    def _hold(self, key: str, device: str, revision: int, value: dict) -> None:
        held = self.answers.setdefault(key, Answers())
        if revision > held.by_device.get(device, (0, {}))[0]:
            held.by_device[device] = (revision, value)
            held.version += 1
            self._changed()

    def _knows(self, key: object) -> bool:
        return isinstance(key, str) and key in self.known

    def _sound(self, one: object) -> dict:
        if not isinstance(one, dict) or not self._knows(one.get("key")):
            raise Refusal("This answer belongs to no activity of this session.")
        key, value, revision = one["key"], one.get("value"), one.get("revision")
        if not isinstance(value, dict) or not isinstance(revision, int) or not 0 < revision < 2**31:
            raise Refusal(f"The answer to {key} is not in the form that the course gives it.")
        text = json.dumps(value, ensure_ascii=False)
        if len(text) > LARGEST_ANSWER:
            raise Refusal(f"The answer to {key} is too large to send. It stays on your device.", 413)
        return {"key": key, "value": text, "revision": revision, "at": str(one.get("at", ""))[:40]}

    # Where the facilitator has led it

    def phase(self, key: str) -> str:
        """`waiting`, `open`, `paused` or `closed`."""
        return self._state["activities"].get(key, {}).get("phase", "waiting")

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
        kind, key = str(act.get("kind")), act.get("key")
        if kind in {*_ON_ACTIVITY, "pass", "unpass", "tally"} and not self._knows(key):
            raise Refusal("The room collects no answers to this activity.")
        if kind in _ON_ACTIVITY:
            before = {"phase": "waiting", "shown": False, "revealed": False} | self._state["activities"].get(
                key, {}
            )
            self._state["activities"] = {**self._state["activities"], key: before | _ON_ACTIVITY[kind]}
            if kind in ("open", "show"):
                self._state["current"] = key
        elif kind == "next":
            self._state["block"] = str(act.get("block") or "")[:80] or None
        elif kind.startswith("timer"):
            self._state["timer"] = _timer(kind, self._state["timer"], act)
        elif kind in ("pass", "unpass"):
            self._pass(key, str(act.get("id", ""))[:80], kind == "pass")
        elif kind == "tally":
            self._tally(key, act.get("counts"))
        elif kind == "close_room":
            self.close()
        else:
            raise Refusal(f"The room does not know how to “{kind}”.")
        self._state["revision"] += 1
        self._write(ROOMS, {"state": json.dumps(self._state)}).result()
        self._changed()
        return self.state()

    def close(self, purge_after: float | None = None) -> None:
        """Close the room: nobody joins, nothing is taken any more. With days, all of it is deleted that much later."""
        self.closed = True
        now = time.time()
        purge = {} if purge_after is None else {"purge_at": now + purge_after * 86_400}
        self._write(ROOMS, {"closed": now, **purge}).result()
        self._changed()

    def _pass(self, key: str, text: str, passed: bool) -> None:
        row = {"room": self.id, "key": key, "text": text}
        (self.passed.setdefault(key, set()).add if passed else self.passed.setdefault(key, set()).discard)(
            text
        )

        def job(connection: sa.Connection) -> None:
            match = [PASSED.c[name] == value for name, value in row.items()]
            connection.execute(sa.delete(PASSED).where(*match))
            if passed:
                connection.execute(sa.insert(PASSED).values(**row))

        self.writer.put(job).result()

    def _tally(self, key: str, counts: object) -> None:
        """Keep the counts from paper as the answer of a device of their own."""
        try:
            text = json.dumps(tallies.sound(counts))
        except tallies.NoTally as error:
            raise Refusal(str(error)) from error
        held = self.answers.get(key, Answers()).by_device.get(tallies.PAPER, (0, {}))
        row = {"room": self.id, "device": tallies.PAPER, "key": key, "value": text, "revision": held[0] + 1}
        row["at"] = datetime.now(UTC).isoformat(timespec="seconds")
        self.writer.put(lambda connection: connection.execute(self.store.upsert([row])).rowcount).result()
        self.hold([row])

    def _write(self, table: sa.Table, values: dict):
        statement = sa.update(table).where(table.c.id == self.id).values(**values)
        return self.writer.put(lambda connection: connection.execute(statement).rowcount)

    def _changed(self) -> None:
        self.version += 1


JOIN_FIRST = "Join the room first."
NO_SUCH_CODE = "There is no room with this code. Look at the screen in front and type it again."
CLOSED = "The facilitator has closed this activity. What you change stays on your device."

_ON_ACTIVITY = {
    "open": {"phase": "open"},
    "pause": {"phase": "paused"},
    "close": {"phase": "closed"},
    "show": {"shown": True},
    "hide": {"shown": False},
    "reveal": {"revealed": True},
    "unreveal": {"revealed": False},
}


def _timer(kind: str, timer: dict | None, act: dict) -> dict | None:
    """The timer after an act. It has `ends_at` while it runs, `left_s` while it stands."""
    now = time.time()
    seconds = act.get("seconds", 0)
    if not isinstance(seconds, (int, float)) or not -86_400 < seconds < 86_400:
        raise Refusal("A timer runs for at most a day.")
    if kind == "timer":
        return {
            "ends_at": now + seconds,
            "left_s": None,
            "running": True,
            "label": str(act.get("label", ""))[:80],
        }
    if kind == "timer_stop" or timer is None:
        return None
    left = timer["ends_at"] - now if timer["running"] else timer["left_s"]
    paused = act.get("paused", timer["running"]) if kind == "timer_pause" else not timer["running"]
    left += seconds if kind == "timer_more" else 0
    if kind not in ("timer_pause", "timer_more"):
        raise Refusal(f"The room does not know how to “{kind}”.")
    return {
        **timer,
        "ends_at": None if paused else now + left,
        "left_s": left if paused else None,
        "running": not paused,
    }
