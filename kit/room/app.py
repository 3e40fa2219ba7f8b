"""The room on the network: a small Starlette application. What it takes and gives is in `docs/room.md`."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from .. import lang
from ..lang import later, t
from . import keys
from .answering import Answering
from .hosting import Open, Rooms
from .live import TICK, Live, Seen
from .refusal import AWAY, Refusal
from .rooms import JOIN_FIRST, Room
from .safety import Headers, json_of, language_in, log, token_in
from .writer import Away

PAGES = ("session", "console", "projector")
STATE_EVERY = 1.0
"""Seconds between two states that a participant is sent: thousands may listen."""
COMMENT_EVERY = 15.0
POLL_S = 20.0
"""How long a poll waits for something to change."""
FAILED_JOINS, FAILED_S = 10, 300.0
NOT_LEADING = later("This is for the facilitator. Open the address that the room printed when it started.")


class Server:
    """The routes of all rooms. Pages ask with addresses beside their own, so that a prefix changes nothing."""

    def __init__(self, rooms: Rooms):
        """Take the rooms; with `rooms.sole` there is only that one, and its pages need no number."""
        self.rooms = rooms
        self._failed = keys.Limit(FAILED_JOINS, FAILED_S)
        self._failed_by_all = keys.Limit(30 * FAILED_JOINS, FAILED_S)
        self._pages: dict[tuple[str, str], str] = {}
        self._first = rooms.sole.about.language if rooms.sole else lang.ENGLISH
        self._languages = frozenset(lang.languages())
        for one in self._languages:
            lang.words(one)  # read now, so that nobody who is refused waits for it

    def app(self, lifespan=None) -> ASGIApp:
        """The application; it may be mounted under a prefix. `lifespan` is Starlette's."""
        get, post = ["GET"], ["POST"]
        routes = [
            Route("/", self.front, methods=get),
            Route("/privacy", self.privacy, methods=get),
            *(Route(f"/{name}", self.page(name), methods=get) for name in PAGES),
            *(Route(f"/{name}-{{number}}", self.page(name), methods=get) for name in PAGES),
            Route("/api/join", self.join, methods=post),
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
        pages = Starlette(
            routes=routes,
            middleware=[Middleware(Headers)],
            exception_handlers={Refusal: self._refused, Away: self._away, sa.exc.DBAPIError: self._away},
            lifespan=lifespan,
        )
        return Answering(pages, self._device_of, self._language)

    # Pages

    async def front(self, request: Request) -> Response:
        """Where a code is typed."""
        return HTMLResponse(await self._made("front", request))

    async def privacy(self, request: Request) -> Response:
        """What is stored, in plain words."""
        return HTMLResponse(await self._made("privacy", request))

    async def _made(self, name: str, request: Request) -> str:
        """A page that belongs to no session, where there are many."""
        language = request.query_params.get("lang")
        if self.rooms.sole:
            return await run_in_threadpool(self.rooms.sole.about.said_in(language).made, name)
        there = self.rooms.languages
        page = (name, language if language in there else self._first)
        if page not in self._pages:
            self._pages[page] = await run_in_threadpool(_page_of_many, *page, there)
        return self._pages[page]

    def page(self, name: str):
        """A session's page, console or wall. They hold no secret and no answer."""

        async def endpoint(request: Request) -> Response:
            about = await self.rooms.about_page(request.path_params.get("number"))
            if about is None:
                with self._speaking(request):
                    raise HTTPException(404, t("There is no such page."))
            return HTMLResponse(
                await run_in_threadpool(about.said_in(request.query_params.get("lang")).made, name)
            )

        return endpoint

    # Participants

    async def join(self, request: Request) -> Response:
        """`{code}` to `{room, token, alias, session}`; only tries that failed are counted."""
        who = request.client.host if request.client else ""
        wait = max(self._failed.wait(who), self._failed_by_all.wait(""))
        if wait:
            with self._speaking(request):
                return _too_many(
                    t("There were many tries with a wrong code. Wait a moment, then try again."), wait
                )
        body = await _json(request)
        try:
            found = await self.rooms.by_code(body.get("code", ""))
        except Refusal:
            self._failed.count(who)
            self._failed_by_all.count("")
            raise
        token, alias = await asyncio.wrap_future(found.room.join())
        language = self._language(request.headers.get("accept-language", ""))
        session = found.about.said_in(language).session
        about = {"number": session.number, "title": session.full_title}
        with lang.speaking(language):
            alias = keys.alias_said(alias)
        return JSONResponse({"room": found.room.id, "token": token, "alias": alias, "session": about})

    async def state(self, request: Request) -> Response:
        """Where the room is."""
        room, _, _ = await self._device(request)
        return JSONResponse(room.state())

    async def poll(self, request: Request) -> Response:
        """The state, once it is another than `after`; or as it is after a while."""
        room, live, device = await self._device(request)
        after, until = _number(request), time.monotonic() + POLL_S
        with live.streaming(device):
            while room.state_revision <= after and time.monotonic() < until:
                await asyncio.sleep(STATE_EVERY)
        return JSONResponse(room.state())

    async def events(self, request: Request) -> Response:
        """The state whenever it changes."""
        room, live, device = await self._device(request)

        async def told() -> AsyncIterator[str]:
            known, spoken = -1, time.monotonic()
            with live.streaming(device):
                while True:
                    if room.state_revision != known:
                        known, spoken = room.state_revision, time.monotonic()
                        yield _event("state", room.state())
                    elif time.monotonic() - spoken > COMMENT_EVERY:
                        spoken = time.monotonic()
                        yield ": here\n\n"
                    await asyncio.sleep(STATE_EVERY)

        return _stream(told())

    # The facilitator

    async def act(self, request: Request) -> Response:
        """Do what the console asks; to `{state}`."""
        found = await self._leader(request)
        done = await asyncio.wrap_future(found.room.acting(await _json(request)))
        return JSONResponse({"state": found.room.acted(done)})

    async def view(self, request: Request) -> Response:
        """A token for a screen that only shows."""
        found = await self._leader(request)
        return JSONResponse({"token": await run_in_threadpool(found.room.view)})

    def watch(self, *, projector: bool):
        """Live state as events."""

        async def endpoint(request: Request) -> Response:
            found = await (self._viewer if projector else self._leader)(request)
            await self.rooms.catch_up(found, answers=True)
            live = found.live

            async def told() -> AsyncIterator[str]:
                known, spoken, seen = None, time.monotonic(), Seen()
                with live.watching():
                    while True:
                        if live.revision != known or seen.late:
                            known, spoken = live.revision, time.monotonic()
                            yield _event("live", await live.now(seen, projector))
                        elif time.monotonic() - spoken > COMMENT_EVERY:
                            spoken = time.monotonic()
                            yield ": here\n\n"
                        await asyncio.sleep(TICK)

            return _stream(told())

        return endpoint

    def watch_poll(self, *, projector: bool):
        """Live state for a network that holds events back."""

        async def endpoint(request: Request) -> Response:
            found = await (self._viewer if projector else self._leader)(request)
            await self.rooms.catch_up(found, answers=True)
            live = found.live
            after, until = _number(request), time.monotonic() + POLL_S
            with live.watching():
                now = await live.now(projector=projector)
                while now["revision"] == after and time.monotonic() < until:
                    await asyncio.sleep(5 * TICK)
                    now = await live.now(projector=projector)
            return JSONResponse(now)

        return endpoint

    # Who asks: the token names the room, and the room says whose it is

    async def _device(self, request: Request) -> tuple[Room, Live, str]:
        found, device = await self._device_of(_token(request))
        return found.room, found.live, device

    async def _device_of(self, token: str) -> tuple[Open, str]:
        device = keys.hashed(token)
        found = self.rooms.at_hand(token)
        if found is None or device not in found.room.aliases:
            found = await self._found(token, lambda room: device in room.aliases)
        if found is None:
            raise Refusal(JOIN_FIRST, 401)
        found.live.hear(device)
        return found, device

    async def _leader(self, request: Request) -> Open:
        token = _token(request)
        found = await self._found(token, lambda room: room.may_lead(token))
        if found is None:
            raise Refusal(NOT_LEADING, 401)
        return found

    async def _viewer(self, request: Request) -> Open:
        token = _token(request)
        found = await self._found(token, lambda room: room.may_look(token))
        if found is None:
            raise Refusal(later("Open this screen from the console."), 401)
        return found

    async def _found(self, token: str, may: Callable[[Room], bool]) -> Open | None:
        """The token's room, if the token may; whom another process let in is looked for in the store."""
        found = await self.rooms.by_token(token)
        if found and not may(found.room):
            await self.rooms.catch_up(found)
        return found if found and may(found.room) else None

    # In which language: that of the page or the notebook that asks, else the room's

    def _language(self, accept: str) -> str:
        return language_in(accept, self._languages, self._first)

    def _speaking(self, request: Request) -> AbstractContextManager[None]:
        return lang.speaking(self._language(request.headers.get("accept-language", "")))

    async def _refused(self, request: Request, refusal: Refusal) -> JSONResponse:
        with self._speaking(request):
            return JSONResponse({"error": str(refusal)}, refusal.status)

    async def _away(self, request: Request, error: Exception) -> JSONResponse:
        log.error("The store: %s", error)
        return await self._refused(request, Refusal(AWAY, 503))


def _page_of_many(name: str, language: str, there: list[str]) -> str:
    """A page of a server that has many rooms, and so many languages."""
    from . import words  # what pages are made with is large, and one room has its pages already

    with lang.speaking(language):
        return words.join_page(None, there) if name == "front" else words.privacy_page(hub=True)


async def _json(request: Request) -> dict:
    return await json_of(request.receive, request.headers.get("origin", ""), request.headers.get("host", ""))


def _token(request: Request) -> str:
    return token_in(request.headers.get("authorization", ""))


def _number(request: Request) -> int:
    text = request.query_params.get("after", "")
    return int(text) if text.isdecimal() and len(text) < 18 else -1


def _event(name: str, data: dict) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _stream(told: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _too_many(sentence: str, wait: float) -> JSONResponse:
    return JSONResponse({"error": sentence}, 429, headers={"Retry-After": str(int(wait) + 1)})
