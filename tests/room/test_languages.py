"""A room in Spanish, a room in two languages, and that every fixed word of a room can be translated."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, String, Whitespace
from typer.testing import CliRunner

from kit import lang, paths, sessions
from kit.cli import app
from kit.errors import KitError
from kit.joining import Joined
from kit.room import contents, keys, pictures
from kit.room.contents import Contents
from kit.room.hosting import Rooms
from kit.room.store import Store

from .conftest import Opened, about

FRONT = paths.ROOT / "kit/room/front"
SPANISH = {"Accept-Language": "es"}


def in_both(first: str = "en") -> Contents:
    """A session that the room has in English and in Spanish."""
    second = "es" if first == "en" else "en"
    other = replace(about("05", second), page=f"<p>La sesión, {second}</p>", languages=(first, second))
    return replace(about("05", first), others={second: other}, languages=(first, second))


@pytest.fixture
def spanish(store_file):
    """A room whose session is there in Spanish."""
    one = Opened(store_file, about("05", "es"))
    yield one
    one.close()


@pytest.fixture
def both(store_file):
    """A room in English that has its session in Spanish too."""
    one = Opened(store_file, in_both())
    yield one
    one.close()


def test_a_spanish_rooms_pages_are_in_spanish(spanish):
    front = spanish.web.get("/").text
    assert '<html lang="es">' in front and "Escriba el código que está en la pantalla del frente." in front
    assert "Entrar en la sala" in front and "No hay conexión con la sala" in front
    assert "Lo que guarda la sala" in spanish.web.get("/privacy").text
    wall, console = spanish.web.get("/projector-05").text, spanish.web.get("/console").text
    assert '<html lang="es">' in wall and "con el código" in wall and "Respuestas: {n} de {here}" in wall
    assert '<html lang="es">' in console and "Plan de la sesión" in console and ">temporizador" not in console


def test_what_a_spanish_room_refuses_it_refuses_in_spanish(spanish):
    told = spanish.web.post("/api/join", json={"code": "AAAA-AAAA"}).json()["error"]
    assert told.startswith("No hay ninguna sala con este código.")
    me = spanish.join()
    spanish.act("close", "05/papers")
    assert spanish.send(me).json()["refused"]["05/papers"].startswith("Quien facilita ha cerrado")
    assert spanish.send({}).json()["error"] == "Primero entre en la sala."
    large = spanish.send(me, "05/estimate", {"text": "x" * 70_000}).json()["error"]
    assert (
        large == "La respuesta a 05/estimate es demasiado grande para enviarse. Se queda en su dispositivo."
    )
    assert spanish.act("timer", seconds=90_000).json()["error"].startswith("Un temporizador dura")
    counts = spanish.act("tally", "05/papers", counts={"a": {"b": -1}}).json()["error"]
    assert counts == "Un conteo es un número natural de 0 a 2,000."


def test_a_room_in_two_languages_serves_both_and_the_address_says_which(both):
    english, other = both.web.get("/").text, both.web.get("/?lang=es").text
    assert '<a href="./?lang=es" lang="es">Español</a>' in english and 'href="privacy"' in english
    assert '<a href="./" lang="en">English</a>' in other and 'href="privacy?lang=es"' in other
    assert 'href="session?lang=es"' in other and "Entrar en la sala" in other
    assert "The session 05" in both.web.get("/session-05").text
    assert "La sesión, es" in both.web.get("/session-05?lang=es").text
    assert "The session 05" in both.web.get("/session-05?lang=fr").text
    assert "Lo que guarda la sala" in both.web.get("/privacy?lang=es").text


def test_a_spanish_room_has_its_english_behind_the_address(store_file):
    one = Opened(store_file, in_both("es"))
    assert '<a href="./?lang=en" lang="en">English</a>' in one.web.get("/").text
    assert 'href="privacy?lang=en"' in one.web.get("/?lang=en").text
    one.close()


def test_who_asks_in_a_language_is_refused_in_it_and_a_browsers_own_wish_is_not_asked(both):
    """Pages and notebooks of the course name one language; browsers send a list, and their reader may have chosen otherwise."""

    def refused(accept: str) -> str:
        headers = {"Accept-Language": accept}
        return both.web.post("/api/join", json={"code": "AAAA-AAAA"}, headers=headers).json()["error"]

    assert refused("es").startswith("No hay") and refused("en").startswith("There is")
    for other in ("es-MX,es;q=0.9", "fr", "../es", ""):
        assert refused(other).startswith("There is"), other
    me = both.join()
    both.act("close", "05/papers")
    assert "Quien facilita" in both.send(me | SPANISH).json()["refused"]["05/papers"]
    assert "The facilitator" in both.send(me, revision=2).json()["refused"]["05/papers"]


def test_answers_in_two_languages_are_of_one_activity(both):
    both.act("open", "05/papers")
    for n, headers in enumerate((both.join(), both.join() | SPANISH)):
        assert both.send(headers, value={"placed": {"s28": str(n)}}).json()["kept"] == {"05/papers": 1}
    assert both.live()["answered"] == {"05/papers": 2}


def test_an_alias_is_said_in_spanish_and_kept_in_english(both):
    found = both.web.post("/api/join", json={"code": both.room.code}, headers=SPANISH).json()
    (kept,) = both.room.aliases.values()
    with lang.speaking("es"):
        assert found["alias"] == keys.alias_said(kept) != kept
        assert keys.alias_said("white whale 1042") == "ballena nieve 1042"
    assert keys.alias_said("white whale 1042") == "white whale 1042"
    assert found["session"]["title"] == sessions.session("05", "es").full_title


def test_a_notebook_that_joined_says_so_in_its_language():
    one = object.__new__(Joined)
    one.session, one.alias = "05", "búho azul"
    with lang.speaking("es"):
        said = repr(one)
    assert said.startswith("Este cuaderno está en la sala de la sesión 05 con el nombre “búho azul”")
    assert "quien facilita ha abierto" in said and "\n" in said


def test_aliases_stay_apart_in_spanish():
    there = [f"{colour} {animal}" for colour in keys._COLOURS for animal in keys._ANIMALS]
    with lang.speaking("es"):
        assert len({keys.alias_said(one) for one in there}) == len(set(there))


def test_the_walls_picture_is_in_the_rooms_language(spanish):
    content = {"piles": [{"id": "1", "name": "Partes"}], "unsure": "?", "cards": [{"id": "a", "label": "A"}]}
    spanish.rooms.sole.live._activities["05/papers"] = {
        "key": "05/papers",
        "kind": "SortBoard",
        "content": content,
    }
    spanish.act("open", "05/papers")
    spanish.act("show", "05/papers")
    for _ in range(2):
        spanish.send(spanish.join(), value={"placed": {"a": "?"}})
    picture = spanish.live(projector=True)["pictures"]["05/papers"]["public"]
    assert picture["panels"][0]["heading"] == "Dónde se puso cada tarjeta"
    assert picture["panels"][0]["rows"][0]["note"] == "desacuerdo 0"
    assert picture["about"][0].startswith("Desacuerdo: de cada 100 pares")


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_no_picture_says_english_in_a_spanish_room(kind):
    """What a picture says before anybody answered, by a content that has every field and nothing in it."""
    english, other = (nothing_yet(kind, tag) for tag in ("en", "es"))
    said = [*english["about"], english["missing"]]
    assert [one for one in said if one and one in (*other["about"], other["missing"])] == []


def nothing_yet(kind: str, language: str) -> dict:
    content = {
        "piles": [],
        "unsure": "?",
        "cards": [],
        "bars": [],
        "out_of": 100,
        "kind": "text",
        "who": "",
        "levels": [],
        "scale": [],
        "problems": [],
        "given": 0,
        "students": [],
        "ideas": [],
        "none": "none",
        "boxes": [],
        "codes": [],
        "words": [],
        "units": [],
        "unit": "turn",
        "codebook": {"choose": "one", "codes": []},
        "tasks": [],
        "task": {"kind": "free", "reasons": [{"id": "a", "text": "", "holds": True}]},
    }
    with lang.speaking(language):
        return pictures.picture({"key": "05/x", "kind": kind, "content": content}, [])["public"]


def test_contents_in_two_languages_reach_another_process_whole():
    given = in_both()
    for one in (given, *given.others.values()):
        one.made("front")
    again = Contents.from_json(given.as_json())
    assert again.as_json() == given.as_json() and again.languages == ("en", "es")
    assert again.said_in("es").made("front") == given.said_in("es").made("front")
    assert again.said_in("es").session.full_title == sessions.session("05", "es").full_title


def test_a_translation_that_does_not_run_is_left_out_and_the_room_opens(monkeypatch, caplog):
    asked = []

    def made(number: str, language: str, languages: list[str]) -> Contents:
        asked.append((language, tuple(languages)))
        if language == "es":
            raise KitError("05-fractions.ipynb, cell sort: no such deck")
        return replace(about(number, language), languages=tuple(languages))

    monkeypatch.setattr(contents, "_in_one", made)
    found = contents.contents_apart("05")
    assert found.others == {} and found.languages == ("en",) and asked[-1] == ("en", ("en",))
    assert "no such deck" in caplog.text
    with pytest.raises(KitError, match="no such deck"):
        contents.contents_apart("05", "es")


def test_a_session_that_is_not_there_in_a_language_is_told_with_those_it_has(store_file):
    told = CliRunner().invoke(app, ["room", "05", "--lang", "fr", "--store", str(store_file)])
    assert told.exit_code and "no session 05 in “fr”" in str(told.exception) and "es" in str(told.exception)


def test_on_a_hub_the_code_is_asked_for_in_the_languages_that_sessions_have(store_file):
    from starlette.testclient import TestClient

    from kit.room.app import Server

    rooms = Rooms(Store(store_file), about=about)
    web = TestClient(Server(rooms).app())
    assert '<a href="./?lang=es" lang="es">Español</a>' in web.get("/").text
    front, privacy = web.get("/?lang=es").text, web.get("/privacy?lang=es").text
    assert "Entrar en una sala" in front and "¿Dirige usted un grupo?" in front
    assert "Qué cuenta del hub inició la sala" in privacy
    assert '<html lang="en">' in web.get("/?lang=../es").text
    rooms.close()


@pytest.mark.parametrize("file", sorted(one.name for one in FRONT.glob("*.js")))
def test_no_sentence_of_the_rooms_scripts_is_past_the_catalogue(file):
    """A literal that reads like words and is not in `t("…")` would stay English for good."""
    text = (FRONT / file).read_text(encoding="utf-8")
    kept = [one for one in JavascriptLexer().get_tokens(text) if one[0] not in Whitespace]
    kept = [one for one in kept if one[1].strip() and one[0] not in Comment]
    past = [
        value
        for at, (kind, value) in enumerate(kept)
        if kind in String
        and re.search(r"[A-Za-z]{2,} [a-z]{2,}", value)
        and [before[1] for before in kept[max(0, at - 2) : at]] != ["t", "("]
    ]
    names = {'"page-notice page-room"', '"interval-span"', '"xMinYMin meet"', '"font-size"'}
    assert [one for one in past if one not in names] == []


@pytest.mark.parametrize("file", sorted(one.name for one in FRONT.glob("*.j2")))
def test_no_words_of_the_rooms_templates_are_past_the_catalogue(file):
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", (FRONT / file).read_text(encoding="utf-8"))
    found = re.findall(r">([^<>]*[A-Za-z]{2}[^<>]*)<", text)
    found += re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]+)"', text)
    assert [one.strip() for one in found if not one.startswith("kit.join(")] == []


def literals(file: Path) -> list[str]:
    """Texts of a module that read like words and are neither in `t` or `later` nor a docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    left_out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            left_out.add(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("t", "later"):
            left_out.update(node.args)
    texts = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [
        one.value for one in texts if one not in left_out and re.search(r"[A-Z][a-z]+|[a-z] [a-z]", one.value)
    ]


@pytest.mark.parametrize(
    "file", sorted((paths.ROOT / "kit/room/pictures").glob("*.py")), ids=lambda one: one.stem
)
def test_no_words_of_a_picture_are_past_the_catalogue(file):
    names = {*pictures.KINDS, "DiagnosticTask", "Value"}
    assert [one for one in literals(file) if one not in names] == []


def test_whatever_is_refused_can_be_refused_in_another_language():
    past = []
    for file in sorted((paths.ROOT / "kit/room").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            refuses = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
            if refuses and not isinstance(node.args[0], ast.Name | ast.Attribute | ast.Call):
                past.append((file.name, ast.unparse(node)))
    assert past == []
