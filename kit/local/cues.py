"""People in a text whom no list names: by the words before and after them, by where they stand, by their capital letter."""

import re
from collections.abc import Iterable, Iterator

from .finding import LIKELY, OPERATOR, SURE, UNSURE, Found, is_word, opens
from .folding import Word, common_words, fold, known_names, nicknames, words_of
from .roster import PARTICLES
from .teachers import TITLE

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
_MOST_WORDS = 4
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'\u0300-\u036f\u200b](?=[^\W\d_]))*")


def introduced(text: str) -> Iterator[Found]:
    """People who were given by the words before or after: `my name is`, `Name:`, `my sister Ana`, a signature."""
    for cue, certainty, small in _CUES:
        for found in cue.finditer(text):
            for start, end, plain in _names_at(text, found.end(), small):
                yield Found(start, end, "name", UNSURE if plain else certainty)
    for word in words_of(text):
        if not word.capital or is_word(word) or len(word.folded) < 3:
            continue
        for cue, certainty in _AFTER:
            if certainty < LIKELY and (word.text.isupper() or TITLE.match(f"{word.text} X")):
                continue  # “the GCF is 2”, “Mrs is 2”
            if cue.match(text[word.end :]):
                yield Found(word.start, word.end, "name", certainty)
                break
    yield from _signed(text)
    yield from _alone_on_top(text)


def _names_at(text: str, at: int, small: bool) -> Iterator[tuple[int, int, bool]]:
    """Names that stand at a place, one after another with commas or `and`: start, end, whether all are plain words."""
    while one := _name_at(text, at, small):
        yield one
        more = re.match(r"\s*(?:,|&|\band\b|\by\b|,\s*and)\s*", text[one[1] :])
        if not more:
            return
        at, small = one[1] + more.end(), False


def _name_at(text: str, at: int, small: bool) -> tuple[int, int, bool] | None:
    """The name of up to four words that begins at a place, if one does."""
    start = end = None
    plain = True
    for count in range(_MOST_WORDS):
        found = _NAME_WORD.match(text, at)
        if not found or not _may_go_on(text, found, count == 0, small):
            break
        word = re.sub(r"[’'][sS]$", "", found[0])
        start = found.start() if start is None else start
        end = found.start() + len(word)
        plain &= fold(word) in common_words() or fold(word) in PARTICLES or len(word) == 1
        if len(word) == 1 and text[end : end + 1] == ".":
            end += 1
        between = r"[ \t]?-?|, (?=[A-ZÀ-Þ])" if count == 0 and small else r"[ \t]?-?"
        gap = re.match(between, text[end:])
        if gap.end() == 0:
            break
        at = end + gap.end()
    return None if start is None else (start, end, plain)


def _may_go_on(text: str, found: re.Match, first: bool, small: bool) -> bool:
    """Whether a word begins a name or goes on with it.

    Args:
        text: the text.
        found: the word.
        first: whether it would be the name's first word.
        small: whether a name may be in small letters here, as after `my name is`.
    """
    word = re.sub(r"[’'][sS]$", "", found[0])
    folded, capital = fold(word), word[0].isupper()
    common = folded in common_words()
    if folded in PARTICLES and not first:
        ahead = re.match(r"\s+([^\W\d_]+)", text[found.end() :])
        return bool(ahead) and (ahead[1][0].isupper() or fold(ahead[1]) not in common_words())
    if len(word) == 1:
        return not first and (capital or small) and not OPERATOR.match(text[found.end() :])
    if not common:
        return capital or small
    return small and (capital or (first and (folded in nicknames() or folded in known_names())))


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
            and (is_word(word) or found["cue"][0] not in "-–—~")
            for word in words
        ):
            continue
        plain = all(is_word(word) or len(word.folded) == 1 for word in words)
        start = found.start("name")
        yield Found(start + words[0].start, start + words[-1].end, "name", UNSURE if plain else LIKELY)


def _alone_on_top(text: str) -> Iterator[Found]:
    """A first line of one to three capitalized words with work below it: a name at the top of the page."""
    found = re.match(r"\s*([^\n\d+=×÷.,:?!]{2,40}?)[ \t]*\n(?=\s*\S)", text)
    words = words_of(found[1]) if found else []
    if 0 < len(words) < 4 and all(word.capital for word in words) and not all(map(is_word, words)):
        yield Found(found.start(1) + words[0].start, found.start(1) + words[-1].end, "name", LIKELY)


_CAPITALIZED = """Celsius Fahrenheit Cuisenaire Venn Pythagorean Pythagoras Cartesian Google Roblox Minecraft Fortnite Pokemon Chromebook Zearn Desmos Frist Becuase Becaus Bacause Cuz Thier"""
_NO_NAMES = frozenset(_CAPITALIZED.split())


def by_capital(text: str, words: list[Word], known: Iterable[str]) -> Iterator[Found]:
    """Capitalized words inside a sentence that are no common words, and well-known given names anywhere."""
    for word in words:
        if word.folded in known or is_word(word) or word.text in _NO_NAMES or len(word.folded) < 3:
            continue
        named = word.folded in known_names()
        if not word.capital:
            if named and len(word.folded) > 3:
                yield Found(word.start, word.end, "name", UNSURE)
            continue
        loud = word.text.isupper()
        if named or (not opens(text, word.start) and not (loud and len(word.text) < 5)):
            yield Found(word.start, word.end, "name", UNSURE)


def stands_as_signature(text: str, start: int, end: int) -> bool:
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
