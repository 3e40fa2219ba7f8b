"""A person's own record of hours, from that person's own journal, for a district that wants one: CSV, and xAPI statements.

Hours are claimed, not proved. A part of a session counts with its planned minutes where the journal holds an answer to one of its
activities; parts without an activity leave no trace and do not count, so the sum is rather too low. Nothing of what was answered is in the record.

xAPI is version 1.0.3 (https://github.com/adlnet/xAPI-Spec). Open Badges 3.0 was left out: a badge is what an issuer signs, and here a person
speaks for herself.
"""

import csv
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import KitError
from .collect import day_of
from .course import Unit, course, usual_path

XAPI_VERSION = "1.0.3"
"""Goes into the header X-Experience-API-Version, when the statements are sent; the statements themselves need not say it."""

HOW = (
    "Planned minutes of those parts of a session in which at least one activity was answered in the person's own journal. Parts without an activity "
    "do not count. Claimed by the person, not proved."
)
VERB = "http://adlnet.gov/expapi/verbs/experienced"
KIND = "http://adlnet.gov/expapi/activities/lesson"


@dataclass(frozen=True)
class Claim:
    """What somebody claims for one session.

    Attributes:
        session: its number.
        title: its title.
        parts: headings of the parts that count.
        minutes: of those parts.
        planned: minutes of the whole session.
        first: when the first of the answers was last changed, ISO 8601.
        last: the same of the last.
    """

    session: str
    title: str
    parts: tuple[str, ...]
    minutes: int
    planned: int
    first: str
    last: str


def claims(
    responses: Iterable[Mapping], path: str = "75", *, units: dict[str, Unit] | None = None
) -> list[Claim]:
    """What a journal claims, session by session; sessions without an answer are left out.

    Args:
        responses: of one person: `{key, at, …}`.
        path: the path that was worked, in minutes.
        units: the sessions; those of this checkout if not given.

    Raises:
        KitError: there is no such path.
    """
    usual_path(path)
    at = {one["key"]: one["at"] for one in responses}
    found = []
    for unit in (course() if units is None else units).values():
        parts = [
            part for part in unit.parts if any(key in at for key in part.keys) and part.minutes.get(path, 0)
        ]
        moments = sorted(
            filter(day_of, (at[key] for part in parts for key in part.keys if key in at)),
            key=_moment,
        )
        if parts:
            minutes = sum(part.minutes[path] for part in parts)
            first, last = (moments[0], moments[-1]) if moments else ("", "")
            found.append(
                Claim(
                    unit.number,
                    unit.title,
                    tuple(part.heading for part in parts),
                    minutes,
                    unit.minutes(path),
                    first,
                    last,
                )
            )
    return found


def statements(some: list[Claim], *, home_page: str, account: str, version: str) -> list[dict]:
    """The claims as xAPI statements, one for each session.

    A statement's id comes from what it says: the same claim sent twice is one statement, a changed claim is another, and the old one
    has to be voided by whoever runs the district's record store.

    Args:
        some: as `claims` gives them.
        home_page: of the system in which the person has the account; the district gives it.
        account: the person's number or name there. No email address.
        version: of the kit.

    Raises:
        KitError: the home page is no web address, or the account is empty or an email address.
    """
    base = _checked(home_page, account)
    made = [
        {
            "actor": {"objectType": "Agent", "account": {"homePage": home_page, "name": account}},
            "verb": {"id": VERB, "display": {"en-US": "experienced"}},
            "object": {
                "objectType": "Activity",
                "id": f"{base}/throughline/sessions/{one.session}",
                "definition": {
                    "type": KIND,
                    "name": {"en-US": f"Throughline {one.session}: {one.title}"},
                    "description": {"en-US": "A session of mathematics professional learning for teachers."},
                },
            },
            "result": {
                "duration": f"PT{one.minutes}M",
                "extensions": {
                    f"{base}/throughline/xapi/claimed": True,
                    f"{base}/throughline/xapi/how-counted": HOW,
                    f"{base}/throughline/xapi/parts": list(one.parts),
                    f"{base}/throughline/xapi/minutes-planned": one.planned,
                },
            },
            "context": {"platform": "Throughline", "revision": version, "language": "en-US"},
            **({"timestamp": _utc(one.last)} if one.last else {}),
        }
        for one in some
    ]
    return [
        {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(one, sort_keys=True))), **one} for one in made
    ]


def _moment(at: str) -> datetime:
    """A moment with its time zone; one that names none is taken as this computer's."""
    return datetime.fromisoformat(at).astimezone()


def _utc(at: str) -> str:
    return _moment(at).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _checked(home_page: str, account: str) -> str:
    parts = urlsplit(home_page)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or " " in home_page
    ):
        raise KitError(
            f"“{home_page}” is no home page. Give the web address of the system in which you have an account, as your district writes it, such "
            "as https://learning.example.org."
        )
    if not account.strip():
        raise KitError("Give your account in that system with --account: a number or a name.")
    if "@" in account:
        raise KitError(
            f"“{account}” looks like an email address, and a record of hours needs none. Give your number or name in the district's system."
        )
    return home_page.rstrip("/")


_FIELDS = {
    "session": ("string", "The session's number."),
    "title": ("string", "The session's title."),
    "first_day": (
        "date",
        "Day of the first of the answers that count, each as last changed; empty where no day is known.",
    ),
    "last_day": ("date", "The same of the last."),
    "parts": ("integer", "Parts of the session with at least one answer."),
    "minutes_claimed": ("integer", HOW),
    "minutes_planned": ("integer", "Minutes of the whole session in the path that was chosen."),
}


def write(some: list[Claim], folder: Path, *, version: str, made: list[dict] | None = None) -> list[Path]:
    """Write the claims as a data package, and the statements beside it.

    Args:
        some: as `claims` gives them.
        folder: made if it is not there.
        version: of the kit.
        made: as `statements` gives them; None where no district asked for them.

    Raises:
        KitError: the folder cannot be written.
    """
    package = {
        "name": "throughline-hours",
        "title": "Hours of professional learning, claimed by one person",
        "description": f"{HOW} Made with Throughline {version}.",
        "licenses": [{"name": "not-licensed", "title": "The person's own; not for publication"}],
        "sources": [{"title": "The person's own journal"}],
        "resources": [
            {
                "name": "hours",
                "path": "hours.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": text}
                        for name, (kind, text) in _FIELDS.items()
                    ],
                    "primaryKey": ["session"],
                },
            }
        ],
    }
    files = [folder / "hours.csv", folder / "datapackage.json"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files[0].open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(_FIELDS)
            rows.writerows(
                [
                    one.session,
                    one.title,
                    day_of(one.first) or "",
                    day_of(one.last) or "",
                    len(one.parts),
                    one.minutes,
                    one.planned,
                ]
                for one in some
            )
        files[1].write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if made is not None:
            files.append(folder / "hours-xapi.json")
            files[2].write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise KitError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}). Choose another folder with --out."
        ) from error
    return files
