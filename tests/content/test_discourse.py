"""Codebooks and constructed lessons: what they must say, and what is told when they do not fit each other."""

import re
import shutil

import pytest
from pydantic import ValidationError

from kit import paths
from kit.content import inspect, library
from kit.content.discourse import Lesson
from kit.content.mathtext import to_text

LESSON = "lessons/sixty-three-take-away-twenty-seven.yaml"
LESSONS = list(library().lessons.values())


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(paths.DATA, tmp_path / "data")


def spoilt(data, file, old, new):
    """What `inspect` says after one change in a file."""
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in inspect(data)[1]]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_is_long_enough_to_code_and_nobody_in_it_has_a_name(lesson):
    assert 24 <= len(lesson.turns) <= 40
    assert lesson.origin == "constructed"
    said = " ".join(to_text(turn.text) for turn in lesson.turns)
    inside = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", said))
    assert inside <= {"Student", "I"}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_between_them_teacher_and_students_leave_no_move_unused_but_few(lesson):
    used = {code for turn in lesson.turns for code in turn.codes}
    every = {code.id for code in library().codebook(lesson.codebook).codes}
    assert every - used == set()
    assert {exchange.code for exchange in lesson.uptake} == {"low", "mid", "high"}


def test_a_students_code_on_a_teachers_turn_is_told_with_its_line(data):
    (problem,) = spoilt(data, LESSON, "codes: [keeping-together]", "codes: [claim]")
    assert "turns[0].codes[0]" in problem and "code for a teacher's turn “claim”" in problem


def test_an_unknown_codebook_or_standard_of_a_lesson_is_told(data):
    (problem,) = spoilt(data, LESSON, "2.NBT.B.5", "2.NBT.B.55")
    assert "2.NBT.B.55" in problem
    problems = spoilt(data, LESSON, "progression: addition-subtraction", "progression: addition")
    assert any("progression “addition”" in problem for problem in problems)


def test_a_codebook_for_another_use_is_told(data):
    (problem,) = spoilt(
        data, LESSON, "progression: addition", "codebook: observation\nprogression: addition"
    )[:1]
    assert "codebook" in problem


def test_two_turns_with_one_number_are_told(data):
    problems = spoilt(data, LESSON, '- id: "4"', '- id: "3"')
    assert any("two turns with the number 3" in problem and "7a" in problem for problem in problems)


def test_uptake_is_rated_only_where_a_teacher_answers_a_student():
    lesson = LESSONS[0].model_dump()
    students = next(turn["id"] for turn in lesson["turns"] if turn["speaker"] != "Teacher")
    lesson["uptake"] = [{"turn": students, "code": "low", "why": "x"}]
    with pytest.raises(ValidationError, match="no teacher's turn after a student's"):
        Lesson.model_validate(lesson)


def test_a_speaker_with_a_name_is_refused(data):
    assert spoilt(data, LESSON, "speaker: Student 1", "speaker: Wanda")


def test_two_codes_with_one_id_are_told(data):
    problems = spoilt(data, "codebooks/uptake.yaml", "- id: mid", "- id: low")
    assert any("two codes with the id “low”" in problem for problem in problems)


def test_the_look_fors_fit_on_a_phone_and_judge_nobody():
    book = library().codebook("observation")
    assert "moments, not people" in book.about
    assert len(book.codes) <= 10
    assert max(len(code.name) for code in book.codes) <= 28
    words = " ".join(f"{code.name} {code.meaning}" for code in book.codes)
    assert not re.search(r"\b(good|well|poor|weak|fail\w*|effective|should)\b", words, re.IGNORECASE)
