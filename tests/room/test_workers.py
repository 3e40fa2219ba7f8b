"""Several processes that serve one room out of one PostgreSQL, and a database that goes away: nothing is lost, all see the same."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from browser.lab import free_port
from typer.testing import CliRunner

from kit import paths
from kit.cli import app
from kit.room import keys, writer
from kit.room.hosting import Rooms
from kit.room.store import Store

from .awaiting import awaited
from .conftest import Opened, about

SERVE = """
import sys; sys.path[:0] = [{root!r}, {tests!r}]
import uvicorn
from kit.room.app import Server
from kit.room.hosting import Rooms
from kit.room.store import Store
from room.conftest import about
app = Server(Rooms(Store({address!r}), about=about)).app()
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="critical")
"""


class Worker:
    """A process that serves the rooms of a database on a port of its own, so that a test says which one it means."""

    def __init__(self, address: str):
        self.port = free_port()
        script = SERVE.format(
            root=str(paths.ROOT), tests=str(paths.ROOT / "tests"), address=address, port=self.port
        )
        self.process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script])

    def kill(self) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()


class At:
    """A room at one of the workers."""

    def __init__(self, worker: Worker, code: str, secret: str):
        self.worker, self.port, self.code, self.secret = worker, worker.port, code, secret

    def ask(self, method: str, path: str, body: dict | None = None, token: str = "") -> dict:
        """An answer of the worker, which may still be starting."""
        for _ in range(300):
            try:
                return ask(self.port, method, path, body, token)
            except urllib.error.HTTPError as error:
                raise AssertionError((error.code, error.read())) from None
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def join(self) -> str:
        return self.ask("POST", "/api/join", {"code": self.code})["token"]

    def act(self, kind: str, key: str | None = None, **more) -> dict:
        return self.ask("POST", "/api/facilitator/act", {"kind": kind, "key": key, **more}, self.secret)[
            "state"
        ]

    def send(self, token: str, n: int, key: str = "05/papers") -> dict:
        one = {"key": key, "value": {"n": n}, "revision": n, "at": ""}
        return self.ask("PUT", "/api/answers", {"answers": [one]}, token)

    def state(self, token: str) -> dict:
        return self.ask("GET", "/api/state", token=token)

    def live(self) -> dict:
        return self.ask("GET", "/api/facilitator/live/poll?after=-1", token=self.secret)


def ask(
    port: int, method: str, path: str, body: dict | None = None, token: str = "", timeout: float = 30
) -> dict:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def until(true, seconds: float = 20):
    """Wait for what processes do in their own time."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


class Screen:
    """The facilitator's events at one worker, read in a thread."""

    def __init__(self, worker: At):
        request = urllib.request.Request(
            f"http://127.0.0.1:{worker.port}/api/facilitator/live",
            headers={"Authorization": f"Bearer {worker.secret}"},
        )
        self._answer = urllib.request.urlopen(request, timeout=60)
        self.shown: dict = {}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for line in self._answer:
                if line.startswith(b"data:"):
                    self.shown = json.loads(line[5:])
        except (OSError, ValueError, AttributeError):
            return  # the worker was killed


@pytest.fixture(scope="module")
def shared(postgres):
    return postgres.database()


@pytest.fixture(scope="module")
def workers(shared):
    """Two workers on one database."""
    both = [Worker(shared), Worker(shared)]
    yield both
    for worker in both:
        worker.kill()


@pytest.fixture
def room(shared):
    """A new room, made by this process, which is one more of the same database."""
    rooms = Rooms(Store(shared), about=about)
    made = awaited(rooms.make("05", "ana"))
    yield SimpleNamespace(rooms=rooms, code=made.code, secret=awaited(rooms.lead(made.id, "ana")))
    rooms.close()


@pytest.fixture
def two(workers, room):
    """A new room at both workers."""
    return [At(worker, room.code, room.secret) for worker in workers]


def test_an_answer_given_to_one_worker_is_on_the_screen_at_the_other(two):
    here, there = two
    here.act("open", "05/papers")
    until(lambda: there.live()["state"]["current"] == "05/papers")
    screen = Screen(there)
    me = here.join()
    here.send(me, 1)
    until(lambda: screen.shown.get("answered") == {"05/papers": 1} and screen.shown["joined"] == 1)
    here.send(me, 2)
    here.send(here.join(), 1)
    until(
        lambda: (
            screen.shown["answered"] == {"05/papers": 2} and screen.shown["pictures"]["05/papers"]["n"] == 2
        )
    )


def test_an_act_at_one_worker_reaches_the_participants_at_the_other(two):
    here, there = two
    me = here.join()
    there.act("open", "05/papers")
    there.act("timer", seconds=600, label="Sort")
    there.act("next", block="sort")
    told = until(lambda: (found := here.state(me))["block"] == "sort" and found)
    assert told["activities"]["05/papers"]["phase"] == "open" and told["timer"]["label"] == "Sort"
    there.act("close", "05/papers")
    until(lambda: here.send(me, 1)["refused"])
    there.act("close_room")
    until(lambda: here.state(me)["closed"])


def test_acts_at_two_workers_do_not_undo_one_another(two):
    here, there = two
    for n in range(10):
        two[n % 2].act("reveal" if n % 4 < 2 else "show", ("05/papers", "05/estimate")[n // 2 % 2])
    told = here.act("open", "05/decide")
    assert told["revision"] == 11
    assert told["activities"]["05/papers"]["revealed"] and told["activities"]["05/estimate"]["shown"]
    until(lambda: there.live()["state"]["revision"] == 11)


def test_a_device_goes_on_at_the_other_worker_and_is_counted_once(two):
    here, there = two
    me = here.join()
    here.act("open", "05/papers")
    here.send(me, 1)
    assert there.state(me)["room"] == here.state(me)["room"]
    there.send(me, 2)
    until(lambda: [worker.live()["here"] for worker in two] == [1, 1])
    there.state(there.join())
    until(lambda: [worker.live()["here"] for worker in two] == [2, 2])


def test_who_is_let_in_and_who_leads_is_known_to_both(two):
    here, there = two
    assert here.live()["state"] and there.live()["state"]
    view = here.ask("POST", "/api/facilitator/view", {}, here.secret)["token"]
    assert there.ask("GET", "/api/projector/live/poll?after=-1", token=view)["state"]
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(there.port, "POST", "/api/facilitator/act", {"kind": "close_room"}, view)


def test_a_text_passed_at_one_worker_is_on_the_wall_at_the_other(two):
    here, there = two
    here.act("open", "05/decide")
    here.act("pass", "05/decide", id="t1")
    until(lambda: there.live()["state"]["revision"] == 2)
    # The wall's worker reads what is passed; it is in the mark by which a picture is made anew.
    screen = Screen(there)
    until(lambda: "05/decide" in screen.shown.get("pictures", {}))


def test_killing_a_worker_loses_nothing_that_it_acknowledged(workers, shared, room):
    doomed = Worker(shared)
    here, there = At(doomed, room.code, room.secret), At(workers[0], room.code, room.secret)
    here.act("open", "05/papers")
    told = {}

    def answer(token: str) -> None:
        for n in range(1, 10_000):
            try:
                one = {"key": "05/papers", "value": {"n": n}, "revision": n, "at": ""}
                kept = ask(here.port, "PUT", "/api/answers", {"answers": [one]}, token)["kept"]
            except (OSError, http.client.HTTPException):
                return
            told[token] = kept["05/papers"]

    devices = [here.join() for _ in range(4)]
    threads = [threading.Thread(target=answer, args=(token,)) for token in devices]
    for thread in threads:
        thread.start()
    until(lambda: len(told) == 4 and min(told.values()) >= 5)
    doomed.kill()
    for thread in threads:
        thread.join(20)
    found = awaited(room.rooms.by_token(room.secret)).room
    found.catch_up()
    held = {device: n for device, (n, _) in found.answers["05/papers"].by_device.items()}
    assert all(held[keys.hashed(token)] >= n for token, n in told.items())
    assert there.live()["answered"] == {"05/papers": 4}
    assert there.send(devices[0], 20_000)["kept"] == {"05/papers": 20_000}, (
        "its participants go on at the other"
    )


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_database_that_starts_again_loses_nothing_and_all_see_the_same(two, postgres, how):
    here, there = two
    here.act("open", "05/papers")
    me = here.join()
    here.send(me, 1)
    screen = Screen(there)
    until(lambda: screen.shown.get("answered") == {"05/papers": 1})
    postgres.stop(how)
    later = threading.Thread(target=lambda: (time.sleep(1), postgres.start()))
    later.start()
    assert here.send(me, 2)["kept"] == {"05/papers": 2}, "the answer waits until the database is back"
    later.join()
    until(lambda: screen.shown["pictures"]["05/papers"]["n"] == 1)
    here.send(here.join(), 1)
    until(lambda: screen.shown["answered"] == {"05/papers": 2})
    there.act("close", "05/papers")
    until(lambda: here.state(me)["activities"]["05/papers"]["phase"] == "closed")


def test_a_database_that_stays_away_is_told_to_all_who_wait_and_later_all_is_kept(postgres, monkeypatch):
    monkeypatch.setattr(writer, "AWAY_S", 0.5)
    opened = Opened(postgres.database())
    devices = [opened.join() for _ in range(4)]
    postgres.stop()
    try:
        with ThreadPoolExecutor(4) as threads:
            told = list(threads.map(lambda me: opened.send(me), devices))
        assert [one.status_code for one in told] == [503] * 4
        assert "stays on your device" in told[0].json()["error"]
    finally:
        postgres.start()
    assert [opened.send(me).status_code for me in devices] == [200] * 4
    assert len(opened.room.values("05/papers")) == 4
    opened.close()


def test_several_workers_on_a_file_are_refused_in_a_sentence(store_file):
    told = CliRunner().invoke(app, ["room", "05", "--store", str(store_file), "--workers", "2"])
    assert "PostgreSQL" in str(told.exception) and "one process" in str(told.exception)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the workers are found in /proc")
def test_the_command_serves_one_room_with_two_workers_behind_one_port(postgres):
    shared = postgres.database()
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-c", "from kit.cli import main; main()"]
    command += ["room", "05", "--store", shared, "--workers", "2", "--port", str(port), "--host", "127.0.0.1"]
    environment = os.environ | {"PYTHONPATH": str(paths.ROOT), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        code = secret = ""
        while not secret:
            line = server.stdout.readline()
            assert line, "the command ended"
            code = line.split("type")[1].strip() if "and type" in line else code
            secret = line.partition("#secret=")[2].strip()

        def tried(*asked) -> dict | None:
            try:
                return ask(port, *asked)
            except (OSError, http.client.HTTPException):
                return None

        token = until(lambda: tried("POST", "/api/join", {"code": code}), 60)["token"]
        ask(port, "POST", "/api/facilitator/act", {"kind": "open", "key": "05/papers"}, secret)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        workers = [one for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
        assert len(workers) == 2
        one = {"key": "05/papers", "value": {"placed": {}}, "revision": 1, "at": ""}
        assert ask(port, "PUT", "/api/answers", {"answers": [one]}, token)["kept"] == {"05/papers": 1}
        os.kill(int(workers[0]), signal.SIGKILL)
        for _ in range(20):
            told = until(lambda: tried("GET", "/api/facilitator/live/poll?after=-1", None, secret))
            assert told["answered"] == {"05/papers": 1}
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        server.stdout.close()
