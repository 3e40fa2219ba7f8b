"""Words of a text with their places, and what they are compared by: small letters without accents."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

HERE = Path(__file__).parent
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTER = r"[^\W\d_]"
_INSIDE = "[\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300-\u036f]"
WORD = re.compile(rf"(?:{_LETTER}|{_INSIDE})(?:{_LETTER}|{_INSIDE}|[’'ʼ](?={_LETTER}))*")
"""Letters with what may stand inside a word: an apostrophe, an accent of its own, a character that nobody sees."""


@dataclass(frozen=True)
class Word:
    """One word of a text: where it stands, as it is written, and what it is compared by."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Small letters without accents, invisible characters and apostrophes: `O’Dell` and `José` become odell and jose."""
    apart = unicodedata.normalize("NFKD", text.translate(_INVISIBLE).casefold())
    return re.sub(r"[’'ʼ]", "", "".join(one for one in apart if not unicodedata.combining(one)))


def words_of(text: str) -> list[Word]:
    """The words of a text in order. A possessive ending is not part of the word."""
    found = []
    for one in WORD.finditer(text):
        written = one[0]
        ending = re.search(r"[’'ʼ][sS]?$", written)
        if ending and ending.start():
            written = written[: ending.start()]
        found.append(Word(one.start(), one.start() + len(written), written, fold(written)))
    return found


@cache
def common_words() -> frozenset[str]:
    """Words that are no names by themselves (`words.txt`), folded."""
    return frozenset(fold(word) for word in _read("words.txt").split())


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """What somebody of a name may also be called (`nicknames.txt`), folded, both ways."""
    found: dict[str, set[str]] = {}
    for line in _read("nicknames.txt").splitlines():
        full, *short = map(fold, line.split())
        found.setdefault(full, set()).update(short)
        for one in short:
            found.setdefault(one, set()).add(full)
    return {name: frozenset(others - {name}) for name, others in found.items()}


@cache
def known_names() -> frozenset[str]:
    """Full given names of the table: taken for names even where no roster was given."""
    return frozenset(fold(line.split()[0]) for line in _read("nicknames.txt").splitlines())


def _read(name: str) -> str:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.startswith("#"))
