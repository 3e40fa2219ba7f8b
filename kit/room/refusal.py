"""What the room says when it does not do what somebody asks for."""

from ..errors import KitError


class Refusal(KitError):
    """What somebody asked for is not done; the message says why, and `status` is HTTP's word for it."""

    def __init__(self, message: str, status: int = 422):
        super().__init__(message)
        self.status = status


AWAY = "The room's store does not answer. What you entered stays on your device."
