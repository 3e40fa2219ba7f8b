"""Groups drawn from a group, and coefficients of agreement in all of them at once: what intervals are made from.

The libraries compute one coefficient at a time; a test holds these, for the group itself, equal to theirs.
"""

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from ..errors import KitError

if TYPE_CHECKING:
    import numpy as np

RESAMPLES = 2000
FEWEST_DRAWS = 100
SEED = 20261129
"""Fixed, so that the same answers give the same report."""


@lru_cache(maxsize=8)
def drawn_groups(n: int, resamples: int, seed: int) -> "np.ndarray":
    """Groups of n drawn with replacement from n people: how often each is in each group, resamples × n.

    The same for all numbers about one group, so that none looks surer than another by luck.

    Raises:
        KitError: fewer draws than an interval can be made from.
    """
    import numpy as np

    if resamples < FEWEST_DRAWS:
        raise KitError(
            f"`resamples=` is {resamples}. Draw at least {FEWEST_DRAWS} groups; {RESAMPLES} is usual."
        )
    groups = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples).astype(float)
    groups.flags.writeable = False
    return groups


def drawn_error(drawn: "np.ndarray", n: int) -> float:
    """The standard error from a statistic's values in groups drawn with replacement.

    Drawing from n people gives too small a spread, by the factor sqrt((n − 1) / n) for a mean; that is put right. Draws in which
    the statistic has no value are left out. (Hesterberg 2015, The American Statistician 69, 371-386, on why small groups need this.)
    """
    import numpy as np

    sound = drawn[np.isfinite(drawn)]
    return float(np.std(sound, ddof=1) * sqrt(n / (n - 1))) if len(sound) > 1 and n > 1 else 0.0


def _steps(k: int) -> "np.ndarray":
    """Squared distances of k levels."""
    import numpy as np

    return np.subtract.outer(np.arange(k), np.arange(k)) ** 2


def drawn_kappas(drawn: "np.ndarray", tables: "np.ndarray") -> "np.ndarray":
    """Quadratic weighted kappa of each drawn group, from tables people × own level × reference's level."""
    import numpy as np

    pooled = np.tensordot(drawn, tables, axes=1)
    own, reference, total = pooled.sum(axis=2), pooled.sum(axis=1), pooled.sum(axis=(1, 2))
    steps = _steps(tables.shape[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        by_chance = np.einsum("bi,ij,bj->b", own, steps, reference) / total
        return 1 - np.einsum("bij,ij->b", pooled, steps) / by_chance


def drawn_fleiss(drawn: "np.ndarray", chosen: "np.ndarray") -> "np.ndarray":
    """Fleiss' kappa of each drawn group, over pairs of different people.

    Args:
        drawn: groups × people.
        chosen: people × cards × levels, 1 at the level that was chosen.
    """
    import numpy as np

    n, cards = chosen.shape[:2]
    alike = np.tensordot(chosen, chosen, axes=([1, 2], [1, 2])) / cards
    np.fill_diagonal(alike, 0)
    pairs = drawn.sum(axis=1) ** 2 - (drawn**2).sum(axis=1)
    margins = drawn @ chosen.mean(axis=1) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        agreed = ((drawn @ alike) * drawn).sum(axis=1) / pairs
        by_chance = (margins**2).sum(axis=1)
        return (agreed - by_chance) / (1 - by_chance)


def drawn_alphas(drawn: "np.ndarray", chosen: "np.ndarray", metric: str) -> "np.ndarray":
    """Krippendorff's alpha of each drawn group, over pairs of different people; arguments as for `drawn_fleiss`.

    The ordinal distance of two levels is the squared difference of their mid-ranks: Krippendorff's sum over the levels between,
    less half of both ends, written shorter.
    """
    import numpy as np

    k = chosen.shape[2]
    counts = np.tensordot(drawn, chosen, axes=1)
    placed = counts.sum(axis=2)
    pairs = placed**2 - (drawn**2) @ chosen.sum(axis=2)
    counts = np.where((pairs > 0)[..., None], counts, 0)
    margins = counts.sum(axis=1)
    total = margins.sum(axis=1)
    if metric == "nominal":
        distance = np.broadcast_to(1 - np.eye(k), (len(drawn), k, k))
    else:
        ranks = margins.cumsum(axis=1) - margins / 2
        distance = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    apart = np.einsum("bcl,blm,bcm->bc", counts, distance, counts, optimize=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.where(pairs > 0, placed * apart / pairs, 0).sum(axis=1)
        by_chance = np.einsum("bl,blm,bm->b", margins, distance, margins) / (total - 1)
        return 1 - observed / by_chance
