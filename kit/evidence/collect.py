"""Responses of a group from wherever they are: a room's store, a room's export, or a folder of journals that people handed over.

Participants are numbered anew, and of what comes in only the five fields of a response are taken. `Collected.counted` is what a report
computes with: of each answer only that which can be counted, and no writing.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from .. import journal, paths
from ..errors import KitError
from ..lang import later, t
from ..sessions import Call
from .estimates import counted

LARGEST = 20_000_000
"""Bytes of a file that is looked into; a journal of the whole course has about a hundredth of it."""
_SUFFIXES = (".json", ".json.txt")  # mail programs and phones add the second ending


@dataclass(frozen=True)
class Collected:
    """A group's responses.

    Attributes:
        responses: `{participant, key, revision, value, at}`; `participant` is a number given here.
        linked: whether a participant is the same person in every session. Rooms number their devices anew, so two rooms are not linked.
        days: of all answers, in order.
        origin: where they come from, in words that may be printed; no file and no folder is named.
        notices: what was left out and why, for the person who collects. They name files, which may name people: not for print.
        constructed: whether nobody gave these answers.
    """

    responses: list[dict]
    linked: bool
    days: tuple[date, ...]
    origin: str
    notices: tuple[str, ...] = ()
    constructed: bool = False

    @property
    def people(self) -> int:
        """How many participants there are. With rooms that are not linked a person counts once for each room."""
        return len({one["participant"] for one in self.responses})

    def counted(self, calls: dict[str, Call]) -> list[dict]:
        """The responses with only that in their values which can be counted: no writing, and nothing of kinds that a report does not count.

        Of an activity that the course does not know, nothing is kept but that it was answered.

        Args:
            calls: the course's activities by key, as `kit.evidence.course.activities` gives them.
        """
        return [_countable(one, calls.get(one["key"])) for one in self.responses]


def from_journals(folder: Path) -> Collected:
    """Read every journal below a folder, whatever its name; what cannot be read is told and the rest is read.

    Files with a participant in common are one person's: of each activity the answer with the higher revision counts.

    Raises:
        KitError: there is no such folder, or no journal in it.
    """
    if not folder.is_dir():
        raise KitError(f"{folder} is no folder. Put the journals that people gave you into one and name it.")
    heard = _Heard()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            heard.file(path, path.relative_to(folder).as_posix())
    if not heard.journals:
        found = "".join(f"\n{notice}" for notice in heard.notices)
        raise KitError(
            f"There is no journal in {folder}. A journal is the file `journal.json` of the folder my_work, or the file that “Download my "
            f"answers” on an offline page gives.{found}"
        )
    responses = heard.responses()
    people = len(heard.people())
    return Collected(
        responses,
        True,
        _days(responses),
        counted(
            people, later("journals that 1 person handed over"), later("journals that {n} people handed over")
        ),
        tuple(heard.notices),
    )


def one_journal(path: Path) -> list[dict]:
    """The responses of one journal, or of one file of answers from an offline page.

    Raises:
        KitError: there is none, or it cannot be read.
    """
    if not path.is_file():
        raise KitError(
            f"There is no journal at {path}. An offline page gives one with “Download my answers”."
        )
    heard = _Heard()
    heard.file(path, path.name)
    if not heard.journals:
        raise KitError(heard.notices[0])
    return heard.responses()


def from_export(path: Path) -> Collected:
    """Read `answers.json`, as `throughline room export` writes it.

    Raises:
        KitError: the file is not there, or is no such export.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KitError(f"{path} is not there. `throughline room export` writes it.") from None
    except OSError as error:
        raise KitError(f"{path} cannot be read ({error.strerror}).") from error
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise KitError(
            f"{path.name} is no export of a room. `throughline room export` writes one, called answers.json; journals are read with "
            "--journals and the folder that they are in."
        )
    return _of_rooms([rows])


def from_store(store, sessions: Iterable[str]) -> Collected:
    """The answers of the latest room of each of these sessions.

    Args:
        store: a `kit.room.store.Store`, open.
        sessions: numbers.

    Raises:
        KitError: the store has no room of one of them.
    """
    return _of_rooms([store.answers(_latest_room(store, number)) for number in sessions])


def example(root: Path = paths.DATA) -> Collected:
    """The constructed group that is shipped."""
    from .example import load

    rows = load(root)
    return Collected(
        _renumbered([rows]), True, _days(rows), t("a constructed group: nobody gave these answers"), (), True
    )


def _countable(response: dict, call: Call | None) -> dict:
    keep = _COUNTED.get(call.kind) if call else None
    return {**response, "value": keep(response["value"]) if keep else {}}


def _fields(*names: str) -> Callable[[dict], dict]:
    return lambda value: {name: value[name] for name in names if name in value}


def _forms(value: dict) -> dict:
    answers = value.get("answers")
    if not isinstance(answers, dict):
        return _fields("form", "confidence")(value)
    bare = {
        part: _fields("choice", "order")(given) for part, given in answers.items() if isinstance(given, dict)
    }
    return {**_fields("form", "confidence")(value), "answers": bare}


def _handed(value: dict) -> dict:
    tasks = value.get("tasks")
    bare = (
        {key: _forms(task) for key, task in tasks.items() if isinstance(task, dict)}
        if isinstance(tasks, dict)
        else {}
    )
    return {**_fields("handed")(value), "writing": False, "tasks": bare}


_COUNTED: dict[str, Callable[[dict], dict]] = {
    "SortBoard": _fields("placed", "first"),
    "Reflect": _fields("confidence"),
    "DiagnosticTask": _forms,
    "HandOver": _handed,
}
"""What is kept of each kind's value. Notes, tags and writing are not in it."""


@dataclass
class _Heard:
    """What the files of a folder said."""

    journals: list[tuple[set[str], list[dict]]] = field(default_factory=list)
    """For each file its participants, and its responses."""
    names: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def file(self, path: Path, name: str) -> None:
        """Take a file in, or say why not."""
        if not path.name.lower().endswith(_SUFFIXES):
            self.notices.append(f"{name}: passed over, its name does not end in .json.{_unpack(path)}")
            return
        try:
            if path.stat().st_size > LARGEST:
                self.notices.append(f"{name}: passed over, it is larger than any journal.")
                return
            kept = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            self.notices.append(f"{name}: cannot be read ({error.strerror}).")
        except (ValueError, RecursionError):
            self.notices.append(f"{name}: is damaged, or no journal. Ask for the file once more.")
        else:
            self._journal(kept, name)

    def _journal(self, kept: object, name: str) -> None:
        if not isinstance(kept, dict) or kept.get("format") != "throughline-journal":
            self.notices.append(f"{name}: is not a journal.")
            return
        if not isinstance(kept.get("version"), int) or kept["version"] > journal.VERSION:
            self.notices.append(
                f"{name}: was written by a newer version of the kit. Bring this one up to date to read it."
            )
            return
        given = kept.get("responses")
        sound = (
            [one for key, one in given.items() if _is_response(one, key)] if isinstance(given, dict) else []
        )
        lost = len(given) - len(sound) if isinstance(given, dict) else 0
        if not isinstance(kept.get("participant"), str) or not isinstance(given, dict):
            self.notices.append(f"{name}: is a damaged journal. Ask for the file once more.")
            return
        if lost:
            self.notices.append(
                f"{name}: {_count(lost, 'answer is', 'answers are')} damaged and left out; the others are read."
            )
        if not sound:
            self.notices.append(f"{name}: is a journal without answers.")
        self.journals.append(({kept["participant"], *(one["participant"] for one in sound)}, sound))
        self.names.append(name)

    def people(self) -> list[list[int]]:
        """Files by person: those that have a participant in common, in the order of their tokens, which are random."""
        found: list[tuple[set[str], list[int]]] = []
        for index, (tokens, _) in enumerate(self.journals):
            same = [one for one in found if one[0] & tokens]
            merged = (tokens.union(*(one[0] for one in same)), [n for one in same for n in one[1]] + [index])
            found = [one for one in found if one not in same] + [merged]
        return [files for _, files in sorted(found, key=lambda one: min(one[0]))]

    def responses(self) -> list[dict]:
        """The answers that count, participants numbered."""
        found = []
        for number, files in enumerate(self.people(), 1):
            best: dict[str, dict] = {}
            for one in [one for index in files for one in self.journals[index][1]]:
                before = best.get(one["key"])
                if before is None or (one["revision"], one["at"]) > (before["revision"], before["at"]):
                    best[one["key"]] = one
            if len(files) > 1:
                names = ", ".join(self.names[index] for index in sorted(files))
                self.notices.append(f"{names}: are one person's. Of each activity the later answer counts.")
            found += [_row(best[key], f"p{number:03d}") for key in sorted(best)]
        return found


def _of_rooms(rooms: list[list[dict]]) -> Collected:
    responses = _renumbered(rooms)
    origin = (
        t("the answers of one room")
        if len(rooms) == 1
        else t("the answers of {n} rooms, whose devices are numbered separately", n=len(rooms))
    )
    return Collected(responses, len(rooms) == 1, _days(responses), origin)


def _renumbered(rooms: list[list[dict]]) -> list[dict]:
    """The answers of several rooms; nobody of one is anybody of another. Counts from paper are no person's answers."""
    from ..room.pictures.tallies import PAPER

    found, before = [], 0
    for room in rooms:
        rows = [one for one in room if one["participant"] != PAPER]
        number = {name: before + n for n, name in enumerate(sorted({one["participant"] for one in rows}), 1)}
        found += [_row(one, f"p{number[one['participant']]:03d}") for one in rows]
        before += len(number)
    return found


def _row(one: dict, participant: str) -> dict:
    return {"participant": participant} | {name: one[name] for name in ("key", "revision", "value", "at")}


def _latest_room(store, number: str) -> str:
    """The session's room that is open, or else the one that was made last."""
    import sqlalchemy as sa

    from ..room.store import ROOMS

    with store.engine.connect() as connection:
        mine = sa.select(ROOMS.c.id).where(ROOMS.c.session == number)
        row = connection.execute(mine.order_by(ROOMS.c.closed.is_(None).desc(), ROOMS.c.made.desc())).first()
    if row is None:
        raise KitError(
            f"There is no room of session {number} in this store. Journals that people handed over are read with --journals FOLDER."
        )
    return row.id


def _is_response(one: object, key: str) -> bool:
    return _is_row(one) and one["key"] == key


def _is_row(one: object) -> bool:
    return (
        isinstance(one, dict)
        and all(isinstance(one.get(name), str) for name in ("participant", "key", "at"))
        and type(one.get("revision")) is int
        and isinstance(one.get("value"), dict)
    )


def _days(responses: list[dict]) -> tuple[date, ...]:
    return tuple(sorted({day for one in responses if (day := day_of(one["at"]))}))


FIRST_DAY = date(2025, 1, 1)
"""There was no kit before; a device that says so has a wrong clock."""


def day_of(at: str) -> date | None:
    """The day of a moment, in this computer's time zone: an evening in Denver is tomorrow in UTC. None where no day can be meant."""
    try:
        day = datetime.fromisoformat(at).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None
    return day if FIRST_DAY <= day <= datetime.now().date() + timedelta(days=2) else None


def _unpack(path: Path) -> str:
    return " Unpack it first." if path.suffix.lower() in (".zip", ".7z", ".gz") else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
