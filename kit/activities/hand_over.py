"""HandOver: give both forms of a measure to the group's room without a name, after reading what happens, or take them back."""

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from .base import Activity

NAMES = {"00/baseline": later("Baseline (session 00)"), "12/closing": later("Closing form (session 12)")}
"""What the course's own two tasks are called here."""

_PROMPT = later(
    "You have done two forms. Until now only you have them. If you like, give both to the group, so that everybody can look at the "
    "group's change together. Read first what happens; then decide. Keeping them is fine, and nobody is shown who did what."
)

WHAT_HAPPENS = {
    later("What goes"): later(
        "For each form: whether it was A or B, what you chose, how you put the responses in order, and how sure you were. Not your name, "
        "not how long you took."
    ),
    later("Your sentences"): later(
        "Go only if you tick the box below. Two scorers read them, without a name. Somebody who knows how you write may recognize you."
    ),
    later("Where to"): later(
        "To the facilitator's computer, if you are in the group's room and the facilitator has opened this activity. Otherwise it stays on "
        "this device, until you save it as a file and give the file away yourself."
    ),
    later("Who sees it"): later(
        "The room shows numbers of the whole group, from five people on. Who leads the room can store what was handed over: one "
        "line a person, under a number, with the time of your press, without a name."
    ),
    later("Taking it back"): later(
        "You can, as long as this activity is open in the room. Then the room no longer holds it. What somebody has stored "
        "before stays stored."
    ),
}
"""The plain words above the button, a heading and a sentence or two each."""


class HandOver(Activity):
    """A person's two forms of a measure, handed over in one piece, or not, or taken back.

    Nothing is in the value before somebody presses the button, so that nothing can be shared before.

    Value: `{handed, at, writing, tasks: {key: {form: "A"|"B", answers: {part: {choice} | {order} | {text, choice}}, confidence:
    {part: 0..100}}}}`. `tasks` has a copy of what `DiagnosticTask` kept under each key, as it was when the button was pressed;
    empty where nothing is handed over. `text` is there only if `writing` is true. `at` is milliseconds since 1970, or null.
    `kit.evidence.handed_over` makes responses of it again.

    Example:
        >>> HandOver("12/hand-over", reads=("00/baseline", "12/closing"))
    """

    frontend_name = "hand_over"

    def __init__(
        self,
        key: str,
        *,
        reads: tuple[str, str] | list[str] = ("00/baseline", "12/closing"),
        names: tuple[str, str] | None = None,
        measure: str = "reading-student-thinking",
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the activity.

        Args:
            key: `NN/name`.
            reads: keys of the two DiagnosticTasks, the first one first.
            names: what the two are called; the course's own have names already.
            measure: id of the measure that both belong to.
            title: short heading.
            prompt: what it is about; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such measure.
            KitError: `reads` does not name two other activities.
        """
        reads = tuple(reads) if isinstance(reads, list | tuple) else ()
        if len(set(reads)) != 2 or key in reads or not all(isinstance(one, str) for one in reads):
            raise KitError(
                f"“{key}” needs the keys of the two tasks. Write reads=(“00/baseline”, “12/closing”), the first one first."
            )
        forms = library().measure(measure).forms
        called = names or [t(NAMES[one]) if one in NAMES else one for one in reads]
        self._tasks = [{"key": one, "name": name} for one, name in zip(reads, called, strict=True)]
        self._title = t("Hand over, or keep") if title is None else title
        self._prompt = t(_PROMPT) if prompt is None else prompt
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "measure": measure,
                "tasks": self._tasks,
                "what": [{"name": t(name), "text": t(said)} for name, said in WHAT_HAPPENS.items()],
                "forms": {
                    form.id: [{"id": part.id, "title": to_text(part.title)} for part in form.parts]
                    for form in forms
                },
            },
            empty={"handed": False, "at": None, "writing": False, "tasks": {}},
            reads=reads,
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """What is not in the form of a hand-over counts as not handed over; it stays in the journal until something is pressed."""
        tasks = value["tasks"] if isinstance(value["tasks"], dict) else {}
        sound = {key: task for key, task in tasks.items() if isinstance(task, dict)}
        handed = value["handed"] is True and bool(sound)
        at = (
            value["at"]
            if isinstance(value["at"], int | float) and not isinstance(value["at"], bool)
            else None
        )
        return {
            **value,
            "handed": handed,
            "at": at if handed else None,
            "writing": handed and value["writing"] is True,
            "tasks": sound if handed else {},
        }, ""

    def summary(self) -> str:
        """What is handed over and what is not, in plain text."""
        lines = [f"HandOver {self.key}: {to_text(self._title)}"]
        lines += [f"  {task['name']}" for task in self._tasks]
        return "\n".join([*lines, *(f"{t(name)}: {t(said)}" for name, said in WHAT_HAPPENS.items())])

    def picture(self) -> str:
        """The same on paper, where the sheets themselves are handed over."""
        rows = "".join(
            f'<tr><th scope="row">{to_simple_html(t(name))}</th><td>{to_simple_html(t(said))}</td></tr>'
            for name, said in WHAT_HAPPENS.items()
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<table><tbody>{rows}</tbody></table>"
            f"<p><b>{t('On paper:')}</b> {t('put both sheets into one envelope. No name. The word that only you know may stay on it.')}</p>"
            f"<ul><li>☐ {t('I hand over both forms, with my sentences.')}</li>"
            f"<li>☐ {t('I hand over both forms; my sentences I have cut off or crossed out.')}</li>"
            f"<li>☐ {t('I keep them.')}</li></ul>"
        )
