"""What a student says a balance scale will do."""

from collections.abc import Sequence
from typing import Literal

from ...lang import later, t
from .base import Drawing, escape, label, number, stacked, svg

Choice = Literal["left", "balance", "right"]
Stack = tuple[int, int]
"""Distance from the middle in pegs (1 to 6), and number of weights there (1 to 6)."""

SAYS = {
    "left": later("left side goes down"),
    "balance": later("stays level"),
    "right": later("right side goes down"),
}
POSITIONS_UNKNOWN = later("The records do not tell exactly where the weights were.")
FEW = 3
_SIGN = {"left": "↙", "balance": "―", "right": "↘"}
_MIDDLE, _PEG, _TILT = 130, 18, 9


def balance(choice: Choice, *, left: Stack | None = None, right: Stack | None = None) -> Drawing:
    """The beam as the student says it will come to rest.

    Args:
        choice: which side goes down, or `balance`.
        left: the weights on that side; where either side is None, no weights are drawn.
        right: the same for the other side.

    Raises:
        ValueError: not one of the three choices, or a stack that does not fit on the beam.
    """
    if choice not in SAYS:
        raise ValueError(f"“{choice}” is not one of left, balance, right")
    known = left is not None and right is not None
    if known and not all(1 <= n <= 6 for n in (*left, *right)):
        raise ValueError("weights are 1 to 6, on pegs 1 to 6")
    words = f"{_on_the_left(left)}, {_on_the_right(right)}: " if known else ""
    says = t(SAYS[choice])
    said = f"{words}{t('student says: {choice}', choice=says)}"
    given = f'<b class="tl-given">{says}</b>'
    angle = {"left": -_TILT, "balance": 0, "right": _TILT}[choice]
    return Drawing(
        f"{_drawn(angle, left if known else None, right if known else None, said)} "
        f"<span>{t('Student says: {choice}', choice=given)}</span>",
        f"{escape(words)}{t('student says: {choice}', choice=f'<b>{_SIGN[choice]} {says}</b>')}",
        said,
    )


def balance_card(choices: Sequence[tuple[Drawing, Choice]]) -> Drawing:
    """Choices on one card, each with its problem; up to three are drawn, more are said in words and signs.

    Nothing is known of the weights beyond what the problem's own text says, and the card says so.
    """
    few = len(choices) <= FEW
    lines = [
        _with_problem(problem, balance(choice) if few else _in_words(choice)) for problem, choice in choices
    ]
    return stacked(lines, "balance" if few else "choices", note=t(POSITIONS_UNKNOWN))


def _with_problem(problem: Drawing, said: Drawing) -> Drawing:
    return Drawing(
        f'<span class="tl-work-problem">{problem.html}</span> {said.html}',
        f"{problem.simple}: {said.simple}",
        f"{problem.text}: {said.text}",
    )


def _in_words(choice: Choice) -> Drawing:
    says = t(SAYS[choice])
    shown = f"<b>{_SIGN[choice]} {says}</b>"
    return Drawing(shown, shown, says)


def _on_the_left(stack: Stack) -> str:
    peg, weights = stack
    if weights == 1:
        return t("left 1 weight on peg {peg}", peg=peg)
    return t("left {weights} weights on peg {peg}", weights=weights, peg=peg)


def _on_the_right(stack: Stack) -> str:
    peg, weights = stack
    if weights == 1:
        return t("right 1 weight on peg {peg}", peg=peg)
    return t("right {weights} weights on peg {peg}", weights=weights, peg=peg)


def _drawn(angle: float, left: Stack | None, right: Stack | None, alt: str) -> str:
    high = max([1, *(stack[1] for stack in (left, right) if stack)])
    beam = 26 + (high * 15 if left else 0) + 12
    body = f'<rect x="8" y="{beam - 3}" width="244" height="6" rx="3"/>'
    for sign, stack in ((-1, left), (1, right)):
        if stack:
            body += _side(sign, stack, beam)
    turned = f'<g transform="rotate({angle} {_MIDDLE} {beam})">{body}</g>'
    foot = f'<path d="M{_MIDDLE} {beam + 3}l26 44h-52z"/>'
    return svg(2 * _MIDDLE, beam + 52, turned + foot, alt[0].upper() + alt[1:])


def _side(sign: int, stack: Stack, beam: float) -> str:
    distance, weights = stack
    pegs = "".join(
        f'<circle cx="{number(_MIDDLE + sign * peg * _PEG)}" cy="{beam - 5}" r="3.5"/>' for peg in range(1, 7)
    )
    x = _MIDDLE + sign * distance * _PEG - 8
    blocks = "".join(
        f'<rect x="{number(x)}" y="{number(beam - 20 - 15 * at)}" width="16" height="13" rx="2"/>'
        for at in range(weights)
    )
    return pegs + blocks + label(x + 8, beam - 26 - 15 * (weights - 1), str(weights))
