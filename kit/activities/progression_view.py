"""ProgressionView: the levels of a progression to read, and to mark where they were met in one's class."""

from ..content import Level, library
from ..content.cards import exemplar_html, exemplar_text
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.overrides import OURS, ours_in_level
from ..lang import later, t
from .base import Activity, escape

RESPONSE_NOT_CHILD = later("A level describes a response, never a child.")


class ProgressionView(Activity):
    """The levels of a progression from the first upward, each with evidence, work, next move and standards.

    The participant may mark the levels met in class and write a note for each.

    Value: `{met: [level], notes: {level: text}}`. Levels are their number as text. Levels that the progression no
    longer has stay in the value.

    Example:
        >>> ProgressionView("05/progression", progression="fractions")
    """

    frontend_name = "progression_view"

    def __init__(self, key: str, *, progression: str, title: str | None = None, prompt: str = ""):
        """Make the view of a progression.

        Args:
            key: `NN/name`.
            progression: id of a progression.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such progression.
        """
        content = library()
        self._progression = content.progression(progression)
        self._title, self._prompt = title or t("The progression: {name}", name=self._progression.name), prompt
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(prompt),
                "about_html": to_html(self._progression.about),
                "principle": t(RESPONSE_NOT_CHILD),
                "levels": [self._level(level) for level in self._progression.levels],
                "structure_html": [to_html(note) for note in self._progression.structure],
                "wording_html": to_html(self._progression.wording),
                "sources": [
                    {"citation": source.citation, "url": str(source.url) if source.url else None}
                    for source in map(content.source, self._progression.sources)
                ],
            },
            empty={"met": [], "notes": {}},
        )
        self.notice = " ".join(filter(None, [self.notice, *_not_shown(progression)]))

    def _level(self, level: Level) -> dict:
        return {
            "id": str(level.level),
            "name": level.name,
            "evidence_html": [to_html(one) for one in level.evidence],
            "exemplars_html": [exemplar_html(one, library()) for one in level.exemplars],
            "next_move_html": to_html(level.next_move),
            "standards": [library().code_shown(code) for code in level.standards],
            "ours": self._ours(level),
        }

    def _ours(self, level: Level) -> str:
        """What of a level is a team's own wording: `name, next move: worded by your team`; nothing if nothing is."""
        fields = ours_in_level(library(), self._progression.id, level.level)
        return f"{', '.join(map(t, fields))}: {t(OURS)}".capitalize() if fields else ""

    def _codes(self, level: Level) -> str:
        return ", ".join(map(library().code_shown, level.standards))

    def restore(self, value: dict) -> tuple[dict, str]:
        """Marks and notes of levels that are gone stay in the value, unseen, and the reader is told."""
        met = (
            [level for level in value["met"] if isinstance(level, str)]
            if isinstance(value["met"], list)
            else []
        )
        notes = value["notes"] if isinstance(value["notes"], dict) else {}
        notes = {level: text for level, text in notes.items() if isinstance(text, str)}
        known = {str(level.level) for level in self._progression.levels}
        gone = sorted(({*met} | {level for level, text in notes.items() if text.strip()}) - known)
        notice = (
            t(
                "This progression no longer has level {levels}. What you marked or wrote there is kept in the journal.",
                levels=", ".join(gone),
            )
            if gone
            else ""
        )
        return {**value, "met": met, "notes": notes}, notice

    def summary(self) -> str:
        """Every level in plain text."""
        lines = [f"ProgressionView {self.key}: {to_text(self._title)}", t(RESPONSE_NOT_CHILD)]
        for level in self._progression.levels:
            ours = self._ours(level)
            lines += [f"{level.level} {level.name}" + f" ({ours})" * bool(ours)]
            lines += [f"  {t('see: {said}', said=to_text(one))}" for one in level.evidence]
            lines += [f"  {t('work: {said}', said=exemplar_text(one, library()))}" for one in level.exemplars]
            lines += [
                f"  {t('next: {said}', said=to_text(level.next_move))}",
                f"  {t('standards: {said}', said=self._codes(level))}",
            ]
        lines += [t("Structure: {said}", said=to_text(note)) for note in self._progression.structure]
        return "\n".join(lines)

    def picture(self) -> str:
        """Every level open, for reading and printing."""
        levels = "".join(
            f"<h4>{t('Level')} {level.level}: {escape(level.name)}</h4>"
            + f"<p><small>{escape(self._ours(level))}</small></p>" * bool(self._ours(level))
            + f"<p><b>{t('What you may see')}</b></p><ul>{_items(map(to_simple_html, level.evidence))}</ul>"
            + "".join(
                f"<p><b>{t('Work')}</b></p>{exemplar_html(one, library(), simple=True)}"
                for one in level.exemplars
            )
            + f"<p><b>{t('Next move')}:</b> {to_simple_html(level.next_move)}</p>"
            f"<p><b>{t('Standards')}:</b> {escape(self._codes(level))}</p>"
            for level in self._progression.levels
        )
        structure = (
            f"<p><b>{t('The same student moves with the problem')}</b></p><ul>{_items(map(to_simple_html, self._progression.structure))}</ul>"
            if self._progression.structure
            else ""
        )
        sources = _items(escape(library().source(id).citation) for id in self._progression.sources)
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._progression.about)}</p>"
            f"<p><b>{t(RESPONSE_NOT_CHILD)}</b></p>{levels}{structure}"
            f"<p><b>{t('Whose words')}:</b> {to_simple_html(self._progression.wording)}</p>"
            + (f"<p><b>{t('Sources')}</b></p><ul>{sources}</ul>" if sources else "")
        )


def _not_shown(progression: str) -> list[str]:
    """What a team worded in its own way and is not shown, said to whoever looks at the progression."""
    found = [str(one) for one in library().stale if f"“{progression}”" in one.message]
    if library().left_out:
        found.append(f"Nothing in your folder “local” is used until this is mended: {library().left_out[0]}")
    return found


def _items(items) -> str:
    return "".join(f"<li>{item}</li>" for item in items)
