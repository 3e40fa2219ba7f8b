"""Devices of a benchmark, all in one thread of a process of its own: bare sockets and `epoll`, so that the server is what is measured.

Each device has a connection on which it sends one answer after the other, and waits for each until it is acknowledged; if it
is asked to, it also follows the room's events on a second one, as a page does. Every answer to a request is looked at: its
status, its length, and that the revision that was sent is the one that is kept. What is left out is what a browser does besides.
"""

import heapq
import json
import select
import socket
import sys
import time
from collections.abc import Callable

FIRST = 1_000_000
"""The revision before the first: all have as many digits, so that a request is put together once for each device."""


class Link:
    """A connection, and what is done with what comes and with its end."""

    def __init__(self, port: int, came: Callable[[bytes], None], ended: Callable[[], None]):
        self._came, self._ended = came, ended
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ready(self) -> None:
        """Something can be read."""
        try:
            found = self.socket.recv(1 << 20)
        except ConnectionError:
            found = b""
        if found:
            self._came(found)
        else:
            self._ended()


def request(method: str, path: str, token: str = "", body: bytes = b"") -> bytes:
    """A request as bytes."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += f"Authorization: Bearer {token}\r\n" if token else ""
    head += (
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        if body or method != "GET"
        else ""
    )
    return head.encode() + b"\r\n" + body


def whole(data: bytes) -> bytes | None:
    """The body of a complete answer, None if some is still to come.

    Raises:
        AssertionError: its status is not 200.
    """
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return None
    assert head.startswith(b"HTTP/1.1 200"), data[:600]
    at = head.index(b"content-length: ") + 16
    end = head.find(b"\r\n", at)
    return body if len(body) == int(head[at : end if end > 0 else None]) else None


class Device:
    """One device: its token, and the answer that is on its way."""

    def __init__(self, crowd: "Crowd", port: int):
        self._crowd, self.port, self.token = crowd, port, ""
        self.sent, self.began, self.waits = 0, 0.0, False
        self._rest, self._next = b"", None
        self._data, self.link = b"", None

    def ask(self, data: bytes, then: Callable[[bytes], None]) -> None:
        """Send a request; its answer goes to `then`."""
        self._data, self._next, self.waits, self._again = data, then, True, 0
        self._send()

    def _send(self) -> None:
        if self.link is None:
            self.link = Link(self.port, self._came, self._ended)
            self._crowd.listen(self.link)
        self.link.socket.sendall(self._data)

    def _ended(self) -> None:
        """The server closes connections that were idle for some seconds; one that was used just then is opened anew, as browsers do."""
        self._crowd.unlisten(self.link)
        self.link = None
        if self.waits:
            self._again += 1
            assert not self._rest and self._again == 1, (
                "the server closed a connection that it had to answer on"
            )
            self._send()

    def joined(self, body: bytes) -> None:
        """The room let it in."""
        self.token = json.loads(body)["token"]

    def prepare(self) -> None:
        """Put the request together, so that only the number is written anew for each answer."""
        value = {"kind": "numeric", "answer": 7_777_777}
        one = {
            "key": self._crowd.key,
            "value": value,
            "revision": 7_777_777,
            "at": "2026-01-01T00:00:00+00:00",
        }
        whole = request("PUT", "/api/answers", self.token, json.dumps({"answers": [one]}).encode())
        self._parts = whole.split(b"7777777")

    def send(self) -> None:
        """Send the next answer. The number that is answered is the revision's, so that a picture tells how many it shows."""
        self.sent += 1
        self.began = time.monotonic()
        self.ask((b"%d" % (FIRST + self.sent)).join(self._parts), self._answered)

    def _answered(self, body: bytes) -> None:
        assert b"%d" % (FIRST + self.sent) in body, body
        self._crowd.acknowledged(self)

    def _came(self, data: bytes) -> None:
        data = self._rest + data
        body = whole(data)
        if body is None:
            self._rest = data
            return
        self._rest, self.waits = b"", False
        self._next(body)


class Crowd:
    """Many devices in one room, or before an echo, which knows no code."""

    def __init__(self, port: int, code: str, people: int, key: str):
        self.key, self._poll = key, select.epoll()
        self._links: dict[int, Link] = {}
        self.took: list[float] = []
        """Seconds from each answer's beginning to its acknowledgement."""
        self.began: list[float] = []
        self._until = 0
        self.devices = [Device(self, port) for _ in range(people)]
        if code:
            for at in range(0, people, 100):  # as phones do: not all in the same millisecond
                some = self.devices[at : at + 100]
                for device in some:
                    device.ask(
                        request("POST", "/api/join", body=json.dumps({"code": code}).encode()), device.joined
                    )
                while any(not device.token for device in some):
                    self.wait(1)
        for device in self.devices:
            device.prepare()

    def listen(self, link: Link) -> None:
        """Hear what comes on a connection."""
        self._links[link.socket.fileno()] = link
        self._poll.register(link.socket.fileno(), select.EPOLLIN)

    def unlisten(self, link: Link) -> None:
        """Close a connection."""
        del self._links[link.socket.fileno()]
        self._poll.unregister(link.socket.fileno())
        link.socket.close()

    def wait(self, seconds: float) -> None:
        """Do what is to be done with what comes."""
        for fd, _ in self._poll.poll(seconds):
            if fd in self._links:
                self._links[fd].ready()

    def acknowledged(self, device: "Device") -> None:
        """An answer was acknowledged."""
        self.took.append(time.monotonic() - device.began)
        self.began.append(device.began)
        if device.sent < self._until:
            device.send()

    def follow(self) -> None:
        """Have each device follow the room's events, too; what comes is thrown away."""
        for device in self.devices:
            link = Link(device.port, lambda _data: None, _must_not_end)
            self.listen(link)
            link.socket.sendall(request("GET", "/api/events", device.token))
            self.wait(0)

    def hurry(self, each: int) -> float:
        """Every device sends an answer as soon as the one before is acknowledged. Returns answers a second."""
        self.took, self.began = [], []
        self._until = self.devices[0].sent + each
        began = time.monotonic()
        for device in self.devices:
            device.send()
        while len(self.took) < each * len(self.devices):
            self.wait(1)
        return len(self.took) / (time.monotonic() - began)

    def stroll(self, each: int, gap: float, random) -> None:
        """Every device sends an answer every `gap` seconds or so, each at its own times."""
        self.took, self.began = [], []
        start = time.monotonic()
        due = [
            (start + (n + random.random()) * gap, at, device)
            for at, device in enumerate(self.devices)
            for n in range(each)
        ]
        heapq.heapify(due)
        while len(self.took) < each * len(self.devices):
            while due and due[0][0] <= time.monotonic():
                _, at, device = heapq.heappop(due)
                if device.waits:  # its last answer is still on its way
                    heapq.heappush(due, (time.monotonic() + 0.01, at, device))
                    break
                device.send()
            self.wait(min(1.0, max(0.0, due[0][0] - time.monotonic())) if due else 1)


def _must_not_end() -> None:
    raise AssertionError("the server ended a stream of events")


class Screen:
    """A screen that follows the room, and how many answers it shows: the sum of the numbers in the picture of a poll."""

    def __init__(self, crowd: Crowd, port: int, token: str, *, projector: bool):
        self._crowd, self._rest, self.shown = crowd, b"", 0
        self.times: list[tuple[float, int]] = []
        link = Link(port, self._came, _must_not_end)
        crowd.listen(link)
        where = "projector" if projector else "facilitator"
        link.socket.sendall(request("GET", f"/api/{where}/live", token))

    def _came(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if not line.startswith(b"data:"):
                continue
            picture = json.loads(line[5:])["pictures"].get(self._crowd.key)
            if picture and picture["public"]["panels"]:
                row = picture["public"]["panels"][0]["rows"][0]
                self.shown = round(sum((at - FIRST) * n for at, n in row["at"]))
                self.times.append((time.monotonic(), self.shown))

    def delays(self, began: list[float], before: int) -> list[float]:
        """Seconds from each answer's beginning until it was on this screen: with n more answers on it, the n that began first."""
        began, found, at = sorted(began), [], 0
        for when, shown in self.times:
            found += [when - one for one in began[at : shown - before]]
            at = max(at, shown - before)
        return found


def main() -> None:
    """Do what stands on standard input, a line of JSON, in steps; before each wait for a line, after each print what came of it."""
    import random

    given = json.loads(sys.stdin.readline())
    crowd = Crowd(given["port"], given["code"], given["people"], given["key"])
    screens = [
        Screen(crowd, given["port"], token, projector=at == 0) for at, token in enumerate(given["screens"])
    ]
    if given["follow"]:
        crowd.follow()
    print(json.dumps("joined"), flush=True)
    for line in sys.stdin:
        kind, each, *gap = json.loads(line)
        if kind == "stroll":
            for screen in screens:
                screen.times = []
            before = sum(device.sent for device in crowd.devices)
            crowd.stroll(each, gap[0], random.Random(7))
            told = {"took": crowd.took, "shown": [], "rate": None}
            for screen in screens:
                end = time.monotonic() + 10
                while screen.shown < before + len(crowd.began):
                    assert time.monotonic() < end, (screen.shown, before + len(crowd.began))
                    crowd.wait(0.1)
                told["shown"].append(screen.delays(crowd.began, before))
        else:
            told = {"rate": crowd.hurry(each), "took": crowd.took, "shown": []}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
