"""What a student with an idea answers: by hand, against arithmetic, and what is said of a bad problem."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked_by_hand import HIDES, SHOWS, rows

from kit import diagnosis
from kit.diagnosis.notation import DOMAINS, value
from kit.errors import KitError, UnknownName


@pytest.mark.parametrize("bug, problem, expected", rows(SHOWS))
def test_a_bug_gives_the_answer_worked_by_hand(bug, problem, expected):
    assert diagnosis.answer(bug, problem) == expected
    assert value(diagnosis.answer("correct", problem)) != value(expected), "the bug does not show here"


@pytest.mark.parametrize("bug, problem, expected", rows(HIDES))
def test_a_bug_does_not_show_where_its_step_is_not_taken(bug, problem, expected):
    assert diagnosis.answer(bug, problem) == expected
    assert value(diagnosis.answer("correct", problem)) == value(expected)


def test_every_bug_is_worked_by_hand_where_it_shows_and_where_it_hides():
    bugs = {bug for domain in DOMAINS.values() for bug in domain.bugs}
    assert {row[0] for row in rows(HIDES)} == bugs
    assert bugs <= {row[0] for row in rows(SHOWS)}


def test_known_answers_of_smaller_from_larger():
    problems = ["536 - 277", "400 - 126", "7146 − 5438"]
    assert [diagnosis.answer("smaller-from-larger", p) for p in problems] == ["341", "326", "2312"]


numbers = st.integers(0, 99_999)
nonzero = st.integers(-99, 99).filter(bool)
halves = st.tuples(st.integers(1, 30), st.integers(2, 30))


@given(st.lists(numbers, min_size=2, max_size=4))
def test_correct_addition_is_right(addends):
    assert diagnosis.answer("correct", " + ".join(map(str, addends))) == str(sum(addends))


@given(numbers, numbers)
def test_correct_subtraction_is_right(a, b):
    a, b = max(a, b), min(a, b)
    assert diagnosis.answer("correct", f"{a} - {b}") == str(a - b)


@given(numbers, st.integers(0, 9_999))
def test_correct_multiplication_is_right(a, b):
    assert diagnosis.answer("correct", f"{a} × {b}") == str(a * b)


@given(halves, st.sampled_from("+-×÷"), halves)
def test_correct_fraction_arithmetic_is_right(a, op, b):
    left, right = Fraction(*a), Fraction(*b)
    expected = {"+": left + right, "-": left - right, "×": left * right, "÷": left / right}[op]
    found = diagnosis.answer("correct", f"{a[0]}/{a[1]} {op} {b[0]}/{b[1]}")
    assert Fraction(found) == expected


@given(st.integers(0, 20), st.text("0123456789", max_size=5), st.text("0123456789", max_size=5))
def test_correct_decimal_comparison_is_right(whole, left, right):
    a, b = (f"{whole}.{part}" if part else str(whole) for part in (left, right))
    expected = "<" if Fraction(a) < Fraction(b) else ">" if Fraction(a) > Fraction(b) else "="
    assert diagnosis.answer("correct", f"{a} ? {b}") == expected


@given(st.integers(-99, 99), st.sampled_from("+-×÷"), nonzero)
def test_correct_signed_arithmetic_is_right(a, op, b):
    expected = {"+": a + b, "-": a - b, "×": a * b, "÷": Fraction(a, b)}[op]
    assert diagnosis.answer("correct", f"{a} {op} ({b})") == str(expected)


@given(nonzero, st.integers(-99, 99), nonzero, st.integers(-99, 99))
def test_a_correct_solution_satisfies_its_equation(a, b, c, d):
    problem = f"{a}x + {b} = {c}x + {d}".replace("+ -", "- ")
    found = diagnosis.answer("correct", problem)
    if a == c:
        assert found == ("all numbers" if b == d else "no solution")
    else:
        assert a * Fraction(found) + b == c * Fraction(found) + d


@given(nonzero, st.integers(-20, 20), nonzero)
def test_a_correct_solution_of_a_bracket_satisfies_its_equation(a, b, c):
    found = diagnosis.answer("correct", f"{a}(x + {b}) = {c}".replace("+ -", "- "))
    assert a * (Fraction(found) + b) == c


@given(st.data())
def test_every_bug_and_pair_gives_an_answer_or_none_and_never_fails(data):
    domain = data.draw(st.sampled_from(sorted(DOMAINS)))
    problem = data.draw(st.sampled_from(diagnosis.papers()[domain]))
    first, second = data.draw(st.permutations(list(DOMAINS[domain].bugs)).map(lambda bugs: bugs[:2]))
    pair = f"{first} + {second}" if DOMAINS[domain].compatible(first, second) else first
    assert diagnosis.answer(first, problem) is None or diagnosis.answer(first, problem)
    assert diagnosis.answer(pair, problem) is None or diagnosis.answer(pair, problem)


@pytest.mark.parametrize("typed", ["536 − 277", "536-277", " 536  –  277 "])
def test_subtraction_is_read_however_it_is_typed(typed):
    assert diagnosis.answer("correct", typed) == "259"


@pytest.mark.parametrize(
    "typed, expected",
    [("46x3", "138"), ("46 * 3", "138"), ("3/5:1/2", "6/5"), ("−3−−5", "2"), ("3x+4=19", "5"), ("-x = 4", "-4"),
     ("2 ( x − 3 ) = 10", "8"), ("1 1/2 + 3/4", "9/4"), ("- 3 + 5", "2")],
)  # fmt: skip
def test_true_signs_and_close_writing_are_read(typed, expected):
    assert diagnosis.answer("correct", typed) == expected


@pytest.mark.parametrize(
    "problem", ["536 - ", "", "+", "3//4 + 1", "2x + 3y = 5", "1/0 + 1/2", "five - 2", 536]
)
def test_a_problem_that_cannot_be_read_is_told_how_to_write_it(problem):
    with pytest.raises(KitError, match=re.escape("Write it like 536 - 277")) as error:
        diagnosis.answer("correct", problem)
    assert str(problem) in str(error.value)


def test_an_unknown_bug_is_told_with_near_matches():
    with pytest.raises(UnknownName, match=r"Near it: .*smaller-from-larger"):
        diagnosis.answer("smaler-from-larger", "536 - 277")


def test_a_bug_goes_by_the_name_of_the_literature_too():
    assert diagnosis.answer("0−N=N", "50 - 23") == "33"


def test_two_ideas_about_the_same_step_cannot_be_held_together():
    with pytest.raises(UnknownName, match="cannot be held together"):
        diagnosis.answer("borrow-from-zero + stops-borrow-at-zero", "304 - 126")


def test_a_bug_says_nothing_about_another_kind_of_problem():
    assert diagnosis.answer("add-across", "536 - 277") is None


def test_an_idea_that_finds_no_column_to_borrow_from_gives_no_answer():
    assert diagnosis.answer("stutter-subtract", "347 - 9") is None


def test_work_shows_what_was_carried_and_crossed_out():
    roles = {row.role: row.cells for row in diagnosis.work("borrow-across-zero", "904 - 237").rows}
    assert roles["top"] == ("9", "0", "4") and roles["answer"] == ("5", "7", "7")
    assert roles["changed"] == ("7", "10", "14")
    carried = {row.role: row.cells for row in diagnosis.work("correct", "57 + 68").rows}
    assert carried["carried"] == ("", "1", "") and carried["answer"] == ("1", "2", "5")
    partials = [row.cells for row in diagnosis.work("forgets-placeholder-zero", "23 × 15").rows]
    assert ("1", "1", "5") in partials and ("", "2", "3") in partials


def test_work_on_an_equation_is_one_line_a_step():
    lines = [row.cells[0] for row in diagnosis.work("correct", "2(x - 3) = 10").rows]
    assert lines == ["2(x - 3) = 10", "2x - 6 = 10", "2x = 16", "x = 8"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_rows_of_column_work_line_up(domain):
    for problem in diagnosis.papers()[domain]:
        for bug in ("correct", *DOMAINS[domain].bugs):
            found = diagnosis.work(bug, problem)
            if found and found.rows[0].role != "line":
                assert len({len(row.cells) for row in found.rows}) == 1, (bug, problem, found.rows)
