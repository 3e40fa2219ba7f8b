"""Content in another language: every text of the course that the catalogue has, in place of the English."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, get_args, get_type_hints

from pydantic import BaseModel, StringConstraints

if TYPE_CHECKING:
    from .load import Library

_NOT_SAID = frozenset(("citation", "short", "licence", "file", "label", "url"))
"""Texts that stay as they are. An answer is kept under a bar's label, which is translated where it is shown."""
_ALSO_SAID = frozenset((("WorkSample", "about"),))


def put_in(library: "Library", words: Mapping[str, str]) -> None:
    """Change a library's texts; it has to be one that nothing else uses, though what it holds is not changed itself."""
    for one in fields(library):
        value = getattr(library, one.name)
        if isinstance(value, dict) and one.name not in ("sources", "state_codes"):
            setattr(library, one.name, {key: _said(item, words) for key, item in value.items()})


def _said(value: object, words: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_said(one, words) for one in value)
    if not isinstance(value, BaseModel):
        return value
    changed = {}
    for name in type(value).model_fields:
        before = getattr(value, name)
        after = _in_words(before, words) if is_text(type(value), name) else _said(before, words)
        if after != before:
            changed[name] = after
    return value.model_copy(update=changed) if changed else value


def _in_words(value: object, words: Mapping[str, str]) -> object:
    """A text, or several, in other words."""
    if isinstance(value, tuple):
        return tuple(_in_words(one, words) for one in value)
    if isinstance(value, dict):
        return {key: _in_words(one, words) for key, one in value.items()}
    return words.get(value, value) if isinstance(value, str) else value


@cache
def is_text(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds text to be read: of the type `Text`, which ids, codes and given words are not."""
    if (model.__name__, name) in _ALSO_SAID:
        return True
    return name not in _NOT_SAID and _is_free(get_type_hints(model, include_extras=True)[name])


def _is_free(hint: object) -> bool:
    limits = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, StringConstraints)]
    return any(one.pattern is None for one in limits) or any(_is_free(inner) for inner in get_args(hint))
