"""Merging: what a coach changed and what a new version brings stand in one file, and nothing of either is lost."""

import copy

import nbformat
import pytest

from kit import sessions
from kit.updating import notebooks, texts

BASE = "one\ntwo\nthree\nfour\nfive\n"


def test_lines_changed_on_one_side_only_are_taken():
    merged = texts.merge(BASE, BASE.replace("two", "TWO"), BASE.replace("four", "FOUR\nand a half"))
    assert merged.text == "one\nTWO\nthree\nFOUR\nand a half\nfive\n" and not merged.clashes


def test_the_same_change_on_both_sides_is_no_clash():
    assert texts.merge(BASE, BASE.replace("two", "2"), BASE.replace("two", "2")).clashes == []


def test_a_clash_keeps_the_coachs_lines_and_knows_the_new_ones():
    merged = texts.merge(BASE, BASE.replace("two", "mine"), BASE.replace("two", "theirs"))
    assert merged.text == BASE.replace("two", "mine")
    assert [clash.new for _, clash in merged.clashes] == [["theirs\n"]]


def test_a_clash_in_a_table_stands_below_it_and_leaves_the_table_whole():
    base = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nEnd.\n"
    merged = texts.merge(
        base, base.replace("| 1 | 2 |", "| 1 | mine |"), base.replace("| 1 | 2 |", "| 1 | theirs |")
    )
    shown = texts.with_both(merged, "The new version has here:")
    assert shown.startswith(
        "| a | b |\n|---|---|\n| 1 | mine |\n| 3 | 4 |\n\n> **The new version has here:**\n>\n> | 1 | theirs |\n"
    )
    assert shown.endswith("\nEnd.\n")


@pytest.mark.parametrize("seed", range(60))
def test_no_line_that_was_written_on_either_side_is_lost(seed):
    import random

    chance = random.Random(seed)
    base = [f"line {number}\n" for number in range(30)]

    def edited(name):
        lines = list(base)
        for number in range(6):
            at = chance.randrange(len(lines))
            lines[at : at + chance.choice([0, 1, 2])] = [f"{name} {number}\n"]
        return lines

    mine, new = edited("mine"), edited("new")
    merged = texts.merge("".join(base), "".join(mine), "".join(new))
    shown = texts.with_both(merged, "New:")
    for line in (*mine, *new):
        if not line.startswith("line"):
            assert line.strip() in shown, line


@pytest.fixture
def base():
    """Session 05 as it is shipped."""
    return copy.deepcopy(sessions.session("05").notebook)


def cell(notebook, id):
    return next((one for one in notebook.cells if one.id == id), None)


def own_cell(notebook, after, text="**Ours:** bring the strips from room 12."):
    new = nbformat.v4.new_markdown_cell(text)
    new.id = "ours-strips"
    at = next(number for number, one in enumerate(notebook.cells) if one.id == after)
    notebook.cells.insert(at + 1, new)


def test_a_coachs_changes_and_a_new_versions_stand_in_one_notebook(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    cell(
        mine, "papers"
    ).source = 'kit.SortBoard("05/papers", deck="fraction-arithmetic/papers", prompt="Sort our way.")'
    own_cell(mine, "strips")
    cell(mine, "sort").metadata["throughline"]["minutes"]["75"] = 22
    cell(mine, "sort").source = cell(mine, "sort").source.replace("*20 minutes", "*22 minutes")
    mine.cells = [one for one in mine.cells if one.id not in ("data", "table", "data-talk")]
    cell(new, "title").source += "\n\nA new line."
    cell(new, "sort").source = cell(new, "sort").source.replace(
        "Twelve papers by students", "Twelve real papers by students"
    )
    new.cells.insert(5, nbformat.v4.new_markdown_cell("A cell of the new version.", id="brand-new"))
    merged = notebooks.merge(base, mine, new)
    found = merged.notebook
    assert merged.clashes == []
    assert "Sort our way." in cell(found, "papers").source
    assert cell(found, "ours-strips")
    assert cell(found, "sort").metadata["throughline"]["minutes"]["75"] == 22
    assert "*22 minutes" in cell(found, "sort").source and "Twelve real papers" in cell(found, "sort").source
    assert not cell(found, "table")
    assert "A new line." in cell(found, "title").source and cell(found, "brand-new")
    ids = [one.id for one in found.cells]
    assert ids.index("strips") + 1 == ids.index("ours-strips")


def test_one_cell_changed_by_both_is_kept_twice_and_said_so(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    cell(mine, "next-talk").source = "Mine."
    cell(new, "next-talk").source = "Theirs, with ```marks```."
    merged = notebooks.merge(base, mine, new)
    ids = [one.id for one in merged.notebook.cells]
    note = merged.notebook.cells[ids.index("next-talk") + 1]
    assert cell(merged.notebook, "next-talk").source == "Mine."
    assert note.source.startswith("**The new version has other words for the cell above.** Yours is in use.")
    assert "Theirs, with ```marks```." in note.source
    assert notebooks.NOTEBOOK_ONLY in note.metadata["tags"]
    assert merged.clashes == ["cell next-talk: both you and the new version changed it"]
    assert notebooks.marked(merged.notebook) == [note]


def test_a_cell_taken_out_by_the_coach_and_changed_anew_is_shown_and_not_brought_back(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    mine.cells = [one for one in mine.cells if one.id != "strips"]
    cell(new, "strips").source += "  # better"
    merged = notebooks.merge(base, mine, new)
    assert not cell(merged.notebook, "strips")
    assert "# better" in notebooks.marked(merged.notebook)[0].source


def test_a_cell_changed_by_the_coach_and_gone_in_the_new_version_is_kept(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    cell(mine, "next-talk").source = "Mine."
    new.cells = [one for one in new.cells if one.id not in ("next-talk", "data-talk")]
    merged = notebooks.merge(base, mine, new)
    assert cell(merged.notebook, "next-talk").source == "Mine."
    assert not cell(merged.notebook, "data-talk"), "what the coach left as it was goes with the new version"
    assert "no longer has the cell above" in notebooks.marked(merged.notebook)[0].source


def test_a_block_that_the_coach_moved_stays_there_and_gets_its_new_words(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    moved = cell(mine, "trace")
    mine.cells.remove(moved)
    mine.cells.insert(4, moved)
    cell(new, "trace").source = cell(new, "trace").source.replace(
        "Where does the thinking", "From where does the thinking"
    )
    merged = notebooks.merge(base, mine, new)
    assert [one.id for one in merged.notebook.cells].index("trace") == 4
    assert "From where does the thinking" in cell(merged.notebook, "trace").source
    assert merged.clashes == []


def test_outputs_go_with_the_words_they_belong_to(base):
    mine, new = copy.deepcopy(base), copy.deepcopy(base)
    cell(mine, "line").outputs = []
    cell(mine, "strips").source += "  # ours"
    merged = notebooks.merge(base, mine, new)
    assert cell(merged.notebook, "line").outputs == cell(new, "line").outputs
    assert cell(merged.notebook, "strips").outputs == cell(mine, "strips").outputs
    assert not notebooks.same_content(mine, base)
    cell(mine, "strips").source = cell(base, "strips").source
    assert notebooks.same_content(mine, base), "a run alone is no change"


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_lost_in_any_pair_of_edits(base, seed):
    import random

    chance = random.Random(seed)

    def edited(name):
        other = copy.deepcopy(base)
        written = []
        for number in range(8):
            at = chance.randrange(len(other.cells))
            act = chance.choice(["change", "add", "remove", "move"])
            if act == "change":
                other.cells[at].source += f"\n# {name} {number}"
                written.append(other.cells[at].id)
            elif act == "add":
                other.cells.insert(
                    at, nbformat.v4.new_markdown_cell(f"{name} {number}", id=f"{name}-{number}")
                )
                written.append(other.cells[at].id)
            elif act == "remove" and other.cells[at].id not in written:
                del other.cells[at]
            elif act == "move":
                other.cells.insert(chance.randrange(len(other.cells)), other.cells.pop(at))
        return other, written

    (mine, mine_written), (new, new_written) = edited("mine"), edited("new")
    merged = notebooks.merge(base, mine, new).notebook
    everything = "\n".join(one.source for one in merged.cells)
    for version, written in ((mine, mine_written), (new, new_written)):
        for id in written:
            for line in cell(version, id).source.splitlines():
                assert line in everything, (id, line)
    ids = [one.id for one in merged.cells]
    assert len(ids) == len(set(ids))
