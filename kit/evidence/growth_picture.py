"""The growth of a group as one picture with its words, for a notebook and a page; marked where it is constructed."""

from html import escape

from ..lang import later, t
from .change import Growth, growth
from .collect import Collected
from .estimates import Estimate
from .pairs import paired

MARK = later(
    "Constructed example: nobody gave these answers. They show what the picture looks like, and nothing else."
)
KINDS = {"explain": later("next answer"), "order": later("order"), "respond": later("next move")}
INK, SURE, RIGHT = "#0b5cad", "#9a4a00", "#0b5cad"


class GrowthPicture:
    """What changed between the two forms of the measure, of a group: change with its interval, sureness beside success, and in words who is in it.

    Never about one person; with fewer than five there is no number. What is constructed says so, in the picture and above it.

    Example:
        >>> GrowthPicture(kit.evidence.collected())
    """

    def __init__(self, group: Collected, measure: str = "reading-student-thinking", *, scores=None):
        """Work it out.

        Args:
            group: as `collected` gives it.
            measure: id of the measure.
            scores: what people scored, as `paired` takes it; without it nothing is said of the writing.

        Raises:
            UnknownName: no such measure.
            KitError: the answers are not those of two tasks of the measure.
        """
        self.constructed, self.notices = group.constructed, group.notices
        self.growth: Growth = growth(paired(group.responses, measure, scores=scores))

    @property
    def _whole(self) -> Estimate:
        return self.growth.change if self.growth.change.value is not None else self.growth.raw_change

    def sentences(self) -> list[str]:
        """What the picture shows and does not, in words: the change, its parts, sureness beside success, who is in it."""
        found, whole = self.growth, self._whole
        if whole.value is None:
            return [found.change.why or whole.why, *found.missing]
        said = [
            t(
                "Change of the whole: {change}; {people} people ({first} took form A first, {last} form B).",
                change=_signed(whole),
                people=found.people,
                first=found.sequences["AB"],
                last=found.sequences["BA"],
            )
        ]
        if whole is not found.change:
            said[0] += f" {t('Not adjusted for the forms.')}"
        said += [
            f"{_name(one.part)} ({t(KINDS[one.kind])}): {_signed(one.change)}."
            for one in found.by_part
            if one.change.value is not None
        ]
        if found.confidence_before.value is not None:
            said.append(
                t(
                    "How sure: {sure_before} before, {sure_after} after. How often right: {right_before} before, {right_after} after.",
                    sure_before=_level(found.confidence_before),
                    sure_after=_level(found.confidence_after),
                    right_before=_level(found.success_before),
                    right_after=_level(found.success_after),
                )
            )
        if found.written_change.value is not None:
            one = found.written_change
            change = _one_place(one.value)
            if one.low is not None:
                low, high = _one_place(one.low), _one_place(one.high)
                change = t("{value} (from {low} to {high})", value=change, low=low, high=high)
            said.append(
                t("What was written, scored 0 to 3: {change}; {people} people.", change=change, people=one.n)
            )
        return [*said, *found.missing, *found.notes]

    def __repr__(self) -> str:
        return "\n".join([*([t(MARK)] if self.constructed else []), *self.notices, *self.sentences()])

    def _repr_html_(self) -> str:
        mark = f"<p><strong>{escape(t(MARK))}</strong></p>" if self.constructed else ""
        drawn = self._drawn()._repr_html_() if self._whole.value is not None else ""
        mark += "".join(f"<p>{escape(one)}</p>" for one in self.notices)
        return f"{mark}{drawn}<ul>{''.join(f'<li>{escape(one)}</li>' for one in self.sentences())}</ul>"

    def _drawn(self):
        from matplotlib import pyplot

        from ..figures import Described

        found = self.growth
        changes = [
            (t("The whole"), self._whole),
            *((f"{_name(one.part)}\n({t(KINDS[one.kind])})", one.change) for one in found.by_part),
        ]
        changes = [row for row in changes if row[1].value is not None]
        levels = [
            (t("Sure, before"), found.confidence_before, SURE),
            (t("Right, before"), found.success_before, RIGHT),
            (t("Sure, after"), found.confidence_after, SURE),
            (t("Right, after"), found.success_after, RIGHT),
        ]
        levels = [row for row in levels if row[1].value is not None]
        rows = [len(changes), len(levels)] if levels else [len(changes)]
        figure, panels = pyplot.subplots(
            len(rows), 1, figsize=(5, 0.55 * sum(rows) + 1.6), height_ratios=rows, squeeze=False
        )
        top = panels[0, 0]
        _draw(top, [(label, one, INK, "D" if at == 0 else "o") for at, (label, one) in enumerate(changes)])
        top.axvline(0, color="black", linewidth=1)
        top.set_title(t("Change, in points of 100"), loc="left", fontsize=11)
        if levels:
            below = panels[1, 0]
            _draw(below, [(label, one, color, "s" if color == SURE else "o") for label, one, color in levels])
            below.set_xlim(0, 100)
            below.set_title(t("Sure, and how often right, of 100"), loc="left", fontsize=11)
        figure.tight_layout()
        if self.constructed:
            figure.text(
                0.5,
                0.5,
                t("CONSTRUCTED"),
                rotation=24,
                fontsize=36,
                color="#b3261e",
                alpha=0.16,
                ha="center",
                va="center",
                weight="bold",
            )
        words = " ".join([*([t(MARK)] if self.constructed else []), *self.sentences()[: len(changes) + 1]])
        return Described(top, words)


def _draw(axes, rows: list[tuple]) -> None:
    """A mark for each number and a line for its interval, the first row on top."""
    for at, (_, one, color, marker) in enumerate(rows):
        if one.low is not None:
            axes.plot(
                [100 * one.low, 100 * one.high], [at, at], color=color, linewidth=2.5, solid_capstyle="butt"
            )
        axes.plot(100 * one.value, at, marker, color=color, markersize=9, markeredgecolor="black")
    axes.set(yticks=range(len(rows)), yticklabels=[label for label, *_ in rows], ylim=(len(rows) - 0.4, -0.6))
    axes.grid(axis="x", color="#cccccc")
    axes.set_axisbelow(True)


def _name(part: str) -> str:
    return part.replace("-", " ").capitalize()


def _points(share: float) -> str:
    points = round(100 * share)
    return f"{points:+d}".replace("-", "−") if points else "0"


def _signed(one: Estimate) -> str:
    if one.low is None:
        return t("{value} points of 100", value=_points(one.value))
    return t(
        "{value} points of 100 (from {low} to {high})",
        value=_points(one.value),
        low=_points(one.low),
        high=_points(one.high),
    )


def _one_place(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _level(one: Estimate) -> str:
    return t("{value} of 100", value=f"{100 * one.value:.0f}")
