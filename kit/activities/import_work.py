"""Import work: a team's own student work, looked at piece by piece before anything of it becomes a card."""

import re
from pathlib import Path

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_PROMPT = later(
    "The originals stay where they are. Nothing becomes a card before you have confirmed it here. Read each piece to its "
    "end: the marks are suggestions."
)
_STEPS = (
    later("Read the whole piece, or look over the whole picture."),
    later(
        "Hide what may tell who it is: names, initials, nicknames, people in a story, schools, rooms, dates, faces."
    ),
    later("Say what a picture shows, for somebody who cannot see it."),
    later("Confirm it, or leave it out."),
    later("When you are done, write the work set."),
)


class ImportWork(Activity):
    """Review of a folder or file of student work: text with marks, pictures with boxes, one piece at a time.

    It needs its kernel: pictures and texts come from the originals when they are looked at, and go nowhere else. They are
    never in the notebook's file, in the journal, or in the widget's state.

    Value: `{found, confirmed, left_out, written}`, numbers alone. `written` says how many students the work set held
    when it was last written.

    Example:
        >>> ImportWork("our-work", source="scans", roster="roster.csv", progression="fractions", task="Which is more?")
    """

    frontend_name = "import_work"

    def __init__(
        self,
        name: str,
        *,
        source: str | Path | None = None,
        roster: str | Path | None = None,
        progression: str | None = None,
        task: str | None = None,
        item: str | None = None,
        grade: str = "",
        pages: int = 1,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Read the originals and begin the review, or go on with it.

        Args:
            name: of the work set that comes of it, such as `our-work`; in a session with its number, `11/our-work`.
            source: a folder of photos, scans, spreadsheets or texts, or one such file. Without it the activity only tells
                what to do.
            roster: a list of your students' names (CSV or XLSX); names in it are looked for, and it is stored nowhere.
            progression: id of the progression that the work is sorted by. Needed the first time.
            task: what the students were asked, where pictures or typed texts are brought in.
            item: id of an item of the course that they answered, instead of `task`.
            grade: of all students, where no column says it.
            pages: pages of a scan that belong to one student.
            title: short heading.
            prompt: what to do.

        Raises:
            KitError: a malformed name, no such folder, a roster that cannot be read, or no plan yet.
        """
        number, _, own = name.rpartition("/")
        if not re.fullmatch(_NAME, own):
            raise KitError(
                f"“{escape(name)}” cannot be a work set's name. Use lower-case words with hyphens: our-work."
            )
        self._name = own
        self._title = t("Bring your own student work") if title is None else title
        self._prompt = t(_PROMPT) if prompt is None else prompt
        self._review = None
        if source is not None:
            self._review = _review(own, source, roster, progression, task, item, grade, pages)
        from ..local import screen

        super().__init__(
            f"{number or 'gallery'}/{own}",  # a key of no session: the answer holds numbers alone
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "name": own,
                "misses": screen.what_it_misses(),
                "placeholders": list(screen.PLACEHOLDERS),
                "source": source is not None,
            },
            empty={"found": 0, "confirmed": 0, "left_out": 0, "written": 0},
        )
        if self._review:
            self.value = {**self.value, **self._review.count()}
        self.on_msg(self._asked)

    def restore(self, value: dict) -> tuple[dict, str]:
        """Numbers alone; anything else an older file may hold is left out."""
        kept = {name: number for name, number in value.items() if isinstance(number, int)}
        return {"found": 0, "confirmed": 0, "left_out": 0, "written": 0, **kept}, ""

    def summary(self) -> str:
        """What is done here, in plain text; nothing of anybody's work."""
        steps = [f"  {number}. {t(step)}" for number, step in enumerate(_STEPS, 1)]
        return "\n".join(
            [
                t("Import work {key}: {title}", key=self.key, title=to_text(self._title)),
                to_text(self._prompt),
                *steps,
            ]
        )

    def picture(self) -> str:
        """The same as static HTML; nothing of anybody's work."""
        from ..local import screen

        steps = "".join(f"<li>{escape(t(step))}</li>" for step in _STEPS)
        misses = "".join(f"<li>{escape(one)}</li>" for one in screen.what_it_misses())
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p><ol>{steps}</ol>"
            f"<p><b>{t('What the marks miss')}</b></p><ul>{misses}</ul>"
        )

    def _asked(self, _: object, message: object, __: object) -> None:
        """Answer what the screen asks: the list, one piece, a decision, writing. See import_work.js for the forms."""
        if not isinstance(message, dict) or message.get("kind") != "own":
            return
        answer = {"kind": "own", "ask": message.get("ask"), "turn": message.get("turn")}
        picture = None
        try:
            answer["made"], picture = self._made(str(message.get("ask")), message)
        except KitError as problem:
            answer["problem"] = str(problem)
        except OSError as error:
            answer["problem"] = t(
                "This did not work ({why}). Nothing was lost; try again.",
                why=error.strerror or type(error).__name__,
            )
        self.send(answer, [picture] if picture else None)

    def _made(self, asked: str, message: dict) -> tuple[dict, bytes | None]:
        if self._review is None:
            raise KitError("Say where the work is: `source=`, a folder or a file. Then run the cell again.")
        review, id = self._review, str(message.get("id", ""))
        if asked == "list":
            return review.listing(), None
        if asked == "show":
            return review.shown(id)
        if asked == "columns":
            return review.columns(str(message.get("where")), list(map(str, message.get("roles") or []))), None
        if asked == "decide":
            made = review.decide(id, message.get("decision"))
            self.value = {**self.value, **made["count"]}
            return made, None
        if asked == "finish":
            made = review.finish()
            self.value = {**self.value, "written": made["students"]}
            return made, None
        raise KitError(t("This was not understood. Run the cell again."))


def _review(name, source, roster, progression, task, item, grade, pages):
    """Open the import for the review."""
    from ..local.importing import Import, Plan
    from ..local.mapping import Task
    from ..local.roster import NO_ROSTER, Roster, read_roster
    from ..local.screen import Review
    from ..local.state import State

    if task and item:
        raise KitError(
            "Give `task=`, the words of a task, or `item=`, the id of one of the course's. Not both."
        )
    if not progression and not State(name).exists():
        raise KitError(
            f'“{name}” is new: say which progression its work is sorted by, such as progression="fractions". There are: '
            f"{', '.join(library().progressions)}."
        )
    people = read_roster(roster) if roster is not None else Roster(messages=(t(NO_ROSTER),))
    asked = Task(item) if item else Task(f"{name}-1", task) if task else None
    plan = Plan(progression, asked, grade, pages=pages) if progression else None
    return Review(name, lambda ask: Import.open(name, source, plan=plan, roster=people, ask=ask))
