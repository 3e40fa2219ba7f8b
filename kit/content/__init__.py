"""Typed content of the course: progressions, misconceptions, items, and real student work."""

from .load import Library, inspect, library, load
from .models import (
    Anchor,
    Answer,
    Distribution,
    Item,
    Level,
    Misconception,
    Origin,
    Progression,
    Source,
    WorkSample,
    WorkSet,
)
from .problems import ContentError, Problem

__all__ = [
    "Anchor",
    "Answer",
    "ContentError",
    "Distribution",
    "Item",
    "Level",
    "Library",
    "Misconception",
    "Origin",
    "Problem",
    "Progression",
    "Source",
    "WorkSample",
    "WorkSet",
    "inspect",
    "library",
    "load",
]
