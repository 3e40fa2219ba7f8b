"""Everything that can be checked without running a notebook: data, notebooks, guides, and a team's own in `local/`."""

from . import downloads, guides, lang, paths, sessions
from .content import Problem, competencies, inspect
from .diagnosis.banks import problems_in as problems_in_banks
from .diagnosis.catalogue import problems_in as problems_in_bugs


def problems() -> list[Problem]:
    """Every problem in the checkout's data, session notebooks and guides, sorted by file."""
    local = paths.local()
    _, found = inspect(paths.DATA, local if local.is_dir() else None)
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
