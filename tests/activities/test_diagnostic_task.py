"""DiagnosticTask: no key leaves Python without reveal, and old answers come back."""

import json

import pytest

from kit import DiagnosticTask
from kit.content import library
from kit.errors import KitError, UnknownName
from kit.journal import Journal

ID = "reading-student-thinking"
MEASURE = library().measure(ID)
EMPTY = {"form": None, "answers": {}, "confidence": {}, "started_at": None, "done_at": None, "seconds": 0}


def task(key: str = "gallery/task", **options) -> DiagnosticTask:
    return DiagnosticTask(key, measure=ID, **options)


def secrets() -> list[str]:
    """What only scorers should read."""
    texts = [one.because for one in MEASURE.practice]
    for form in MEASURE.forms:
        for part in form.parts:
            if part.kind == "order":
                texts += [one.because for one in part.responses]
                continue
            texts += [part.reference, *(anchor.text for anchor in part.anchors)]
            texts += [one.because for one in (part.next.choices if part.kind == "explain" else part.moves)]
    return [text.replace("$", "").split(".")[0][:25] for text in texts]


def everything_in(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def test_nothing_that_tells_the_key_is_in_the_content_of_a_baseline():
    made = task()
    content = everything_in(made.content)
    hidden = secrets()
    assert len(hidden) > 70
    for secret in hidden:
        assert secret not in made.picture() and secret not in made.summary()
        assert secret not in content
    for word in (
        '"key"',
        '"fit"',
        '"level"',
        '"bug"',
        '"because"',
        '"reference"',
        '"rubric"',
        "smaller-from-larger",
        "add-across",
    ):
        assert word not in content


def test_with_reveal_the_kits_reading_and_the_key_are_there():
    parts = task(reveal=True).content["forms"]["A"]
    assert [part["reference"].get("key") for part in parts if part["kind"] != "order"] == ["c", "b", "c"]
    assert parts[2]["reference"]["order"] == list(MEASURE.form("A").part("strategies").key)
    assert "no key in this activity" not in task(reveal=True).summary()


def test_both_forms_are_there_and_marked():
    forms = task().content["forms"]
    assert set(forms) == {"A", "B"}
    for parts in forms.values():
        assert all("constructed" in part["mark"] or "real work" in part["mark"] for part in parts)


def test_the_closing_reads_the_baseline():
    baseline = task("gallery/baseline")
    baseline.value = {**baseline.value, "form": "B"}
    closing = task("gallery/closing", first="gallery/baseline")
    assert closing.others == {"gallery/baseline": baseline.value}
    assert closing.value["form"] is None


def test_answers_come_back():
    first = task()
    first.value = {
        "form": "A",
        "answers": {
            "fractions": {"text": "tops and bottoms", "choice": "b"},
            "strategies": {"order": ["q", "s", "t", "p", "r"]},
        },
        "confidence": {"fractions": 80},
        "started_at": 1_800_000_000_000,
        "done_at": None,
        "seconds": 95,
    }
    assert task().value == first.value


@pytest.mark.parametrize(
    "odd",
    [
        {
            "form": "C",
            "answers": [],
            "confidence": {"fractions": "sure"},
            "started_at": "today",
            "seconds": None,
        },
        {"form": 1, "answers": None, "confidence": {"x": 140, "y": True}, "done_at": {}},
    ],
)
def test_an_answer_in_another_form_starts_empty(odd):
    Journal().save("gallery/task", odd)
    assert task().value == EMPTY


def test_a_part_that_is_gone_is_kept_and_told():
    Journal().save(
        "gallery/task",
        {**EMPTY, "form": "A", "answers": {"decimals": {"text": "longer", "choice": 3, "more": 1}}},
    )
    made = task()
    assert made.value["answers"] == {"decimals": {"text": "longer", "more": 1}}
    assert "“decimals”" in made.notice


def test_on_paper_the_closing_is_the_other_form():
    assert "form A" in task().picture() and "6" in task().picture()
    closing = task("gallery/closing", first="gallery/task").picture()
    assert "form B" in closing and "Larger, and the same" in closing
    assert "form A" in task(paper="A").picture()
    assert closing.count("How sure are you") == 4 and closing.count("☐") == 12
    assert not any(tag in closing for tag in ("<svg", "<math", "<script"))


def test_summary_and_picture_do_not_depend_on_answers():
    made = task()
    before = made.summary(), made.picture()
    made.value = {**made.value, "form": "B", "answers": {"fractions": {"text": "private"}}}
    again = task()
    assert (again.summary(), again.picture()) == before


def test_what_does_not_fit_is_told_in_words():
    with pytest.raises(KitError, match="cannot build on itself"):
        task("gallery/task", first="gallery/task")
    with pytest.raises(KitError, match="no form 'C'"):
        task(paper="C")
    with pytest.raises(UnknownName, match=ID):
        DiagnosticTask("gallery/task", measure="reading-students")
