"""Poll: what a group answered to one question, in the form of the question."""

from collections import Counter

from ...lang import later, t
from .forms import Parts, Value, bars, digits_for, number, stacked, strip, whole

FIRST = later("Counted is what somebody answered before looking at the published figure.")


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A panel for the kind of question; the published figure once it is revealed."""
    kind = content["kind"]
    answers = [answer for value in values if (answer := _answer(value, kind)) is not None]
    about = []
    if content.get("reference"):
        about.append(t(FIRST))
    if kind == "text":
        typed = [("", answer) for answer in answers if isinstance(answer, str)]
        return Parts(typed=typed, missing="" if typed else t("Nothing was written yet."))
    panel = {
        "one": _one,
        "several": _several,
        "ordered": _ordered,
        "scale": _scale,
        "numeric": _numeric,
    }[kind](content, answers)
    made = Parts(about=about, panels=[panel] if panel else [])
    if revealed and content.get("reference"):
        made.panels.append(
            {
                "form": "words",
                "heading": t("Published"),
                "html": content["reference"]["html"],
                "source": content["reference"]["citation"],
            }
        )
    return made


def _answer(value: Value, kind: str) -> object:
    """The answer as it stood when the published figure was first shown, else as it stands."""
    if value.get("kind") != kind:
        return None
    first = value.record("first").get("answer")
    return value.get("answer") if first is None else first


def _names(content: dict) -> dict[str, str]:
    return {option["id"]: option["text"] for option in content["options"]}


def _chosen(content: dict, answers: list) -> list[list[str]]:
    """The known options of each answer that is a list, each once."""
    names = _names(content)
    lists = [Value(answer=answer).texts("answer") for answer in answers]
    return [[one for one in listed if one in names] for listed in lists if listed]


def _one(content: dict, answers: list) -> dict:
    names = _names(content)
    counted = Counter(one for one in answers if isinstance(one, str) and one in names)
    return bars(t("Chosen"), counted.total(), counted, names)


def _several(content: dict, answers: list) -> dict:
    lists = _chosen(content, answers)
    return bars(
        t("Chosen, as many as fit"),
        len(lists),
        Counter(one for listed in lists for one in listed),
        _names(content),
    )


def _ordered(content: dict, answers: list) -> dict:
    """A row for each option, divided among the places it was given; the one placed first on average at the top."""
    names = _names(content)
    counts = {id: [0] * len(names) for id in names}
    for listed in _chosen(content, answers):
        for place, id in enumerate(listed):
            counts[id][place] += 1
    ends = content["ends"]
    places = [{"id": str(place + 1), "name": str(place + 1)} for place in range(len(names))]
    if ends[0]:
        places[0]["name"] += f" {ends[0]}"
        places[-1]["name"] += f" {ends[1]}"

    def mean(id: str) -> float:
        n = sum(counts[id])
        return sum(place * count for place, count in enumerate(counts[id])) / n if n else len(names)

    order = sorted(names, key=mean)
    rows = [{"id": id, "label": names[id], "counts": counts[id]} for id in order]
    return stacked(t("Places given, the earliest on average at the top"), places, rows)


def _scale(content: dict, answers: list) -> dict:
    points = content["points"]
    counted = Counter(str(at) for answer in answers if (at := whole(answer, 1, points)) is not None)
    names = {str(point): str(point) for point in range(1, points + 1)}
    names["1"] += f" {content['ends'][0]}"
    names[str(points)] += f" {content['ends'][1]}"
    return bars(t("Point on the scale"), counted.total(), counted, names)


def _numeric(content: dict, answers: list) -> dict | None:
    """One strip. Where the question sets no range, the line goes from 0 to the 95th of 100 numbers; what is beyond is told."""
    least, most, unit = content["least"], content["most"], content["unit"]
    found = sorted(
        float(at)
        for answer in answers
        if (at := number(answer, *(_open(least, most)))) is not None and abs(at) < 1e9
    )
    if not found:
        return None
    start = min(0, found[0]) if least is None else least
    end = most if most is not None else max(found[min(len(found) - 1, int(len(found) * 0.95))], start + 1)
    inside = [one for one in found if start <= one <= end]
    row = strip("answer", "", inside, digits_for(start, end))
    row["label"] = (
        ""
        if len(inside) == len(found)
        else t("{n} more above {end}", n=len(found) - len(inside), end=f"{end:g}")
    )
    step = (end - start) / 4
    ticks = [[start + step * place, f"{start + step * place:g}"] for place in range(5)]
    heading = t("Numbers given, {unit}", unit=unit) if unit else t("Numbers given")
    return {
        "form": "strips",
        "marks": "point",
        "heading": heading,
        "start": start,
        "end": end,
        "unit": unit,
        "ticks": ticks,
        "rows": [row],
    }


def _open(least: float | None, most: float | None) -> tuple[float, float]:
    infinite = float("inf")
    return -infinite if least is None else least, infinite if most is None else most
