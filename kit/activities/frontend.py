"""Makes one self-contained ES module and one stylesheet of an activity's files.

An activity's module may import from `./shared.js`; a widget's module is loaded from a string and can
resolve no path, so that the imported file's text is put in its place. There is no other bundling.
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const|class) )", re.MULTILINE)


@cache
def module(name: str) -> str:
    """The ES module of an activity, its imports put in place, each once."""
    return joined(HERE, f"{name}.js")


def joined(folder: Path, name: str) -> str:
    """An ES module of `folder` as one text: what it imports from files beside it is put in place, each once."""
    seen: set[str] = set()

    def inline(found: re.Match) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return _EXPORT.sub("", _IMPORT.sub(inline, read(found[1])))

    def read(one: str) -> str:
        return (folder / one).read_text(encoding="utf-8")

    return _IMPORT.sub(inline, read(name))


@cache
def stylesheet(name: str) -> str:
    """The style that all activities share, then the activity's own."""
    return shared_style() + (HERE / f"{name}.css").read_text(encoding="utf-8")


@cache
def shared_style() -> str:
    """The style that all activities share."""
    return (HERE / "shared.css").read_text(encoding="utf-8")
