"""The measure of diagnostic skill: its keys agree with the engine and the records, its forms are built alike."""

import re
import shutil

import pytest

from kit import diagnosis, paths
from kit.content import ContentError, library, load
from kit.content.mathtext import to_text
from kit.content.measure_guide import scoring_guide_html, shown_work
from kit.content.measures import closed_score
from kit.diagnosis.notation import value

MEASURE = library().measure("reading-student-thinking")
EXPLAIN = [
    pytest.param(part, id=f"{form.id}-{part.id}")
    for form in MEASURE.forms
    for part in form.parts
    if part.kind == "explain"
]


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(paths.DATA, tmp_path / "data")


def told_of(data) -> str:
    with pytest.raises(ContentError) as error:
        load(data)
    return str(error.value)


def problems_after(data, old: str, new: str) -> str:
    file = data / "measures/reading-student-thinking.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return told_of(data)


def shown_answers(part) -> dict[str, str]:
    if not part.work.sample:
        return {one.problem: one.answer for one in part.work.columns}
    given = {answer.item: answer.given for answer in library().sample(part.work.sample).answers}
    return {to_text(library().item(item).text): given[item] for item in part.work.items}


@pytest.mark.parametrize("part", EXPLAIN)
def test_the_idea_gives_every_answer_that_is_shown(part):
    shown = shown_answers(part)
    assert len(shown) == 3
    for problem, answer in shown.items():
        assert value(diagnosis.answer(part.idea, problem)) == value(answer), problem


@pytest.mark.parametrize("part", EXPLAIN)
def test_what_is_shown_points_to_the_idea_and_to_no_other(part):
    first = diagnosis.diagnose(shown_answers(part)).first
    assert first.names == (part.idea,) and first.probability > 0.9


@pytest.mark.parametrize("part", EXPLAIN)
def test_every_choice_is_what_its_idea_answers_and_the_key_is_the_students(part):
    problem = to_text(part.next.problem)
    for choice in part.next.choices:
        assert value(diagnosis.answer(choice.bug, problem)) == value(to_text(choice.text)), choice.id
    assert {one.id: one.bug for one in part.next.choices}[part.next.key] == part.idea
    assert "correct" in [one.bug for one in part.next.choices]
    assert len({value(to_text(one.text)) for one in part.next.choices}) == len(part.next.choices)


def test_both_forms_ask_for_a_real_student_whom_no_deck_or_exemplar_shows():
    elsewhere = {
        f"{work_set.id}/{id}"
        for work_set in library().work_sets.values()
        for deck in work_set.decks
        for id in deck.samples
    }
    elsewhere |= {
        exemplar.sample
        for progression in library().progressions.values()
        for level in progression.levels
        for exemplar in level.exemplars
    }
    for form in MEASURE.forms:
        real = [part.work.sample for part in form.parts if part.kind != "order" and part.work.sample]
        assert real and not set(real) & elsewhere


def test_the_key_does_not_stand_in_one_place():
    for form in MEASURE.forms:
        places = {
            [one.id for one in (part.next.choices if part.kind == "explain" else part.moves)].index(
                part.next.key if part.kind == "explain" else part.key
            )
            for part in form.parts
            if part.kind != "order"
        }
        assert len(places) >= 2


def test_in_each_order_a_right_answer_stands_below_a_wrong_one():
    right = {"A": "42", "B": "7"}
    for form in MEASURE.forms:
        part = form.part("strategies")
        is_right = {one.id: bool(re.search(rf"\b{right[form.id]}\.”$", one.text)) for one in part.responses}
        level = {one.id: one.level for one in part.responses}
        assert any(
            is_right[low] and not is_right[high] and level[low] < level[high]
            for low in level
            for high in level
        )


def test_an_order_is_scored_by_pairs_of_different_levels():
    part = MEASURE.form("A").part("strategies")
    key = list(part.key)
    assert closed_score(part, {"order": key}) == 1
    assert closed_score(part, {"order": key[::-1]}) == 0
    tied = [key[0], key[1], key[3], key[2], key[4]]
    assert closed_score(part, {"order": tied}) == 1
    assert closed_score(part, {"order": [key[1], key[0], *key[2:]]}) == pytest.approx(8 / 9)
    assert closed_score(part, {"order": key[:3]}) is None
    assert closed_score(part, {}) is None


def test_a_choice_is_scored_by_the_key_and_a_move_by_what_it_meets():
    explain, respond = MEASURE.form("A").part("whole-numbers"), MEASURE.form("A").part("next-step")
    assert [closed_score(explain, {"choice": id}) for id in ("c", "a", "z")] == [1, 0, None]
    assert [closed_score(respond, {"choice": id}) for id in ("c", "a", "b", None)] == [1, 0.5, 0, None]


def test_every_score_has_two_anchors_and_scorers_have_something_to_practise_on():
    for form in MEASURE.forms:
        for part in form.parts:
            if part.kind != "order":
                counts = [sum(anchor.score == score for anchor in part.anchors) for score in range(4)]
                assert min(counts) >= 2
    assert {one.score for one in MEASURE.practice} == {0, 1, 2, 3}
    anchors = {
        a.text for form in MEASURE.forms for part in form.parts if part.kind != "order" for a in part.anchors
    }
    assert not anchors & {one.text for one in MEASURE.practice}


def test_the_scoring_guide_holds_key_anchors_practice_and_what_cannot_be_concluded():
    guide = scoring_guide_html(MEASURE, library())
    assert "No validation study exists" in guide and "What cannot be concluded" in guide
    assert guide.count('<th scope="row">3</th>') >= 7
    assert "real work · Siegler" in guide and "Practice for scorers" in guide
    assert not re.search(r"<(math|svg|script)", guide)


def test_columns_are_drawn_and_told_in_words():
    drawn = shown_work(MEASURE.form("A").part("whole-numbers").work, library())
    assert drawn.html.count("<svg") == 3 and "<svg" not in drawn.simple
    assert "52 − 38 = 26" in drawn.text


def test_a_key_that_is_not_the_recorded_answer_is_told(data):
    said = problems_after(
        data,
        "          item: sts-add-unlike\n          key: b",
        "          item: sts-add-unlike\n          key: c",
    )
    assert "says that the student answered 4/10; the record says 4/7" in said


def test_forms_that_differ_in_levels_are_told(data):
    said = problems_after(
        data,
        "- {id: r, level: 3, text: “3 boxes".replace("text: “", 'text: "“'),
        '- {id: r, level: 4, text: "“3 boxes',
    )
    assert "not parallel" in said and "strategies" in said


def test_a_level_that_does_not_exist_is_told(data):
    file = data / "measures/reading-student-thinking.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(\{id: r, level:) 3", r"\1 9", text), encoding="utf-8")
    said = told_of(data)
    assert "level 9, which “multiplication-division” does not have" in said


def test_too_few_anchors_are_told(data):
    said = problems_after(
        data, "score: 0, text: Work on addition facts.", "score: 1, text: Work on addition facts."
    )
    assert "fewer than 2 anchor responses for the score 0" in said
