"""Predict: what everybody expected, over the published numbers once they are revealed."""

from ...lang import later, t
from .forms import Parts, Value, number, strip

BEFORE = later("Each mark is what somebody expected before looking; a taller one stands for more people.")


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """A strip for each bar of the item. Who looked without a prediction is counted, and is in no strip."""
    out_of = content["out_of"]
    found: dict[str, list[float]] = {bar["label"]: [] for bar in content["bars"]}
    looked = 0
    for value in values:
        prediction = value.get("prediction")
        given = value.record("bars" if prediction is None else "prediction")
        looked += prediction == {}
        for label, places in found.items():
            at = number(given.get(label), 0, out_of)
            if at is not None:
                places.append(at)
    about = [t(BEFORE)]
    if looked:
        about.append(t("{n} looked at the published numbers without a prediction.", n=looked))
    published = t("The hatched bar is what was published: {who}.", who=content["who"])
    rows = [
        strip(bar["label"], bar["text"], found[bar["label"]], 0, bar["value"] if revealed else None)
        for bar in content["bars"]
    ]
    unit = "" if content["kind"] == "counts" else "%"
    ticks = [[round(out_of * share), f"{round(out_of * share)}{unit}"] for share in (0, 0.25, 0.5, 0.75, 1)]
    heading = (
        t("Expected, of {out_of}", out_of=out_of) if content["kind"] == "counts" else t("Expected, percent")
    )
    panel = {
        "form": "strips",
        "marks": "bar",
        "heading": heading,
        "start": 0,
        "end": out_of,
        "unit": unit,
        "ticks": ticks,
        "rows": rows,
    }
    return Parts(about=about, reference=published if revealed else "", panels=[panel])
