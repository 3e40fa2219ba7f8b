"""A team's own content beside the course's: found, checked in the same words, and never mistaken for the course's."""

import shutil

import pytest

from kit import check, guides, paths, running, sessions
from kit.activities.progression_view import ProgressionView
from kit.activities.sort_board import SortBoard
from kit.activities.trajectory_map import TrajectoryMap
from kit.content import library
from kit.content.graph import standards_map
from kit.errors import KeyProblem, UnknownName
from kit.pages import build, session_page, site

from .conftest import forget, write


def problems() -> list[str]:
    forget()
    return [str(problem) for problem in check.problems()]


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def own_session(local):
    """Session 05 as a team's L1, with its guide."""
    for shipped, name in ((paths.SESSIONS, "sessions"), (paths.GUIDES, "facilitator_guides")):
        (local / name).mkdir(exist_ok=True)
        for path in shipped.glob("05-fractions.*"):
            text = (
                path.read_text(encoding="utf-8")
                .replace("05/", "L1/")
                .replace("05-fractions", "L1-our-fractions")
            )
            text = text.replace("# 05 Fractions: what an", "# L1 Our fractions: what an")
            (local / name / path.name.replace("05-", "L1-our-")).write_text(text, encoding="utf-8")
    return sessions.session("L1")


def test_a_sound_folder_of_ones_own_has_no_problems(local):
    assert problems() == []


def test_work_and_items_of_ones_own_are_sorted_like_the_courses(local):
    board = SortBoard("05/ours", deck="our-work/papers")
    assert "our school (2026)" in board.picture()
    assert library().deck("our-work/papers")[1][0].anchor.level == 0
    assert library().deck("fraction-arithmetic/papers")


def test_without_the_folder_the_course_is_as_it_was_shipped(tmp_path, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(tmp_path / "nothing"))
    forget()
    assert library().progression("fractions").levels[2].name != "Repeats the part"
    with pytest.raises(UnknownName):
        library().work_set("our-work")


def test_a_mistake_is_told_with_file_line_and_remedy(local):
    rewrite(local / "work/our-work/workset.yaml", "progression: fractions", "progression: fraction")
    rewrite(local / "items/ours.yaml", "5.NF.A.1", "5.NF.Z.1")
    found = problems()
    assert any(
        one.startswith(
            "local/work/our-work/workset.yaml, line 7, progression: names the progression “fraction”"
        )
        for one in found
    )
    assert any(
        one.startswith("local/items/ours.yaml, line 1, [0].standards: names the standard") for one in found
    )


def test_a_mistake_leaves_the_course_itself_in_use_and_is_named_where_it_is_missed(local):
    rewrite(local / "work/our-work/workset.yaml", "progression: fractions", "progression: fraction")
    assert library().deck("fraction-arithmetic/papers")
    with pytest.raises(
        UnknownName, match=r"no work set “our-work”.*local/work/our-work/workset.yaml, line 7"
    ):
        library().work_set("our-work")
    assert (
        "until this is mended: local/work/our-work/workset.yaml"
        in ProgressionView("05/x", progression="fractions").notice
    )


def test_an_id_of_the_course_is_refused(local):
    rewrite(local / "items/ours.yaml", "id: our-compare", "id: sts-add-like")
    assert any(
        "local/items/ours.yaml, line 2, [1].id: uses the id “sts-add-like”, which the course itself uses in "
        "data/items/fraction-arithmetic.yaml. Give it one of your own" in one
        for one in problems()
    )


def test_a_column_that_names_a_child_is_refused_here_too(local):
    rewrite(local / "work/our-work/answers.csv", "sample,grade", "sample,name")
    rewrite(local / "work/our-work/datapackage.json", '"grade"', '"name"')
    assert any("column “name”: can identify a person" in one for one in problems())


def test_wording_of_a_team_is_shown_and_marked_as_theirs(local):
    view = ProgressionView("05/x", progression="fractions")
    level = view.content["levels"][2]
    assert level["name"] == "Repeats the part"
    assert level["ours"] == "Name, next move: worded by your team"
    assert view.content["levels"][1]["ours"] == ""
    assert "worded by your team" in view.picture() and "worded by your team" in view.summary()
    assert "Changed, worded by your team: level 2 (name, next move)." in view.content["wording_html"]
    assert level["evidence_html"], "what was not worded anew stays the course's"


def test_a_step_of_other_length_changes_the_length_of_the_protocol(local):
    protocol = library().protocol("looking-at-student-work-45")
    assert protocol.minutes == 47 == sum(step.minutes for step in protocol.steps)
    assert "Changed by your team: Describe." in protocol.wording


def test_a_word_of_the_glossary_says_that_its_meaning_is_the_teams(local):
    assert library().glossary["benchmark"].text == "A number we all know well. (Worded by your team.)"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "level: 2",
            "level: 7",
            "line 2, [0].level: changes level 7 of the progression “fractions”, which the course",
        ),
        ("step: Describe", "step: Look", "line 6, [1].step: changes step “Look” of the protocol"),
        ("word: benchmark", "word: benchmarks", "line 8, [2].word: changes the word “benchmarks”"),
    ],
)
def test_an_override_whose_target_is_gone_is_reported_and_the_rest_still_works(local, old, new, told):
    rewrite(local / "overrides.yaml", old, new)
    found = problems()
    assert len(found) == 1 and f"local/overrides.yaml, {told}" in found[0]
    assert "It is kept and not shown" in found[0]
    assert library().work_set("our-work"), "one stale entry takes nothing else away"


def test_who_looks_at_the_progression_is_told_of_wording_that_is_not_shown(local):
    rewrite(local / "overrides.yaml", "level: 2", "level: 7")
    assert "level 7 of the progression" in ProgressionView("05/x", progression="fractions").notice
    assert ProgressionView("05/y", progression="ratio").notice == ""


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- {level: 2, name: x}\n", "line 1, [0]: does not say what it changes."),
        ("- {progression: fractions, level: 2}\n", "line 1, [0]: changes nothing."),
        (
            "- {progression: fractions, level: 2, nme: x}\n",
            "line 1, [0].nme: is not a field that belongs here.",
        ),
        (
            "- {word: bug, text: a}\n- {word: bug, text: b}\n",
            "line 2, [1]: changes the word “bug” a second time.",
        ),
    ],
)
def test_an_override_that_cannot_be_read_says_why(local, entry, told):
    write(local, {"overrides.yaml": entry})
    assert any(f"local/overrides.yaml, {told}" in one for one in problems())


def test_a_states_own_codes_are_shown_with_the_courses(local):
    write(local, {"standards/crosswalk.csv": "local,ccss\nXX.4.7,4.NF.A.1\n"})
    forget()
    assert problems() == []
    code = library().code_shown("4.NF.A.1")
    assert code == "XX.4.7 (4.NF.A.1)"
    view = ProgressionView("05/x", progression="fractions")
    assert any(code in level["standards"] for level in view.content["levels"]) and code in view.summary()
    assert (
        standards_map().common_core("4.NF.A.1")
        and standards_map().standards_of("XX.4.7")[0].code == "4.NF.A.1"
    )
    assert TrajectoryMap("08/x", focus="XX.4.7").content["local"]["4.NF.A.1"] == ["XX.4.7"]


def test_a_states_code_for_nothing_is_told_by_row(local):
    write(local, {"standards/crosswalk.csv": "local,ccss\nXX.4.7,9.ZZ.1\n"})
    assert any(
        one.startswith("local/standards/crosswalk.csv, row 2, column “ccss”: names an unknown")
        for one in problems()
    )


def test_a_session_of_ones_own_stands_after_the_courses_and_is_found_by_number_or_name(own_session):
    assert sessions.all_sessions()[-1].number == "L1"
    assert sessions.session("l1").path == sessions.session("our-fractions").path == own_session.path
    assert own_session.title == "Our fractions: what an answer shows, and what it does not"
    assert own_session.full_title.startswith("L1 Our fractions")
    with pytest.raises(UnknownName, match=r"no session L9. Sessions: 00, 01, .*, L1"):
        sessions.session("L9")


def test_a_session_of_ones_own_is_checked_like_the_courses(own_session, local):
    assert problems() == []
    guide = local / "facilitator_guides/L1-our-fractions.md"
    rewrite(guide, "| 0:03 | 12 |", "| 0:03 | 13 |")
    assert any(
        one.startswith("local/facilitator_guides/L1-our-fractions.md, Run sheet") for one in problems()
    )
    guide.unlink()
    assert any(
        one.startswith("local/facilitator_guides/L1-our-fractions.md: is missing.") for one in problems()
    )


def test_a_notebook_with_a_number_of_the_course_is_refused_in_ones_own_folder(own_session, local):
    shutil.copy(own_session.path, local / "sessions/21-ours.ipynb")
    shutil.copy(own_session.path, local / "sessions/L1-again.ipynb")
    found = problems()
    assert any(
        one.startswith("local/sessions/21-ours.ipynb: is not named as a session of your own") for one in found
    )
    assert any(one.startswith("local/sessions/L1-again.ipynb: has the number L1") for one in found)
    assert "21" not in {one.number for one in sessions.all_sessions()}


def test_a_session_of_ones_own_runs_and_has_a_page(own_session, tmp_path):
    running.run(own_session)
    (built,) = build.build_pages([own_session], tmp_path / "pages")
    assert built.path.name == "L1-our-fractions.html"
    assert '"session":"L1"' in built.path.read_text(encoding="utf-8")


def test_a_page_is_made_again_when_something_of_ones_own_has_changed(
    own_session, local, tmp_path, monkeypatch
):
    monkeypatch.setattr(build, "page", lambda session, **_: session_page.document.__name__)
    again = lambda: build.build_pages([own_session], tmp_path / "pages")[0].made  # noqa: E731
    assert again() is True
    forget()
    assert again() is False
    rewrite(local / "overrides.yaml", "Repeats the part", "Repeats a part")
    forget()
    assert again() is True


def test_an_activity_of_a_session_that_is_not_there_is_refused(local):
    with pytest.raises(KeyProblem, match="L and its number, such as L1/sort"):
        ProgressionView("L/x", progression="fractions")


def test_the_guide_of_a_session_of_ones_own_stands_beside_it(own_session, local):
    assert own_session.guide == local / "facilitator_guides/L1-our-fractions.md"
    assert list(guides.problems_in(own_session)) == []


def test_protocols_words_and_drawings_of_ones_own_stand_beside_the_courses(local):
    shipped = (paths.DATA / "protocols/looking-at-student-work-45.yaml").read_text(encoding="utf-8")
    progression = (paths.DATA / "progressions/fractions.yaml").read_text(encoding="utf-8")
    drawing = (paths.DATA / "progressions/pictures/unequal-thirds.svg").read_text(encoding="utf-8")
    write(
        local,
        {
            "protocols/ours.yaml": shipped.replace("id: looking-at-student-work-45", "id: our-protocol"),
            "glossary.yaml": "- {id: our-word, term: strip talk, text: Talking over a folded strip.}\n",
            "progressions/ours.yaml": progression.replace("id: fractions", "id: our-fractions").replace(
                "pictures/unequal-thirds.svg", "pictures/ours.svg"
            ),
            "progressions/pictures/ours.svg": drawing,
        },
    )
    assert problems() == []
    assert library().protocol("our-protocol").minutes == 45
    assert "our-word" in library().glossary
    assert "One narrow part is shaded" in str(ProgressionView("05/x", progression="our-fractions").content)
    (local / "progressions/pictures/ours.svg").unlink()
    assert any(one.startswith("local/progressions/ours.yaml") and "ours.svg" in one for one in problems())


def test_a_site_for_everybody_holds_nothing_of_a_teams_own(own_session, tmp_path):
    numbers = [one.number for one in site.SiteBuilder(tmp_path).sessions]
    assert "05" in numbers and "L1" not in numbers
