"""Predict: set bars to what students will have answered, then lay the published distribution beside them."""

from ..content import Item, library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.models import Bar, Counts, Distribution
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

_PROMPTS = {
    "shares": later("Set the bars to what you expect, 100 in all. Then look at what was published."),
    "percent_correct": later(
        "Set each bar to the percent you expect; each stands by itself. Then look at what was published."
    ),
    "counts": later("Set each bar to how many you expect of {out_of}. Then look at what was published."),
}
_SEEN = {
    "page": later("read on its own page"),
    "abstract": later("read in its abstract"),
    "quoted": later("quoted from another page; the report itself was not at hand"),
    "data": later("counted from the data"),
}


class Predict(Activity):
    """Bars for the answers to one item; the published numbers stay hidden until the participant asks for them.

    The first prediction is kept as it stood when the published numbers were first shown. The participant may
    change the bars after that, and sees both.

    Value: `{bars: {label: number}, prediction: {label: number} | null, shown: bool}`. `bars` holds the bars that were
    set, by their label in the item's file. `prediction` is null until the published numbers were first
    shown, and empty if they were shown before any bar was set; of shares, a bar left alone counts as 0.
    `shown` says whether they are on the screen now. Labels that the item no longer has stay in the value.

    Example:
        >>> Predict("05/predict", item="naep-12-13-7-8")
    """

    frontend_name = "predict"

    def __init__(
        self,
        key: str,
        *,
        item: str,
        title: str | None = None,
        prompt: str | None = None,
        distribution: int = 0,
    ):
        """Make the bars for one distribution of an item.

        Args:
            key: `NN/name`.
            item: id of an item that has a published distribution.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.
            distribution: which one, counted from 0 in the order of the file, where the item has several.

        Raises:
            UnknownName: no such item.
            KitError: the item has no such distribution.
        """
        self._item = library().item(item)
        self._published = _distribution(self._item, distribution)
        self._out_of = self._published.out_of if isinstance(self._published, Counts) else 100
        self._title = title or t("Predict, then look")
        self._prompt = prompt or t(_PROMPTS[self._published.kind], out_of=self._out_of)
        source = library().source(self._published.source)
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "item": self._item.id,
                "question_html": to_html(self._item.text),
                "kind": self._published.kind,
                "out_of": self._out_of,
                "bars": [_bar(bar) for bar in self._published.bars],
                "who": self._who,
                "about": {
                    "population": self._published.population,
                    "country": self._published.country,
                    "year": self._published.year,
                    "n": self._published.n,
                    "citation": source.citation,
                    "url": str(source.url) if source.url else None,
                    "seen": t(_SEEN[source.seen]),
                    "note_html": to_html(self._published.note or ""),
                },
            },
            empty={"bars": {}, "prediction": None, "shown": False},
        )

    @property
    def _who(self) -> str:
        return f"{self._published.population}, {self._published.country}, {_year(self._published.year)}"

    def restore(self, value: dict) -> tuple[dict, str]:
        """Bars that the item no longer has stay in the value, unseen, and the reader is told."""
        bars = _numbers(value["bars"])
        prediction = None if not isinstance(value["prediction"], dict) else _numbers(value["prediction"])
        kept = {**value, "bars": bars, "prediction": prediction}
        kept["shown"] = value["shown"] is True and prediction is not None
        known = {bar.label for bar in self._published.bars}
        gone = sorted((set(bars) | set(prediction or {})) - known)
        if not gone:
            return kept, ""
        names = ", ".join(f"“{to_text(label)}”" for label in gone)
        return (
            kept,
            t(
                "The answers shown here have changed since you predicted. Your number for {names} is kept in the journal.",
                names=names,
            ),
        )

    def summary(self) -> str:
        """The question, who answered it and the bars, without the published numbers."""
        lines = [
            f"Predict {self.key}: {to_text(self._title)}",
            t("Question: {said}", said=to_text(self._item.text)),
        ]
        lines += [t("Answered by: {who}", who=self._who), t("Bars:")]
        lines += [f"  {to_text(t(bar.label))}: ___ {self._unit}" for bar in self._published.bars]
        lines += [t("The published numbers are in the activity, after your prediction.")]
        return "\n".join(lines)

    def picture(self) -> str:
        """The same with a column to write in; the published numbers are left out on purpose."""
        rows = "".join(
            f'<tr><th scope="row">{to_simple_html(t(bar.label))}</th><td>______ {self._unit}</td></tr>'
            for bar in self._published.bars
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p><b>{t('The question')}:</b> {to_simple_html(self._item.text)}</p>"
            f"<p><b>{t('Who answered it')}:</b> {escape(self._who)}</p>"
            f'<table><thead><tr><th scope="col">{t("Answer")}</th><th scope="col">{t("I expect")}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
            f"<p>{t('The published numbers, with their source, are shown in the activity after your prediction.')}</p>"
        )

    @property
    def _unit(self) -> str:
        return t("of {out_of}", out_of=self._out_of) if isinstance(self._published, Counts) else "%"


def _distribution(item: Item, number: int) -> Distribution:
    if not item.distributions:
        having = [one.id for one in library().items.values() if one.distributions]
        near = [id for id in having if library().item(id).progression == item.progression] or having
        raise KitError(
            f"The item “{item.id}” has no published distribution, so there is nothing to predict. Add one under "
            f"`distributions:` in its file, or use an item that has one: {', '.join(sorted(near)[:6]) or 'none so far'}."
        )
    if not 0 <= number < len(item.distributions):
        there = "; ".join(f"{index}: {one.population}" for index, one in enumerate(item.distributions))
        raise KitError(f"The item “{item.id}” has no distribution {number}. It has {there}.")
    return item.distributions[number]


def _bar(bar: Bar) -> dict:
    return {
        "label": bar.label,
        "text": to_text(t(bar.label)),
        "html": to_html(t(bar.label)),
        "value": bar.value,
        "correct": bar.correct,
        "computed": bar.computed,
        "idea_html": to_html(bar.idea or ""),
    }


def _year(year: str) -> str:
    return t("year not given") if year == "not given" else year


def _numbers(given: object) -> dict[str, float]:
    """What is a number among the values of an old answer."""
    if not isinstance(given, dict):
        return {}
    return {
        label: number
        for label, number in given.items()
        if isinstance(number, int | float) and not isinstance(number, bool)
    }
