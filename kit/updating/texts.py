"""Three versions of a text become one: lines that only one side changed are taken, where both changed them both are kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Clash:
    """Lines that both sides changed, each in its own way."""

    base: list[str]
    mine: list[str]
    new: list[str]


@dataclass
class Merged:
    """What came of a merge.

    Attributes:
        text: mine and new as one; where they clash, mine.
        clashes: what could not be made one, with the number of the line of `text` behind which the new lines belong.
    """

    text: str
    clashes: list[tuple[int, Clash]] = field(default_factory=list)


def merge(base: str, mine: str, new: str) -> Merged:
    """Three texts as one, line by line."""
    lines: list[str] = []
    clashes = []
    for part in _parts(*(text.splitlines(keepends=True) for text in (base, mine, new))):
        if isinstance(part, Clash):
            lines += part.mine
            clashes.append((len(lines), part))
        else:
            lines += part
    return Merged("".join(lines), clashes)


def with_both(merged: Merged, heading: str) -> str:
    """A Markdown text in which the new lines stand quoted behind the paragraph, list or table that clashes with them."""
    lines = merged.text.splitlines(keepends=True)
    for after, clash in reversed(merged.clashes):
        while after < len(lines) and lines[after].strip():
            after += 1
        if lines[:after] and not lines[after - 1].endswith("\n"):
            lines[after - 1] += "\n"
        quoted = [f"> {line.rstrip()}".rstrip() + "\n" for line in clash.new] or [
            "> (nothing: these lines are gone)\n"
        ]
        lines[after:after] = ["\n", f"> **{heading}**\n", ">\n", *quoted]
    return "".join(lines)


def _parts(base: list[str], mine: list[str], new: list[str]) -> Iterator[list[str] | Clash]:
    """Runs of lines that are settled, and clashes, in order."""
    at, mine_at, new_at = 0, 0, 0
    for start, mine_start, new_start, length in _same_in_all(base, mine, new):
        yield _settled(base[at:start], mine[mine_at:mine_start], new[new_at:new_start])
        yield base[start : start + length]
        at, mine_at, new_at = start + length, mine_start + length, new_start + length


def _settled(base: list[str], mine: list[str], new: list[str]) -> list[str] | Clash:
    if mine in (base, new):
        return new
    return mine if new == base else Clash(base, mine, new)


def _same_in_all(base: list[str], mine: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: where in each, and how many; last an empty run at the ends."""
    to_mine, to_new = (
        [
            block
            for block in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
            if block.size
        ]
        for other in (mine, new)
    )
    one = other = 0
    while one < len(to_mine) and other < len(to_new):
        a, b = to_mine[one], to_new[other]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            one += 1
        else:
            other += 1
    yield len(base), len(mine), len(new), 0


_FENCE = re.compile(r"^(`{3,})", re.MULTILINE)


def fenced(text: str) -> str:
    """A text between marks that show it as it is, whatever marks are in it."""
    mark = "`" * max([3, *(len(found[1]) + 1 for found in _FENCE.finditer(text))])
    return f"{mark}\n{text.rstrip()}\n{mark}"
