"""HandOver: how a group changed between the two forms, from those who handed both over. Numbers of the group, never of one person."""

import math

from ...errors import KitError
from ...lang import later, t
from .forms import Parts, Value, interval

HUNDRED = 100
WAITS = later(
    "Reveal it when everybody has decided. Until then there is no number: from a picture that changes with each hand-over one could "
    "read how the last person did."
)
LIMITS = later(
    "Change may also come from practice with the format. It says nothing about one person and nothing about teaching."
)


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """Change, and sureness beside success, each with its interval: revealed, from FEWEST people on who handed over both forms."""
    from ...evidence import FEWEST, handed_over  # with statistics behind it: only where somebody hands over

    keys = [task["key"] for task in content["tasks"]]
    responses = handed_over(
        {"participant": f"p{at}", "key": "", "revision": 1, "at": "", "value": value}
        for at, value in enumerate(values)
    )
    forms: dict[str, set[str]] = {}
    for one in responses:
        if one["key"] in keys:
            forms.setdefault(one["participant"], set()).add(one["key"])
    both = sum(len(one) == len(keys) for one in forms.values())
    one_only = len(forms) - both
    if one_only:
        told = t("{both} handed over both forms, {one} one of them.", both=both, one=one_only)
    else:
        told = t("{both} handed over both forms.", both=both)
    if both < FEWEST:
        return Parts(
            about=[told],
            missing=t(
                "The group's change is shown once {fewest} people have handed over both forms.", fewest=FEWEST
            ),
        )
    if not revealed:
        _fetch_statistics()
        return Parts(about=[told], missing=t(WAITS))
    try:
        return _change(content, [one for one in responses if one["key"] in keys], keys, told)
    except KitError as error:
        return Parts(about=[told], missing=str(error))


def _fetch_statistics() -> None:
    """Import what the numbers need while people still decide, so that the reveal is not kept waiting by it."""
    import pandas  # noqa: F401
    import scipy.stats  # noqa: F401


def _change(content: dict, responses: list[dict], keys: list[str], told: str) -> Parts:
    from ...evidence import growth, paired

    found = growth(paired(responses, content["measure"], *keys))
    adjusted = found.change.value is not None
    whole = found.change if adjusted else found.raw_change
    changes = [
        ("all", t("The whole"), whole),
        *((one.part, one.part.replace("-", " ").capitalize(), one.change) for one in found.by_part),
    ]
    levels = [
        ("sure-before", t("Sure, baseline"), found.confidence_before),
        ("right-before", t("Right, baseline"), found.success_before),
        ("sure-after", t("Sure, closing"), found.confidence_after),
        ("right-after", t("Right, closing"), found.success_after),
    ]
    panels = [
        _panel(
            t("Change from baseline to closing, in points of 100"),
            changes,
            -(reach := _reach(changes)),
            reach,
        ),
        _panel(t("How sure the group was, and how often right, of 100"), levels, 0, HUNDRED),
    ]
    panels = [panel for panel in panels if panel["rows"]]
    about = [f"{told} {t(LIMITS)}", *found.missing, *found.notes]  # a wall shows the first
    missing = "" if panels else (whole.why or t("There is no number to show yet."))
    return Parts(about=about, panels=panels, missing=missing)


def _panel(heading: str, rows: list[tuple], start: int, end: int) -> dict:
    """The rows that have a number, on one line of points of 100."""
    shown = [(id, label, one) for id, label, one in rows if one.value is not None]
    return interval(
        heading,
        start,
        end,
        [
            {
                "id": id,
                "label": label,
                "middle": _points(one.value),
                "low": _points(one.low),
                "high": _points(one.high),
                "n": one.n,
            }
            for id, label, one in shown
        ],
    )


def _reach(rows: list[tuple]) -> int:
    """How far the line goes to either side of 0: the next ten beyond every end, so that the bars can be told apart."""
    ends = [abs(end) for _, _, one in rows for end in (one.value, one.low, one.high) if end is not None]
    return min(HUNDRED, 10 * math.ceil(10 * max(ends, default=1) + 0.01))


def _points(share: float | None) -> int | None:
    return None if share is None else round(HUNDRED * share)
