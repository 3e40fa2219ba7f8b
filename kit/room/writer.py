"""One thread that writes: what waits is written in one transaction, and told as kept only after its commit."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

import sqlalchemy as sa

TOGETHER = 500
"""Jobs in one transaction at the most."""

Job = Callable[[sa.Connection], object]


class Writer:
    """Runs jobs one after another, many in a commit."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine
        self._jobs: queue.SimpleQueue[tuple[Job, Future] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="room-writer", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> Future:
        """Have a job done. Its future has the job's result once that is committed, or the error."""
        future: Future = Future()
        self._jobs.put((job, future))
        return future

    def close(self) -> None:
        """Finish what waits, then end."""
        self._jobs.put(None)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        ended = False
        while not ended:
            batch = [self._jobs.get()]
            while len(batch) < TOGETHER:
                try:
                    batch.append(self._jobs.get_nowait())
                except queue.Empty:
                    break
            ended = None in batch
            self._commit([one for one in batch if one is not None])

    def _commit(self, batch: list[tuple[Job, Future]]) -> None:
        if not batch:
            return
        try:
            with self._engine.begin() as connection:
                results = [job(connection) for job, _ in batch]
        except Exception as error:  # one bad job must not take the others with it
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for one in batch:
                self._commit([one])
            return
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)
