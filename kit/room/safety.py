"""What holds for every request: whose page it may come from, no more than so many bytes, and headers that let a browser do nothing else."""

import json
import logging
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..lang import later
from .refusal import Refusal

log = logging.getLogger("uvicorn.error")
MOST_BYTES = 512_000
ELSEWHERE = later("This was sent from a page of another server.")
UNREADABLE = later("What was sent cannot be read.")

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    # What a page may load stands in the page itself, by hashes; this says that no other page may hold it in a frame.
    "content-security-policy": "frame-ancestors 'none'",
    "x-frame-options": "DENY",
}
HEADERS = [(name.encode(), value.encode()) for name, value in _ALWAYS.items()]
"""They stand in every answer."""


class Headers:
    """Puts the headers on every answer. Written for ASGI itself, because a middleware of Starlette's holds streams up."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


def token_in(authorization: str) -> str:
    """The token of an `Authorization` header, or ""."""
    return authorization.removeprefix("Bearer ").strip()


def language_in(accept: str, known: Collection[str], otherwise: str) -> str:
    """The language that a page or a notebook of this course asks for: it names one. What browsers say by themselves is not that."""
    return accept if accept in known else otherwise


async def json_of(receive: Receive, origin: str, host: str) -> dict:
    """What was sent.

    Raises:
        Refusal: it was sent by a page of another server, is too large, or is no JSON object.
    """
    if origin and origin != "null" and urlsplit(origin).netloc != host:
        raise Refusal(ELSEWHERE, 403)
    try:
        found = json.loads((await body_of(receive)).decode())
    except (ValueError, RecursionError):
        raise Refusal(UNREADABLE, 400) from None
    if not isinstance(found, dict):
        raise Refusal(UNREADABLE, 400)
    return found


async def body_of(receive: Receive) -> bytes:
    """The body, read piece by piece.

    Raises:
        Refusal: it is larger than anything the course sends, and the rest is not read; or the device went away.
    """
    found = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(later("The device went away."), 400)
        found += message.get("body", b"")
        if len(found) > MOST_BYTES:
            raise Refusal(later("This is too large to send. It stays on your device."), 413)
        if not message.get("more_body"):
            return found
