"""Errors that speak to the person at the notebook: Jupyter shows their message and no traceback."""


class KitError(Exception):
    """Something the reader can act on. The message says what is wrong, where, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """IPython's hook for how an exception is shown."""
        return [str(self)]


class UnknownName(KitError, LookupError):
    """A name that leads nowhere; the message lists near matches."""


class KeyProblem(KitError, ValueError):
    """An activity's key that is malformed, unknown, or already in use."""
