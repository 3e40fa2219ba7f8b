"""Evidence of what a group did and whether it changed: agreement, growth, evidence sheets. Numbers, tables and the picture of growth.

Each name is imported when it is first used: pandas, scipy and statsmodels are for those who ask for numbers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .change import Growth, PartGrowth, growth
    from .collect import Collected
    from .collecting import collected
    from .estimates import FEWEST, Estimate
    from .growth_picture import GrowthPicture
    from .handed import handed_over
    from .on_paper import StripsPicture, strips
    from .pairs import paired
    from .piles import to_score
    from .placing import anchors, levels, placements
    from .raters import Agreement, Split, agreement
    from .scoring import Scorers, scorers
    from .sheets import Sheets, sheet

__all__ = [
    "FEWEST",
    "Agreement",
    "Collected",
    "Estimate",
    "Growth",
    "GrowthPicture",
    "PartGrowth",
    "Scorers",
    "Sheets",
    "Split",
    "StripsPicture",
    "agreement",
    "anchors",
    "collected",
    "growth",
    "handed_over",
    "levels",
    "paired",
    "placements",
    "scorers",
    "sheet",
    "strips",
    "to_score",
]

_HOMES = {
    "FEWEST": "estimates",
    "Agreement": "raters",
    "Collected": "collect",
    "Estimate": "estimates",
    "Growth": "change",
    "GrowthPicture": "growth_picture",
    "PartGrowth": "change",
    "Scorers": "scoring",
    "Sheets": "sheets",
    "Split": "raters",
    "StripsPicture": "on_paper",
    "agreement": "raters",
    "anchors": "placing",
    "collected": "collecting",
    "growth": "change",
    "handed_over": "handed",
    "levels": "placing",
    "paired": "pairs",
    "placements": "placing",
    "scorers": "scoring",
    "sheet": "sheets",
    "strips": "on_paper",
    "to_score": "piles",
}
"""The module that holds each name. No module is called like a name in it: importing it would hide the function."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(
            f"module 'kit.evidence' has no attribute {name!r}. It has: {', '.join(__all__)}."
        )
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
