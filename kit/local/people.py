"""The people that a table itself names: its student, teacher and school columns as a roster. Read and never stored."""

import re

from .mapping import Mapping, headers
from .readers.sheets import Row, Sheet
from .roster import Person, Roster, person_of

_GIVEN = r"\b(first|given)\b|^nombres?$"
_FAMILY = r"\b(last|family|sur)\s?(name)?\b|apellido"
_ALSO = r"nick|prefer|goes by|middle|apodo|segundo"
_EMAIL = r"mail|correo|user\s?name|login"
_NUMBER = r"\bids?\b|number|\bno\b|\bnum|matr[ií]cula|\bsis\b"
_SCHOOL = r"school|escuela|campus|building|district|\bsite\b"
_TEACHER = r"teacher|maestr|profesor|class\b|homeroom"


def people_in(sheet: Sheet, mapping: Mapping) -> Roster:
    """The students of the mapped student columns, and teachers and schools of the columns for other people."""
    names = [name.lower() for name in headers(sheet, mapping.header_rows)]
    body = sheet.rows[mapping.header_rows :]
    students = [one for row in body if (one := _student(row, mapping, names))]
    teachers, schools = [], []
    for column in mapping.people:
        found = list(dict.fromkeys(row[column] for row in body if row[column]))
        if re.search(_SCHOOL, names[column]):
            schools += found
        elif re.search(_TEACHER, names[column]):
            teachers += [cell for cell in found if re.search(r"[^\W\d_]{2}", cell)]
        elif re.search(r"name|parent|guardian", names[column]):
            students += [person_of(cell) for cell in found if re.search(r"[^\W\d_]", cell)]
    return Roster(tuple(dict.fromkeys(students)), tuple(teachers), tuple(schools))


def _student(row: Row, mapping: Mapping, names: list[str]) -> Person | None:
    cells: dict[str, list[str]] = {}
    for column in mapping.student:
        if row[column]:
            cells.setdefault(_meaning(names[column], row[column]), []).append(row[column])
    given, family = " ".join(cells.get("given", ())), " ".join(cells.get("family", ()))
    if "whole" in cells and not (given and family):
        whole = person_of(cells["whole"][0])
        given, family = given or whole.given, family or whole.family
    email, number = cells.get("email", [""])[0], cells.get("number", [""])[0]
    if not (given or family or email or number):
        return None
    return Person(given, family, tuple(cells.get("also", ())), number, email)


def _meaning(header: str, cell: str) -> str:
    if "@" in cell or re.search(_EMAIL, header):
        return "email"
    if not re.search(r"[^\W\d_]", cell) or (re.search(_NUMBER, header) and re.search(r"\d", cell)):
        return "number"
    for meaning, pattern in (("also", _ALSO), ("given", _GIVEN), ("family", _FAMILY)):
        if re.search(pattern, header):
            return meaning
    return "whole"


def together(one: Roster, other: Roster) -> Roster:
    """The people of both, each once."""
    return Roster(
        tuple(dict.fromkeys(one.people + other.people)),
        tuple(dict.fromkeys(one.teachers + other.teachers)),
        tuple(dict.fromkeys(one.schools + other.schools)),
        tuple(dict.fromkeys(one.messages + other.messages)),
    )
