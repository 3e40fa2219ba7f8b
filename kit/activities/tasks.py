"""Tasks of items for the activities in which one does mathematics."""

from ..content import library
from ..content.models import Item
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
