"""The seven progressions and their misconceptions: complete, linked across the grades, and right in their arithmetic."""

import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from kit import paths
from kit.content import inspect, library
from kit.errors import UnknownName

SEVEN = [
    "addition-subtraction",
    "base-ten",
    "counting",
    "equality",
    "fractions",
    "multiplication-division",
    "ratio",
]
GRADES = ["PreK", "K", *map(str, range(1, 13))]


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the course's content, to be spoilt."""
    return Path(shutil.copytree(paths.DATA, tmp_path / "data"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_in(root: Path) -> list[str]:
    return [str(problem) for problem in inspect(root)[1]]


def test_the_course_has_its_seven_progressions():
    assert sorted(library().progressions) == SEVEN


@pytest.mark.parametrize("id", SEVEN)
def test_a_progression_is_complete(id):
    progression = library().progression(id)
    assert len(progression.levels) == 6
    assert len(progression.structure) >= 3
    assert progression.sources
    thin = [level.name for level in progression.levels if len(level.exemplars) < 2 or len(level.evidence) < 2]
    assert not thin, f"too little evidence or work at {thin}"
    assert any(exemplar.picture for level in progression.levels for exemplar in level.exemplars)


def test_every_drawing_is_shown_somewhere():
    named = {
        exemplar.picture.file
        for progression in library().progressions.values()
        for level in progression.levels
        for exemplar in level.exemplars
        if exemplar.picture
    }
    drawn = {
        path.relative_to(paths.DATA).as_posix() for path in paths.DATA.glob("progressions/pictures/*.svg")
    }
    assert drawn == named


def test_every_progression_has_misconceptions_and_one_that_reaches_another_progression():
    content = library()
    for id in SEVEN:
        own = [one for one in content.misconceptions.values() if one.progression == id]
        assert len(own) >= 5, id
        assert any(_elsewhere(link, id, content) for one in own for link in one.resurfaces), id


def _elsewhere(link, progression: str, content) -> bool:
    """Whether a link leads to a misconception of, or to a standard that stands in, another progression."""
    kind, _, id = (link.to or "").partition(":")
    if kind == "misconception":
        return content.misconception(id).progression != progression
    return any(
        link.to in level.standards
        for other in content.progressions.values()
        if other.id != progression
        for level in other.levels
    )


def test_every_misconception_resurfaces_and_never_before_it_is_first_seen():
    content = library()
    for one in (*content.misconceptions.values(), *content.unverified.values()):
        assert len(one.resurfaces) >= 2, one.id
        first, last = map(GRADES.index, one.first_seen)
        assert first <= last, one.id
        for link in one.resurfaces:
            assert first <= _grade(link, content), f"{one.id} resurfaces earlier: {link.where}"


def _grade(link, content) -> int:
    """Where on the grades a link leads; items and links without an end count as late."""
    kind, _, id = (link.to or "item:").partition(":")
    if kind == "misconception":
        return GRADES.index(content.misconception(id).first_seen[0])
    grade = kind.split(".")[0]
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def test_the_starting_number_can_be_followed_to_the_ruler_and_to_fractions():
    links = {link.to: link.basis for link in library().misconception("counts-the-starting-number").resurfaces}
    assert {"2.MD.A.1", "2.MD.B.6", "3.NF.A.2"} <= set(links)


def test_the_digits_can_be_followed_from_counters_to_integers():
    """face value > separate columns > smaller from larger > integers."""
    content = library()

    def ends(id: str) -> set[str | None]:
        return {link.to for link in content.misconception(id).resurfaces}

    assert "misconception:independent-columns" in ends("face-value")
    assert "misconception:smaller-from-larger" in ends("independent-columns")
    assert "7.NS.A.1" in ends("smaller-from-larger")


def test_an_unverified_misconception_is_hidden():
    content = library()
    assert set(content.unverified) == {"rate-inverted"}
    assert all(one.status == "verified" and one.sources for one in content.misconceptions.values())
    with pytest.raises(UnknownName):
        content.misconception("rate-inverted")


def test_a_link_to_a_hidden_misconception_is_told(data):
    spoil(
        data / "misconceptions/multiplication-division.yaml",
        "to: 6.RP.A.2, basis: synthesis",
        'to: "misconception:rate-inverted", basis: synthesis',
    )
    (problem,) = problems_in(data)
    assert "“rate-inverted”, which is unverified and hidden from sessions" in problem


def test_a_verified_misconception_needs_a_source(data):
    spoil(data / "misconceptions/ratio.yaml", "  sources: [meadows-ratios]", "  sources: []")
    assert any("is called verified and names no source" in problem for problem in problems_in(data))


NUMBER = r"\d+(?:\.\d+)?(?:/\d+)?"
SIDE = re.compile(rf" *{NUMBER}(?: *[-+−×÷] *{NUMBER})* *")


def equations(text: str) -> Iterator[tuple[str, bool]]:
    """Each statement about plain numbers between dollar signs, and whether it is true."""
    for piece in re.findall(r"\$([^$]+)\$", text):
        sides = piece.split("=")
        if len(sides) > 1 and all(SIDE.fullmatch(side) for side in sides):
            yield piece, len({_value(side) for side in sides}) == 1


def _value(side: str) -> Fraction:
    """Value of a sum whose terms are products: `8 + 4 × 2`."""
    total = Fraction(0)
    for sign, term in re.findall(r"(^|[-+−])([^-+−]+)", side):
        first, *rest = re.findall(r"(^|[×÷]) *([^×÷ ]+)", term.strip())
        value = Fraction(first[1])
        for operation, number in rest:
            value = value * Fraction(number) if operation == "×" else value / Fraction(number)
        total += -value if sign in {"-", "−"} else value
    return total


def test_the_reader_of_equations_tells_true_from_false():
    assert list(equations("$52 − 37 = 25$, $3/5 × 1/2 = 3/10$ and $3 + 4 = 7 + 5 = 12$")) == [
        ("52 − 37 = 25", False),
        ("3/5 × 1/2 = 3/10", True),
        ("3 + 4 = 7 + 5 = 12", False),
    ]
    assert not list(equations("$2(x + 3) = 14$, $8 + 4 = □ + 5$"))


def test_examples_of_a_misconception_are_wrong():
    """All but those in which the operation, and not the arithmetic, is the mistake."""
    right = {
        piece
        for one in library().misconceptions.values()
        for example in one.examples
        for piece, true in equations(example)
        if true
    }
    assert right == {"4 + 6 = 10", "4 + 6 + 3 = 13", "7 = 3 + 4"}


def test_work_in_the_progressions_is_right_unless_it_shows_an_error():
    wrong = {
        piece
        for progression in library().progressions.values()
        for level in progression.levels
        for text in (
            level.next_move,
            *(part for one in level.exemplars for part in (one.work or "", one.shows)),
        )
        for piece, true in equations(text)
        if not true
    }
    assert wrong == {"536 − 277 = 341", "8 + 4 = 12 + 5", "7146 − 5438 = 2312"}
