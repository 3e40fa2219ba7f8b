"""A review of an import as plain data: what a screen shows of each piece, and what it sends back.

Everything here lives in memory. Texts and pictures go to the screen when they are asked for, one piece at a time, and
back come places, placeholders and the reviewer's own words.
"""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import KitError
from ..lang import t
from . import columns, facts, measured
from .candidates import Box, Candidate, Decision, DecisionProblem, Span
from .deidentify import HIDE_FROM
from .mapping import Mapping, check

if TYPE_CHECKING:
    from .importing import Ask, Import, Question

SHOWN_SIDE = 1600
"""Pixels: a page is legible at this size, and goes to the screen as some 300 KB."""
PLACEHOLDERS = (
    "[name]",
    "[initials]",
    "[teacher]",
    "[school]",
    "[room]",
    "[class]",
    "[place]",
    "[address]",
    "[date]",
    "[age]",
    "[number]",
    "[phone]",
    "[email]",
    "[username]",
    "[link]",
    "[hidden]",
    *(f"Student {letter}" for letter in "ABCDEF"),
    "Teacher A",
)
"""What a reviewer can put in place of something. A free field could hold a name."""
MOST_TROUBLES = 200


class Review:
    """The review of one import: lists its pieces, shows one, takes decisions, and writes what was confirmed."""

    def __init__(self, name: str, opened: "Callable[[Ask], Import]"):
        """Open the import.

        Args:
            name: of the work set.
            opened: opens it with what answers questions about columns; called again when a table's columns are said.
        """
        self.name, self._opened = name, opened
        self._said: dict[str, list[str]] = {}
        self._questions: dict[str, Question] = {}
        self._open()

    def _open(self) -> None:
        self._questions.clear()
        self._import = self._opened(self._answer)
        self._pieces = {one.id: one for one in self._import.candidates()}

    def _answer(self, question: "Question") -> Mapping | None:
        """What a person said of a table's columns; what nobody has said yet is asked on the screen."""
        if roles := self._said.get(question.where):
            return columns.said(question, roles, self.name)
        self._questions[question.where] = question
        return None

    def columns(self, where: str, roles: list[str]) -> dict:
        """Take what the columns of a table are, and read it.

        Returns:
            The list anew.

        Raises:
            KitError: no such table, or columns that cannot be what was said.
        """
        if where not in self._questions:
            raise KitError(t("This table was asked about before. Run the cell again to see what is left."))
        check(columns.said(self._questions[where], roles, self.name), self._questions[where].sheet)
        self._said[where] = roles
        self._open()
        return self.listing()

    def listing(self) -> dict:
        """Every piece with its state, how far the review is, tables to be asked about, and what could not be read."""
        troubles = [one for one in self._import.troubles if one.where not in self._questions]
        return {
            "pieces": [
                {"id": one.id, "kind": one.kind, "where": one.where, "state": state_of(one)}
                for one in self._pieces.values()
            ],
            "count": self.count(),
            "tables": [columns.shown(one) for one in self._questions.values()],
            "roles": {role: t(words) for role, words in columns.ROLES.items()},
            "troubles": [str(one) for one in troubles[:MOST_TROUBLES]],
            "more_troubles": max(0, len(troubles) - MOST_TROUBLES),
            "notices": list(self._import.people.messages),
        }

    def count(self) -> dict[str, int]:
        """Numbers alone: found, confirmed and left out, here."""
        states = [state_of(one) for one in self._pieces.values()]
        return {
            "found": len(states),
            "confirmed": states.count("confirmed"),
            "left_out": states.count("left out"),
        }

    def shown(self, id: str) -> tuple[dict, bytes | None]:
        """One piece for the screen, and its picture as a JPEG.

        Raises:
            KitError: no such piece, or its original cannot be read any more.
        """
        piece = self._piece(id)
        picture = piece.picture() if piece.kind == "picture" else None
        kept = piece.decision if piece.decision and piece.decision.keep else None
        shown = {
            "id": id,
            "kind": piece.kind,
            "where": piece.where,
            "state": state_of(piece),
            "facts": dict(facts.shown(name, value) for name, value in piece.facts.items()),
            "tasks": [{"item": item, "text": text} for item, text in piece.prompts.items()],
            "texts": [self._text(piece, item, kept) for item in piece.texts],
            "alt": kept.alt if kept else "",
            "nothing": bool(kept and picture and not kept.boxes),
        }
        if picture is None:
            return shown, None
        boxes = kept.boxes if kept else tuple(piece.boxes)
        shown["size"] = list(picture.size)
        shown["boxes"] = [_box(one, suggested=kept is None) for one in boxes]
        return shown, _jpeg(picture)

    def _text(self, piece: Candidate, item: str, kept: Decision | None) -> dict:
        text = piece.texts[item]
        units = _Units(text)
        hits = piece.hits.get(item, [])
        spans = kept.spans.get(item, ()) if kept else ()
        marks = [
            {
                "start": units.of(hit.start),
                "end": units.of(hit.end),
                "kind": hit.kind,
                "sure": hit.certainty >= HIDE_FROM,
                "hidden": hit.certainty >= HIDE_FROM if kept is None else False,
                "replacement": hit.replacement,
                "own": False,
            }
            for hit in hits
            if not any(span.start < hit.end and hit.start < span.end for span in spans)
        ]
        found = {(hit.start, hit.end): hit.kind for hit in hits}
        marks += [
            {
                "start": units.of(span.start),
                "end": units.of(span.end),
                "kind": found.get((span.start, span.end), "name"),
                "sure": True,
                "hidden": True,
                "replacement": span.replacement,
                "own": (span.start, span.end) not in found,
            }
            for span in spans
        ]
        return {"item": item, "text": text, "marks": sorted(marks, key=lambda mark: mark["start"])}

    def decide(self, id: str, data: dict | None) -> dict:
        """Keep a decision as the screen sent it; None opens the piece again.

        Returns:
            The piece's state, how far the review is, and the decision that stood before, for an undo.

        Raises:
            KitError: the decision cannot stand; the message says what to do.
        """
        piece = self._piece(id)
        before = self._sent_back(piece)
        self._import.decide(piece, None if data is None else self._decision(piece, data))
        return {"id": id, "state": state_of(piece), "count": self.count(), "before": before}

    def _decision(self, piece: Candidate, data: dict) -> Decision:
        if not data.get("keep"):
            return Decision.leave_out()
        try:
            spans = {
                str(item): tuple(self._span(piece, str(item), *span) for span in given)
                for item, given in dict(data.get("spans") or {}).items()
            }
            boxes = tuple(
                Box(*(float(box[side]) for side in ("x", "y", "width", "height")), str(box["kind"]))
                for box in data.get("boxes") or ()
            )
        except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
            if isinstance(error, KitError):
                raise
            raise DecisionProblem(
                t("This decision was not understood. Open the piece again and confirm it once more.")
            ) from error
        if piece.kind == "picture" and not boxes and not data.get("nothing"):
            raise DecisionProblem(
                t("Draw a box over what has to be hidden, or press “Nothing to hide here”.")
            )
        return Decision(True, spans, boxes, str(data.get("alt") or "").strip())

    def _span(self, piece: Candidate, item: str, start: int, end: int, replacement: str) -> Span:
        units = _Units(piece.texts[item])
        return Span(units.back(int(start)), units.back(int(end)), str(replacement))

    def _sent_back(self, piece: Candidate) -> dict | None:
        """The decision that stands, as the screen would send it."""
        kept = piece.decision
        if kept is None:
            return None
        return {
            "keep": kept.keep,
            "spans": {
                item: [
                    [
                        (units := _Units(piece.texts[item])).of(span.start),
                        units.of(span.end),
                        span.replacement,
                    ]
                    for span in spans
                ]
                for item, spans in kept.spans.items()
            },
            "boxes": [_box(one, suggested=False) for one in kept.boxes],
            "alt": kept.alt,
            "nothing": not kept.boxes,
        }

    def finish(self) -> dict:
        """Write what is confirmed, and what to tell about it.

        Raises:
            KitError: nothing is confirmed, or the folder cannot be written to.
        """
        made = self._import.finish()
        return {
            "name": self.name,
            "students": made.samples,
            "pictures": made.pictures,
            "gone": made.gone,
            "open": self.count()["found"] - self.count()["confirmed"] - self.count()["left_out"],
            "shared": made.shared(),
            "warnings": made.sentences(),
            "small": bool(made.anonymity.sentences()),
        }

    def _piece(self, id: str) -> Candidate:
        if id not in self._pieces:
            raise KitError(t("There is no piece “{id}” in this import any more. Run the cell again.", id=id))
        return self._pieces[id]


def state_of(piece: Candidate) -> str:
    """`open`, `confirmed` or `left out`."""
    if piece.decision is None:
        return "open"
    return "confirmed" if piece.decision.keep else "left out"


def what_it_misses() -> list[str]:
    """What the reviewer has to know of the tool, with measured numbers."""
    return measured.sentences()


class _Units:
    """Places in a text as JavaScript counts them: an emoji is two units there and one character here."""

    def __init__(self, text: str):
        self._wide = [at for at, one in enumerate(text) if ord(one) > 0xFFFF]

    def of(self, place: int) -> int:
        """A character's place in units."""
        return place + sum(at < place for at in self._wide)

    def back(self, unit: int) -> int:
        """The character at a unit."""
        for number, at in enumerate(self._wide):
            if unit <= at + number:
                return unit - number
        return unit - len(self._wide)


def _box(box: Box, suggested: bool) -> dict:
    return {
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "kind": box.kind,
        "suggested": suggested,
    }


def _jpeg(picture) -> bytes:
    picture = picture.copy()
    picture.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
