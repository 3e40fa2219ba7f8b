"""ItemDesigner: what it offers, what it keeps, and that nothing is given away on paper."""

import json
import re

import pytest

from kit import ItemDesigner
from kit.diagnosis.notation import DOMAINS
from kit.errors import KitError, UnknownName
from kit.journal import Journal

FRACTIONS = "fraction-arithmetic"


def designer(domains=FRACTIONS, **options):
    return ItemDesigner("gallery/item", domains=domains, **options)


def answers(made, problem):
    """What each idea answers to a problem, as the activity shows it."""
    (domain,) = made.content["domains"]
    at = [one["id"] for one in domain["problems"]].index(problem)
    texts = [text for text, _ in domain["problems"][at]["answers"]]
    return {one["id"]: None if one["gives"][at] < 0 else texts[one["gives"][at]] for one in domain["ideas"]}


def test_every_idea_of_a_kind_is_worked_out_for_every_problem():
    (domain,) = designer().content["domains"]
    assert [one["id"] for one in domain["ideas"]] == ["correct", *DOMAINS[FRACTIONS].bugs]
    assert {len(one["gives"]) for one in domain["ideas"]} == {len(domain["problems"])} == {20}


def test_the_answers_to_three_fifths_and_a_half_are_those_worked_by_hand():
    given = answers(designer(), "3/5 + 1/2")
    assert given["correct"] == "11/10"
    assert given["add-across"] == given["add-across-when-unlike"] == "4/7"
    assert given["common-denominator-old-numerators"] == "4/10"
    assert given["keeps-larger-denominator"] == "4/5"
    assert given["turns-first-in-division"] == "11/10"


def test_the_right_answer_comes_first_and_equal_answers_have_one_form():
    (domain,) = designer(bank=["3/4 - 1/8", "1/4 + 1/4"]).content["domains"]
    first, second = domain["problems"]
    assert first["answers"][0] == ["5/8", "5/8"]
    assert dict(first["answers"])["2/8"] == "1/4"
    assert dict(second["answers"])["2/4"] == "1/2"
    assert dict(second["answers"])["2/8"] == "1/4"


def test_all_kinds_are_offered_where_none_is_named_and_the_content_stays_small():
    made = designer(None)
    assert [one["id"] for one in made.content["domains"]] == list(DOMAINS)
    assert len(json.dumps(made.content).encode()) < 60_000


def test_neither_summary_nor_picture_says_what_an_idea_answers():
    made = designer(bank=["3/5 + 1/2"])
    shown = made.summary() + re.sub(r"</?su[pb]>", "", made.picture()).replace("⁄", "/")
    assert "3/5 + 1/2" in shown
    for wrong in ("11/10", "4/7", "4/10", "4/5"):
        assert wrong not in shown


def test_the_picture_uses_only_tags_that_a_notebook_keeps_and_has_room_to_write():
    picture = designer(None).picture()
    assert set(re.findall(r"<(\w+)", picture)) <= {
        *("h3", "h4", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub")
    }
    assert picture.count("____________________</td>") == 10


VALUE = {
    "domain": FRACTIONS,
    "problem": "3/5 + 1/2",
    "own": "",
    "wording": "Find the sum.",
    "kind": "open",
    "options": [{"id": "o1", "answer": "4/7", "idea": "add-across", "words": ""}],
}


def test_an_item_comes_back_when_the_cell_runs_again_and_the_summary_stays():
    before = designer()
    before.value = VALUE
    after = designer()
    assert (after.value, after.notice) == (VALUE, "")
    assert (after.summary(), after.picture()) == (before.summary(), before.picture())


def test_a_problem_that_is_gone_is_kept_and_told(journal_folder):
    Journal(journal_folder).save("gallery/item", {**VALUE, "problem": "9/8 + 1/2"})
    made = designer()
    assert made.value["problem"] == "9/8 + 1/2"
    assert made.value["options"] == VALUE["options"]
    assert "9/8 + 1/2" in made.notice


def test_a_kind_of_mathematics_that_is_gone_is_kept_and_told(journal_folder):
    Journal(journal_folder).save("gallery/item", VALUE)
    made = designer("equations")
    assert made.value == VALUE
    assert FRACTIONS in made.notice


@pytest.mark.parametrize(
    "odd",
    [
        {"domain": 3, "problem": 4, "own": None, "kind": "essay", "options": "many"},
        {"options": [None, 3, {"answer": "4/7"}, {"id": "o1", "answer": 5}, {"id": "o1", "idea": "slip"}]},
        {},
    ],
)
def test_an_answer_in_another_form_never_breaks_it(journal_folder, odd):
    Journal(journal_folder).save("gallery/item", odd)
    value = designer().value
    assert value["domain"] == FRACTIONS
    assert value["kind"] == "choice"
    assert all(
        isinstance(one[name], str) for one in value["options"] for name in ("id", "answer", "idea", "words")
    )
    ids = [one["id"] for one in value["options"]]
    assert len(ids) == len(set(ids))
    assert not isinstance(odd.get("options"), list) or [one["answer"] for one in value["options"]] == [
        "4/7",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "options, said",
    [
        ({"bank": ["536 - 277"]}, "536 - 277.*cannot be read as arithmetic with fractions"),
        ({"bank": []}, "no problem to choose"),
        ({"domains": (FRACTIONS, FRACTIONS)}, "named twice"),
        ({"domains": (FRACTIONS, "equations"), "bank": ["3/5 + 1/2"]}, "which kind of mathematics"),
        ({"domains": (FRACTIONS, "equations"), "bank": {FRACTIONS: ["3/5 + 1/2"]}}, "choose for equations"),
    ],
)
def test_a_mistake_in_the_call_is_told_with_what_to_do(options, said):
    with pytest.raises(KitError, match=said):
        designer(**options)


def test_an_unknown_kind_of_mathematics_names_near_ones():
    with pytest.raises(UnknownName, match=FRACTIONS):
        designer("fractions")
