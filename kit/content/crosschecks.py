"""Checks between content files: does everything that one names exist in another?"""

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ..errors import UnknownName
from .discourse import Codebook, Lesson
from .measures import ExplainPart, Measure, OrderPart, RespondPart
from .models import Exemplar, Item, Misconception, Progression, WorkSet
from .problems import Problem
from .yamlfile import Place

if TYPE_CHECKING:
    from .load import Library

Locate = Callable[[str, str, Place], tuple[str, str]]
"""Gives file and place of a field: `locate("Item", "estimate", ("progression",))`."""


def problems_in(library: "Library", locate: Locate) -> Iterator[Problem]:
    """Every reference in the library that leads nowhere, and every drawing that is missing."""
    for model, id, path, message, remedy in _findings(library):
        yield Problem(*locate(model, id, path), message, remedy)


Finding = tuple[str, str, Place, str, str]


def _findings(library: "Library") -> Iterator[Finding]:
    for progression in library.progressions.values():
        yield from (("Progression", progression.id, *rest) for rest in _in_progression(progression, library))
    for misconception in (*library.misconceptions.values(), *library.unverified.values()):
        yield from (
            ("Misconception", misconception.id, *rest) for rest in _in_misconception(misconception, library)
        )
    for item in library.items.values():
        yield from (("Item", item.id, *rest) for rest in _in_item(item, library))
    for codebook in library.codebooks.values():
        yield from (("Codebook", codebook.id, *rest) for rest in _in_codebook(codebook, library))
    for lesson in library.lessons.values():
        yield from (("Lesson", lesson.id, *rest) for rest in _in_lesson(lesson, library))
    for protocol in library.protocols.values():
        for index, source in enumerate(protocol.sources):
            found = _known(source, library.sources, "source", ("sources", index))
            yield from (("Protocol", protocol.id, *rest) for rest in found)
    for measure in library.measures.values():
        yield from (("Measure", measure.id, *rest) for rest in _in_measure(measure, library))
    for work_set in library.work_sets.values():
        yield from (("WorkSetFile", work_set.id, *rest) for rest in _in_work_set(work_set, library))


def _in_progression(progression: Progression, library: "Library") -> Iterator[tuple]:
    for index, source in enumerate(progression.sources):
        yield from _known(source, library.sources, "source", ("sources", index))
    for level in progression.levels:
        yield from _standards(level.standards, ("levels", level.level, "standards"), library)
        for index, exemplar in enumerate(level.exemplars):
            yield from _in_exemplar(exemplar, ("levels", level.level, "exemplars", index), library)


def _in_exemplar(exemplar: Exemplar, place: Place, library: "Library") -> Iterator[tuple]:
    if exemplar.source:
        yield from _known(exemplar.source, library.sources, "source", (*place, "source"))
    if exemplar.picture and not library.file(exemplar.picture.file).exists():
        yield (
            (*place, "picture", "file"),
            f"names the picture “{exemplar.picture.file}”, which is not there.",
            "Give its path inside data/.",
        )
    if exemplar.sample:
        try:
            library.sample(exemplar.sample)
        except UnknownName as error:
            yield (*place, "sample"), str(error.args[0]), "Name it as `work-set/sample`."


def _in_misconception(misconception: Misconception, library: "Library") -> Iterator[tuple]:
    yield from _known(misconception.progression, library.progressions, "progression", ("progression",))
    for index, source in enumerate(misconception.sources):
        yield from _known(source, library.sources, "source", ("sources", index))
    for index, link in enumerate(misconception.resurfaces):
        place = ("resurfaces", index)
        if link.source:
            yield from _known(link.source, library.sources, "source", (*place, "source"))
        kind, _, id = (link.to or "").partition(":")
        if kind == "misconception":
            yield from _shown(id, library, (*place, "to"))
        elif kind == "item":
            yield from _known(id, library.items, "item", (*place, "to"))
        elif link.to:
            yield from _standards((link.to,), (*place, "to"), library)


def _shown(id: str, library: "Library", place: Place) -> Iterator[tuple]:
    """A link to a misconception has to lead to one that sessions may show."""
    if id in library.unverified:
        remedy = "Find a source for it, or take this link out."
        yield (
            place,
            f"leads to the misconception “{id}”, which is unverified and hidden from sessions.",
            remedy,
        )
    else:
        yield from _known(id, library.misconceptions, "misconception", place)


def _in_item(item: Item, library: "Library") -> Iterator[tuple]:
    yield from _known(item.progression, library.progressions, "progression", ("progression",))
    yield from _standards(item.standards, ("standards",), library)
    for index, distribution in enumerate(item.distributions):
        yield from _known(distribution.source, library.sources, "source", ("distributions", index, "source"))


def _in_measure(measure: Measure, library: "Library") -> Iterator[tuple]:
    for index, source in enumerate(measure.sources):
        yield from _known(source, library.sources, "source", ("sources", index))
    for at, form in enumerate(measure.forms):
        for number, part in enumerate(form.parts):
            place = ("forms", at, "parts", number)
            if part.kind == "order":
                yield from _on_progression(part, place, library)
                continue
            if part.misconception:
                yield from _shown(part.misconception, library, (*place, "misconception"))
            if part.work.sample:
                yield from _recorded_as_keyed(part, place, library)


def _on_progression(part: OrderPart, place: Place, library: "Library") -> Iterator[tuple]:
    yield from _known(part.progression, library.progressions, "progression", (*place, "progression"))
    progression = library.progressions.get(part.progression)
    highest = len(progression.levels) - 1 if progression else 99
    for index, one in enumerate(part.responses):
        if one.level > highest:
            yield (
                (*place, "responses", index, "level"),
                f"stands at level {one.level}, which “{part.progression}” does not have.",
                f"Its levels are 0 to {highest}.",
            )


def _recorded_as_keyed(part: ExplainPart | RespondPart, place: Place, library: "Library") -> Iterator[tuple]:
    """A real student's next answer has to be the one on record."""
    try:
        given = {answer.item: answer.given for answer in library.sample(part.work.sample).answers}
    except UnknownName as error:
        yield (*place, "work", "sample"), str(error.args[0]), "Name it as `work-set/sample`."
        return
    for index, item in enumerate(part.work.items):
        yield from _known(item, given, "answer on this sample", (*place, "work", "items", index))
    if part.kind != "explain":
        return
    asked = part.next
    key = next(choice.text for choice in asked.choices if choice.id == asked.key).strip("$")
    if asked.item is None or given.get(asked.item) != key or asked.item in part.work.items:
        yield (
            (*place, "next", "key"),
            f"says that the student answered {key}; the record says {given.get(asked.item)}.",
            "Give `item:`, one that is not shown, and the recorded answer as the key.",
        )


def _in_work_set(work_set: WorkSet, library: "Library") -> Iterator[tuple]:
    yield from _known(work_set.source, library.sources, "source", ("source",))
    yield from _known(work_set.progression, library.progressions, "progression", ("progression",))
    for index, item in enumerate(work_set.items):
        yield from _known(item, library.items, "item", ("items", index))
    for index, tag in enumerate(work_set.tags):
        if tag.misconception:
            yield from _known(
                tag.misconception, library.misconceptions, "misconception", ("tags", index, "misconception")
            )
    samples = {sample.id: sample for sample in work_set.samples}
    for index, deck in enumerate(work_set.decks):
        if deck.item:
            yield from _known(
                deck.item, dict.fromkeys(work_set.items), "item in this set", ("decks", index, "item")
            )
        for place, id in enumerate(deck.samples):
            yield from _known(id, samples, "sample in this set", ("decks", index, "samples", place))
    yield from _anchors(work_set, samples, library)
    strategies = {strategy.code: strategy for strategy in work_set.strategies}
    used = sorted(
        {answer.strategy for sample in work_set.samples for answer in sample.answers if answer.strategy}
    )
    for code in used:
        yield from _known(code, strategies, "strategy (it stands in the records)", ("strategies",))


def _anchors(work_set: WorkSet, samples: dict, library: "Library") -> Iterator[tuple]:
    progression = library.progressions.get(work_set.progression)
    for name, anchors in (("anchors", work_set.anchors), ("rules", work_set.rules)):
        for index, anchor in enumerate(anchors):
            if progression and anchor.level is not None and not 0 <= anchor.level < len(progression.levels):
                yield (
                    (name, index, "level"),
                    f"places work at level {anchor.level}, which “{progression.name}” does not have.",
                    f"Its levels are 0 to {len(progression.levels) - 1}; write `level: null` where work cannot be placed.",
                )
    for index, anchor in enumerate(work_set.anchors):
        yield from _known(anchor.sample, samples, "sample in this set", ("anchors", index, "sample"))


def _in_codebook(codebook: Codebook, library: "Library") -> Iterator[tuple]:
    for index, source in enumerate(codebook.sources):
        yield from _known(source, library.sources, "source", ("sources", index))


def _in_lesson(lesson: Lesson, library: "Library") -> Iterator[tuple]:
    yield from _known(lesson.progression, library.progressions, "progression", ("progression",))
    yield from _standards(lesson.standards, ("standards",), library)
    for field, id, unit in (
        ("codebook", lesson.codebook, "turn"),
        ("uptake_codebook", lesson.uptake_codebook, "exchange"),
    ):
        yield from _known(id, library.codebooks, "codebook", (field,))
        if id in library.codebooks and library.codebooks[id].unit != unit:
            yield (
                (field,),
                f"names the codebook “{id}”, which does not code {unit}s.",
                f"Its `unit:` is not {unit}.",
            )
    for index, turn in enumerate(lesson.turns):
        if lesson.codebook in library.codebooks:
            fitting = library.codebooks[lesson.codebook].codes_for(turn.who)
            for place, code in enumerate(turn.codes):
                yield from _known(
                    code, fitting, f"code for a {turn.who}'s turn", ("turns", index, "codes", place)
                )
    for index, exchange in enumerate(lesson.uptake):
        if lesson.uptake_codebook in library.codebooks:
            fitting = library.codebooks[lesson.uptake_codebook].codes_for("teacher")
            yield from _known(exchange.code, fitting, "code", ("uptake", index, "code"))


def _standards(codes: Iterable[str], place: Place, library: "Library") -> Iterator[tuple]:
    for code in codes:
        if library.standards and code not in library.standards:
            near = difflib.get_close_matches(code, library.standards, n=3, cutoff=0.7)
            there = f"Near it: {', '.join(sorted(near))}." if near else "See data/standards/standards.csv."
            yield place, f"names the standard {code}, which is not in data/standards.", there


def _known(id: str, known: dict, kind: str, place: Place) -> Iterator[tuple]:
    if id not in known:
        yield place, f"names the {kind} “{id}”, which does not exist.", "Check the spelling, or add it."
