"""Throughline's kit: the activities of the course, to be used in a notebook as `kit.SortBoard(...)`."""

from .activities.fraction_strips import FractionStrips
from .activities.number_line import NumberLine
from .activities.predict import Predict
from .activities.progression_view import ProgressionView
from .activities.reflect import Reflect
from .activities.sort_board import SortBoard
from .paths import data_file

__all__ = ["FractionStrips", "NumberLine", "Predict", "ProgressionView", "Reflect", "SortBoard", "data_file"]
