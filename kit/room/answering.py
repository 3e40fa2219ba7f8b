"""The one request that a whole group sends at the same time: answers, taken before the framework's own ways.

Everything that holds for other requests holds here: token, limit, origin, size and form are looked at, and every answer of the
server has the same headers. What is left out is routing and wrapping, which cost twice as much as the rest.
"""

import json
from collections.abc import Awaitable, Callable

import sqlalchemy as sa
from starlette.types import ASGIApp, Receive, Scope, Send

from . import safety
from .hosting import Open
from .keys import Limit
from .refusal import AWAY, Refusal
from .writer import Away

PATH = "/api/answers"
REQUESTS, REQUESTS_S = 120, 10.0
"""Requests of one device in so many seconds."""

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Answering:
    """Takes `PUT /api/answers` and passes all else on."""

    def __init__(self, app: ASGIApp, device: Callable[[str], Awaitable[tuple[Open, str]]]):
        """Stand before an application.

        Args:
            app: takes all other requests.
            device: gives a token's room and device, or raises a refusal.
        """
        self._app, self._device = app, device
        self._requests = Limit(REQUESTS, REQUESTS_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""
        if (
            scope["type"] != "http"
            or scope["method"] != "PUT"
            or scope["path"] != scope.get("root_path", "") + PATH
        ):
            await self._app(scope, receive, send)
            return
        status, more = 200, []
        try:
            told = await self._kept(dict(scope["headers"]), receive)
        except TooFast as wait:
            status, told = 429, {"error": "That was very fast. It is tried again by itself."}
            more = [(b"retry-after", str(wait).encode())]
        except Refusal as refusal:
            status, told = refusal.status, {"error": str(refusal)}
        except (Away, sa.exc.DBAPIError) as error:
            safety.log.error("The store: %s", error)
            status, told = 503, {"error": AWAY}
        body = _as_json(told).encode()
        headers = [
            (b"content-length", str(len(body)).encode()),
            (b"content-type", b"application/json"),
            *more,
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers + safety.HEADERS})
        await send({"type": "http.response.body", "body": body})

    async def _kept(self, headers: dict[bytes, bytes], receive: Receive) -> dict:
        """`{answers: [{key, value, revision, at}]}` to `{kept: {key: revision}, refused: {key: sentence}}`, after the commit."""
        found, device = await self._device(
            safety.token_in(headers.get(b"authorization", b"").decode("latin-1"))
        )
        if wait := self._requests.wait(device):
            raise TooFast(int(wait) + 1)
        self._requests.count(device)
        origin, host = headers.get(b"origin", b""), headers.get(b"host", b"")
        given = await safety.json_of(receive, origin.decode("latin-1"), host.decode("latin-1"))
        rows, refused = found.room.checked(device, given.get("answers"))
        if rows:
            await found.room.writer.keep_here(found.room.id, rows)
        return {"kept": found.room.hold(rows), "refused": refused}


class TooFast(Exception):
    """A device sent more than it may; its argument is for how many seconds it has to wait."""
