"""Killing a room's server at random moments while a group answers, and counting what was acknowledged and is gone."""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from browser.lab import free_port

from kit import paths
from kit.room import keys

from .conftest import Opened

RUN = """
import sys; sys.path[:0] = [{root!r}, {tests!r}]
import uvicorn
from pathlib import Path
from room.conftest import Opened
one = Opened(Path({file!r}))
print(one.room.code, one.secret, flush=True)
uvicorn.run(one.server.app(), host="127.0.0.1", port={port}, log_level="critical", access_log=False)
"""
KEY = "05/papers"


class Device(threading.Thread):
    """Sends one answer after the other, and the same again whenever nobody acknowledged it."""

    def __init__(self, port: int, ended: threading.Event):
        super().__init__(daemon=True)
        self._port, self._ended, self._web = port, ended, None
        self.token, self.told, self.wrong = "", 0, []

    def ask(self, method: str, path: str, body: dict) -> dict:
        """Ask until somebody answers."""
        while not self._ended.is_set():
            try:
                self._web = self._web or http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
                headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
                self._web.request(method, path, json.dumps(body), headers)
                answer = self._web.getresponse()
                told = json.loads(answer.read())
                if answer.status == 429:
                    time.sleep(0.2)
                    continue
                if answer.status != 200:
                    self.wrong.append((answer.status, told))
                return told
            except (OSError, http.client.HTTPException, ValueError):
                self._web.close()
                self._web = None
                time.sleep(0.02)
        return {}

    def run(self) -> None:
        """Answer without end."""
        while not self._ended.is_set():
            n = self.told + 1
            one = {"key": KEY, "value": {"n": n}, "revision": n, "at": ""}
            kept = self.ask("PUT", "/api/answers", {"answers": [one]}).get("kept", {})
            self.told = kept.get(KEY, self.told)


def kills(file: Path, times: int, *, people: int, seed: int = 1) -> tuple[int, int, list]:
    """Kill a server so many times under load.

    Args:
        file: a store of SQLite that is not there yet.
        times: how often.
        people: devices that answer all the time.
        seed: of the moments.

    Returns:
        How many answers were acknowledged, how many of them are lost, and answers of the server that were none.
    """
    moments, port, ended = random.Random(seed), free_port(), threading.Event()
    script = RUN.format(root=str(paths.ROOT), tests=str(paths.ROOT / "tests"), file=str(file), port=port)
    devices = [Device(port, ended) for _ in range(people)]
    codes = set()
    for life in range(times):
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", script], stdout=subprocess.PIPE, text=True
        )
        try:
            code, secret = server.stdout.readline().split()
            codes.add(code)
            if life == 0:
                leader = Device(port, ended)
                leader.token = secret
                leader.ask("POST", "/api/facilitator/act", {"kind": "open", "key": KEY})
                for device in devices:
                    device.token = device.ask("POST", "/api/join", {"code": code})["token"]
                    device.start()
            before, until = sum(one.told for one in devices), time.monotonic() + 60
            while sum(one.told for one in devices) == before and time.monotonic() < until:
                time.sleep(0.01)  # it is up
            time.sleep(moments.random())
        finally:
            server.kill()
            server.wait()
            server.stdout.close()
    ended.set()
    for device in devices:
        device.join(30)
    again = Opened(file)
    held = {device: n for device, (n, _) in again.room.answers[KEY].by_device.items()}
    # Each answer replaces the one before, so that whatever a device holds less than it was told is lost.
    lost = sum(max(0, one.told - held.get(keys.hashed(one.token), 0)) for one in devices)
    codes.add(again.room.code)
    assert again.room.phase(KEY) == "open" and len(codes) == 1, "the room reopens where it was"
    again.close()
    return sum(one.told for one in devices), lost, [wrong for one in devices for wrong in one.wrong]
