"""Agreement from paper strips: what each person wrote down alone, typed line by line, as a table and as a picture for the talk."""

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from .. import paths
from ..errors import KitError
from ..lang import later, t

if TYPE_CHECKING:
    import pandas as pd

    from .estimates import Estimate
    from .raters import Agreement, Split

EXAMPLE = "examples/strips.yaml"
"""Below `data/`: the strips of a constructed group, for one deck."""
UNSURE, UNPLACED = "?", "-"
MARK = later(
    "Constructed example: nobody wrote these strips. They show how such a picture is read, and nothing else."
)
NONE_YET = later(
    "No strips have been typed in for these cards yet. Type them between the quotation marks, one line for each person, and run the cell again."
)


def strips(typed: str, deck: str) -> "pd.DataFrame":
    """The placements on paper strips, one line for each person.

    Args:
        typed: lines such as `0 2 ? 3 -`: a level for each card in the order of the deck. `?` is “not enough to say”, `-` a card
            that was not placed; a line may stop early. Commas and empty lines do no harm.
        deck: `work-set/deck`.

    Returns:
        `participant` (`strip 1` and so on), `card`, `level`, as `kit.evidence.placements` gives it.

    Raises:
        KitError: a line holds more than there are cards, or something that is no level; it names the line.
        UnknownName: no such work set or deck.
    """
    import pandas as pd

    from .placing import anchors, levels

    cards, known = list(anchors(deck)), levels(deck)
    rows = []
    for number, line in enumerate(filter(str.strip, typed.splitlines()), start=1):
        said = re.split(r"[\s,;]+", line.strip(" \t,;"))
        if len(said) > len(cards):
            raise KitError(
                f"Strip {number}, “{line.strip()}”, has {len(said)} places, and there are {len(cards)} cards. Write one level for each card, "
                "in the order of the cards."
            )
        for card, one in zip(cards, said, strict=False):
            if one != UNPLACED:
                rows.append((f"strip {number}", card, _level(one, number, card, known)))
    table = pd.DataFrame(rows, columns=["participant", "card", "level"])
    return table.astype({"participant": "str", "card": "str", "level": "Int64"})


def _level(said: str, number: int, card: str, known: tuple[int, ...]) -> int | None:
    if said == UNSURE:
        return None
    if said.isdecimal() and int(said) in known:
        return int(said)
    raise KitError(
        f"Strip {number} says “{said}” for {card.upper()}. The levels are {', '.join(map(str, known))}; "
        "? is “not enough to say”, - a card that was not placed."
    )


class StripsPicture:
    """Where a group's strips differ: how many people chose which level for each card, the most split card first.

    It counts placements and names nobody. Numbers about agreement are there from five strips on; below, the strips on the table tell
    more. Where no strips are typed in, the deck of the constructed group shows that group and says so.

    Example:
        >>> StripsPicture("0 2 3", deck="fraction-arithmetic/another-dozen")
    """

    def __init__(self, typed: str = "", *, deck: str, reference: bool = False):
        """Read the strips.

        Args:
            typed: as `strips` takes it; empty for the constructed group.
            deck: `work-set/deck`, the cards on the table.
            reference: say how far the strips agree with the reference, in numbers and not card by card: a page shows no key. For after the talk.

        Raises:
            KitError, UnknownName: as `strips` does.
        """
        from ..content import library

        self.constructed = not typed.strip()
        typed = _example(deck) if self.constructed else typed
        self._table, self._deck, self._with_reference = strips(typed, deck), deck, reference
        samples = library().deck(deck)[1]
        self._labels = {sample.id: sample.label for sample in samples}
        self._anchored = any(sample.anchor for sample in samples)

    @cached_property
    def agreement(self) -> "Agreement":
        """The numbers, as `kit.evidence.agreement` gives them; with the reference only where that was asked for."""
        from .placing import anchors, levels
        from .raters import agreement

        given = anchors(self._deck) if self._with_reference and self._anchored else None
        return agreement(self._table, given, levels=levels(self._deck))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self._table.empty

    def sentences(self) -> list[str]:
        """What is to be said beside the counts."""
        from .estimates import counted
        from .raters import ABOUT_FLEISS

        if self.is_empty:
            return [t(NONE_YET)]
        found = self.agreement
        people = self._table["participant"].nunique()
        cards = self._table["card"].nunique()
        said = [
            t(
                "{strips}, {cards}.",
                strips=counted(people, later("1 strip"), later("{n} strips")),
                cards=counted(cards, later("1 card"), later("{n} cards")),
            )
        ]
        if found.most_split and found.most_split[0].spread > 0:
            first = found.most_split[0]
            said.append(
                t(
                    "Most split: {card}. Two people who placed it differ by {levels} levels on average.",
                    card=self._labels[first.card],
                    levels=_number(first.spread),
                )
            )
        elif found.most_split:
            said.append(t("On no card do the levels differ. Take the one with the longest reason."))
        said.append(_among(found.alpha_ordinal))
        if self._with_reference:
            said += _with_the_reference(found)
        notes = found.notes
        if found.alpha_ordinal.low is None:
            notes = notes[1:]  # the first is about intervals
        fleiss = re.sub(r"\\{\w+\\}", r"\\d+", re.escape(t(ABOUT_FLEISS)))  # which is not shown here
        notes = [one for one in notes if not re.fullmatch(fleiss, one)]
        return list(dict.fromkeys([*said, *notes]))  # one reason may hold for several numbers

    def _rows(self) -> list[tuple[str, list[int], str]]:
        """Label, people at each level and at “not enough”, and how far apart, the most split card first."""
        from .placing import levels

        splits: dict[str, Split] = {one.card: one for one in self.agreement.most_split}
        known, rows = levels(self._deck), []
        order = [*splits, *(card for card in self._labels if card not in splits)]
        for card in order:
            at = self._table.loc[self._table["card"] == card, "level"]
            if at.empty:
                continue
            counts = [int((at == level).sum()) for level in known] + [int(at.isna().sum())]
            apart = _number(splits[card].spread) if card in splits else ""
            rows.append((self._labels[card], counts, apart))
        return rows

    def _heads(self) -> list[str]:
        from .placing import levels

        return [t("Card"), *map(str, levels(self._deck)), UNSURE, t("Apart")]

    def __repr__(self) -> str:
        lines = [t(MARK)] if self.constructed and not self.is_empty else []
        if self._shows_cards:
            rows = [
                [label, *(str(n) if n else "." for n in counts), apart]
                for label, counts, apart in self._rows()
            ]
            lines += ["  ".join(f"{cell:>5}" for cell in row) for row in [self._heads(), *rows]]
        return "\n".join([*lines, *self.sentences()])

    @property
    def _shows_cards(self) -> bool:
        """With the reference there are numbers only: a table of both would be the key."""
        return not self.is_empty and not self._with_reference

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(one)}</li>" for one in self.sentences())
        mark = f"<p><b>{escape(t(MARK))}</b></p>" if self.constructed and not self.is_empty else ""
        if not self._shows_cards:
            return f"{mark}<ul>{notes}</ul>"
        heads = "".join(f'<th scope="col">{head}</th>' for head in self._heads())
        rows = "".join(
            f'<tr><th scope="row">{escape(label)}</th>'
            + "".join(f"<td>{_marks(n)}</td>" for n in counts)
            + f"<td>{apart}</td></tr>"
            for label, counts, apart in self._rows()
        )
        about = t(
            "How many people chose which level. “?” is “not enough to say”; “Apart” is by how many levels two people differ on average."
        )
        return f"{mark}<p>{about}</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><ul>{notes}</ul>"


def _marks(n: int) -> str:
    """A number with as many dots, so that a split is seen from the back of a room; on a phone a line breaks after three."""
    threes = ["●" * min(3, n - at) for at in range(0, n, 3)]
    return f"{n} {'&#8203;'.join(threes)}" if n else ""


def _number(value: float) -> str:
    return f"{value:.1f}"


def _share(one: "Estimate") -> str:
    value = f"{100 * one.value:.0f}"
    if one.low is None:
        return t("{value} of 100", value=value)
    return t(
        "{value} of 100 (from {low} to {high})",
        value=value,
        low=f"{100 * one.low:.0f}",
        high=f"{100 * one.high:.0f}",
    )


def _coefficient(one: "Estimate") -> str:
    if one.low is None:
        return _two_places(one.value)
    return t(
        "{value} (from {low} to {high})",
        value=_two_places(one.value),
        low=_two_places(one.low),
        high=_two_places(one.high),
    )


def _two_places(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _among(alpha: "Estimate") -> str:
    if alpha.value is None:
        return alpha.why
    return t(
        "Agreement among people, beyond chance: {alpha}. 1 is full agreement, 0 what chance would give (Krippendorff's alpha, levels in order).",
        alpha=_coefficient(alpha),
    )


def _with_the_reference(found: "Agreement") -> list[str]:
    if found.exact.value is None:
        return [found.exact.why]
    said = [
        t(
            "At the reference's level: {exact} placements. At most one level away: {adjacent}.",
            exact=_share(found.exact),
            adjacent=_share(found.adjacent),
        )
    ]
    if found.kappa.value is not None:
        said.append(
            t(
                "With the reference, beyond chance: {kappa} (quadratic weighted kappa).",
                kappa=_coefficient(found.kappa),
            )
        )
    return said


def _example(deck: str) -> str:
    """The constructed group's strips if they are about this deck, else nothing."""
    import yaml

    path = paths.DATA / EXAMPLE
    if not path.is_file():
        return ""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return "\n".join(said["strips"]) if said["deck"] == deck else ""
