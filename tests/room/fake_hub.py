"""The part of a JupyterHub that a service speaks with, in this process, and the room behind it: for what needs no real hub."""

import socket
import threading
import time

import requests
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from kit.room.hosting import Rooms
from kit.room.hub import service
from kit.room.login import hub_auth
from kit.room.store import Store

from .conftest import about

PREFIX = "/services/room/"
TOKEN = "the-services-token"
SCOPE = "access:services!service=room"


class FakeHub:
    """A hub that signs in whoever `user` is at the moment; the room is its service."""

    def __init__(self, file, workers: int = 1):
        self.user, self.scopes, self.kind, self.away = "ana", [SCOPE], "user", False
        self._codes: dict[str, tuple[str, str]] = {}
        hub = Starlette(
            routes=[
                Route("/hub/api/oauth2/authorize", self.authorize),
                Route("/hub/api/oauth2/token", self.token, methods=["POST"]),
                Route("/hub/api/user", self.who),
            ]
        )
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.address = f"{self.url}{PREFIX.rstrip('/')}"
        self.rooms = Rooms(Store(file), about=about, address=self.address)
        services = [service(self.rooms, self._auth(), self.address) for _ in range(workers)]
        turn = [0]

        async def app(scope, receive, send):
            if scope.get("path", "").startswith("/hub/"):
                return await hub(scope, receive, send)
            turn[0] += 1  # each request to another worker than the last
            return await services[turn[0] % workers](scope, receive, send)

        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def _auth(self):
        return hub_auth(
            api_url=f"{self.url}/hub/api",
            api_token=TOKEN,
            base_url=PREFIX,
            oauth_client_id="service-room",
            hub_prefix="/hub/",
            access_scopes={SCOPE},
        )

    async def authorize(self, request):
        asked = request.query_params
        assert asked["client_id"] == "service-room" and asked["code_challenge_method"] == "S256"
        code = f"code-{len(self._codes)}"
        self._codes[code] = (self.user, asked["code_challenge"])
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 302)

    async def token(self, request):
        from base64 import urlsafe_b64encode
        from hashlib import sha256
        from urllib.parse import parse_qs

        sent = {name: one[0] for name, one in parse_qs((await request.body()).decode()).items()}
        user, challenge = self._codes.pop(sent["code"], ("", ""))
        proof = urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
        if not user or proof != challenge or sent["client_secret"] != TOKEN:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": f"token of {user}"})

    async def who(self, request):
        if self.away:
            return JSONResponse({}, 503)
        token = request.headers["authorization"].removeprefix("token ")
        if not token.startswith("token of "):
            return JSONResponse({}, 403)
        return JSONResponse({"kind": self.kind, "name": token[9:], "scopes": self.scopes})

    def browser(self, user: str = "ana") -> requests.Session:
        """A browser that has signed in as this user, and follows no redirects by itself."""
        web = requests.Session()
        web.headers["Sec-Fetch-Mode"] = "navigate"
        self.user = user
        answer = web.get(f"{self.address}/rooms", timeout=10)
        assert answer.ok and "You are signed in as" in answer.text, answer.text
        return web

    def close(self):
        self._server.should_exit = True
        self._thread.join(10)
        self.rooms.close()


def form_of(page: str) -> str:
    """What a form of this page carries."""
    return page.split('name="form" value="')[1].split('"')[0]
