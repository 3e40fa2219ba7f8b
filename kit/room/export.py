"""A room's answers as text to be kept: numbers for devices, and no names."""

import csv
import datetime
import io
import json

COLUMNS = ("participant", "key", "revision", "at", "value")


def as_json(answers: list[dict]) -> str:
    """What `Store.answers` gives, as JSON."""
    return json.dumps(answers, ensure_ascii=False, indent=1)


def as_csv(answers: list[dict]) -> str:
    """The same as a table; the value is JSON."""
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, COLUMNS)
    rows.writeheader()
    for one in answers:
        rows.writerow(one | {"value": json.dumps(one["value"], ensure_ascii=False), "at": _time(one["at"])})
    return out.getvalue()


def _time(text: str) -> str:
    """The time that a device gave, if it is one: a spreadsheet runs what begins with an equals sign."""
    try:
        return datetime.datetime.fromisoformat(text).isoformat()
    except ValueError:
        return ""
