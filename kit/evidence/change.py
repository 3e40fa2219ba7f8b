"""Growth of a group between the two forms of a measure, apart from the difference between the forms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import KitError
from ..lang import later, t
from .estimates import FEWEST, Estimate, counted, nothing, people, too_few, with_t, within
from .pairs import COLUMNS, NUMBERS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ORDERS = ("AB", "BA")
FEWEST_IN_ORDER = 2
"""People that each order of the forms needs, so that there is a mean and a spread in each."""
SHARE_ANSWERED = 0.5
"""Of the parts, answered at both times, for a person to be counted."""
SAME_FORM = 0.25
"""Of the people with two forms; more who took one form twice cannot be, when the second form knows the first."""
MANY_AT_THE_TOP = 0.2
"""Of the people; from here on a ceiling is told."""


@dataclass(frozen=True)
class PartGrowth:
    """Change in one part of the measure.

    Attributes:
        part: its id, the same in both forms.
        kind: explain, order or respond.
        change: change of the closed score (0 to 1), adjusted for the form.
        written: change of what people scored (0 to 3), adjusted for the form; missing where nothing was scored.
        before: mean closed score at the first form.
        after: mean closed score at the last form.
    """

    part: str
    kind: str
    change: Estimate
    written: Estimate
    before: Estimate
    after: Estimate


@dataclass(frozen=True)
class Growth:
    """What the two forms say about a group. Each number is an Estimate, and may be missing with a reason.

    Closed scores, confidence and success run from 0 to 1. Before and after are means over the two forms, as if half of the
    group had taken each.

    Attributes:
        change: mean change of the closed score, adjusted for form difficulty.
        raw_change: mean change without that; given only where the adjusted one cannot be.
        effect_size: standardized mean change: `change` in standard deviations of the first score.
        form_difficulty: by how much form B is harder than form A (mean score on A less mean score on B).
        score_before: mean closed score at the first form.
        score_after: mean closed score at the last form.
        confidence_before: mean confidence at the first form.
        confidence_after: mean confidence at the last form.
        success_before: share of choices and orders that were the reference's, at the first form.
        success_after: the same at the last form.
        calibration_before: confidence less success at the first form; above 0 is surer than right.
        calibration_after: the same at the last form.
        calibration_change: after less before; toward 0 is better, so its sign alone says nothing.
        written_change: change of the mean of what people scored (0 to 3), adjusted for the form.
        people: how many the change rests on.
        sequences: how many of them took A first (`AB`), and how many B (`BA`).
        missing: who is not in it and what was left open, as sentences about counts.
        by_part: the same for each part, in the order of the form.
        notes: what a reader must know, as sentences.
    """

    change: Estimate
    raw_change: Estimate
    effect_size: Estimate
    form_difficulty: Estimate
    score_before: Estimate
    score_after: Estimate
    confidence_before: Estimate
    confidence_after: Estimate
    success_before: Estimate
    success_after: Estimate
    calibration_before: Estimate
    calibration_after: Estimate
    calibration_change: Estimate
    written_change: Estimate
    people: int
    sequences: dict[str, int]
    missing: tuple[str, ...] = ()
    by_part: tuple[PartGrowth, ...] = ()
    notes: tuple[str, ...] = ()


def growth(table: "pd.DataFrame") -> Growth:
    """Change of a group from the first to the last form. Never about one person; under FEWEST people it gives no number.

    **How change and form difficulty come apart.** Half of the people, by chance, take form A first and B last (`AB`), the others the other
    way (`BA`). If B is harder, `AB` changes too little and `BA` too much, by the same amount. Half the sum of the two mean changes is the
    change, half their difference the difficulty. Where fewer than two people took one of the orders, the two cannot be told apart:
    then `change` has no value, and `raw_change` says what was seen.

    **What the intervals are about:** other groups of people like these who take these two forms. They are t intervals with the spread
    within both orders pooled, n − 2 degrees of freedom; for shares on log odds, so that no end passes 0 or 1. Measured on simulated groups of 8, 15
    and 30 with unequal forms and many scores at the floor or the ceiling, they hold the true change in 94 to 96 of 100; plain
    percentiles of a bootstrap do so in 84 to 86 of 100 at 8 people (`tests/evidence/test_coverage.py`). The means before and after are held in
    94 to 98 where the orders are about as large, and in 90 where one is twice the other and scores crowd at one end.

    **Effect size** is the change in standard deviations of the first score, within orders, with Hedges' correction for small
    groups. Its interval is wide, and holds the true one in 95 to 98 of 100.

    **Score, success, confidence.** A person's score is the mean of the closed scores over the parts answered at both times, half of
    the parts at least. Confidence is about being right altogether, so beside it stands success: the choice, or the whole order, is the reference's.

    **Small groups.** Nothing is given for fewer than FEWEST people, and `form_difficulty` only where each order has as many: together with
    the change it would give away the mean of the smaller one.

    Args:
        table: as `paired` gives it.

    Raises:
        KitError: columns are missing.

    Source:
        Two-period crossover: Senn (2002), Cross-over Trials in Clinical Research, 2nd ed. Standardized change in units of the first
        score: Becker (1988), British Journal of Mathematical and Statistical Psychology 41, 257-278. Hedges (1981), Journal of Educational Statistics 6, 107-128.
    """
    return _Group(table).growth()


class _Group:
    """The people of a table, sorted into who counts and who does not."""

    def __init__(self, table: "pd.DataFrame"):
        import numpy as np

        missing = [name for name in COLUMNS if name not in getattr(table, "columns", ())]
        if missing:
            raise KitError(
                f"The table of pairs has no column {', '.join(missing)}. Make it with kit.evidence.paired."
            )
        twice = table[table.duplicated(["participant", "part"])]
        if len(twice):
            one = twice.iloc[0]
            raise KitError(
                f"{one['participant']} has the part {one['part']} twice. Keep one row for each person and part."
            )
        self.parts = list(dict.fromkeys(zip(table["part"], table["kind"], strict=True)))
        persons = table.drop_duplicates("participant")
        self.names = list(persons["participant"])
        self.order = persons["sequence"].to_numpy(dtype=object)
        self._took = persons[["form_before", "form_after"]].notna().to_numpy(dtype=bool)
        rows = {name: place for place, name in enumerate(self.names)}
        columns = {part: place for place, (part, _) in enumerate(self.parts)}
        at = (
            table["participant"].map(rows).to_numpy(dtype=int),
            table["part"].map(columns).to_numpy(dtype=int),
        )
        self.numbers = {name: np.full((len(rows), len(columns)), np.nan) for name in NUMBERS}
        for name, kept in self.numbers.items():
            kept[at] = table[name].to_numpy(dtype=float, na_value=np.nan)
        self.paired = np.isin(self.order, ORDERS)
        self.twice_same = np.isin(self.order, ("AA", "BB"))
        self.counts = self.paired & self._mostly("score")

    def _both(self, *names: str) -> "np.ndarray":
        """Where all of these are there before and after, people × parts."""
        import numpy as np

        found = [self.numbers[f"{name}_{when}"] for name in names for when in ("before", "after")]
        return np.isfinite(np.stack(found)).all(axis=0)

    def _mostly(self, *names: str) -> "np.ndarray":
        """Who has these for half of the parts at least."""
        return self._both(*names).sum(axis=1) >= max(1, SHARE_ANSWERED * len(self.parts))

    def growth(self) -> Growth:
        """All numbers, or the one reason why there are none."""
        n = int(self.counts.sum())
        if reason := self._nobody(n):
            return _withheld(reason, n, self._orders(), self._missing(), self.parts)
        score = self._means(self.counts, self._both("score"), "score")
        difference = score["after"] - score["before"]
        change = self._change(difference, self.counts)
        return Growth(
            change=change,
            raw_change=self._raw(difference, change),
            effect_size=self._effect(difference, score["before"], change),
            form_difficulty=self._difficulty(difference, change),
            score_before=self._level(score["before"], self.counts),
            score_after=self._level(score["after"], self.counts),
            **self._sureness(),
            written_change=self._written(),
            people=n,
            sequences=self._orders(),
            missing=self._missing(),
            by_part=tuple(self._part(column) for column in range(len(self.parts))),
            notes=self._notes(score["before"], change),
        )

    def _sureness(self) -> dict[str, Estimate]:
        """Confidence, success and calibration, over the parts for which both are there at both times."""
        both, who = self._both("confidence", "success"), self.counts & self._mostly("confidence", "success")
        names = [
            f"{name}_{when}"
            for name in ("confidence", "success", "calibration")
            for when in ("before", "after")
        ]
        if reason := too_few(int(who.sum())):
            if not reason.n:
                reason = nothing(t("Nobody said at both times how sure they were."))
            return dict.fromkeys([*names, "calibration_change"], reason)
        means = {name: self._means(who, both, name) for name in ("confidence", "success")}
        gap = {when: means["confidence"][when] - means["success"][when] for when in ("before", "after")}
        means["calibration"] = gap
        told = {
            f"{name}_{when}": self._level(of, who, low=-1 if name == "calibration" else 0)
            for name, times in means.items()
            for when, of in times.items()
        }
        return {**told, "calibration_change": self._change(gap["after"] - gap["before"], who)}

    def _nobody(self, n: int) -> Estimate | None:
        """Why there are no numbers at all."""
        if not self.names:
            return nothing(t("Nobody has taken either form yet."))
        same, both = int(self.twice_same.sum()), int((self.paired | self.twice_same).sum())
        if same >= 3 and same > SAME_FORM * both:
            return nothing(
                t(
                    "Of {people} with two forms, {same} seem to have taken one form twice, so these may not be the same people at both times. A room numbers its devices anew each time: use journals that people handed over.",
                    people=people(both),
                    same=same,
                ),
                n,
            )
        return too_few(n) if both else nothing(t("Nobody has taken both forms yet."))

    def _orders(self) -> dict[str, int]:
        return {order: int((self.order[self.counts] == order).sum()) for order in ORDERS}

    def _means(self, who: "np.ndarray", where: "np.ndarray", name: str) -> dict[str, "np.ndarray"]:
        """Each person's mean over the parts that count, before and after."""
        import numpy as np

        return {
            when: np.where(where, self.numbers[f"{name}_{when}"], 0)[who].sum(axis=1) / where[who].sum(axis=1)
            for when in ("before", "after")
        }

    # --- numbers; `of` has one for each person in `who` ---
    def _groups(self, of: "np.ndarray", who: "np.ndarray") -> list["np.ndarray"]:
        return [of[self.order[who] == order] for order in ORDERS]

    def _apart(self, who: "np.ndarray") -> str:
        """Why change and form difficulty cannot be told apart among these; "" where they can."""
        n = {order: int((self.order[who] == order).sum()) for order in ORDERS}
        few = min(ORDERS, key=n.get)
        if n[few] >= FEWEST_IN_ORDER:
            return ""
        if not n[few]:
            return t(
                "Everybody took form {form} first, so a change cannot be told apart from a difference between the forms.",
                form=few[1],
            )
        return counted(
            n[few],
            later(
                "Only 1 person took form {form} first, so a change cannot be told apart from a difference between the forms."
            ),
            later(
                "Only {n} people took form {form} first, so a change cannot be told apart from a difference between the forms."
            ),
            form=few[0],
        )

    def _change(self, of: "np.ndarray", who: "np.ndarray") -> Estimate:
        """The mean, as if half of the people had taken each order."""
        n = len(of)
        if reason := too_few(n):
            return reason
        if why := self._apart(who):
            return nothing(why, n)
        return with_t(*_halfway(self._groups(of, who)), n - 2, n)

    def _level(self, of: "np.ndarray", who: "np.ndarray", low: float = 0) -> Estimate:
        """The same for something with a range; where the orders are too uneven the plain mean."""
        n = len(of)
        if reason := too_few(n):
            return reason
        groups = [of] if self._apart(who) else self._groups(of, who)
        return within(*_halfway(groups), n - len(groups), n, low, 1)

    def _raw(self, of: "np.ndarray", change: Estimate) -> Estimate:
        if change.value is not None:
            return nothing(t("Given only where the change cannot be adjusted for the forms."), len(of))
        return with_t(*_halfway([of]), len(of) - 1, len(of))

    def _difficulty(self, of: "np.ndarray", change: Estimate) -> Estimate:
        n = len(of)
        if change.value is None:
            return nothing(change.why, n)
        if min(self._orders().values()) < FEWEST:
            return nothing(
                t(
                    "Given where at least {fewest} people took each form first: with fewer it would give away how they did.",
                    fewest=FEWEST,
                ),
                n,
            )
        groups = self._groups(of, self.counts)
        _, error = _halfway(groups)
        return with_t((groups[1].mean() - groups[0].mean()) / 2, error, n - 2, n)

    def _effect(self, of: "np.ndarray", before: "np.ndarray", change: Estimate) -> Estimate:
        """Change in standard deviations of the first score."""
        n = len(of)
        if change.value is None:
            return nothing(change.why, n)
        spread = _spread(self._groups(before, self.counts))
        if spread < 1e-12:
            return nothing(
                t(
                    "Everybody had the same score at the first form, so there is no spread to measure a change by."
                ),
                n,
            )
        _, error = _halfway(self._groups(of, self.counts))
        df = n - 2
        standardized = change.value / spread
        small = 1 - 3 / (4 * df - 1)
        if change.low is None:
            return Estimate(small * standardized, n=n, why=change.why)
        return with_t(
            small * standardized, small * ((error / spread) ** 2 + standardized**2 / (2 * df)) ** 0.5, df, n
        )

    def _written(self, column: int | None = None) -> Estimate:
        """Change of what people scored, over all parts with writing or in one of them."""
        import numpy as np

        both = self._both("written")
        if column is not None:
            both = both & (np.arange(both.shape[1]) == column)
        parts = both.any(axis=0).sum()
        who = self.paired & (both.sum(axis=1) >= max(1, SHARE_ANSWERED * parts))
        if not who.any():
            return nothing(t("Nothing that was written at both times has been scored."))
        means = self._means(who, both, "written")
        return self._change(means["after"] - means["before"], who)

    def _part(self, column: int) -> PartGrowth:
        part, kind = self.parts[column]
        who = self.counts & self._both("score")[:, column]
        before, after = (self.numbers[f"score_{when}"][who, column] for when in ("before", "after"))
        written = nothing(t("Nothing is written in this part.")) if kind == "order" else self._written(column)
        return PartGrowth(
            part,
            kind,
            self._change(after - before, who),
            written,
            self._level(before, who),
            self._level(after, who),
        )

    # --- words ---
    def _missing(self) -> tuple[str, ...]:
        """Who is not in it, and what was left open."""
        before, after = self._took[:, 0], self._took[:, 1]
        told = []
        for n, one, many in (
            (
                (before & ~after).sum(),
                later("1 person took only the first form; not in the change."),
                later("{n} people took only the first form; not in the change."),
            ),
            (
                (after & ~before).sum(),
                later("1 person took only the last form; not in the change."),
                later("{n} people took only the last form; not in the change."),
            ),
            (
                self.twice_same.sum(),
                later("1 person took the same form twice; not in the change."),
                later("{n} people took the same form twice; not in the change."),
            ),
            (
                (self.paired & ~self.counts).sum(),
                later("1 person answered fewer than half of the parts at both times; not in the change."),
                later("{n} people answered fewer than half of the parts at both times; not in the change."),
            ),
        ):
            if n:
                told.append(counted(int(n), one, many))
        open_parts = [
            f"{part} ({n})"
            for column, (part, _) in enumerate(self.parts)
            if (n := int((self.counts & ~self._both("score")[:, column]).sum()))
        ]
        if open_parts:
            told.append(
                t(
                    "Left open at one time or both, by how many of those counted: {parts}.",
                    parts=", ".join(open_parts),
                )
            )
        unsure = self.counts & ~self._mostly("confidence", "success")
        if n := int(unsure.sum()):
            told.append(
                counted(
                    n,
                    later("1 person did not say often enough how sure they were; not in the calibration."),
                    later("{n} people did not say often enough how sure they were; not in the calibration."),
                )
            )
        return tuple(told)

    def _notes(self, before: "np.ndarray", change: Estimate) -> tuple[str, ...]:
        """What a reader must know."""
        n = len(before)
        notes = [t("The intervals are about other groups of people like these who take these two forms.")]
        if change.value is None:
            notes.append(t("{why} Means before and after are given as they are.", why=change.why))
        else:
            notes.append(t("The adjustment takes the change to be the same whichever form came first."))
            few = min(ORDERS, key=self._orders().get)
            if self._orders()[few] < FEWEST:
                notes.append(
                    counted(
                        self._orders()[few],
                        later("Only 1 person took form {form} first; half of the change rests on them."),
                        later("Only {n} people took form {form} first; half of the change rests on them."),
                        form=few[0],
                    )
                )
        top = int((before > 1 - 1e-9).sum())
        if top >= MANY_AT_THE_TOP * n:
            notes.append(
                t(
                    "{top} of {people} had all closed parts right at the first form; growth of theirs cannot show there.",
                    top=top,
                    people=people(n),
                )
            )
        notes.append(
            t(
                "Nobody was measured who did not take part in between, so a change is not shown to come from the course."
            )
        )
        return tuple(notes)


def _halfway(groups: list["np.ndarray"]) -> tuple[float, float]:
    """The mean of the groups' means, and its standard error with the spread pooled."""
    value = sum(group.mean() for group in groups) / len(groups)
    return value, _spread(groups) * sum(1 / len(group) for group in groups) ** 0.5 / len(groups)


def _spread(groups: list["np.ndarray"]) -> float:
    """Standard deviation within groups, pooled."""
    squares = sum(((group - group.mean()) ** 2).sum() for group in groups)
    return float((squares / (sum(map(len, groups)) - len(groups))) ** 0.5)


def _withheld(reason: Estimate, n: int, orders: dict[str, int], missing: tuple[str, ...], parts) -> Growth:
    """Every number missing for one reason."""
    numbers = [name for name, one in Growth.__dataclass_fields__.items() if one.type is Estimate]
    by_part = tuple(PartGrowth(part, kind, *[reason] * 4) for part, kind in parts)
    return Growth(
        **dict.fromkeys(numbers, reason), people=n, sequences=orders, missing=missing, by_part=by_part
    )
