"""Student work drawn from plain data: each function gives HTML, a simple form and plain text.

All are pure and deterministic, escape whatever people typed, and draw only what a record holds. Sizes are in
ems, 20 units of a drawing to an em: at 11 pt on a card 6 cm wide the smallest digit is 2.6 mm high, on a
screen at the usual zoom its letters are 18 px or more.
"""

from .answers import answer_list, pattern
from .balance import SAYS, balance, balance_card
from .base import Drawing, stacked
from .columns import column_work
from .counters import counters
from .equations import equation_step
from .notation import prose, recorded
from .number_line import placement
from .pictures import PictureProblem, picture
from .transcript import turn
from .typed import paper, photo, typed

__all__ = [
    "SAYS",
    "Drawing",
    "PictureProblem",
    "answer_list",
    "balance",
    "balance_card",
    "column_work",
    "counters",
    "equation_step",
    "paper",
    "pattern",
    "photo",
    "picture",
    "placement",
    "prose",
    "recorded",
    "stacked",
    "turn",
    "typed",
]
