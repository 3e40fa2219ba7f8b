"""Tables of answers, CSV or XLSX, as rows of text. Nothing in a cell is ever computed, followed or run."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, zip_longest
from pathlib import Path

from ...lang import t
from .texts import decoded
from .unreadable import Unreadable

MOST_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 20_000

MOST_UNPACKED = 300_000_000
"""Bytes that an XLSX may hold once unpacked; a sheet of 100,000 answers has about a tenth."""
MOST_RATIO = 150
"""How many times smaller than its content a large part of an XLSX may be packed."""
MOST_PARTS = 2_000

Row = list[str]


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: of the tab; empty for a CSV. Shown, never stored.
        rows: text of every cell, ragged rows filled up with empty cells.
        dates: cells (row, column, from 0) that hold a date or a time rather than text or a number.
        notes: cells or rows that could not be taken, as place and message.
    """

    name: str
    rows: list[Row]
    dates: frozenset[tuple[int, int]] = frozenset()
    notes: list[tuple[str, str]] = field(default_factory=list)


def read(path: Path, kind: str) -> list[Sheet]:
    """Every table of a file that holds anything.

    Raises:
        Unreadable: damaged, packed in a way that only a trap is, or without a table.
    """
    sheets = list(_xlsx(path)) if kind == "xlsx" else [_csv(path)]
    sheets = [sheet for sheet in sheets if sheet.rows or sheet.notes]
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(t("holds no table with anything in it."))
    return sheets


def place(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: `C5`."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row + 1}"


def _row(number: int) -> str:
    return t("row {number}", number=number)


SEPARATORS = ";\t,|"


def _csv(path: Path) -> Sheet:
    text = decoded(path).replace("\0", "")
    announced = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to say so
    if announced:
        text = text[announced.end() :]
    separator = announced[1] if announced else separator_of(text)
    rows: list[Row] = []
    notes: list[tuple[str, str]] = []
    lines = io.StringIO(text, newline="").readlines()
    for row in _records(lines, separator, notes):
        if len(rows) >= MOST_ROWS:
            notes.append(
                (_row(MOST_ROWS), t("is the last that was taken; {most} rows are the most.", most=MOST_ROWS))
            )
            break
        rows.append([_clean(cell) for cell in row[:MOST_COLUMNS]])
    return Sheet("", _even(rows), frozenset(_dates_in(rows)), notes)


def _records(lines: list[str], separator: str, notes: list[tuple[str, str]]) -> Iterator[Row]:
    """The rows of a CSV. Where a quotation mark is never closed, the lines from there on are taken one by one."""
    reader = csv.reader(lines, delimiter=separator)
    number = 0
    while True:
        start = reader.line_num
        try:
            row = next(reader)
            stays_open = reader.line_num == len(lines) and _stays_open(lines[start:], separator)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" not in str(error):
                notes.append((_row(number + 1), t("cannot be read ({why}). It was left out.", why=error)))
                number += 1
                continue
            stays_open = True
        if stays_open:
            notes.append(
                (
                    _row(number + 1),
                    t("opens a quotation mark that is never closed. From there on each line is a row."),
                )
            )
            yield from csv.reader(lines[start:], delimiter=separator, quoting=csv.QUOTE_NONE)
            return
        number += 1
        yield row


def _stays_open(lines: list[str], separator: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


_EXCEL_DATE = re.compile(r"\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(-\d\d)?", re.IGNORECASE)
_EXCEL_MONTH = re.compile(r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d", re.IGNORECASE)


def _dates_in(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Cells as Excel writes `3/4` once it has taken it for a day: `4-Mar`, `Apr-03`."""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if _EXCEL_DATE.fullmatch(cell) or _EXCEL_MONTH.fullmatch(cell):
                yield at, column


def separator_of(text: str) -> str:
    """What separates the cells: whatever cuts most rows into the same number of pieces, more than one."""
    best, most = ",", (0.0, 0)
    for separator in SEPARATORS:
        try:
            start = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 60))
        except csv.Error:
            continue
        widths = [len(row) for row in start if row]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual > 1 and (share := widths.count(usual) / len(widths), usual) > most:
            best, most = separator, (share, usual)
    return best


def _xlsx(path: Path) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    _refuse_traps(path)
    try:
        values = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        # A workbook is read either with its formulas or with the values they last had: twice, if it has any.
        written = (
            load_workbook(path, read_only=True, data_only=False, keep_links=False)
            if _has_formulas(path)
            else None
        )
        for number, sheet in enumerate(values.worksheets):
            if sheet.sheet_state == "visible":
                yield _tab(sheet, written.worksheets[number] if written else None)
            else:
                notes = [(t("this tab"), t("is hidden in the spreadsheet. It was left out."))]
                yield Sheet(sheet.title, [], notes=notes)
        for book in filter(None, (values, written)):
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever the damage leads it to
        raise Unreadable(
            t("is damaged and cannot be read as a spreadsheet. Open it and save it anew.")
        ) from error


def _refuse_traps(path: Path) -> None:
    """A few kilobytes can unpack to more than a computer's memory; sizes are known before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(t("is damaged and cannot be opened as a spreadsheet.")) from error
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > 20_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or steep:
        raise Unreadable(
            t(
                "unpacks to {size} MB in {parts} parts, as no table of answers does. It was not opened.",
                size=unpacked // 1_000_000,
                parts=len(parts),
            )
        )


def _has_formulas(path: Path) -> bool:
    """Whether any cell of the workbook is a formula."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            with packed.open(name) as part:
                end = b""
                while piece := part.read(1 << 20):
                    if re.search(rb"<(\w+:)?f[\s/>]", end + piece):
                        return True
                    end = piece[-32:]
    return False


def _tab(sheet, formulas) -> Sheet:
    rows: list[Row] = []
    dates: set[tuple[int, int]] = set()
    notes: list[tuple[str, str]] = []
    empty = 0
    sheet.reset_dimensions()  # what a file claims about its size is not to be believed
    if formulas:
        formulas.reset_dimensions()
    both = zip_longest(sheet.iter_rows(), formulas.iter_rows() if formulas else (), fillvalue=())
    for at, (cells, written) in enumerate(both):
        if at >= MOST_ROWS or empty > 2_000:
            notes.append(
                (_row(at), t("is the last that was taken; the rest of the sheet is too long or empty."))
            )
            break
        row = []
        for column, (cell, source) in enumerate(zip_longest(cells[:MOST_COLUMNS], written[:MOST_COLUMNS])):
            if cell is None:
                break
            text, note = _cell(cell, source is not None and source.data_type == "f")
            row.append(text)
            if note:
                notes.append((place(at, column), note))
            if isinstance(cell.value, datetime.date | datetime.time | datetime.timedelta):
                dates.add((at, column))
        empty = 0 if any(row) else empty + 1
        rows.append(row)
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(sheet.title, _even(rows), frozenset(dates), notes)


def _cell(cell, formula: bool) -> tuple[str, str]:
    """Text of a cell, and what has to be said about it."""
    value = cell.value
    if value is None:
        return (
            "",
            t("is a formula without a stored value. It was not computed, and is left out.")
            if formula
            else "",
        )
    if cell.data_type == "e":
        return "", t("holds an error ({error}). It was left out.", error=value)
    return _clean(_shown(value, str(cell.number_format or ""))), ""


def _shown(value: object, form: str) -> str:
    """A value as the spreadsheet shows it: 0.75 in a cell for fractions is 3/4, in one for percentages 75%."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if not isinstance(value, int | float):
        return str(value)
    if "?/?" in form:
        return _mixed(Fraction(value).limit_denominator(10 ** form.rpartition("/")[2].count("?") - 1))
    if "%" in form:
        return f"{value * 100:.12g}%"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _mixed(value: Fraction) -> str:
    whole, rest = divmod(abs(value.numerator), value.denominator)
    sign = "-" if value < 0 else ""
    if rest == 0:
        return f"{sign}{whole}"
    return f"{sign}{f'{whole} ' if whole else ''}{rest}/{value.denominator}"


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x000[0-9A-F]_")


def _clean(cell: str) -> str:
    cell = _CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).replace("\u00a0", " ").strip()
    return cell[:LONGEST_CELL]


def _even(rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
