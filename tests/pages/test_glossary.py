"""Words of the field: where a page links them, and what stands there."""

import re

from kit.content.load import library
from kit.pages import glossary, markdown


def linked(text: str, words: glossary.Words | None = None) -> list[str]:
    html = markdown.to_html(text, words=words or glossary.Words())
    return re.findall(r'<a class="page-word" href="#word-[^"]+">([^<]+)</a>', html)


def test_the_first_use_of_a_word_is_a_link_and_later_ones_are_text():
    assert linked("A level is not a child. Levels describe answers.") == ["level"]


def test_headings_and_links_stay_as_they_are_and_do_not_count_as_the_first_use():
    text = "## The array\n\n[an array](https://example.org) and then an array."
    html = markdown.to_html(text, words=glossary.Words())
    assert html.count("page-word") == 1
    assert re.search(r"then an <a [^>]+>array</a>", html)
    assert not re.search(r"[\x00-\x02]", html)


def test_the_longer_word_is_found_before_the_one_inside_it():
    words = glossary.Words()
    linked("On a double number line, and on a number line.", words)
    assert [term.id for term in words.used] == ["double-number-line", "number-line"]


def test_one_page_of_several_texts_links_a_word_once_and_lists_it_once():
    words = glossary.Words()
    assert linked("A unit fraction.", words) == ["unit fraction"]
    assert linked("Two unit fractions.", words) == []
    assert glossary.section(words).count("<dt") == 1


def test_mathematics_and_code_are_not_searched():
    assert linked("$array$ and `kit.array`") == []


def test_a_page_without_such_words_has_no_list():
    assert glossary.section(glossary.Words()) == ""


def test_every_form_leads_to_one_word():
    forms = [form.lower() for term in library().glossary.values() for form in term.forms]
    assert len(forms) > 60 and len(set(forms)) == len(forms)
