"""The review of texts on a command line: each hit in its context, each text as it would be stored, a person's yes."""

import re
from dataclasses import replace

import typer
from rich.console import Console
from rich.text import Text

from ..errors import KitError
from .candidates import Candidate, Decision, Hit, Span
from .deidentify import HIDE_FROM
from .importing import Import

TOGETHER = 20
"""Texts without a hit that are shown at once and confirmed with one yes."""

_PLAIN = re.compile(r"[\d\s+\-−–×÷*/·=<>()\[\].,:;%$¢°?!xyn_^√π]*")
"""An answer of numbers and signs alone: it names nobody."""


def review_texts(imported: Import, out: Console, *, again: bool = False) -> None:
    """Go through every text that is open; with `again`, through all. Stopping keeps what was decided."""
    every = [one for one in imported.candidates(only_open=not again) if one.kind != "picture"]
    if not every:
        out.print("No text is left to review.")
        return
    hit = [one for one in every if one.hits]
    clean = [one for one in every if not one.hits]
    plain = [one for one in clean if all(_PLAIN.fullmatch(text) for text in one.texts.values())]
    worded = [one for one in clean if one not in plain]
    out.print(
        f"{len(every)} to review: {len(hit)} with something that may tell who it is, {len(worded)} with words, "
        f"{len(plain)} of numbers and signs alone. The search misses some names: read each text."
    )
    try:
        for number, one in enumerate(hit, start=1):
            imported.decide(one, _one(one, out, f"{number} of {len(hit)}"))
        for group in (worded, plain):
            for at in range(0, len(group), TOGETHER):
                _page(imported, group[at : at + TOGETHER], out)
    except (typer.Abort, EOFError, KeyboardInterrupt):
        out.print("\nStopped. What was decided is kept; go on with the same command.")


def _ask(question: str, default: str) -> str:
    return typer.prompt(question, default=default).strip().lower()


def _one(candidate: Candidate, out: Console, number: str) -> Decision:
    """Ask about each hit of one candidate, show the outcome, and ask whether it may be kept."""
    out.print(f"\n[bold]{candidate.id.upper()}[/] ({number}; {candidate.where})", highlight=False)
    spans: dict[str, tuple[Span, ...]] = {}
    for item, text in candidate.texts.items():
        marked = []
        for hit in candidate.hits.get(item, ()):
            marked += _span_of(hit, text, out)
        spans[item] = tuple(marked)
    decision = Decision(keep=True, spans=spans)
    while True:
        _show(candidate, decision, out)
        said = _ask("Keep it like this? y, n (leave it out), or words to take out as well", "y")
        if said in ("y", "yes"):
            return decision
        if said in ("n", "no"):
            return Decision.leave_out()
        decision = _also(candidate, decision, said, out)


def _span_of(hit: Hit, text: str, out: Console) -> list[Span]:
    out.print(_context(text, hit))
    default = "y" if hit.certainty >= HIDE_FROM else "n"
    said = _ask(
        f"  {hit.kind}: put {hit.replacement or 'nothing'} here? y, n, or other words in brackets", default
    )
    if said in ("n", "no"):
        return []
    if said in ("y", "yes"):
        return [Span(hit.start, hit.end, hit.replacement)]
    try:
        return [Span(hit.start, hit.end, said)]
    except KitError as error:
        out.print(str(error), markup=False)
        return _span_of(hit, text, out)


def _context(text: str, hit: Hit) -> Text:
    before, after = text[max(0, hit.start - 60) : hit.start], text[hit.end : hit.end + 60]
    shown = Text(f"  {'…' if hit.start > 60 else ''}{before}")
    shown.append(text[hit.start : hit.end], style="reverse bold")
    shown.append(f"{after}{'…' if hit.end + 60 < len(text) else ''}")
    return shown


def _show(candidate: Candidate, decision: Decision, out: Console) -> None:
    for item, text in candidate.after(decision).items():
        out.print(Text(f"  {candidate.prompts[item][:70]}: {text}"))


def _also(candidate: Candidate, decision: Decision, said: str, out: Console) -> Decision:
    """The decision with every place where these words stand replaced as well."""
    spans = {item: list(marked) for item, marked in decision.spans.items()}
    found = 0
    for item, text in candidate.texts.items():
        for place in re.finditer(re.escape(said), text, re.IGNORECASE):
            spans.setdefault(item, []).append(Span(place.start(), place.end()))
            found += 1
    if not found:
        out.print(f"“{said}” does not stand there.", markup=False)
    return replace(decision, spans={item: tuple(marked) for item, marked in spans.items()})


def _page(imported: Import, page: list[Candidate], out: Console) -> None:
    """Texts without a hit: shown in full, confirmed together, except those that are named."""
    for number, one in enumerate(page, start=1):
        answers = "; ".join(" ".join(text.split()) for text in one.texts.values())
        out.print(Text(f"{number:3} {one.id.upper()}: {answers}"))
    said = _ask("Keep all of these? y, n (leave all out), or numbers to look at one by one", "y")
    chosen = {int(number) for number in re.findall(r"\d+", said)}
    if chosen:
        rest = [one for number, one in enumerate(page, start=1) if number not in chosen]
        imported.decide_all([(one, Decision(keep=True)) for one in rest])
        for number, one in enumerate(page, start=1):
            if number in chosen:
                imported.decide(one, _one(one, out, "named"))
    elif said in ("y", "yes", "n", "no"):
        decision = Decision(keep=True) if said[0] == "y" else Decision.leave_out()
        imported.decide_all([(one, decision) for one in page])
    else:
        _page(imported, page, out)
