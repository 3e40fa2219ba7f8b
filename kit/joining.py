"""A notebook in a room: what the facilitator has opened is sent from the journal, without a name."""

import contextlib
import json
import os
import re
import threading
from dataclasses import asdict
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter

from .errors import KitError
from .journal import Journal, JournalProblem
from .lang import language, t

EVERY = 1.0
"""Seconds between two looks at the journal and the room."""
FILE = "rooms.json"
"""Beside the journal: who this notebook is in which room, so that a kernel that starts again is no second participant."""
KEPT_ROOMS = 20


class Joined:
    """This notebook's part in a room. Leave it with `leave()`; it also ends with the kernel."""

    def __init__(self, url: str, code: str, fingerprint: str | None = None):
        """Join, or go on as the participant that this notebook was before.

        Raises:
            KitError: the room cannot be reached, its certificate is another, or the code is another.
        """
        self._url, self._journal, self._kept = url.rstrip("/"), Journal(), {}
        self._web = requests.Session()
        self._web.headers["Accept-Language"] = language()
        if fingerprint is not None:
            self._web.mount("https://", _Pinned(_digits(fingerprint)))
        place = self._journal.folder / FILE
        name = f"{self._url} {re.sub('[^A-Z0-9]', '', str(code).upper())}"
        try:
            found = self._again(_remembered(place).get(name)) or self._anew(code)
        except requests.exceptions.SSLError as error:
            raise KitError(_distrust(url, fingerprint)) from error
        except (requests.RequestException, ValueError) as error:
            raise KitError(
                f"No room answers at {url}. Is this computer in the same network, and is the address the one on the screen?"
            ) from error
        _remember(place, name, found)
        self.alias, self.session = found["alias"], found["session"]["number"]
        self._web.headers["Authorization"] = f"Bearer {found['token']}"
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="joined-room", daemon=True)
        self._thread.start()

    def leave(self) -> None:
        """Send nothing any more."""
        self._left.set()
        self._thread.join(timeout=5)

    def __repr__(self) -> str:
        joined = t(
            "Joined the room of session {session}, as “{alias}”; nobody else sees this name.",
            session=self.session,
            alias=self.alias,
        )
        return f"{joined}\n{t('Activities that the facilitator has opened are shared as you work.')}"

    def _anew(self, code: str) -> dict:
        answer = self._web.post(f"{self._url}/api/join", json={"code": code}, timeout=10)
        found = answer.json()
        if not answer.ok:
            raise KitError(found.get("error", "The room did not let this notebook in."))
        return {name: found[name] for name in ("token", "alias", "session")}

    def _again(self, found: object) -> dict | None:
        """Who this notebook was in the room, if the room still knows it."""
        if not isinstance(found, dict) or set(found) != {"token", "alias", "session"}:
            return None
        headers = {"Authorization": f"Bearer {found['token']}"}
        answer = self._web.get(f"{self._url}/api/state", headers=headers, timeout=10)
        return found if answer.ok and not answer.json()["closed"] else None

    def _follow(self) -> None:
        while not self._left.wait(EVERY):
            try:
                state = self._web.get(f"{self._url}/api/state", timeout=10).json()
                self._send(state)
            except (requests.RequestException, ValueError, KeyError, JournalProblem):
                continue  # the room is away for a moment; the journal keeps everything

    def _send(self, state: dict) -> None:
        if state["closed"]:
            self._left.set()
            return
        opened = {key for key, one in state["activities"].items() if one["phase"] in ("open", "paused")}
        due = [
            one
            for key, one in self._journal.responses().items()
            if key in opened and one.revision > self._kept.get(key, 0)
        ]
        if not due:
            return
        sent = [{name: asdict(one)[name] for name in ("key", "value", "revision", "at")} for one in due]
        answer = self._web.put(f"{self._url}/api/answers", json={"answers": sent}, timeout=10)
        if answer.ok:
            self._kept |= {one.key: one.revision for one in due}


class _Pinned(HTTPAdapter):
    """Speaks with one certificate only, whoever signed it; nothing is sent before it is seen."""

    def __init__(self, fingerprint: str):
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *given, **more) -> None:
        super().init_poolmanager(*given, assert_fingerprint=self._fingerprint, **more)

    def send(self, request, **more):
        # The session would let REQUESTS_CA_BUNDLE overrule `verify`; the fingerprint stands in its place.
        return super().send(request, **more | {"verify": False})


def _digits(fingerprint: str) -> str:
    found = re.sub(r"[\s:]", "", fingerprint).lower()
    if not re.fullmatch("[0-9a-f]{64}", found):
        raise KitError(
            "A fingerprint is 64 digits and letters A to F, in pairs with colons. Copy it whole from where the room was started."
        )
    return found


def _distrust(url: str, fingerprint: str | None) -> str:
    if fingerprint is None:
        return (
            f"Nobody vouches for the certificate of {url}. If the facilitator made it with --self-signed, add the fingerprint "
            'that the facilitator gives you: kit.join(address, code, fingerprint="AB:CD:…"). If not, do not join.'
        )
    return (
        f"The certificate of {url} has another fingerprint, and nothing was sent. Copy it again from where the room was started. "
        "If it is right, another computer answers at this address."
    )


def _remembered(place: Path) -> dict:
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(place: Path, name: str, found: dict) -> None:
    """Keep who this notebook is. Where that cannot be, it joins anew next time."""
    rooms = {one: who for one, who in _remembered(place).items() if one != name}
    kept = dict([*rooms.items(), (name, found)][-KEPT_ROOMS:])
    new = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
        new.replace(place)


def join(url: str, code: str, fingerprint: str | None = None) -> Joined:
    """Join the room at this address.

    Args:
        url: what stands on the screen in front, such as `http://192.0.2.7:8765`.
        code: the code beside it.
        fingerprint: of the room's certificate, where the facilitator's computer signed it itself.

    Returns:
        A handle with `leave()`.

    Raises:
        KitError: the room cannot be reached, its certificate is another, or the code is another.
    """
    return Joined(url, code, fingerprint)
