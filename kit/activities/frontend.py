"""Makes one self-contained ES module and one stylesheet of an activity's files.

An activity's module may import from `./shared.js`; a widget's module is loaded from a string and can
resolve no path, so that the imported file's text is put in its place. There is no other bundling.
"""

import json
import re
from functools import cache
from pathlib import Path

from .. import lang

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const|class) )", re.MULTILINE)
_ELSEWHERE = re.compile(r'^export \{[^}]*\} from "(\.\./[\w./]+\.js)";$', re.MULTILINE)
_WORDS = "const WORDS = {};"
_SAID = re.compile(r'\bt\(\s*("(?:[^"\\]|\\.)*")')


@cache
def module(name: str, language: str = lang.ENGLISH) -> str:
    """The ES module of an activity in a language, its imports put in place, each once."""
    return joined(HERE, f"{name}.js", language)


def said(script: str) -> list[str]:
    """The fixed words that a script says through `t("…")`, in English."""
    return [json.loads(found[1]) for found in _SAID.finditer(script)]


def joined(folder: Path, name: str, language: str = lang.ENGLISH) -> str:
    """An ES module of `folder` as one text: what it imports from files beside it is put in place, each once.

    In another language than English it brings along the words that it says, as far as they are translated.
    """
    text = _in_one(folder, name)
    words = lang.words(language)
    used = {one: words[one] for one in said(text) if one in words}
    return text.replace(_WORDS, f"const WORDS = {json.dumps(used, ensure_ascii=False)};", 1) if used else text


def _in_one(folder: Path, name: str) -> str:
    seen: set[str] = set()

    def inline(found: re.Match) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return _EXPORT.sub("", _IMPORT.sub(inline, read(found[1])))

    def read(one: str) -> str:
        text = (folder / one).read_text(encoding="utf-8")
        elsewhere = _ELSEWHERE.search(text)
        return text if elsewhere is None else (folder / elsewhere[1]).read_text(encoding="utf-8")

    return _IMPORT.sub(inline, read(name))


@cache
def stylesheet(name: str) -> str:
    """The style that all activities share, then the activity's own."""
    return shared_style() + (HERE / f"{name}.css").read_text(encoding="utf-8")


@cache
def shared_style() -> str:
    """The style that all activities share."""
    return (HERE / "shared.css").read_text(encoding="utf-8")
