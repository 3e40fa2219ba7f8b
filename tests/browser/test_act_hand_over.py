"""HandOver in hands: read, look, press, take back; and nothing before the press."""

import json
import re

import pytest
from playwright.sync_api import expect

from kit import HandOver

from .alone import alone

TASK = {
    "answers": {
        "whole-numbers": {"text": "takes the smaller from the larger", "choice": "c"},
        "fractions": {"choice": "b"},
        "strategies": {"order": ["q", "s", "p", "t", "r"]},
    },
    "confidence": {"whole-numbers": 80, "fractions": 60, "strategies": 0},
    "started_at": 1700000000000,
    "done_at": 1700001000000,
    "seconds": 1000,
}
BOTH = {"00/baseline": {"form": "A", **TASK}, "12/closing": {"form": "B", **TASK}}


@pytest.fixture
def open_it(browser):
    opened = []

    def open_one(others: dict | None = BOTH, value: dict | None = None, **context):
        made = HandOver("gallery/hand-over", reads=("00/baseline", "12/closing"))
        made.value = {**made.value, **(value or {})}
        opened.append(alone(browser, made, others=others, **context))
        return opened[-1]

    yield open_one
    for one in opened:
        assert one.errors == []


def button(one, name: str):
    return one.activity.get_by_role("button", name=name, exact=True)


def test_nothing_is_kept_before_the_press_and_both_forms_without_sentences_after_it(open_it):
    one = open_it()
    expect(one.activity.locator(".tl-state")).to_have_text("Nothing has been handed over.")
    one.activity.get_by_text("Look at what would go").click()
    expect(one.activity.get_by_text("A subtraction in columns: choice c; 80 % sure")).to_be_visible()
    assert one.saves == 0
    button(one, "Hand over").click()
    value = one.value()
    assert value["handed"] and value["tasks"]["00/baseline"]["form"] == "A"
    assert value["tasks"]["12/closing"]["answers"]["strategies"] == {"order": ["q", "s", "p", "t", "r"]}
    assert "smaller" not in json.dumps(value) and "seconds" not in json.dumps(value)
    expect(one.activity.locator(".tl-state")).to_be_focused()
    expect(one.activity.locator(".tl-state")).to_have_text(
        re.compile("Handed over at .*, without your sentences")
    )


def test_it_is_handed_over_and_taken_back_by_keyboard_alone(open_it):
    one = open_it()
    keys = one.page.keyboard
    one.activity.get_by_role("checkbox").focus()
    keys.press("Space")
    for _ in range(2):
        keys.press("Tab")
    expect(button(one, "Hand over")).to_be_focused()
    keys.press("Enter")
    assert one.value()["tasks"]["00/baseline"]["answers"]["whole-numbers"]["text"].startswith("takes")
    keys.press("Tab")
    expect(button(one, "Take it back")).to_be_focused()
    keys.press("Enter")
    assert one.value() == {"handed": False, "at": None, "writing": False, "tasks": {}}
    expect(one.activity.locator(".tl-state")).to_have_text("Nothing has been handed over.")


def test_with_no_form_here_the_button_does_nothing_and_the_way_is_told(open_it):
    one = open_it(others=None)
    expect(one.activity.get_by_text("Bring the file in here")).to_be_visible()
    expect(button(one, "Hand over")).to_have_attribute("aria-disabled", "true")
    button(one, "Hand over").focus()
    one.page.keyboard.press("Enter")
    assert one.saves == 0


def test_one_form_alone_or_the_same_twice_is_told_and_may_go(open_it):
    one = open_it(others={"00/baseline": {}, "12/closing": BOTH["12/closing"]})
    expect(one.activity.get_by_text("Only the closing form is here.")).to_be_visible()
    button(one, "Hand over").click()
    assert list(one.value()["tasks"]) == ["12/closing"]
    twice = open_it(others={**BOTH, "12/closing": {**BOTH["12/closing"], "form": "A"}})
    expect(twice.activity.get_by_text("Both times it was form A.")).to_be_visible()


def test_an_answer_changed_afterwards_is_not_handed_over_by_itself(open_it):
    one = open_it()
    button(one, "Hand over").click()
    changed = {**BOTH, "12/closing": {**BOTH["12/closing"], "confidence": {}}}
    one.page.evaluate("(others) => window.model.set('others', others)", changed)
    expect(one.activity.get_by_text("Since then something has changed")).to_be_visible()
    assert one.value()["tasks"]["12/closing"]["confidence"] != {}
    button(one, "Hand over anew").click()
    assert one.value()["tasks"]["12/closing"]["confidence"] == {}


def test_the_file_holds_what_was_handed_over_and_nothing_else(open_it, tmp_path):
    one = open_it()
    button(one, "Hand over").click()
    with one.page.expect_download() as told:
        button(one, "Save what I hand over as a file").click()
    told.value.save_as(tmp_path / "handed-over.json")
    file = json.loads((tmp_path / "handed-over.json").read_text(encoding="utf-8"))
    assert list(file["responses"]) == ["gallery/hand-over"]
    assert file["responses"]["gallery/hand-over"]["value"] == one.value()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_is_clean_for_axe(open_it, scheme):
    one = open_it(viewport={"width": 360, "height": 700}, color_scheme=scheme, has_touch=True)
    one.activity.get_by_text("Look at what would go").click()
    assert one.sideways() <= 0
    assert one.axe() == []
    button(one, "Hand over").click()
    assert one.axe() == []
    assert all(
        box["height"] >= 44
        for box in [one.bounding_box() for one in one.activity.get_by_role("button").all()]
        if box
    )
