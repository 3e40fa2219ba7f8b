"""The made-up language in what an activity shows only after some work in it: a review of own work, findings, a form to its end."""

import json
import re

import pytest

import kit
from kit import lang, paths
from kit.content import load
from kit.diagnosis.banks import banks
from kit.diagnosis.catalogue import catalogue
from kit.lang import collect
from tests.importing import team

from .alone import alone
from .test_act_hand_over import BOTH
from .test_pseudo_language import TAG, UNMARKED, stays, texts_of

SAME = stays()
KINDS = ("BugLab", "DiagnosticTask", "HandOver", "ImportWork", "ItemDesigner", "ProtocolTimer")


@pytest.fixture(autouse=True, scope="module")
def made_up(tmp_path_factory):
    """Everything made in this module speaks the made-up language."""
    folder = tmp_path_factory.mktemp("deep")
    words = {*collect.page_words(), *texts_of(load(paths.DATA))}
    words.update(word for kind in KINDS for word in collect.activity_words(kind))
    words.update(text for one in catalogue().values() for text in (one.name, one.looks_like, one.makes_sense))
    words.update(one.name for one in banks().values())
    (folder / "lang").mkdir()
    marked = {word: f"⟦{word}⟧" for word in words if collect.is_read(word)}
    (folder / "lang" / f"{TAG}.yaml").write_text(json.dumps(marked, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THROUGHLINE_LOCAL", str(folder))
        patch.setenv("THROUGHLINE_MY_WORK", str(tmp_path_factory.mktemp("mine")))
        patch.setenv("THROUGHLINE_LANGUAGE", TAG)
        lang.forget()
        yield
    lang.forget()


@pytest.fixture
def left(browser):
    """Opens an activity; `left()` says what could not be translated in anything that it has shown since."""
    opened = []

    def open_one(activity, **options):
        shown = alone(browser, activity, **options)
        opened.append(shown)
        found = {}

        def look(*known: str) -> list[str]:
            found.update(dict.fromkeys(text for _, text in shown.page.evaluate(UNMARKED)))
            return [
                text for text in found if not any(text.strip(" .,;:“”·") in one for one in (*known, SAME))
            ]

        return shown, look

    yield open_one
    for one in opened:
        assert one.errors == []


def press(shown, *names: str) -> None:
    for name in names:
        shown.page.locator(name).first.evaluate("(one) => one.click()")


def test_a_review_of_own_work_to_its_end(left, tmp_path):
    source = team.folder(tmp_path)
    (source / "notes.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (source / "quiz2.csv").write_text("Name,Problem,Answer\nRay,1,2\n,1,3\nRay,1,4\n", encoding="utf-8")
    activity = kit.ImportWork(
        "our-work", source=source, roster=source.parent / "roster.csv", progression="fractions", task="3/4?"
    )
    sent = []
    activity.send = lambda content, buffers=None: sent.append((content, buffers or []))

    def python(message):
        activity._asked(None, message, None)
        return sent.pop()

    shown, look = left(activity, python=python)
    known = (
        team.QUIZ, team.ROSTER, "quiz.csv quiz2.csv notes.doc IMG_2041.jpg IMG_2042.jpg our-work 3/4?",
        "my cousin [name] says 5/8 Problem Answer answer Name Grade Ray Will Park Student A [name] [teacher] [place] [school]",
        " ".join(kit.local.screen.PLACEHOLDERS), "throughline work finish our-work FOLDER --at-least 5",
    )  # fmt: skip
    page = shown.page

    def unsaid() -> list[str]:
        """Without what the students wrote, whatever of it is hidden just now."""
        return [one for one in look(*known) if not re.search("🙂|says 5/8|goes on|Will told|a ray", one)]

    page.locator(".tl-piece-title").wait_for()
    assert unsaid() == []
    for _ in range(2):
        page.locator(".tl-table-form .tl-primary").first.click()
        page.wait_for_timeout(300)
        assert unsaid() == []
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    for _ in range(6):
        page.wait_for_timeout(200)
        assert unsaid() == []
        for hit in page.locator(".tl-hit").all():
            hit.focus()
            assert unsaid() == []
            hit.click()
            assert unsaid() == []
        if page.locator(".tl-stage").count():
            press(shown, ".tl-decide .tl-primary")
            assert unsaid() == []
            press(shown, ".tl-box-tools button >> nth=0", ".tl-box-tools button >> nth=1", ".tl-nothing")
            assert unsaid() == []
            page.locator("textarea").fill("⟦shading⟧")
        press(shown, ".tl-decide .tl-primary")
        page.wait_for_timeout(200)
        assert unsaid() == []
    press(shown, ".tl-import-bar button >> nth=1", ".tl-import-finish button")
    page.locator(".tl-written").wait_for()
    assert unsaid() == []


@pytest.mark.parametrize("students", ["smaller-from-larger", ("smaller-from-larger", "borrow-no-decrement")])
def test_a_lab_to_its_findings(left, students):
    shown, look = left(kit.BugLab("gallery/lab", domain="column-subtraction", students=students))
    page = shown.page
    for number in range(3):
        page.locator(".tl-lab-choice input:enabled").first.check()
        assert look() == []
        press(shown, ".tl-lab-look")
        assert look() == []
        if number < 2:
            press(shown, ".tl-lab-look")
        else:
            for field in page.locator(".tl-lab-field input[type=text]").all():
                field.fill("12")
            press(shown, ".tl-lab-look")
        assert look() == []
    page.locator(".tl-lab-table input").nth(1).click()
    press(shown, ".tl-lab-ideas button", ".tl-lab-commit")
    assert look() == []
    for select in page.locator(".tl-lab-naming select").all():
        select.select_option(index=1)
    press(shown, ".tl-lab-commit")
    assert look() == []
    press(shown, ".tl-lab-back")
    for select in page.locator(".tl-lab-naming select").all():
        select.select_option(index=2)
    press(shown, ".tl-lab-commit")
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert look() == []


@pytest.mark.parametrize("form", ["A", "B"])
def test_a_form_to_its_end_and_the_kits_reading(left, form):
    task = kit.DiagnosticTask(
        "gallery/task", measure="reading-student-thinking", reveal=True, first="gallery/other"
    )
    shown, look = left(task, others={"gallery/other": {"form": "B" if form == "A" else "A"}})
    page = shown.page
    assert look() == []
    press(shown, ".tl-begin")
    for at in range(10):
        assert look() == []
        if at > 3 and page.locator(".tl-choice input").count():
            page.locator(".tl-choice input").first.check()
            page.locator(".tl-sure select").select_option("50")
        if page.locator(".tl-keep").count():
            press(shown, ".tl-order-buttons button >> nth=1", ".tl-keep")
        assert look() == []
        if page.locator(".tl-next").count():
            press(shown, ".tl-next")
    press(shown, ".tl-finish")
    assert look() == []
    press(shown, ".tl-finish")
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert look() == []


def test_both_forms_handed_over(left):
    shown, look = left(kit.HandOver("gallery/hand-over"), others=BOTH)
    page = shown.page
    page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert look() == []
    press(shown, ".tl-writing input", ".tl-give-it")
    assert look("takes the smaller from the larger") == []
    press(shown, ".tl-writing input", ".tl-look", ".tl-file")
    assert look("takes the smaller from the larger") == []
    press(shown, ".tl-take-back")
    assert look("takes the smaller from the larger") == []


@pytest.mark.parametrize("kind", ["choice", "open"])
def test_an_item_and_what_it_can_tell(left, kind):
    shown, look = left(kit.ItemDesigner("gallery/item"))
    page = shown.page
    page.locator(f"input[value={kind}]").check()
    for domain, _ in enumerate(banks()):
        page.locator("select").first.select_option(index=domain)
        page.locator("select").nth(1).select_option(index=2)
        page.locator(".tl-item-answers button").first.click()
        assert look() == []
        press(shown, ".tl-item-answers button", ".tl-item-add")
        page.locator(".tl-item-option input[spellcheck]").last.fill("12345")
        assert look() == []
    for at in range(4):
        page.locator(".tl-item-option select").nth(at).select_option(index=2)
        page.locator(".tl-item-option input[spellcheck]").nth(at).fill("12345")
        assert look() == []
    page.locator("select").nth(1).select_option("own")
    assert look() == []
    page.locator(".tl-item-option select").first.select_option("words")
    assert look() == []
    press(shown, ".tl-item-option > button")
    assert look() == []


def test_a_protocol_to_its_end(left):
    shown, look = left(kit.ProtocolTimer("gallery/protocol", protocol="looking-at-student-work-45"))
    for _ in range(14):
        press(shown, ".tl-start", ".tl-minute")
        assert look() == []
        press(shown, ".tl-start", ".tl-again")
        assert look() == []
        press(shown, ".tl-next")
    press(shown, ".tl-again")
    assert look() == []


@pytest.mark.parametrize(
    "kind", ["BugLab", "DiagnosticTask", "HandOver", "ImportWork", "ItemDesigner", "ProtocolTimer"]
)
def test_pictures_for_paper(kind, browser):
    made = {
        "BugLab": lambda: kit.BugLab("gallery/a", domain="equations", students="correct"),
        "DiagnosticTask": lambda: kit.DiagnosticTask("gallery/b", measure="reading-student-thinking"),
        "HandOver": lambda: kit.HandOver("gallery/c"),
        "ImportWork": lambda: kit.ImportWork("our-pictures"),
        "ItemDesigner": lambda: kit.ItemDesigner("gallery/d"),
        "ProtocolTimer": lambda: kit.ProtocolTimer("gallery/e", protocol="looking-at-student-work-45"),
    }[kind]()
    page = browser.new_page()
    page.set_content(f'<div class="tl-activity" data-key="x">{made.picture()}</div>')
    assert [text for _, text in page.evaluate(UNMARKED) if text not in SAME] == []
    page.set_content(f'<pre class="tl-activity" data-key="x">{made.summary()}</pre>')
    assert [text for _, text in page.evaluate(UNMARKED) if text not in f"{kind} {made.key}:"] == []
    page.close()
