"""The ratio table's and the double number line's Python side, and the tasks that both take."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

import kit
from kit.activities import frontend
from kit.activities.tasks import WrongTask
from kit.content import library
from kit.content.quantities import quantity
from kit.content.tasks import Task
from kit.content.tasks.relations import CompareRatiosTask, MissingValueTask, UnitRateTask
from kit.journal import Journal

REASONS = [
    {"id": "a", "text": "A", "holds": True, "because": "B"},
    {"id": "b", "text": "C", "holds": False, "because": "D"},
]
PAINT = [{"one": "cup of red", "many": "cups of red"}, {"one": "cup of yellow", "many": "cups of yellow"}]
MISSING = {
    "kind": "missing_value",
    "quantities": PAINT,
    "given": ["2", "3"],
    "known": "7",
    "known_of": "first",
    "reasons": REASONS,
}
RATE = {"kind": "unit_rate", "quantities": PAINT, "given": ["6", "4"], "one_of": "first", "reasons": REASONS}
COMPARE = {
    "kind": "compare_ratios",
    "quantities": PAINT,
    "mixtures": [{"name": "A", "pair": ["3", "5"]}, {"name": "B", "pair": ["6", "8"]}],
    "question": "Which is redder?",
    "same": "Neither.",
    "reasons": REASONS,
}
GIVEN = {"id": 1, "a": "2", "b": "3", "made": {"by": "given"}}


def one(task: dict):
    return TypeAdapter(Task).validate_python(task)


def table(**options) -> kit.RatioTable:
    return kit.RatioTable("05/ratio", **{"item": "orange-7-red", **options})


def lines(**options) -> kit.DoubleNumberLine:
    return kit.DoubleNumberLine("05/lines", **{"item": "orange-7-red", **options})


def items_with(*kinds: type) -> list:
    return [item for item in library().items.values() if isinstance(item.task, kinds)]


def test_the_answer_is_worked_out_exactly_from_either_side():
    assert one(MISSING).answer == quantity("10 1/2")
    assert one(MISSING | {"known_of": "second"}).answer == quantity("4 2/3")
    assert one(RATE).answer == quantity("2/3")
    assert one(RATE | {"one_of": "second"}).answer == quantity("1 1/2")
    assert one(COMPARE).answer == "second"


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (MISSING | {"known": "2"}, "asks for 2 where 2 is given"),
        (MISSING | {"known": "100"}, "asks for 100"),
        (MISSING | {"given": ["0", "3"]}, "amount 0"),
        (MISSING | {"given": ["1/0", "3"]}, "denominator 0"),
        (MISSING | {"reasons": REASONS[:1] * 2}, "two reasons with the id “a”"),
        (MISSING | {"reasons": [REASONS[0], REASONS[0] | {"id": "c"}]}, "only reasons that hold"),
        (RATE | {"given": ["1", "4"]}, "amount for 1 already"),
        (COMPARE | {"mixtures": [COMPARE["mixtures"][0]] * 2}, "with itself"),
    ],
)
def test_a_task_that_cannot_be_done_is_refused_with_a_remedy(task, said):
    with pytest.raises(ValidationError) as caught:
        one(task)
    [error] = caught.value.errors()
    assert said in error["ctx"]["message"]
    assert error["ctx"]["remedy"]


def test_the_answers_in_the_data_are_what_the_numbers_give():
    checked = 0
    for item in items_with(MissingValueTask, UnitRateTask):
        assert quantity(item.answer.strip("$")) == item.task.answer, item.id
        checked += 1
    for item in items_with(CompareRatiosTask):
        names = {"first": item.task.mixtures[0].name, "second": item.task.mixtures[1].name}
        assert item.answer == names.get(item.task.answer, item.task.same), item.id
        checked += 1
    assert checked >= 8


def test_equalities_written_in_the_reasoning_hold():
    """Each `a × b = c`, `a ÷ b = c`, `a + b = c` and `a = b` between dollar signs."""
    number = r"\d+ \d+/\d+|\d+/\d+|\d+"
    equal = 0
    for item in items_with(MissingValueTask, UnitRateTask, CompareRatiosTask):
        for reason in item.task.reasons:
            for piece in re.findall(r"\$([^$]*=[^$]*)\$", reason.text + " " + reason.because):
                values = []
                for side in piece.split("="):
                    first, *rest = re.findall(rf"{number}|[×÷+−]", side.strip())
                    value = quantity(first)
                    for sign, other in zip(rest[::2], map(quantity, rest[1::2]), strict=True):
                        value = {
                            "×": value * other,
                            "÷": value / other,
                            "+": value + other,
                            "−": value - other,
                        }[sign]
                    values.append(value)
                assert len(set(values)) == 1, (item.id, piece)
                equal += 1
    assert equal >= 10


def test_what_was_made_is_back_when_the_cell_is_run_again():
    activity = table()
    made = {"id": 2, "a": "7", "b": "10 1/2", "made": {"by": "times", "of": 1, "n": "3 1/2"}}
    activity.value = {
        **activity.value,
        "tables": [[GIVEN, made]],
        "answer": "10.5",
        "reason": "per-one",
        "checks": [{"answer": "10.5", "reason": "per-one", "agrees": True, "holds": True}],
    }
    again = table()
    assert again.value == activity.value
    assert again.notice == ""


@pytest.mark.parametrize(
    "columns",
    [
        None,
        [],
        [{"id": 1, "a": "4", "b": "3", "made": {"by": "given"}}],
        [GIVEN, {"id": 1, "a": "4", "b": "6", "made": {"by": "typed"}}],
        [GIVEN, {"id": 2, "a": "four", "b": "6", "made": {"by": "typed"}}],
        [GIVEN, {"id": 2, "a": "4", "b": "6", "made": {"by": "times", "of": 7, "n": "2"}}],
        [GIVEN, {"id": 2, "a": "4", "b": "6", "made": {"by": "times", "of": True, "n": "2"}}],
        [GIVEN, {"id": 2, "a": "4", "b": "6", "made": {"by": "magic"}}],
        [GIVEN, {"id": 2, "a": "4", "b": "6", "made": {"by": "typed", "as": {"by": "typed"}}}],
    ],
)
def test_columns_that_cannot_be_shown_start_afresh_and_stay_in_the_journal(columns):
    Journal().save("05/ratio", {"tables": [columns], "answer": "9"})
    activity = table()
    assert activity.value["tables"] == [[GIVEN]]
    assert activity.value["answer"] == "9"
    assert activity.value["gone"] == [columns] and activity.notice
    assert Journal().get("05/ratio").value["tables"] == [columns]


def test_odd_fields_and_reasons_that_are_gone_do_not_stop_either_activity():
    odd = {
        "answer": 7,
        "reason": "gone",
        "checks": [{"answer": "7", "reason": "gone"}, 3],
        "tried": [["7"], 4],
    }
    Journal().save("05/ratio", odd)
    Journal().save("05/lines", odd | {"parts": 99, "jumps": -1})
    for value in (table().value, lines().value):
        assert (value["answer"], value["reason"], value["checks"]) == ("", None, [])
    assert (lines().value["parts"], lines().value["jumps"], lines().value["tried"]) == (1, 0, [])


def test_free_tables_and_lines_keep_names_and_pairs_of_their_own():
    free = kit.RatioTable("05/free", quantities=("km", "minute, minutes"), pair=("2", "4/3"))
    assert free.value["tables"][0][0]["b"] == "1 1/3"
    assert "2 (km) with 1 1/3 (minutes)" in free.summary()
    other = [{"id": 1, "a": "5", "b": "9", "made": {"by": "given"}}]
    free.value = {**free.value, "tables": [other], "names": ["eggs", "cakes"]}
    assert kit.RatioTable("05/free").value["tables"] == [other]
    loose = kit.DoubleNumberLine("05/free-lines")
    loose.value = {**loose.value, "pair": ["5", "9"], "reach": 5}
    assert kit.DoubleNumberLine("05/free-lines").value == loose.value


@pytest.mark.parametrize("make", [kit.RatioTable, kit.DoubleNumberLine])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"pair": ("0", "5")}, "two amounts above 0"),
        ({"pair": ("3", "-5")}, "two amounts above 0"),
        ({"pair": "35"}, "two amounts above 0"),
        ({"quantities": ("cups",)}, "names of two quantities"),
        ({"item": "orange-7-red", "pair": ("3", "5")}, "Leave out quantities and pair"),
        ({"item": "open-8-4-5"}, r"“open_sentence”.*orange-7-red"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_to_do(make, options, said):
    with pytest.raises(WrongTask, match=said):
        make("05/other", **options)


def test_a_comparison_is_not_for_the_double_number_line():
    assert table(item="pinks-a-and-b").value["choice"] is None
    with pytest.raises(WrongTask, match="compare_ratios"):
        lines(item="pinks-a-and-b")


@pytest.mark.parametrize("make", [table, lines])
def test_summary_and_picture_hold_the_task_and_neither_answer_nor_reasoning(make):
    activity = make()
    before = activity.summary() + activity.picture()
    activity.value = {**activity.value, "answer": "10 1/2", "reason": "per-one"}
    again = make()
    assert again.summary() + again.picture() == before
    assert "6 red need 9 yellow" in before and "cups of yellow" in before
    assert "10 1/2" not in before and "10 <sup>" not in before
    assert "The amount for 1 opens" not in before
    tags = set(re.findall(r"<(\w+)", again.picture()))
    assert tags <= {"h3", "p", "table", "tbody", "tr", "td", "th", "ul", "li", "sup", "sub", "b", "small"}


def test_both_style_sheets_draw_the_lines_the_same_way():
    """The rules stand twice, as each activity brings its own style sheet."""
    mark = "/* the double number line:"
    first, second = (
        frontend.stylesheet(name).split(mark)[1] for name in ("ratio_table", "double_number_line")
    )
    assert first == second
