"""Fixed words and content in another language: one catalogue, from English to the other, for Python and the front ends.

`kit/lang/es.yaml` and the files in `kit/lang/es/` hold Spanish, `local/lang/es.yaml` what a team says otherwise. A key is the
English text as it stands in the code or in `data/`, with names in braces where something is put in. What has no translation
stays English.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import yaml

from .. import paths
from ..errors import KitError

HERE = Path(__file__).parent
ENGLISH = "en"
_NAMES = {ENGLISH: "English", "es": "Español"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLACE = re.compile(r"\{(\w+)\}")
_in_use: list[str] = []
_here: ContextVar[str] = ContextVar("language", default="")


def language() -> str:
    """The language in use, as a tag such as `es`; `THROUGHLINE_LANGUAGE` names the first one."""
    return _here.get() or (_in_use[-1] if _in_use else os.environ.get("THROUGHLINE_LANGUAGE") or ENGLISH)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Use a language for a while, in this thread only: two pages may be made at once."""
    token = _here.set(tag)
    try:
        yield
    finally:
        _here.reset(token)


def use_language(tag: str) -> None:
    """Say a language for the activities that are made from here on: `kit.use_language("es")` in a notebook's first cell.

    Raises:
        KitError: there are no words in that language.
    """
    there = languages()
    if tag not in there:
        raise KitError(
            f"There are no words in the language “{tag}”. There are: {', '.join(there)}. A file local/lang/{tag}.yaml adds one."
        )
    _in_use[:] = [tag]


def name_of(tag: str) -> str:
    """What a language is called by those who speak it; its tag where that is not known here."""
    return _NAMES.get(tag, tag)


def languages() -> list[str]:
    """The languages that there are words for, English first."""
    found = {path.stem for folder in (HERE, paths.local() / "lang") for path in folder.glob("*.yaml")}
    return [ENGLISH, *sorted(found - {ENGLISH})]


def t(text: str, **values: object) -> str:
    """Fixed words in the language in use, with values in place of the names in braces."""
    return put_in(words(language()).get(text, text), values)


def put_in(said: str, values: Mapping[str, object]) -> str:
    """A sentence with values in place of the names in braces."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), said)


def later(text: str) -> str:
    """Fixed words that stand in a constant, to be said with `t` where they are used."""
    return text


def words(tag: str) -> dict[str, str]:
    """The catalogue of a language: English to the other; empty for English."""
    return {} if tag == ENGLISH else _read(tag, paths.local())


def files(tag: str, local: Path) -> list[Path]:
    """The files of a language, a team's own last: its words are used before the course's."""
    found = [HERE / f"{tag}.yaml", *sorted((HERE / tag).glob("*.yaml")), local / "lang" / f"{tag}.yaml"]
    return [path for path in found if path.is_file()]


@cache
def _read(tag: str, local: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in files(tag, local):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        found.update({str(key): str(value) for key, value in data.items() if value not in (None, "")})
    return found


def forget() -> None:
    """Read the catalogues anew at their next use."""
    _read.cache_clear()


def problems_in(tag: str, local: Path) -> Iterator[tuple[Path, str, str, str]]:
    """What is wrong with the catalogues of a language: file, place, message and remedy."""
    for path in files(tag, local):
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"line {mark.line + 1}" if mark else ""
            yield path, place, "cannot be read as YAML.", "Put both texts of a line in quotes."
            continue
        if not isinstance(data, dict):
            yield path, "line 1", "is not a list of “English”: “other language”.", "Write one pair a line."
            continue
        for key, value in data.items():
            if not isinstance(key, str) or not isinstance(value, str):
                yield path, f"“{key}”", "is not text for text.", "Put both in quotes."
            elif set(_PLACE.findall(value)) - set(_PLACE.findall(key)):
                odd = ", ".join(sorted(set(_PLACE.findall(value)) - set(_PLACE.findall(key))))
                yield (
                    path,
                    f"“{key}”",
                    f"puts in {{{odd}}}, which the English has no place for.",
                    "Use the names of the English.",
                )
            elif key.count("$") % 2 == 0 and value.count("$") % 2:
                yield (
                    path,
                    f"“{key}”",
                    "has a dollar sign without its partner.",
                    "Mathematics stands between two of them.",
                )
