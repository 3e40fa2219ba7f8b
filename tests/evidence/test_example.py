"""The constructed group: made anew it is the same, it is what its descriptor says, and it fits the activities."""

import pytest

from kit import paths
from kit.content import library
from kit.content.datapackage import open_package
from kit.content.measures import closed_score
from kit.evidence import example

FOLDER = paths.DATA / "examples" / "group"


def test_made_anew_the_example_is_the_one_that_is_shipped(tmp_path):
    made = example.write(tmp_path)
    for path in made:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes()


def test_another_seed_makes_another_group():
    assert example.answers(1) != example.answers(2)


def test_the_descriptor_describes_every_row():
    problems = []
    package = open_package(FOLDER, "examples/group", problems, missing="")
    assert problems == []
    rows = [row.to_dict() for row in package.get_resource("answers").read_rows()]
    assert rows == example.load()


def test_it_says_that_it_is_constructed_in_its_name_and_its_readme():
    assert "Nobody gave these answers" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert '"CONSTRUCTED' in (FOLDER / "datapackage.json").read_text(encoding="utf-8")


def test_everybody_with_both_forms_took_another_one_at_the_end_and_half_began_with_each():
    forms = {}
    for one in example.load():
        if one["key"] in ("00/baseline", "12/closing"):
            forms.setdefault(one["participant"], {})[one["key"]] = one["value"]["form"]
    both = [one for one in forms.values() if len(one) == 2]
    assert 15 < len(both) < len(forms), "and some have one form only"
    assert all(one["00/baseline"] != one["12/closing"] for one in both)
    begins = [one["00/baseline"] for one in both]
    assert abs(begins.count("A") - begins.count("B")) <= 4


def test_every_answer_to_the_measure_can_be_scored():
    measure = library().measure(example.MEASURE)
    for one in example.load():
        if one["key"] in ("00/baseline", "12/closing"):
            form = measure.form(one["value"]["form"])
            for part, given in one["value"]["answers"].items():
                assert closed_score(form.part(part), given) is not None


@pytest.mark.parametrize(("key", "deck"), example.SORTS.items())
def test_every_card_of_a_sort_lies_on_a_pile_of_its_progression(key, deck):
    _, samples = library().deck(deck)
    progression = library().progression(library().work_set(deck.partition("/")[0]).progression)
    piles = {str(level.level) for level in progression.levels} | {"unsure"}
    for one in example.load():
        if one["key"] == key:
            assert set(one["value"]["first"]) == {sample.id for sample in samples}
            assert set(one["value"]["first"].values()) | set(one["value"]["placed"].values()) <= piles
