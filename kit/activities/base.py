"""What every activity has: a stable key, content in, a response out, a journal, and a picture without script."""

import html
import re
from typing import ClassVar

import anywidget
import traitlets

from .. import lang, paths
from ..errors import KeyProblem
from ..journal import Journal, JournalProblem
from ..lang import t
from . import frontend

KEY = re.compile(rf"({paths.NUMBER}|gallery)/([a-z][a-z0-9-]*)")
_in_use: dict[str, str] = {}
"""Which cell of this kernel's notebook made the activity with a key."""


class Activity(anywidget.AnyWidget):
    """One activity of a session; each kind is a subclass beside its NAME.js and NAME.css.

    The front end holds all behaviour and works with no kernel. Python gives it `content` and takes
    `value`, which goes to the journal as it changes.

    Attributes:
        key: `NN/name`, the same for good: answers are kept under it.
        content: what to show, as JSON. Strings whose name ends in `html` are made by this kit.
        value: what the participant answered, as JSON; each subclass documents its form.
        notice: something to tell the participant, such as that answers cannot be saved.
        others: what the participant answered in the activities that this one builds on, by key; an empty
            value where nothing was answered yet. The front end asks for it anew (`look` in shared.js).
    """

    key = traitlets.Unicode(help="Stable name, `NN/name`; answers are kept under it.").tag(sync=True)
    content = traitlets.Dict(help="What to show, as JSON.").tag(sync=True)
    value = traitlets.Dict(help="What the participant answered, as JSON.").tag(sync=True)
    notice = traitlets.Unicode(help="Something to tell the participant.").tag(sync=True)
    others = traitlets.Dict(help="Answers of the activities that this one builds on, by key.").tag(sync=True)

    frontend_name: ClassVar[str]
    """Stem of the .js and .css files."""

    def __init_subclass__(cls, **options) -> None:
        if "frontend_name" in cls.__dict__:
            cls._esm = frontend.module(cls.frontend_name)
            cls._css = frontend.stylesheet(cls.frontend_name)
        super().__init_subclass__(**options)

    def __init__(self, key: str, content: dict, empty: dict, reads: tuple[str, ...] = ()):
        """Set up the activity and bring back what was answered before.

        Args:
            key: `NN/name`.
            content: what to show.
            empty: the value before anybody answered.
            reads: keys of the activities whose answers this one builds on, such as the sort before a decision.

        Raises:
            KeyProblem: the key is malformed, of no session, or used by another cell.
        """
        _claim(key)
        self._journal = Journal()
        self._seen = 0
        value, notice = empty, ""
        try:
            kept = self._journal.get(key)
            if kept is not None:
                value, notice = self.restore({**empty, **kept.value})
                self._seen = kept.revision
        except JournalProblem as problem:
            notice = str(problem)
        notice = " ".join(filter(None, [notice, *self._journal.notices]))
        self._reads = reads
        if lang.language() != lang.ENGLISH:
            self._esm = frontend.module(self.frontend_name, lang.language())
        super().__init__(key=key, content=content, value=value, notice=notice, others=self._look())
        self.observe(self._keep, names="value")
        self.on_msg(self._reply)

    def restore(self, value: dict) -> tuple[dict, str]:
        """An answer from the journal made fit for the present content, and what to tell the reader.

        A subclass whose content may have changed since overrides this. The journal keeps the old answer
        until the participant changes something.
        """
        return value, ""

    def summary(self) -> str:
        """The activity in plain text, the same each time for the same content."""
        raise NotImplementedError

    def picture(self) -> str:
        """The activity as static HTML without script, from tags that a notebook's sanitizer keeps."""
        raise NotImplementedError

    def _keep(self, change: dict) -> None:
        try:
            self._seen = self._journal.save(self.key, change["new"], self._seen).revision
            self.notice = " ".join(self._journal.notices)
        except JournalProblem as problem:
            self.notice = str(problem)

    def _reply(self, _: object, message: object, __: object) -> None:
        """Answer what the front end asks: whether somebody takes its answers, what others answered (see shared.js)."""
        if message == {"kind": "kept?"}:
            self.send({"kind": "kept"})
        elif message == {"kind": "look"}:
            self.others = self._look()

    def _look(self) -> dict[str, dict]:
        """What the journal now holds for the activities that this one builds on."""
        try:
            kept = {key: self._journal.get(key) for key in self._reads}
        except JournalProblem:
            kept = {}
        return {key: one.value if (one := kept.get(key)) else {} for key in self._reads}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r})"

    def _repr_mimebundle_(self, **options) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**options)
        data["text/plain"] = self.summary()
        data["text/html"] = (
            f'<div class="tl-static">{self.picture()}<p><small>{t("This is a picture of the activity. Run the notebook to work in it.")}'
            "</small></p></div>"
        )
        return data, metadata


def _claim(key: str) -> None:
    """Make sure that one cell alone makes the activity with this key."""
    found = KEY.fullmatch(key)
    if not found:
        raise KeyProblem(
            f"“{key}” is not an activity's key. A key is the session's two digits, a slash and a name in "
            "lower case, such as 05/sort; in a session of your own L and its number, such as L1/sort."
        )
    known = [path.name[:2] for path in sorted(paths.SESSIONS.glob("[0-9][0-9]-*.ipynb"))]
    if found[1].startswith("L"):
        known = [
            path.name.partition("-")[0] for path in sorted((paths.local() / "sessions").glob("L*-*.ipynb"))
        ]
    if known and found[1] not in {*known, "gallery"}:
        raise KeyProblem(
            f"“{key}” belongs to session {found[1]}, which is not here. Sessions: {', '.join(known)}."
        )
    cell = _this_cell()
    if cell is None:
        return
    if _in_use.setdefault(key, cell) != cell:
        raise KeyProblem(
            f"Two cells make an activity with the key “{key}”, and their answers would overwrite each other. Give this "
            "one another name after the slash. If you only moved the cell, restart the kernel and run all cells."
        )


def _this_cell() -> str | None:
    """The id of the cell that runs, where the notebook program tells it (JupyterLab does)."""
    from IPython import get_ipython

    shell = get_ipython()
    try:
        return shell.parent_header["metadata"]["cellId"]
    except (AttributeError, KeyError, TypeError):
        return None


def escape(text: str) -> str:
    """Text for HTML."""
    return html.escape(text, quote=True)
