"""Everything that can be checked without running a notebook: data, notebooks, guides, and a team's own in `local/`."""

from collections.abc import Iterator

from . import downloads, guides, lang, paths, sessions
from .content import Library, Problem, competencies, inspect, load
from .diagnosis.banks import problems_in as problems_in_banks
from .diagnosis.catalogue import problems_in as problems_in_bugs


def problems() -> list[Problem]:
    """Every problem in the checkout's data, session notebooks and guides, sorted by file."""
    local = paths.local()
    library, found = inspect(paths.DATA, local if local.is_dir() else None)
    if not found:
        found.extend(_stale_words(load(paths.DATA) if local.is_dir() else library))
    found.extend(problems_in_bugs(paths.DATA))
    found.extend(problems_in_banks(paths.DATA))
    found.extend(downloads.problems())
    blocks = {f"{one.number}/{block.name}" for one in sessions.all_sessions() for block in one.blocks}
    found.extend(competencies.problems_in(paths.DATA / "crosswalks", blocks))
    found.extend(sessions.misnamed())
    for session in sessions.all_sessions():
        found.extend(sessions.problems_in(session))
        found.extend(guides.problems_in(session))
    for translation in sessions.translations():
        found.extend(sessions.problems_in_translation(translation))
    for tag in lang.languages():
        for path, place, message, remedy in lang.problems_in(tag, local):
            found.append(Problem(paths.shown(path), place, message, remedy))
    return sorted(found)


def _stale_words(course: Library) -> Iterator[Problem]:
    """Translations of an English that is no longer there: what took its place is shown in English until it is translated."""
    from .lang import collect

    for tag in lang.languages()[1:]:
        for path, english in collect.unused(tag, course):
            yield Problem(
                paths.shown(path),
                f"“{english[:60]}”",
                "is said nowhere any more.",
                f"`throughline words {tag}` with the sessions in that language prints what is not translated; then take this line out.",
            )
