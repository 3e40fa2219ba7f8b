"""Rosters as schools write them, and what is said about names that cannot be looked for."""

import pytest

from kit.errors import KitError
from kit.local.roster import person_of, read_roster, roster_from


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "First,Last\nEmma,Johnson\nJosé,Ruiz\n",
        "Student Name\nEmma Johnson\nJosé Ruiz\n",
        'Name\n"Johnson, Emma"\n"Ruiz, José"\n',
        "Apellidos;Nombre\nJohnson;Emma\nRuiz;José\n",
        "Emma Johnson\nJosé Ruiz\n",
        "Johnson, Emma\nRuiz, José\n",
        "Last Name\tFirst Name\tStudent ID\nJohnson\tEmma\t48213\nRuiz\tJosé\t48214\n",
    ],
)
def test_a_roster_is_read_as_schools_write_it(tmp_path, text):
    people = read_roster(written(tmp_path, text)).people
    assert [(one.given, one.family) for one in people] == [("Emma", "Johnson"), ("José", "Ruiz")]


def test_a_roster_saved_by_excel_in_windows_keeps_its_accents(tmp_path):
    roster = read_roster(written(tmp_path, "First;Last\nJosé;Peña\n", "cp1252"))
    assert roster.people[0].given == "José"


def test_a_workbook_is_a_roster_too(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["First", "Last", "Nickname"], ["Emma", "Johnson", "Em"]):
        book.active.append(row)
    book.save(tmp_path / "roster.xlsx")
    assert "em" in read_roster(tmp_path / "roster.xlsx").words


def test_teachers_schools_numbers_and_user_names_are_taken_from_their_columns(tmp_path):
    roster = read_roster(
        written(
            tmp_path,
            "First,Last,ID,Email,Teacher,School\nEmma,Johnson,48213,ejohn@x.example,Ms. Okafor,Lincoln\n",
        )
    )
    assert (roster.teachers, roster.schools) == (("Ms. Okafor",), ("Lincoln",))
    assert "48213" in roster.numbers and "ejohn" in roster.logins


def test_a_name_of_one_letter_is_told_and_not_looked_for():
    roster = roster_from(["J", "Emma Johnson"])
    assert "j" not in roster.words
    assert "“J”" in roster.messages[0]


def test_names_that_are_words_are_told():
    assert "mark, ray" in " ".join(roster_from(["Ray Stone", "Mark Li"]).messages)


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("María de la Cruz", "María", "de la Cruz"),
        ("de la Cruz, María", "María", "de la Cruz"),
        ("Cher", "Cher", ""),
        ("Mary Ann Smith", "Mary Ann", "Smith"),
    ],
)
def test_a_name_in_one_field_is_taken_apart(text, given, family):
    assert (person_of(text).given, person_of(text).family) == (given, family)


def test_a_roster_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(KitError, match="There is no roster"):
        read_roster(tmp_path / "class.csv")


@pytest.mark.parametrize("text", ["", "\n\n", "First,Last\n", "ID\n12\n13\n"])
def test_a_roster_that_names_nobody_is_said_plainly(tmp_path, text):
    with pytest.raises(KitError, match="names nobody"):
        read_roster(written(tmp_path, text))


def test_a_damaged_workbook_is_said_plainly(tmp_path):
    (tmp_path / "roster.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(KitError, match="Save it as CSV"):
        read_roster(tmp_path / "roster.xlsx")


def test_a_first_name_of_one_letter_is_told_though_there_is_a_last_name():
    said = " ".join(roster_from(["X Pemberlyn", "Emma Johnson"]).messages)
    assert "Person 1 on the roster has one letter for a first name" in said


def test_one_name_that_is_a_word_is_told_in_the_singular():
    assert roster_from(["Ray Vasquin"]).messages[-1].startswith("1 name on the roster is also a word (ray).")
