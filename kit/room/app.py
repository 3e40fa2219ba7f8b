"""The room on the network: a small Starlette application. What it takes and gives is in `docs/room.md`."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from . import keys, pages, words
from .contents import Contents
from .live import TICK, Live
from .rooms import Refusal, Room
from .safety import Headers, body_of

STATE_EVERY = 1.0
"""Seconds between two states that a participant is sent: thousands may listen."""
COMMENT_EVERY = 15.0
POLL_S = 20.0
"""How long a poll waits for something to change."""
FAILED_JOINS, FAILED_S = 10, 300.0
REQUESTS, REQUESTS_S = 120, 10.0
"""Requests of one device in so many seconds."""


class Server:
    """The routes of one room."""

    def __init__(self, room: Room, contents: Contents, join: dict | None = None):
        """Take the room, what it is about, and how to join it (address, code, qr) for the screens."""
        self.room, self.contents = room, contents
        self.live = Live(room, contents.activities, join)
        self._failed = keys.Limit(FAILED_JOINS, FAILED_S)
        self._failed_by_all = keys.Limit(30 * FAILED_JOINS, FAILED_S)
        self._requests = keys.Limit(REQUESTS, REQUESTS_S)
        self._console = pages.console(contents.session)
        self._projector = pages.projector(contents.session)

    def app(self) -> Starlette:
        """The application."""
        get, post, put = ["GET"], ["POST"], ["PUT"]
        routes = [
            Route("/", self._page(words.join_page(self.contents.session)), methods=get),
            Route("/session", self._page(self.contents.page), methods=get),
            Route("/privacy", self._page(words.privacy_page()), methods=get),
            Route("/console", self._page(self._console), methods=get),
            Route("/projector", self._page(self._projector), methods=get),
            Route("/api/join", self.join, methods=post),
            Route("/api/answers", self.answers, methods=put),
            Route("/api/state", self.state, methods=get),
            Route("/api/events", self.events, methods=get),
            Route("/api/poll", self.poll, methods=get),
            Route("/api/facilitator/act", self.act, methods=post),
            Route("/api/facilitator/view", self.view, methods=post),
            Route("/api/facilitator/live", self.watch(projector=False), methods=get),
            Route("/api/facilitator/live/poll", self.watch_poll(projector=False), methods=get),
            Route("/api/projector/live", self.watch(projector=True), methods=get),
            Route("/api/projector/live/poll", self.watch_poll(projector=True), methods=get),
        ]
        return Starlette(
            routes=routes, middleware=[Middleware(Headers)], exception_handlers={Refusal: _refused}
        )

    # Participants

    async def join(self, request: Request) -> Response:
        """`{code}` to `{room, token, alias, session}`; only tries that failed are counted."""
        who = request.client.host if request.client else ""
        wait = max(self._failed.wait(who), self._failed_by_all.wait(""))
        if wait:
            return _too_many("There were many tries with a wrong code. Wait a moment, then try again.", wait)
        body = await _json(request)
        try:
            joined = self.room.join(str(body.get("code", "")))
        except Refusal as refusal:
            if refusal.status == 404:
                self._failed.count(who)
                self._failed_by_all.count("")
            raise
        token, alias = await asyncio.wrap_future(joined)
        session = self.contents.session
        about = {"number": session.number, "title": session.full_title}
        return JSONResponse({"room": self.room.id, "token": token, "alias": alias, "session": about})

    async def answers(self, request: Request) -> Response:
        """`{answers: [{key, value, revision, at}]}` to `{kept: {key: revision}, refused: {key: sentence}, state}`, after the commit."""
        device = self._device(request)
        wait = self._requests.wait(device)
        if wait:
            return _too_many("That was very fast. It is tried again by itself.", wait)
        self._requests.count(device)
        body = await _json(request)
        done, refused, rows = self.room.keep(device, body.get("answers"))
        await asyncio.wrap_future(done)
        kept = self.room.hold(rows)
        return JSONResponse({"kept": kept, "refused": refused, "state": self.room.state()})

    async def state(self, request: Request) -> Response:
        """Where the room is."""
        self._device(request)
        return JSONResponse(self.room.state())

    async def poll(self, request: Request) -> Response:
        """The state, once it is another than `after`; or as it is after a while."""
        self._device(request)
        after, until = _number(request), time.monotonic() + POLL_S
        while self.room.state_revision == after and time.monotonic() < until:
            await asyncio.sleep(STATE_EVERY)
        return JSONResponse(self.room.state())

    async def events(self, request: Request) -> Response:
        """The state whenever it changes."""
        device = self._device(request)

        async def told() -> AsyncIterator[str]:
            known, spoken = -1, time.monotonic()
            with self._streaming(device):
                while True:
                    if self.room.state_revision != known:
                        known, spoken = self.room.state_revision, time.monotonic()
                        yield _event("state", self.room.state())
                    elif time.monotonic() - spoken > COMMENT_EVERY:
                        spoken = time.monotonic()
                        yield ": here\n\n"
                    await asyncio.sleep(STATE_EVERY)

        return _stream(told())

    # The facilitator

    async def act(self, request: Request) -> Response:
        """Do what the console asks; to `{state}`."""
        self._leader(request)
        return JSONResponse({"state": self.room.act(await _json(request))})

    async def view(self, request: Request) -> Response:
        """A token for a screen that only shows."""
        self._leader(request)
        return JSONResponse({"token": self.room.view()})

    def watch(self, *, projector: bool):
        """Live state as events."""

        async def endpoint(request: Request) -> Response:
            self._viewer(request) if projector else self._leader(request)

            async def told() -> AsyncIterator[str]:
                known, spoken, sent = None, time.monotonic(), {}
                while True:
                    if self.live.revision != known:
                        known, spoken = self.live.revision, time.monotonic()
                        yield _event("live", await self.live.now(sent, projector))
                    elif time.monotonic() - spoken > COMMENT_EVERY:
                        spoken = time.monotonic()
                        yield ": here\n\n"
                    await asyncio.sleep(TICK)

            return _stream(told())

        return endpoint

    def watch_poll(self, *, projector: bool):
        """Live state for a network that holds events back."""

        async def endpoint(request: Request) -> Response:
            self._viewer(request) if projector else self._leader(request)
            after, until = _number(request), time.monotonic() + POLL_S
            now = await self.live.now(projector=projector)
            while now["revision"] == after and time.monotonic() < until:
                await asyncio.sleep(5 * TICK)
                now = await self.live.now(projector=projector)
            return JSONResponse(now)

        return endpoint

    # Who asks

    def _device(self, request: Request) -> str:
        device = self.room.device(_token(request))
        self.live.hear(device)
        return device

    def _leader(self, request: Request) -> None:
        if not self.room.may_lead(_token(request)):
            raise Refusal(
                "This is for the facilitator. Open the address that the room printed when it started.", 401
            )

    def _viewer(self, request: Request) -> None:
        if not self.room.may_look(_token(request)):
            raise Refusal("Open this screen from the console.", 401)

    @contextlib.contextmanager
    def _streaming(self, device: str):
        self.live.streams[device] = self.live.streams.get(device, 0) + 1
        try:
            yield
        finally:
            self.live.streams[device] -= 1

    def _page(self, html: str):
        async def endpoint(_request: Request) -> Response:
            return HTMLResponse(html)

        return endpoint


async def _json(request: Request) -> dict:
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refusal("This was sent from a page of another server.", 403)
    try:
        found = json.loads(await body_of(request))
    except (ValueError, RecursionError):
        raise Refusal("What was sent cannot be read.", 400) from None
    if not isinstance(found, dict):
        raise Refusal("What was sent cannot be read.", 400)
    return found


def _token(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip()


def _number(request: Request) -> int:
    text = request.query_params.get("after", "")
    return int(text) if text.isdecimal() and len(text) < 18 else -1


def _event(name: str, data: dict) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _stream(told: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _too_many(sentence: str, wait: float) -> JSONResponse:
    return JSONResponse({"error": sentence}, 429, headers={"Retry-After": str(int(wait) + 1)})


async def _refused(_request: Request, refusal: Refusal) -> JSONResponse:
    return JSONResponse({"error": str(refusal)}, refusal.status)
