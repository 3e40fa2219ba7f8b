"""A whole HTML document, its scripts and styles inside it or in files beside it, and a policy that lets nothing else in."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, Whitespace

from ..lang.html import t

HERE = Path(__file__).parent
FRONT = HERE / "front"
TEMPLATES = Environment(loader=FileSystemLoader(HERE / "template"), autoescape=True)
TEMPLATES.globals |= {"t": t, "link": Markup('<a href="{}">{}</a>').format}


class Assets(Protocol):
    """Where a document's scripts and styles stand."""

    def style(self, text: str) -> Markup:
        """The tag of a stylesheet."""

    def script(self, text: str) -> Markup:
        """The tag of an ES module."""

    def module(self, text: str) -> str:
        """An activity's module as the host loads it: its text, or an address that begins with a dot."""

    def policy(self) -> dict[str, str]:
        """Directives of the Content-Security-Policy, beyond those that every document has."""


class Inline:
    """Everything in the document itself: it works from a file. One object for one document."""

    def __init__(self):
        self._hashes: dict[str, list[str]] = {"style-src": [], "script-src": []}

    def style(self, text: str) -> Markup:
        """The stylesheet in a style element."""
        return self._tag("style-src", text, "<style>", "</style>")

    def script(self, text: str) -> Markup:
        """The module in a script element."""
        return self._tag("script-src", without_comments(text), '<script type="module">', "</script>")

    def module(self, text: str) -> str:
        """The module's text, without comments."""
        return without_comments(text)

    def policy(self) -> dict[str, str]:
        """Only what has the hash of an element here; activities' modules are loaded as blobs."""
        return {
            "script-src": " ".join(["blob:", *self._hashes["script-src"]]),
            "style-src": " ".join(self._hashes["style-src"]) or "'none'",
            "img-src": "data: blob:",
        }

    def _tag(self, directive: str, text: str, before: str, after: str) -> Markup:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        self._hashes[directive].append(f"'sha256-{digest}'")
        return Markup(before) + Markup(text) + Markup(after)


class Files:
    """Files of a site, named by a hash of their text, so that a browser may keep them for good."""

    def __init__(self, site: Path, depth: int = 0):
        """Take the site's folder, and how many folders below it the documents stand."""
        self._site, self._up = site, "../" * depth or "./"
        self.used: list[Path] = []

    def style(self, text: str) -> Markup:
        """A link to the stylesheet."""
        return Markup('<link rel="stylesheet" href="{}">').format(self._file(text, "css"))

    def script(self, text: str) -> Markup:
        """A script element for the module."""
        return Markup('<script type="module" src="{}"></script>').format(self.module(text))

    def module(self, text: str) -> str:
        """The module's address."""
        return self._file(without_comments(text), "js")

    def policy(self) -> dict[str, str]:
        """Only files of the site."""
        own = ("script-src", "style-src", "connect-src", "worker-src", "manifest-src")
        return {name: "'self'" for name in own} | {"img-src": "'self' data: blob:"}

    def _file(self, text: str, kind: str) -> str:
        name = f"assets/{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}"
        path = self._site / name
        self.used.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8", newline="\n")
        return f"{self._up}{name}"


def document(
    *,
    title: str,
    language: str,
    body: str,
    assets: Assets,
    styles: list[str],
    scripts: list[str],
    data: dict | None = None,
    top: str | None = None,
) -> str:
    """A document whose Content-Security-Policy it satisfies itself.

    Args:
        title: of the page.
        language: tag such as `en` or `es`.
        body: HTML made by this kit.
        assets: where scripts and styles stand.
        styles: stylesheets.
        scripts: ES modules.
        data: what the scripts read, as JSON.
        top: address of the page that this one belongs below.
    """
    tags = {"styles": list(map(assets.style, styles)), "scripts": list(map(assets.script, scripts))}
    directives = {
        "default-src": "'none'",
        **assets.policy(),
        "style-src-attr": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": assets.policy().get("form-action", "'none'"),
    }
    return TEMPLATES.get_template("page.html.j2").render(
        title=title,
        language=language,
        policy="; ".join(f"{name} {sources}" for name, sources in directives.items()),
        body=Markup(body),
        top=top,
        data=Markup(as_json(data)) if data else "",
        **tags,
    )


@cache
def without_comments(script: str) -> str:
    """A script without comments and indentation: a third of what a page would carry. Text inside quotes is left alone."""
    lexer = JavascriptLexer(stripnl=False, ensurenl=False)
    kept = []
    for kind, text in lexer.get_tokens(script):
        if kind in Comment:
            text = "\n" if "\n" in text else ""
        elif kind in Whitespace:
            text = "\n" if "\n" in text else " "
        if text == "\n" and kept and kept[-1].endswith("\n"):
            continue
        if text == " " and kept and kept[-1].endswith("\n"):
            continue
        kept.append(text)
    return "".join(kept)


def as_json(data: dict) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
