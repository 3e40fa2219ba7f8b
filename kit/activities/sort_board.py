"""SortBoard: sort cards of student work into the levels of a progression, then argue with a reference."""

from ..content import WorkSample, library
from ..content.cards import WHOSE, coding_html, sample_mark, work_html, work_text
from ..content.mathtext import to_html, to_simple_html, to_text
from ..lang import t
from .base import Activity, escape

UNPLACED = "unsure"
"""The pile for work that does not say enough."""


class SortBoard(Activity):
    """Cards of student work and one pile for each level, with tags, accuracy and a note for each card.

    After committing to a first sort, the participant sees the reference placement of each card, its
    reason and whose it is. The first sort is kept beside later changes.

    Value: `{placed: {card: pile}, tags: {card: [tag]}, accuracy: {card: "right"|"partly"|"wrong"},
    notes: {card: text}, first: {card: pile} | null}`, and `gone: {card: pile}` for places that the board has lost.
    Piles are the level's number as text, or `unsure`.

    Example:
        >>> SortBoard("05/sort", deck="fraction-arithmetic/papers")
    """

    frontend_name = "sort_board"

    def __init__(self, key: str, *, deck: str, title: str | None = None, prompt: str | None = None):
        """Make the board for a deck.

        Args:
            key: `NN/name`.
            deck: `work-set/deck`, as named in the work set's file.
            title: short heading; the deck's name if not given.
            prompt: what to do; the deck's prompt if not given. May hold mathematics between dollar signs.

        Raises:
            UnknownName: no such work set or deck.
        """
        content = library()
        chosen, self._samples = content.deck(deck)
        work_set = content.work_set(deck.partition("/")[0])
        self._progression = content.progression(work_set.progression)
        self._title, self._prompt = title or chosen.name, prompt or chosen.prompt
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "progression": self._progression.name,
                "piles": [
                    {
                        "id": str(level.level),
                        "name": level.name,
                        "evidence_html": "".join(f"<li>{to_html(one)}</li>" for one in level.evidence),
                    }
                    for level in self._progression.levels
                ],
                "unsure": UNPLACED,
                "cards": [self._card(sample) for sample in self._samples],
                "tags": [{"id": tag.id, "name": tag.name, "kind": tag.kind} for tag in work_set.tags],
            },
            empty={"placed": {}, "tags": {}, "accuracy": {}, "notes": {}, "first": None},
        )

    def _card(self, sample: WorkSample) -> dict:
        content = library()
        anchor = sample.anchor
        return {
            "id": sample.id,
            "label": sample.label,
            "text": work_text(sample, content),
            "html": work_html(sample, content),
            "mark": sample_mark(sample, content),
            "coding_html": coding_html(sample, content),
            "anchor": anchor
            and {
                "pile": UNPLACED if anchor.level is None else str(anchor.level),
                "reason_html": to_html(anchor.reason),
                "whose": t(WHOSE[anchor.whose]),
            },
        }

    def restore(self, value: dict) -> tuple[dict, str]:
        """Cards or levels that are gone since the answer was given go back to the unsorted pile."""
        piles = {str(level.level) for level in self._progression.levels} | {UNPLACED}
        cards = {sample.id for sample in self._samples}
        placed = value["placed"] if isinstance(value["placed"], dict) else {}
        kept = {card: pile for card, pile in placed.items() if card in cards and pile in piles}
        gone = sorted(set(placed) - set(kept))
        if not gone:
            return {**value, "placed": kept}, ""
        names = ", ".join(name.upper() for name in gone)
        return {**value, "placed": kept, "gone": {card: placed[card] for card in gone}}, (
            t(
                "The board has changed since you sorted: {names} had a place that no longer exists and is unsorted again.",
                names=names,
            )
        )

    def summary(self) -> str:
        """Title, piles and cards in plain text."""
        lines = [
            f"SortBoard {self.key}: {to_text(self._title)}",
            t("Piles ({progression}):", progression=self._progression.name),
        ]
        lines += [f"  {level.level} {level.name}" for level in self._progression.levels]
        lines += [f"  {t('? Not enough to say')}", t("Cards ({n}):", n=len(self._samples))]
        lines += [f"  {sample.label}: {work_text(sample, library())}" for sample in self._samples]
        return "\n".join(lines)

    def picture(self) -> str:
        """Piles as a list and every card with its work, for reading and printing."""
        piles = "".join(f"<li>{level.level} {escape(level.name)}</li>" for level in self._progression.levels)
        cards = "".join(
            f"<tr><td><b>{sample.label}</b><br><small>{escape(sample_mark(sample, library()))}</small></td>"
            f"<td>{work_html(sample, library(), simple=True)}</td></tr>"
            for sample in self._samples
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p>{t('Piles')}:</p><ul>{piles}<li>? {t('Not enough to say')}</li></ul>"
            f"<table><thead><tr><th>{t('Card')}</th><th>{t('Work')}</th></tr></thead><tbody>{cards}</tbody></table>"
        )
