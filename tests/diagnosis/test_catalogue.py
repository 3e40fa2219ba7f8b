"""Names, looks and sources of the bugs: equal to the rules, sourced, and true to their own example."""

import shutil
import subprocess
import sys

import pytest

from kit import paths
from kit.content import library
from kit.diagnosis import answer, catalogue
from kit.diagnosis.catalogue import problems_in
from kit.diagnosis.notation import DOMAINS, value


def test_entries_and_rules_are_the_same_bugs():
    assert problems_in(paths.DATA) == []
    assert list(catalogue()) == [bug for domain in DOMAINS.values() for bug in domain.bugs]
    assert len(catalogue()) >= 40


@pytest.mark.parametrize("bug", catalogue().values(), ids=lambda bug: bug.id)
def test_the_example_of_an_entry_is_what_its_rule_gives_and_it_shows(bug):
    assert answer(bug.id, bug.example.problem) == bug.example.answer
    assert value(bug.example.answer) != value(answer("correct", bug.example.problem))


def test_every_bug_has_a_source():
    assert [bug.id for bug in catalogue().values() if not bug.sources] == []


def test_misconceptions_that_bugs_belong_to_exist():
    known = set(library().misconceptions)
    unknown = {(bug.id, id) for bug in catalogue().values() for id in bug.misconceptions if id not in known}
    assert unknown == set()


def test_an_entry_without_a_rule_or_source_is_told(tmp_path):
    data = shutil.copytree(paths.DATA / "bugs", tmp_path / "data" / "bugs").parent
    shutil.copy(paths.DATA / "sources.yaml", data)
    file = data / "bugs" / "equations.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("id: conjoining", "id: joining").replace("[matz-1982,", "[matz,"), encoding="utf-8"
    )
    found = [str(problem) for problem in problems_in(data)]
    assert any("joining: has no rule in the code" in one for one in found)
    assert any("conjoining: has a rule and no entry here" in one for one in found)
    assert any("partial-distribution: names an unknown source “matz”" in one for one in found)


def test_importing_the_kit_does_not_load_the_engine_and_the_engine_loads_no_numpy():
    code = (
        "import sys, kit; first = set(sys.modules); import kit.diagnosis; "
        "print('kit.diagnosis' in first, 'numpy' in set(sys.modules) - first)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT, check=True
    )
    assert found.stdout.split() == ["False", "False"]
