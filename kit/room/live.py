"""What the facilitator's screens follow: how many are here, how many answered, and the live pictures, each made once a change."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool

from .. import lang
from . import pictures
from .rooms import Room
from .sharing import SHORT

TICK = 0.1
"""Seconds between two looks at whether something changed."""
HERE = 45.0
"""Seconds after which a device that was not heard of is away."""
ASKS_AGAIN = 30.0
"""Seconds within which a screen that polls comes back."""
COUNT_EVERY = 0.2
"""Seconds between two counts of who is here."""
REST = 3.0
"""After a picture was made, so many times as long as that took no other is: the answers come first."""


@dataclass
class Seen:
    """What one screen has: marks of its pictures, and whether one of them is older than the answers."""

    marks: dict[str, tuple] = field(default_factory=dict)
    late: bool = False


class _Made(NamedTuple):
    """A picture, what it was made of, and until when it does."""

    mark: tuple
    picture: dict
    rests_until: float


class Live:
    """The live state of one room, for any number of screens."""

    def __init__(
        self,
        room: Room,
        activities: dict[str, dict],
        join: dict | None = None,
        language: str = lang.ENGLISH,
    ):
        self.room, self._activities, self._join, self._language = room, activities, join, language
        self.heard: dict[str, float] = {}
        self.streams: dict[str, int] = {}
        self.elsewhere: set[str] = set()
        """Beginnings of the digests of devices that are in the room by way of another process."""
        self.screens, self._left = 0, -ASKS_AGAIN
        self._here, self._counted = 0, -COUNT_EVERY
        self._made: dict[str, _Made] = {}
        self._making = asyncio.Lock()

    @contextlib.contextmanager
    def streaming(self, device: str) -> Iterator[None]:
        """A device follows the state as long as this lasts."""
        self.streams[device] = self.streams.get(device, 0) + 1
        try:
            yield
        finally:
            self.streams[device] -= 1

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """A screen of the facilitator's shows the room as long as this lasts."""
        self.screens += 1
        try:
            yield
        finally:
            self.screens -= 1
            self._left = time.monotonic()

    def is_watched(self) -> bool:
        """Whether a screen of the facilitator's shows the room, or did a moment ago, as one that asks again and again."""
        return self.screens > 0 or time.monotonic() - self._left < ASKS_AGAIN

    @property
    def followed(self) -> bool:
        """Whether somebody follows the room at this moment, in front of a screen or as a participant."""
        return self.screens > 0 or any(self.streams.values())

    def hear(self, device: str) -> None:
        """Note that a device is here."""
        self.heard[device] = time.monotonic()

    def present(self) -> set[str]:
        """Digests of the devices that are here in this process."""
        long_ago = time.monotonic() - HERE
        recent = {device for device, at in self.heard.copy().items() if at > long_ago}
        return recent | {device for device, count in self.streams.copy().items() if count}

    def here(self) -> int:
        """How many devices are here, counted anew a few times a second."""
        if time.monotonic() - self._counted > COUNT_EVERY:
            mine = self.present()
            if self.elsewhere:
                mine = {device[:SHORT] for device in mine} | self.elsewhere
            self._here, self._counted = len(mine), time.monotonic()
        return self._here

    @property
    def revision(self) -> tuple[int, int]:
        """Another one whenever `now` would tell something else, except to a screen that is late."""
        return self.room.version, self.here()

    async def now(self, seen: Seen | None = None, projector: bool = False) -> dict:
        """All that a screen shows.

        Args:
            seen: what this screen has; changed in place. Pictures that it has are left out.
            projector: only what everybody may see.
        """
        room, state = self.room, self.room.state()
        seen = seen or Seen()
        shown = [key for key, one in state["activities"].items() if one["shown"]]
        wanted = shown if projector else dict.fromkeys([*shown, *filter(None, [state["current"]])])
        found, seen.late = {}, False
        for key in wanted:
            if key not in self._activities:
                continue
            revealed = state["activities"].get(key, {}).get("revealed", False)
            made, late = await self._picture(key, revealed)
            seen.late |= late
            if seen.marks.get(key) != made.mark:
                seen.marks[key] = made.mark
                found[key] = pictures.for_projector(made.picture) if projector else made.picture
        return {
            "revision": room.version * 1000 + self.here() % 1000,
            "state": state,
            "joined": len(room.aliases),
            "here": self.here(),
            "answered": {key: one.people for key, one in list(room.answers.items())},
            "pictures": found,
        } | ({"join": self._join} if self._join and not room.closed else {})

    async def _picture(self, key: str, revealed: bool) -> tuple[_Made, bool]:
        """A picture, and whether it is late: one that takes long to make is made seldom, and the one before shown meanwhile."""
        async with self._making:
            held, passed = self.room.answers.get(key), frozenset(self.room.passed.get(key, ()))
            mark = (held.version if held else 0, revealed, passed)
            made = self._made.get(key)
            if made and made.mark == mark:
                return made, False
            if made and made.mark[1:] == mark[1:] and time.monotonic() < made.rests_until:
                return made, True
            picture, took = await run_in_threadpool(self._make, key, revealed, passed)
            made = self._made[key] = _Made(mark, picture, time.monotonic() + took * REST)
            return made, False

    def _make(self, key: str, revealed: bool, passed: frozenset[str]) -> tuple[dict, float]:
        """A picture, and the seconds of work that it took; what others do on this computer meanwhile does not count."""
        began = time.thread_time()
        with lang.speaking(self._language):
            picture = pictures.picture(
                self._activities[key],
                self.room.values(key),
                revealed=revealed,
                passed=passed,
                tally=self.room.tally(key),
            )
        return picture, time.thread_time() - began
