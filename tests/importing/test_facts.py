"""What may be said of a student, and how many share it."""

import random

import pytest

from kit.local.facts import NOT_RECORDED, anonymity, generalized, grade, when


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4", "4"),
        ("4th grade", "4"),
        ("Grade 4 (Baker, Room 12)", NOT_RECORDED),
        ("Fourth Grade - Baker", "4"),
        ("4°", "4"),
        ("K", "K"),
        ("Kindergarten", "K"),
        ("Pre-K", "PreK"),
        ("11", "11"),
        ("93", NOT_RECORDED),
        ("4/5", NOT_RECORDED),
        ("", NOT_RECORDED),
        ("Kevin", NOT_RECORDED),
    ],
)
def test_a_grade_is_kept_without_what_stands_beside_it(cell, expected):
    assert grade(cell) == expected


@pytest.mark.parametrize(
    ("cell", "year", "month"),
    [
        ("2026/10/14 9:31:22 AM MDT", "school year 2026–27", "October 2026"),
        ("10/14/2026 9:31:22", "school year 2026–27", "October 2026"),
        ("14.10.2026", "school year 2026–27", "October 2026"),
        ("2027-01-31 00:00", "school year 2026–27", "January 2027"),
        ("6/30/27", "school year 2026–27", "June 2027"),
        ("Jul 4, 2027", "school year 2027–28", "July 2027"),
        ("4 July 2027", "school year 2027–28", "July 2027"),
        ("yesterday", NOT_RECORDED, NOT_RECORDED),
        ("", NOT_RECORDED, NOT_RECORDED),
    ],
)
def test_a_day_becomes_a_school_year_or_a_month(cell, year, month):
    assert when(cell) == year
    assert when(cell, "month") == month


def test_k_is_the_smallest_group_and_those_alone_are_named():
    found = anonymity({"p1": {"grade": "4"}, "p2": {"grade": "4"}, "p3": {"grade": "5"}})
    assert (found.k, found.alone, found.students) == (1, ("p3",), 3)
    assert any("P3 is the only one with grade 5" in one for one in found.sentences())


def test_a_small_class_is_said_even_where_all_are_alike():
    found = anonymity({f"p{n}": {"grade": "4"} for n in range(6)})
    assert found.k == 6
    assert found.sentences() == [
        "The set holds the work of 6 students. Who teaches them may know each by the handwriting or the idea. Show it only "
        "where everybody may know."
    ]
    assert anonymity({f"p{n}": {"grade": "4"} for n in range(10)}).sentences() == []
    assert anonymity({}).k == 0


def test_facts_are_given_up_until_each_is_shared_by_enough():
    facts = {f"p{n}": {"grade": "4", "when": "October 2026"} for n in range(8)}
    facts |= {"p8": {"grade": "4", "when": "June 2027"}, "p9": {"grade": "5", "when": "June 2027"}}
    made = generalized(facts, 2)
    assert anonymity(made).k >= 2
    assert made["p0"] == facts["p0"]
    assert facts["p9"] == {"grade": "5", "when": "June 2027"}


def test_however_facts_fall_no_group_is_smaller_than_asked():
    draw = random.Random(7)
    for _ in range(200):
        number = draw.randint(5, 40)
        facts = {
            f"p{n}": {"grade": draw.choice("345"), "when": draw.choice(["a", "b", "c", "d"])}
            for n in range(number)
        }
        made = generalized(facts, 5)
        assert anonymity(made).k >= 5
        assert all(
            made[id][name] in (value, NOT_RECORDED) for id in facts for name, value in facts[id].items()
        )
