"""The pattern table's Python side: work sets and own tables in, compact content out, and errors that say what to do."""

import json

import pytest

import kit
from kit.content import library
from kit.content.patterns import NoPattern
from kit.errors import UnknownName
from kit.journal import Journal

KEY = "gallery/pattern"


def table(**options) -> kit.PatternTable:
    return kit.PatternTable(KEY, **(options or {"work_set": "fraction-subtraction"}))


@pytest.mark.parametrize(
    ("work_set", "students", "items"),
    [("school-subtraction", 294, 8), ("school-fractions", 191, 23), ("fraction-subtraction", 536, 20)],
)
def test_a_work_set_comes_whole_and_compact(work_set, students, items):
    content = table(work_set=work_set).content
    rows = content["rows"].split(" ")
    assert (len(rows), len(content["students"]), len(content["items"])) == (students, students, items)
    assert {len(row) for row in rows} == {items}
    assert len(json.dumps(content)) < 40_000


def test_a_row_says_what_the_record_says():
    content = table().content
    sample = library().sample("fraction-subtraction/t013")
    row = content["rows"].split(" ")[content["students"].index("t013")]
    assert row == "".join("1" if answer.correct else "0" for answer in sample.answers)


def test_skills_come_from_the_table_beside_the_records():
    skills = {skill["id"]: skill for skill in table().content["skills"]}
    assert skills["common_denominator"]["name"] == "Find a common denominator"
    numbers = [int(item.rpartition("-")[2]) for item in skills["common_denominator"]["items"]]
    assert numbers == [1, 2, 3, 5, 13]


def test_where_there_is_no_such_table_features_of_the_problems_serve():
    skills = {
        skill["name"]: skill["items"] for skill in table(work_set="school-subtraction").content["skills"]
    }
    assert skills["zero: yes"] == ["school-subtraction-4"]


def test_answers_that_were_kept_come_along():
    given = table(work_set="fraction-arithmetic").content["given"]
    assert "4/7" in given["texts"]
    assert len(given["cells"]) == 48


def test_a_table_of_ones_own_with_ones_and_zeros():
    content = table(
        answers=[[1, 0, None], [True, False, 1]], items=["$1/2 + 1/4$", "b", "c"], skills={"unit": [1, "c"]}
    ).content
    assert content["rows"] == "10. 101"
    assert content["students"] == ["1", "2"]
    assert content["items"][0]["text"] == "1/2 + 1/4"
    assert content["skills"] == [{"id": "skill-1", "name": "unit", "items": ["i1", "i3"]}]


def test_a_data_frame_with_answers_and_a_key():
    import pandas as pd

    frame = pd.DataFrame({"3/5 + 1/2": ["4/7", "11/10", None], "5 - 2": [3, 3, 2]})
    content = table(answers=frame, right=["11/10", 3], students=["A1", "A2", "A3"]).content
    assert content["rows"] == "01 11 .0"
    assert [item["text"] for item in content["items"]] == ["3/5 + 1/2", "5 - 2"]
    assert content["given"]["texts"][content["given"]["cells"][0][0]] == "4/7"


def test_whole_numbers_in_a_column_with_gaps_are_still_whole():
    import pandas as pd

    content = table(answers=pd.DataFrame({"a": [1, None, 0], "b": [1, 1, 1]})).content
    assert content["rows"] == "11 .1 01"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"prompt": ""}, "one of the two"),
        ({"work_set": "school-fractions", "answers": [[1]]}, "one of the two"),
        ({"work_set": "school-fractions", "items": ["a"]}, "Leave out"),
        ({"answers": "101"}, "a list of rows"),
        ({"answers": [1, 0]}, "a list of rows"),
        ({"answers": []}, "a list of rows"),
        ({"answers": [[]]}, "no answers"),
        ({"answers": [[1, 0], [1]]}, "Row 2 of answers= has 1 answers, the first row 2"),
        ({"answers": [[1, "4/7"]]}, "Row 1, problem 2 of answers= is “4/7”"),
        ({"answers": [[1, 0]], "items": ["a"]}, "items= has 1 entries; the table has 2"),
        ({"answers": [[1], [0]], "students": ["a", "a"]}, "“a” twice"),
        ({"answers": [[1]], "skills": {"unit": [2]}}, "names problem “2”"),
        ({"answers": [[1]], "skills": ["unit"]}, "name problems for each skill"),
        ({"answers": [[None]]}, "no pattern"),
        ({"answers": [[1] * 61]}, "up to 2000 and 60"),
        ({"work_set": "give-a-number"}, "more than once"),
    ],
)
def test_a_table_that_does_not_fit_says_what_to_do(options, says):
    with pytest.raises(NoPattern, match=says):
        table(**options)


def test_a_misspelt_work_set_names_the_near_ones():
    with pytest.raises(UnknownName, match="Near it: school-fractions"):
        table(work_set="school-fraction")


def test_groups_of_students_or_problems_that_are_gone_are_put_aside_and_said():
    group = {
        "id": "g1",
        "name": "unit",
        "need": "strips",
        "items": ["i1", "i9"],
        "skill": None,
        "rule": "half",
        "students": ["1", "7"],
    }
    Journal().save(KEY, {"groups": [group], "student": "7"})
    activity = table(answers=[[1], [0]])
    assert activity.value["groups"][0]["students"] == ["1"]
    assert activity.value["groups"][0]["items"] == ["i1"]
    assert activity.value["student"] is None
    assert activity.value["gone"] == [{"groups": [group], "student": "7"}]
    assert "kept in the journal" in activity.notice


@pytest.mark.parametrize("field", ["view", "picked", "groups", "student"])
@pytest.mark.parametrize(
    "wrong", ["text", 7, [1, {"id": 3}], {"students": 1, "items": "i1", "rule": []}, None]
)
def test_an_answer_of_another_kind_breaks_nothing(field, wrong):
    Journal().save(KEY, {field: wrong})
    value = table(answers=[[1], [0]]).value
    json.dumps(value)
    assert value["view"]["students"] == "given"
    assert all(isinstance(group["students"], list) for group in value["groups"])


def test_the_picture_shows_problems_and_the_first_rows_whatever_was_answered():
    before = table()
    before.value = {**before.value, "student": "t001"}
    after = table()
    assert after.value["student"] == "t001"
    picture = after.picture()
    assert (picture, after.summary()) == (before.picture(), before.summary())
    assert picture.count("●") + picture.count("○") == 12 * 20 + 2, "twelve rows and the legend"
    assert "Groups by need" in picture
    assert not any(tag in picture for tag in ("<math", "<svg", "<script"))
