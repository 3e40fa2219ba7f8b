"""Throughline's kit: the activities of the course, to be used in a notebook as `kit.SortBoard(...)`.

Each name is imported when it is first used. JupyterLab's server and the command line import this package
too, for a module of a few lines, and would otherwise wait for widgets and models that they have no use for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .activities.fraction_strips import FractionStrips
    from .activities.number_line import NumberLine
    from .activities.predict import Predict
    from .activities.progression_view import ProgressionView
    from .activities.reflect import Reflect
    from .activities.sort_board import SortBoard
    from .figures import Described
    from .paths import data_file

__all__ = [
    "Described",
    "FractionStrips",
    "NumberLine",
    "Predict",
    "ProgressionView",
    "Reflect",
    "SortBoard",
    "data_file",
]

_HOMES = {
    "Described": "figures",
    "FractionStrips": "activities.fraction_strips",
    "NumberLine": "activities.number_line",
    "Predict": "activities.predict",
    "ProgressionView": "activities.progression_view",
    "Reflect": "activities.reflect",
    "SortBoard": "activities.sort_board",
    "data_file": "paths",
}
"""The module that holds each name."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kit' has no attribute {name!r}. It has: {', '.join(__all__)}.")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
