"""A session as one HTML page that works from a file, with no network, no server and no kernel."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from markupsafe import Markup

from .. import lang, running
from ..activities import frontend
from ..lab.save import PICTURE, WIDGET_VIEW
from ..sessions import Session
from . import glossary, markdown
from .document import FRONT, Assets, Inline, document

HERE = Path(__file__).parent
NOTEBOOK_ONLY = "notebook-only"
"""Tag of a cell that speaks of JupyterLab, and has nothing to say in a page."""

Find = Callable[[str], str | None]

_NOT_STATE = {"layout", "tabbable", "tooltip"}
"""Traits that every widget has and no activity uses."""
_STATE = "application/vnd.jupyter.widget-state+json"
_RUN_IT = re.compile(r"<p><small>(?:(?!<p>).)*?</small></p></div>\Z", re.DOTALL)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Live:
    """What the page's host needs to make the activities live.

    Attributes:
        modules: front-end modules by a name made of their text, each once.
        styles: their stylesheets, what all share only once.
        models: one for each activity: `{id, module, state}`, in the order of the notebook.
    """

    modules: dict[str, str]
    styles: list[str]
    models: list[dict]


def page(
    session: Session,
    assets: Assets | None = None,
    find: Find = lambda url: None,
    extra: tuple[str, ...] = (),
    top: str | None = None,
    executed: nbformat.NotebookNode | None = None,
    room: bool = False,
) -> str:
    """The page of a session, executed first.

    Args:
        session: which one.
        assets: where scripts and styles stand; in the page itself if not given.
        find: where a relative link of the notebook leads (see `markdown.to_html`).
        extra: more scripts.
        top: address of the page that this one belongs below.
        executed: the notebook as `running.execute(session, live=True)` gives it, where that was done already.
        room: whether a room serves the page, and some answers leave the browser.

    Raises:
        KitError: a cell failed.
    """
    notebook = executed or running.execute(session, live=True)
    about = notebook.metadata.get("throughline", {})
    language = about.get("language", lang.ENGLISH)
    with lang.speaking(language):
        return _page(session, notebook, language, assets or Inline(), find, extra, top, room=room)


def _page(
    session: Session,
    notebook: nbformat.NotebookNode,
    language: str,
    assets: Assets,
    find: Find,
    extra: tuple[str, ...],
    top: str | None,
    *,
    room: bool,
) -> str:
    live = live_parts(notebook)
    words = glossary.Words()
    return document(
        title=session.full_title,
        language=language,
        body=inside(notebook, find, words) + glossary.section(words),
        assets=assets,
        styles=[(FRONT / "page.css").read_text(encoding="utf-8"), *live.styles],
        scripts=[frontend.joined(FRONT, "host.js", language), *extra],
        top=top,
        data={
            "session": session.number,
            "title": session.full_title,
            "room": room,
            "modules": {name: assets.module(source) for name, source in live.modules.items()},
            "models": live.models,
            "blocks": [
                {"id": block.name, "heading": block.heading, "minutes": block.minutes}
                for block in session.blocks
            ],
        },
    )


def live_parts(notebook: nbformat.NotebookNode) -> Live:
    """The activities of an executed notebook: any widget that brings its own front-end module."""
    found = notebook.metadata.get("widgets", {}).get(_STATE, {}).get("state", {})
    shared = frontend.shared_style()
    modules, styles, models = {}, [shared], []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            id = output.get("data", {}).get(WIDGET_VIEW, {}).get("model_id")
            state = found.get(id, {}).get("state", {})
            if "_esm" not in state:
                continue
            name = hashlib.sha256(state["_esm"].encode()).hexdigest()[:12]
            modules[name] = state["_esm"]
            style = state.get("_css", "").removeprefix(shared)
            if style not in styles:
                styles.append(style)
            output.metadata["throughline"] = len(models)
            plain = {trait: value for trait, value in state.items() if not trait.startswith("_")}
            models.append({"module": name, "state": {t: v for t, v in plain.items() if t not in _NOT_STATE}})
    return Live(modules, styles, models)


def inside(notebook: nbformat.NotebookNode, find: Find, words: glossary.Words) -> str:
    """The notebook's cells as HTML, through nbconvert; places of activities hold their pictures."""
    from nbconvert.exporters import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    notebook = nbformat.from_dict(
        {**notebook, "cells": list(map(_without_setup, filter(_is_shown, notebook.cells)))}
    )
    exporter = HTMLExporter(
        template_name="template",
        extra_template_basedirs=[str(HERE)],
        preprocessors=[],
        filters={
            "page_markdown": lambda text: Markup(
                markdown.to_html(text, find=find, anchors=False, words=words)
            ),
            "page_output": lambda html: Markup(_output(html)),
            "page_activity": lambda output: Markup(_place(output)),
        },
    )
    exporter.environment.globals["t"] = lang.t
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    html, _ = TemplateExporter.from_notebook_node(exporter, notebook)
    return html


def _is_shown(cell: nbformat.NotebookNode) -> bool:
    return NOTEBOOK_ONLY not in cell.metadata.get("tags", [])


def _without_setup(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A code cell that shows nothing, such as `import kit`, tells a reader of the page nothing."""
    if cell.cell_type == "code" and not cell.outputs:
        return nbformat.from_dict({**cell, "source": ""})
    return cell


def _place(output: nbformat.NotebookNode) -> str:
    number = output.metadata.get("throughline")
    picture = _picture(output.data.get("text/html", ""))
    if number is None:
        return picture or f"<pre>{Markup.escape(output.data.get('text/plain', ''))}</pre>"
    return f'<div class="page-activity" data-model="{number}">{picture}</div>'


def _picture(html: str) -> str:
    return _RUN_IT.sub("</div>", html) if PICTURE in html else ""


def _output(html: str) -> str:
    """HTML that a cell put out: without a style of its own (pandas), tables in a box that scrolls."""
    html = _STYLE.sub("", html)
    html = re.sub(r"<th>\s*</th>", "<td></td>", html)
    return re.sub(
        r"<table\b.*?</table>",
        lambda found: (
            f'<div class="page-scroll" tabindex="0" role="group" aria-label="{lang.t("Table")}">{found[0]}</div>'
        ),
        html,
        flags=re.DOTALL,
    )
