"""What the room says when it does not do what somebody asks for."""

from ..errors import KitError
from ..lang import later, t


class Refusal(KitError):
    """What somebody asked for is not done; the message says why, and `status` is HTTP's word for it.

    As text it is said in the language in use then: whoever answers the request knows it, and whoever refuses need not.
    """

    def __init__(self, message: str, status: int = 422, **values: object):
        super().__init__(message)
        self.status, self._values = status, values

    def __str__(self) -> str:
        return t(self.args[0], **self._values)


AWAY = later("The room's store does not answer. What you entered stays on your device.")
