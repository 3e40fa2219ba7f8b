"""The work sets of real answers: their counts, their arithmetic, and that nobody stands alone in them."""

import ast
import csv
import re
from collections import Counter
from fractions import Fraction
from math import gcd, lcm

import pytest

from kit import paths
from kit.content import library
from kit.content.worksets import answer_alone, rule_for

WIDE = {"school-subtraction": (294, 8), "school-fractions": (191, 23), "fraction-subtraction": (536, 20)}
LONG = {"give-a-number": (249, 2593), "balance-scale": (779, 3116), "equation-steps": (475, 475)}
NAMES = sorted({*WIDE, *LONG})


def rows(name: str, file: str = "answers.csv") -> list[dict[str, str]]:
    with (paths.DATA / "work" / name / file).open(encoding="utf-8", newline="") as records:
        return list(csv.DictReader(records))


def groups(name: str, *columns: str) -> Counter:
    """How many students share the same values in these columns."""
    return Counter(
        tuple(sample.facts[column] for column in columns) for sample in library().work_set(name).samples
    )


def amount(text: str) -> Fraction:
    """`1 1/2` and `3/2` as numbers."""
    return sum((Fraction(part) for part in text.split()), Fraction(0))


def bare(text: str) -> str:
    return text.strip("$")


# Counts


@pytest.mark.parametrize(("name", "students", "items"), [(name, *counts) for name, counts in WIDE.items()])
def test_every_student_has_one_scored_answer_to_every_item(name, students, items):
    work_set = library().work_set(name)
    assert len(work_set.samples) == students and len(work_set.items) == items
    for sample in work_set.samples:
        assert [answer.item for answer in sample.answers] == list(work_set.items)
        assert all(answer.correct is not None and answer.given is None for answer in sample.answers)


@pytest.mark.parametrize(("name", "students", "answers"), [(name, *counts) for name, counts in LONG.items()])
def test_the_answers_are_all_there(name, students, answers):
    samples = library().work_set(name).samples
    assert len(samples) == students
    assert sum(len(sample.answers) for sample in samples) == answers


def test_give_a_number_is_drawn_from_three_countries_and_all_knower_levels():
    cells = groups("give-a-number", "country", "knower_level")
    assert {country for country, _ in cells} == {"United States", "Canada", "Bolivia"}
    assert len(cells) == 18 and max(cells.values()) == 18
    assert all(len(sample.answers) >= 5 for sample in library().work_set("give-a-number").samples)


def test_all_nineteen_labels_of_the_tutor_have_twenty_five_steps():
    work_set = library().work_set("equation-steps")
    labels = Counter(sample.answers[0].strategy for sample in work_set.samples)
    assert len(labels) == 19 and set(labels.values()) == {25}
    assert set(labels) == {strategy.code for strategy in work_set.strategies}
    assert Counter(sample.facts["kind"] for sample in work_set.samples) == {
        "error": 182,
        "valid-not-forward": 293,
    }


def test_the_shares_of_balances_by_age_are_those_in_the_readme():
    readme = (paths.DATA / "work/balance-scale/README.md").read_text(encoding="utf-8")
    printed = re.findall(r"^\| (\d+(?:-\d+)?) \| (\d+) \| (.+) \|$", readme, re.M)
    assert len(printed) == 13
    samples = library().work_set("balance-scale").samples
    for age, number, shares in printed:
        group = [sample for sample in samples if sample.facts["age"] == age]
        assert len(group) == int(number)
        for index, share in enumerate(shares.split(" | ")):
            said = sum(sample.answers[index].given == "balances" for sample in group)
            assert abs(said / len(group) - float(share)) <= 0.0051, (age, index)


# Arithmetic


def test_handing_over_is_scored_by_the_number_asked_for():
    for sample in library().work_set("give-a-number").samples:
        for answer in sample.answers:
            assert answer.correct == (answer.item == f"give-{answer.given}")
            assert 1 <= int(answer.given) <= (8 if sample.facts["country"] == "Bolivia" else 10)


def test_a_balance_choice_is_right_on_the_farther_side_only():
    content = library()
    for sample in content.work_set("balance-scale").samples:
        for answer in sample.answers:
            assert answer.correct == (answer.given == content.item(answer.item).features["farther"])
        given = tuple(answer.given for answer in sample.answers)
        same = {
            ("balances",) * 4: "balances every time",
            ("left", "right") * 2: "right every time",
            ("right", "left") * 2: "opposite every time",
        }
        assert sample.facts["choices"] == same.get(given, "mixed")


def test_the_answers_of_the_subtractions_are_right_and_the_borrows_are_counted():
    content = library()
    for id in content.work_set("school-subtraction").items:
        item = content.item(id)
        first, second = (int(part) for part in bare(item.text).split(" − "))
        assert first - second == int(item.answer)
        borrows = sum(first % 10**place < second % 10**place for place in range(1, len(str(first))))
        assert item.features["borrows"] == ["none", "one", "two", "three"][borrows]
        assert (item.features["zero"] == "yes") == ("0" in str(first))


def test_the_answers_of_the_fraction_subtractions_follow_from_their_texts():
    content = library()
    for id in content.work_set("fraction-subtraction").items:
        item = content.item(id)
        first, second = bare(item.text).split(" − ")
        assert amount(first) - amount(second) == amount(item.answer)


def evaluate(expression: str, letter: Fraction | None = None) -> Fraction:
    """An expression as displayed, worked out exactly; `letter` stands for x and y."""
    source = re.sub(r"(\d|\))(?=[xy(])", r"\1*", expression.translate(str.maketrans("−×÷", "-*/")))

    def work(node: ast.expr) -> Fraction:
        match node:
            case ast.BinOp(left, ast.Add(), right):
                return work(left) + work(right)
            case ast.BinOp(left, ast.Sub(), right):
                return work(left) - work(right)
            case ast.BinOp(left, ast.Mult(), right):
                return work(left) * work(right)
            case ast.BinOp(left, ast.Div(), right):
                return work(left) / work(right)
            case ast.UnaryOp(ast.USub(), operand):
                return -work(operand)
            case ast.Name():
                return letter
            case ast.Constant():
                return Fraction(ast.get_source_segment(source, node))
        raise AssertionError(expression)

    return work(ast.parse(source, mode="eval").body)


def test_the_answers_of_the_fraction_problems_follow_from_their_texts():
    content = library()
    for id in content.work_set("school-fractions").items:
        item = content.item(id)
        text = bare(item.text)
        text = re.sub(r"(\d+/\d+)", r"(\1)", text)
        if item.features["task"] not in ("framed", "common-multiple"):
            assert evaluate(text) == amount(item.answer), id
            continue
        fill = iter(re.findall(r"\d+", item.answer))
        full = re.sub("□", lambda _, fill=fill: next(fill), text)
        if item.features["task"] == "framed":
            assert len({evaluate(side) for side in full.split(" = ")}) == 1, full
    assert content.item("school-fraction-20").answer == "24"


# The skills table and the texts as remembered


def skills_by_text(first: str, second: str) -> dict[str, bool]:
    """What a subtraction asks for, read off its text; one skill cannot be decided by it."""
    (whole, top, bottom), (whole2, top2, bottom2) = parts(first), parts(second)
    unit = lcm(bottom or 1, bottom2 or 1)
    have, take = top * unit // (bottom or 1), top2 * unit // (bottom2 or 1)
    left_over = (have - take) if have >= take else (have - take) % unit
    return {
        "common_denominator": bool(bottom and bottom2 and bottom != bottom2),
        "subtract_numerators": bool(bottom2),
        "whole_to_fraction": not bottom,
        "separate_whole": bool((whole and bottom) or (whole2 and bottom2)),
        "simplify_first": bool((whole and top > bottom) or (whole2 and top2 > bottom2 > 0)),
        "borrow_from_whole": have < take and bool(whole2 or bottom),
        "reduce_answer": left_over > 0 and gcd(left_over, unit) > 1,
    }


def test_the_texts_as_remembered_agree_with_the_skills_table():
    content = library()
    table = {row["item"]: row for row in rows("fraction-subtraction", "skills.csv")}
    differ: dict[str, list[int]] = {}
    for number, id in enumerate(content.work_set("fraction-subtraction").items, 1):
        first, second = bare(content.item(id).text).split(" − ")
        for skill, needed in skills_by_text(first, second).items():
            if needed != (table[id][skill] == "true"):
                differ.setdefault(skill, []).append(number)
    assert differ == {"simplify_first": [11], "borrow_from_whole": [7]}


def parts(text: str) -> tuple[int, int, int]:
    """`3 1/2` as whole, numerator, denominator; a missing part is 0."""
    whole, _, fraction = text.rpartition(" ") if "/" in text else (text, "", "")
    top, _, bottom = fraction.partition("/")
    return int(whole or 0), int(top or 0), int(bottom or 0)


def test_three_right_for_a_wrong_reason_is_what_the_readme_says():
    """Whole numbers, tops and bottoms separately, smaller from larger: right on 5, 8 and 9 only."""
    content = library()
    right = set()
    for number, id in enumerate(content.work_set("fraction-subtraction").items, 1):
        item = content.item(id)
        pairs = zip(*(parts(text) for text in bare(item.text).split(" − ")), strict=True)
        whole, top, bottom = (abs(one - other) for one, other in pairs)
        if (top == 0 and amount(item.answer) == whole) or (
            bottom and whole + Fraction(top, bottom) == amount(item.answer)
        ):
            right.add(number)
    assert right == {5, 8, 9}
    alike = [
        sample.id
        for sample in content.work_set("fraction-subtraction").samples
        if {number for number, answer in enumerate(sample.answers, 1) if answer.correct} == right
    ]
    assert len(alike) == 7 and "t030" in alike


# Error or not forward, by another way than the one that made the column: solve, then put the solution in


def difference(equation: str, letter: Fraction) -> Fraction | None:
    """Left side less right side; None where a bar has 0 below it."""
    left, right = equation.split(" = ")
    try:
        return evaluate(left, letter) - evaluate(right, letter)
    except ZeroDivisionError:
        return None


def solution_of(equation: str) -> Fraction:
    """The one solution, for an equation that is linear once it has been multiplied by its letter or not at all."""
    for power in (0, 1):
        points = [Fraction(n) for n in (2, 3, 5, 7)]
        values = [difference(equation, point) * point**power for point in points]
        slope = values[1] - values[0]
        straight = all(
            value - values[0] == slope * (point - points[0])
            for point, value in zip(points, values, strict=True)
        )
        if straight and slope:
            root = points[0] - values[0] / slope
            if difference(equation, root) == 0:
                return root
    raise AssertionError(f"{equation} was not solved")


def keeps_the_solution(before: str, after: str) -> bool:
    """Whether the solution before is a solution after, and the only one among many numbers tried."""
    root = solution_of(before)
    if difference(after, root) != 0:
        return False
    others = {Fraction(n, d) for n in range(-60, 61) for d in (1, 2, 3, 7)} - {root}
    return all(difference(after, other) != 0 for other in sorted(others)[:200])


def test_solving_is_checked_against_equations_with_known_solutions():
    assert solution_of("−6 = 3 + y/9") == -81
    assert solution_of("10 = 5/x") == Fraction(1, 2)
    assert keeps_the_solution("−6 = 3 + y/9", "−6/9 = (3 + y/9)/9")
    assert not keeps_the_solution("y = 4 − 7", "y = 3")
    assert not keeps_the_solution("x = −3 − 5", "x = x")


def test_error_and_not_forward_are_kept_apart():
    for sample in library().work_set("equation-steps").samples:
        (answer,) = sample.answers
        kept = keeps_the_solution(answer.problem, answer.given)
        assert kept == answer.correct, (sample.id, answer)
        assert sample.facts["kind"] == ("valid-not-forward" if kept else "error")


def test_labels_about_wrong_values_and_our_arithmetic_differ_in_six_named_steps():
    wrong = {
        "forgot-variable",
        "wrong-operation",
        "divide-multiply-opp-signs",
        "forgot-negative",
        "check-sign",
        "expression-not-equivalent",
        "reversed-sides",
    }
    answers = [sample.answers[0] for sample in library().work_set("equation-steps").samples]
    differ = [a for a in answers if a.strategy != "simplify-later" and (a.strategy in wrong) == a.correct]
    assert len(differ) == 6


def test_steps_are_short_and_have_no_decimal_inside_a_fraction():
    """Fractions are set with a bar; `0.5/9` would be torn apart at the point."""
    for row in rows("equation-steps"):
        for text in (row["problem"], row["given"]):
            assert len(text) <= 40 and not re.search(r"\.\d{3}|\.\d+[xy]?/|/\d+\.", text), text


# Nobody stands alone


@pytest.mark.parametrize(
    ("name", "columns", "smallest"),
    [
        ("give-a-number", ("country", "age_years"), 6),
        ("give-a-number", ("country", "knower_level"), 5),
        ("school-subtraction", ("age",), 8),
        ("balance-scale", ("age",), 15),
    ],
)
def test_the_smallest_group_is_five_or_more_and_as_the_readme_says(name, columns, smallest):
    assert min(groups(name, *columns).values()) == smallest >= 5
    readme = (paths.DATA / "work" / name / "README.md").read_text(encoding="utf-8")
    assert "Could somebody be recognised?" in readme and f" {smallest} " in readme


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("give-a-number", {"age_years", "country", "knower_level"}),
        ("school-subtraction", {"age"}),
        ("school-fractions", set()),
        ("fraction-subtraction", set()),
        ("balance-scale", {"age", "choices"}),
        ("equation-steps", {"kind"}),
    ],
)
def test_no_other_fact_of_a_student_is_kept(name, facts):
    assert all(set(sample.facts) == facts for sample in library().work_set(name).samples)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_new_and_none_of_the_source_is_carried(name):
    samples = library().work_set(name).samples
    letter = samples[0].id[0]
    assert [sample.id for sample in samples] == [f"{letter}{n:03}" for n in range(1, len(samples) + 1)]
    text = (paths.DATA / "work" / name / "answers.csv").read_text(encoding="utf-8")
    assert not re.search(r"Barner|Piantadosi|Marchand|-\d{4}\b|sch_bd|\d{6}|Unnamed", text)
    assert len(text.encode()) < 300_000


# Anchors and decks


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_and_every_answer_is_placed_or_has_a_reason_why_not(name):
    content = library()
    work_set = content.work_set(name)
    for sample in work_set.samples:
        assert sample.anchor is not None and len(sample.anchor.reason) > 40, sample.id
        for answer in sample.answers:
            assert rule_for(answer, content.item(answer.item), sample, work_set) is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_holds_different_cards_and_one_of_each_set_is_large_enough_for_a_session(name):
    content = library()
    decks = content.work_set(name).decks
    for deck in decks:
        _, samples = content.deck(f"{name}/{deck.id}")
        assert 3 <= len(samples) <= 24 and len(set(deck.samples)) == len(samples)
        assert all(sample.anchor for sample in samples)
    assert max(len(deck.samples) for deck in decks) >= 12


def test_only_a_child_who_gives_any_number_is_placed_at_counting_out():
    levels = {
        (sample.facts["knower_level"], sample.anchor.level)
        for sample in library().work_set("give-a-number").samples
    }
    assert levels == {("0", 0), ("1", 1), ("2", 1), ("3", 1), ("4-5", None), ("CP", 3)}


def test_steps_in_a_deck_have_a_reason_for_their_kind_of_step():
    content = library()
    work_set = content.work_set("equation-steps")
    sample = content.sample("equation-steps/e064")
    alone = answer_alone(sample, content.item("equation-step"), work_set)
    assert "letter is gone" in alone.anchor.reason and alone.anchor.level is None
