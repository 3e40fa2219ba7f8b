"""TrajectoryMap: the standards that a group put on its list to watch."""

from collections import Counter

from ...lang import later, t
from .forms import Parts, Value, bars

MOST = 12
WATCH = later("Counted are the lists “ours to watch”.")


def parts(content: dict, values: list[Value], _revealed: bool) -> Parts:
    """The standards on most lists, with their words."""
    words = dict(zip(content["codes"], content["words"], strict=False))
    lists = [[code for code in value.texts("pins") if code in words] for value in values]
    lists = [listed for listed in lists if listed]
    if not lists:
        return Parts(missing=t("Nobody has put a standard on the list yet."))
    counted = Counter(code for listed in lists for code in listed)
    place = {code: at for at, code in enumerate(words)}
    top = sorted(counted, key=lambda code: (-counted[code], place[code]))[:MOST]
    names = {code: f"{code} {words[code]}" for code in top}
    return Parts(about=[t(WATCH)], panels=[bars(t("On most lists"), len(lists), counted, names)])
