"""The notebook of a session of one's own: parts of the course's session, and new ones where the team's work comes in."""

import hashlib
import json
import re

import nbformat
from nbformat import NotebookNode

from ..content import Library
from ..sessions import PATHS, minutes_line
from . import source
from .spec import Own

MADE = "throughline_made"
"""Cell metadata: a digest of the text as it was made, by which a change can be told from what was made."""
FOLDED = {"jupyter": {"source_hidden": True}}


def make(own: Own, library: Library) -> NotebookNode:
    """The notebook, not executed, every cell marked as made from the file."""
    renaming = renamer(own, library)
    parts = {part.name: part for part in source.parts(own.source)}
    cells = [_title(own)]
    for cell in source.opening(own.source)[1:]:
        metadata = {name: value for name, value in cell.metadata.items() if name in ("jupyter", "tags")}
        new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        made = _with_deck(cell.source, own) if cell.cell_type == "code" else cell.source
        cells.append(new(renaming.text(made), id=cell.id, metadata=metadata))
    for name in own.spec.blocks:
        cells += _part(own, library, parts[name], renaming)
    for cell in cells:
        cell.metadata[MADE] = digest(cell.source)
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "throughline": {
                "session": own.number,
                "title": own.spec.title,
                "grades": own.spec.grades,
                "from": own.spec.source,
            }
        },
    )


def renamer(own: Own, library: Library) -> source.Renaming:
    """What turns texts of the course's session into texts of this one."""
    return source.Renaming(
        own.source,
        own.number,
        own.path.stem,
        library,
        own_work=own.deck not in source.decks(own.source, library),
    )


def digest(text: str) -> str:
    """What a cell's text is recognized by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_new(own: Own, library: Library, part: source.Part) -> bool:
    """Whether a part is written anew: the opening, and where cards are sorted that the course's session does not have."""
    others = own.deck not in source.decks(own.source, library)
    if part.name == "focus":
        return True
    if part.name == "progression":
        return _other_progression(own, part)
    asked = own.spec.prompts
    if part.sorts:
        return others or bool(asked.sort or asked.talk)
    if part.is_about_work:
        return others or bool(asked.next or asked.question)
    return part.reads_data and others


def _other_progression(own: Own, part: source.Part) -> bool:
    """Whether a part shows another progression than the session's."""
    code = "".join(cell.source for cell in part.cells if cell.cell_type == "code")
    return "kit.ProgressionView(" in code and f'progression="{own.spec.progression}"' not in code


def _part(own: Own, library: Library, part: source.Part, renaming: source.Renaming) -> list[NotebookNode]:
    minutes = own.minutes(part.name)
    if not is_new(own, library, part):
        return _kept(own, part, minutes, renaming)
    if part.name == "focus":
        return [_head(part.name, part.heading, minutes, _focus(own))]
    if part.name == "progression":
        return _progression(own, part, minutes)
    if part.sorts:
        return _sort(own, library, part, minutes)
    if part.is_about_work:
        return _next(own, part, minutes)
    return _data(own, part, minutes)


def _kept(
    own: Own, part: source.Part, minutes: dict[str, int], renaming: source.Renaming
) -> list[NotebookNode]:
    cells = renaming.cells(part, minutes)
    for cell in cells:
        if cell.cell_type == "code":
            cell.source = _with_levels(cell.source, own)
        elif "### Sources" in cell.source:
            cell.source = _with_sources(cell.source, own)
    if part.name == "before-next" and own.spec.prompts.before_next:
        head, _, rest = cells[0].source.partition("### Sources")
        lines = head.splitlines()
        kept = "\n".join([*lines[:3], "", own.spec.prompts.before_next, ""])
        cells[0].source = f"{kept}\n### Sources{rest}" if rest else kept.rstrip()
    return cells


def _with_deck(code: str, own: Own) -> str:
    """A session that names its deck once names the team's."""
    return re.sub(r'^DECK = "[^"]*"', f'DECK = "{own.deck}"', code, flags=re.MULTILINE)


def _with_levels(code: str, own: Own) -> str:
    """A scale of confidence asks about the levels of the team's progression."""
    return re.sub(r'(kit\.Reflect\("[^"]+", levels=)"[a-z0-9-]+"', rf'\1"{own.spec.progression}"', code)


def _with_sources(text: str, own: Own) -> str:
    head, _, rest = text.partition("### Sources")
    return (
        f"{head}### Sources\n\nThe cards: the work set `{own.spec.work}`; its `README.md` says where it is from and what was changed. "
        f"Session {own.spec.source}, from which other parts are kept, names these sources:{rest}"
    )


def _title(own: Own) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(
        f"# {own.number} {own.spec.title}\n\nA session of 75 minutes for teachers of {grades_in_words(own.spec.grades)}. Alone or in a room. Made by "
        f"our team from session {own.spec.source} of the course.",
        id="title",
    )


def grades_in_words(grades: str) -> str:
    """`grade 4`, `grades 3 to 6`."""
    first, _, last = grades.partition("-")
    return f"grades {first} to {last}" if last else f"grade {first}"


def _head(name: str, heading: str, minutes: dict[str, int], text: str) -> NotebookNode:
    metadata = {"throughline": {"block": name, "minutes": {path: minutes[path] for path in PATHS}}}
    return nbformat.v4.new_markdown_cell(
        f"## {heading}\n\n{minutes_line(minutes)}\n\n{text}", id=name, metadata=metadata
    )


def _code(id: str, source: str) -> NotebookNode:
    return nbformat.v4.new_code_cell(source, id=id, metadata=FOLDED)


def _text(id: str, text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=id)


def _focus(own: Own) -> str:
    outcomes = "\n".join(
        f"- {one.rstrip('.;')}{'.' if one == own.spec.outcomes[-1] else ';'}" for one in own.spec.outcomes
    )
    return (
        f"**{own.spec.focus}**\n\nThree questions come back in every session:\n\n"
        "1. What does this work reveal about the student's understanding?\n2. Why might they be thinking this way?\n"
        f"3. What is the next step in the progression?\n\nBy the end you will have\n\n{outcomes}"
    )


def _progression(own: Own, part: source.Part, minutes: dict[str, int]) -> list[NotebookNode]:
    text = (
        "Read the levels from the top down. **A level describes a response, never a child.**\n\nOpen two levels that are next to "
        "each other. What exactly is new in the later one? Mark the levels you have met in your class this month."
    )
    return [
        _head(part.name, part.heading, minutes, text),
        _code("levels", f'kit.ProgressionView("{own.number}/levels", progression="{own.spec.progression}")'),
    ]


def _sort(own: Own, library: Library, part: source.Part, minutes: dict[str, int]) -> list[NotebookNode]:
    deck, samples = library.deck(own.deck)
    work_set = library.work_set(own.spec.work)
    compared = any(sample.anchor for sample in samples)
    third = (
        "3. **Then compare** with the reference. It says whose it is and gives its reason, and it may be wrong."
        if compared
        else "3. **Then compare** with the pair beside you. No reference goes with these cards: nobody placed them before you."
    )
    text = (
        f"There are {len(samples)} cards. {work_set.about}\n\n1. **Sort first** (about half of the time). {own.spec.prompts.sort or deck.prompt}\n"
        "2. **Then record** for three or four cards: what may lie behind it, and what in the work makes you say so. “I see …” before "
        f"“I think …”.\n{third}\n\n“Not enough to say” is a place like any other."
    )
    cells = [
        _head(part.name, part.heading, minutes, text),
        _code(
            "papers",
            f'kit.SortBoard("{own.number}/sort", deck="{own.deck}", title={_quoted(own.spec.title)})',
        ),
    ]
    if own.spec.prompts.talk:
        cells.append(_text("sort-talk", own.spec.prompts.talk))
    return cells


def _next(own: Own, part: source.Part, minutes: dict[str, int]) -> list[NotebookNode]:
    asked = own.spec.prompts
    text = asked.next or (
        "Bring in your sort, then make **two groups**: cards that need the same next step. Name the need, not a rank. For each: what "
        "would you put in front of these students tomorrow, and what would you listen for?"
    )
    question = asked.question or "One question I would ask one of these students"
    return [
        _head(part.name, part.heading, minutes, text),
        _code("groups", f'kit.DecideNext("{own.number}/next", deck="{own.deck}", sort="{own.number}/sort")'),
        _code(
            "decide",
            f'kit.Reflect("{own.number}/decide", title="One question", questions={{\n    "question": {_quoted(question)},\n}})',
        ),
    ]


def _data(own: Own, part: source.Part, minutes: dict[str, int]) -> list[NotebookNode]:
    text = (
        "The records behind the cards, as a table. Change the cell and run it again. Say “how many of these” before any percent: with few "
        "students, one answer moves a percent a long way."
    )
    code = (
        "import pandas as pd\n\n"
        f'pd.read_csv(kit.data_file("work/{own.spec.work}/answers.csv"), dtype=str).fillna("").head(20)'
    )
    return [_head(part.name, part.heading, minutes, text), nbformat.v4.new_code_cell(code, id="table")]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
