"""Columns of a table: what they seem to be, how a person says what they are."""

import pytest

from kit.local.mapping import MappingProblem, as_text, from_names, guess, guess_header_rows, headers
from kit.local.people import people_in
from kit.local.readers.sheets import Sheet, place


def sheet(*rows):
    width = max(map(len, rows))
    return Sheet("", [[*row, *[""] * (width - len(row))] for row in rows])


FORM = sheet(
    ["Timestamp", "Email Address", "Score", "First name", "Last Name", "Class period", "What is 3/4 of 12?", "How many children share?"],
    ["2026/10/14 9:31:22 AM MDT", "ada@school.example", "1 / 2", "Ada", "Lark", "3", "9", "4"],
    ["2026/10/14 9:33:22 AM MDT", "bo@school.example", "0 / 2", "Bo", "Finch", "3", "8", "3"],
)  # fmt: skip


def test_a_form_explains_itself():
    found = guess(FORM, "ours")
    assert (found.form, found.student, found.people, found.date) == ("wide", (1, 3, 4), (5,), 0)
    assert [task.text for task in found.answers.values()] == [
        "What is 3/4 of 12?",
        "How many children share?",
    ]


def test_a_column_of_stamps_is_a_date_in_any_language():
    form = sheet(
        ["Zeitstempel", "Name", "When do they meet?"],
        ["2026/10/14 9:31:22 AM MDT", "Ada", "at 10:30"],
        ["2026/10/15 9:33:22 AM MDT", "Bo", "11:00"],
    )
    found = guess(form, "ours")
    assert (found.date, list(found.answers)) == (0, [2])


def test_a_question_about_children_is_a_task_and_one_for_the_name_is_not():
    found = guess(sheet(["What is your name?", "How many children share?"], ["Ada", "4"]), "ours")
    assert (found.student, list(found.answers)) == ((0,), [1])


def test_a_column_of_marks_called_grade_is_no_grade():
    marks = sheet(["Name", "Grade", "Q1"], ["Ada", "93", "x"], ["Bo", "71", "y"])
    assert guess(marks, "ours").grade is None
    grades = sheet(["Name", "Grade", "Q1"], ["Ada", "4th", "x"], ["Bo", "K", "y"])
    assert guess(grades, "ours").grade == 1


def test_an_export_with_a_row_for_each_answer_is_long():
    found = guess(sheet(["Student ID", "Item", "Response", "Points"], ["441", "1a", "3/4", "1"]), "ours")
    assert (found.form, found.student, found.task, found.answer) == ("long", (0,), 1, 2)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Name", "Q1"], ["Ada", "3"]], 1),
        ([["Quiz 3", ""], ["", ""], ["Name", "Q1"], ["Ada", "3"]], 3),
        ([["Name", "Part A", "", "Part B"], ["", "1", "2", "3"], ["Ada", "3", "4", "5"]], 2),
        ([["Name", "", "Q1"], ["Ada", "", "3/4 because"], ["Bo", "", "half"]], 1),
        ([["What did you see?"], ["A half."], ["Nothing."]], 1),
    ],
)
def test_the_first_student_is_found_below_titles_and_merged_headers(rows, expected):
    assert guess_header_rows(sheet(*rows)) == expected


def test_a_merged_header_reaches_over_its_columns():
    assert headers(
        sheet(["Name", "Part A", "", "Part B"], ["", "1", "2", "3"], ["Ada", "3", "4", "5"]), 2
    ) == [
        "Name",
        "Part A: 1",
        "Part A: 2",
        "Part B: 3",
    ]


def test_columns_are_said_by_header_by_its_beginning_or_by_letter():
    said = {
        "student": ["first name", "E"],
        "answers": [{"column": "What is", "item": "estimate"}, {"column": "H", "text": "Share."}],
    }
    found = from_names(said, FORM, "ours")
    assert found.student == (3, 4)
    assert {column: (task.id, task.text) for column, task in found.answers.items()} == {
        6: ("estimate", ""),
        7: ("ours-2", "Share."),
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"answers": ["Q9"]}, "There is no column “Q9”. The table has: A Timestamp"),
        ({"anwsers": ["H"]}, "“anwsers” means nothing here"),
        ({"student": "D", "answers": ["D"]}, "named for two things"),
        ({"form": "long"}, "needs three columns"),
    ],
)
def test_what_cannot_be_is_said_with_what_there_is(data, words):
    with pytest.raises(MappingProblem, match=words):
        from_names(data, FORM, "ours")


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("3/5 + 1/2 = ?", "$3/5 + 1/2$"),
        ("23 − 7 =", "$23 − 7$"),
        ("A pen costs $5 and a cap $3.50.", "A pen costs 5 dollars and a cap 3.50 dollars."),
        ("Question 4", "Question 4"),
        ("1", "1"),
        ("7 - 9", "$7 - 9$"),
    ],
)
def test_a_header_becomes_the_words_of_a_task(header, text):
    assert as_text(header) == text


def test_the_people_of_a_table_are_known_by_all_their_columns():
    table = sheet(
        ["Last name", "First", "Nickname", "Student ID", "Email", "Teacher", "School", "Q1"],
        [
            "de la Cruz",
            "María José",
            "Majo",
            "4471001",
            "mj@x.example",
            "Mrs. Baker",
            "Lincoln Elementary",
            "7",
        ],
        ["", "", "", "", "", "", "", "8"],
    )
    found = people_in(table, guess(table, "ours"))
    (person,) = found.people
    assert (person.given, person.family, person.also) == ("María José", "de la Cruz", ("Majo",))
    assert (person.number, person.email) == ("4471001", "mj@x.example")
    assert (found.teachers, found.schools) == (("Mrs. Baker",), ("Lincoln Elementary",))


def test_a_cell_is_named_as_a_spreadsheet_does():
    assert [place(0, 0), place(4, 25), place(9, 26), place(0, 701), place(0, 702)] == [
        "A1",
        "Z5",
        "AA10",
        "ZZ1",
        "AAA1",
    ]
