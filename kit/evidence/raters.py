"""Agreement between people who placed the same cards, and with a reference.

The coefficients come from statsmodels (weighted and Fleiss' kappa) and krippendorff (alpha). What is here is the choice of what goes in,
the intervals, and the sentences where there is nothing to compute.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import KitError
from ..lang import later, t
from .draws import RESAMPLES, SEED, drawn_alphas, drawn_error, drawn_fleiss, drawn_groups, drawn_kappas
from .estimates import Estimate, counted, nothing, too_few, within

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FEWEST_CARDS = 2
"""Cards that agreement beyond chance needs: with one card, chance and agreement are the same thing."""

ABOUT_FLEISS = later("Fleiss' kappa is about {whole} of {cards} cards, those that everybody placed.")


@dataclass(frozen=True)
class Split:
    """How the group divides over the levels of one card.

    Attributes:
        card: its id.
        counts: how many people chose each level, for every level in order.
        unsure: how many said that the work does not say enough.
        spread: by how many levels two people who placed the card differ on average (over all pairs); 0 where all agree.
        anchor: the reference's level; None where there is none.
    """

    card: str
    counts: dict[int, int]
    unsure: int
    spread: float
    anchor: int | None = None


@dataclass(frozen=True)
class Agreement:
    """What a group's placements say about agreement. Each number is an Estimate, and may be missing with a reason.

    Attributes:
        exact: share of placements at the reference's level, 0 to 1, averaged over people.
        adjacent: share of placements at most one level from the reference's, 0 to 1, averaged over people.
        kappa: quadratic weighted kappa with the reference, from placements pooled over people.
        fleiss: Fleiss' kappa among people, on cards that everybody placed.
        alpha_nominal: Krippendorff's alpha among people, levels as names.
        alpha_ordinal: Krippendorff's alpha among people, levels in order.
        people: how many placed at least one card.
        cards: how many cards were placed by somebody.
        ratings: how many placements there are; "not enough to say" is not one.
        most_split: cards, the one with the largest spread first; only those that at least FEWEST people placed.
        notes: what a reader must know, as sentences.
    """

    exact: Estimate
    adjacent: Estimate
    kappa: Estimate
    fleiss: Estimate
    alpha_nominal: Estimate
    alpha_ordinal: Estimate
    people: int
    cards: int
    ratings: int
    most_split: tuple[Split, ...] = ()
    notes: tuple[str, ...] = ()


def agreement(
    table: "pd.DataFrame",
    anchors: Mapping[str, int | None] | None = None,
    *,
    levels: Iterable[int],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """How far people agree with each other, and with a reference.

    **What the intervals are about:** other people like these, who place the same cards. People are drawn anew; the cards stay, because
    somebody chose them and no lot did. Nothing is said about other cards.

    **How they are made:** the standard error is the spread of the statistic over groups of the same size drawn from these people, with t
    for their number, on log odds so that no end passes the range. In numbers among people, a person who is drawn twice is not
    compared with himself: that would be agreement that nobody showed.

    **What was measured:** in simulated groups of 8, 15 and 30 the intervals of exact agreement, kappa and alpha hold the true number in 94 to 98 of
    100 (`tests/evidence/test_coverage.py` asserts the first). Plain percentiles of the draws do so in 87 of 100 at 8 people. Where nearly
    everything agrees, as `adjacent` often does, it may be 91.

    **Kappa with the reference is pooled:** all placements in one table against the reference's, and chance from the margins of that table. A
    kappa for each person, averaged, would rest on a dozen cards a person, and does not exist for who put all cards on one level.

    Args:
        table: `participant`, `card`, `level`, as `placements` gives it.
        anchors: the reference's level by card, as `kit.evidence.anchors` gives it; without it the first three numbers are missing.
        levels: all levels in order, also those that nobody used.
        resamples: how many groups are drawn for the intervals.
        seed: of the draws.

    Raises:
        KitError: columns are missing, a level is not among `levels`, or somebody placed a card twice.

    Source:
        Cohen (1968) and Fleiss and Cohen (1973) for weighted kappa, Fleiss (1971), Krippendorff (2011) for alpha with missing placements.
    """
    placed = _Placed(table, anchors, tuple(levels), resamples, seed)
    return Agreement(
        exact=placed.share(within_levels=0),
        adjacent=placed.share(within_levels=1),
        kappa=placed.kappa(),
        fleiss=placed.fleiss(),
        alpha_nominal=placed.alpha("nominal"),
        alpha_ordinal=placed.alpha("ordinal"),
        people=placed.n,
        cards=int(placed.seen.any(axis=0).sum()),
        ratings=int(placed.seen.sum()),
        most_split=placed.most_split(),
        notes=placed.notes(),
    )


class _Placed:
    """Placements as arrays, and the draws that all numbers share.

    Attributes:
        at: index of the level, people × cards, -1 where the card was not placed on a level.
        seen: where it was, people × cards.
        reference: index of the reference's level by card, -1 where there is none.
    """

    def __init__(self, table, anchors, levels: tuple[int, ...], resamples: int, seed: int):
        import numpy as np

        table = _checked(table, anchors, levels)
        self.levels, self.anchors = levels, anchors
        on_level = table.dropna(subset=["level"])
        self.unsure = table["card"][table["level"].isna()].value_counts().to_dict()
        self.names = sorted(on_level["participant"].unique())
        self.cards = sorted(table["card"].unique())
        self.at = np.full((len(self.names), len(self.cards)), -1)
        rows, columns, index = (
            {one: place for place, one in enumerate(names)} for names in (self.names, self.cards, levels)
        )
        where = tuple(
            on_level[name].map(at).to_numpy(int) for name, at in (("participant", rows), ("card", columns))
        )
        self.at[where] = on_level["level"].map(index).to_numpy(int)
        self.seen = self.at >= 0
        reference = [(anchors or {}).get(card) for card in self.cards]
        self.reference = np.array([-1 if level is None else index[level] for level in reference], dtype=int)
        self.n = len(self.names)
        self._resamples, self._seed = resamples, seed

    def _drawn(self, n: int) -> "np.ndarray":
        return drawn_groups(n, self._resamples, self._seed)

    # --- with the reference ---
    def _without_reference(self, n: int) -> Estimate | None:
        if self.anchors is None:
            return nothing(t("There is no reference to compare with."))
        if self.n and not n:
            return nothing(t("Nobody placed a card for which the reference names a level."))
        return self._too_few(n)

    def _compared(self) -> tuple["np.ndarray", "np.ndarray"]:
        """Placements on cards with a reference, and the people who made any."""
        both = self.seen & (self.reference >= 0)
        return both, both.any(axis=1)

    def share(self, within_levels: int) -> Estimate:
        """Placements at most so many levels from the reference: each person's share, averaged."""
        import numpy as np

        both, who = self._compared()
        n = int(who.sum())
        if reason := self._without_reference(n):
            return reason
        near = (np.abs(self.at - self.reference) <= within_levels) & both
        shares = near[who].sum(axis=1) / both[who].sum(axis=1)
        return within(shares.mean(), drawn_error(self._drawn(n) @ shares / n, n), n - 1, n, 0, 1)

    def kappa(self) -> Estimate:
        """Quadratic weighted kappa with the reference, pooled."""
        import numpy as np
        from statsmodels.stats.inter_rater import cohens_kappa

        both, who = self._compared()
        n = int(who.sum())
        if reason := self._without_reference(n):
            return reason
        k = len(self.levels)
        tables = np.zeros((n, k, k))
        for row, person in enumerate(np.flatnonzero(who)):
            np.add.at(tables[row], (self.at[person, both[person]], self.reference[both[person]]), 1)
        pooled = tables.sum(axis=0)
        if len(set(np.flatnonzero(pooled.sum(axis=0))) | set(np.flatnonzero(pooled.sum(axis=1)))) == 1:
            return nothing(
                t(
                    "Everybody and the reference used one and the same level, so agreement beyond chance cannot be told."
                ),
                n,
            )
        value = cohens_kappa(pooled, wt="quadratic", return_results=False)
        return within(value, drawn_error(drawn_kappas(self._drawn(n), tables), n), n - 1, n, -1, 1)

    # --- among people ---
    def _too_few(self, n: int) -> Estimate | None:
        if not self.n:
            only = t("Everybody said that the work does not say enough.") if self.unsure else ""
            return nothing(only or t("Nobody has placed a card yet."))
        return too_few(n)

    def _no_chance(self, at: "np.ndarray", n: int) -> Estimate | None:
        """Why agreement beyond chance cannot be told from these placements, people × cards."""
        if at.shape[1] < FEWEST_CARDS:
            return nothing(
                t("Fewer than two cards can be compared, so agreement beyond chance cannot be told."), n
            )
        if len(set(at[at >= 0].tolist())) == 1:
            return nothing(
                t(
                    "Everybody chose one and the same level for every card, so agreement beyond chance cannot be told."
                ),
                n,
            )
        return None

    def fleiss(self) -> Estimate:
        """Fleiss' kappa, on cards that everybody placed."""
        import numpy as np
        from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

        if reason := self._too_few(self.n):
            return reason
        at = self.at[:, self.seen.all(axis=0)]
        if at.shape[1] < FEWEST_CARDS:
            return nothing(
                t(
                    "Fewer than two cards were placed by everybody, which this number needs; Krippendorff's alpha does not."
                ),
                self.n,
            )
        if reason := self._no_chance(at, self.n):
            return reason
        counts, _ = aggregate_raters(at.T, n_cat=len(self.levels))
        chosen = np.eye(len(self.levels))[at]
        drawn = drawn_error(drawn_fleiss(self._drawn(self.n), chosen), self.n)
        return within(fleiss_kappa(counts), drawn, self.n - 1, self.n, -1, 1)

    def alpha(self, metric: str) -> Estimate:
        """Krippendorff's alpha, on cards that at least two people placed."""
        import krippendorff
        import numpy as np

        if reason := self._too_few(self.n):
            return reason
        shared = self.seen.sum(axis=0) >= 2
        at = self.at[:, shared]
        who = (at >= 0).any(axis=1)
        n, at = int(who.sum()), at[who]
        if reason := too_few(n) or self._no_chance(at, n):
            return reason
        chosen = np.where((at >= 0)[..., None], np.eye(len(self.levels))[at], 0)
        value = krippendorff.alpha(value_counts=chosen.sum(axis=0).astype(int), level_of_measurement=metric)
        return within(value, drawn_error(drawn_alphas(self._drawn(n), chosen, metric), n), n - 1, n, -1, 1)

    # --- cards ---
    def most_split(self) -> tuple[Split, ...]:
        """The cards that enough people placed, the one with the largest spread first."""
        import numpy as np

        splits = []
        for column, card in enumerate(self.cards):
            at = self.at[self.seen[:, column], column]
            if too_few(len(at)):
                continue
            counts = np.bincount(at, minlength=len(self.levels))
            steps = np.abs(np.subtract.outer(self.levels, self.levels))
            spread = float(counts @ steps @ counts / (len(at) * (len(at) - 1)))
            by_level = dict(zip(self.levels, map(int, counts), strict=True))
            anchor = (self.anchors or {}).get(card)
            splits.append(Split(card, by_level, int(self.unsure.get(card, 0)), spread, anchor))
        return tuple(sorted(splits, key=lambda one: -one.spread))

    def notes(self) -> tuple[str, ...]:
        """What a reader must know."""
        if not self.n:
            return ()
        notes = [
            t(
                "The intervals are about other people like these who place the same cards, not about other cards."
            )
        ]
        unsure, few = sum(self.unsure.values()), int((self.seen.mean(axis=1) < 0.5).sum())
        if unsure:
            notes.append(
                counted(
                    unsure,
                    later("“Not enough to say” was chosen once; it counts as no placement."),
                    later("“Not enough to say” was chosen {n} times; it counts as no placement."),
                )
            )
        if few:
            notes.append(
                counted(
                    few,
                    later("1 person placed fewer than half of the cards."),
                    later("{n} people placed fewer than half of the cards."),
                )
            )
        whole = int(self.seen.all(axis=0).sum())
        if whole < len(self.cards):
            notes.append(t(ABOUT_FLEISS, whole=whole, cards=len(self.cards)))
        silent = [card for card in self.cards if self.anchors is not None and self.anchors.get(card) is None]
        if silent:
            notes.append(
                counted(
                    len(silent),
                    later(
                        "The reference names no level for 1 card; what was said there is not compared with it."
                    ),
                    later(
                        "The reference names no level for {n} cards; what was said there is not compared with it."
                    ),
                )
            )
        return tuple(notes)


def _checked(table, anchors, levels: tuple[int, ...]):
    """The table, after a look at everything that would give a wrong number in silence."""
    missing = [name for name in ("participant", "card", "level") if name not in getattr(table, "columns", ())]
    if missing:
        raise KitError(
            f"The table of placements has no column {', '.join(missing)}. Make it with kit.evidence.placements."
        )
    if len(levels) < 2 or len(set(levels)) != len(levels) or list(levels) != sorted(levels):
        raise KitError(
            f"`levels=` has to name at least two levels in order, each once; it is {list(levels)}."
        )
    strange = sorted(set(table["level"].dropna()) - set(levels))
    if strange:
        raise KitError(
            f"A card was placed at level {strange[0]}, and the levels are {', '.join(map(str, levels))}. Give the levels of "
            "the deck that was sorted: kit.evidence.levels."
        )
    strange = sorted({one for one in (anchors or {}).values() if one is not None} - set(levels))
    if strange:
        raise KitError(
            f"The reference names level {strange[0]}, and the levels are {', '.join(map(str, levels))}."
        )
    twice = table[table.duplicated(["participant", "card"])]
    if len(twice):
        one = twice.iloc[0]
        raise KitError(
            f"{one['participant']} placed the card {one['card']} twice. Keep one row for each person and card."
        )
    return table
