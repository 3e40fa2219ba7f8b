"""Another language: what is translated is shown, what is not stays English, and answers of both languages mix."""

import json
import re

import nbformat
import pytest

from kit import check, lang, paths, sessions
from kit.activities import frontend
from kit.activities.poll import Poll
from kit.activities.predict import Predict
from kit.activities.progression_view import ProgressionView
from kit.activities.reflect import Reflect
from kit.activities.sort_board import SortBoard
from kit.content import library
from kit.errors import KitError, UnknownName
from kit.lang import collect
from kit.pages import build

from .conftest import forget, write

CATALOGUE = {
    "Undo": "Deshacer",
    "Level {id}: {a}.": "Nivel {id}: {a}.",
    "Counts pieces": "Cuenta pedazos",
    "The progression: {name}": "La progresión: {name}",
    "real work": "trabajo real",
    "not yet": "todavía no",
    "{minutes} minutes": "{minutes} minutos",
    "45-minute path: {minutes}": "ruta de 45 minutos: {minutes}",
    "not in the 45-minute path": "no está en la ruta de 45 minutos",
    "90-minute path: {minutes}": "ruta de 90 minutos: {minutes}",
    "an extra": "parte adicional",
    "Download my answers": "Descargar mis respuestas",
    "Skip to the text": "Saltar al texto",
    "benchmark": "referencia",
    "I don't know": "No lo sé",
}


@pytest.fixture
def spanish(local):
    """A team's folder with a little Spanish."""
    lines = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in CATALOGUE.items()
    )
    write(local, {"lang/es.yaml": lines})
    lang.forget()
    forget()
    yield local
    lang.forget()
    frontend.module.cache_clear()


@pytest.fixture
def translated(spanish):
    """Session 05 in Spanish, as far as its minutes go."""
    notebook = nbformat.read(paths.SESSIONS / "05-fractions.ipynb", as_version=4)
    notebook.metadata["throughline"]["language"] = "es"
    for cell in notebook.cells:
        if cell.id == "setup":
            cell.source = 'import kit\n\nkit.use_language("es")'
        about = cell.metadata.get("throughline")
        if about:
            old, new = (sessions.minutes_line(about["minutes"], language) for language in ("en", "es"))
            cell.source = cell.source.replace(old, new)
    path = spanish / "sessions/es/05-fractions.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    return path


def test_what_is_translated_is_shown_and_the_rest_stays_english(spanish):
    with lang.speaking("es"):
        view = ProgressionView("05/x", progression="fractions")
        assert view.content["levels"][0]["name"] == "Cuenta pedazos"
        other = ProgressionView("06/x", progression="ratio")
        assert other.content["title_html"] == f"La progresión: {library().progression('ratio').name}"
        assert other.content["levels"][1]["name"] == library().progression("ratio").levels[1].name
        assert (
            "trabajo real" in SortBoard("05/y", deck="fraction-arithmetic/papers").content["cards"][0]["mark"]
        )
        assert Reflect("05/z", levels="fractions").content["scale"][0] == "todavía no"
    assert ProgressionView("05/x", progression="fractions").content["levels"][0]["name"] == "Counts pieces"


def test_a_front_end_brings_its_words_along_and_in_english_none(spanish):
    assert "const WORDS = {};" in frontend.module("sort_board")
    module = frontend.module("sort_board", "es")
    assert '"Undo": "Deshacer"' in module and "Download" not in module
    with lang.speaking("es"):
        assert "Deshacer" in SortBoard("05/y", deck="fraction-arithmetic/papers")._esm
    assert "Deshacer" not in SortBoard("05/y", deck="fraction-arithmetic/papers")._esm


def test_answers_are_kept_under_the_same_words_in_every_language(spanish):
    english = Predict("05/x", item="naep-12-13-7-8").content["bars"]
    with lang.speaking("es"):
        other = Predict("05/x", item="naep-12-13-7-8").content["bars"]
        poll = Poll("05/p", question="?", options={"yes": "Sí", "no": "No"})
    assert [bar["label"] for bar in other] == [bar["label"] for bar in english]
    assert any(bar["text"] == "No lo sé" for bar in other)
    assert poll.content["options"][0]["id"] == "yes"


def test_students_answers_ids_and_citations_are_never_translated(spanish):
    write(spanish, {"lang/es.yaml": '"4/7": "x"\n"other": "x"\n"fractions": "x"\n"add-across": "x"\n'})
    lang.forget()
    forget()
    with lang.speaking("es"):
        found = library()
        assert {answer.given for answer in found.sample("fraction-arithmetic/s17").answers} >= {"4/7"}
        assert found.work_set("fraction-arithmetic").progression == "fractions"
        assert found.source("sts-2011").citation.startswith("Siegler")


def test_a_translated_session_has_its_page_in_its_language(translated, tmp_path):
    forget()
    assert check.problems() == []
    one = sessions.session("05", "es")
    assert one.language == "es"
    (built,) = build.build_pages([one], tmp_path)
    html = built.path.read_text(encoding="utf-8")
    assert built.path.name == "05-fractions.es.html"
    for words in (
        '<html lang="es">',
        "Cuenta pedazos",
        "Deshacer",
        "Descargar mis respuestas",
        "Saltar al texto",
    ):
        assert words in html, words
    data = json.loads(re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)[1])
    keys = [model["state"]["key"] for model in data["models"]]
    assert keys == sessions.session("05").activity_keys


def test_a_translation_with_other_keys_or_minutes_is_told(translated):
    notebook = nbformat.read(translated, as_version=4)
    next(
        cell for cell in notebook.cells if cell.id == "line"
    ).source = 'kit.NumberLine("05/linea", item="place-on-0-2")'
    next(cell for cell in notebook.cells if cell.id == "setup").source = "import kit"
    next(cell for cell in notebook.cells if cell.id == "sort").metadata["throughline"]["minutes"]["75"] = 5
    nbformat.write(notebook, translated)
    forget()
    found = [str(one) for one in check.problems()]
    for told in (
        "has other activities than 05",
        "has other parts than 05",
        "does not say its language",
        "adds up to 60 minutes",
    ):
        assert any(told in one and one.startswith("local/sessions/es/05-fractions.ipynb") for one in found), (
            told
        )


def test_a_language_that_is_not_there_is_told(spanish):
    with pytest.raises(UnknownName, match=r"no session 05 in “fr”.*sessions/fr/05-fractions.ipynb"):
        sessions.session("05", "fr")
    with pytest.raises(KitError, match=r"no words in the language “fr”. There are: en, es"):
        lang.use_language("fr")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"Level {id}: {a}.": "Nivel {numero}"', "puts in {numero}, which the English has no place for"),
        ('"a": [1]', "is not text for text"),
        ('"$3/5$": "$3/5"', "has a dollar sign without its partner"),
        ('"a: "b"', "cannot be read as YAML"),
    ],
)
def test_a_mistake_in_a_catalogue_is_told(spanish, line, told):
    write(spanish, {"lang/es.yaml": f"{line}\n"})
    lang.forget()
    forget()
    found = [str(one) for one in lang_problems()]
    assert any(one.startswith("local/lang/es.yaml") and told in one for one in found), found


def lang_problems():
    from kit.content import Problem

    for path, place, message, remedy in lang.problems_in("es", paths.local()):
        yield Problem(paths.shown(path), place, message, remedy)


def test_everything_that_sessions_02_and_05_say_is_collected():
    texts = collect.of_sessions([sessions.session("02"), sessions.session("05")], library())
    for said in (
        "Undo",
        "Count again from the first word",
        "Counts pieces",
        "Download my answers",
        "not yet",
        "Skip to the text",
    ):
        assert said in texts
    assert "fractions" not in texts and "4/7" not in texts and len(texts) == len(set(texts))


@pytest.mark.parametrize("tag", [tag for tag in lang.languages() if tag != "en"])
def test_a_language_that_is_shipped_has_every_word_of_its_sessions(tag):
    """Holds each shipped catalogue complete for the sessions that are shipped in that language."""
    there = [
        one
        for one in sessions.translations()
        if one.language == tag and one.path.is_relative_to(paths.SESSIONS)
    ]
    words = lang.words(tag)
    assert [
        text
        for text in collect.of_sessions(map(sessions.session, (one.number for one in there)), library())
        if text not in words
    ] == []


def test_fixed_words_of_the_activities_of_02_and_05_go_through_the_catalogue():
    """A literal sentence that reaches the page past `t` would stay English for good."""
    past = re.compile(
        r'(?<![\w.])(?:announce|say)\(\s*"[A-Z]|textContent = "[A-Z]|h\("\w+", \{[^{}]*\}, "[A-Z][a-z]'
    )
    for kind in (
        "CountingTray",
        "Poll",
        "ProgressionView",
        "SortBoard",
        "DecideNext",
        "Reflect",
        "NumberLine",
        "FractionStrips",
        "Predict",
    ):
        stem = re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
        assert past.findall(frontend.module(stem)) == [], stem
