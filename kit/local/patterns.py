"""What identifies somebody by its form: addresses, phones, numbers, dates, schools, rooms, places, user names, ages."""

import re
from collections.abc import Iterator

from .finding import LIKELY, SURE, UNSURE, Found
from .folding import common_words, fold

_I = re.IGNORECASE
_BIG = r"[A-ZÀ-ÖØ-Þ][\w’'.-]{0,24}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_BORN = r"(?:birth ?day|b-?day|born|birth ?date|date of birth|d\.?o\.?b\.?|nac[íi]|nacimiento|cumpleaños|cumplo|fecha|dated?)"
_ROAD = r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Circle|Cir|Terrace|Parkway|Pkwy|Highway|Hwy)"
_SCHOOL = (
    r"(?:Elementary(?: School)?|Elem\.?|Middle School|High School|Junior High|Primary(?: School)?|Intermediate(?: School)?|Academy|Preparatory|"
    r"Charter(?: School)?|Montessori(?: School)?|Magnet(?: School)?|K-8|School|ISD|Unified|School District|County Schools)"
)
_PLACE_WORD = rf"(?!{_MONTH}\b){_BIG}"


def _one(pattern: str, kind: str, certainty: float, replacement: str, flags: int = 0):
    return re.compile(pattern, flags), kind, certainty, replacement


_PATTERNS = (
    # contact
    _one(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", "contact", SURE, "[email]"),
    _one(r"(?<![\w.+-])[\w.+-]{1,64}\s{0,2}(?:\(at\)|\[at\]| at )\s{0,2}[\w-]{1,63}\s{0,2}(?:\.|\(dot\)| dot )\s*(?:com|org|net|edu|us)\b", "contact", LIKELY, "[email]", _I),
    _one(r"\bhttps?://[^\s<>\"”]+|\bwww\.[^\s<>\"”]+", "contact", SURE, "[link]", _I),
    _one(r"(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:com|org|net|edu|gov|io|app|us|mx)(?:/[^\s<>\"”]*)?(?![\w.])", "contact", SURE, "[link]", _I),
    _one(r"(?<![\w@.])@[A-Za-z_][\w.]{2,}", "contact", SURE, "[username]"),
    _one(r"\b(?:user ?name|gamer ?tag|roblox|minecraft|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|youtube|login|usuario|password|contraseña)(?:\s+(?:user|name|id|account|channel))?\s*(?:is|es|:|=|named|called)\s*(?P<it>[^\s,;]{3,})", "contact", SURE, "[username]", _I),
    _one(r"(?<![\w])(?:[xX]{1,2}_?[A-Za-z]\w{1,30}_?[xX]{1,2}|[A-Za-z]{3,30}[_.][A-Za-z]{1,30}[_.]?\d{0,6}|[A-Za-z]{4,30}_?\d{2,4})(?![\w@])", "contact", LIKELY, "[username]"),
    _one(r"(?<![\w.])(?:\+?1[ .-]?)?\(\d{3}\)\s?\d{3}[ .-]\d{4}(?!\d)", "contact", SURE, "[phone]"),
    _one(r"(?<![\w.])(?:\+?1[ .-])?\d{3}([.-])\d{3}\1\d{4}(?![\d/])", "contact", SURE, "[phone]"),
    _one(r"(?<![\w.])(?:\d{3} \d{3}|\d\d \d{4}) \d{4}(?!\d)", "contact", LIKELY, "[phone]"),
    _one(r"(?<![\w.+-])\+\d{1,3}[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){2,3}(?!\d)", "contact", SURE, "[phone]"),
    _one(r"(?<![\w.=+-])\d{3}-\d{4}(?!\s*[=\d/])", "contact", UNSURE, "[phone]"),
    _one(r"\b(?:phone|cell|tel(?:[ée]fono)?|call|text|mobile|celular|whatsapp|number is|número es)\b[^\d\n]{0,24}(?P<it>\+?\(?\d[\d() .-]{5,16}\d)", "contact", SURE, "[phone]", _I),
    # numbers
    _one(r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])", "number", SURE, "[number]"),
    _one(r"\b(?:student|lunch|school|sis|state|local|library|locker|bus|seat|test|badge)\s*(?:id|number|num|no\.?|code|pin|#|card)(?:\s+(?:number|num|no\.?|code|#))?\s*(?:is|es|:|=|#)?\s*#?\s*(?P<it>[A-Z]{0,3}-?\d{2,12})\b", "number", SURE, "[number]", _I),
    _one(r"\b(?:id|i\.d\.|pin|matr[íi]cula|clave)\s*(?:number|num|no\.?|#)?\s*(?:is|es|:|=|#)?\s*#?\s*(?P<it>[A-Z]{0,3}-?\d{4,12})\b", "number", SURE, "[number]", _I),
    _one(r"\b(?:locker|cubby|casillero)\s*(?:is|es|number|#|:|=)*\s*(?P<it>\d{2,5})\b", "number", LIKELY, "[number]", _I),
    _one(r"(?<![\w&])#\s?(?P<it>\d{5,12})\b", "number", LIKELY, "[number]"),
    _one(r"(?<![\w.])[A-Z]{1,3}-?\d{5,10}(?!\w)", "number", LIKELY, "[number]"),
    _one(r"(?<![\w.,+×÷=*/^-])(?<![+×÷=*/^−-] )\d{7,10}(?![\w.,]|\s*[+×÷=*/^−-])", "number", UNSURE, "[number]"),
    # dates
    _one(rf"(?<![\w./-])(?:1[0-2]|0?[1-9])([/.-]){_DAY}\1{_YEAR}(?![\w/])", "date", SURE, "[date]"),
    _one(rf"(?<![\w./-]){_DAY}([/.-])(?:1[0-2]|0?[1-9])\1{_YEAR}(?![\w/])", "date", SURE, "[date]"),
    _one(rf"(?<![\w./-]){_YEAR}([/.-])(?:1[0-2]|0?[1-9])\1{_DAY}(?![\w/])", "date", SURE, "[date]"),
    _one(rf"(?<![\w./+×÷=*-])(?<![+×÷=*] )(?:1[0-2]|0?[1-9])([/-]){_DAY}\1\d\d(?![\w/]|\s*[+×÷=*/])", "date", UNSURE, "[date]"),
    _one(rf"\b{_BORN}\b[ \t]*(?:is|was|es|on|el|:|=)?[ \t]*(?:on|el)?[ \t]*(?P<it>\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-](?:\d\d){{1,2}})?)(?![\w/])", "date", SURE, "[date]", _I),
    _one(rf"\b{_BORN}\b[^\d\n.]{{0,12}}\b(?:in|en|on|el año)\s+(?P<it>{_YEAR}|{_MONTH}(?:[ ,]+(?:of |de )?{_YEAR})?)\b", "date", SURE, "[date]", _I),
    _one(rf"\b{_MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?\b(?!\s*(?:/|apples|times|x\b))(?:,?\s+(?:of\s+)?{_YEAR})?", "date", LIKELY, "[date]", _I),
    _one(rf"\b(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTH}\b(?:,?\s+(?:de(?:l)?\s+)?{_YEAR})?", "date", LIKELY, "[date]", _I),
    _one(rf"\b{_MONTH}\.?,?\s+(?:de\s+)?{_YEAR}\b", "date", LIKELY, "[date]", _I),
    _one(rf"\b(?:my )?(?:birthday|b-?day|bday)\s+is\s+(?:in\s+)?(?P<it>{_MONTH})\b|\bmi cumpleaños es (?:en|el)\s+(?P<it2>{_MONTH})\b", "date", SURE, "[date]", _I),
    _one(r"\b(?:birthday|b-?day|cumpleaños)\s+(?:is|was|es|fue)?\s*(?:on |next |this |last |el )?(?P<it>halloween|christmas(?: eve| day)?|valentine'?s(?: day)?|new year'?s(?: eve| day)?|thanksgiving|navidad|tomorrow|today|mañana|hoy)\b", "date", LIKELY, "[date]", _I),
    _one(r"\b(?:i am|i['’]m|i['’]?ll be|i will be|i just turned|i turned|i turn|i am turning)\s+(?:almost\s+|only\s+)?(?P<it>(?:\d{1,2}|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)(?:\s+and\s+a\s+half)?(?=\s+(?:years?|yrs?|y/?o)\b|\s*(?:on|in|next|this|tomorrow|today)\b|\s+and\s+my\s+birthday))", "date", LIKELY, "[age]", _I),
    _one(r"\b(?:i am|i['’]m)\s+(?P<it>five|six|seven|eight|nine|ten|eleven|twelve|thirteen|\d{1,2})\b(?=\s+and\s+(?:my|a half)\b)", "date", LIKELY, "[age]", _I),
    _one(r"\b(?:i turned|i just turned|i turn|cumpl[íio]|cumplo)\s+(?P<it>\d{1,2})\b", "date", LIKELY, "[age]", _I),
    _one(r"(?<!\w)(?:yo )?tengo\s+(?P<it>\d{1,2}|seis|siete|ocho|nueve|diez|once|doce)\s+años", "date", LIKELY, "[age]", _I),
    _one(r"\bage\s*[:=]\s*(?P<it>\d{1,2})\b|\bedad\s*[:=]\s*(?P<it2>\d{1,2})\b", "date", LIKELY, "[age]", _I),
    # schools and rooms
    _one(rf"\b(?:{_BIG}\s+(?:(?:of|de|la|the)\s+)?){{1,4}}{_SCHOOL}\b", "school", SURE, "[school]"),
    _one(r"\b(?P<it>[a-z]{4,24}\s+(?:elementary school|elementary|middle school|high school|charter school|academy|prep school))\b", "school", LIKELY, "[school]", _I),
    _one(r"\b(?:P\.? ?S|I\.S|M\.S|J\.H\.S)\.?[ ]?#?[ ]?\d{1,3}\b(?!\s*[=+])", "school", SURE, "[school]"),
    _one(rf"\b(?:[Ee]scuela|[Cc]olegio|[Pp]rimaria|[Ss]ecundaria|[Ii]nstituto|[Aa]cademia|[Uu]niversity of|[Cc]hurch of)\s+(?:(?:de|la|el|del|[Pp]rimaria|[Ss]ecundaria)\s+)*{_BIG}(?:\s+(?:(?:de|la|del|y)\s+)?{_BIG}){{0,3}}", "school", SURE, "[school]"),
    _one(r"\b(?:room|rm|classroom|homeroom|portable|trailer|pod|salón|salon|aula)\.?\s*(?:number\s*|no\.?\s*|#\s*)?(?:[A-Z]-?)?\d{1,4}[A-Za-z]?\b(?!\s*(?:feet|foot|ft|m\b|meters|by|x|×|square|sq|\+|desks|chairs|=|people|students))", "school", LIKELY, "[room]", _I),
    _one(r"\b(?:class|clase|grupo|section|sección|team)\s+(?:[1-8][- ]?[A-H]|[A-H]?-?[1-8]\d\d)\b", "school", LIKELY, "[class]", _I),
    _one(r"\b(?:period|hour|block|periodo)\s+[1-9]\b(?!\s*[=+])|\b[1-9](?:st|nd|rd|th)\s+(?:period|hour|block)\b", "school", LIKELY, "[class]", _I),
    # places
    _one(rf"\b\d{{1,5}}[A-Z]?\s+(?:[NSEW]\.?\s+|North |South |East |West )?(?:(?:{_BIG}|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,3}}{_ROAD}\b\.?(?:,?\s*(?:Apt|Unit|Apartment|#)\.?\s*#?\w+)?(?:,\s*{_BIG}(?:\s{_BIG})?(?:,?\s+[A-Z]{{2}})?(?:\s+\d{{5}})?)?", "place", SURE, "[address]"),
    _one(r"\b\d{1,5}\s+(?:(?:north|south|east|west|n|s|e|w)\s+)?(?P<road>[a-z]{3,}(?:\s[a-z]{3,})?|\d{1,3}(?:st|nd|rd|th))\s+(?:street|avenue|ave|road|rd|lane|ln|boulevard|blvd|court|drive|circle)\b(?:,?\s*(?:apt|unit|apartment|#)\.?\s*#?\w+)?", "place", LIKELY, "[address]", _I),
    _one(rf"\b(?:on|at|en|near|by)\s+(?P<it>(?:(?:{_BIG}|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,2}}{_ROAD}\b\.?)", "place", LIKELY, "[address]"),
    _one(rf"\b(?:[Cc]alle|[Aa]venida|[Aa]v\.|[Cc]olonia|[Cc]ol\.|[Pp]rivada|[Bb]arrio)\s+(?:(?:de|la|las|los|del)\s+)*{_BIG}(?:\s+{_BIG}){{0,2}}(?:\s*,?\s*(?:#|No\.?\s*|número\s*)?\d{{1,5}})?", "place", SURE, "[address]"),
    _one(r"\b(?:apt|apartment|unit|apartamento|departamento)\.?\s*#?\s*\d{1,4}[A-Z]?\b|\bP\.?\s?O\.?\s*Box\s*\d+", "place", LIKELY, "[address]", _I),
    _one(rf"\b(?:(?:I|we|We|who|she|he|family|cousins?)\s+)?(?:live[sd]?|living|moved|moving|came|come|born|grew up|am|are|is)\s+(?:here\s+)?(?:in|from|to|near|at)\s+(?P<it>{_PLACE_WORD}(?:\s+{_BIG}){{0,2}}(?:,\s*(?:[A-Z]{{2}}\b|{_BIG}))?(?:\s+\d{{5}})?)", "place", LIKELY, "[place]"),
    _one(rf"\b(?:[Vv]ivo|[Vv]ivimos|[Vv]ive|[Vv]engo|[Nn]ací|[Ss]oy|[Mm]e mudé)\s+(?:en|de|a|desde)\s+(?P<it>{_PLACE_WORD}(?:\s+(?:de\s+)?{_BIG}){{0,2}})", "place", LIKELY, "[place]"),
    _one(rf"\b(?P<it>{_BIG}(?:\s+{_BIG})?,\s*(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC)\b(?:\s+\d{{5}}(?:-\d{{4}})?)?)", "place", LIKELY, "[place]"),
    _one(r"\b(?:zip(?: code)?|código postal)\s*(?:is|:|=)?\s*(?P<it>\d{5}(?:-\d{4})?)\b", "place", SURE, "[place]", _I),
)  # fmt: skip


def by_form(text: str) -> Iterator[Found]:
    """Every stretch that identifies somebody by its form; they may overlap."""
    for pattern, kind, certainty, replacement in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span(_it(found))
            while end > start and text[end - 1] in ".,;:" and replacement in ("[link]", "[username]"):
                end -= 1
            if end > start and _stands(text, found, replacement, start, end):
                yield Found(start, end, kind, certainty, replacement)


def _it(found: re.Match) -> str | int:
    groups = found.re.groupindex
    return next((name for name in ("it", "it2") if name in groups and found[name] is not None), 0)


def _stands(text: str, found: re.Match, replacement: str, start: int, end: int) -> bool:
    """What a pattern alone cannot tell."""
    it = text[start:end]
    if (
        replacement == "[date]"
        and it[0].isalpha()
        and it[0].islower()
        and it.split()[0] in ("may", "march", "mar", "sec")
    ):
        return bool(re.search(r"(?:st|nd|rd|th)\b|\d{4}|birthday", found[0], _I))
    if replacement == "[school]":
        first = fold(it.split()[0])
        if re.fullmatch(
            r"(?i)(?:the|my|our|at|in|this|middle|high|elementary|i|go|to|a|an|and|after|before|for|is)\s+.*school|school",
            it,
        ):
            return False
        return first not in {"the", "my", "our", "this", "every", "your", "old", "new"} or len(it.split()) > 2
    if replacement == "[place]":
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", it)]
        return not words or not all(word in common_words() for word in words) or "mexic" in it.lower()
    if replacement == "[address]" and "road" in found.re.groupindex:
        return all(
            word not in {"mile", "miles", "foot", "feet", "long", "the", "and", "more", "each", "on"}
            for word in found["road"].lower().split()
        )
    if replacement == "[username]":
        return fold(it) not in common_words() and not re.fullmatch(
            r"(?i)(?:step|part|question|problem|number|answer|grade|figure|table|level|page|ticket|room|times|plus|minus|equals|about|only|least|over)_?\d+",
            it,
        )
    return True


def given(text: str, places: list[str], replacement: str) -> Iterator[Found]:
    """Schools or places that somebody named beforehand, whatever their letters and accents."""
    kind = "school" if replacement == "[school]" else "place"
    if not places:
        return
    folded, origin = "", []
    for index, one in enumerate(text):
        plain = fold(one)
        folded += plain
        origin += [index] * len(plain)
    origin.append(len(text))
    for place in places:
        name = fold(place.strip())
        if len(name) < 3:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            yield Found(origin[found.start()], origin[found.end() - 1] + 1, kind, SURE, replacement)
