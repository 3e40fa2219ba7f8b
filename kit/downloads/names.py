"""Find names of children and teachers in transcripts, and write pseudonyms for them.

Rules, not understanding. A name is found as

1. a mask that the source put there: `[STUDENT]`, `Student J`;
2. a title with a name: `Ms. T`, `Mrs. Baker`, `Teacher B`;
3. whoever the speaker column names, anywhere in the text of the set;
4. a capitalised word where somebody is spoken to: alone in its sentence, before or after a comma, after “thank you”;
5. if `everywhere`, any capitalised word.

For 4 and 5 a word does not count that the texts also write in small letters, unless it is both a word and a common
first name (`Mark`, `Grace`) and stands where a name stands, nor one of `NO_NAMES`. `data/downloads.md` tells what this
misses, and what it replaces without need.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

NO_NAMES = frozenset((Path(__file__).parent / "no_names.txt").read_text(encoding="utf-8").split())
"""Capitalised words that are no names of children or teachers in a lesson."""

_ALSO_WORDS = """
Amber Angel Art Autumn Bill Brook Chance Chase Christian Crystal Daisy Dawn Dean Destiny Drew Earl Faith Frank Gene
Glen Grace Grant Harmony Heath Heather Hope Hunter Ivy Jack Jade Jasmine Joy Lance Lily Mark Mason Max Melody Miles
Olive Page Pat Patience Pearl Penny Pierce Precious Ray Reed Rich River Rob Rose Ruby Sandy Sky Summer Trinity Violet
Wade
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
"""First names that are also words: names where they stand with a capital letter inside a sentence or in an address."""

_BIG, _SMALL_LETTERS = "[A-ZÀ-ÖØ-Þ]", "[a-zà-öø-ÿ]+"
_PART = rf"(?:{_BIG}['’])?(?:{_BIG}{_SMALL_LETTERS})+"  # Wanda, DeShawn, O’Dell
_WORD = rf"\b{_PART}(?:-{_PART})*"
_MASK = r"\[STUDENT\]|\[student\]|<STUDENT>|\[?\bStudent [A-Z0-9]\b\]?"
_TITLED = (
    rf"(?<!&)\b(?:Mr|Mrs|Ms|Dr|Prof)\b\.?\s+(?:{_WORD}|[A-Z]\b)(?: {_WORD}(?=['’]s|[.,?!;:]|$))?"
    rf"|\b(?:Miss|Mister|Professor|Coach|Teacher)\s+(?:{_WORD}|[A-Z]\b)"
)
_CONTACT = r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+"
_FIXED = f"(?P<contact>{_CONTACT})|(?P<mask>{_MASK})|(?P<titled>{_TITLED})"
_OPENING = r"(?:^|[.?!…:\]“\"–—-]\s*)"
_SPOKEN_TO = (
    re.compile(rf"{_OPENING}({_WORD})\s*(?=[,.?!…–—-]|$)"),
    re.compile(rf",\s*({_WORD})\s*(?=[.?!…,;]|$)"),
    re.compile(rf"\b(?i:thank you|thanks|hi|hello|hey|welcome|job|work|sorry|bye|okay|ok),?\s+({_WORD})"),
)
_CAPITAL = re.compile(rf"({_WORD})")
_INSIDE = re.compile(rf"(?<=[a-z,;’'0-9] )\s*({_WORD})\b|(?<=[a-z,;’'0-9]  )({_WORD})\b")
_SMALL = re.compile(rf"\b{_SMALL_LETTERS}\b")


def find_names(texts: Iterable[str], speakers: Iterable[str] = (), *, everywhere: bool = False) -> set[str]:
    """Names of people in a set of texts, by rules 3 to 5 of this module.

    Args:
        texts: everything that is said in the set: the more there is, the better words are told from names.
        speakers: names from a speaker column.
        everywhere: also take capitalised words that nobody is spoken to by, inside a sentence or opening it.

    Returns:
        Names as they are written, without possessive endings.
    """
    texts = [re.sub(_FIXED, "somebody", text) for text in texts]
    small = {word for text in texts for word in _SMALL.findall(text)}
    certain = {word for speaker in speakers for word in re.findall(_WORD, speaker)} - NO_NAMES
    in_a_names_place = _met(texts, (*_SPOKEN_TO, _INSIDE) if everywhere else _SPOKEN_TO)
    found = {name for name in in_a_names_place if name in ALSO_WORDS or name.lower() not in small}
    if everywhere:
        found |= {name for name in _met(texts, (_CAPITAL,)) if name.lower() not in small}
    found |= certain
    return {name for name in found if not (name.endswith("s") and name[:-1] in found)}


def _met(texts: list[str], patterns: Iterable[re.Pattern]) -> set[str]:
    """Words that the patterns find, less those that are no names, and cries such as “Ohhhh”."""
    words = {
        word
        for text in texts
        for pattern in patterns
        for match in pattern.finditer(text)
        for word in filter(None, match.groups())
    }
    return {word for word in words - NO_NAMES if not re.search(r"(.)\1\1", word)}


@dataclass
class Pseudonyms:
    """The pseudonyms of one lesson or chat: the same child has the same one throughout, and another in the next lesson.

    Letters go by first appearance, so they tell nothing about the name.
    """

    names: set[str]
    _given: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern | None = None

    def __post_init__(self) -> None:
        known = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        self._pattern = re.compile(
            _FIXED + (rf"|\b(?P<name>{known})(?P<ending>s?)(?=['’]|\b)" if known else "")
        )

    def student(self, key: str) -> str:
        """`Student A` for the first name or mask that is asked for, then B, C, … Z, AA."""
        return self._given.setdefault(key, f"Student {letters(len(self._given))}")

    def speaker(self, name: str) -> str:
        """What to show for an entry of a speaker column; an empty one stays empty."""
        name = name.strip().strip(":")
        if not name:
            return ""
        if re.fullmatch(r"T\d*|Teacher.*|R\d|RS", name) or re.match(_TITLED, name):
            return "Teacher"
        if re.fullmatch(r"SS\d*|Ss|S\.?s|Students|Class|All", name):
            return "Students"
        if re.fullmatch(r"S|Student", name):
            return "Student"
        words = [word for word in re.findall(_WORD, name) if word not in NO_NAMES]
        return " and ".join(map(self.student, words)) if words else self.student(name)

    def clean(self, text: str) -> str:
        """The text with every name and mask replaced, and addresses of the web and of mail taken out."""
        return self._pattern.sub(self._replace, text)

    def _replace(self, match: re.Match) -> str:
        found = match.groupdict()
        if found["contact"]:
            return "[link]"
        if titled := found["titled"]:
            return titled if re.split(r"[\s.]+", titled)[1] in NO_NAMES - {"I"} else "Teacher"
        if mask := found["mask"]:
            mask = mask.strip("[]<>")
            return "Student" if mask.upper() == "STUDENT" else self.student(mask)
        return self.student(found["name"]) + ("’s" if found["ending"] else "")


def letters(number: int) -> str:
    """A, B, … Z, AA, AB, … for 0, 1, 2, …"""
    tail = chr(ord("A") + number % 26)
    return letters(number // 26 - 1) + tail if number >= 26 else tail
