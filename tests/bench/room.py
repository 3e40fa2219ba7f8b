"""A room of 300: answers until they are acknowledged and until a screen shows them, beside bare commits on the same disk."""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from browser.lab import free_port
from room.test_room import RUN

from kit import paths

from .measure import absolute, ratio

PEOPLE, EACH, EVERY = 300, 10, 1.0
"""Devices, answers of each, and the mean of the seconds between two of one device."""


def main() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = _bare_commits(folder / "bare.sqlite")
        acknowledged, shown, rate = asyncio.run(_room(folder / "rooms.sqlite"))
    slow = sorted(shown)[int(len(shown) * 0.99) - 1]
    return all(
        [
            absolute("an answer acknowledged, median of 300 people", acknowledged, "ms", 250),
            absolute("an answer on the facilitator's screen, 99th percentile", [slow], "ms", 250),
            ratio("bare SQLite commits a second against acknowledged answers", [bare], [rate], "a second", 1),
        ]
    )


def _bare_commits(file: Path) -> float:
    """Single commits a second with synchronous FULL."""
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE one (n INTEGER, text TEXT)")
    began = time.monotonic()
    for n in range(500):
        base.execute("INSERT INTO one VALUES (?, ?)", (n, "x" * 200))
    base.close()
    return 500 / (time.monotonic() - began)


class Person:
    """One device on a connection of its own. Plain sockets: a client library would be what is measured."""

    def __init__(self, port: int):
        self._port, self.token, self._streams = port, "", None

    async def ask(self, method: str, path: str, body: dict) -> dict:
        """Send a request and read the answer; on a new connection if the server has closed one that was idle."""
        text = json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        try:
            status, found = await self._exchange(head.encode() + text)
        except (asyncio.IncompleteReadError, ConnectionError):
            self._streams = None
            status, found = await self._exchange(head.encode() + text)
        assert status == 200, (status, found)
        return json.loads(found)

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].split()[0])
        return int(head.split()[1]), await reader.readexactly(length)

    async def answer(self, n: int) -> float:
        """Send an answer. Returns milliseconds until it was acknowledged."""
        one = {"key": "05/papers", "value": {"n": n}, "revision": n, "at": ""}
        began = time.monotonic()
        await self.ask("PUT", "/api/answers", {"answers": [one]})
        return 1000 * (time.monotonic() - began)


async def _room(file: Path) -> tuple[list[float], list[float], float]:
    """Milliseconds to the acknowledgement and to the screen, and answers a second with all sending as fast as they may."""
    port = free_port()
    script = RUN.format(root=str(paths.ROOT), tests=str(paths.ROOT / "tests"), file=str(file), port=port)
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script], stdout=subprocess.PIPE, text=True
    )
    code, secret = server.stdout.readline().split()
    try:
        leader = Person(port)
        leader.token = secret
        while True:
            try:
                await leader.ask("POST", "/api/facilitator/act", {"kind": "open", "key": "05/papers"})
                break
            except OSError:
                await asyncio.sleep(0.1)
        people = [Person(port) for _ in range(PEOPLE)]
        for person in people:
            person.token = (await person.ask("POST", "/api/join", {"code": code}))["token"]
        waiting: dict[int, float] = {}
        shown: list[float] = []
        watching = asyncio.create_task(_watch(port, secret, waiting, shown))
        await asyncio.sleep(0.5)

        async def calm(person: Person) -> list[float]:
            took = []
            for n in range(1, EACH + 1):
                await asyncio.sleep(random.random() * 2 * EVERY)
                began = time.monotonic()
                took.append(await person.answer(n))
                waiting[id(person) * 100 + n] = began
            return took

        acknowledged = [one for took in await asyncio.gather(*map(calm, people)) for one in took]
        await asyncio.sleep(0.5)
        watching.cancel()

        async def hurried(person: Person) -> None:
            for n in range(EACH + 1, 3 * EACH + 1):
                await person.answer(n)

        began = time.monotonic()
        await asyncio.gather(*map(hurried, people))
        return acknowledged, shown, PEOPLE * 2 * EACH / (time.monotonic() - began)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


async def _watch(port: int, secret: str, waiting: dict[int, float], shown: list[float]) -> None:
    """Follow the facilitator's events. What was acknowledged before one was made is on the screen with it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET /api/facilitator/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {secret}\r\n\r\n"
    writer.write(request.encode())
    while line := await reader.readline():
        if not line.startswith(b"data:"):
            continue
        made = json.loads(line[5:])["state"]["now"] - time.time() + time.monotonic()
        for known in [one for one, began in waiting.items() if began < made]:
            shown.append(1000 * (time.monotonic() - waiting.pop(known)))
