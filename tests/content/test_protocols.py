"""Protocols: every step adds up, and a slip in a file is told in words."""

import shutil

import pytest

from kit import paths
from kit.content import ContentError, library, load
from kit.errors import UnknownName

FILE = "protocols/peer-observation.yaml"


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(paths.DATA, tmp_path / "data")


def told_of(data) -> str:
    with pytest.raises(ContentError) as error:
        load(data)
    return str(error.value)


def problems_after(data, old: str, new: str) -> str:
    file = data / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return told_of(data)


def test_the_course_has_the_protocols_that_sessions_10_and_11_use():
    assert {
        "looking-at-student-work-45",
        "looking-at-student-work-60",
        "lesson-study-lab",
        "peer-observation",
    } <= set(library().protocols)


def test_each_protocol_describes_before_it_interprets_and_ends_with_something_to_do():
    for id in ("looking-at-student-work-45", "looking-at-student-work-60"):
        names = [step.name for step in library().protocol(id).steps]
        describe = next(at for at, name in enumerate(names) if name.startswith("Describe"))
        later = next(at for at, name in enumerate(names) if name in ("Interpret", "Sort in pairs"))
        assert describe < later < names.index("Decide")


def test_minutes_that_do_not_add_up_are_told(data):
    said = problems_after(data, "minutes: 30", "minutes: 25")
    assert "says 60 minutes, and its steps add up to 55" in said


def test_a_role_that_nobody_has_is_told(data):
    said = problems_after(data, "who: [guest]", "who: [visitor]")
    assert "“visitor” act in the step “Watch and write”" in said and "teacher, guest or everyone" in said


def test_a_source_that_is_not_there_is_told(data):
    assert "“nobody-2011”, which does not exist" in problems_after(data, "macdonald-2011", "nobody-2011")


def test_an_unknown_protocol_names_near_ones():
    with pytest.raises(UnknownName, match="looking-at-student-work-45"):
        library().protocol("looking-at-student-work")
