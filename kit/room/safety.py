"""What holds for every request: no more than so many bytes, and headers that let a browser do nothing else."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .rooms import Refusal

MOST_BYTES = 512_000

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


class Headers:
    """Puts the headers on every answer. Written for ASGI itself, because a middleware of Starlette's holds streams up."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    *((name.encode(), value.encode()) for name, value in _ALWAYS.items()),
                ]
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


async def body_of(request: Request) -> bytes:
    """The body, read piece by piece.

    Raises:
        Refusal: it is larger than anything the course sends; the rest is not read.
    """
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > MOST_BYTES:
            raise Refusal("This is too large to send. It stays on your device.", 413)
    return bytes(found)
