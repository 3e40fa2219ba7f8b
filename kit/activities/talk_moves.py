"""Talk moves: code what is said in a lesson, compare with a reference, and see who did the thinking."""

from ..content import library
from ..content.cards import ORIGIN_WORDS
from ..content.discourse import Codebook, Lesson
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.models import Origin
from ..errors import KitError
from ..lang import later, t
from . import transcripts
from .base import Activity, escape
from .transcripts import Unit

_PROMPTS = {
    "turn": later(
        "Read the lesson once. Then go from turn to turn and say what each one does for the discussion."
    ),
    "exchange": later("Say for each exchange how far the teacher's turn takes up what the student said."),
}
_OFFLINE = later(
    "These exchanges were written for this course; to code real ones, write “throughline data get uptake” in a terminal "
    "and run this cell again."
)
_REAL = later(
    "{n} exchanges of a student and a teacher from mathematics lessons in grades 4 and 5 in the United States, 2010 to 2013. They "
    "were drawn so that each rating occurs; in lessons the mix is another one. Names are replaced. Do not put them where they "
    "can be searched."
)
_CONSTRUCTED = later(
    "{n} exchanges from this course's own lessons. Each stands alone, as real ones do in the published set."
)
_SPEAKS = {"student": later("student"), "teacher": later("teacher")}


class TalkMoves(Activity):
    """A transcript, or single exchanges, to be coded with a codebook; a reference to compare with; a tally.

    The reference (the kit's proposal, or experts' ratings) stays hidden until the participant compares. What was coded by
    then is kept as it stood. There is no score: counts for each code, and the turns that were read in two ways.

    Value: `{codes: {unit: [code, ...]}, first: {unit: [code, ...]}, notes: {unit: text}}`. A unit is `LESSON/TURN` or
    `uptake/EXCHANGE`; an empty list says that none of the codes fits, and an absent unit was left open. `first` holds each
    unit's codes as they stood when they were first compared. `gone` holds, in the form of `codes`, codes that the
    codebook no longer has; `odd` holds what was not in this form.

    Example:
        >>> TalkMoves("10/talk", transcript="sixty-three-take-away-twenty-seven")
        >>> TalkMoves("10/uptake", exchanges="uptake", n=12, seed=3)
    """

    frontend_name = "talk_moves"

    def __init__(
        self,
        key: str,
        *,
        transcript: str | None = None,
        exchanges: str | None = None,
        codebook: str | None = None,
        n: int = 12,
        seed: int = 1,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the transcript, or the exchanges, ready to be coded.

        Args:
            key: `NN/name`.
            transcript: id of a lesson in data/lessons.
            exchanges: `uptake`, the downloaded set; without it on this computer, exchanges of the course's own lessons.
            codebook: id of a codebook; the lesson's own, or `uptake`, if left out.
            n: how many exchanges.
            seed: which ones; the same number draws the same.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such lesson, set or codebook.
            KitError: neither or both of `transcript` and `exchanges`; a codebook for something else; an `n` below 1.
        """
        if (transcript is None) == (exchanges is None):
            raise KitError(
                f"“{key}” needs something to code. Give TalkMoves either `transcript=`, the id of a lesson "
                f'({", ".join(library().lessons)}), or `exchanges="uptake"`.'
            )
        lesson = library().lesson(transcript) if transcript else None
        self._codebook = _fitting(codebook or (lesson.codebook if lesson else "uptake"), lesson)
        self._shown, live, notice = _units(lesson, exchanges, n, seed)
        self._about = lesson.about if lesson else t(_CONSTRUCTED, n=len(self._shown))
        self._title = title or (lesson.title if lesson else t("How far is it taken up?"))
        self._prompt = prompt or t(_PROMPTS[self._codebook.unit])
        self._ids = {unit.id for unit in live}
        real = live is not self._shown
        about = t(_REAL, n=len(live)) if real else self._about
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "about_html": to_html(about),
                "mark": _mark(real),
                "notice_html": escape(notice),
                "unit": self._codebook.unit,
                "codebook": _codebook_json(self._codebook),
                "units": [
                    {
                        "id": unit.id,
                        "label": unit.label,
                        "who": unit.who,
                        "lines": [line.as_json() for line in unit.lines],
                    }
                    for unit in live
                ],
                "reference": self._reference(lesson, live, real),
            },
            empty={"codes": {}, "first": {}, "notes": {}},
        )

    def _reference(self, lesson: Lesson | None, live: list[Unit], real: bool) -> dict | None:
        """What to compare with; None where the codebook is not the one that the reference was made with."""
        if self._codebook.id != (lesson.codebook if lesson else "uptake"):
            return None
        return {"whose": "experts" if real else "kit", "by": transcripts.reference_json(live)}

    def restore(self, value: dict) -> tuple[dict, str]:
        """Codes that the codebook no longer has are set aside, and turns that are not here stay unseen."""
        known = {code.id for code in self._codebook.codes}
        kept, odd = dict(value), dict(value["odd"]) if isinstance(value.get("odd"), dict) else {}
        gone = dict(value["gone"]) if isinstance(value.get("gone"), dict) else {}
        for field in ("codes", "first"):
            kept[field], strange, dropped = _code_lists(value[field], self._ids, known)
            odd |= {field: strange} if strange else {}
            gone = {**dropped, **gone}
        notes = value["notes"] if isinstance(value["notes"], dict) else {}
        kept["notes"] = {unit: text for unit, text in notes.items() if isinstance(text, str)}
        if kept["notes"] != value["notes"]:
            odd["notes"] = value["notes"]
        kept |= {name: held for name, held in (("odd", odd), ("gone", gone)) if held}
        return kept, self._told(kept, gone)

    def _told(self, kept: dict, gone: dict) -> str:
        elsewhere = len(set(kept["codes"]) - self._ids)
        told = []
        if gone:
            told.append(
                t("The codebook has changed since you coded: codes that it no longer has are set aside.")
            )
        if elsewhere:
            told.append(
                t("You coded 1 that is not shown here now; that is kept in the journal.")
                if elsewhere == 1
                else t("You coded {n} that are not shown here now; that is kept in the journal.", n=elsewhere)
            )
        return " ".join(told)

    def summary(self) -> str:
        """The codebook and what is to be coded, without the reference; of exchanges, always the constructed ones."""
        lines = [f"TalkMoves {self.key}: {to_text(self._title)}", to_text(self._about)]
        lines += [t("Codes ({name}):", name=self._codebook.name)]
        lines += [f"  {code.name} ({t(_SPEAKS[code.speaker])})" for code in self._codebook.codes]
        lines += [t("To code ({mark}):", mark=_mark(False))]
        for unit in self._shown:
            lines += [f"  {unit.label}"] if len(unit.lines) > 1 else []
            lines += [f"  {_who(unit, line)}: {line.plain}" for line in unit.lines]
        return "\n".join(lines)

    def picture(self) -> str:
        """The same as a sheet with room for codes."""
        codes = "".join(
            f'<tr><th scope="row">{escape(code.name)}</th><td>{t(_SPEAKS[code.speaker])}</td>'
            f"<td>{to_simple_html(code.meaning)}</td></tr>"
            for code in self._codebook.codes
        )
        rows = "".join(self._row(unit) for unit in self._shown)
        turns = self._codebook.unit == "turn"
        real = t(
            "Where the set “uptake” has been downloaded, the activity shows real exchanges in place of these."
        )
        to_write = (
            t(
                "Turns of the teacher: ______ Of students: ______ Longest student turn: ______________ "
                "Who did the thinking? ____________________________"
            )
            if turns
            else t(
                "Words of the teacher: ______ Of students: ______ Longest student turn: ______________ "
                "Who did the thinking? ____________________________"
            )
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p>{to_simple_html(self._about)} <small>({_mark(False)})</small></p>"
            f"{'' if turns else f'<p>{real}</p>'}"
            f'<table><thead><tr><th scope="col">{t("Code")}</th><th scope="col">{t("Whose turn")}</th>'
            f'<th scope="col">{t("Meaning")}</th></tr></thead><tbody>{codes}</tbody></table>'
            f"<p><b>{t('The transcript') if turns else t('The exchanges')}</b></p>"
            f'<table><thead><tr><th scope="col">{t("Turn") if turns else t("Exchange")}</th><th scope="col">{t("What is said")}</th>'
            f'<th scope="col">{t("My code")}</th></tr></thead><tbody>{rows}</tbody></table>'
            f"<p>{to_write}</p>"
        )

    def _row(self, unit: Unit) -> str:
        said = "<br>".join(f"<b>{escape(line.named)}:</b> {line.simple}" for line in unit.lines)
        return f'<tr><th scope="row">{escape(unit.number)}</th><td>{said}</td><td>______________</td></tr>'


def _who(unit: Unit, line: transcripts.Line) -> str:
    return f"{unit.label}, {line.named}" if len(unit.lines) == 1 else f"  {line.named}"


def _units(
    lesson: Lesson | None, exchanges: str | None, n: int, seed: int
) -> tuple[list[Unit], list[Unit], str]:
    """What the picture shows, what the activity shows, and what to tell; only the activity shows downloaded text."""
    if lesson:
        units = transcripts.turns_of(lesson)
        return units, units, ""
    if exchanges != transcripts.DOWNLOADED:
        raise KitError(
            f"There is no set of exchanges “{exchanges}”. Write exchanges=“{transcripts.DOWNLOADED}”."
        )
    for name, number in (("n", n), ("seed", seed)):
        if isinstance(number, bool) or not isinstance(number, int) or (name == "n" and not 1 <= number <= 60):
            raise KitError(
                f"{name}={number!r} cannot be used. `n` is a whole number from 1 to 60, `seed` a whole number."
            )
    shown = transcripts.constructed_exchanges(n, seed)
    live = transcripts.downloaded_exchanges(n, seed)
    return (shown, live, "") if live else (shown, shown, t(_OFFLINE))


def _fitting(id: str, lesson: Lesson | None) -> Codebook:
    chosen, unit = library().codebook(id), "turn" if lesson else "exchange"
    if chosen.unit != unit:
        there = [one.id for one in library().codebooks.values() if one.unit == unit]
        raise KitError(
            f"The codebook “{id}” is for {chosen.unit}s, and here are {unit}s to code. Use one of: {', '.join(there)}."
        )
    return chosen


def _mark(real: bool) -> str:
    if not real:
        return t(ORIGIN_WORDS[Origin.CONSTRUCTED])
    return f"{t('real exchanges')} · {library().source('demszky-2021').short}"


def _codebook_json(codebook: Codebook) -> dict:
    return {
        "name": codebook.name,
        "about_html": to_html(codebook.about),
        "wording_html": to_html(codebook.wording),
        "sources": [library().source(id).citation for id in codebook.sources],
        "choose": codebook.choose,
        "codes": [
            {
                "id": code.id,
                "name": code.name,
                "who": code.speaker,
                "reason": code.gives_reason,
                "meaning_html": to_html(code.meaning),
                "listen_html": to_html(code.listen_for),
                "example_html": to_html(code.example),
                "non_example_html": to_html(code.non_example),
            }
            for code in codebook.codes
        ],
    }


def _code_lists(given: object, here: set[str], known: set[str]) -> tuple[dict, object, dict]:
    """Lists of codes by unit; what had another form; and, of the units that are here, codes that are gone."""
    if not isinstance(given, dict):
        return {}, given, {}
    kept, odd, gone = {}, {}, {}
    for unit, codes in given.items():
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            odd[unit] = codes
            continue
        missing = [code for code in codes if code not in known] if unit in here else []
        if missing:
            gone[unit] = missing
        if not missing or len(missing) < len(codes):
            kept[unit] = [code for code in codes if code not in missing]
    return kept, odd, gone
