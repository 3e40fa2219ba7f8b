"""Make a session's printables in a folder, and only those that have changed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import nbformat

from ... import lang, paths, sessions
from ...errors import KitError
from ...sessions import Session
from . import contents
from . import pdf as printer
from .documents import EVERYTHING, FACILITATORS, Document, language_of, parts
from .paper import Options
from .paper import options as options_from

PARTS = EVERYTHING
RECORD = ".built.json"
"""What was made from what; in the folder of the printables, one for each language."""

_FORM = 1
"""Of the record. Another number makes everything anew."""

_NOTEBOOK = {"cards", "key", "evidence", "poster", "workbook"}
_DATA = {"cards", "key", "evidence", "poster"}
_MADE_BY = ("jinja2", "latex2mathml", "mistune", "nbconvert")


@dataclass(frozen=True)
class Printable:
    """A document in the folder.

    Attributes:
        title: what it is.
        use: how many to print, for whom.
        files: its HTML, and its PDF if there is one.
        new: whether it had changed, and was made in this run.
    """

    title: str
    use: str
    files: list[Path]
    new: bool


@dataclass(frozen=True)
class Built:
    """What was asked for, in order, and whether there are PDFs: without a browser there are none."""

    printables: list[Printable]
    pdf: bool


def build(
    session: Session | str,
    out: Path,
    *,
    paper: str = "a4",
    cards: int = 6,
    only: Iterable[str] = (),
    pdf: bool = True,
) -> list[Path]:
    """Make a session's printables in a folder.

    Args:
        session: the session, or its number.
        out: a folder; made if it is not there.
        paper: `a4` or `letter`.
        cards: how many a sheet, 6 or 8.
        only: words of `PARTS`; everything that the session has a use for if empty. Of a translation, what participants hold.
        pdf: make PDFs too, where a browser is installed.

    Returns:
        Every file that was asked for, whether it was made now or had not changed.

    Raises:
        KitError: a word or the session is unknown, the folder cannot be written, or the browser failed.
    """
    built = make(session, out, options_from(paper, cards), only=only, pdf=pdf)
    return [file for printable in built.printables for file in printable.files]


def make(
    session: Session | str, out: Path, options: Options, *, only: Iterable[str] = (), pdf: bool = True
) -> Built:
    """As `build`, and says what had to be made.

    Raises:
        KitError: as `build`.
    """
    session = sessions.session(session) if isinstance(session, str) else session
    _refuse_unsound(session)
    only = tuple(only)
    chosen = _chosen(only, session)
    program = printer.browser() if pdf else None
    record = _Record(out, session.language)
    inputs = {part: _inputs(part, session, options) for part in chosen}
    stale = [part for part in chosen if not record.is_current(part, inputs[part], pdf=program is not None)]
    documents = (
        [one for one in parts(session, asked=chosen if only else ()) if one.part in stale] if stale else []
    )
    if only:
        same = record.filled_parts().difference(stale)
        _refuse_absent(chosen, same.union(one.part for one in documents), session)
    written = [(one, one.html(options)) for one in documents]  # all of it, before anything is replaced
    made, to_print = set(), []
    with _folder(out):
        for document, html in written:
            file = out / f"{document.stem}.html"
            if not _holds(file, html):
                file.with_suffix(".pdf").unlink(missing_ok=True)
                _replace(file, html)
                made.add(document.stem)
            if program and not file.with_suffix(".pdf").exists():
                to_print.append(file)
                made.add(document.stem)
        for part in stale:
            record.put(part, inputs[part], [one for one in documents if one.part == part])
        if stale:
            record.write()
    if to_print:
        printer.print_all(to_print, program)
    return Built(record.printables(chosen, made, pdf=program is not None), program is not None)


def _chosen(only: tuple[str, ...], session: Session) -> list[str]:
    words = [word.strip().lower() for word in only]
    unknown = [word for word in words if word not in PARTS]
    if unknown:
        raise KitError(f"There is nothing called “{unknown[0]}” to print. Choose from: {', '.join(PARTS)}.")
    english = session.language == lang.ENGLISH
    if not english and (facilitators := [word for word in words if word in FACILITATORS]):
        raise KitError(
            f"What only the facilitator holds is in English: `throughline print {session.number} --only {facilitators[0]}`."
        )
    if words:
        return [part for part in PARTS if part in words]
    return [
        part
        for part in PARTS
        if (english or part not in FACILITATORS) and (part != "polls" or contents.holds_up_letters(session))
    ]


def _refuse_unsound(session: Session) -> None:
    try:
        session.notebook  # noqa: B018
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise KitError(
            f"{session.path.name} is not a sound notebook. `throughline check` says what is wrong."
        ) from error


def _refuse_absent(asked: list[str], there: set[str], session: Session) -> None:
    """Somebody who asked for a part by name wants to know that the session has none."""
    for part in asked:
        if part not in there:
            lacks = {"guide": "facilitator guide", "poster": "progression"}.get(part, "deck of cards")
            raise KitError(
                f"Session {session.number} has no {lacks}, so there is nothing to print for “{part}”."
            )


class _Record:
    """`.built.json`, of a translation `.built.es.json`: for each part a hash of what it was made from, and its documents."""

    def __init__(self, out: Path, language: str):
        self._file = out / (RECORD if language == lang.ENGLISH else f".built.{language}.json")
        self._out = out
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            self._parts = kept["parts"] if kept["form"] == _FORM else {}
        except (OSError, ValueError, KeyError, TypeError):
            self._parts = {}

    def is_current(self, part: str, inputs: str, *, pdf: bool) -> bool:
        kept = self._parts.get(part)
        if not isinstance(kept, dict) or kept.get("inputs") != inputs:
            return False
        return all(file.exists() for one in kept["documents"] for file in self._files(one["stem"], pdf))

    def put(self, part: str, inputs: str, documents: list[Document]) -> None:
        """Note a part as made; documents that it no longer has are deleted."""
        stems = {document.stem for document in documents}
        for old in self._parts.get(part, {}).get("documents", []):
            if old["stem"] not in stems:
                for file in self._files(old["stem"], True):
                    file.unlink(missing_ok=True)
        shown = [{"stem": one.stem, "title": one.title, "use": one.use} for one in documents]
        self._parts[part] = {"inputs": inputs, "documents": shown}

    def filled_parts(self) -> set[str]:
        return {part for part, kept in self._parts.items() if kept.get("documents")}

    def printables(self, chosen: list[str], made: set[str], *, pdf: bool) -> list[Printable]:
        return [
            Printable(one["title"], one["use"], self._files(one["stem"], pdf), one["stem"] in made)
            for part in chosen
            for one in self._parts[part]["documents"]
        ]

    def write(self) -> None:
        _replace(self._file, json.dumps({"form": _FORM, "parts": self._parts}, indent=1) + "\n")

    def _files(self, stem: str, pdf: bool) -> list[Path]:
        return [self._out / f"{stem}.{ending}" for ending in (("html", "pdf") if pdf else ("html",))]


def _inputs(part: str, session: Session, options: Options) -> str:
    """A hash of all that a part is made from: options, code and style, and the files of the course."""
    seen = hashlib.sha256(f"{_code()} {options.paper.css}".encode())
    if part == "cards":
        seen.update(f" {options.cards}".encode())
    seen.update(session.path.read_bytes() if part in _NOTEBOOK else session.path.name.encode())
    seen.update(session.title.encode())  # it stands in every document, and so does the language
    language = language_of(session)
    seen.update(f" {language} {_hash_of(lang.files(language, paths.local()))}".encode())
    if part == "guide" and session.guide.exists():
        seen.update(session.guide.read_bytes())
    if part in _DATA:
        seen.update(_data().encode())
    return seen.hexdigest()


@cache
def _code() -> str:
    """A hash of what makes printables."""
    kit = paths.ROOT / "kit"
    files = [*sorted((kit / "pages" / "printing").rglob("*")), *sorted((kit / "content").rglob("*.py"))]
    files += [kit / "pages" / "markdown.py", kit / "activities" / "shared.css", kit / "sessions.py"]
    files += [kit / "lang" / "__init__.py"]
    return _hash_of(files) + "".join(map(version, _MADE_BY))


def _data() -> str:
    folders = ("items", "progressions", "work")
    files = [file for folder in folders for file in sorted((paths.DATA / folder).rglob("*"))]
    own = paths.local()
    files += [
        file for folder in (*folders, "overrides", "standards") for file in sorted((own / folder).rglob("*"))
    ]
    return _hash_of([paths.DATA / "sources.yaml", own / "sources.yaml", own / "overrides.yaml", *files])


def _hash_of(files: list[Path]) -> str:
    seen = hashlib.sha256()
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            seen.update(f"{paths.shown(file)}\0".encode())
            seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


@contextmanager
def _folder(out: Path) -> Iterator[None]:
    """The folder, made if need be; what the disk refuses becomes a sentence."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise KitError(
            f"{error.filename or out} cannot be written ({error.strerror or error}). Close the file if it is open in "
            "another program, or choose another folder with --out."
        ) from error


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


def _replace(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(text.encode())
    part.replace(file)
