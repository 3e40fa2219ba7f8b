"""One thread that writes: what waits is written in one transaction, and told as kept only after its commit.

While a transaction is on its way to the disk the next one gathers, so that a slow disk makes them larger and not more.
"""

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

import sqlalchemy as sa

from .store import AnswerRow, Store, StoreProblem

TOGETHER = 500
"""Jobs in one transaction at the most."""
TELL_S = 0.1
"""Seconds between two times that other processes are told what changed. Each telling costs them and the database work."""
AWAY_S = 20.0
"""Seconds for which a database that went away is waited for. Meanwhile nothing is told as kept, and nothing as lost."""

Job = Callable[[sa.Connection], object]


class Away(StoreProblem):
    """The database did not come back in time. Nothing of the job is known to be kept."""


class _Waiting:
    """A job or rows of answers, the room it changes, and who waits for the commit."""

    __slots__ = ("done", "job", "loop", "room", "rows")

    def __init__(self, room: str, job: Job | None, rows: list[AnswerRow], done, loop=None):
        self.room, self.job, self.rows, self.done, self.loop = room, job, rows, done, loop


class Writer:
    """Runs jobs one after another, many in a commit."""

    def __init__(self, store: Store):
        self._store = store
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._changed: set[str] = set()
        self._told = 0.0
        self._thread = threading.Thread(target=self._work, name="room-writer", daemon=True)
        self._thread.start()

    def put(self, job: Job, room: str = "") -> Future:
        """Have a job done. Its future has the job's result once that is committed, or the error.

        A job may run more than once, if the database went away while it was being committed; only the last one counts.
        """
        future: Future = Future()
        self._waiting.put(_Waiting(room, job, [], future))
        return future

    def keep(self, room: str, rows: list[AnswerRow]) -> Future:
        """Have answers kept. The future is done when they are committed."""
        future: Future = Future()
        self._waiting.put(_Waiting(room, None, rows, future))
        return future

    def keep_here(self, room: str, rows: list[AnswerRow]) -> asyncio.Future:
        """The same for a caller in an event loop, which is woken once for all answers of a commit."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.put(_Waiting(room, None, rows, future, loop))
        return future

    def close(self) -> None:
        """Finish what waits, then end."""
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        ended = False
        while not ended:
            batch = self._gather()
            ended = None in batch
            self._commit([one for one in batch if one is not None])

    def _gather(self) -> list[_Waiting | None]:
        """What waits. Empty if nothing came before others have to be told of what changed."""
        batch: list[_Waiting | None] = []
        with contextlib.suppress(queue.Empty):
            batch.append(self._waiting.get(timeout=TELL_S if self._changed else None))
            while len(batch) < TOGETHER:
                batch.append(self._waiting.get_nowait())
        return batch

    def _commit(self, batch: list[_Waiting]) -> None:
        if self._store.shared:
            self._changed.update(one.room for one in batch if one.room)
        tell = self._changed if time.monotonic() - self._told >= TELL_S else set()
        if not batch and not tell:
            return
        try:
            results = self._transaction(batch, tell)
        except Away as error:
            _settle(batch, [error] * len(batch), failed=True)
            return
        except Exception as error:  # one bad job must not take the others with it
            if len(batch) > 1:
                for one in batch:
                    self._commit([one])
            elif batch:
                _settle(batch, [error], failed=True)
            return
        if tell:
            self._changed, self._told = set(), time.monotonic()
        _settle(batch, results)

    def _transaction(self, batch: list[_Waiting], tell: set[str]) -> list:
        """Do a batch in one transaction, again if the database went away before it said that all is committed."""
        until = time.monotonic() + AWAY_S
        while True:
            try:
                with self._store.engine.begin() as connection:
                    results = [one.job(connection) if one.job else None for one in batch]
                    if rows := [row for one in batch for row in one.rows]:
                        self._store.keep(connection, rows)
                    if tell:
                        self._store.tell(connection, tell)
                return results
            except sa.exc.DBAPIError as error:
                if not self._store.went_away(error):
                    raise
                if time.monotonic() > until:
                    raise Away(
                        "The room's store does not answer. What you entered stays on your device."
                    ) from error
                time.sleep(0.2)


def _settle(batch: list[_Waiting], results: list, *, failed: bool = False) -> None:
    """Tell those who wait: each loop once."""
    loops: dict = {}
    for one, result in zip(batch, results, strict=True):
        if one.loop is not None:
            loops.setdefault(one.loop, []).append((one.done, result))
        elif failed:
            one.done.set_exception(result)
        else:
            one.done.set_result(result)
    for loop, told in loops.items():
        try:
            loop.call_soon_threadsafe(_settle_here, told, failed)
        except RuntimeError:  # the server stopped; what was committed is kept
            continue


def _settle_here(told: list, failed: bool) -> None:
    for future, result in told:
        if future.done():  # whoever waited has gone
            continue
        if failed:
            future.set_exception(result)
        else:
            future.set_result(result)
