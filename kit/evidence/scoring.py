"""Scores that people gave to the written parts of a measure: what a row must be, and how far scorers agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..content import library
from ..content.measures import SCORES
from ..errors import KitError
from ..lang import later, t
from .draws import RESAMPLES, SEED, drawn_error, drawn_groups, drawn_kappas
from .estimates import Estimate, counted, nothing, too_few, within

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COLUMNS = ("participant", "form", "part", "score", "scorer")


@dataclass(frozen=True)
class Scorers:
    """How far those who scored the writing agree. `n` of each Estimate counts responses that two or more scored.

    Attributes:
        exact: share of pairs of scores that are the same, 0 to 1.
        adjacent: share of pairs at most one point apart, 0 to 1.
        kappa: quadratic weighted kappa; with more than two scorers the mean over pairs of scorers (Light 1971), each pair on what
            both scored.
        alpha_ordinal: Krippendorff's alpha, scores in order.
        scorers: how many scored.
        responses: how many responses were scored by somebody.
        twice: how many were scored by at least two.
        notes: what a reader must know, as sentences.
    """

    exact: Estimate
    adjacent: Estimate
    kappa: Estimate
    alpha_ordinal: Estimate
    scorers: int
    responses: int
    twice: int
    notes: tuple[str, ...] = ()


def scorers(
    scores: "pd.DataFrame | Iterable[Mapping]",
    measure: str = "reading-student-thinking",
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Scorers:
    """How far scorers agree on the written parts of a measure.

    **What the intervals are about:** other people's writing, scored by these scorers. Those who wrote are drawn anew, each with all
    that was scored of theirs; the scorers stay.

    Args:
        scores: `participant`, `form` (A or B), `part` (one with writing), `score` (0, 1, 2, 3), `scorer` (any name or initials);
            a row for each score.
        measure: id of a measure in `data/measures/`.
        resamples: how many groups are drawn for the intervals.
        seed: of the draws.

    Raises:
        UnknownName: no such measure.
        KitError: a row is wrong; the message names the row, counted from 1, and the column.
    """
    scored = _Scored(checked_scores(scores, measure), resamples, seed)
    return Scorers(
        exact=scored.share(within_points=0),
        adjacent=scored.share(within_points=1),
        kappa=scored.kappa(),
        alpha_ordinal=scored.alpha(),
        scorers=scored.scorers,
        responses=scored.responses,
        twice=scored.twice,
        notes=scored.notes(),
    )


class _Scored:
    """Responses that two or more people scored, as counts, and the draws that all numbers share.

    Attributes:
        counts: responses × scores, how many scorers gave each.
        who: responses × people, 1 for the person who wrote it.
    """

    def __init__(self, table: "pd.DataFrame", resamples: int, seed: int):
        import numpy as np
        import pandas as pd

        self.scorers = table["scorer"].nunique()
        wide = table.pivot(index=["participant", "form", "part"], columns="scorer", values="score")
        self.responses = len(wide)
        self._wide = wide[wide.notna().sum(axis=1) >= 2]
        self.twice = len(self._wide)
        given = self._wide.to_numpy(dtype=float)
        self.counts = np.stack([(given == score).sum(axis=1) for score in SCORES], axis=1)
        people = pd.Categorical(self._wide.index.get_level_values("participant"))
        self.n = len(people.categories)
        self.who = np.eye(self.n)[people.codes] if self.n else np.zeros((0, 0))
        self._resamples, self._seed = resamples, seed

    def _drawn(self) -> "np.ndarray":
        return drawn_groups(self.n, self._resamples, self._seed)

    def _none_yet(self) -> Estimate | None:
        if not self.twice:
            if not self.responses:
                return nothing(t("Nothing has been scored yet."))
            return nothing(
                t("Only one person scored, so agreement cannot be told.")
                if self.scorers == 1
                else t("No response was scored by two people, so agreement cannot be told.")
            )
        return too_few(self.n)

    def _within(self, value: float, drawn: "np.ndarray", low: float) -> Estimate:
        return within(value, drawn_error(drawn, self.n), self.n - 1, self.twice, low, 1)

    def share(self, within_points: int) -> Estimate:
        """Pairs of scores at most so many points apart: each response's share, averaged."""
        import numpy as np

        if reason := self._none_yet():
            return reason
        near = np.abs(np.subtract.outer(SCORES, SCORES)) <= within_points
        each = self.counts.sum(axis=1)
        pairs = np.einsum("ri,ij,rj->r", self.counts, near, self.counts) - each
        shares = pairs / (each * (each - 1))
        drawn = self._drawn() @ self.who.T
        return self._within(shares.mean(), drawn @ shares / drawn.sum(axis=1), 0)

    def kappa(self) -> Estimate:
        """Quadratic weighted kappa, the mean over pairs of scorers."""
        from itertools import combinations

        import numpy as np
        from statsmodels.stats.inter_rater import cohens_kappa

        if reason := self._none_yet():
            return reason
        values, draws = [], []
        for one, other in combinations(self._wide.columns, 2):
            both = self._wide[[one, other]].notna().all(axis=1).to_numpy()
            pair = self._wide.loc[both, [one, other]].to_numpy(dtype=int)
            tables = np.zeros((self.n, len(SCORES), len(SCORES)))
            np.add.at(tables, (self.who[both].argmax(axis=1), pair[:, 0], pair[:, 1]), 1)
            if len(set(pair.ravel())) > 1:
                values.append(cohens_kappa(tables.sum(axis=0), wt="quadratic", return_results=False))
                draws.append(drawn_kappas(self._drawn(), tables))
        if not values:
            return nothing(
                t("All scores are the same, so agreement beyond chance cannot be told."), self.twice
            )
        return self._within(np.mean(values), np.mean(draws, axis=0), -1)

    def alpha(self) -> Estimate:
        """Krippendorff's alpha, scores in order."""
        import krippendorff
        import numpy as np

        if reason := self._none_yet():
            return reason
        if (self.counts.sum(axis=0) > 0).sum() == 1:
            return nothing(
                t("All scores are the same, so agreement beyond chance cannot be told."), self.twice
            )
        value = krippendorff.alpha(value_counts=self.counts, level_of_measurement="ordinal")
        each = self.counts.sum(axis=1)
        same = self.counts[:, :, None] * self.counts[:, None, :] - self.counts[:, :, None] * np.eye(
            len(SCORES)
        )
        together = np.einsum("rp,rij->pij", self.who, same / (each - 1)[:, None, None])
        pooled = np.einsum("bp,pij->bij", self._drawn(), together)
        margins = pooled.sum(axis=2)
        ranks = margins.cumsum(axis=1) - margins / 2
        distance = (ranks[:, :, None] - ranks[:, None, :]) ** 2
        with np.errstate(invalid="ignore", divide="ignore"):
            by_chance = np.einsum("bi,bij,bj->b", margins, distance, margins) / (margins.sum(axis=1) - 1)
            return self._within(value, 1 - (pooled * distance).sum(axis=(1, 2)) / by_chance, -1)

    def notes(self) -> tuple[str, ...]:
        """What a reader must know."""
        once = self.responses - self.twice
        if not once or not self.twice:
            return ()
        return (
            counted(
                once,
                later("1 response was scored by one person only, and is not in this."),
                later("{n} responses were scored by one person only, and are not in this."),
            ),
        )


def checked_scores(scores: "pd.DataFrame | Iterable[Mapping]", measure: str) -> "pd.DataFrame":
    """Scores with every row looked at: codes and names as text, score as a whole number, the index counting rows from 1.

    Raises:
        UnknownName: no such measure.
        KitError: a column is missing, or a row is wrong; the message names the row and the column.
    """
    import pandas as pd

    written = [part.id for part in library().measure(measure).forms[0].parts if part.kind != "order"]
    table = scores.copy() if isinstance(scores, pd.DataFrame) else pd.DataFrame(list(scores))
    if not len(table) and not len(table.columns):
        table = pd.DataFrame(columns=list(COLUMNS))
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise KitError(f"The scores have no column {', '.join(missing)}. They need {', '.join(COLUMNS)}.")
    rows, seen = [], {}
    for number, row in enumerate(table[list(COLUMNS)].itertuples(index=False), start=1):
        try:
            kept = _checked_row(row, written)
        except ValueError as problem:
            raise KitError(f"Row {number} of the scores: {problem}") from None
        place = (kept["participant"], kept["form"], kept["part"], kept["scorer"])
        if place in seen:
            raise KitError(
                f"Row {number} of the scores: {kept['scorer']} already scored this response in row {seen[place]}. Keep one of the two."
            )
        seen[place] = number
        rows.append(kept)
    return pd.DataFrame(rows, columns=list(COLUMNS), index=range(1, len(rows) + 1))


def _checked_row(row, written: list[str]) -> dict:
    """One row as it is to be; raises ValueError with words for what is wrong."""
    kept = {name: _text(getattr(row, name)) for name in COLUMNS}
    for name in ("participant", "scorer"):
        if not kept[name]:
            raise ValueError(
                f"`{name}` is empty. Give {'the code of who wrote it' if name == 'participant' else 'initials of who scored it'}."
            )
    kept["form"] = kept["form"].upper()
    if kept["form"] not in ("A", "B"):
        raise ValueError(f"`form` is “{kept['form']}”. Write A or B.")
    if kept["part"] not in written:
        raise ValueError(f"`part` is “{kept['part']}”. The parts with writing are {', '.join(written)}.")
    if kept["score"] not in [str(score) for score in SCORES]:
        raise ValueError(
            f"`score` is “{kept['score']}”. Write 0, 1, 2 or 3; leave out the row of what was not scored."
        )
    return {**kept, "score": int(kept["score"])}


def _text(given: object) -> str:
    """What stands in a cell; 2.0, which a spreadsheet makes of 2, is 2, and a missing value is nothing."""
    if given is None or given != given or str(given) == "<NA>":
        return ""
    return str(int(given)) if isinstance(given, float) and given.is_integer() else str(given).strip()
