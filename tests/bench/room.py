"""A room of 300 on one worker: to the acknowledgement, to the wall, and as fast as it goes, beside a bare echo and bare commits.

The crowd (`crowd.py`) is a process of its own, on the machine's other core, and so are both servers. What takes minutes is
in `room_large.py`.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from browser.lab import free_port

from kit import Poll, paths, sessions
from kit.room.contents import Contents
from kit.room.hosting import open_room
from kit.room.store import Store
from kit.room.writer import Writer

from .measure import absolute, ratio, told

KEY = "05/poll"

PEOPLE, EACH, EVERY = 300, 20, 1.0
"""Devices, answers of each, and seconds between two of one device."""


def main() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = [bare_commits(folder / "before.sqlite")]
        with echo() as port, Crowd(port, "", PEOPLE) as crowd:
            echoed = crowd.step("hurry", EACH)["rate"]
        with Room(folder / "rooms.sqlite") as room, room.crowd(PEOPLE, follow=True) as crowd:
            calm = crowd.step("stroll", EACH, EVERY)
            memory = room.memory()
        fast = []
        with Room(folder / "fast.sqlite") as room, room.crowd(PEOPLE) as crowd:
            for turn in range(3):
                fast.append(crowd.step("hurry", EACH)["rate"])
                bare.append(bare_commits(folder / f"bare-{turn}.sqlite"))
    wall, console = ([1000 * one for one in times] for times in calm["shown"])
    return all(
        [
            absolute(
                "an answer acknowledged, 99th percentile of 300 people", [late(calm["took"])], "ms", 250
            ),
            absolute("an answer on the projector, 99th percentile", [percentile(wall)], "ms", 250),
            absolute("an answer on the console, 99th percentile", [percentile(console)], "ms", 250),
            absolute(
                "memory of the server, 300 people with their events, at its highest", [memory], "MB", 100
            ),
            ratio("bare SQLite commits a second against acknowledged answers", bare, fast, "a second", 1),
            told("a bare echo against acknowledged answers", [echoed], fast, "a second") is None,
        ]
    )


def percentile(times: list[float], share: float = 0.99) -> float:
    """So much of the times is below it."""
    return sorted(times)[int(len(times) * share) - 1]


def late(took: list[float]) -> float:
    """The 99th percentile, in milliseconds."""
    return 1000 * percentile(took)


def bare_commits(file: Path) -> float:
    """Single commits a second with synchronous FULL."""
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE one (n INTEGER, text TEXT)")
    began = time.monotonic()
    for n in range(2000):
        base.execute("INSERT INTO one VALUES (?, ?)", (n, "x" * 200))
    base.close()
    return 2000 / (time.monotonic() - began)


def _start(*arguments: object) -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", "-m", *map(str, arguments)]
    return subprocess.Popen(command, cwd=paths.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _listens(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/privacy", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.05)


@contextmanager
def echo():
    """A bare echo; gives its port."""
    port = free_port()
    server = _start("tests.bench.echo", port)
    try:
        _listens(port)
        yield port
    finally:
        server.kill()
        server.communicate()


class Room:
    """A room's server in a process of its own."""

    def __init__(self, store: Path | str, workers: int = 1):
        """Make a room with a poll that asks for a number, and start the program that `throughline room` starts."""
        poll = Poll(KEY, question="How far?", kind="numeric", least=1_000_000, most=1_000_100)
        activities = {KEY: {"key": KEY, "kind": "Poll", "content": poll.content}}
        about = Contents(sessions.session("05"), activities, "<p></p>")
        for name in ("console", "projector", "front", "privacy"):
            about.made(name)  # as the command has it, so that the server need not
        kept = Store(store)
        made = open_room(kept, Writer(kept), "05", activities)
        self.code, self.secret, self.view = made.code, made.lead(), made.view()
        made.writer.close()
        kept.close()
        self.port = free_port()
        given = {
            "address": str(store),
            "id": made.id,
            "about": about.as_json(),
            "join": {},
            "host": "127.0.0.1",
        }
        given |= {"port": self.port, "workers": workers, "https": {}}
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(given, file)
        self._server = _start("kit.room.serving", file.name)

    def __enter__(self) -> "Room":
        _listens(self.port)
        for kind in ("open", "show"):
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api/facilitator/act",
                json.dumps({"kind": kind, "key": KEY}).encode(),
                {"Authorization": f"Bearer {self.secret}"},
            )
            urllib.request.urlopen(request, timeout=30).close()
        return self

    def __exit__(self, *_error) -> None:
        self._server.terminate()
        self._server.communicate(timeout=60)

    def crowd(self, people: int, *, follow: bool = False, screens: bool = True) -> "Crowd":
        """Devices that join, and a wall and a console."""
        return Crowd(self.port, self.code, people, [self.view, self.secret] if screens else [], follow)

    def processes(self) -> list[int]:
        """The server's process, or its workers."""
        mine = self._server.pid
        children = Path(f"/proc/{mine}/task/{mine}/children").read_text().split()
        spawned = [int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
        return spawned or [mine]

    def seconds(self) -> float:
        """Processor time that it has used."""
        return sum(used(one) for one in self.processes())

    def memory(self) -> float:
        """The largest that a process of it was, in MB."""
        return max(
            int(Path(f"/proc/{one}/status").read_text().partition("VmHWM:")[2].split()[0]) / 1000
            for one in self.processes()
        )


def used(pid: int) -> float:
    """Processor time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Crowd:
    """The process of `crowd.py`."""

    def __init__(self, port: int, code: str, people: int, screens: list[str] = (), follow: bool = False):
        self.people = people
        self._process = _start("tests.bench.crowd")
        self._give(
            {
                "port": port,
                "code": code,
                "people": people,
                "key": KEY,
                "screens": list(screens),
                "follow": follow,
            }
        )
        assert self._take() == "joined"

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_error) -> None:
        self._process.kill()
        self._process.communicate()

    def step(self, *what: object) -> dict:
        """Have the crowd do something."""
        self._give(what)
        return self._take()

    def _give(self, what: object) -> None:
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def _take(self) -> object:
        line = self._process.stdout.readline()
        assert line, "the crowd met an error; it stands above"
        return json.loads(line)
