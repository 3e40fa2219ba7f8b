"""The one request that a whole group sends at the same time: answers, taken before the framework's own ways.

Everything that holds for other requests holds here: token, limit, origin, size and form are looked at, and every answer of the
server has the same headers. What is left out is routing and wrapping, which cost twice as much as the rest.
"""

import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa
from starlette.types import ASGIApp, Receive, Scope, Send

from .. import lang
from ..lang import later, t
from . import safety
from .hosting import Open
from .keys import Limit
from .refusal import AWAY, Refusal
from .writer import Away

PATH = "/api/answers"
REQUESTS, REQUESTS_S = 120, 10.0
"""Requests of one device in so many seconds."""
FAST = later("That was very fast. It is tried again by itself.")

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Answering:
    """Takes `PUT /api/answers` and passes all else on."""

    def __init__(
        self,
        app: ASGIApp,
        device: Callable[[str], Awaitable[tuple[Open, str]]],
        language: Callable[[str], str] = lambda accept: lang.ENGLISH,
    ):
        """Stand before an application.

        Args:
            app: takes all other requests.
            device: gives a token's room and device, or raises a refusal.
            language: gives the language to refuse in, by what a request accepts.
        """
        self._app, self._device, self._language = app, device, language
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
        status, more, refused = 200, [], None
        headers = dict(scope["headers"])
        try:
            told = await self._kept(headers, receive)
        except TooFast as wait:
            status, refused = 429, Refusal(FAST)
            more = [(b"retry-after", str(wait).encode())]
        except Refusal as refusal:
            status, refused = refusal.status, refusal
        except (Away, sa.exc.DBAPIError) as error:
            safety.log.error("The store: %s", error)
            status, refused = 503, Refusal(AWAY)
        if refused:
            with self._speaking(headers):
                told = {"error": str(refused)}
        body = _as_json(told).encode()
        answer = [
            (b"content-length", str(len(body)).encode()),
            (b"content-type", b"application/json"),
            *more,
        ]
        await send({"type": "http.response.start", "status": status, "headers": answer + safety.HEADERS})
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
        if refused:
            with self._speaking(headers):
                refused = {key: t(sentence) for key, sentence in refused.items()}
        if rows:
            await found.room.writer.keep_here(found.room.id, rows)
        return {"kept": found.room.hold(rows), "refused": refused}

    def _speaking(self, headers: dict[bytes, bytes]) -> AbstractContextManager[None]:
        return lang.speaking(self._language(headers.get(b"accept-language", b"").decode("latin-1")))


class TooFast(Exception):
    """A device sent more than it may; its argument is for how many seconds it has to wait."""
