"""What there is to translate: the fixed words that activities and pages say, and the texts of the content that a session shows."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import jinja2
import yaml
from jinja2.ext import extract_from_ast
from pydantic import BaseModel

from .. import lang, paths
from ..activities import frontend
from ..content import Library
from ..content.drawings import pictures
from ..content.models import Bar, Origin
from ..content.patterns import skills_of
from ..content.standards import read_standards
from ..content.translated import is_text
from ..diagnosis.banks import banks
from ..diagnosis.catalogue import catalogue
from ..errors import UnknownName
from ..pages.printing.contents import calls
from ..sessions import Session, session, translations

_SHARED = (
    "activities/base.py",
    "content/cards.py",
    "content/drawings/answers.py",
    "content/drawings/balance.py",
    "content/drawings/columns.py",
    "content/drawings/counters.py",
    "content/drawings/equations.py",
    "content/drawings/number_line.py",
    "content/drawings/pictures.py",
    "content/drawings/transcript.py",
    "content/overrides.py",
    "journal.py",
    "lang/dates.py",
    "pages/glossary.py",
    "pages/markdown.py",
    "pages/session_page.py",
    "sessions.py",
)
_FURTHER = {
    "DiagnosticTask": "content/measure_guide.py",
    "ImportWork": "local/**/*.py",
    "OnTheTable": "on_the_table.py",
    "ProtocolTimer": "content/protocols.py",
}
"""Other files that say what a kind of activity shows."""
_ON_A_HUB = ("hub.html.j2", "hub.py", "hub_pages.py", "login.py")
"""What only facilitators on a hub see. It can be translated, and no page asks for it in another language yet."""
_PRINTED = ("base", "cards", "evidence", "polls", "poster", "workbook")
_PRINTS = ("documents", "paper", "sheets", "text")
_CALL = re.compile(r"\bkit\.([A-Z]\w+)\(")
_FORMULA = re.compile(r"\$[^$]*\$")
_READ = re.compile(r"[A-Za-z]{2}")
"""What makes a text one to be read: mathematics, numbers and single letters are the same in every language."""


def of_sessions(sessions: Iterable[Session], library: Library) -> list[str]:
    """Everything to translate for some sessions, each text once: fixed words first, then content, then the live room's words."""
    sessions = list(sessions)
    kinds = sorted({kind for one in sessions for kind in _CALL.findall(_code(one))})
    texts = [*page_words(), *print_words(), *(word for kind in kinds for word in activity_words(kind))]
    texts += [text for one in sessions for text in content_of(one, library)]
    texts += [text for term in library.glossary.values() for text in (term.term, term.text)]
    texts += room_words()
    return [text for text in dict.fromkeys(texts) if is_read(text)]


def is_read(text: str) -> bool:
    """Whether a text has words beside its mathematics."""
    return bool(_READ.search(_FORMULA.sub("", text)))


def unused(tag: str, library: Library) -> list[tuple[Path, str]]:
    """What a shipped catalogue still translates although no session in that language says it: the English has changed.

    Args:
        tag: the language.
        library: the course's content, without a team's own wording.

    Returns:
        The file, and the English that is no longer there.
    """
    there = [one for one in translations() if one.language == tag and one.path.is_relative_to(paths.SESSIONS)]
    said = set(of_sessions([session(one.number) for one in there], library))
    shipped = [path for path in lang.files(tag, paths.local()) if path.is_relative_to(lang.HERE)]
    return [
        (path, key)
        for path in shipped
        for key in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        if key not in said
    ]


def page_words() -> list[str]:
    """What a page says itself, and what Python says for all activities."""
    host = frontend.said(frontend.joined(paths.ROOT / "kit/pages/front", "host.js"))
    folder = paths.ROOT / "kit/pages/template"
    page = (word for name in ("page", "index") for word in template_words(folder / f"{name}.html.j2"))
    python = (word for file in _SHARED for word in _python_words(file))
    return list(dict.fromkeys([*host, *page, *python]))


def print_words() -> list[str]:
    """What participants' printables say themselves; not the key and the guide, which are in English."""
    folder = paths.ROOT / "kit/pages/printing"
    sheets = (one for name in _PRINTED for one in template_words(folder / f"template/{name}.html.j2"))
    python = (word for name in _PRINTS for word in _python_words(f"pages/printing/{name}.py"))
    return list(dict.fromkeys([*sheets, *python]))


def template_words(file: Path) -> Iterator[str]:
    """The literal texts in a template's calls of `t`, with values behind them or not."""
    tree = jinja2.Environment().parse(file.read_text(encoding="utf-8"))
    for _, _, said in extract_from_ast(tree, ("t",), babel_style=False):
        yield said[0]


def room_words() -> list[str]:
    """What the live room says: to participants, on the wall, in the console and in a notebook that joined."""
    there = [path for path in sorted((paths.ROOT / "kit/room").rglob("*")) if path.name not in _ON_A_HUB]
    said = []
    for path in there:
        if path.suffix == ".js":
            said += frontend.said(path.read_text(encoding="utf-8"))
        elif path.suffix == ".j2":
            said += template_words(path)
        elif path.suffix == ".py":
            said += _python_words(path.relative_to(paths.ROOT / "kit").as_posix())
    return list(dict.fromkeys([*said, *_python_words("joining.py")]))


def activity_words(kind: str) -> list[str]:
    """What a kind of activity says, such as `SortBoard`, in its front end and in Python."""
    stem = re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
    further = sorted((paths.ROOT / "kit").glob(_FURTHER[kind])) if kind in _FURTHER else []
    files = [path.relative_to(paths.ROOT / "kit").as_posix() for path in further]
    front = []
    if (frontend.HERE / f"{stem}.js").exists():
        files += [f"activities/{file}.py" for file in _with_helpers(stem)]
        front = frontend.said(frontend.module(stem))
    return list(dict.fromkeys([*front, *(word for file in files for word in _python_words(file))]))


def content_of(session: Session, library: Library) -> Iterator[str]:
    """The texts of the progressions, work sets, items, ideas and standards that a session shows."""
    for thing in _shown(session, library):
        yield from texts_in(thing)
        for exemplar in (one for level in getattr(thing, "levels", ()) for one in level.exemplars):
            if exemplar.picture and exemplar.origin is Origin.CONSTRUCTED:
                yield from pictures.words_in(library.file(exemplar.picture.file))
    for _, words in calls(session):
        if words.get("work_set") in library.work_sets:
            yield from (skill.name for skill in skills_of(words["work_set"], library))
    kinds = set(_CALL.findall(_code(session)))
    if "TrajectoryMap" in kinds:
        for standard in read_standards(paths.DATA).values():
            yield from (standard.domain, standard.description)
    if kinds & {"BugLab", "ItemDesigner"}:
        for idea in catalogue().values():
            yield from (idea.name, idea.looks_like, idea.makes_sense)
        yield from (bank.name for bank in banks().values())


def _with_helpers(stem: str) -> list[str]:
    """A kind's module and those beside it that it is made of, by their stems."""
    found = [stem]
    for one in found:
        for node in ast.walk(ast.parse((frontend.HERE / f"{one}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 1:
                names = [node.module] if node.module else [name.name for name in node.names]
                found += [name for name in names if name not in found]
    return found


@cache
def _python_words(file: str) -> tuple[str, ...]:
    """The literal texts in calls of `t` and `later`."""
    tree = ast.parse((paths.ROOT / "kit" / file).read_text(encoding="utf-8"))
    return tuple(
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") in ("t", "later") or getattr(node.func, "attr", "") == "t")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    )


def _code(session: Session) -> str:
    return "\n".join(cell.source for cell in session.notebook.cells if cell.cell_type == "code")


def _shown(session: Session, library: Library) -> Iterator[BaseModel]:
    for _, words in calls(session):
        finders = {
            "progression": library.progression,
            "levels": library.progression,
            "item": library.item,
            "protocol": library.protocol,
            "measure": library.measure,
            "codebook": library.codebook,
            "transcript": library.lesson,
        }
        for name, find in finders.items():
            try:
                if name in words:
                    yield find(words[name])
            except UnknownName:
                continue
        if words.get("transcript") in library.lessons:
            yield library.codebook(library.lesson(words["transcript"]).codebook)
        if "exchanges" in words:
            yield library.codebook("uptake")
        if words.get("work_set") in library.work_sets:
            yield from (library.item(item) for item in library.work_set(words["work_set"]).items)
        if "deck" in words and words["deck"].partition("/")[0] in library.work_sets:
            work_set = library.work_set(words["deck"].partition("/")[0])
            yield work_set
            yield library.progression(work_set.progression)
            yield from (library.item(item) for item in work_set.items)
            yield from (
                library.misconception(tag.misconception) for tag in work_set.tags if tag.misconception
            )


def texts_in(value: object) -> Iterator[str]:
    """Every text in a piece of content that may be said in another language."""
    if isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, Bar):
        yield value.label
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            given = getattr(value, name)
            if not is_text(type(value), name):
                yield from texts_in(given)
            elif given is not None:
                yield from (
                    (given,)
                    if isinstance(given, str)
                    else given.values()
                    if isinstance(given, dict)
                    else given
                )


def as_yaml(texts: Iterable[str], words: dict[str, str]) -> str:
    """A catalogue to fill in: what is not translated yet, one pair a line."""
    return "".join(f"{json.dumps(text, ensure_ascii=False)}: \n" for text in texts if text not in words)
