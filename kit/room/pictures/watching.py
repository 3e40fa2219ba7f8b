"""ObservationSheet: how often each of those who watched one lesson saw or heard each thing."""

from collections import Counter

from ...lang import later, t
from .forms import Parts, Value, strip

SPREAD = later(
    "Each mark is how often somebody marked it; a taller one stands for more people. Wide rows are what to talk about."
)
NOBODY = later("Counts describe what was noticed, not a teacher.")


def parts(content: dict, values: list[Value], _revealed: bool) -> Parts:
    """A strip for each code. Notes are about moments in somebody's room, and stay out of it."""
    names = {code["id"]: code["name"] for code in content["codes"]}
    sheets = []
    for value in values:
        taps = value.get("taps")
        if isinstance(value.get("started"), str) and isinstance(taps, list):
            counted = Counter(Value(one).text("code") for one in taps[:1000] if isinstance(one, dict))
            sheets.append([counted[id] for id in names])
    if not sheets:
        return Parts(missing=t("Nobody has started the clock yet."))
    end = max(1, *(n for sheet in sheets for n in sheet))
    step = max(1, round(end / 4))
    rows = [
        strip(id, name, [float(sheet[place]) for sheet in sheets], 0)
        for place, (id, name) in enumerate(names.items())
    ]
    panel = {
        "form": "strips",
        "marks": "point",
        "heading": t("How often it was marked"),
        "start": 0,
        "end": end,
        "unit": "",
        "ticks": [[at, str(at)] for at in range(0, end + 1, step)],
        "rows": rows,
    }
    return Parts(about=[t(SPREAD), t(NOBODY)], panels=[panel])
