"""A person's record of hours: how it is counted, what it does not hold, and that it is what xAPI 1.0.3 asks for."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from kit.content.datapackage import open_package
from kit.errors import KitError
from kit.evidence import course, hours

AT = "2026-01-13T20:15:00+00:00"
RESPONSES = [
    {
        "key": key,
        "at": at,
        "value": {"writing": {"commitment": "Ask Keisha"}},
        "revision": 3,
        "participant": "0badcafe",
    }
    for key, at in (
        ("05/papers", AT),
        ("05/sums", "2026-01-13T20:40:00.000Z"),
        ("05/line", "2026-01-12T19:00:00Z"),
        ("77/own", AT),
    )
]
URI = r"^[a-z][a-z0-9+.-]*:\S+$"
LANGUAGES = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "additionalProperties": {"type": "string"},
}
STATEMENT = {
    # Written after the tables of xAPI-Data.md, 2.4 to 2.4.7: only properties that are named there, no null, ids with a scheme.
    "type": "object",
    "required": ["actor", "verb", "object"],
    "additionalProperties": False,
    "properties": {
        "id": {"pattern": r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
        "actor": {
            "type": "object",
            "required": ["account"],
            "additionalProperties": False,
            "properties": {
                "objectType": {"const": "Agent"},
                "account": {
                    "type": "object",
                    "required": ["homePage", "name"],
                    "additionalProperties": False,
                    "properties": {"homePage": {"pattern": URI}, "name": {"type": "string", "minLength": 1}},
                },
            },
        },
        "verb": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {"id": {"pattern": URI}, "display": LANGUAGES},
        },
        "object": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "objectType": {"const": "Activity"},
                "id": {"pattern": URI},
                "definition": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"name": LANGUAGES, "description": LANGUAGES, "type": {"pattern": URI}},
                },
            },
        },
        "result": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "duration": {"pattern": r"^PT\d+M$"},
                "extensions": {"type": "object", "propertyNames": {"pattern": URI}},
            },
        },
        "context": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "platform": {"type": "string"},
                "revision": {"type": "string"},
                "language": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
            },
        },
        "timestamp": {
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+]\d\d:\d\d|-(?!00:00)\d\d:\d\d)$"
        },
    },
}


def made(**more) -> list[dict]:
    given = {"home_page": "https://learning.example.org/", "account": "1625378", "version": "0.1.0"}
    return hours.statements(hours.claims(RESPONSES), **given | more)


def test_only_parts_with_an_answer_count_and_each_once():
    (one,) = hours.claims(RESPONSES)
    minutes = {part.name: part.minutes for part in course.course()["05"].parts}
    assert one.minutes == minutes["sort"]["75"] + minutes["mathematics"]["75"]
    assert (one.session, len(one.parts), one.planned) == ("05", 2, 75)
    assert (one.first, one.last) == ("2026-01-12T19:00:00Z", "2026-01-13T20:40:00.000Z")


def test_a_part_that_a_path_leaves_out_does_not_count_in_it():
    short = hours.claims(RESPONSES, "45")
    minutes = {part.name: part.minutes["45"] for part in course.course()["05"].parts}
    assert [one.minutes for one in short] == [minutes["sort"] + minutes["mathematics"]]
    with pytest.raises(KitError, match="45, 75, 90"):
        hours.claims(RESPONSES, "60")


def test_each_statement_has_the_structure_that_xapi_1_0_3_asks_for():
    for one in made():
        Draft202012Validator(STATEMENT).validate(one)
        assert "null" not in json.dumps(one)


def test_moments_with_and_without_a_time_zone_are_put_in_order():
    mixed = [*RESPONSES, {"key": "05/estimate", "at": "2026-01-20T10:00:00"}]
    (one,) = hours.statements(
        hours.claims(mixed), home_page="https://x.example.org", account="7", version="0.1.0"
    )
    assert re.fullmatch(r"2026-01-(19|20|21)T\d\d:00:00Z", one["timestamp"]) or one["timestamp"].endswith(
        ":30:00Z"
    )


def test_the_schema_of_this_test_refuses_what_the_specification_refuses():
    (one,) = made()
    for wrong in (
        {**one, "actor": {"mbox": "mailto:someone@example.org"}},
        {**one, "verb": {"id": "experienced"}},
        {**one, "result": {"duration": "50 minutes"}},
        {**one, "minutes": 50},
        {**one, "result": {"extensions": {"claimed": True}}},
    ):
        assert not Draft202012Validator(STATEMENT).is_valid(wrong)


def test_the_person_is_an_account_and_nothing_that_was_answered_is_in_it():
    text = json.dumps(made())
    assert '"account": {"homePage": "https://learning.example.org/", "name": "1625378"}' in text
    assert not re.search("mbox|@|Keisha|0badcafe|s28", text)


def test_it_says_that_it_is_claimed_and_how_it_was_counted():
    (one,) = made()
    extensions = {name.rpartition("/")[2]: value for name, value in one["result"]["extensions"].items()}
    assert extensions["claimed"] is True and "not proved" in extensions["how-counted"]
    assert extensions["minutes-planned"] == 75


def test_the_same_claim_has_the_same_id_and_a_changed_one_another():
    assert made()[0]["id"] == made()[0]["id"]
    assert made()[0]["id"] != made(account="7")[0]["id"]
    more = [*RESPONSES, {"key": "05/estimate", "at": AT}]
    changed = hours.statements(
        hours.claims(more), home_page="https://learning.example.org/", account="1625378", version="0.1.0"
    )
    assert changed[0]["id"] != made()[0]["id"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"home_page": "our system"}, "is no home page"),
        ({"home_page": "ftp://x.org"}, "is no home page"),
        ({"account": "  "}, "Give your account"),
        ({"account": "me@school.org"}, "looks like an email address"),
    ],
)
def test_what_cannot_be_an_account_is_refused_in_a_sentence(given, told):
    with pytest.raises(KitError, match=told):
        made(**given)


def test_the_record_is_a_data_package_and_statements_are_off_unless_asked_for(tmp_path):
    files = hours.write(hours.claims(RESPONSES), tmp_path, version="0.1.0")
    assert [file.name for file in files] == ["hours.csv", "datapackage.json"]
    problems = []
    package = open_package(tmp_path, "hours", problems, missing="")
    (row,) = package.get_resource("hours").read_rows()
    assert problems == []
    assert row["minutes_planned"] == 75 and row["parts"] == 2
    assert "not proved" in package.get_resource("hours").schema.get_field("minutes_claimed").description
