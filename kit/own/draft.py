"""The first version of a session's short file: what the course's session has, with a line of explanation for each part."""

import json
import re
import textwrap
import unicodedata

from .. import paths
from ..content import Library, WorkSet
from ..errors import KitError
from ..sessions import PATHS, Session, all_sessions
from . import source
from .spec import every, is_own

MOST_CARDS = 12
"""Cards that a first draft puts on the table; about what a group reads in twenty minutes."""


def next_number() -> str:
    """The first number that no session of one's own has."""
    own = [one.number for one in all_sessions() if one.number.startswith("L")]
    taken = [int(number[1:]) for number in (*own, *(path.name.partition("-")[0] for path in every()))]
    return f"L{max(taken, default=0) + 1}"


def stem(number: str, title: str) -> str:
    """The file name of a session, without an ending: `L1-our-grade-4-fractions`.

    Raises:
        KitError: the title holds no letters or digits.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:50].strip("-")
    if not words:
        raise KitError(
            'The title needs at least one letter or digit: `throughline new "Our grade 4 fractions"`.'
        )
    return f"{number}-{words}"


def text(title: str, session: Session, library: Library, work: str | None) -> str:
    """The YAML for a new session.

    Args:
        title: as the coach gave it.
        session: the course's session that it is made from.
        library: everything there is.
        work: a work set; the session's own first deck if None.

    Raises:
        KitError: no cards are sorted in that session, or the work set has none.
        UnknownName: no such work set.
    """
    parts = source.parts(session)
    if not any(part.sorts for part in parts):
        able = ", ".join(
            one.number
            for one in all_sessions(paths.SESSIONS)
            if any(part.sorts for part in source.parts(one))
        )
        raise KitError(
            f"In session {session.number} no cards are sorted, so nothing can be put in. Choose one of {able}."
        )
    shipped = source.decks(session, library)
    work_set = library.work_set(work or shipped[0].partition("/")[0])
    if not work_set.samples:
        raise KitError(f"The work set “{work_set.id}” holds no cards yet.")
    blocks, minutes = _blocks(parts, other=work is not None)
    about = session.notebook.metadata.get("throughline", {})
    grades = str(about.get("grades", "3-5"))
    return "\n".join(
        [
            *_opening(
                title,
                session.number,
                grades if re.fullmatch(r"(PreK|K|\d{1,2})(-(K|\d{1,2}))?", grades) else "3-5",
                work_set,
            ),
            *_work(work_set, library, None if work else shipped[0].partition("/")[2]),
            *_levels(library, work_set.progression),
            *_prompts(new=work is not None),
            *_block_lines(blocks, minutes, session.number),
        ]
    )


def _opening(title: str, number: str, grades: str, work_set: WorkSet) -> list[str]:
    return [
        "# This file makes a session of your own: a notebook, a guide, cards to print, a page.",
        "# Change what stands behind the colons and save. Then run: throughline rebuild",
        "# Texts stand in quotes. A line that begins with # is a note, and does nothing.",
        "# Cells that you add to the notebook yourself, and what you write into the guide, are kept.",
        "",
        f"title: {_q(title)}",
        "",
        '# Who teaches it: one grade ("4") or two ("3-5").',
        f"grades: {_q(grades)}",
        "",
        "# The session of the course that it is made from, and the progression that the cards are sorted into.",
        f"from: {_q(number)}",
        f"progression: {work_set.progression}",
        "",
        "# The question on the board when people come in.",
        f"focus: {_q('What do these students know, and what would we do tomorrow?')}",
        "",
        "# What participants have in their hands at the end. Each begins where “By the end you will have” stops.",
        "outcomes:",
        *(
            f"  - {_q(one)}"
            for one in (
                "done the mathematics first, and said how",
                "sorted work of our own students, with evidence from it for each place",
                "chosen a next move for two groups of students, and one question to ask tomorrow",
            )
        ),
        "",
    ]


def _work(work_set: WorkSet, library: Library, deck: str | None) -> list[str]:
    lines = [
        "# Whose work it is: a folder in local/work, or a work set of the course.",
        f"work: {work_set.id}",
        "",
    ]
    if not is_own(library, work_set.id):
        chosen = deck or (work_set.decks[0].id if work_set.decks else "")
        others = ", ".join(one.id for one in work_set.decks)
        return [*lines, f"# Which of its decks is sorted. There are: {others}.", f"deck: {chosen}", ""]
    written = next((one for one in work_set.decks if one.item is None), None)
    ids = list(written.samples if written else [sample.id for sample in work_set.samples])
    lines += [
        f"# The cards in the order in which they are read. In all there are {len(work_set.samples)}.",
        "cards:",
    ]
    lines += textwrap.wrap(
        f"[{', '.join(ids[:MOST_CARDS])}]",
        100,
        initial_indent="  ",
        subsequent_indent="   ",
        break_on_hyphens=False,
    )
    lines += [
        "",
        "# The problems as they are shown on the cards. Mathematics stands between dollar signs: $3/5 + 1/2$.",
        "items:",
    ]
    lines += [f"  {id}: {_q(library.item(id).text)}" for id in work_set.items]
    lines += [
        "",
        "# Marks that a reader may put on a card: an issue (an idea behind the work) or an error (a slip).",
    ]
    lines += _tags(work_set)
    lines += [
        "",
        "# Where your team would place a card, and what on it says so. Leave it out, and the cards have no reference.",
    ]
    return [*lines, *_reference(work_set, ids), ""]


def _tags(work_set: WorkSet) -> list[str]:
    tags = work_set.tags or ()
    if not tags:
        return ["# tags:", '#   - {id: no-size, name: "size of the answer not noticed", kind: issue}']
    return ["tags:"] + [
        f"  - {{id: {tag.id}, name: {_q(tag.name)}, kind: {tag.kind}"
        + (f", misconception: {tag.misconception}" if tag.misconception else "")
        + "}"
        for tag in tags
    ]


def _reference(work_set: WorkSet, ids: list[str]) -> list[str]:
    placed = [anchor for anchor in work_set.anchors if anchor.sample in ids]
    if not placed:
        return ["# reference:", f'#   {ids[0]}: {{level: 1, reason: "What on the card makes you say so."}}']
    return ["reference:"] + [
        f"  {one.sample}: {{level: {'null' if one.level is None else one.level}, reason: {_q(one.reason)}}}"
        for one in placed
    ]


def _levels(library: Library, progression: str) -> list[str]:
    first = library.progression(progression).levels[1]
    return [
        "# Levels in your own words. They are then marked “worded by your team” wherever the progression is shown. To use it,",
        "# take the # away from the three lines and change them.",
        "# levels:",
        f"#   - level: {first.level}",
        f"#     name: {_q(first.name)}",
        "",
    ]


def _prompts(*, new: bool) -> list[str]:
    lines = [
        "# What you ask. A line with # before it keeps the words that the course has.",
        "prompts:" if new else "# prompts:",
    ]
    given = {
        "sort": "Read the whole card first. What does the student do, and what does it rest on?",
        "talk": "**Choose the card you argued about most.** What did each of you see on it?",
        "next": "",
        "question": "One question I would ask one of these students",
        "before_next": "",
    }
    notes = {
        "next": "Make two groups that need the same next step. What would you do tomorrow, and what would you listen for?",
        "before_next": "Try your move with two students. Bring what they said, without names.",
    }
    for name, words in given.items():
        lines.append(f"  {name}: {_q(words)}" if words and new else f"#   {name}: {_q(words or notes[name])}")
    return [*lines, ""]


def _blocks(parts: list[source.Part], *, other: bool) -> tuple[list[source.Part], dict[str, list[int]]]:
    """The parts that are kept and their minutes; those of parts that fall away go to the sort."""
    dropped = [part for part in parts if other and part.reads_data and not part.is_about_work]
    kept = [part for part in parts if part not in dropped]
    sorted_in = next(part for part in kept if part.sorts)
    minutes = {part.name: [part.minutes[path] for path in PATHS] for part in kept}
    for part in dropped:
        for number, path in enumerate(PATHS):
            minutes[sorted_in.name][number] += part.minutes[path]
    return kept, minutes


def _block_lines(parts: list[source.Part], minutes: dict[str, list[int]], number: str) -> list[str]:
    lines = [
        f"# The parts, in order, with their minutes in the 45-, 75- and 90-minute path. They come from session {number}.",
        "# 0 leaves a part out of that path; delete a line to leave the part out altogether. Each column adds up to its path.",
        "blocks:",
    ]
    width = max(len(part.name) for part in parts) + 1
    lines += [
        f"  {part.name + ':':<{width}} [{', '.join(f'{one:2d}' for one in minutes[part.name])}]  # {part.heading}"
        for part in parts
    ]
    return [*lines, ""]


def _q(text: str) -> str:
    """A text in quotes, as YAML reads them."""
    return json.dumps(text, ensure_ascii=False)
