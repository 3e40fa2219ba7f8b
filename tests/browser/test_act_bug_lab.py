"""BugLab in a real browser: choosing, predicting, looking, ruling out and naming, by hand and by keyboard."""

import pytest
from playwright.sync_api import expect

from kit import BugLab

from .alone import alone

PAIR = ("smaller-from-larger", "borrow-no-decrement")


@pytest.fixture
def open_lab(browser):
    pages = []

    def open_one(students=PAIR, domain="column-subtraction", **options):
        made = BugLab("gallery/lab", domain=domain, students=students)
        pages.append(alone(browser, made, **options))
        return pages[-1]

    yield open_one
    for page in pages:
        assert page.errors == []


def ask(lab, problem, *expected):
    lab.page.get_by_role("radio", name=problem).check()
    for letter, text in zip("AB", expected, strict=False):
        lab.page.get_by_label(f"I expect Student {letter} to write").fill(text)
    lab.page.locator(".tl-lab-look").click()


def name(lab, **ideas):
    for letter, idea in ideas.items():
        lab.page.get_by_label(f"Student {letter} works by").select_option(label=idea)
    lab.page.get_by_role("button", name="This is my diagnosis").click()


def test_a_problem_is_predicted_then_answered_and_the_prediction_stays(open_lab):
    lab = open_lab()
    sheet = lab.activity.get_by_role("region", name="Student B")
    expect(sheet.locator("li")).to_have_count(2)
    ask(lab, "904 − 237", "733", "767")
    expect(lab.page.locator(".tl-lab-answer")).to_contain_text("Student B wrote 777. You expected 767.")
    expect(sheet.get_by_role("img", name="904 − 237 = 777")).to_be_visible()
    assert lab.value()["asked"] == ["904 - 237"]
    assert lab.value()["predicted"] == {"A": {"904 - 237": "733"}, "B": {"904 - 237": "767"}}
    expect(lab.page.get_by_role("radio", name="904 − 237")).to_be_disabled()


def test_an_answer_is_not_shown_before_something_was_written_or_waived(open_lab):
    lab = open_lab(students="smaller-from-larger")
    ask(lab, "50 − 23")
    expect(lab.page.locator(".tl-lab-form .tl-lab-warning")).to_contain_text(
        "Nothing is written for Student A"
    )
    expect(lab.page.get_by_label("I expect Student A to write")).to_be_focused()
    assert lab.value()["asked"] == []
    lab.page.locator(".tl-lab-look").click()
    expect(lab.page.locator(".tl-lab-answer")).to_contain_text("You looked without a prediction.")
    assert lab.value()["predicted"] == {}


def test_nothing_on_the_screen_tells_two_students_apart_whose_answers_are_the_same(open_lab):
    screens = []
    for idea in PAIR:
        lab = open_lab(students=idea)
        ask(lab, "86 − 43", "43")
        screens.append(lab.activity.evaluate("node => node.innerHTML.replaceAll(/tl-\\d+-/g, 'tl-')"))
    assert screens[0] == screens[1]


def test_the_idea_is_told_only_after_one_was_named(open_lab):
    lab = open_lab()
    ask(lab, "904 − 237", "733", "767")
    lab.page.get_by_role("button", name="This is my diagnosis").click()
    expect(lab.page.locator(".tl-lab-naming .tl-lab-warning")).to_contain_text("Student A and Student B")
    expect(lab.activity).not_to_contain_text("The kit computed")
    name(lab, A="Smaller-From-Larger", B="Stops-Borrow-At-Zero")
    told = lab.page.locator(".tl-lab-verdict")
    expect(told.nth(0)).to_contain_text("It fits all 3 answers, and no other idea of the list does.")
    expect(told.nth(1)).to_contain_text("904 − 237: the idea gives 677, Student B wrote 777")
    expect(told.nth(1)).to_contain_text("The kit computed Student B's answers with Borrow-No-Decrement.")
    expect(lab.page.get_by_role("heading", name="What you named, and what fits")).to_be_focused()


def test_what_was_named_first_is_kept_when_one_goes_on(open_lab):
    lab = open_lab(students="always-borrow-left")
    name(lab, A="0−N=N")
    expect(lab.page.locator(".tl-lab-alike")).to_contain_text("0−N=N")
    lab.page.get_by_role("button", name="Back to the lab").click()
    ask(lab, "536 − 277", "169")
    lab.page.get_by_label("Student A works by").select_option(label="Always-Borrow-Left")
    lab.page.get_by_role("button", name="See the findings again").click()
    expect(lab.page.locator(".tl-lab-verdict")).to_contain_text(
        "First, after 0 chosen problems, you named 0−N=N."
    )
    expect(lab.page.locator(".tl-lab-course")).to_contain_text("169, as written")
    assert lab.value()["committed"] == {"A": {"idea": "zero-minus-n-is-n", "asked": 0}}


def test_which_ideas_fit_is_said_on_demand_and_that_is_kept(open_lab):
    lab = open_lab(students="smaller-from-larger")
    fits = lab.page.locator(".tl-lab-fits")
    expect(fits).to_be_hidden()
    lab.page.get_by_role("button", name="Check: which ideas fit").click()
    expect(fits).to_contain_text(
        "2 ideas of 10 give exactly these 2 answers: Smaller-From-Larger and Borrow-No-Decrement"
    )
    assert lab.value()["looked"] is True
    ask(lab, "904 − 237", "733")
    expect(fits).to_contain_text("1 idea of 10 gives exactly these 3 answers")


def test_the_whole_way_by_keyboard(open_lab):
    lab = open_lab(students="smaller-from-larger")
    keys = lab.page.keyboard
    keys.press("Tab")
    keys.press("Space")
    expect(lab.page.get_by_label("95 − 38")).to_be_checked()
    keys.press("ArrowDown")
    expect(lab.page.get_by_label("86 − 43")).to_be_checked()
    keys.press("Tab")
    keys.type("43")
    keys.press("Enter")
    expect(lab.page.get_by_role("heading", name="86 − 43")).to_be_focused()
    keys.press("Tab")
    keys.press("Space")
    expect(lab.page.get_by_label("The usual procedure: still possible")).not_to_be_checked()
    expect(lab.page.get_by_label("The usual procedure: still possible")).to_be_focused()
    assert lab.value()["ruled_out"] == {"A": ["correct"]}
    lab.page.get_by_label("Student A works by").focus()
    keys.type("Smaller-From-Larger")
    keys.press("Tab")
    keys.type("always the small digit from the large")
    keys.press("Tab")
    keys.press("Enter")
    expect(lab.page.get_by_role("heading", name="What you named, and what fits")).to_be_focused()
    assert lab.value()["reason"] == {"A": "always the small digit from the large"}


def test_that_nothing_will_be_written_can_be_predicted(open_lab):
    lab = open_lab(students="subtracts-coefficient", domain="equations")
    lab.page.get_by_role("radio", name="−4x = 20").check()
    lab.page.get_by_label("nothing: gets stuck").check()
    lab.page.locator(".tl-lab-look").click()
    expect(lab.page.locator(".tl-lab-answer")).to_contain_text(
        "Student A wrote nothing. You expected that nothing would be written."
    )
    assert lab.value()["predicted"] == {"A": {"-4x = 20": None}}


def test_work_of_before_is_on_the_screen_again(open_lab, journal_folder):
    from kit.journal import Journal

    kept = {
        "asked": ["904 - 237"],
        "predicted": {"A": {"904 - 237": "<b>7</b>"}},
        "ruled_out": {"B": ["correct"]},
    }
    Journal(journal_folder).save("gallery/lab", kept)
    lab = open_lab()
    expect(lab.activity.get_by_role("region", name="Student A")).to_contain_text("You expected <b>7</b>.")
    expect(lab.page.get_by_label("The usual procedure: still possible for Student B")).not_to_be_checked()


def test_findings_of_a_lab_that_has_changed_since_break_nothing(open_lab, journal_folder):
    from kit.journal import Journal

    kept = {
        "asked": ["1 - 1"],
        "named": {"A": "gone"},
        "committed": {"A": {"idea": "gone", "asked": 1}},
        "shown": True,
    }
    Journal(journal_folder).save("gallery/lab", kept)
    expect(open_lab().page.get_by_role("heading", name="Name the idea")).to_be_visible()
    alone_now = open_lab(students="smaller-from-larger")
    expect(alone_now.page.locator(".tl-lab-verdict")).to_contain_text("“gone”, which is no longer listed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_lab_and_in_the_findings(open_lab, scheme):
    lab = open_lab(color_scheme=scheme)
    ask(lab, "904 − 237", "733", "767")
    assert lab.axe() == []
    name(lab, A="Smaller-From-Larger", B="none of these")
    assert lab.axe() == []


@pytest.mark.parametrize(
    "domain, students", [("column-subtraction", PAIR), ("equations", ("conjoining", "correct"))]
)
def test_nothing_hangs_over_the_edge_of_a_phone(open_lab, domain, students):
    lab = open_lab(students, domain, viewport={"width": 360, "height": 740})
    lab.page.locator(".tl-lab-choice").nth(9).click()
    assert lab.sideways() <= 0
    lab.page.locator(".tl-lab-look").click()
    lab.page.locator(".tl-lab-look").click()
    name(lab, A="none of these", B="none of these")
    lab.page.locator("summary").first.click()
    assert lab.sideways() <= 0


def test_a_finger_finds_its_targets(open_lab):
    lab = open_lab(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    lab.page.locator(".tl-lab-choice").nth(1).tap()
    small = lab.page.evaluate(
        """() => [...document.querySelectorAll('.tl-bug-lab :is(button, select, input[type=text], .tl-lab-choice, td label)')]
            .filter((one) => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44)).map((one) => one.outerHTML)"""
    )
    assert small == []
    lab.page.locator(".tl-lab-ideas td label").first.tap()
    assert lab.value()["ruled_out"] == {"A": ["correct"]}
