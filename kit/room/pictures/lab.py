"""BugLab: what a group asked the simulated students, in what order, and what it named."""

from collections import Counter

from ...lang import later, t
from .forms import Parts, Value, bars, stacked, whole

TURNS = (later("asked first"), later("asked second"), later("asked third"), later("asked later"))
PATHS = 5
STEPS = 3


def parts(content: dict, values: list[Value], revealed: bool) -> Parts:
    """The problems by when they were asked, the commonest ways in, the ideas named; whose idea it is once revealed."""
    problems = {one["id"]: one["text"] for one in content["problems"][content["given"] :]}
    turns = {id: [0] * len(TURNS) for id in problems}
    paths, after = Counter(), []
    for value in values:
        asked = [one for one in value.texts("asked") if one in problems]
        for turn, problem in enumerate(asked):
            turns[problem][min(turn, len(TURNS) - 1)] += 1
        if len(asked) >= STEPS:
            paths[tuple(asked[:STEPS])] += 1
        after += [n for n in _named_after(value, content) if n is not None]
    order = sorted(
        (one for one in problems if any(turns[one])), key=lambda one: [-n for n in _reach(turns[one])]
    )
    if not order:
        return Parts(missing=t("Nobody has asked a problem yet."), typed=_reasons(content, values))
    rows = [{"id": one, "label": problems[one], "counts": turns[one]} for one in order]
    named = [{"id": str(turn), "name": t(name)} for turn, name in enumerate(TURNS)]
    panels = [stacked(t("Problems asked, and when"), named, rows)]
    if paths:
        common = dict(sorted(paths.items(), key=lambda one: (-one[1], one[0]))[:PATHS])
        names = {str(place): " → ".join(problems[one] for one in path) for place, path in enumerate(common)}
        counted = Counter({str(place): times for place, times in enumerate(common.values())})
        panels.append(
            bars(t("Commonest ways in: the first {n} problems", n=STEPS), paths.total(), counted, names)
        )
    panels += [
        panel for student in content["students"] if (panel := _named(content, student, values, revealed))
    ]
    about = []
    if after:
        after.sort()
        about.append(
            t(
                "An idea was named after {middle} chosen problems in the middle ({least} to {most}).",
                middle=after[len(after) // 2],
                least=after[0],
                most=after[-1],
            )
        )
    reference = t("◆ marks the idea by which the student was simulated.") if revealed else ""
    return Parts(about=about, reference=reference, panels=panels, typed=_reasons(content, values))


def _reach(turns: list[int]) -> list[int]:
    """All who asked, then those who asked first, and so on: for the order of the rows."""
    return [sum(turns), *turns]


def _named_after(value: Value, content: dict) -> list[int | None]:
    committed = value.record("committed")
    return [
        whole(committed.record(student["id"]).get("asked"), 0, len(content["problems"]))
        for student in content["students"]
    ]


def _named(content: dict, student: dict, values: list[Value], revealed: bool) -> dict | None:
    """The ideas named first for one student, the commonest at the top."""
    ideas = {idea["id"]: idea["name"] for idea in content["ideas"]} | {content["none"]: t("None of these")}
    found = (value.record("committed").record(student["id"]).text("idea") for value in values)
    counted = Counter(idea for idea in found if idea in ideas)
    if not counted:
        return None
    held = content["ideas"][student["idea"]]["id"]
    shown = sorted(
        (idea for idea in ideas if counted[idea] or (revealed and idea == held)),
        key=lambda idea: -counted[idea],
    )
    names = {idea: ideas[idea] for idea in shown}
    return bars(
        t("Named first for {name}", name=student["name"]),
        counted.total(),
        counted,
        names,
        {held} if revealed else (),
    )


def _reasons(content: dict, values: list[Value]) -> list[tuple[str, str]]:
    return [
        (t("Reason, {name}", name=student["name"]), value.record("reason").text(student["id"]))
        for value in values
        for student in content["students"]
    ]
