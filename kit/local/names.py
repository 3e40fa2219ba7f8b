"""Names of people in a text: by the roster here, by the words around them in `cues`, by a title in `teachers`."""

import re
from collections.abc import Iterator
from functools import cached_property

from .cues import by_capital, introduced, stands_as_signature
from .finding import LIKELY, OPERATOR, SURE, UNSURE, Found, is_loud, is_word, opens
from .folding import Word, common_words, fold, words_of
from .roster import PARTICLES, Meaning, Roster, parts
from .teachers import by_title

_GAP = re.compile(r"[ \t\u00a0]{0,2}(?:[-‐–.,·_]|, )?[ \t\u00a0]{0,2}")
"""What may stand between two words of one name."""
_BEFORE_GEOMETRY = re.compile(
    r"(?:\b(?:segments?|lines?|rays?|angles?|sides?|points?|triangles?|lengths?|square|rectangle|of|from|vertex|arc|plane)\s+|[∠△=+×÷<>*/(−-]\s*)$",
    re.IGNORECASE,
)
_CAPITALS = """OK US USA UK AM PM TV PE PS LCM GCF GCD LCD SAS SSS ASA AAS CPA ELA ESL AA BB XX XY HW IT NO SO TO UP WE ME MY HE IF IN IS OF ON OR AN AS AT BE BY DO GO ID PB TNT"""
_NO_INITIALS = frozenset(_CAPITALS.split())
"""Pairs of capitals that are words, school terms or rules of mathematics."""


class NameFinder:
    """Finds the people of one roster, and other people by the words around them."""

    def __init__(self, roster: Roster):
        self.roster = roster

    def find(self, text: str) -> Iterator[Found]:
        """Every stretch that may name somebody; they may overlap."""
        words = words_of(text)
        loud = is_loud(text)
        yield from self._by_roster(text, words, loud)
        yield from self._hidden_in_strings(text)
        yield from self._initials(text)
        yield from by_title(text, self._teacher_words)
        yield from introduced(text)
        if not loud:
            yield from by_capital(text, words, self.roster.words)

    # By the roster

    def _by_roster(self, text: str, words: list[Word], loud: bool) -> Iterator[Found]:
        met = [self._meanings(word, text, loud) for word in words]
        at = 0
        while at < len(words):
            if met[at] is None:
                at += 1
                continue
            last, same, certainty = at, met[at][0], met[at][1]
            while (more := self._joined(text, words, met, last, same)) is not None:
                last, same, pair = more
                certainty = max(certainty, met[last][1] if met[last] else 0, pair)
            run = words[at : last + 1]
            if len(run) > 1 and not any(word.capital for word in run):
                certainty = min(certainty, LIKELY) if not all(is_word(word) for word in run) else UNSURE
            start, end = self._with_initials(text, run, same)
            short = len(run) == 1 and all(meaning.role == "short" for meaning in same)
            yield Found(start, end, "nickname" if short else "name", certainty)
            at = last + 1

    def _meanings(self, word: Word, text: str, loud: bool) -> tuple[frozenset[Meaning], float] | None:
        """Whom a word may mean and how surely; None for nobody."""
        known, folded = self.roster.words, word.folded
        if folded not in known and folded.endswith("s") and folded[:-1] in known and not is_word(word):
            folded = folded[:-1]  # Emmas answer
        if folded in known:
            meanings = known[folded]
            if folded in common_words():
                inside = word.capital and not loud
                inside &= not opens(text, word.start) or bool(_SAYS.match(text[word.end :]))
                return (meanings, UNSURE) if len(folded) > 2 or inside else None
            if len(folded) == 2:
                return meanings, LIKELY if word.capital else UNSURE
            if all(meaning.role == "short" for meaning in meanings):
                return meanings, LIKELY if word.capital or len(folded) > 3 else UNSURE
            return meanings, SURE
        return self._misspelled(word)

    def _misspelled(self, word: Word) -> tuple[frozenset[Meaning], float] | None:
        if len(word.folded) < 4 or is_word(word):
            return None
        from rapidfuzz.distance import OSA

        best = None
        for name in self._long_names:
            allowed = 2 if len(name) > 7 else 1
            apart = OSA.distance(name, word.folded, score_cutoff=allowed)
            if apart > allowed or (len(name) < 6 and name[0] != word.folded[0]):
                continue
            if len(name) == 4 and not word.capital and not _same_but_repeated(name, word.folded):
                continue
            certainty = UNSURE if len(name) == 4 or (apart == 2 and not word.capital) else LIKELY
            if best is None or apart < best[0]:
                best = apart, self.roster.words[name], certainty
        return best and best[1:]

    @cached_property
    def _long_names(self) -> list[str]:
        """Names whose misspellings are looked for: of short ones too many words are only a letter away."""
        own = {
            word
            for word, meanings in self.roster.words.items()
            if any(meaning.role != "short" for meaning in meanings)
        }
        return sorted(
            name for name in own if len(name) >= 4 and not (len(name) < 6 and name in common_words())
        )

    def _joined(self, text, words, met, last, same) -> tuple[int, frozenset[Meaning], float] | None:
        """The word that goes on with a name after `last`, whom both may mean, and how sure the two make it."""
        people = {meaning.person for meaning in same}
        for step in (1, 2, 3):
            at = last + step
            if at >= len(words) or not _GAP.fullmatch(text[words[at - 1].end : words[at].start]):
                return None
            if met[at] is not None:
                both = frozenset(meaning for meaning in met[at][0] if meaning.person in people)
                if "," in text[words[last].end : words[at].start]:  # “Johnson, Emma”, and not “Emma, Emma’s”
                    given = {meaning.person for meaning in both if meaning.role != "family"}
                    both &= {meaning for meaning in both if meaning.person in given}
                    both = None if any(one.role != "family" and one.person in given for one in same) else both
                return (at, both | same, SURE) if both else None
            between = words[at]
            if not (between.folded in PARTICLES or (len(between.text) == 1 and between.capital)):
                return None
        return None

    def _with_initials(self, text: str, run: list[Word], same: frozenset[Meaning]) -> tuple[int, int]:
        """The place of a name with an initial beside it that fits: `Emma J.`, `E. Johnson`."""
        start, end = run[0].start, run[-1].end
        people = {meaning.person for meaning in same}
        firsts = {name[0] for one in people for name in parts(self.roster.people[one].given)}
        lasts = {name[0] for one in people for name in parts(self.roster.people[one].family)}
        after = re.match(r"\s([A-Z])\b(\.?)(?!['’])", text[end:])
        if after and fold(after[1]) in lasts and not OPERATOR.match(text[end + after.end() :]):
            end += after.end() if after[2] and end + after.end() <= len(text) else after.end(1)
        before = re.search(r"(?<![\w.])([A-Z])\.?\s$", text[:start])
        if before and fold(before[1]) in firsts:
            start = before.start()
        return start, end

    def _hidden_in_strings(self, text: str) -> Iterator[Found]:
        """Roster names inside longer strings, with digits for letters, spaced out, or in scripts without spaces."""
        for name in self._without_spaces:
            if name in text:
                for found in re.finditer(re.escape(name), text):
                    yield Found(found.start(), found.end(), "name", SURE)
        known = self.roster.words
        for found in re.finditer(r"(?<![\w@.])[A-Za-z0-9_]{4,}(?![\w@])", text):
            string = found[0]
            if not re.search(r"[A-Za-z]", string) or (
                string.isalpha() and string.islower() and len(string) < 7
            ):
                continue
            plain = fold(re.sub(r"[_\d]+", "", string))
            swapped = fold(string.translate(str.maketrans("013457", "oieast")))
            if (re.search(r"\d", string) and (swapped in known or plain in known) and len(plain) > 2) or (
                plain not in known and plain not in common_words() and self._two_names_in(plain)
            ):
                yield Found(found.start(), found.end(), "contact", LIKELY, "[username]")
        for found in re.finditer(r"(?<!\w)[A-Za-z](?:[ .-][A-Za-z]){2,}(?!\w)", text):
            if fold(re.sub(r"[ .-]", "", found[0])) in known:
                yield Found(found.start(), found.end(), "name", LIKELY)
        lower = text.lower()
        for login in self.roster.logins:
            if login not in lower:  # a school's roster has thousands, and a pattern for each is dear
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(login)}(?!\w)", text, re.IGNORECASE):
                if login not in common_words():
                    yield Found(found.start(), found.end(), "contact", SURE, "[username]")
        for number in self.roster.numbers:
            if number not in text:
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(number)}(?!\w)", text):
                yield Found(found.start(), found.end(), "number", SURE, "[number]")

    @cached_property
    def _without_spaces(self) -> frozenset[str]:
        """Names in scripts that put no space between words."""
        every = {
            fold(part)
            for person in self.roster.people
            for part in re.split(r"[\s,]+", f"{person.given} {person.family}")
        }
        return frozenset(name for name in every if len(name) > 1 and not name.isascii() and _no_spaces(name))

    @cached_property
    def _run_together(self) -> dict[str, list[str]]:
        """Given and family name written as one, in either order or with the first letter alone, by how they begin."""
        found: dict[str, list[str]] = {}
        for person in self.roster.people:
            for one in parts(person.given):
                for other in parts(person.family):
                    for name in (one + other, other + one, one[0] + other):
                        if len(name) > 4:
                            found.setdefault(name[:3], []).append(name)
        return found

    @cached_property
    def _letters_after(self) -> dict[str, set[str]]:
        """First letters of the family names that go with a given name."""
        found: dict[str, set[str]] = {}
        for person in self.roster.people:
            for one in parts(person.given):
                if len(one) > 3 and one not in common_words():
                    found.setdefault(one, set()).update(name[0] for name in parts(person.family))
        return found

    def _two_names_in(self, string: str) -> bool:
        if any(string.startswith(name) for name in self._run_together.get(string[:3], ())):
            return True
        for end in range(4, len(string)):
            letters, rest = self._letters_after.get(string[:end]), string[end:]
            if letters is not None and (rest in common_words() or rest in letters):
                return True
        return False

    # By letters and by words around

    def _initials(self, text: str) -> Iterator[Found]:
        known = self.roster.initials
        for found in re.finditer(r"(?<![\w.'’])([A-Z])\.\s?(?:([A-Z])\.\s?)?([A-Z])(?:\.|(?!\w))", text):
            letters = "".join(filter(None, found.groups()))
            if letters in _NO_INITIALS or letters in ("PS", "DC"):
                continue
            if fold(letters) in known or stands_as_signature(text, found.start(), found.end()):
                yield Found(found.start(), found.end(), "initials", LIKELY, "[initials]")
        for found in re.finditer(r"(?<![\w.'’])[A-Z]{2,3}(?![\w.])", text):
            signed = stands_as_signature(text, found.start(), found.end())
            if found[0] in _NO_INITIALS or OPERATOR.match(text[found.end() :]):
                continue
            if fold(found[0]) in known and (signed or not _BEFORE_GEOMETRY.search(text[: found.start()])):
                yield Found(
                    found.start(), found.end(), "initials", LIKELY if signed else UNSURE, "[initials]"
                )

    @cached_property
    def _teacher_words(self) -> frozenset[str]:
        return frozenset(part for name in self.roster.teachers for part in parts(name))


_SAYS = re.compile(
    r"\s+(?:said|says|is|was|got|gets|has|had|did|and (?:I|me)|told|thinks|helped|dijo|y yo)\b"
)


def _same_but_repeated(name: str, word: str) -> bool:
    """Whether two words differ only in how often a letter is written: `emmma`."""
    return re.sub(r"(.)\1+", r"\1", name) == re.sub(r"(.)\1+", r"\1", word)


def _no_spaces(name: str) -> bool:
    return any("\u3040" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7af" for one in name)
