"""Progress bars of commands: on standard error, only on a terminal, and out of the way while something is asked."""

from collections.abc import Callable
from typing import ParamSpec, Self, TypeVar

from rich.progress import Progress, ProgressColumn

from .terminal import err

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Bars:
    """Bars that are drawn while this lasts; a kind of them says in `__call__` how far it is."""

    def __init__(self, *columns: ProgressColumn, transient: bool = False):
        self._progress = Progress(*columns, console=err, disable=not err.is_terminal, transient=transient)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def paused(self, ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        """The same question, asked while no bar is drawn over it."""

        def asked(*words: Asked.args, **more: Asked.kwargs) -> Answer:
            self._progress.stop()
            try:
                return ask(*words, **more)
            finally:
                self._progress.start()

        return asked
