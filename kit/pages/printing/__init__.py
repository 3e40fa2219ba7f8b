"""A session on paper: card decks, keys, evidence sheets, poll cards, poster, workbook and guide.

Everything is made as print HTML that asks the network for nothing, and as PDF where Chromium, Chrome or Edge is
installed. What has not changed since the last time is not made again.
"""

from .build import PARTS, Built, Printable, build, make
from .documents import FACILITATORS, Document, parts
from .paper import Options, options

__all__ = [
    "FACILITATORS",
    "PARTS",
    "Built",
    "Document",
    "Options",
    "Printable",
    "build",
    "make",
    "options",
    "parts",
]
