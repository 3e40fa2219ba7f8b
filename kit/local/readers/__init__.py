"""Find what can be read in a folder, and tell each file by what it holds, not by how its name ends."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ...lang import later, t
from ..candidates import Trouble
from .unreadable import Unreadable

__all__ = ["Kind", "Unreadable", "find", "kind_of", "shown"]

Kind = Literal["picture", "pages", "pdf", "csv", "xlsx", "text"]
"""`pages` is a TIFF, which may hold many pictures."""

MOST_FILES = 20_000
LARGEST_FILE = 1_000_000_000
"""Bytes; a scan of 200 pages in color has about a fifth of it."""

_PASSED_OVER = ("thumbs.db", "desktop.ini", "__macosx")
_PICTURES = {"jpg", "jpeg", "jpe", "png", "heic", "heif", "hif", "tif", "tiff"}
_TABLES = {"csv", "tsv", "tab"}
_TEXTS = {"txt", "text", "md"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OTHER_KINDS = {
    b"GIF8": later("is a GIF. Save it as JPEG or PNG."),
    b"\xd0\xcf\x11\xe0": later(
        "is an old Office file (.xls or .doc). Open it and save it as .xlsx, or its text as .txt."
    ),
    b"{\\rtf": later("is a rich text file. Save it as plain text (.txt)."),
    b"Rar!": later("is a packed folder. Unpack it first."),
    b"7z\xbc\xaf": later("is a packed folder. Unpack it first."),
    b"\x1f\x8b": later("is a packed file. Unpack it first."),
}


def find(source: Path) -> Iterator[Path | Trouble]:
    """Every file to read, in a fixed order, and what was passed over with its reason.

    Hidden files are passed over in silence. A link is followed only where it stays inside the folder.
    """
    if source.is_file():
        yield source
        return
    top = source.resolve()
    for number, path in enumerate(_files(source)):
        if number >= MOST_FILES:
            yield Trouble(
                source.name,
                t(
                    "holds more than {number} files; the rest is left out. Import part by part.",
                    number=MOST_FILES,
                ),
            )
            return
        if path.is_symlink() and not path.resolve().is_relative_to(top):
            yield Trouble(
                shown(path, source), t("is a link to a place outside the folder. It was not followed.")
            )
        elif path.is_dir():
            yield Trouble(shown(path, source), t("is a link to a folder. It was not followed."))
        elif path.is_file():
            yield path
        else:
            yield Trouble(shown(path, source), t("is not a file, or leads nowhere. It was left out."))


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if _counts(name) and name not in linked)
        yield from (Path(parent) / name for name in sorted([*names, *linked]) if _counts(name))


def _counts(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _PASSED_OVER


def shown(path: Path, source: Path) -> str:
    """A file as the person at the screen knows it."""
    return str(path.relative_to(source)) if path != source and path.is_relative_to(source) else path.name


def kind_of(path: Path) -> Kind:
    """What a file is, by its content.

    Raises:
        Unreadable: it is empty, too large, or of no kind that is read; the message says what to do.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(65_536)
    except OSError as error:
        raise Unreadable(
            t("cannot be opened ({why}). It was left out.", why=error.strerror or error)
        ) from error
    if size == 0:
        raise Unreadable(t("is empty."))
    if size > LARGEST_FILE:
        raise Unreadable(t("has more than {size} MB. Split it.", size=LARGEST_FILE // 1_000_000))
    ending = path.suffix.lower().lstrip(".")
    return _binary_kind(path, start) or _text_kind(start, ending)


def _binary_kind(path: Path, start: bytes) -> Kind | None:
    if start.startswith(b"\xff\xd8\xff") or start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "picture"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIF_BRANDS:
        return "picture"
    if start[:4] in (b"II*\0", b"MM\0*"):
        return "pages"
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _packed_kind(path)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        raise Unreadable(t("is a WebP picture. Save it as JPEG or PNG."))
    for beginning, words in _OTHER_KINDS.items():
        if start.startswith(beginning):
            raise Unreadable(t(words))
    return None


def _packed_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(t("is damaged: it begins like a spreadsheet and cannot be opened.")) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise Unreadable(t("is a Word file. Save its text as plain text (.txt)."))
    if "content.xml" in names:
        raise Unreadable(t("is an OpenDocument file. Save it as .xlsx or .csv."))
    raise Unreadable(t("is a packed folder. Unpack it first."))


def _text_kind(start: bytes, ending: str) -> Kind:
    if ending in _PICTURES | {"pdf", "xlsx", "xlsm"}:
        raise Unreadable(
            t("ends in .{ending} and holds nothing of that kind. It was left out.", ending=ending)
        )
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in start and not wide:
        raise Unreadable(t("is of a kind that is not read here. It was left out."))
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise Unreadable(t("is a web page, whatever its name says. Save the table as .csv or .xlsx."))
    if ending in _TABLES:
        return "csv"
    if ending in _TEXTS:
        return "text"
    raise Unreadable(
        t(
            "is of a kind that is not read here. Pictures, scans (.pdf), tables (.csv, .xlsx) and text (.txt) are."
        )
    )
