"""A class roster: who may be named in student work, and by which words.

A roster is read when it is needed and stored nowhere: neither in the kit nor in the state of an import.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..errors import KitError
from ..lang import later, t
from .folding import common_words, fold, nicknames

_PARTICLES = (
    "de la las los del der den van von da dos das di du le el al bin ibn y e st san santa mac jr sr ii iii iv"
)
PARTICLES = frozenset(_PARTICLES.split())
"""Small words of a surname, which name nobody by themselves."""

_COLUMNS = {
    "given": "first first_name firstname given given_name nombre nombres primer_nombre student_first_name",
    "family": "last last_name lastname surname family family_name apellido apellidos student_last_name",
    "whole": "name student student_name full_name fullname alumno alumna estudiante nombre_completo",
    "also": "nickname nick preferred preferred_name goes_by apodo middle middle_name segundo_nombre",
    "number": "id student_id number student_number sis_id local_id state_id matricula no",
    "email": "email e_mail mail correo username user user_name login usuario",
    "teacher": "teacher teacher_name maestra maestro profesor profesora",
    "school": "school school_name escuela campus building",
}
_MEANING = {name: meaning for meaning, names in _COLUMNS.items() for name in names.split()}


NO_ROSTER = later(
    "No roster was given: far more names are missed without one. It is stored nowhere, so it has to be named each time "
    '(roster="…" in a notebook, --roster FILE on a command line).'
)


@dataclass(frozen=True)
class Person:
    """One row: given and family name as written, other names, a number, an address or user name."""

    given: str
    family: str = ""
    also: tuple[str, ...] = ()
    number: str = ""
    email: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a word may be of a person: `given`, `family` or `short` (a nickname), and whose."""

    role: str
    person: int


@dataclass(frozen=True)
class Roster:
    """People whose names are looked for, and what to tell about the list itself."""

    people: tuple[Person, ...] = ()
    teachers: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    messages: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def words(self) -> dict[str, frozenset[Meaning]]:
        """Each word that may name somebody, folded, with what it may be."""
        found: dict[str, set[Meaning]] = {}
        for number, person in enumerate(self.people):
            given = [*parts(person.given), *(part for name in person.also for part in parts(name))]
            for part in given:
                found.setdefault(part, set()).add(Meaning("given", number))
            for part in parts(person.family):
                found.setdefault(part, set()).add(Meaning("family", number))
            for part in given:
                for short in nicknames().get(part, ()):
                    found.setdefault(short, set()).add(Meaning("short", number))
        return {word: frozenset(meanings) for word, meanings in found.items() if len(word) > 1}

    @cached_property
    def initials(self) -> frozenset[str]:
        """First letters of given and family name, two or three of them."""
        found = set()
        for person in self.people:
            given = [part[0] for part in _letters(person.given)]
            middle = [part[0] for name in person.also for part in _letters(name)]
            family = [part[0] for part in _letters(person.family)]
            if given and family:
                found.add(given[0] + family[0])
                found.update(given[0] + other + family[0] for other in [*given[1:], *middle])
                if len(family) > 1:
                    found.add(given[0] + family[0] + family[1])
        return frozenset(found)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Student numbers of four digits and more, as written."""
        return frozenset(person.number for person in self.people if len(person.number) > 3)

    @cached_property
    def logins(self) -> frozenset[str]:
        """User names, and the part of an e-mail address before the @, folded."""
        return frozenset(fold(name) for person in self.people if len(name := person.email.split("@")[0]) > 3)


def parts(name: str) -> list[str]:
    """The words of a name that name somebody, folded: `de la Cruz-Peña` has cruz and pena."""
    return [part for part in _letters(name) if part not in PARTICLES and len(part) > 1]


def _letters(name: str) -> list[str]:
    return [folded for part in re.split(r"[\s\-‐–.,/]+", name) if (folded := fold(part))]


def person_of(name: str) -> Person:
    """Somebody written in one field: `Last, First`, or `First Last` with the last word as the family name.

    `First de la Last` keeps the particles with the family name.
    """
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return Person(given, family)
    words = name.split()
    cut = len(words) - 1 if len(words) > 1 else 1
    while cut > 1 and fold(words[cut - 1]) in PARTICLES:
        cut -= 1
    return Person(" ".join(words[:cut]), " ".join(words[cut:]))


def roster_from(
    names: Iterable[str | Person], *, teachers: Iterable[str] = (), schools: Iterable[str] = ()
) -> Roster:
    """A roster of names that are at hand, with messages about names that cannot be looked for as they are."""
    people = tuple(one if isinstance(one, Person) else person_of(one) for one in names)
    return Roster(people, tuple(teachers), tuple(schools), tuple(_messages(people)))


def read_roster(path: Path | str) -> Roster:
    """Read a roster from a CSV file, a plain list with one name a line, or the first sheet of an XLSX file.

    Columns are known by their headings (first, last, name, nickname, student id, email, teacher, school; in English or
    Spanish). Without known headings the first column is taken for names.

    Raises:
        KitError: the file is not there, cannot be read, or names nobody.
    """
    path = Path(path).expanduser()
    try:
        rows = _workbook_rows(path) if path.suffix.lower() == ".xlsx" else _text_rows(path.read_bytes())
    except FileNotFoundError:
        raise KitError(
            f"There is no roster “{path.name}” in {path.parent}. Give the path of a CSV file with your students' names."
        ) from None
    except OSError as error:
        raise KitError(f"The roster {path.name} cannot be opened ({error.strerror or error}).") from error
    rows = [[cell.strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    heads = [_MEANING.get(_key(cell)) for cell in rows[0]] if rows else []
    known = {"given", "family", "whole"} & set(filter(None, heads))
    if not known and any(heads):
        rows = []  # a heading row without a column of names
    elif not known:
        heads = ["given", "family"] if rows and _two_columns_of_names(rows) else ["whole"]
    else:
        rows = rows[1:]
    people, teachers, schools = [], [], []
    for row in rows:
        cells: dict[str, list[str]] = {}
        for head, cell in zip(heads, row, strict=False):
            if head and cell:
                cells.setdefault(head, []).append(cell)
        teachers += cells.get("teacher", [])
        schools += cells.get("school", [])
        if person := _person(cells):
            people.append(person)
    if not people:
        raise KitError(
            f"The roster {path.name} names nobody. Give it a heading row with “First” and “Last” or “Name”, or one name a line."
        )
    return Roster(
        tuple(people),
        tuple(dict.fromkeys(teachers)),
        tuple(dict.fromkeys(schools)),
        tuple(_messages(tuple(people))),
    )


def _person(cells: dict[str, list[str]]) -> Person | None:
    whole = cells.get("whole", [""])[0]
    given, family = " ".join(cells.get("given", [])), " ".join(cells.get("family", []))
    if whole and not (given and family):
        one = person_of(whole)
        given, family = given or one.given, family or one.family
    if not (given or family) or not re.search(r"[^\W\d_]", given + family):
        return None
    return Person(
        given,
        family,
        tuple(cells.get("also", [])),
        cells.get("number", [""])[0],
        cells.get("email", [""])[0],
    )


def _text_rows(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
            break
        except UnicodeDecodeError:
            continue
    first = text.splitlines()[0] if text.strip() else ""
    marks = [mark for mark in "\t;" if mark in first]
    if not marks and re.fullmatch(r"[^,;\t]+, ?[^,;\t]+", first) and not _has_heading(first):
        return [[line] for line in text.splitlines()]  # one “Last, First” a line
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=marks[0] if marks else ","))


def _has_heading(line: str) -> bool:
    return any(_key(cell) in _MEANING for cell in line.split(","))


def _workbook_rows(path: Path) -> list[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=5_000, max_col=40, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    except OSError:
        raise
    except Exception as error:  # openpyxl has no error of its own for a damaged file
        raise KitError(f"The roster {path.name} cannot be read. Save it as CSV and try again.") from error


def _two_columns_of_names(rows: list[list[str]]) -> bool:
    return all(
        len(row) == 2 and all(re.fullmatch(r"[^\d@]{1,40}", cell or "x") for cell in row) for row in rows
    )


def _key(heading: str) -> str:
    return re.sub(r"[^a-z]+", "_", fold(heading)).strip("_")


def _messages(people: tuple[Person, ...]) -> Iterable[str]:
    for number, person in enumerate(people, 1):
        words = _letters(f"{person.given} {person.family}")
        if words and not parts(f"{person.given} {person.family}"):
            yield t(
                "Person {number} on the roster has only “{name}” for a name. One letter is a variable in mathematics, so it is "
                "not looked for. Look for it yourself.",
                number=number,
                name=person.given or person.family,
            )
    letters = [
        str(number)
        for number, person in enumerate(people, 1)
        if parts(person.family)
        and any(len(part) == 1 for part in _letters(person.given))
        and not parts(person.given)
    ]
    if letters:
        numbers = ", ".join(letters[:8]) + (" …" if len(letters) > 8 else "")
        yield (
            t(
                "Person {number} on the roster has one letter for a first name. Alone it is not looked for, since a letter is a "
                "variable in mathematics. Look for it yourself.",
                number=numbers,
            )
            if len(letters) == 1
            else t(
                "Persons {numbers} on the roster have one letter for a first name. Alone it is not looked for, since a letter is a "
                "variable in mathematics. Look for it yourself.",
                numbers=numbers,
            )
        )
    single = {part: part for person in people for part in parts(f"{person.given} {person.family}")}
    words = sorted(part for part in single if part in common_words())
    if words:
        shown = ", ".join(words[:8]) + (" …" if len(words) > 8 else "")
        yield (
            t(
                "1 name on the roster is also a word ({word}). Where it stands alone it is marked for you and hidden only when you "
                "say so.",
                word=shown,
            )
            if len(words) == 1
            else t(
                "{number} names on the roster are also words ({words}). Where they stand alone they are marked for you and hidden "
                "only when you say so.",
                number=len(words),
                words=shown,
            )
        )
