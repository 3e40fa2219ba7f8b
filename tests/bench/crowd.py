"""Devices of a benchmark, all in one thread of a process of its own: bare sockets and `epoll`, so that the server is what is measured.

Each device has a connection on which it sends one answer after the other, and waits for each until it is acknowledged; if it
is asked to, it also follows the room's events on a second one, as a page does. Every answer to a request is looked at: its
status, its length, and that the revision that was sent is the one that is kept. What is left out is what a browser does besides.
"""

import json
import select
import socket
import sys
import time
from collections.abc import Callable

FIRST = 1_000_000
"""The revision before the first: all have as many digits, so that a request is put together once for each device."""


class Link:
    """A connection, and what is done with what comes."""

    def __init__(self, port: int, came: Callable[["Link", bytes], None], failed: Callable[["Link"], None]):
        self.port, self.came, self._failed = port, came, failed
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ready(self) -> None:
        """Something can be read."""
        try:
            found = self.socket.recv(1 << 20)
        except OSError:
            found = b""
        if found:
            self.came(self, found)
        else:
            self._failed(self)


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
    """One device: its token, its next answer, and when the present one was sent."""

    def __init__(self, crowd: "Crowd", port: int):
        self.crowd, self.token, self.sent, self.began, self.kept = crowd, "", 0, 0.0, 0
        self.rest = b""
        self.link = Link(port, self._came, self._lost)

    def join(self, code: str) -> None:
        self.link.socket.sendall(request("POST", "/api/join", body=json.dumps({"code": code}).encode()))

    def prepare(self) -> None:
        one = {
            "key": self.crowd.key,
            "value": {"kind": "numeric", "answer": 7_777_777},
            "revision": 9_999_999,
            "at": "",
        }
        whole = request("PUT", self.crowd.path, self.token, json.dumps({"answers": [one]}).encode())
        # The number that is answered is the revision's, so that a picture of the numbers tells how many answers it has.
        before, _, rest = whole.partition(b"7777777")
        between, _, after = rest.partition(b"9999999")
        self._parts = before, between, after

    def send(self) -> None:
        self.sent += 1
        before, between, after = self._parts
        number = b"%d" % (FIRST + self.sent)
        self.began = time.monotonic()
        self.link.socket.sendall(before + number + between + number + after)

    def _came(self, _link: Link, data: bytes) -> None:
        data = self.rest + data
        body = whole(data)
        if body is None:
            self.rest = data
            return
        self.rest = b""
        self.crowd.answered(self, body)

    def _lost(self, _link: Link) -> None:
        self.crowd.lost(self)


class Crowd:
    """Many devices in one room."""

    def __init__(self, ports: list[int], code: str, count: int, key: str, *, path: str = "/api/answers"):
        self.key, self.path, self._poll = key, path, select.epoll()
        self._by_fd: dict[int, Link] = {}
        self.kept: dict[str, int] = {}
        self.took: list[float] = []
        self.began: list[float] = []
        self._until = 0
        self._next: list[tuple[float, Device]] = []
        self.devices = []
        self._waiting = count
        for n in range(count):
            device = Device(self, ports[n % len(ports)])
            self.devices.append(device)
            self.listen(device.link)
        self.answered = self._joined
        if code:
            for at in range(0, count, 100):  # as phones do: not all in the same millisecond
                for device in self.devices[at : at + 100]:
                    device.join(code)
                while self._waiting > max(0, count - at - 100):
                    self.wait(1)
        for device in self.devices:
            device.prepare()
        self.answered = self._acknowledged

    def listen(self, link: Link) -> None:
        """Hear what comes on a connection."""
        self._by_fd[link.socket.fileno()] = link
        self._poll.register(link.socket.fileno(), select.EPOLLIN)

    def unlisten(self, link: Link) -> None:
        """Hear no more on it."""
        fd = link.socket.fileno()
        self._by_fd.pop(fd, None)
        self._poll.unregister(fd)
        link.socket.close()

    def wait(self, seconds: float) -> None:
        """Do what is to be done with what comes."""
        for fd, _ in self._poll.poll(seconds):
            if link := self._by_fd.get(fd):
                link.ready()

    def _joined(self, device: Device, body: bytes) -> None:
        device.token = json.loads(body)["token"]
        self._waiting -= 1

    def _acknowledged(self, device: Device, body: bytes) -> None:
        now = time.monotonic()
        assert b"%d" % (FIRST + device.sent) in body, body
        device.kept = device.sent
        self.took.append(now - device.began)
        self.began.append(device.began)
        self._waiting -= 1
        if self._next is None:
            if device.sent < self._until:
                device.send()

    def lost(self, device: Device) -> None:
        """A connection ended."""
        raise AssertionError("the server closed a connection")

    def follow(self) -> None:
        """Have each device follow the room's events, too; what comes is thrown away."""
        for device in self.devices:
            link = Link(device.link.port, lambda _link, _data: None, self.unlisten)
            self.listen(link)
            link.socket.sendall(request("GET", "/api/events", device.token))
            self.wait(0)

    def hurry(self, each: int) -> float:
        """Every device sends an answer as soon as the one before is acknowledged. Returns answers a second."""
        self._next, self._waiting = None, each * len(self.devices)
        self._until = self.devices[0].sent + each
        began = time.monotonic()
        for device in self.devices:
            device.send()
        while self._waiting:
            self.wait(1)
        return each * len(self.devices) / (time.monotonic() - began)

    def stroll(self, each: int, gap: float, random) -> None:
        """Every device sends an answer now and then, `gap` seconds apart on the mean, and never before the last is acknowledged."""
        self.took, self.began = [], []
        self._next, self._waiting = [], each * len(self.devices)
        times = [
            (time.monotonic() + random.random() * gap + n * gap + random.random() * gap / 2, device)
            for device in self.devices
            for n in range(each)
        ]
        due = sorted(times, key=lambda one: -one[0])
        while self._waiting:
            while due and due[-1][0] <= time.monotonic():
                at, device = due.pop()
                if device.kept < device.sent:  # still on its way: its next one waits a moment
                    due.append((time.monotonic() + 0.005, device))
                    due.sort(key=lambda one: -one[0])
                    break
                device.send()
            self.wait(max(0.0, min(1.0, due[-1][0] - time.monotonic())) if due else 1)


class Screen:
    """A screen that follows the room, and how many answers it shows: the sum of the numbers in the picture of a poll."""

    def __init__(self, crowd: Crowd, port: int, token: str, *, projector: bool):
        self._crowd, self._rest, self._shown = crowd, b"", 0
        self.times: list[tuple[float, int]] = []
        link = Link(port, self._came, lambda _link: None)
        crowd.listen(link)
        where = "projector" if projector else "facilitator"
        link.socket.sendall(request("GET", f"/api/{where}/live", token))

    def _came(self, _link: Link, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if not line.startswith(b"data:"):
                continue
            picture = json.loads(line[5:])["pictures"].get(self._crowd.key)
            if picture and picture["public"]["panels"]:
                row = picture["public"]["panels"][0]["rows"][0]
                self.times.append((time.monotonic(), round(sum((at - FIRST) * n for at, n in row["at"]))))

    def delays(self, began: list[float]) -> list[float]:
        """Seconds from each answer's beginning until this screen showed it: with n answers on it, the n that began first."""
        began, found, at = sorted(began), [], 0
        for when, shown in self.times:
            found += [when - one for one in began[at:shown]]
            at = max(at, shown)
        return found


def main() -> None:
    """Take what to do from standard input as JSON, and tell what came of it."""
    import random

    given = json.loads(sys.stdin.readline())
    crowd = Crowd(
        given["ports"], given["code"], given["people"], given["key"], path=given.get("path", "/api/answers")
    )
    screens = [
        Screen(crowd, given["ports"][-1], token, projector=projector)
        for token, projector in given.get("screens", [])
    ]
    told = {}
    if given.get("follow"):
        crowd.follow()
    if each := given.get("stroll"):
        crowd.stroll(each, given["gap"], random.Random(7))
        told["took"], began = crowd.took, list(crowd.began)
        end = time.monotonic() + 5
        while time.monotonic() < end and any(
            one.times[-1:] < [(0, len(began))] and one.times[-1][1] < len(began) for one in screens
        ):
            crowd.wait(0.1)
        told["shown"] = [screen.delays(began) for screen in screens]
    if each := given.get("hurry"):
        crowd.took = []
        print(json.dumps("ready"), flush=True)
        sys.stdin.readline()
        told["rate"] = crowd.hurry(each)
        told["hurried"] = crowd.took
    told["kept"] = {device.token: FIRST + device.kept for device in crowd.devices}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
