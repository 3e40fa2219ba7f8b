"""A session of one's own from one short file: made, made again, and nothing that a coach did by hand is lost."""

import shutil

import nbformat
import pytest

from kit import check, own_cli, paths, sessions
from kit.content import library
from kit.content.problems import ContentError
from kit.errors import KitError, UnknownName
from kit.own import draft, making
from kit.pages import build, printing
from kit.room.contents import contents
from kit.updating.notebooks import marked

from .conftest import FILES, forget, write

TITLE = "Our grade 4 fractions"
STEM = "L1-our-grade-4-fractions"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The team's folder with a session that was made from 05 with its own work; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "local"
    write(folder, FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THROUGHLINE_LOCAL", str(folder))
        forget()
        result = making.new(TITLE, "05", "our-work")
    return folder, result


@pytest.fixture
def made(template, local):
    """A session that was made from 05 with the team's own work."""
    folder, result = template
    shutil.copytree(folder, local, dirs_exist_ok=True)
    forget()
    return result


def notebook(local):
    return nbformat.read(local / f"sessions/{STEM}.ipynb", as_version=4)


def change_notebook(local, edit):
    found = notebook(local)
    edit(found)
    nbformat.write(found, local / f"sessions/{STEM}.ipynb")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_yaml(local, old, new):
    change(local / f"sessions/{STEM}.yaml", old, new)


def cell(found, id):
    return next((one for one in found.cells if one.id == id), None)


def test_a_new_session_is_sound_and_shows_the_teams_work(made, local):
    forget()
    assert made.problems == [] and check.problems() == []
    found = notebook(local)
    assert "L1/sort" in cell(found, "papers").source and "4/7" in str(cell(found, "papers").outputs)
    assert sessions.session("L1").minutes("45") == 45
    everything = "\n".join(one.source for one in found.cells)
    assert "S24" not in everything and "05/" not in everything, (
        "cards and keys of the course's session are not in the room"
    )


def test_a_new_session_has_a_page_and_everything_to_print(made, tmp_path):
    session = sessions.session("L1")
    (page,) = build.build_pages([session], tmp_path / "pages")
    assert "our school (2026)" in page.path.read_text(encoding="utf-8")
    printed = printing.build(session, tmp_path / "print", pdf=False)
    stems = {file.stem for file in printed}
    assert {"L1-cards-l1", "L1-key", "L1-evidence", "L1-poster-fractions", "L1-workbook", "L1-guide"} <= stems
    key = (tmp_path / "print/L1-key.html").read_text(encoding="utf-8")
    assert "Top with top" in key and "your team's own" in key.replace("&#39;", "'")


def test_a_room_can_be_opened_for_it(made):
    assert "L1/sort" in contents(sessions.session("L1")).activities


def test_every_part_of_the_guide_is_there_and_what_only_the_team_knows_is_marked(made, local):
    guide = (local / f"facilitator_guides/{STEM}.md").read_text(encoding="utf-8")
    assert guide.count("*To fill in:*") >= 6
    assert "Key: cut it into **2** equal parts" in guide, "what the course says of a part that is kept stays"
    assert "| P1 | 0 Counts pieces | Top with top" in guide
    for late in ("10 late", "20 late"):
        row = next(line for line in guide.splitlines() if line.startswith(f"| {late}"))
        assert row.rstrip("| ").endswith(f"= {late[:2]}")


def test_without_work_of_ones_own_the_courses_cards_are_kept(local):
    making.new("Fractions our way", "05")
    found = nbformat.read(local / "sessions/L1-fractions-our-way.ipynb", as_version=4)
    assert "S28" in cell(found, "sort-talk").source
    assert 'kit.SortBoard("L1/papers", deck="fraction-arithmetic/papers")' in cell(found, "papers").source
    forget()
    assert check.problems() == []


@pytest.mark.parametrize(
    "number",
    [one.number for one in sessions.all_sessions(paths.SESSIONS) if "kit.SortBoard(" in str(one.notebook)],
)
def test_a_session_can_be_made_from_each_that_sorts_cards(local, number):
    result = making.new("From another", number, "our-work")
    assert result.problems == []


def test_from_a_session_without_cards_the_message_says_which_have_some(local, monkeypatch):
    monkeypatch.setattr(draft.source.Part, "sorts", property(lambda part: part.name == "nothing"))
    with pytest.raises(KitError, match="In session 05 no cards are sorted"):
        making.new(TITLE, "05", "our-work")
    assert not (local / "sessions").exists() or not list((local / "sessions").glob("*.yaml"))


@pytest.mark.parametrize(
    ("title", "start", "work", "told"),
    [
        (TITLE, "05", "our-wrk", "no work set “our-wrk”. Near it: our-work"),
        (TITLE, "77", "our-work", "no session 77"),
        (TITLE, "gallery", "our-work", "made from one of the course's"),
        ("???", "05", "our-work", "at least one letter"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_is_written(local, title, start, work, told):
    with pytest.raises(KitError, match=told.replace("?", r"\?")):
        making.new(title, start, work)
    assert not list(local.glob("sessions/*.yaml")) and not list(local.glob("sessions/*.ipynb"))


def test_a_second_session_has_the_next_number_and_the_same_title_is_refused(made):
    assert making.new("Another", "05", "our-work").own.number == "L2"
    with pytest.raises(KitError, match=f"There is local/sessions/{STEM}.yaml already"):
        making.new(TITLE, "05", "our-work")


def test_making_it_again_changes_nothing(made, local):
    before = {path: path.read_bytes() for path in local.rglob("*") if path.is_file()}
    result = making.rebuild("L1")
    assert result.kept == result.clashes == result.problems == []
    assert {path: path.read_bytes() for path in local.rglob("*") if path.is_file()} == before


def test_what_the_file_changes_is_in_the_notebook_the_guide_and_the_cards(made, local):
    change_yaml(local, "focus: ", 'focus: "What does 4/7 tell us?"  # ')
    change_yaml(local, "[ 6,  9, 11]", "[ 6,  7, 11]")
    change_yaml(local, "[15, 20, 28]", "[15, 22, 28]")
    change_yaml(local, "[p1, p2, p3, p4, p5, p6]", "[p2, p1, p3, p4]")
    change_yaml(local, '"Which is smaller, $2/3$ or $3/4$?"', '"Which is the smaller one, $2/3$ or $3/4$?"')
    change_yaml(local, "tops and bottoms treated separately", "top with top")
    change_yaml(
        local,
        "  p1: {level: 0,",
        "  p2: {level: 3, reason: Tenths.}\n  p1: {level: 1,",
    )
    change_yaml(
        local, "# levels:\n#   - level: 1\n#     name:", 'levels:\n  - level: 1\n    name: "Our level"  #'
    )
    result = making.rebuild("our-grade-4-fractions")
    assert result.problems == []
    forget()
    assert check.problems() == []
    found = notebook(local)
    assert "**What does 4/7 tell us?**" in cell(found, "focus").source
    assert cell(found, "sort").metadata["throughline"]["minutes"] == {"45": 15, "75": 22, "90": 28}
    assert "*22 minutes" in cell(found, "sort").source and "There are 4 cards." in cell(found, "sort").source
    _, samples = library().deck("our-work/l1")
    assert [one.id for one in samples] == ["p2", "p1", "p3", "p4"]
    assert samples[0].anchor.whose == "team" and samples[1].anchor.level == 1
    assert library().item("our-compare").text.startswith("Which is the smaller one")
    assert library().work_set("our-work").tags[0].name == "top with top"
    assert library().progression("fractions").levels[1].name == "Our level"
    assert "“What does 4/7 tell us?”" in (local / f"facilitator_guides/{STEM}.md").read_text(encoding="utf-8")
    assert "# Made from one lesson's papers" in (local / "work/our-work/workset.yaml").read_text(), (
        "notes in files stay"
    )


def test_a_part_that_is_deleted_in_the_file_leaves_notebook_and_guide(made, local):
    change_yaml(local, "  trace:       [ 0,  5,  8]  # Trace it up and down the grades\n", "")
    change_yaml(local, "[15, 20, 28]", "[15, 25, 36]")
    assert making.rebuild("L1").problems == []
    assert cell(notebook(local), "trace") is None
    assert "Trace it" not in (local / f"facilitator_guides/{STEM}.md").read_text(encoding="utf-8")


def test_a_coachs_own_cells_and_changes_stay_when_it_is_made_again(made, local):
    def edit(found):
        at = [one.id for one in found.cells].index("papers")
        found.cells.insert(at, nbformat.v4.new_markdown_cell("**Ours:** look at the strips.", id="ours"))
        cell(found, "sort-talk").source = "Talk about P3."
        cell(found, "sort").source = cell(found, "sort").source.replace(
            "There are 6 cards.", "Six cards from room 12."
        )

    change_notebook(local, edit)
    change_yaml(local, "[ 6,  9, 11]", "[ 6,  7, 11]")
    change_yaml(local, "[15, 20, 28]", "[15, 22, 28]")
    result = making.rebuild("L1")
    found = notebook(local)
    assert cell(found, "ours") and cell(found, "sort-talk").source == "Talk about P3."
    assert (
        "Six cards from room 12." in cell(found, "sort").source
        and "*22 minutes" in cell(found, "sort").source
    )
    assert result.clashes == [] and result.problems == []
    ids = [one.id for one in found.cells]
    assert ids.index("ours") + 1 == ids.index("papers")


@pytest.mark.parametrize("base_is_lost", [False, True])
def test_a_cell_changed_by_hand_and_in_the_file_is_never_overwritten(made, local, base_is_lost):
    change_notebook(local, lambda found: cell(found, "sort-talk").update(source="Talk about P3."))
    change_yaml(local, '  talk: "', '  talk: "New words. ')
    if base_is_lost:
        (local / f"sessions/.made/{STEM}.ipynb").unlink()
    result = making.rebuild("L1")
    found = notebook(local)
    assert cell(found, "sort-talk").source == "Talk about P3."
    (note,) = marked(found)
    assert "Your YAML file has other words for the cell above" in note.source and "New words." in note.source
    assert len(result.clashes) == 1 and "sort-talk" in result.clashes[0]
    assert any("shows another version of 1 cell" in one for one in result.problems), (
        "the check asks for a decision"
    )
    change_notebook(local, lambda found: found.cells.remove(cell(found, note.id)))
    again = making.rebuild("L1")
    assert again.clashes == again.problems == [], "decided once, it is not asked again"


def test_what_was_written_into_the_guide_stays(made, local):
    guide = local / f"facilitator_guides/{STEM}.md"
    change(
        guide,
        "*To fill in:* the one idea to protect when time runs short, in a sentence.",
        "The idea: 4/7 is less than 3/5.",
    )
    change_yaml(local, "[ 6,  9, 11]", "[ 6,  7, 11]")
    change_yaml(local, "[15, 20, 28]", "[15, 22, 28]")
    result = making.rebuild("L1")
    text = guide.read_text(encoding="utf-8")
    assert "The idea: 4/7 is less than 3/5." in text and "| 0:15 | 7 | 6 | 11 |" in text
    assert result.clashes == [] and result.problems == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[15, 20, 28]", "[15, 21, 28]", r"line \d+, blocks: adds up to 76 minutes in the 75-minute path"),
        ("[15, 20, 28]", "[15, 20]", r"line \d+, blocks.sort.*Write three whole numbers"),
        ("  sort:  ", "  sorting:", r"line \d+, blocks.sorting: is no part of session 05. Its parts: focus"),
        (
            "p5, p6]",
            "p5, p66]",
            r"cards\[5\]: names the card “p66”, which “our-work” does not have. Its cards: p1",
        ),
        ('title: "', 'titel: "', r"line 6, titel: is not a field that belongs here"),
        ("work: our-work", "work: our-wok", r"line \d+, work: names the work set “our-wok”"),
        ("kind: issue", "kind: idea", r"line \d+, tags\[0\].kind: is 'idea'"),
        ("level: 0,", "level: 9,", r"places p1 at level 9.*Its levels are 0 to 5"),
        ('grades: "3-6"', "grades: three", r"line \d+, grades: .*Write one grade or two"),
        ('from: "05"', 'from: "55"', r"line \d+, from: names session 55"),
        (
            "progression: fractions",
            "progression: ratio",
            r"progression: is not the progression of “our-work”",
        ),
        ('title: "Our', 'title: Our: "', r"line \d+: cannot be read as YAML"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_line_field_and_remedy_and_nothing_changes(
    made, local, old, new, told
):
    before = {
        path: path.read_bytes() for path in local.rglob("*") if path.suffix != ".yaml" and path.is_file()
    }
    change_yaml(local, old, new)
    with pytest.raises(
        ContentError, match=rf"local/sessions/{STEM}.yaml, {told}" if told.startswith("line") else told
    ):
        making.rebuild("L1")
    assert {
        path: path.read_bytes() for path in local.rglob("*") if path.suffix != ".yaml" and path.is_file()
    } == before


def test_a_cell_of_the_coachs_that_fails_leaves_everything_as_it_was(made, local):
    change_notebook(
        local, lambda found: found.cells.append(nbformat.v4.new_code_cell("nothing_here", id="ours"))
    )
    before = (local / f"sessions/{STEM}.ipynb").read_bytes()
    change_yaml(local, "focus: ", 'focus: "Other."  # ')
    with pytest.raises(KitError, match=r"cell ours: .*nothing_here"):
        making.rebuild("L1")
    assert (local / f"sessions/{STEM}.ipynb").read_bytes() == before


def test_a_session_that_was_never_made_says_which_were(made):
    with pytest.raises(UnknownName, match=f"no session of your own “L7”. There are: {STEM}"):
        making.rebuild("L7")


def test_a_notebook_that_cannot_be_read_is_told_and_left_as_it_is(made, local):
    path = local / f"sessions/{STEM}.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(KitError, match=r"is not a sound notebook .*Bring back an earlier version"):
        making.rebuild("L1")
    assert path.read_text(encoding="utf-8") == "{"


def test_what_the_disk_refuses_is_a_sentence_and_no_traceback(made, local, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "L1.ipynb")

    monkeypatch.setattr(making, "rebuild", full)
    with pytest.raises(KitError, match=r"L1.ipynb cannot be written or read \(No space left on device\)"):
        own_cli.rebuild("L1")
