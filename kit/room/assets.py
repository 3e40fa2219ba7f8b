"""Where the room's own scripts and styles are, and what its pages may load."""

from pathlib import Path

from ..pages.document import Inline

FRONT = Path(__file__).parent / "front"


class RoomAssets(Inline):
    """Everything in the document, as in an offline page; and it may speak with the server that it came from."""

    def policy(self) -> dict[str, str]:
        """The policy of an offline page, and requests to the own server."""
        return super().policy() | {"connect-src": "'self'"}
