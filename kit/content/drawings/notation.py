"""Mathematics as a record holds it (`-6/9=3+y/9/9`), typeset only where it can be read in one way.

Records are typed in one line, and a fraction bar says more than a slash does. What is not certain stays in
one line as it was recorded; what is not mathematics at all stays text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..mathtext import to_html, to_simple_html, to_text
from .base import Drawing, escape

LONG = 13
"""A side with more characters may be broken between its terms."""

_TOKEN = re.compile(
    r"(?P<mixed>\d+\s+\d+/\d+(?![\d./]))|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)|(?P<letter>[A-Za-z□])"
    r"|(?P<sign>[-+−*×·⋅/÷()])|(?P<space>\s+)"
)
_SHOWN = {"-": "−", "*": "·", "⋅": "·"}
_RELATION = re.compile(r"([=<>])")
_WORD = re.compile(r"[A-Za-z]{3}|\A[A-Za-z]{2}\Z")
_FRACTION = re.compile(r"(\d+\s+)?\d+/\d+")


class _Unclear(Exception):
    """The text is not mathematics that this module knows."""


class _Operand(NamedTuple):
    inner: str
    """MathML."""
    kind: str
    """number, letter, product (`7x`), mixed, group."""
    divides: bool
    """Whether a division stands inside."""


def prose(text: str) -> Drawing:
    """Text of the course's own, with mathematics between dollar signs."""
    return Drawing(to_html(text), to_simple_html(text), to_text(text))


def recorded(text: str, *, brackets_lost: bool = False) -> Drawing:
    """What a student gave, from a record.

    Args:
        text: one line, as recorded.
        brackets_lost: operations on a whole side may have been recorded without brackets, so that a sum that
            ends in a product or quotient can be read in two ways.
    """
    text = " ".join(text.split())
    fraction = _FRACTION.fullmatch(text)
    simple = to_simple_html(f"${text}$") if fraction else escape(text)
    return Drawing(_typeset(text, brackets_lost), simple, text)


def is_sum(side: str) -> bool:
    """Whether a side adds or subtracts, outside brackets."""
    try:
        return len(list(_terms(_tokens(side)))) > 1
    except _Unclear:
        return False


@lru_cache(maxsize=4096)
def _typeset(text: str, brackets_lost: bool) -> str:
    sides = _RELATION.split(text)
    try:
        if _WORD.search(text):
            raise _Unclear
        pieces = [one if index % 2 else _side(one.strip(), brackets_lost) for index, one in enumerate(sides)]
    except _Unclear:
        return f'<span class="tl-work-plain">{escape(text)}</span>'
    if len(sides) == 1 and len(pieces[0]) == 1:
        return _math(*pieces[0][0])
    chunks = list(pieces[0])
    for relation, side in zip(pieces[1::2], pieces[2::2], strict=True):
        (spoken, first), *rest = side
        chunks.append((f"{relation} {spoken}", f"<mo>{escape(relation)}</mo>{first}"))
        chunks.extend(rest)
    return f'<span class="tl-work-line">{"<wbr>".join(_math(*chunk) for chunk in chunks)}</span>'


def _math(spoken: str, inner: str) -> str:
    return f'<math alttext="{escape(spoken)}"><mrow>{inner}</mrow></math>'


def _side(text: str, brackets_lost: bool) -> list[tuple[str, str]]:
    """A side as pieces between which a line may be broken, each in words and in MathML."""
    terms = list(_terms(_tokens(text)))
    unclear = brackets_lost and len(terms) > 1 and _may_be_whole([list(_outer(term)) for _, term in terms])
    pieces = [
        ("".join(signs + tokens), _signed(signs, tokens, first=index == 0, flat=unclear))
        for index, (signs, tokens) in enumerate(terms)
    ]
    if len(text) > LONG:
        return pieces
    return [(text, "".join(inner for _, inner in pieces))]


def _tokens(text: str) -> list[str]:
    """Numbers, letters and signs; raises _Unclear where something else stands, or where a space holds sense."""
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _Unclear
        at = match.end()
        if match.lastgroup == "space":
            if found and at < len(text) and _ends(found[-1]) and _begins(text[at]):
                raise _Unclear
        else:
            found.append(match[0])
    if not found:
        raise _Unclear
    return found


def _ends(token: str) -> bool:
    return token[-1].isalnum() or token in ")□"


def _begins(sign: str) -> bool:
    return sign.isalnum() or sign in "(□."


def _terms(tokens: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each term of a sum: the signs before it, and its tokens."""
    signs, term, depth = [], [], 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if depth < 0:
            raise _Unclear
        if token in "+-−" and depth == 0 and not (term and term[-1] in "*×·⋅/÷+-−"):
            if term:
                yield signs, term
                signs, term = [], []
            signs = [*signs, token]
        else:
            term.append(token)
    if depth or not term:
        raise _Unclear
    yield signs, term


def _may_be_whole(terms: list[list[str]]) -> bool:
    """Whether an operation in a sum may have been on the whole: by its last term, or by a sum with letters."""
    by_letters = any("/" in term and any(map(str.isalpha, term[term.index("/") :])) for term in terms)
    return by_letters or any(sign in "*×·⋅/÷" for sign in terms[-1])


def _outer(tokens: list[str]) -> Iterator[str]:
    """The tokens outside brackets."""
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if depth == 0:
            yield token


def _signs(signs: list[str], *, first: bool) -> str:
    """Signs before a term: the first joins it to the one before, the others belong to it."""
    return "".join(
        f'<mo form="{"prefix" if first or place else "infix"}">{_SHOWN.get(sign, sign)}</mo>'
        for place, sign in enumerate(signs)
    )


def _signed(signs: list[str], tokens: list[str], *, first: bool, flat: bool) -> str:
    """A term of a sum: what joins it to the one before, then the term with signs of its own."""
    joining = [] if first else signs[:1]
    return _signs(joining, first=False) + _term(signs[len(joining) :] + tokens, flat=flat)


def _term(tokens: list[str], *, flat: bool) -> str:
    """A product or quotient: as a fraction if its one division is the first sign in it."""
    parts = _parts(tokens)
    operands, joins = parts[0::2], parts[1::2]
    split = next((at for at, join in enumerate(joins, 1) if join), 0)
    if flat or not split or not _stackable(operands, joins, split):
        return _row(operands, joins)
    above, below = operands[:split], operands[split]
    bare = split == 1
    over = (
        _signs(above[0][0], first=True) + _unwrapped(above[0][1], above[0][0])
        if bare
        else _row(above, joins[: split - 1])
    )
    under = _signs(below[0], first=True) + _unwrapped(below[1], below[0])
    fraction = f"<mfrac><mrow>{over}</mrow><mrow>{under}</mrow></mfrac>"
    rest = zip(joins[split:], operands[split + 1 :], strict=True)
    return fraction + "".join(
        _join(join) + _signs(signs, first=True) + one.inner for join, (signs, one) in rest
    )


def _row(operands: list, joins: list[str]) -> str:
    """Operands in one line, each with its signs and what joins it to the one before."""
    return "".join(
        _join(join) + _signs(signs, first=True) + operand.inner
        for join, (signs, operand) in zip(["", *joins], operands, strict=True)
    )


def _stackable(operands: list, joins: list[str], split: int) -> bool:
    """`7x/3` and `5(y − 2)/3` are clear; `9/4x`, `1/2(x + 3)`, `(x/3)/(1/3)` and `1 1/2/3` stay in one line."""
    things = [operand for _, operand in operands[: split + 1]]
    return (
        joins[split - 1] == "/"
        and not any(join in ("/", "÷", "") for join in joins[split:])
        and not any(thing.divides for thing in things)
        and things[-1].kind != "product"
    )


def _unwrapped(operand: _Operand, signs: list[str] | tuple = ()) -> str:
    """A group without its brackets, which a fraction bar makes needless."""
    if operand.kind == "group" and not signs:
        return operand.inner.removeprefix(_OPEN).removesuffix(_CLOSE)
    return operand.inner


_OPEN, _CLOSE = '<mo form="prefix">(</mo>', '<mo form="postfix">)</mo>'


def _join(sign: str) -> str:
    if not sign:
        return ""
    space = ' lspace="0.1em" rspace="0.1em"' if sign == "/" else ""
    return f'<mo form="infix"{space}>{_SHOWN.get(sign, sign)}</mo>'


def _parts(tokens: list[str]) -> list:
    """Operands, each with the signs before it, and between them what joins them (empty: side by side)."""
    parts: list = []
    signs: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        expecting = len(parts) % 2 == 0
        if token in "*×·⋅/÷":
            if expecting:
                raise _Unclear
            parts.append(token)
            at += 1
        elif token in "+-−":
            if not expecting:
                raise _Unclear
            signs.append(token)
            at += 1
        else:
            if not expecting:
                parts.append("")
            operand, at = _operand(tokens, at)
            parts.append((signs, operand))
            signs = []
    if len(parts) % 2 == 0 or signs:
        raise _Unclear
    return parts


def _operand(tokens: list[str], at: int) -> tuple[_Operand, int]:
    token = tokens[at]
    if token == "(":
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        inner = "".join(
            _signed(signs, term, first=index == 0, flat=False)
            for index, (signs, term) in enumerate(_terms(inside))
        )
        return _Operand(f"{_OPEN}{inner}{_CLOSE}", "group", any(sign in "/÷" for sign in inside)), end + 1
    if " " in token:
        whole, upper, lower = re.split(r"[\s/]+", token)
        inner = f'<mn>{whole}</mn><mspace width="0.17em"/>{_plain_fraction(upper, lower)}'
        return _Operand(inner, "mixed", True), at + 1
    letters = at + (not token.isalpha() and token != "□")
    end = letters
    while end < len(tokens) and (tokens[end].isalpha() or tokens[end] == "□"):
        end += 1
    inner = "" if letters == at else f"<mn>{token}</mn>"
    inner += "".join(f"<mi>{letter}</mi>" for letter in tokens[letters:end])
    kind = "number" if end == letters else "letter" if end == at + 1 else "product"
    return _Operand(inner, kind, False), end


def _plain_fraction(upper: str, lower: str) -> str:
    return f"<mfrac><mrow><mn>{upper}</mn></mrow><mrow><mn>{lower}</mn></mrow></mfrac>"


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] == "(") - (tokens[place] == ")")
        if depth == 0:
            return place
    raise _Unclear
