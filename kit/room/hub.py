"""The room as a service of a JupyterHub: whoever may use it there starts rooms of their own; participants need no account.

Facilitators' pages stand below `rooms`; all the rest is the room itself (`app.py`), which sees no cookie and no account.
"""

import asyncio
import secrets
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .. import sessions
from ..errors import KitError
from ..lang import later
from . import export, hub_pages, keys
from .app import Server
from .hosting import NOT_YOURS, Listed, Rooms
from .login import Login, Person
from .refusal import Refusal
from .safety import ELSEWHERE, UNREADABLE, Headers, body_of, json_of, log
from .store import StoreProblem

MOST_OPEN = 20
"""Rooms of one facilitator that are open at a time."""
KEEP_DAYS = {"30": 30.0, "365": 365.0, "0": 0.0, "": None}
"""How long after closing a room's answers are kept, by what a form says; None is until its owner says otherwise."""


class Facilitators:
    """What a facilitator does on a hub: start a room, open its console, take the answers out, close it."""

    def __init__(self, rooms: Rooms, auth, address: str = ""):
        """Take the rooms, JupyterHub's helper, and the address that participants open, if it is known."""
        self.rooms, self.address = rooms, address.rstrip("/")
        self.base = auth.base_url
        self.pages = f"{self.base}rooms"
        self.login = Login(auth, self.pages)

    def app(self) -> Starlette:
        """The application: these pages, with the headers of the room's own."""
        get, post = ["GET"], ["POST"]
        routes = [
            Route(self.pages, self.list, methods=get),
            Route(self.pages, self.start, methods=post),
            Route(f"{self.pages}/sign-out", self.sign_out, methods=post),
            Route(f"{self.pages}/{{id}}/console", self.console, methods=post),
            Route(f"{self.pages}/{{id}}/close", self.close, methods=post),
            Route(f"{self.pages}/{{id}}/answers.{{kind}}", self.answers, methods=get),
            Route(self.login.callback, self.login.end, methods=get),
            Route(self.base.rstrip("/") or "/", self.front, methods=get),
        ]
        return Starlette(
            routes=routes,
            middleware=[Middleware(Headers)],
            exception_handlers={KitError: self._refused, sa.exc.DBAPIError: self._away},
        )

    async def front(self, request: Request) -> Response:
        """To where a code is typed, when the last stroke of the address was left out. Behind several proxies nobody here knows
        whether the browser came by https, so the way is told without it."""
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self.base}{asked}", 307)

    async def list(self, request: Request) -> Response:
        """The facilitator's own rooms; a browser that is not signed in is sent to the hub."""
        person = await self.login.who(request)
        if person is None:
            # A script gets no way to the hub, and a program with a token that is not good no page.
            went = request.headers.get("sec-fetch-mode", "navigate") == "navigate"
            if "authorization" in request.headers or not went:
                raise _unknown()
            return self.login.begin(request)
        mine = await self.rooms.listed(person.name)
        if not person.form_token:
            return JSONResponse({"rooms": [self._told(one) for one in mine]})
        told = request.query_params.get("told", "")
        return HTMLResponse(
            await asyncio.to_thread(hub_pages.my_rooms, person, mine, self.pages, self.address, told)
        )

    async def start(self, request: Request) -> Response:
        """A new room of the session that was chosen."""
        person, asked = await self._asked(request)
        session = sessions.session(str(asked.get("session", ""))[:80])
        if sum(one.closed is None for one in await self.rooms.listed(person.name)) >= MOST_OPEN:
            raise Refusal(later("You have {n} rooms that are open. Close one first."), 409, n=MOST_OPEN)
        made = await self.rooms.make(session.number, person.name)
        return self._done(person, "started", self._told(made), 201)

    async def console(self, request: Request) -> Response:
        """To a room's console, with a new secret that stands behind the address's #: no log holds it."""
        person, _ = await self._asked(request)
        room = await self._mine(request, person)
        secret = await self.rooms.lead(room.id, person.name)
        where = f"{self.base}console-{room.session}#secret={secret}"
        return RedirectResponse(where, 303) if person.form_token else JSONResponse({"console": where})

    async def close(self, request: Request) -> Response:
        """Close a room, or say anew when a closed one is deleted."""
        person, asked = await self._asked(request)
        keep = str(asked.get("keep", "30"))
        if keep not in KEEP_DAYS:
            raise Refusal(later("Say how long the answers are kept."))
        room = await self._mine(request, person)
        await self.rooms.close_room(room.id, person.name, KEEP_DAYS[keep])
        if keep == "0":
            await asyncio.to_thread(self.rooms.purge)
        return self._done(person, "deleted" if keep == "0" else "closed", {"closed": room.id})

    async def answers(self, request: Request) -> Response:
        """A room's answers as a file."""
        person = await self.login.who(request)
        kind = request.path_params["kind"]
        if person is None or kind not in ("json", "csv"):
            raise _unknown() if person is None else Refusal(later("There is no such file."), 404)
        room = await self._mine(request, person)
        answers = await asyncio.to_thread(self.rooms.store.answers, room.id)
        text, media = {
            "json": (export.as_json, "application/json"),
            "csv": (export.as_csv, "text/csv; charset=utf-8"),
        }[kind]
        name = f"room-{room.session}-{keys.shown(room.code)}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text(answers), media_type=media, headers=headers)

    async def sign_out(self, request: Request) -> Response:
        """Forget who this browser is."""
        await self._asked(request)
        return self.login.out()

    async def _asked(self, request: Request) -> tuple[Person, dict]:
        """Who asks to change something, and what they gave; a form has to be one of our own page's."""
        person = await self.login.who(request)
        if person is None:
            raise _unknown()
        if not person.form_token:
            return person, await json_of(request.receive, "", "")
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
        # Under the policy that sends no referrer a browser's form says "null", also on its own server: there the form's token speaks.
        elsewhere = origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host")
        if site != "same-origin" or elsewhere:
            raise Refusal(ELSEWHERE, 403)
        try:
            given = parse_qs(
                (await body_of(request.receive)).decode(), keep_blank_values=True, max_num_fields=20
            )
        except ValueError:
            raise Refusal(UNREADABLE, 400) from None
        asked = {name: values[-1] for name, values in given.items()}
        if not secrets.compare_digest(asked.get("form", "").encode(), person.form_token.encode()):
            raise Refusal(
                later("This page was too old, or not ours. Go back to your rooms and try again."), 403
            )
        return person, asked

    async def _mine(self, request: Request, person: Person) -> Listed:
        """The room that an address names, if it is the asker's."""
        for one in await self.rooms.listed(person.name):
            if one.id == request.path_params["id"]:
                return one
        raise Refusal(NOT_YOURS, 404)

    def _told(self, room: Listed) -> dict:
        return {
            "id": room.id,
            "code": keys.shown(room.code),
            "session": room.session,
            "made": room.made,
            "closed": room.closed,
            "address": self.address or None,
        }

    def _done(self, person: Person, told: str, as_json: dict, status: int = 200) -> Response:
        if person.form_token:
            return RedirectResponse(f"{self.pages}?told={told}", 303)
        return JSONResponse(as_json, status)

    async def _away(self, request: Request, error: Exception) -> Response:
        log.error("The store: %s", error)
        return await self._refused(
            request, Refusal(later("The room's store does not answer. Try again in a minute."), 503)
        )

    async def _refused(self, request: Request, error: KitError) -> Response:
        if isinstance(error, StoreProblem):
            return await self._away(request, error)
        status = error.status if isinstance(error, Refusal) else 422
        if "authorization" in request.headers:
            return JSONResponse({"error": str(error)}, status)
        return HTMLResponse(hub_pages.refused(str(error), self.pages), status)


def _unknown() -> Refusal:
    return Refusal(
        later("The hub does not know you here, or does not let you use the room. Sign in again."), 401
    )


def service(rooms: Rooms, auth, address: str = "", lifespan=None) -> ASGIApp:
    """Everything that the hub's proxy sends to the service's prefix."""
    room, facilitators = Server(rooms).app(), Facilitators(rooms, auth, address)
    theirs, pages = facilitators.app(), facilitators.pages
    prefix = auth.base_url.rstrip("/")
    whole = Starlette(routes=[Mount(prefix or "/", room)], lifespan=lifespan)

    async def passed_on(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        own = path in (pages, facilitators.login.callback, prefix) or path.startswith(f"{pages}/")
        await (theirs if scope["type"] == "http" and own else whole)(scope, receive, send)

    return passed_on
