"""The Spanish pages of sessions 02 and 05 in a real browser, beside the English ones: nothing English is left, answers are the same."""

import json
import re
from pathlib import Path

import pytest

from kit import sessions
from kit.pages import build

from . import axe

MOST = 650_000
NAMES = {"Give-a-Number", "knower level", "A measure of rulers", "Cognitive Psychology", "PreK–K"}
"""Names of tasks, papers and grades that are the same in both languages."""
CODE = re.compile(r"\b[K\dA]\S*\.[A-Z]+\.\S*\d")
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|for|this|that|not|your|you|what|how|which|asked|gave|given|answer|card|level|group|age|"
    r"grade|year|work|each|students?|child|children|right|wrong|first|none|all|by)\b",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"“because it's stretched out”|National Research Council|Give-a-Number( collection)?|Student Achievement Partners"
)
"""A child's own words, which are translated behind them, and names."""
TEXTS = """() => {
  const found = [];
  const names = ["aria-label", "aria-valuetext", "title", "alt", "placeholder"];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.nodeType === 3 ? node.parentElement : node;
    if (element.closest("script, style, noscript, code, pre, annotation, body [lang]")) continue;
    const texts = node.nodeType === 3 ? [node.textContent] : names.map((name) => node.getAttribute(name));
    found.push(...texts.filter(Boolean).map((text) => text.trim()));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[tuple[str, str], Path]:
    """The pages by number and language."""
    wanted = [(number, language) for number in ("02", "05") for language in ("en", "es")]
    built = build.build_pages([sessions.session(*one) for one in wanted], tmp_path_factory.mktemp("pages"))
    return {one: page.path for one, page in zip(wanted, built, strict=True)}


@pytest.fixture
def opened(browser, pages):
    """Opens a page with the network off, and knows what went wrong in it."""
    contexts, errors = [], []

    def open_page(number: str, language: str, width: int = 1280):
        context = browser.new_context(viewport={"width": width, "height": 740}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.goto(pages[number, language].as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    assert errors == []
    for context in contexts:
        context.close()


def go_through(page) -> set[str]:
    """Every text that stands on a page or is announced, at first and after every button was pressed."""
    texts = set(page.evaluate(TEXTS))
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.evaluate(
        """() => { window.print = () => {}; window.heard = [];
        new MutationObserver((all) => all.forEach((one) => window.heard.push(one.target.textContent)))
          .observe(document.body, { subtree: true, childList: true, characterData: true }); }"""
    )
    for button in page.locator(".tl-activity button, #page-foot button").element_handles():
        button.evaluate(
            "(one) => one.isConnected && !/Descargar|Download|Cargar|Bring in answers|Imprimir|Print/.test(one.textContent) && one.click()"
        )
        texts |= set(
            page.evaluate(
                "() => [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].map((one) => one.textContent.trim())"
            )
        )
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    return texts | set(page.evaluate(TEXTS))


@pytest.mark.parametrize("number", ["02", "05"])
def test_no_english_words_of_the_kit_are_left_on_the_spanish_page(opened, number):
    spanish, english = (go_through(opened(number, language)) for language in ("es", "en"))
    assert len(spanish) > 400
    same = {text for text in spanish & english if re.search("[A-Za-z]{3}", CODE.sub("", text))}
    assert {text for text in same - NAMES if not re.fullmatch(r"(\d{4}-\d\d-\d\d: )?\d+ min", text)} == set()
    left = {
        text
        for text in spanish
        if ENGLISH.search(FOREIGN.sub("", text).rpartition(" · trabajo real · ")[0] or FOREIGN.sub("", text))
    }
    assert left - NAMES == set()


@pytest.mark.parametrize("number", ["02", "05"])
def test_the_spanish_page_fits_a_phone_offline_says_its_language_and_axe_finds_nothing(opened, pages, number):
    assert pages[number, "es"].stat().st_size < MOST
    page = opened(number, "es", width=360)
    places = page.locator(".page-activity")
    assert places.count() == len(sessions.session(number).activity_keys)
    assert places.locator(".tl-activity").count() == places.count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.lang") == "es"
    assert axe.wrong(page) == []


def answers_after(page, number: str) -> dict[str, object]:
    """What is kept after the same steps, by key."""
    act = {key: page.locator(f'.tl-activity[data-key="{number}/{key}"]') for key in STEPS[number]}
    STEPS_TAKEN[number](act)
    page.wait_for_timeout(300)
    kept = page.evaluate(
        "() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('throughline/answer/')))"
    )
    return {key.removeprefix("throughline/answer/"): json.loads(one)["value"] for key, one in kept.items()}


STEPS = {
    "02": ["letters", "asked-for-four", "levels", "sixteen", "confidence"],
    "05": ["estimate", "papers", "decide", "confidence"],
}


def _in_02(act) -> None:
    act["letters"].locator(".tl-object").nth(2).click()
    act["letters"].locator("input[type=radio]").nth(1).check()
    act["asked-for-four"].locator("input[type=radio]").nth(1).check()
    act["levels"].locator(".tl-progression-met input").nth(0).evaluate("(one) => one.click()")
    act["sixteen"].locator(".tl-places button").nth(2).click()
    act["confidence"].locator("input[type=radio]").nth(3).check()


def _in_05(act) -> None:
    act["estimate"].locator("input[type=number], input[inputmode]").last.fill("40")
    act["estimate"].locator("input[type=number], input[inputmode]").last.press("Tab")
    act["papers"].locator(".tl-places button").nth(0).click()
    act["papers"].locator(".tl-places button").nth(5).click()
    act["decide"].locator("textarea").fill("3/5 + 1/2")
    act["confidence"].locator("input[type=radio]").nth(8).check()


STEPS_TAKEN = {"02": _in_02, "05": _in_05}


@pytest.mark.parametrize("number", ["02", "05"])
def test_the_same_steps_are_kept_under_the_same_keys_and_values_as_in_english(opened, number):
    spanish, english = (answers_after(opened(number, language), number) for language in ("es", "en"))
    assert spanish == english
    assert sorted(english) == sorted(f"{number}/{key}" for key in STEPS[number])
