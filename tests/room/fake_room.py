"""A room that lives in memory and speaks the room's contract, for what the console and the projector do with it."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kit.room import pages, pictures

SECRET, VIEW = "secret-of-the-console", "view-of-the-wall"


@dataclass
class FakeRoom:
    """State, answers and a server in this process; `stop` and `start` are the server going away and coming back."""

    session: object
    activities: dict[str, dict]
    answers: dict[str, list[dict]] = field(default_factory=dict)
    acts: list[dict] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    tallies: dict[str, dict] = field(default_factory=dict)
    buffering: bool = False
    here: int = 30
    # A slow network: seconds that each kind of act is on its way to the room, and what its answer waits for.
    coming: dict[str, float] = field(default_factory=dict)
    going: dict[str, threading.Event] = field(default_factory=dict)

    def __post_init__(self):
        self.lock = threading.Condition()
        self.state = {
            "revision": 1,
            "room": "fake",
            "closed": False,
            "current": None,
            "block": None,
            "timer": None,
            "activities": {
                key: {"phase": "waiting", "shown": False, "revealed": False} for key in self.activities
            },
        }
        self.pages = {"/console": pages.console(self.session), "/projector": pages.projector(self.session)}
        self.port = 0
        self.server = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "FakeRoom":
        self.stopping = False
        handler = type("Bound", (Handler,), {"room": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.port = self.server.server_address[1]
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def stop(self) -> None:
        self.stopping = True
        with self.lock:
            self.lock.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, key: str, *values: dict) -> None:
        """These are all the answers that one activity now has."""
        with self.lock:
            self.answers[key] = list(values)
            self._changed()

    def _changed(self) -> None:
        self.state["revision"] += 1
        self.lock.notify_all()

    def act(self, asked: dict) -> None:
        """What the facilitator asks for."""
        kind, key = asked["kind"], asked.get("key")
        with self.lock:
            self.acts.append(asked)
            one = self.state["activities"].get(key, {})
            phases = {"open": "open", "pause": "paused", "close": "closed"}
            if kind in phases:
                one["phase"] = phases[kind]
            if kind == "open":
                self.state["current"] = key
            if kind in ("show", "hide"):
                one["shown"] = kind == "show"
            if kind in ("reveal", "unreveal"):
                one["revealed"] = kind == "reveal"
            if kind == "next":
                self.state["block"] = asked["block"]
            if kind == "timer":
                ends = time.time() + asked["seconds"]
                self.state["timer"] = {
                    "ends_at": ends,
                    "left_s": None,
                    "running": True,
                    "label": asked["label"],
                }
            if kind == "timer_pause" and self.state["timer"]:
                left = self.state["timer"]["ends_at"] - time.time()
                self.state["timer"] |= {"running": not asked["paused"], "left_s": left}
            if kind == "timer_stop":
                self.state["timer"] = None
            if kind == "tally":
                self.tallies[key] = asked["counts"]
            if kind in ("pass", "unpass"):
                (self.passed.add if kind == "pass" else self.passed.discard)(asked["id"])
            self._changed()

    def live(self, wall: bool) -> dict:
        sent = {}
        for key, about in self.state["activities"].items():
            if key == self.state["current"] or about["shown"]:
                made = pictures.picture(
                    self.activities[key],
                    self.answers.get(key, []),
                    revealed=about["revealed"],
                    passed=self.passed,
                    tally=self.tallies.get(key),
                )
                sent[key] = pictures.for_projector(made) if wall else made
        return {
            "revision": self.state["revision"],
            "state": {**self.state, "now": time.time()},
            "joined": self.here + 1,
            "here": self.here,
            "answered": {key: len(answers) for key, answers in self.answers.items()},
            "pictures": sent,
            "join": {"address": "http://192.0.2.7:8000", "code": "ABCD-2345", "qr": None},
        }


class Handler(BaseHTTPRequestHandler):
    """Answers for one FakeRoom."""

    room: FakeRoom

    def log_message(self, *_):
        pass

    def _send(self, body: object, status: int = 200, kind: str = "application/json"):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _may(self, token: str) -> bool:
        if self.headers["Authorization"] == f"Bearer {token}":
            return True
        self._send({"error": "This is not the room's secret."}, 401)
        return False

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path in self.room.pages:
            return self._send(self.room.pages[path], kind="text/html")
        wall = path.startswith("/api/projector/live")
        if not wall and not path.startswith("/api/facilitator/live"):
            return self._send({"error": "There is no such page."}, 404)
        if not self._may(VIEW if wall else SECRET):
            return None
        if path.endswith("/poll"):
            return self._poll(wall, int(query.removeprefix("after=")))
        return self._stream(wall)

    def _poll(self, wall: bool, after: int):
        with self.room.lock:
            self.room.lock.wait_for(
                lambda: self.room.state["revision"] > after or self.room.stopping, timeout=20
            )
            live = self.room.live(wall)
        self._send(live)

    def _stream(self, wall: bool):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = 0
        while not self.room.stopping:
            with self.room.lock:
                self.room.lock.wait_for(
                    lambda seen=seen: self.room.state["revision"] > seen or self.room.stopping, timeout=5
                )
                seen, live = self.room.state["revision"], self.room.live(wall)
            if self.room.stopping:
                return
            if self.room.buffering:
                time.sleep(0.1)
                continue
            try:
                self.wfile.write(f"event: live\ndata: {json.dumps(live)}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        if not self._may(SECRET):
            return None
        if self.path == "/api/facilitator/view":
            return self._send({"token": VIEW})
        time.sleep(self.room.coming.get(asked["kind"], 0))
        with self.room.lock:
            self.room.act(asked)
            answer = json.dumps({"state": self.room.state})
        if held := self.room.going.get(asked["kind"]):
            held.wait(5)
        return self._send(answer)
