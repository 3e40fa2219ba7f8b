"""ProtocolTimer: a protocol's steps with roles and minutes, and a quiet clock that a whole room can read."""

from ..content import library
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.protocols import Protocol, Step
from ..lang import t
from .base import Activity, escape


class ProtocolTimer(Activity):
    """The steps of a protocol, one at a time, with time left, who acts, what to do and what to look for.

    Nothing counts down in the value: it holds when the clock was started and what was left then, so that the time is
    right after a reload and in a window that was hidden.

    Value: `{protocol: id, step: number, started_at: ms | null, left: {step: seconds}, added: {step: minutes}}`.
    Steps count from 0; a `step` equal to their number means that the protocol is over. `started_at` is null while the clock
    stands. `left` holds what was left of a step when its clock was last stopped, below 0 when it ran over; a step that was
    not begun is absent. `added` holds minutes that were added. `last: {left, added}` keeps
    the times of the run before, when the protocol was begun again, and `earlier` the value of another protocol that this
    activity showed before.

    Example:
        >>> ProtocolTimer("11/protocol", protocol="looking-at-student-work-45")
    """

    frontend_name = "protocol_timer"

    def __init__(self, key: str, *, protocol: str, title: str | None = None, prompt: str | None = None):
        """Make the timer for a protocol.

        Args:
            key: `NN/name`.
            protocol: id of a protocol in `data/protocols/`.
            title: short heading; the protocol's name if not given.
            prompt: what it is for; the protocol's own words if not given.

        Raises:
            UnknownName: no such protocol.
        """
        self._protocol: Protocol = library().protocol(protocol)
        self._title = title or self._protocol.name
        self._prompt = self._protocol.about if prompt is None else prompt
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "protocol": protocol,
                "minutes": self._protocol.minutes,
                "roles": [
                    {"name": to_text(role.name), "does_html": to_html(role.does)}
                    for role in self._protocol.roles
                ],
                "steps": [self._step(step) for step in self._protocol.steps],
                "wording_html": to_html(self._protocol.wording),
                "sources": [library().source(id).citation for id in self._protocol.sources],
            },
            empty=_empty(protocol),
        )

    def _step(self, step: Step) -> dict:
        return {
            "name": to_text(step.name),
            "minutes": step.minutes,
            "who": self._protocol.who(step),
            "do_html": to_html(step.do),
            "say_html": to_html(step.say or ""),
            "look_for_html": to_html(step.look_for or ""),
        }

    def restore(self, value: dict) -> tuple[dict, str]:
        """A clock of another protocol is set aside; what is no number is as if it had never been set."""
        if value["protocol"] != self._protocol.id:
            return (
                {**_empty(self._protocol.id), "earlier": value},
                t(
                    "This activity now shows another protocol, so the clock is at its beginning. The old times are kept."
                ),
            )
        count = len(self._protocol.steps)
        step, started = value["step"], value["started_at"]
        kept = {
            **value,
            "step": min(max(step, 0), count) if isinstance(step, int) and not isinstance(step, bool) else 0,
            "started_at": started if _is_number(started) else None,
            "left": _numbers(value["left"]),
            "added": _numbers(value["added"]),
        }
        if kept["step"] == count:
            kept["started_at"] = None
        return kept, ""

    def summary(self) -> str:
        """Steps with minutes and who acts, in plain text."""
        minutes = t("{number} minutes", number=self._protocol.minutes)
        lines = [f"ProtocolTimer {self.key}: {to_text(self._title)} ({minutes})"]
        lines += [t("Roles: {roles}", roles=", ".join(to_text(role.name) for role in self._protocol.roles))]
        lines += [
            f"  {number}. {to_text(step.name)}, {_min(step)} ({self._protocol.who(step)}): {to_text(step.do)}"
            for number, step in enumerate(self._protocol.steps, start=1)
        ]
        return "\n".join(lines)

    def picture(self) -> str:
        """The run sheet: steps, minutes and words, with a column for the time on the wall."""
        roles = "".join(
            f"<li><b>{to_simple_html(role.name)}:</b> {to_simple_html(role.does)} {t('Today:')} ____________</li>"
            for role in self._protocol.roles
        )
        rows = "".join(
            f'<tr><th scope="row">{number}. {to_simple_html(step.name)}</th><td>{_min(step)}</td><td>______</td>'
            f"<td>{escape(self._protocol.who(step))}</td><td>{_words(step)}</td></tr>"
            for number, step in enumerate(self._protocol.steps, start=1)
        )
        heads = "".join(
            f'<th scope="col">{name}</th>'
            for name in (t("Step"), t("Minutes"), t("Ends at"), t("Who"), t("What"))
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p><b>{t('{minutes} minutes in all.', minutes=self._protocol.minutes)}</b></p><ul>{roles}</ul>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p><small>{to_simple_html(self._protocol.wording)}</small></p>"
        )


def _min(step: Step) -> str:
    return t("{minutes} min", minutes=step.minutes)


def _words(step: Step) -> str:
    parts = [to_simple_html(step.do)]
    if step.say:
        parts.append(f"<b>{t('Say:')}</b> {to_simple_html(step.say)}")
    if step.look_for:
        parts.append(f"<b>{t('Look for:')}</b> {to_simple_html(step.look_for)}")
    return "<br>".join(parts)


def _empty(protocol: str) -> dict:
    return {"protocol": protocol, "step": 0, "started_at": None, "left": {}, "added": {}}


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _numbers(given: object) -> dict[str, float]:
    if not isinstance(given, dict):
        return {}
    return {step: number for step, number in given.items() if _is_number(number)}
