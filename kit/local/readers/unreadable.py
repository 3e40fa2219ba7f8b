"""The one error of all readers."""

from ...errors import KitError


class Unreadable(KitError, ValueError):
    """A file, or a page of one, that cannot be taken. The message continues a sentence that begins with its name."""
