"""Codes, tokens and aliases: who may join, who may lead, and what a participant is called on the own screen."""

import hashlib
import secrets
import time
from collections import deque

from ..lang import later, t

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which look alike on a wall."""
CODE_LENGTH = 8
"""31 to the power of 8 codes: with the limits below nobody gets through them during a workshop."""

_COLOURS = [
    later("amber"),
    later("blue"),
    later("bronze"),
    later("coral"),
    later("crimson"),
    later("cyan"),
    later("gold"),
    later("green"),
    later("indigo"),
    later("ivory"),
    later("jade"),
    later("lilac"),
    later("lime"),
    later("olive"),
    later("orange"),
    later("pearl"),
    later("pink"),
    later("purple"),
    later("red"),
    later("ruby"),
    later("silver"),
    later("teal"),
    later("violet"),
    later("white"),
]
_ANIMALS = [
    later("badger"),
    later("beaver"),
    later("bison"),
    later("crane"),
    later("deer"),
    later("dolphin"),
    later("eagle"),
    later("falcon"),
    later("finch"),
    later("fox"),
    later("gecko"),
    later("gull"),
    later("hare"),
    later("heron"),
    later("ibex"),
    later("koala"),
    later("lark"),
    later("lemur"),
    later("lynx"),
    later("marten"),
    later("mole"),
    later("moose"),
    later("newt"),
    later("otter"),
    later("owl"),
    later("panda"),
    later("pelican"),
    later("puffin"),
    later("rabbit"),
    later("raven"),
    later("robin"),
    later("seal"),
    later("sparrow"),
    later("stork"),
    later("swan"),
    later("tapir"),
    later("tern"),
    later("toad"),
    later("trout"),
    later("turtle"),
    later("walrus"),
    later("weasel"),
    later("whale"),
    later("wren"),
    later("zebra"),
]


def new_code() -> str:
    """A code to join by: eight letters and digits that cannot be taken for one another."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def shown(code: str) -> str:
    """A code as it is read aloud: `ABCD-2345`."""
    return f"{code[:4]}-{code[4:]}"


def typed(text: object) -> str:
    """A code as somebody typed it, without spaces, dashes and small letters."""
    return "".join(one for one in str(text).upper() if one in LETTERS)


def new_id() -> str:
    """A room's own name: not secret, and in every token of the room."""
    return secrets.token_hex(8)


def may_be_id(text: str) -> bool:
    """Whether a room may have this name; the store need not be asked for any other."""
    return len(text) == 16 and text.isascii() and text.isalnum()


def new_token(room: str) -> str:
    """A secret of 256 bits for one device, which begins with the room that it is for."""
    return f"{room}.{secrets.token_urlsafe(32)}"


def room_of(token: str) -> str:
    """The room that a token names. That the token is good there is not said by this."""
    return token.partition(".")[0]


def hashed(token: str) -> str:
    """What is kept of a token. Tokens are random and long, so a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_one_of(token: str, hashes: list[str]) -> bool:
    """Whether a token's digest is among these, compared in constant time."""
    mine = hashed(token)
    return any([secrets.compare_digest(mine, one) for one in hashes])


def alias(taken: set[str]) -> str:
    """A colour and an animal that nobody in the room has yet; with a number once a thousand are there."""
    for _ in range(50):
        name = f"{secrets.choice(_COLOURS)} {secrets.choice(_ANIMALS)}"
        if name not in taken:
            return name
    return f"{name} {len(taken) + 1}"


def alias_said(alias: str) -> str:
    """An alias in the language in use; what is kept of it is English."""
    colour, animal, *number = alias.split(" ")
    return " ".join([t("{colour} {animal}", colour=t(colour), animal=t(animal)), *number])


class Limit:
    """At most so many events in so many seconds, counted apart for each name."""

    def __init__(self, most: int, seconds: float):
        self.most, self.seconds = most, seconds
        self._seen: dict[str, deque[float]] = {}

    def wait(self, name: str) -> float:
        """Seconds until `name` may go on; 0 if at once."""
        seen = self._seen.get(name)
        if not seen or len(seen) < self.most:
            return 0.0
        seen = self._recent(name)
        return max(0.0, seen[0] + self.seconds - time.monotonic()) if len(seen) >= self.most else 0.0

    def count(self, name: str) -> None:
        """Note that it happened."""
        self._recent(name).append(time.monotonic())
        if len(self._seen) > 10_000:  # many names that came once must not fill the memory
            self._seen = {one: seen for one, seen in self._seen.items() if self._recent(one)}

    def _recent(self, name: str) -> deque[float]:
        seen = self._seen.setdefault(name, deque())
        long_ago = time.monotonic() - self.seconds
        while seen and seen[0] < long_ago:
            seen.popleft()
        return seen
