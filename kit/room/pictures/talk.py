"""TalkMoves: how a group coded each turn or exchange, the one it is most split on first."""

from collections import Counter

from ...lang import later, t
from .forms import Parts, Value, listed, stacked
from .sorting import split

SEVERAL = later("A turn may have several codes, and somebody who gave two is counted under both.")
FIRST = later("Counted are the codes as they stood at the first comparison.")
WORDS = {
    "turn": (
        later(
            "Split: of every 100 pairs of people, how many gave different codes. The most split turn is first."
        ),
        later("Turns that fewer than half as many people have coded as the most coded one stand last."),
        later("Codes of each turn"),
        later("Nobody has coded a turn yet."),
    ),
    "exchange": (
        later(
            "Split: of every 100 pairs of people, how many gave different codes. The most split exchange is first."
        ),
        later("Exchanges that fewer than half as many people have coded as the most coded one stand last."),
        later("Codes of each exchange"),
        later("Nobody has coded an exchange yet."),
    ),
}
"""For each unit: how the split is measured, what stands last, the heading, and what is said as long as nobody has coded."""
MARKS = {
    "kit": later(
        "◆ marks the kit's proposal. Another reading may be as good; why it was proposed stands in the activity."
    ),
    "experts": later(
        "◆ marks the experts' ratings. They did not always agree with each other, and another reading may be as good."
    ),
}
"""What is said of the reference, by whose it is."""
NONE = ""
"""Stands for an empty list of codes: none fits, or it cannot be said."""


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A row for each unit that somebody coded, divided among the codes; the reference's code is marked once it is revealed."""
    book = content["codebook"]
    measure, last, heading, nobody = (t(one) for one in WORDS[content["unit"]])
    one = book["choose"] == "one"
    names = {code["id"]: code["name"] for code in book["codes"]}
    labels = {one["id"]: one["label"] for one in content["units"]}
    given: dict[str, Counter] = {id: Counter() for id in labels}
    typed = []
    for value in values:
        first, codes = value.record("first"), value.record("codes")
        for id, counted in given.items():
            chosen = first.get(id, codes.get(id))
            if isinstance(chosen, list):
                counted[frozenset(code for code in chosen if isinstance(code, str) and code in names)] += 1
        notes = value.record("notes")
        typed += [(label, notes.text(id)) for id, label in labels.items() if notes.text(id)]
    coded = [id for id, counted in given.items() if counted]
    if not coded:
        return Parts(missing=nobody, typed=typed)
    reference = content["reference"] if revealed else None
    by = reference["by"] if reference else {}
    used = {code for id in coded for codes in given[id] for code in codes or {NONE}}
    used |= {code for id in coded for code in (by.get(id, {}).get("codes") or [])}
    shown = [{"id": id, "name": names[id]} for id in names if id in used]
    if NONE in used:
        shown.append({"id": "none", "name": t("? cannot say") if one else t("none of these")})
    places = {part["id"]: place for place, part in enumerate(shown)}
    rows = [_row(id, labels[id], given[id], places, by.get(id), names) for id in coded]
    most = max(given[id].total() for id in coded)
    rows.sort(
        key=lambda row: (given[row["id"]].total() * 2 < most, -(split(list(given[row["id"]].values())) or 0))
    )
    about = [
        measure,
        *([] if one else [t(SEVERAL)]),
        t(FIRST),
        last,
    ]
    told = t(MARKS[reference["whose"]]) if reference else ""
    return Parts(about=about, reference=told, panels=[stacked(heading, shown, rows)], typed=typed)


def _row(
    id: str, label: str, given: Counter, places: dict[str, int], theirs: dict | None, names: dict
) -> dict:
    counts = [0] * len(places)
    for codes, times in given.items():
        for code in codes or {"none"}:
            counts[places[code]] += times
    found = split(list(given.values()))
    notes, mark = [] if found is None else [t("split {n}", n=found)], None
    if theirs:
        codes = theirs["codes"]
        if codes is None:
            notes.append(t("◆ no two of them agree"))
        elif len(codes) == 1:
            mark = places[codes[0]]
        else:
            notes.append(f"◆ {listed([names[code] for code in codes]) or t('none of these')}")
    return {"id": id, "label": label, "counts": counts, "note": ", ".join(notes), "mark": mark}
