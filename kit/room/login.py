"""Who a facilitator is, by the word of a JupyterHub: OAuth with a proof key, and cookies that no other page can use.

Nothing is held in this process between two requests, so any of several workers may take the next one: what a login needs
travels in a cookie that only this service can read.
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..errors import KitError
from ..lang import later
from .refusal import Refusal

LOGIN_S = 600
"""Seconds within which a login at the hub has to end."""
SIGNED_IN_S = 12 * 3600
"""Seconds after which a facilitator signs in again, whatever the hub says."""
ASKED_AGAIN_S = 60
"""Seconds for which the hub's word on somebody is believed without asking again."""


@dataclass(frozen=True)
class Person:
    """Somebody whom the hub knows and who may use the room."""

    name: str
    form_token: str = ""
    """What a form of theirs has to carry; empty where a program asks with a token of its own."""


def hub_auth(**settings):
    """JupyterHub's own helper, from what a hub tells its services in the environment.

    Raises:
        KitError: JupyterHub is not installed, or this process is no service of a hub.
    """
    try:
        from jupyterhub.services.auth import HubOAuth
    except ModuleNotFoundError as error:
        raise KitError(
            "JupyterHub is not installed here. Install the kit with its extra: pip install -e '.[hub]'."
        ) from error
    try:
        found = HubOAuth(cache_max_age=ASKED_AGAIN_S, **settings)
        if found.api_token and found.oauth_client_id:
            return found
    except ValueError:  # it refuses to be without a token or an id
        pass
    raise KitError(
        "This is for a JupyterHub, which starts it with JUPYTERHUB_API_TOKEN and JUPYTERHUB_CLIENT_ID in its environment; "
        "deploy/README.md shows how. For a room on this computer: throughline room 05."
    )


class Login:
    """Signing in through the hub, and out; and who asks."""

    def __init__(self, auth, pages: str):
        """Take the hub's helper, and the address below which facilitators' pages stand: cookies go nowhere else."""
        self.auth, self.pages = auth, pages
        self.callback = f"{auth.base_url}oauth_callback"
        key = hashlib.sha256(b"throughline facilitators " + auth.api_token.encode()).digest()
        self._sealed, self._key = Fernet(base64.urlsafe_b64encode(key)), key

    def begin(self, request: Request) -> Response:
        """Send a browser to the hub."""
        state = secrets.token_urlsafe(24)
        verifier, challenge, method = self.auth.generate_pkce_code_challenge()
        asked = urlencode({"state": state, "code_challenge": challenge, "code_challenge_method": method})
        answer = RedirectResponse(f"{self.auth.login_url}&{asked}", 302)
        self._set(request, answer, self._state_cookie(state), [state, verifier], LOGIN_S, self.callback)
        return answer

    async def end(self, request: Request) -> Response:
        """Take a browser back from the hub.

        Raises:
            Refusal: it was not sent from here, or the hub refused.
        """
        asked = request.query_params
        state = asked.get("state", "")
        sent = self._opened(request, self._state_cookie(state), LOGIN_S)
        if not isinstance(sent, list) or not hmac.compare_digest(sent[0].encode(), state.encode()):
            raise Refusal(later("This sign-in did not begin here, or it took too long. Try again."), 403)
        if not asked.get("code"):
            raise Refusal(later("The hub did not sign you in. Try again."), 403)
        token = await self._of_hub(self.auth.token_for_code(asked["code"], code_verifier=sent[1], sync=False))
        if await self._person(request, token) is None:
            raise Refusal(later("Your account on this hub may not use the room. Ask who runs the hub."), 403)
        answer = RedirectResponse(self.pages, 302)
        answer.delete_cookie(self._state_cookie(state), path=self.callback)
        self._set(request, answer, self.auth.cookie_name, token, SIGNED_IN_S, self.pages)
        return answer

    def out(self) -> Response:
        """Forget who this browser is. The hub does not."""
        answer = RedirectResponse(self.auth.base_url, 303)
        answer.delete_cookie(self.auth.cookie_name, path=self.pages)
        return answer

    async def who(self, request: Request) -> Person | None:
        """Who asks: a program by the token in its header, a browser by its cookie."""
        header = self.auth.auth_header_pat.match(request.headers.get("authorization", ""))
        if header:
            name = await self._person(request, header[1])
            return Person(name) if name else None
        token = self._opened(request, self.auth.cookie_name, SIGNED_IN_S)
        # On a hub other people's servers may stand under the same address. A script of theirs could read this page with the
        # visitor's cookie, and with it the forms' token; so a cookie counts only where a person goes to the page.
        went = request.headers.get("sec-fetch-mode", "navigate") == "navigate"
        if not isinstance(token, str) or not went:
            return None
        name = await self._person(request, token)
        form = hmac.new(self._key, b"form " + token.encode(), hashlib.sha256).hexdigest()
        return Person(name, form) if name else None

    async def _person(self, request: Request, token: str) -> str | None:
        """The name of the hub's user with this token, if access was given."""
        session = request.cookies.get("jupyterhub-session-id", "")
        found = await self._of_hub(self.auth.user_for_token(token, session_id=session, sync=False))
        if not found or found.get("kind") != "user":
            return None
        return found["name"] if self.auth.check_scopes(self.auth.access_scopes, found) else None

    async def _of_hub(self, asked):
        from tornado.web import HTTPError

        try:
            return await asked
        except HTTPError as error:
            raise Refusal(
                later("The hub does not answer as it should. Try again in a minute."), 502
            ) from error

    def _state_cookie(self, state: str) -> str:
        """One for each login that is under way, so that two windows do not disturb one another."""
        return f"{self.auth.cookie_name}-login-{hashlib.sha256(state.encode()).hexdigest()[:12]}"

    def _set(self, request: Request, answer: Response, name: str, value, seconds: int, path: str) -> None:
        sealed = self._sealed.encrypt(json.dumps([name, value]).encode()).decode()
        seen = request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip()
        # lax, not strict: the browser comes from the hub, which may have an address of its own
        answer.set_cookie(
            name, sealed, seconds, path=path, secure=seen == "https", httponly=True, samesite="lax"
        )

    def _opened(self, request: Request, name: str, seconds: int):
        """What a cookie of ours holds, or None."""
        try:
            kept = json.loads(self._sealed.decrypt(request.cookies.get(name, "").encode(), ttl=seconds))
        except (InvalidToken, ValueError):
            return None
        return kept[1] if kept[0] == name else None
