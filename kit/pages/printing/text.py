"""Written text on paper: a session's notebook as a workbook, and Markdown for other documents."""

import re
from html import escape

from markupsafe import Markup
from nbformat import NotebookNode

from ...errors import KitError
from ...lang import t
from ...sessions import Session, run_command
from .page import Sheet, page
from .paper import Options

NOTEBOOK_ONLY = "notebook-only"
"""Tag of a cell that speaks of JupyterLab and says nothing to a reader of paper."""

_LINE = '<p class="line"></p>'
_BLANK = re.compile(r"<p>(?:&nbsp;|\xa0|\s)*(?:&nbsp;|\xa0)(?:&nbsp;|\xa0|\s)*</p>")
_ASKED = re.compile(
    r"<h4>(?:(?!<h4|</?div|</?t[dhr]\b|</?table|<p><b>).)*<p><b>(?:(?!</p>).)*</p>", re.DOTALL
)
"""A heading inside an activity, the student work below it, and what is asked of it: all of it on one page."""
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_SCROLL = re.compile(r'<div class="page-scroll"[^>]*>')
_BOX = re.compile(r'<span class="page-box">[^<]*</span>')


def workbook(session: Session, options: Options) -> str:
    """The executed notebook to read and to write in: prose, each activity's picture, figures and tables, no code.

    Raises:
        KitError: the notebook is stored without its outputs.
    """
    opening, blocks = [], []
    for cell in session.notebook.cells:
        html = _cell(cell, session)
        if "throughline" in cell.metadata:
            blocks.append([])
        (blocks[-1] if blocks else opening).append(html)
    return page(
        "workbook",
        session,
        options,
        Sheet(t("Workbook"), footer=session.title),
        opening=Markup("".join(opening)),
        blocks=[Markup(block) for block in map("".join, blocks)],
        terms=terms(),
    )


def terms() -> list[str]:
    """Who wrote what, under which licence, in a document that shows work beside its text."""
    return [
        t(
            "Text: the Throughline authors, CC BY 4.0. Student work and published numbers: as named beside them."
        )
    ]


def _cell(cell: NotebookNode, session: Session) -> str:
    if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
        return ""
    if cell.cell_type == "markdown":
        return on_paper(cell.source, session)
    if cell.cell_type != "code":
        return ""
    if cell.execution_count is None and cell.source.strip():
        raise KitError(
            f"{session.path.name} is stored without its outputs. Run `{run_command(session)}`, then print."
        )
    return "".join(_output(output, session) for output in cell.outputs)


def on_paper(source: str, session: Session) -> str:
    """A session's Markdown as HTML for paper: boxes to tick, and tables that do not scroll."""
    from .. import markdown  # nbconvert, behind it, takes a second to import

    html = markdown.to_html(source, folder=session.path.parent)
    box = f'<span class="box" role="img" aria-label="{t("to tick")}"></span>'
    return _BOX.sub(box, _SCROLL.sub("<div>", html))


def _output(output: NotebookNode, session: Session) -> str:
    if output.output_type == "stream":
        return f"<pre>{escape(output.text)}</pre>" if output.name == "stdout" else ""
    data = output.get("data", {})
    plain = data.get("text/plain", "")
    if "text/html" in data:
        return f'<div class="output">{_picture(data["text/html"])}</div>'
    if "image/png" in data:
        return f'<p><img alt="{escape(plain)}" src="data:image/png;base64,{data["image/png"].strip()}"></p>'
    if "text/markdown" in data:
        return on_paper(data["text/markdown"], session)
    return f"<pre>{escape(plain)}</pre>" if plain else ""


def _picture(html: str) -> str:
    """HTML that a cell put out, for paper: no style of its own, no empty head, and lines where one may write."""
    run_it = t("This is a picture of the activity. Run the notebook to work in it.")
    html = _STYLE.sub("", html.replace(f"<p><small>{run_it}</small></p>", ""))
    html = re.sub(r"<th>\s*</th>", "<td></td>", html)
    html = _ASKED.sub(r'<div class="together">\g<0></div>', html)
    return _BLANK.sub(2 * _LINE, html)
