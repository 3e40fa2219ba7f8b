"""Throughline's kit: the activities of the course, to be used in a notebook as `kit.SortBoard(...)`.

Each name is imported when it is first used. JupyterLab's server and the command line import this package
too, for a module of a few lines, and would otherwise wait for widgets and models that they have no use for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import evidence
    from .activities.array_model import ArrayModel
    from .activities.base_ten import BaseTen
    from .activities.bug_lab import BugLab
    from .activities.counting_tray import CountingTray
    from .activities.decide_next import DecideNext
    from .activities.diagnostic_task import DiagnosticTask
    from .activities.double_number_line import DoubleNumberLine
    from .activities.fraction_strips import FractionStrips
    from .activities.hand_over import HandOver
    from .activities.import_work import ImportWork
    from .activities.item_designer import ItemDesigner
    from .activities.number_line import NumberLine
    from .activities.observation_sheet import ObservationSheet
    from .activities.pan_balance import PanBalance
    from .activities.pattern_table import PatternTable
    from .activities.poll import Poll
    from .activities.predict import Predict
    from .activities.progression_view import ProgressionView
    from .activities.protocol_timer import ProtocolTimer
    from .activities.ratio_table import RatioTable
    from .activities.reflect import Reflect
    from .activities.sort_board import SortBoard
    from .activities.talk_moves import TalkMoves
    from .activities.trajectory_map import TrajectoryMap
    from .figures import Described
    from .joining import join
    from .journal import bring_in
    from .lang import use_language
    from .on_the_table import OnTheTable
    from .paths import data_file

__all__ = [
    "ArrayModel",
    "BaseTen",
    "BugLab",
    "CountingTray",
    "DecideNext",
    "Described",
    "DiagnosticTask",
    "DoubleNumberLine",
    "FractionStrips",
    "HandOver",
    "ImportWork",
    "ItemDesigner",
    "NumberLine",
    "ObservationSheet",
    "OnTheTable",
    "PanBalance",
    "PatternTable",
    "Poll",
    "Predict",
    "ProgressionView",
    "ProtocolTimer",
    "RatioTable",
    "Reflect",
    "SortBoard",
    "TalkMoves",
    "TrajectoryMap",
    "bring_in",
    "data_file",
    "evidence",
    "join",
    "use_language",
]

_HOMES = {
    "ArrayModel": "activities.array_model",
    "BaseTen": "activities.base_ten",
    "BugLab": "activities.bug_lab",
    "CountingTray": "activities.counting_tray",
    "DecideNext": "activities.decide_next",
    "Described": "figures",
    "bring_in": "journal",
    "join": "joining",
    "DiagnosticTask": "activities.diagnostic_task",
    "DoubleNumberLine": "activities.double_number_line",
    "FractionStrips": "activities.fraction_strips",
    "HandOver": "activities.hand_over",
    "ImportWork": "activities.import_work",
    "ItemDesigner": "activities.item_designer",
    "NumberLine": "activities.number_line",
    "ObservationSheet": "activities.observation_sheet",
    "OnTheTable": "on_the_table",
    "PanBalance": "activities.pan_balance",
    "PatternTable": "activities.pattern_table",
    "Poll": "activities.poll",
    "Predict": "activities.predict",
    "ProgressionView": "activities.progression_view",
    "ProtocolTimer": "activities.protocol_timer",
    "RatioTable": "activities.ratio_table",
    "Reflect": "activities.reflect",
    "SortBoard": "activities.sort_board",
    "TalkMoves": "activities.talk_moves",
    "TrajectoryMap": "activities.trajectory_map",
    "data_file": "paths",
    "use_language": "lang",
}
"""The module that holds each name."""


def __getattr__(name: str) -> object:
    if name == "evidence":  # a package of its own, as lazy as this one
        return import_module(".evidence", __name__)
    if name not in _HOMES:
        raise AttributeError(f"module 'kit' has no attribute {name!r}. It has: {', '.join(__all__)}.")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
