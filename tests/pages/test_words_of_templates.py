"""Templates say nothing but through `t`, so that all of it can be said in another language."""

import re

import pytest
from markupsafe import Markup

from kit import lang, paths
from kit.evidence import collect, findings, report
from kit.evidence.on_paper import StripsPicture
from kit.lang.html import t

KIT = paths.ROOT / "kit"
TEMPLATES = [
    *(KIT / "pages" / "printing" / "template").glob("*.j2"),
    *(KIT / "evidence" / "template").glob("*.j2"),
    KIT / "pages" / "template" / "site.html.j2",
    KIT / "pages" / "template" / "page.html.j2",
]
NAMES = ("Throughline", "CC BY 4.0.")
"""The same in every language."""
DECK = "fraction-arithmetic/another-dozen"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: f"{file.parts[-3]} {file.name}")
def test_a_template_has_no_words_of_its_own(file):
    source = file.read_text(encoding="utf-8")
    source = re.sub(r"\{% block kind %\}.*", "", source)  # classes
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    shown = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    shown += re.sub(r"<[^>]*>", "\n", text).splitlines()
    for name in NAMES:
        shown = [one.replace(name, "") for one in shown]
    assert [one for one in shown if re.search(r"[A-Za-z]", one)] == []


@pytest.fixture
def marked(monkeypatch):
    """A language in which every sentence stands in brackets."""

    class Marked(dict):
        def get(self, text, _default=None):
            return f"⟦{text}⟧"

    monkeypatch.setattr(lang, "words", lambda tag: {} if tag == lang.ENGLISH else Marked())
    monkeypatch.setenv("THROUGHLINE_LANGUAGE", "xx")


def unmarked(text: str) -> str:
    """What is left of a text without all that was said through `t`."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text


def test_a_report_of_too_few_people_says_everything_in_the_language_in_use(marked):
    few = collect.Collected([], True, (), lang.t("the answers of one room"))
    for html in report.pages(findings.findings(few)).values():
        assert '<html lang="xx">' in html
        text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{2,}", unmarked(text)) == ["Throughline"]


def test_strips_say_everything_in_the_language_in_use_and_leave_out_the_number_that_is_not_shown(marked):
    typed = "\n".join(f"{n % 4} 2 ? 3 -" for n in range(6))
    for reference in (False, True):
        said = StripsPicture(typed, deck=DECK, reference=reference).sentences()
        assert [
            one for one in said if re.search(r"[A-Za-z]{2}", re.sub(r"\bS\d\d\b", "", unmarked(one)))
        ] == []
        assert not any("Fleiss" in one for one in said)


def test_what_is_put_into_a_sentence_of_a_template_is_escaped_unless_it_is_html():
    assert t('{a} isn\'t "b"', a="<i>") == "&lt;i&gt; isn't &#34;b&#34;"
    assert t("{a} < {b}", a=Markup("<i></i>")) == "<i></i> &lt; {b}"
