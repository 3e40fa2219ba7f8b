"""Mathematics in text: `$3/5 + 1 1/2$` becomes MathML, plain text, or tags that any host keeps.

Between dollar signs stands plain notation, as one would type it: `a/b` is a fraction, `1 1/2` a mixed
number, `×`, `÷`, `−`, `=`, `<`, `>`, `□` are themselves. A backslash makes the whole piece LaTeX.
"""

import html
import re
from functools import lru_cache

_PIECE = re.compile(r"\$([^$]+)\$")
_PART = r"\d+\.\d+|\w+|□"
_FRACTION = re.compile(rf"(?<![\w/.])({_PART})\s*/\s*({_PART})(?![\w/]|\.\d)")
_MIXED = re.compile(r"(?<![\w/])(\d+)\s+(?=\d+/\d+)")


def to_html(text: str) -> str:
    """Escaped HTML with MathML in place of each `$…$`."""
    return _replace(text, _mathml)


def to_simple_html(text: str) -> str:
    """Escaped HTML that survives a sanitizer: fractions as raised and lowered numbers round a slash.

    JupyterLab's sanitizer and GitHub drop MathML tags and keep their text, which would turn
    three fifths into 35.
    """
    return _replace(text, _simple)


def to_text(text: str) -> str:
    """The same without any mark-up: `3/5 + 1 1/2`."""
    return _PIECE.sub(lambda piece: piece[1], text)


def _replace(text: str, render) -> str:
    parts = _PIECE.split(text)
    return "".join(render(part) if index % 2 else html.escape(part) for index, part in enumerate(parts))


_ROW_OF_ONE = re.compile(r"<mrow>(<(m[nio])>[^<]*</\2>)</mrow>")
_ENTITY = re.compile(r"&#x([0-9A-Fa-f]+);")


@lru_cache(maxsize=4096)
def _mathml(notation: str) -> str:
    from latex2mathml.converter import convert

    spoken = html.escape(notation, quote=True)
    return short_mathml(convert(_latex(notation))).replace("<math", f'<math alttext="{spoken}"', 1)


def short_mathml(mathml: str) -> str:
    """The same mathematics in half the letters; a page has hundreds of them.

    In HTML the element needs no namespace, inline is how it is shown anyway, a row of one is no row, and signs may
    stand for themselves.
    """
    short = mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "").replace(' display="inline"', "")
    short = _ROW_OF_ONE.sub(r"\1", short)
    return _ENTITY.sub(lambda found: _sign(int(found[1], 16), found[0]), short)


def _sign(code: int, entity: str) -> str:
    return entity if chr(code) in '<>&"' else chr(code)


def _latex(notation: str) -> str:
    if "\\" in notation:
        return notation
    latex = _MIXED.sub(r"\1\,", notation)
    latex = _FRACTION.sub(r"\\frac{\1}{\2}", latex)
    for sign, command in {"×": r"\times ", "÷": r"\div ", "−": "-", "□": r"\square "}.items():
        latex = latex.replace(sign, command)
    return latex


def _simple(notation: str) -> str:
    escaped = html.escape(_MIXED.sub("\\1 ", notation))
    return _FRACTION.sub("<sup>\\1</sup>⁄<sub>\\2</sub>", escaped)
