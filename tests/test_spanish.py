"""Spanish of sessions 02 and 05: the same places, mathematics and ids as in English, and punctuation that is Spanish."""

import ast
import re

import pytest
import yaml

from kit import lang, paths, sessions
from kit.content import drawings, load
from kit.content.glossary import finder, term_of
from kit.content.load import library
from kit.lang import collect

WORDS = lang.words("es")
TEXT = {"title", "prompt", "question", "reference", "unit", "statement"}
"""Arguments that are prose; all others have to stay."""


@pytest.fixture(params=["02", "05"])
def both(request):
    """A session in English and in Spanish."""
    return sessions.session(request.param), sessions.session(request.param, "es")


def prose(one: sessions.Session) -> str:
    return "\n\n".join(cell.source for cell in one.notebook.cells if cell.cell_type == "markdown")


def calls(one: sessions.Session) -> list:
    """Each activity with what has to be the same in every language."""
    found = []
    for cell in one.notebook.cells:
        tree = ast.parse(cell.source) if cell.cell_type == "code" else ast.Module([], [])
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and node.args
                and ast.unparse(node.func).startswith("kit.")
                and node.keywords
            ):
                kept = {one.arg: kept_of(one.value) for one in node.keywords if one.arg not in TEXT}
                found.append((ast.unparse(node.func), ast.unparse(node.args[0]), kept))
    return found


def kept_of(value: ast.expr) -> object:
    return [ast.unparse(key) for key in value.keys] if isinstance(value, ast.Dict) else ast.unparse(value)


def test_activities_have_the_same_keys_decks_items_and_options(both):
    english, spanish = both
    assert calls(spanish) == calls(english) and len(calls(spanish)) > 8


def test_every_part_of_the_notebook_is_there_and_none_is_left_in_english(both):
    english, spanish = both
    assert [cell.id for cell in spanish.notebook.cells] == [cell.id for cell in english.notebook.cells]
    same = [
        a.id
        for a, b in zip(english.notebook.cells, spanish.notebook.cells, strict=True)
        if a.source == b.source
    ]
    assert all("kit." in next(c for c in english.notebook.cells if c.id == id).source for id in same), same


def test_the_mathematics_of_the_notebook_is_the_same(both):
    formulas = [sorted(re.findall(r"\$+[^$\n]+\$+", prose(one))) for one in both]
    assert formulas[0] == formulas[1]


def test_standards_named_in_the_notebook_are_the_same(both):
    codes = [
        sorted(re.findall(r"\b(?:K|\d|A)[.-][A-Z]{2,3}\.[A-Z]\.\d+(?:\.[a-z])?", prose(one))) for one in both
    ]
    assert codes[0] == codes[1] and codes[0]


@pytest.mark.parametrize("pattern", [r"\{\w+\}", r"\$[^$]*\$"], ids=["places", "mathematics"])
def test_a_translation_has_all_places_and_all_mathematics_of_its_english(pattern):
    other = [
        english
        for english, spanish in WORDS.items()
        if sorted(set(re.findall(pattern, english))) != sorted(set(re.findall(pattern, spanish)))
    ]
    assert other == []


def test_spaces_at_the_ends_are_kept_because_sentences_are_joined_there():
    assert [
        english
        for english, spanish in WORDS.items()
        if (english[0] == " ", english[-1] == " ") != (spanish[0] == " ", spanish[-1] == " ")
    ] == []


@pytest.mark.parametrize("source", ["catalogue", "02", "05"])
def test_punctuation_and_spelling_are_spanish(source):
    text = "\n\n".join(WORDS.values()) if source == "catalogue" else prose(sessions.session(source, "es"))
    for line in text.split("\n\n"):
        # “? no basta para decidir” is the sign of a pile.
        marks = re.sub(r"(?:^|o )\? no basta|^\? No basta|^\? no se puede|, \? significa", "", line)
        assert marks.count("?") == marks.count("¿") and marks.count("!") == marks.count("¡"), line
        assert line.count("“") == line.count("”") and not re.search(r"[«»]", line), line
        assert not re.search(r"\d %", line), line
    for wrong in (
        "hacer sentido",
        "hace sentido",
        "número entero",
        "números enteros",
        "aplicar para",
        "asumir",
        "solamente si",
    ):
        assert wrong not in text.lower(), wrong


def test_teachers_are_addressed_as_usted_and_children_as_tu():
    """Forms of *tú* stand only where a child is spoken to."""
    tu = re.compile(r"\b(?:tú|tus?|tienes|puedes|escribe tu|mira tu)\b", re.IGNORECASE)
    to_children = ("¿Dónde comienza tu conteo",)
    assert [
        spanish
        for spanish in WORDS.values()
        if tu.search(spanish) and not any(one in spanish for one in to_children)
    ] == []


def test_forms_of_spanish_words_lead_to_one_entry_of_the_glossary():
    with lang.speaking("es"):
        terms = list(library().glossary.values())
    pattern, forms = finder(terms)
    text = "Los niveles de conocedor, la fracción unitaria y las fracciones unitarias; dos niveles en la recta numérica."
    found = [term_of(one[0], forms).id for one in pattern.finditer(text)]
    assert found == ["knower-level", "unit-fraction", "unit-fraction", "level", "number-line"]
    assert all(";" not in term.name for term in terms)


def test_everything_that_the_live_room_says_is_in_spanish():
    words = collect.room_words()
    assert (
        "Shared with the room as you work, without your name." in words and "Where each card was put" in words
    )
    assert [text for text in words if text not in WORDS] == []


def test_no_two_files_translate_one_text_in_two_ways():
    """The last of them would be used everywhere, also where it does not fit."""
    found: dict[str, str] = {}
    files = [path for path in lang.files("es", paths.local()) if path.is_relative_to(lang.HERE)]
    for path in files:
        for english, spanish in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert found.setdefault(english, spanish) == spanish, (path.name, english)


def test_nothing_is_translated_that_is_no_longer_said():
    assert collect.unused("es", load(paths.DATA)) == []


def test_all_that_participants_printables_say_is_spanish():
    words = collect.print_words()
    assert "What follows from it: {deck}" in words and len(words) > 40
    assert [word for word in words if word not in WORDS] == []


def test_reasons_that_only_a_check_shows_are_translated():
    """They lie in a mapping, one for each number of the task; a page shows none of them before a number is placed."""
    with lang.speaking("es"):
        reasons = library().item("place-on-0-2").task.reasons
    english = load(paths.DATA).item("place-on-0-2").task.reasons
    assert reasons.keys() == english.keys() and not set(reasons.values()) & set(english.values())


def test_words_in_drawings_of_work_are_spanish():
    with lang.speaking("es"):
        level = drawings.balance("balance", left=(3, 1), right=(1, 3))
        worked = drawings.column_work("403", "126", "277", marks={1: "9"}, struck=(2,))
    assert (
        level.text
        == "a la izquierda, 1 pesa en la clavija 3, a la derecha, 3 pesas en la clavija 1: el estudiante dice: queda nivelada"
    )
    assert worked.text == "403 − 126 = 277; un 9 escrito arriba, en decenas; tachado en centenas"


def test_what_two_activities_have_in_common_is_collected_for_each():
    for kind in ("RatioTable", "DoubleNumberLine"):
        assert {"cups of flour", "Write the number that you found."} <= set(collect.activity_words(kind))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("10", lambda books: books.protocol("peer-observation").steps[0].name),
        ("10", lambda books: books.codebook("observation").codes[0].name),
        ("12", lambda books: books.measure("reading-student-thinking").name),
    ],
    ids=["protocol", "codebook", "measure"],
)
def test_what_other_sessions_show_is_listed_for_those_who_translate(number, said):
    books = load(paths.DATA)
    assert said(books) in collect.of_sessions([sessions.session(number)], books)
