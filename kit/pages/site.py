"""The whole course as a static site: pages, guides, printables, what the data are; it works offline after one visit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .. import lang, paths
from ..content.load import library
from ..lang import t
from ..sessions import Session, all_sessions, gallery, translations
from . import glossary, markdown, printing
from .build import Built, in_site, together
from .document import FRONT, TEMPLATES, Files, document
from .fresh import Ledger, state_of
from .session_page import page

_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class _Part:
    """Something of the site that is fresh or stale as one: its name, what it is made from, and how."""

    name: str
    state: str
    make: Callable[[], list[Path]]
    built: list[Built] = field(default_factory=list)


class SiteBuilder:
    """Builds the course's site into one folder."""

    def __init__(self, out: Path, again: bool = False, participants: bool = False):
        """Take the folder, whether to make everything anew, and whether the site is for participants only.

        Guides hold keys, and the guide of session 00 the scoring of the measure: participants' sites have neither.

        Raises:
            NotWritable: the folder cannot be written to.
        """
        self.out, self.again, self.participants = out, again, participants
        self.ledger, self.language = Ledger(out), lang.language()
        self.sessions = [*all_sessions(paths.SESSIONS), *filter(None, [gallery()])]
        self.translated = [one for one in translations() if one.path.is_relative_to(paths.SESSIONS)]
        self.about = sorted(path for path in paths.DATA.rglob("*.md"))
        self.stems = {
            *(_stem(session) for session in [*self.sessions, *self.translated]),
            *(f"guides/{guide.stem}" for guide in self._guides()),
            *(f"about/{self._about_name(path)}" for path in self.about),
        }
        self._state = state_of(",".join(sorted(self.stems)), self.language)

    def build(self) -> list[Built]:
        """Make what is not fresh, then the list of everything for the service worker.

        Raises:
            KitError: a notebook's cell failed, or a file cannot be written.
        """
        parts = [self._page(session) for session in [*self.sessions, *self.translated]]
        parts += [self._guide(guide) for guide in self._guides()]
        parts += [self._about(path) for path in self.about]
        parts += [self._prints(session) for session in [*all_sessions(paths.SESSIONS), *self.translated]]
        parts += [self._glossary(), self._index()]

        def make(part: _Part) -> tuple[_Part, list[Path] | None]:
            fresh = not self.again and self.ledger.is_fresh(part.name, part.state)
            with lang.speaking(self.language):  # a thread of its own does not know it
                return part, None if fresh else part.make()

        built = []
        for part, files in together(make, parts):
            if files is not None:
                self.ledger.note(part.name, part.state, files)
            built += [Built(path, made=files is not None) for path in self.ledger.files(part.name)]
        self.ledger.keep_only({part.name for part in parts})
        self._worker()
        return [one for one in built if one.path.parent.name != "assets"]

    def _guides(self) -> list[Path]:
        return [] if self.participants else sorted(paths.GUIDES.glob("*.md"))

    def _about_name(self, path: Path) -> str:
        return path.relative_to(paths.DATA).with_suffix("").as_posix().replace("/", "-")

    def _page(self, session: Session) -> _Part:
        def make() -> list[Path]:
            assets = Files(self.out)
            find = in_site("./", self.stems, session.language)
            text = page(session, assets, find, extra=(_worker_script(),), top="./index.html")
            return [self.ledger.write(self.out / f"{_stem(session)}.html", text), *assets.used]

        return _Part(f"page {session.number}{_ending(session)}", state_of(session.path, self._state), make)

    def _guide(self, guide: Path) -> _Part:
        return self._text_page(f"guide {guide.stem}", guide, f"guides/{guide.stem}.html")

    def _about(self, path: Path) -> _Part:
        return self._text_page(
            f"about {self._about_name(path)}", path, f"about/{self._about_name(path)}.html"
        )

    def _text_page(self, name: str, source: Path, target: str) -> _Part:
        language = _language_of(source)

        def make() -> list[Path]:
            text = source.read_text(encoding="utf-8")
            find = in_site("../", self.stems)
            words = glossary.Words("../glossary.html#word-")
            body = markdown.to_html(
                text, source.parent, lambda url: find(_from_root(source, url)), words=words
            )
            title = _HEADING.search(text)
            shown = title[1] if title else source.stem
            with lang.speaking(language):
                return self._write(target, shown, f'<div class="page-text">{body}</div>', 1, language)

        return _Part(name, state_of(source, self._state), make)

    def _prints(self, session: Session) -> _Part:
        def make() -> list[Path]:
            only = {one.part for one in self._printed(session)}
            return printing.build(session, self.out / "print" / session.number, pdf=False, only=only)

        kind = "handouts" if self.participants else "print"
        return _Part(
            f"{kind} {session.number}{_ending(session)}",
            state_of(session.path, session.guide, self._state),
            make,
        )

    def _printed(self, session: Session) -> list[printing.Document]:
        kept = printing.parts(session)
        return [one for one in kept if one.part not in printing.FACILITATORS] if self.participants else kept

    def _glossary(self) -> _Part:
        def make() -> list[Path]:
            body = f"<h1>{t('Words')}</h1>{glossary.listed(library().glossary.values())}"
            text = f'<div class="page-text">{body}</div>'
            return self._write("glossary.html", t("Words"), text, 0, self.language)

        return _Part("glossary", self._state, make)

    def _index(self) -> _Part:
        rows = [
            {
                "number": session.number,
                "title": session.title,
                "grades": session.notebook.metadata.get("throughline", {}).get("grades", ""),
                "page": f"{session.path.stem}.html",
                "guide": f"guides/{session.path.stem}.html"
                if f"guides/{session.path.stem}" in self.stems
                else None,
                "prints": self._print_links(session),
                "others": [
                    {
                        "language": other.language,
                        "name": lang.name_of(other.language),
                        "page": f"{_stem(other)}.html",
                        "prints": self._print_links(other),
                    }
                    for other in self.translated
                    if other.number == session.number
                ],
            }
            for session in all_sessions(paths.SESSIONS)
        ]
        more = [
            (
                title[1] if (title := _HEADING.search(path.read_text(encoding="utf-8"))) else path.stem,
                address,
                _language_of(path),
            )
            for path, address in [
                *(
                    (guide, f"guides/{guide.stem}.html")
                    for guide in self._guides()
                    if not guide.stem[:2].isdigit()
                ),
                *((path, f"about/{self._about_name(path)}.html") for path in self.about),
            ]
        ]

        more.insert(0, (t("Words"), "glossary.html", self.language))

        def make() -> list[Path]:
            found = gallery()
            body = TEMPLATES.get_template("site.html.j2").render(
                rows=rows, more=more, gallery=found and f"{found.path.stem}.html", language=self.language
            )
            return self._write("index.html", "Throughline", body, 0, self.language)

        return _Part("index", state_of(repr(rows), repr(more), self._state), make)

    def _print_links(self, session: Session) -> list[tuple[str, str]]:
        return [(part.title, f"print/{session.number}/{part.stem}.html") for part in self._printed(session)]

    def _write(self, target: str, title: str, body: str, depth: int, language: str) -> list[Path]:
        assets = Files(self.out, depth)
        text = document(
            title=title,
            language=language,
            body=body,
            assets=assets,
            styles=[(FRONT / "page.css").read_text(encoding="utf-8")],
            scripts=[_worker_script()],
            top=f"{'../' * depth}index.html" if depth else None,
        )
        return [self.ledger.write(self.out / target, text), *assets.used]

    def _worker(self) -> None:
        """Write the service worker; its text changes whenever a file of the site does."""
        files = sorted(
            path.relative_to(self.out).as_posix()
            for path in self.out.rglob("*")
            if path.is_file() and path.suffix in {".html", ".js", ".css"} and path.name != "worker.js"
        )
        version = state_of(*(self.out / name for name in files))[:16]
        text = (FRONT / "worker.js").read_text(encoding="utf-8")
        filled = text.replace('"VERSION"', f'"{version}"').replace(
            '"FILES"', ",\n  ".join(f'"{name}"' for name in files)
        )
        self.ledger.write(self.out / "worker.js", filled)


def build_site(out: Path, again: bool = False, participants: bool = False) -> list[Built]:
    """Build the course's site; see `SiteBuilder`."""
    return SiteBuilder(out, again, participants).build()


def _ending(session: Session) -> str:
    """What tells a translation's page from that of its session: `.es`."""
    return "" if session.language == lang.ENGLISH else f".{session.language}"


def _stem(session: Session) -> str:
    return f"{session.path.stem}{_ending(session)}"


def _language_of(source: Path) -> str:
    """What a text is written in: a name such as `consent-letter-es.md` tells another language than English."""
    end = source.stem.rpartition("-")[2]
    return end if end in lang.languages() else lang.ENGLISH


def _worker_script() -> str:
    return (FRONT / "register.js").read_text(encoding="utf-8")


def _from_root(source: Path, url: str) -> str:
    """A link of a file as a path from the course's folder: `data/x.md` for `x.md` in `data/`."""
    path, mark, part = url.partition("#")
    found = (source.parent / path).resolve()
    return f"{found.relative_to(paths.ROOT).as_posix()}{mark}{part}" if paths.ROOT in found.parents else url
