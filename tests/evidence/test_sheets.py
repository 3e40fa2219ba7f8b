"""Evidence sheets and commitments: what was handed over, and nothing else."""

from made_up_answers import response

import kit
from kit.activities.decide_next import DecideNext

VALUE = {
    "groups": [
        {"id": "g1", "name": "Across", "cards": ["s28", "s17"], "issue": "adds tops and bottoms", "move": "3/5 on a line", "shown": "after", "first": ""},
        {"id": "g2", "name": "Empty", "cards": ["s24"], "issue": "", "move": " ", "shown": "", "first": ""},
        "not a group",
    ],
    "levels": {"s28": "1"},
    "issues": {"s28": "tops, then bottoms"},
    "accuracy": {},
    "brought": {"placed": {"s28": "0", "s17": "unsure"}, "accuracy": {"s17": "partly"}, "tags": {}, "notes": {}},
    "sheet": {"build_on": "Reads the signs.", "issues": "", "next_class": "A line to 2.", "next_group": "", "next_individual": ""},
}  # fmt: skip
REFLECT = {
    "confidence": {"1": 3},
    "writing": {"commitment": "Two problems on Tuesday", "changed": "Something private"},
}


def test_a_sheet_becomes_tables_of_what_was_written():
    sheets = kit.evidence.sheet([response("p1", "05/next", VALUE)])
    assert sheets.groups.to_dict("records") == [
        {"participant": "p1", "key": "05/next", "group": "Across", "cards": "s28, s17", "issue": "adds tops and bottoms",
         "move": "3/5 on a line", "suggested": "after"}
    ]  # fmt: skip
    assert list(sheets.cards["card"]) == ["s17", "s28"]
    assert list(sheets.cards["level"].fillna(-1)) == [-1, 1]
    assert list(sheets.cards["issue"]) == ["", "tops, then bottoms"]
    assert list(sheets.cards["accuracy"]) == ["partly", ""]
    assert list(zip(sheets.boxes["box"], sheets.boxes["text"], strict=True)) == [
        ("build_on", "Reads the signs."),
        ("next_class", "A line to 2."),
    ]


def test_writing_under_reflect_stays_where_it_is_unless_it_was_handed_over():
    responses = [response("p1", "05/confidence", REFLECT)]
    assert kit.evidence.sheet(responses).commitments.empty
    given = kit.evidence.sheet(responses, handed_over=True).commitments
    assert list(given["text"]) == ["Two problems on Tuesday"]
    assert "private" not in given.to_string()


def test_nothing_written_gives_empty_tables():
    empty = DecideNext("05/next", deck="fraction-arithmetic/papers").value
    sheets = kit.evidence.sheet(
        [response("p1", "05/next", dict(empty)), response("p1", "05/x", {})], handed_over=True
    )
    assert all(table.empty for table in (sheets.groups, sheets.cards, sheets.boxes, sheets.commitments))
