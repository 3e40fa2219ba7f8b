"""Documents that are written text: a session's notebook as a workbook, and its facilitator guide."""

import re
from html import escape

from markupsafe import Markup
from nbformat import NotebookNode

from ...errors import KitError
from ...sessions import Session
from .page import Sheet, page
from .paper import Options

NOTEBOOK_ONLY = "notebook-only"
"""Tag of a cell that speaks of JupyterLab and says nothing to a reader of paper."""

_TERMS = (
    "Text: the Throughline authors, CC BY 4.0. Student work and published numbers: as named beside them.",
)
_LINE = '<p class="line"></p>'
_BLANK = re.compile(r"<p>(?:&nbsp;|\xa0|\s)*(?:&nbsp;|\xa0)(?:&nbsp;|\xa0|\s)*</p>")
_RUN_IT = re.compile(r"<p><small>This is a picture of the activity\..*?</small></p>", re.DOTALL)
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_SCROLL = re.compile(r'<div class="page-scroll"[^>]*>')
_BOX = re.compile(r'<span class="page-box">[^<]*</span>')
_RUN_SHEET = re.compile(r'<h2 id="run-sheet">.*?(?=<h2\b|\Z)', re.DOTALL)


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
        Sheet("Workbook", footer=session.title),
        opening=Markup("".join(opening)),
        blocks=[Markup(block) for block in map("".join, blocks)],
        terms=_TERMS,
    )


def guide(session: Session, options: Options) -> str:
    """The facilitator guide; its run sheet lies on its side, on pages of its own.

    Raises:
        KitError: the guide cannot be read.
    """
    try:
        text = session.guide.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{session.guide.name} cannot be read ({error}). Bring the file back.") from error
    html = _RUN_SHEET.sub(
        lambda found: f'<section class="lying">{found[0]}</section>', _markdown(text, session)
    )
    return page(
        "guide",
        session,
        options,
        Sheet("Facilitator guide", footer=f"Facilitator guide · {session.title}"),
        body=Markup(html.replace("<details", "<details open")),
        terms=_TERMS,
    )


def _cell(cell: NotebookNode, session: Session) -> str:
    if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
        return ""
    if cell.cell_type == "markdown":
        return _markdown(cell.source, session)
    if cell.cell_type != "code":
        return ""
    if cell.execution_count is None and cell.source.strip():
        raise KitError(
            f"{session.path.name} is stored without its outputs. Run `throughline run {session.number}`, then print."
        )
    return "".join(_output(output, session) for output in cell.outputs)


def _markdown(source: str, session: Session) -> str:
    from .. import markdown  # nbconvert, behind it, takes a second to import

    html = markdown.to_html(source, folder=session.path.parent)
    return _BOX.sub('<span class="box" role="img" aria-label="to tick"></span>', _SCROLL.sub("<div>", html))


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
        return _markdown(data["text/markdown"], session)
    return f"<pre>{escape(plain)}</pre>" if plain else ""


def _picture(html: str) -> str:
    """HTML that a cell put out, for paper: no style of its own, no empty head, and lines where one may write."""
    html = _STYLE.sub("", _RUN_IT.sub("", html))
    html = re.sub(r"<th>\s*</th>", "<td></td>", html)
    return _BLANK.sub(2 * _LINE, html)
