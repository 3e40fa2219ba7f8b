"""Tasks of items for the activities in which one does mathematics."""

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.models import Item
from ..content.tasks.fractions import Reason
from ..errors import KitError


class WrongTask(KitError, ValueError):
    """An item without a task that this activity can show."""


def item_with_task(id: str, kinds: dict[type, str], activity: str) -> Item:
    """The item with this id, if the activity can show its task.

    Args:
        id: an item's id.
        kinds: the task models that the activity shows, each with its name in data files.
        activity: the activity's name, for the message.

    Raises:
        UnknownName: there is no such item.
        WrongTask: the item has no task, or one for another activity.
    """
    item = library().item(id)
    if isinstance(item.task, tuple(kinds)):
        return item
    has = f"a task of the kind “{item.task.kind}”" if item.task else "no task"
    there = [one.id for one in library().items.values() if isinstance(one.task, tuple(kinds))]
    raise WrongTask(
        f"The item “{id}” has {has}; {activity} shows tasks of the kinds {', '.join(kinds.values())}. "
        f"Items with such a task: {', '.join(there) or 'none'}."
    )


def reasons_shown(reasons: tuple[Reason, ...]) -> list[dict]:
    """Reasons to choose from as JSON for the front end."""
    return [
        {
            "id": reason.id,
            "text": to_text(reason.text),
            "text_html": to_html(reason.text),
            "holds": reason.holds,
            "because_html": to_html(reason.because),
        }
        for reason in reasons
    ]


def reasons_on_paper(ask: str, reasons: tuple[Reason, ...]) -> str:
    """The question and its reasons as static HTML, each with a box to tick; nothing says which hold."""
    rows = "".join(f"<li>☐ {to_simple_html(reason.text)}</li>" for reason in reasons)
    return f"<p><b>{to_simple_html(ask)}</b></p><ul>{rows}</ul>"


def is_count(value: object, least: int, most: int) -> bool:
    """Whether it is a whole number within these bounds; `True` is none."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def known_reason(value: object, reasons: tuple[Reason, ...]) -> str | None:
    """The id of a reason, if the task still has it."""
    return value if isinstance(value, str) and value in [reason.id for reason in reasons] else None
