"""The map of the course promises only what is there: every row's block, activity and words."""

import re

import pytest

from kit import paths, sessions
from kit.content.load import library

MAP = (paths.GUIDES / "map.md").read_text(encoding="utf-8")
QUESTIONS = (
    "What does this work reveal about the student's understanding?",
    "Why might they be thinking this way?",
    "What is the next step in the progression?",
)
FEATURES = 5
_LINK = re.compile(r"\(\.\./sessions/(?P<file>[\w-]+)\.ipynb#cell-id=(?P<block>[\w-]+)\)")
_KEY = re.compile(r"`(\d\d/[\w-]+)`")
_QUOTE = re.compile(r"“([^”]+)”")


def parts(level: str) -> dict[str, str]:
    """The map's sections by heading."""
    found = re.split(rf"^{level} (.+)$", MAP, flags=re.MULTILINE)[1:]
    return {
        head: re.split(r"^#+ ", text, flags=re.MULTILINE)[0]
        for head, text in zip(*[iter(found)] * 2, strict=True)
    }


def rows(text: str) -> list[list[str]]:
    """Cells of each row that leads to a block."""
    lines = [line for line in text.splitlines() if line.startswith("|") and _LINK.search(line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def block_text(file: str, block: str) -> str:
    """All that stands in a block of a session, spaces made even."""
    session = next(one for one in sessions.all_sessions() if one.path.stem == file)
    names, inside, found = {one.name for one in session.blocks}, False, []
    assert block in names, f"{file} has no block {block}"
    for cell in session.notebook.cells:
        if cell.id in names:
            inside = cell.id == block
        if inside:
            found.append(cell.source)
    return " ".join(" ".join(found).replace("*", "").split())


ROWS = [row for text in parts("###").values() for row in rows(text)] + rows(
    parts("##")["The seven progressions"]
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[-1])
def test_what_a_row_promises_is_in_its_block(row):
    found = _LINK.search(" ".join(row))
    text = block_text(found["file"], found["block"])
    keys, quotes = _KEY.findall(row[-1]), _QUOTE.findall(row[-1])
    assert keys or quotes, "a row says what to look for"
    assert all(f'"{key}"' in text for key in keys)
    assert all(quote in text for quote in quotes)


def test_each_feature_lives_in_several_sessions():
    features = parts("###")
    assert len(features) == FEATURES
    for name, text in features.items():
        assert len({_LINK.search(row[0])["file"] for row in rows(text)}) >= 3, name


def test_each_progression_is_read_where_the_map_says():
    shown = {}
    for name, where, look in rows(parts("##")["The seven progressions"]):
        found = _LINK.search(where)
        key = _KEY.search(look)[1]
        made = re.search(
            rf'ProgressionView\(\s*"{key}",\s*progression="([\w-]+)"',
            block_text(found["file"], found["block"]),
        )
        assert made and library().progression(made[1]).name == name
        shown[made[1]] = True
    assert set(shown) == set(library().progressions)


@pytest.mark.parametrize("session", sessions.all_sessions(), ids=lambda one: one.number)
def test_the_three_questions_begin_every_session(session):
    text = block_text(session.path.stem, session.blocks[0].name)
    assert [question for question in QUESTIONS if question not in text] == []


def test_every_session_is_in_the_map():
    there = {found["file"] for found in _LINK.finditer(MAP)}
    assert there == {one.path.stem for one in sessions.all_sessions()}
