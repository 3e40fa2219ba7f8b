"""BugLab: what it shows and keeps to itself, what it keeps, and that the simulated answers are right."""

import json
import re
from collections import Counter

import pytest

from kit import BugLab
from kit.content.problems import ContentError
from kit.diagnosis import banks as bank_file
from kit.diagnosis.banks import banks
from kit.errors import KitError, UnknownName
from kit.journal import Journal

SUBTRACTION = {"domain": "column-subtraction"}
PAIR = ("smaller-from-larger", "borrow-no-decrement")

WORKED_BY_HAND = """
column-subtraction  | smaller-from-larger      | 508 - 349       | 241
column-subtraction  | borrow-no-decrement      | 306 - 148       | 268
column-subtraction  | stops-borrow-at-zero     | 400 - 126       | 284
column-subtraction  | borrow-from-zero         | 904 - 237       | 767
column-subtraction  | borrow-across-zero       | 904 - 237       | 577
column-subtraction  | always-borrow-left       | 536 - 277       | 169
column-subtraction  | zero-minus-n-is-n        | 400 - 126       | 326
column-addition     | carries-accumulate       | 467 + 285       | 852
column-addition     | adds-left-to-right       | 352 + 74        | 327
column-addition     | carry-not-added          | 57 + 36         | 83
multiplication      | adds-carry-before-multiplying | 27 × 4     | 168
multiplication      | forgets-placeholder-zero | 57 × 38         | 627
multiplication      | first-row-carry-again    | 57 × 38         | 2466
multiplication      | matching-places-only     | 57 × 38         | 1556
fraction-arithmetic | common-denominator-old-numerators | 2/3 + 3/4 | 5/12
fraction-arithmetic | add-across               | 4/5 - 3/5       | 1
fraction-arithmetic | divides-across-dropping-remainders | 7/8 ÷ 3/4 | 2/2
fraction-arithmetic | turns-first-in-division  | 7/8 ÷ 3/4       | 24/28
decimal-comparison  | column-overflow          | 2.063 ? 2.4     | >
decimal-comparison  | negative-thinking        | 3.4 ? 3         | <
decimal-comparison  | money-thinking           | 17.353 ? 17.35  | =
integer-arithmetic  | sign-of-first            | -2 - (-8)       | −6
integer-arithmetic  | minus-a-minus-is-minus   | -5 - (-3)       | −8
equations           | moves-number-without-changing-sign | 2(x + 3) = 16 | 11
equations           | conjoining               | 3(x - 4) = 15   | −5/3
equations           | divides-one-term-only    | 2x + 9 = 3      | −15/2
equations           | moves-unknown-without-changing-sign | 3x + 4 = x + 10 | 3/2
"""
ROWS = [tuple(part.strip() for part in row.split("|")) for row in WORKED_BY_HAND.strip().splitlines()]


def lab(domain="column-subtraction", students=PAIR, **options):
    return BugLab("gallery/lab", domain=domain, students=students, **options)


@pytest.mark.parametrize("domain, idea, problem, answer", ROWS)
def test_a_simulated_answer_is_the_one_worked_by_hand(domain, idea, problem, answer):
    content = lab(domain, (idea,)).content
    at = [one["id"] for one in content["problems"]].index(problem)
    gives = next(one["gives"] for one in content["ideas"] if one["id"] == idea)
    assert content["problems"][at]["answers"][gives[at]][0] == answer
    assert answer in content["students"][0]["text"][at]


@pytest.mark.parametrize("domain", banks())
def test_the_bank_tells_all_ideas_of_the_lab_apart_and_holds_a_problem_that_tells_little(domain):
    content = lab(domain, (banks()[domain].ideas[0],)).content
    answers = [
        tuple(
            p["answers"][at][1] if at >= 0 else None
            for p, at in zip(content["problems"], one["gives"], strict=True)
        )
        for one in content["ideas"]
    ]
    assert len(set(answers)) == len(answers)
    alike = [max(Counter(one[at] for one in answers).values()) for at in range(len(content["problems"]))]
    assert max(alike[content["given"] :]) >= 0.7 * len(answers), "some choice is a poor one"
    assert min(alike) <= 0.6 * len(answers), "and some choice a good one"
    assert 8 <= len(content["problems"]) <= 14


@pytest.mark.parametrize("domain", banks())
def test_the_content_stays_small_also_with_two_students(domain):
    two = banks()[domain].ideas[:2]
    assert len(json.dumps(lab(domain, two).content).encode()) < 60_000


def test_two_ideas_with_the_same_first_answers_look_the_same_until_something_is_asked():
    one, other = (BugLab("gallery/lab", **SUBTRACTION, students=(idea,)) for idea in PAIR)
    assert "73 − 28 = 55" in one.summary()
    assert one.summary() == other.summary()
    assert one.picture() == other.picture()


@pytest.mark.parametrize("domain", banks())
def test_neither_summary_nor_picture_gives_a_later_answer_away(domain):
    made = lab(domain, (banks()[domain].ideas[-1],))
    shown = made.summary() + re.sub("<[^>]+>", " ", made.picture())
    for text in made.content["students"][0]["text"][2:]:
        assert text not in shown


def test_every_student_is_marked_as_simulated_everywhere():
    made = lab()
    said = "Student A and Student B are simulated students, whose answers this kit computes."
    assert said == made.content["mark"]
    assert said in made.summary()
    assert said in made.picture()
    assert "Student A is a simulated student" in lab(students="smaller-from-larger").summary()


def test_the_picture_uses_only_tags_that_a_notebook_keeps_and_has_room_to_write():
    for domain, bank in banks().items():
        picture = lab(domain, bank.ideas[:2]).picture()
        tags = set(re.findall(r"<(\w+)", picture))
        assert tags <= {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub"}
        assert picture.count("☐") == 2 * (len(bank.ideas) + 1)
        assert picture.count("__________</td>") == 4 * (len(bank.problems) - 2)


def test_the_students_idea_is_always_among_those_to_choose():
    ids = [one["id"] for one in lab(students=("stutter-subtract",)).content["ideas"]]
    assert "stutter-subtract" in ids
    assert ids[0] == "correct"


def test_a_student_may_work_by_the_usual_procedure():
    assert lab(students=("correct", "smaller-from-larger")).content["students"][0]["idea"] == 0


def test_a_bank_and_ideas_of_ones_own_are_taken_in_any_notation():
    made = lab(
        students=("borrow-from-zero",),
        bank=["61−25", "70 − 4", "502-318"],
        hypotheses=(*PAIR[:1], "borrow-from-zero"),
    )
    assert [one["id"] for one in made.content["problems"]] == ["61 - 25", "70 - 4", "502 - 318"]
    assert [one["id"] for one in made.content["ideas"]] == [
        "correct",
        "smaller-from-larger",
        "borrow-from-zero",
    ]
    assert (
        made.content["students"][0]["text"][2] == "502 − 318 = 284"
    )  # 12 - 8, 9 - 1, and 5 - 3 with nothing taken


def test_an_idea_that_leads_to_no_answer_writes_nothing():
    content = lab("equations", ("subtracts-coefficient",)).content
    at = [one["id"] for one in content["problems"]].index("-4x = 20")
    assert content["stuck"] is True
    assert content["students"][0]["text"][at].endswith("(nothing)")
    assert "nothing written" in content["students"][0]["work"][at]


VALUE = {
    "asked": ["904 - 237"],
    "predicted": {"A": {"904 - 237": "733"}, "B": {"904 - 237": None}},
    "ruled_out": {"A": ["borrow-from-zero"]},
    "named": {"A": "smaller-from-larger", "B": "none"},
    "reason": {"A": "the small digit is always taken away"},
    "committed": {"A": {"idea": "smaller-from-larger", "asked": 1}, "B": {"idea": "none", "asked": 1}},
    "shown": True,
    "looked": False,
}


def test_work_comes_back_when_the_cell_runs_again():
    lab().value = VALUE
    again = lab()
    assert again.value == VALUE
    assert again.notice == ""


def test_summary_and_picture_are_the_same_whatever_was_answered(journal_folder):
    before = lab()
    Journal(journal_folder).save("gallery/lab", VALUE)
    after = lab()
    assert (after.summary(), after.picture()) == (before.summary(), before.picture())


def test_problems_and_ideas_that_are_gone_are_kept_and_told(journal_folder):
    old = {**VALUE, "asked": ["99 - 1", "904 - 237"], "named": {"A": "an-old-idea"}, "later": 1}
    Journal(journal_folder).save("gallery/lab", old)
    made = lab()
    assert made.value == old
    assert "99 − 1" in made.notice
    assert "an-old-idea" in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {
            "asked": "all",
            "predicted": [],
            "ruled_out": {"A": "x"},
            "named": {"A": 3},
            "committed": 1,
            "shown": True,
        },
        {
            "asked": [1, None],
            "predicted": {"A": ["x"]},
            "reason": {"A": {}},
            "committed": {"A": {"idea": "x"}},
        },
        {},
    ],
)
def test_an_answer_in_another_form_never_breaks_it_and_shows_nothing_early(journal_folder, odd):
    Journal(journal_folder).save("gallery/lab", odd)
    value = lab().value
    assert value["asked"] == []
    assert value["committed"] is None
    assert value["shown"] is False


@pytest.mark.parametrize(
    "options, said",
    [
        ({"students": ()}, "one student or two"),
        ({"students": ("correct",) * 3}, "one student or two; here are 3"),
        ({"students": ("smaller-from-larger + borrow-from-zero",)}, "names two ideas|held together"),
        ({"students": ("conjoining",)}, "is no idea of column-subtraction"),
        ({"hypotheses": ("borrow-from-zero",)}, "not among the hypotheses"),
        ({"students": "correct", "hypotheses": ()}, "at least one hypothesis"),
        ({"bank": ["3/5 + 1/2", "5 - 3", "6 - 1"]}, "3/5 . 1/2.*cannot be read as subtraction in columns"),
        ({"bank": ["9 - 5", "9-5", "8 - 3"]}, "stands there twice"),
        ({"bank": ["9 - 5", "8 - 3"]}, "this one has 2"),
        ({"bank": "9 - 5"}, "as a list"),
        ({"given": 0}, "1, 2 or 3"),
    ],
)
def test_a_mistake_in_the_call_is_told_with_what_to_do(options, said):
    with pytest.raises(KitError, match=said):
        lab(**options)


def test_an_unknown_kind_of_mathematics_names_near_ones():
    with pytest.raises(UnknownName, match="decimal-comparison"):
        lab("decimals")


def test_an_unknown_idea_names_near_ones():
    with pytest.raises(UnknownName, match="smaller-from-larger"):
        lab(students=("smaller-from-large",))


def test_a_mistake_in_the_bank_file_is_told_with_its_place(tmp_path):
    folder = tmp_path / "bugs"
    folder.mkdir()
    text = (bank_file.paths.DATA / "bugs" / "banks.yaml").read_text(encoding="utf-8")
    spoilt = text.replace("- 864 - 321", "- 321 - 864").replace("- conjoining", "- joining")
    (folder / "banks.yaml").write_text(spoilt.replace("multiplication:", "times:"), encoding="utf-8")
    found = [str(one) for one in bank_file.problems_in(tmp_path)]
    assert any("“321 - 864” cannot be read as a problem of column-subtraction" in one for one in found)
    assert any("“joining” is no idea of equations" in one for one in found)
    assert any("multiplication: has no bank" in one for one in found)
    assert any("times: is no kind of mathematics" in one for one in found)
    assert len(found) == 4


def test_a_spoilt_bank_file_stops_the_lab_with_its_problems(monkeypatch, tmp_path):
    monkeypatch.setattr(bank_file.paths, "DATA", tmp_path)
    bank_file.banks.cache_clear()
    with pytest.raises(ContentError, match="is missing"):
        bank_file.banks()
    bank_file.banks.cache_clear()
