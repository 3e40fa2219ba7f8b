"""Names of people in a text: by the roster, by the words before and after them, and by their capital letter."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .folding import Word, common_words, fold, known_names, nicknames, words_of
from .roster import PARTICLES, Meaning, Roster, parts

SURE, LIKELY, UNSURE = 0.95, 0.75, 0.3
"""Certainty of a hit. From LIKELY on it is hidden unless the reviewer shows it again; below, the other way round."""


class Found(NamedTuple):
    """A stretch of text that may identify somebody."""

    start: int
    end: int
    kind: str
    certainty: float
    replacement: str = "[name]"


_GAP = re.compile(r"[ \t\u00a0]{0,2}(?:[-‐–.,·_]|, )?[ \t\u00a0]{0,2}")
"""What may stand between two words of one name."""
_OPERATOR = re.compile(r"\s*[+=×÷<>*/^(]|\s*[-−–]\s*[\dA-Za-z]\b")
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
        loud = _is_loud(text)
        yield from self._by_roster(text, words, loud)
        yield from self._hidden_in_strings(text)
        yield from self._initials(text)
        yield from _teachers(text, self._teacher_words)
        yield from _introduced(text)
        if not loud:
            yield from _by_capital(text, words, self.roster.words)

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
                certainty = min(certainty, LIKELY) if not all(_is_word(word) for word in run) else UNSURE
            start, end = self._with_initials(text, run, same)
            short = len(run) == 1 and all(meaning.role == "short" for meaning in same)
            yield Found(start, end, "nickname" if short else "name", certainty)
            at = last + 1

    def _meanings(self, word: Word, text: str, loud: bool) -> tuple[frozenset[Meaning], float] | None:
        """Whom a word may mean and how surely; None for nobody."""
        known, folded = self.roster.words, word.folded
        if folded not in known and folded.endswith("s") and folded[:-1] in known and not _is_word(word):
            folded = folded[:-1]  # Emmas answer
        if folded in known:
            meanings = known[folded]
            if folded in common_words():
                inside = word.capital and not loud
                inside &= not _opens(text, word.start) or bool(_SAYS.match(text[word.end :]))
                return (meanings, UNSURE) if len(folded) > 2 or inside else None
            if len(folded) == 2:
                return meanings, LIKELY if word.capital else UNSURE
            if all(meaning.role == "short" for meaning in meanings):
                return meanings, LIKELY if word.capital or len(folded) > 3 else UNSURE
            return meanings, SURE
        return self._misspelled(word)

    def _misspelled(self, word: Word) -> tuple[frozenset[Meaning], float] | None:
        if len(word.folded) < 4 or _is_word(word):
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
        if after and fold(after[1]) in lasts and not _OPERATOR.match(text[end + after.end() :]):
            end += after.end() if after[2] and end + after.end() <= len(text) else after.end(1)
        before = re.search(r"(?<![\w.])([A-Z])\.?\s$", text[:start])
        if before and fold(before[1]) in firsts:
            start = before.start()
        return start, end

    def _hidden_in_strings(self, text: str) -> Iterator[Found]:
        """Roster names inside longer strings, with digits for letters, spaced out, or in scripts without spaces."""
        whole = {
            fold(part)
            for person in self.roster.people
            for part in re.split(r"[\s,]+", f"{person.given} {person.family}")
        }
        for name in whole:
            if len(name) > 1 and not name.isascii() and _no_spaces(name):
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
        for login in self.roster.logins:
            for found in re.finditer(rf"(?<!\w){re.escape(login)}(?!\w)", text, re.IGNORECASE):
                if login not in common_words():
                    yield Found(found.start(), found.end(), "contact", SURE, "[username]")
        for number in self.roster.numbers:
            for found in re.finditer(rf"(?<!\w){re.escape(number)}(?!\w)", text):
                yield Found(found.start(), found.end(), "number", SURE, "[number]")

    def _two_names_in(self, string: str) -> bool:
        for person in self.roster.people:
            given, family = parts(person.given), parts(person.family)
            for one in given:
                for other in family:
                    pair = (one + other, other + one, one[0] + other)
                    if any(len(name) > 4 and string.startswith(name) for name in pair):
                        return True
                if (
                    len(one) > 3
                    and string.startswith(one)
                    and len(string) > len(one)
                    and one not in common_words()
                ):
                    rest = string[len(one) :]
                    if rest in common_words() or rest in {name[0] for name in family}:
                        return True
        return False

    # By letters and by words around

    def _initials(self, text: str) -> Iterator[Found]:
        known = self.roster.initials
        for found in re.finditer(r"(?<![\w.'’])([A-Z])\.\s?(?:([A-Z])\.\s?)?([A-Z])(?:\.|(?!\w))", text):
            letters = "".join(filter(None, found.groups()))
            if letters in _NO_INITIALS or letters in ("PS", "DC"):
                continue
            if fold(letters) in known or _stands_as_signature(text, found.start(), found.end()):
                yield Found(found.start(), found.end(), "initials", LIKELY, "[initials]")
        for found in re.finditer(r"(?<![\w.'’])[A-Z]{2,3}(?![\w.])", text):
            signed = _stands_as_signature(text, found.start(), found.end())
            if found[0] in _NO_INITIALS or _OPERATOR.match(text[found.end() :]):
                continue
            if fold(found[0]) in known and (signed or not _BEFORE_GEOMETRY.search(text[: found.start()])):
                yield Found(
                    found.start(), found.end(), "initials", LIKELY if signed else UNSURE, "[initials]"
                )

    @cached_property
    def _teacher_words(self) -> frozenset[str]:
        return frozenset(part for name in self.roster.teachers for part in parts(name))


def _is_word(word: Word) -> bool:
    return word.folded in common_words()


_SAYS = re.compile(
    r"\s+(?:said|says|is|was|got|gets|has|had|did|and (?:I|me)|told|thinks|helped|dijo|y yo)\b"
)


def _same_but_repeated(name: str, word: str) -> bool:
    """Whether two words differ only in how often a letter is written: `emmma`."""
    return re.sub(r"(.)\1+", r"\1", name) == re.sub(r"(.)\1+", r"\1", word)


def _is_loud(text: str) -> bool:
    """Whether a text is written in capitals throughout: a capital then tells nothing."""
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 3 and sum(one.isupper() for one in letters) > 0.8 * len(letters)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here."""
    before = text[:at].rstrip(" \t\"“'‘(¿¡*")
    return not before or before[-1] in ".!?\n:;…-–—•"


def _no_spaces(name: str) -> bool:
    return any("\u3040" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7af" for one in name)


def _stands_as_signature(text: str, start: int, end: int) -> bool:
    """Whether this stands alone on its line, after a dash at the end, after “by”, or after “Name:”."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)].strip(" .!")
    before = text[line_start:start]
    if after:
        return bool(re.search(r"\b(?:name|nombre|initials|iniciales)\s*[:=]?\s*$", before, re.IGNORECASE))
    alone = not before.strip(" ~*") and line_start > 0
    dashed = re.search(r"(?:^|[.!?\d\w]\s+)[-–—~]\s?$", before)
    told = re.search(
        r"\b(?:by|por|from|de|love|name|nombre|signed|initials)\s*[:,]?\s*$", before, re.IGNORECASE
    )
    return bool(alone or dashed or told)


_TITLE = re.compile(
    r"(?<!\w)(?:(?P<sure>mrs|mr|mx|sra|srta|maestra|maestro|profesora|profesor|profe|señora|señorita)|(?P<care>ms|miss|dr|sr|coach|principal|teacher|nurse|señor|sensei|madame|mister|don|doña))"
    r"(?P<dot>\.?)[ \t]?[ \t]*(?P<name>[^\W\d_][\w’'-]*)",
    re.IGNORECASE,
)


def _teachers(text: str, given: frozenset[str]) -> Iterator[Found]:
    """Titles with a name: `Ms. Okafor`, `Mr B.`, `maestra Rosa`; and teachers who were given, without a title."""
    for found in _TITLE.finditer(text):
        name = re.sub(r"[’']s$", "", found["name"])
        certainty = _titled(found, name, given)
        if certainty is None or re.search(r"\d\s?$", text[: found.start()]):  # 5 ms later
            continue
        end = found.start("name") + len(name)
        if len(name) == 1 and text[end : end + 1] == ".":
            end += 1
        more = re.match(r"[ \t-]([A-ZÀ-Þ][^\W\d_]+)(?!\w)", text[end:])
        if more and fold(more[1]) not in common_words():
            end += more.end()
        yield Found(found.start(), end, "teacher", certainty, "[teacher]")
    for word in words_of(text):
        if word.folded in given and len(word.folded) > 2:
            certainty = UNSURE if word.folded in common_words() else SURE
            yield Found(word.start, word.end, "teacher", certainty, "[teacher]")


def _titled(found: re.Match, name: str, given: frozenset[str]) -> float | None:
    """How surely a title and the word after it are somebody; None for `5 ms`, `miss two`, `mr in a ratio`."""
    word = fold(name)
    if found.end() - found.start() == len(found["sure"] or found["care"]) + len(found["name"]):
        return None  # one word
    if word in given:
        return SURE
    if len(word) == 1:
        if found["sure"]:
            return SURE if name.isupper() else UNSURE
        return (
            LIKELY
            if name.isupper() and found[0][0].isupper()
            else UNSURE
            if found[0][:2].lower() == "ms"
            else None
        )
    if name[0].isupper() and word not in common_words():
        return SURE
    if word not in common_words():
        return SURE if found["sure"] or found["dot"] else None
    return UNSURE if name[0].isupper() and (found["sure"] or found["dot"]) else None


_I = re.IGNORECASE
_RELATIVE = (
    r"sister|brother|sis|bro|cousin|friends?|bff|mom|mommy|mother|dad|daddy|father|aunt|auntie|uncle|grandma|grandpa|nana|twin|"
    r"neighbou?r|dog|cat|puppy|hamster|partners?|tutor|teacher|coach|seat ?mate|table ?mate|babysitter|classmate|buddy|"
    r"hermanit[ao]|herman[ao]|prim[ao]s?|amig[ao]s?|mam[áa]|pap[áa]|t[íi][ao]|abuelit[ao]|abuel[ao]|vecin[ao]|maestr[ao]|perr[ao]|gat[ao]|compañer[ao]|tutora?"
)
_CUES = (
    # cue, certainty, whether small letters may be a name, kind
    (re.compile(r"\b(?:my name(?:['’]?s| is)|me llamo|mi nombre es|i am called|i'?m called|call me|people call me|me dicen)\s+", _I), SURE, True),
    (re.compile(r"(?:^|(?<=[\s(\[|,;*]))(?:student(?:'s)? name|full name|first name|last name|name|nombre|nombres|apellidos?|student|alumn[oa]|author|written by|done by|work by|by|from|por|partners?|group|team|grupo|equipo)\s*[:：=#]\s*_*\s*", _I), SURE, True),
    (re.compile(r"\b(?:named|called|name is|names are|se llaman?|llamad[oa])\s+", _I), LIKELY, True),
    (re.compile(rf"\b(?:my|our|his|her|mi|mis|nuestra|nuestro)\s+(?:\w+\s)?(?:{_RELATIVE})(?:\s+is|\s+was|,|\s*\(|'s name is)?\s+", _I), LIKELY, False),
    (re.compile(r"\b(?:i am|i['’]m|this is|it'?s me|it is me|soy)\s+", _I), LIKELY, False),
    (re.compile(r"\b(?:worked|work|working|partnered|paired|trabaj[ée]|trabajamos|sat|sit|share[ds]?|compared|check(?:ed)?|agree(?:d)?|disagree(?:d)?)\s+(?:\w+\s)?(?:with|con)\s+", _I), LIKELY, False),
    (re.compile(r"\b(?:thanks to|thank you|thanks|gracias a|me and|ask(?:ed)?|help(?:ed)? from|copied(?: off| from)?|told|like what|dear|hi|hey|hello|hola|with|con)[, ]+", _I), UNSURE, False),
    (re.compile(r"\b(?:by|por)\s+", _I), UNSURE, False),
)  # fmt: skip
_AFTER = (
    (re.compile(r"\s+(?:and I|and me|y yo|e yo)\b|\s+(?:helped me|showed me|told me|taught me|me ayud[óo]|me dijo|me enseñ[óo]|helped us|sits (?:by|next))"), LIKELY),
    (re.compile(r",? (?:is )?my (?:\w+ )?(?:" + _RELATIVE + r")\b|,? (?:es )?mi (?:" + _RELATIVE + r")\b"), LIKELY),
    (re.compile(r"\s+(?:said|says|thinks|thought|dijo|dice|was|is|has|had|got|gets|gave|did|and|y)\b"), UNSURE),
)  # fmt: skip
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'\u0300-\u036f\u200b](?=[^\W\d_]))*")


def _introduced(text: str) -> Iterator[Found]:
    """People who were given by the words before or after: `my name is`, `Name:`, `my sister Ana`, a signature."""
    for cue, certainty, small in _CUES:
        for found in cue.finditer(text):
            for start, end, plain in _names_at(text, found.end(), small):
                yield Found(start, end, "name", UNSURE if plain else certainty)
    for word in words_of(text):
        if not word.capital or _is_word(word) or len(word.folded) < 3:
            continue
        for cue, certainty in _AFTER:
            if certainty < LIKELY and (word.text.isupper() or _TITLE.match(f"{word.text} X")):
                continue  # “the GCF is 2”, “Mrs is 2”
            if cue.match(text[word.end :]):
                yield Found(word.start, word.end, "name", certainty)
                break
    yield from _signed(text)
    yield from _alone_on_top(text)


def _names_at(text: str, at: int, small: bool) -> Iterator[tuple[int, int, bool]]:
    """Names that stand at a place, one after another with commas or `and`: start, end, whether all are plain words."""
    while True:
        start = end = None
        plain = True
        place = at
        for count in range(4):
            found = _NAME_WORD.match(text, place)
            if not found:
                break
            word = re.sub(r"[’'][sS]$", "", found[0])
            folded, capital = fold(word), word[0].isupper()
            common = folded in common_words()
            particle = folded in PARTICLES and count > 0
            single = len(word) == 1
            if particle:
                ahead = re.match(r"\s+([^\W\d_]+)", text[found.end() :])
                if not (ahead and (ahead[1][0].isupper() or fold(ahead[1]) not in common_words())):
                    break
            elif single:
                if count == 0 or not (capital or small) or _OPERATOR.match(text[found.end() :]):
                    break
            elif not ((capital and not common) or (capital and common and small) or (small and not common)):
                named = folded in nicknames() or folded in known_names()
                if not (small and count == 0 and named):
                    break
            start = found.start() if start is None else start
            end = found.start() + len(word)
            plain &= common or single or particle
            if single and text[end : end + 1] == ".":
                end += 1
            gap = (
                re.match(r"[ \t]?-?|, (?=[A-ZÀ-Þ])", text[end:])
                if count == 0 and small
                else re.match(r"[ \t]?-?", text[end:])
            )
            if gap.end() == 0:
                break
            place = end + gap.end()
        if start is None:
            return
        yield start, end, plain
        more = re.match(r"\s*(?:,|&|\band\b|\by\b|,\s*and)\s*", text[end:])
        if not more:
            return
        at = end + more.end()
        small = False


_SIGNATURE = re.compile(
    r"(?:^|\n|(?<=[.!?)])\s)[ \t]*(?P<cue>[-–—~]+\s?|(?:love|sincerely|from|signed|your friend|thanks|thank you|atentamente|firma|de|con cariño),?:?\s+)(?P<name>[^\n\d+=×÷]{2,40}?)[ \t]*[.!]?[ \t]*(?=\n|$)",
    re.IGNORECASE,
)


def _signed(text: str) -> Iterator[Found]:
    for found in _SIGNATURE.finditer(text):
        words = words_of(found["name"])
        if not words or len(words) > 4 or any(len(word.folded) < 2 and not word.capital for word in words):
            continue
        if any(
            len(word.folded) > 1
            and not word.capital
            and word.folded not in PARTICLES
            and (_is_word(word) or found["cue"][0] not in "-–—~")
            for word in words
        ):
            continue
        plain = all(_is_word(word) or len(word.folded) == 1 for word in words)
        start = found.start("name")
        yield Found(start + words[0].start, start + words[-1].end, "name", UNSURE if plain else LIKELY)


def _alone_on_top(text: str) -> Iterator[Found]:
    """A first line of one to three capitalized words with work below it: a name at the top of the page."""
    found = re.match(r"\s*([^\n\d+=×÷.,:?!]{2,40}?)[ \t]*\n(?=\s*\S)", text)
    words = words_of(found[1]) if found else []
    if 0 < len(words) < 4 and all(word.capital for word in words) and not all(map(_is_word, words)):
        yield Found(found.start(1) + words[0].start, found.start(1) + words[-1].end, "name", LIKELY)


_CAPITALIZED = """Celsius Fahrenheit Cuisenaire Venn Pythagorean Pythagoras Cartesian Google Roblox Minecraft Fortnite Pokemon Chromebook Zearn Desmos Frist Becuase Becaus Bacause Cuz Thier"""
_NO_NAMES = frozenset(_CAPITALIZED.split())


def _by_capital(text: str, words: list[Word], known: Iterable[str]) -> Iterator[Found]:
    """Capitalized words inside a sentence that are no common words, and well-known given names anywhere."""
    for word in words:
        if word.folded in known or _is_word(word) or word.text in _NO_NAMES or len(word.folded) < 3:
            continue
        named = word.folded in known_names()
        if not word.capital:
            if named and len(word.folded) > 3:
                yield Found(word.start, word.end, "name", UNSURE)
            continue
        loud = word.text.isupper()
        if named or (not _opens(text, word.start) and not (loud and len(word.text) < 5)):
            yield Found(word.start, word.end, "name", UNSURE)
