"""DecideNext: from a finished sort to groups, a next move for each, and an evidence sheet."""

from ..content import WorkSample, library
from ..content.cards import sample_mark, work_html, work_text
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KeyProblem
from ..lang import later, t
from .base import KEY, Activity, escape
from .sort_board import UNPLACED

_PROMPT = later(
    "Who needs the same next step? Join and split the groups of your sort until each has one need. Name the issue, write the "
    "next move, and only then look at what the progression suggests."
)
BOXES = {
    "build_on": later("Build on: what these students can already do"),
    "issues": later("Issues: what lies under the errors"),
    "next_class": later("Next for the class"),
    "next_group": later("Next for groups"),
    "next_individual": later("Next for single students"),
}
"""The boxes below the evidence sheet, by the name they are kept under."""
ACCURACY = {"right": later("all right"), "partly": later("some right"), "wrong": later("none right")}


class DecideNext(Activity):
    """Groups of cards with an issue and a next move each, and the evidence sheet that comes of them.

    The groups begin with the participant's own sort, a group for each level that holds cards. Where there is no sort yet,
    levels are chosen here. The progression's suggestion for a group shows once the participant has written a move, or
    asks for it before; which of the two is kept. Nothing is ranked: a level describes a response.

    Value: `{groups: [{id, name, cards: [card], issue, move, shown: ""|"after"|"before", first}], levels: {card: pile},
    issues: {card: text}, accuracy: {card: "right"|"partly"|"wrong"}, brought: {placed, tags, accuracy, notes} | null,
    sheet: {build_on, issues, next_class, next_group, next_individual}}`. Piles are the level's number as text, or
    `unsure`. `shown` says when the suggestion was opened, after or before an own move; `first` is the move as it
    stood then. `brought` is the sort as last brought in; changes made here since then are in `levels`, `issues` and
    `accuracy`. What does not fit the deck any more is kept in the list `gone`.

    Example:
        >>> DecideNext("05/next", deck="fraction-arithmetic/papers", sort="05/papers")
    """

    frontend_name = "decide_next"

    def __init__(
        self,
        key: str,
        *,
        deck: str,
        sort: str | None = None,
        title: str = later("Decide what is next"),
        prompt: str = _PROMPT,
    ):
        """Make the groups and the sheet for a deck.

        Args:
            key: `NN/name`.
            deck: `work-set/deck`, as named in the work set's file; the one that was sorted.
            sort: key of the SortBoard whose answer this one builds on; without it, levels are chosen here.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such work set or deck.
            KeyProblem: `sort` is not another activity's key.
        """
        if sort is not None and (not isinstance(sort, str) or not KEY.fullmatch(sort) or sort == key):
            raise KeyProblem(
                f"sort= has to be the key of the board that was sorted, such as 05/papers; it is “{sort}”."
            )
        content = library()
        _, self._samples = content.deck(deck)
        self._work_set = content.work_set(deck.partition("/")[0])
        self._progression = content.progression(self._work_set.progression)
        self._title, self._prompt = t(title), t(prompt)
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "sort": sort,
                "progression": self._progression.name,
                "piles": [
                    {"id": str(level.level), "name": level.name, "next_html": to_html(level.next_move)}
                    for level in self._progression.levels
                ],
                "unsure": UNPLACED,
                "cards": [self._card(sample) for sample in self._samples],
                "tags": [self._tag(tag) for tag in self._work_set.tags],
                "boxes": [{"id": id, "name": t(name)} for id, name in BOXES.items()],
                "accuracy": [{"id": id, "name": t(name)} for id, name in ACCURACY.items()],
            },
            empty=_empty(),
            reads=(sort,) if sort else (),
        )

    def _card(self, sample: WorkSample) -> dict:
        return {
            "id": sample.id,
            "label": sample.label,
            "html": work_html(sample, library()),
            "mark": sample_mark(sample, library()),
        }

    def _tag(self, tag) -> dict:
        """A tag with what helps where the misconception it stands for is at work."""
        idea = library().misconceptions.get(tag.misconception)
        return {
            "id": tag.id,
            "name": tag.name,
            "idea": idea and idea.name,
            "next_html": idea and to_html(idea.next_move),
        }

    def restore(self, value: dict) -> tuple[dict, str]:
        """What does not fit the present deck is put aside in `gone`, and the reader is told."""
        cards = {sample.id for sample in self._samples}
        piles = {str(level.level) for level in self._progression.levels} | {UNPLACED}
        fit = {
            "groups": _sound_groups(value["groups"], cards),
            "levels": _sound_map(value["levels"], cards, piles),
            "issues": _sound_map(value["issues"], cards),
            "accuracy": _sound_map(value["accuracy"], cards, set(ACCURACY)),
            "brought": value["brought"] if isinstance(value["brought"], dict) else None,
            "sheet": _empty()["sheet"] | _sound_map(value["sheet"]),
        }
        lost = {
            name: value[name]
            for name in fit
            if not _same(value[name], fit[name]) and value[name] not in (None, {}, [], "")
        }
        if not lost:
            return {**value, **fit}, ""
        gone = value["gone"] if isinstance(value.get("gone"), list) else []
        return {**value, **fit, "gone": [*gone, lost]}, (
            t("The deck has changed since you grouped its cards. What no longer fits is kept in the journal.")
        )

    def summary(self) -> str:
        """Title, cards and the parts of the sheet in plain text."""
        lines = [f"DecideNext {self.key}: {to_text(self._title)}"]
        if self.content["sort"]:
            lines.append(t("Builds on the sort in {sort}.", sort=self.content["sort"]))
        lines.append(t("Cards ({n}):", n=len(self._samples)))
        lines += [f"  {sample.label}: {work_text(sample, library())}" for sample in self._samples]
        return "\n".join(
            [
                *lines,
                t("Evidence sheet: level, issue and accuracy of each card; then"),
                *map(t, BOXES.values()),
            ]
        )

    def picture(self) -> str:
        """The evidence sheet on paper: a row for each card, room for groups, a box for each part below."""
        rows = "".join(
            f"<tr><th>{escape(sample.label)}</th>" + "<td>&nbsp;<br>&nbsp;</td>" * 4 + "</tr>"
            for sample in self._samples
        )
        levels = ", ".join(f"{level.level} {escape(level.name)}" for level in self._progression.levels)
        groups = "<tr><td>&nbsp;<br>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr>" * 3
        boxes = "".join(
            f"<table><thead><tr><th>{escape(t(name))}</th></tr></thead>"
            "<tbody><tr><td>&nbsp;<br>&nbsp;<br>&nbsp;</td></tr></tbody></table>"
            for name in BOXES.values()
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p>{t('Levels: {levels}, or ? not enough to say.', levels=levels)} {t('A level describes a response, never a child.')}</p>"
            f"<table><thead>{_heads('Sample', 'Group', 'Level', 'Issue', 'Accuracy')}</thead>"
            f"<tbody>{rows}</tbody></table>"
            f"<table><thead>{_heads('Group', 'Samples', 'Issue', 'Next move')}</thead>"
            f"<tbody>{groups}</tbody></table>{boxes}"
        )


def _heads(*names: str) -> str:
    """A row of column heads; the same words stand on the sheet in the front end."""
    return f"<tr>{''.join(f'<th>{t(name)}</th>' for name in names)}</tr>"


def _empty() -> dict:
    return {
        "groups": [],
        "levels": {},
        "issues": {},
        "accuracy": {},
        "brought": None,
        "sheet": dict.fromkeys(BOXES, ""),
    }


def _same(before: object, after: object) -> bool:
    """Whether nothing was taken away. A sheet gains the boxes it lacked; groups gain fields they lacked."""
    if isinstance(before, dict) and isinstance(after, dict):
        return all(name in after and after[name] == one for name, one in before.items())
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    return before == after


def _sound_map(
    given: object, keys: set[str] | None = None, allowed: set[str] | None = None
) -> dict[str, str]:
    """The entries of a dict that are text, of a known key, with an allowed value."""
    given = given if isinstance(given, dict) else {}
    return {
        key: one
        for key, one in given.items()
        if isinstance(one, str) and (keys is None or key in keys) and (allowed is None or one in allowed)
    }


def _sound_groups(given: object, cards: set[str]) -> list[dict]:
    """Groups with every field; each card that is still there in one group only."""
    groups, placed, ids = [], set(), set()
    for one in given if isinstance(given, list) else []:
        if not isinstance(one, dict):
            continue
        group = {
            name: one[name] if isinstance(one.get(name), str) else ""
            for name in ("id", "name", "issue", "move", "shown", "first")
        }
        if not group["id"] or group["id"] in ids:
            group["id"] = next(id for n in range(1, 999) if (id := f"g{n}") not in ids)
        if group["shown"] not in ("", "after", "before"):
            group["shown"] = ""
        ids.add(group["id"])
        members = one["cards"] if isinstance(one.get("cards"), list) else []
        members = [card for card in members if isinstance(card, str) and card in cards and card not in placed]
        group["cards"] = list(dict.fromkeys(members))
        placed.update(members)
        groups.append({**one, **group})
    return groups
