"""A notebook in a room: what the facilitator has opened is sent from the journal, without a name."""

import threading
from dataclasses import asdict

import requests

from .errors import KitError
from .journal import Journal, JournalProblem

EVERY = 1.0
"""Seconds between two looks at the journal and the room."""


class Joined:
    """This notebook's part in a room. Leave it with `leave()`; it also ends with the kernel."""

    def __init__(self, url: str, code: str):
        """Join.

        Raises:
            KitError: the room cannot be reached, or the code is another.
        """
        self._url, self._journal, self._kept = url.rstrip("/"), Journal(), {}
        self._web = requests.Session()
        try:
            answer = self._web.post(f"{self._url}/api/join", json={"code": code}, timeout=10)
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise KitError(
                f"No room answers at {url}. Is this computer in the same network, and is the address the one on the screen?"
            ) from error
        if not answer.ok:
            raise KitError(found.get("error", "The room did not let this notebook in."))
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
        return (
            f"Joined the room of session {self.session}, as “{self.alias}”; nobody else sees this name.\n"
            "Activities that the facilitator has opened are shared as you work."
        )

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


def join(url: str, code: str) -> Joined:
    """Join the room at this address.

    Args:
        url: what stands on the screen in front, such as `http://192.0.2.7:8765`.
        code: the code beside it.

    Returns:
        A handle with `leave()`.

    Raises:
        KitError: the room cannot be reached, or the code is another.
    """
    return Joined(url, code)
