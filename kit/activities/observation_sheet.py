"""Observation sheet: tap what students and the teacher do, live in a classroom, with the time of each moment."""

from ..content import library
from ..content.discourse import Codebook
from ..content.mathtext import to_html, to_simple_html, to_text
from ..errors import KitError
from ..lang import later, t
from .base import Activity, escape

_PROMPT = later(
    "Start the clock when the lesson starts. Tap what you see or hear; add a few words when a moment is worth them."
)
_LINES = 10
"""Empty lines for moments on the blank sheet."""


class ObservationSheet(Activity):
    """Look-fors as large buttons, a clock, a timeline of taps, and a file to take along.

    Notes describe moments, not people: there is no field for a name, and nobody is rated.

    Value: `{started, taps: [{at, code, note}], ended, shift, earlier}`. `started` and `ended` are moments in ISO 8601 (UTC), or
    null; `at` is in seconds since the start; `note` is absent where nothing was written. `shift` is by how many seconds
    the device's clock was set forward since the start. `earlier` holds observations that were put away, in the same
    form. `odd` holds what was not in this form.

    Example:
        >>> ObservationSheet("10/observe", codebook="observation")
    """

    frontend_name = "observation_sheet"

    def __init__(
        self,
        key: str,
        *,
        codebook: str = "observation",
        title: str = later("Observation sheet"),
        prompt: str = _PROMPT,
    ):
        """Make the sheet.

        Args:
            key: `NN/name`.
            codebook: id of a codebook for moments.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such codebook.
            KitError: the codebook is for transcripts.
        """
        self._codebook = _for_moments(codebook)
        self._title, self._prompt = t(title), t(prompt)
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "about_html": to_html(self._codebook.about),
                "wording_html": to_html(self._codebook.wording),
                "codes": [
                    {
                        "id": code.id,
                        "name": code.name,
                        "who": code.speaker,
                        "meaning_html": to_html(code.meaning),
                        "listen_html": to_html(code.listen_for),
                        "example_html": to_html(code.example),
                        "non_example_html": to_html(code.non_example),
                    }
                    for code in sorted(self._codebook.codes, key=lambda code: code.speaker != "student")
                ],
            },
            empty={"started": None, "taps": [], "ended": None, "shift": 0, "earlier": []},
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """What has another form is set aside; taps of look-fors that are gone stay and are shown by their id."""
        kept, odd = dict(value), list(value["odd"]) if isinstance(value.get("odd"), list) else []
        for field in ("started", "ended"):
            if not (value[field] is None or _is_moment(value[field])):
                odd.append({field: value[field]})
                kept[field] = None
        if not _is_number(value["shift"]):
            odd.append({"shift": value["shift"]})
            kept["shift"] = 0
        taps = value["taps"] if isinstance(value["taps"], list) else [value["taps"]]
        kept["taps"] = [tap for tap in taps if _is_tap(tap)]
        odd += [{"tap": tap} for tap in taps if not _is_tap(tap)]
        earlier = value["earlier"] if isinstance(value["earlier"], list) else [value["earlier"]]
        kept["earlier"] = [one for one in earlier if _is_observation(one)]
        odd += [{"earlier": one} for one in earlier if not _is_observation(one)]
        if kept["taps"] and kept["started"] is None:
            # Without its start a clock cannot go on; the taps are kept as an observation of their own.
            kept["earlier"] = [*kept["earlier"], {"started": None, "ended": None, "taps": kept["taps"]}]
            kept["taps"] = []
        if odd:
            kept["odd"] = odd
        gone = {tap["code"] for tap in kept["taps"]} - {code.id for code in self._codebook.codes}
        return kept, _told(gone)

    def summary(self) -> str:
        """The look-fors in plain text."""
        lines = [f"ObservationSheet {self.key}: {to_text(self._title)}", to_text(self._codebook.about)]
        for who, name in (("student", t("Students")), ("teacher", t("The teacher"))):
            lines += [f"{name}:"]
            lines += [
                f"  {code.name}: {to_text(code.meaning)}" for code in self._codebook.codes_for(who).values()
            ]
        return "\n".join(lines)

    def picture(self) -> str:
        """A blank sheet: a row for each look-for to tally in, and lines for moments."""
        rows = "".join(
            f'<tr><th scope="row">{to_simple_html(code.name)}</th><td>{to_simple_html(code.meaning)}</td>'
            f"<td>{'&nbsp;' * 40}</td></tr>"
            for who in ("student", "teacher")
            for code in self._codebook.codes_for(who).values()
        )
        time = f"{'&nbsp;' * 6}:{'&nbsp;' * 6}<br>&nbsp;"
        moments = f"<b>{t('Moments')}</b>"
        blank = f"<tr><td>{time}</td><td>{'&nbsp;' * 30}</td><td>{'&nbsp;' * 100}</td></tr>"
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._codebook.about)}</p>"
            f"<p>{t('Date ______________ Grade ________ Topic ________________________ Start ________ End ________')}</p>"
            f'<table><thead><tr><th scope="col">{t("Look for")}</th><th scope="col">{t("What it is")}</th>'
            f'<th scope="col">{t("Tally")}</th></tr></thead><tbody>{rows}</tbody></table>'
            f"<p>{t('{moments} worth a few words (no names)', moments=moments)}</p>"
            f'<table><thead><tr><th scope="col">{t("Time")}</th><th scope="col">{t("Look-for")}</th>'
            f'<th scope="col">{t("What was said, drawn or done")}</th></tr></thead><tbody>{blank * _LINES}</tbody></table>'
        )


def _for_moments(id: str) -> Codebook:
    chosen = library().codebook(id)
    if chosen.unit != "moment":
        there = ", ".join(one.id for one in library().codebooks.values() if one.unit == "moment")
        raise KitError(
            f"The codebook “{escape(id)}” codes {chosen.unit}s of a transcript; for a lesson that one watches use one "
            f"with `unit: moment`: {there}."
        )
    return chosen


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _is_moment(given: object) -> bool:
    from datetime import datetime

    try:
        return isinstance(given, str) and datetime.fromisoformat(given).tzinfo is not None
    except ValueError:
        return False


def _is_tap(given: object) -> bool:
    return (
        isinstance(given, dict)
        and _is_number(given.get("at"))
        and isinstance(given.get("code"), str)
        and isinstance(given.get("note", ""), str)
    )


def _is_observation(given: object) -> bool:
    return (
        isinstance(given, dict)
        and isinstance(given.get("taps"), list)
        and all(map(_is_tap, given["taps"]))
        and all(given.get(field) is None or _is_moment(given[field]) for field in ("started", "ended"))
        and _is_number(given.get("shift", 0))
    )


def _told(gone: set[str]) -> str:
    if not gone:
        return ""
    names = ", ".join(f"“{id}”" for id in sorted(gone))
    return t(
        "This sheet no longer has the look-for {names}. Your taps of it are kept and are in the file you download.",
        names=names,
    )
