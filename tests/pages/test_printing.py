"""Printables: every card once, the key apart from the deck, nothing fetched, nothing made twice, errors in words."""

import re
from html import unescape

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from typer.testing import CliRunner

from kit import browsers, cli, lang, paths, sessions
from kit.content import library
from kit.content.cards import sample_mark
from kit.errors import KitError, UnknownName
from kit.lang import collect
from kit.pages import printing
from kit.sessions import Session

DECKS = ["fraction-arithmetic/papers", "fraction-arithmetic/sums"]
GUIDE = """# 05 A session – facilitator guide

## Run sheet

| Clock | Block |
|---|---|
| 0:00 | [Sort](../sessions/05-a-session.ipynb#cell-id=sort) |

## Checklists

- [ ] Cut the cards.
"""


def picture(inside: str, **more: str) -> list:
    return [new_output("display_data", {"text/html": f'<div class="tl-static">{inside}</div>', **more})]


@pytest.fixture
def session(tmp_path):
    """A session with two decks, a picture, and a table."""
    cells = [
        new_markdown_cell("# 05 A session", id="title"),
        new_markdown_cell("Choose *Run all*.", id="only", metadata={"tags": ["notebook-only"]}),
        new_markdown_cell(
            "## Sort\n\nWhy $\\frac{3}{5}$? See [the guide](../guide.md).",
            id="sort",
            metadata={"throughline": {"block": "sort", "minutes": {"45": 1, "75": 1, "90": 1}}},
        ),
        new_code_cell(
            "\n".join(f'kit.SortBoard("05/sort-{n}", deck="{deck}")' for n, deck in enumerate(DECKS)),
            id="decks",
            execution_count=1,
            outputs=picture("<p><b>What is next?</b></p><p>&nbsp;</p><p>Look at S28.</p>"),
        ),
        new_code_cell("secret_code = 1\n%matplotlib inline", id="code", execution_count=2),
    ]
    folder = tmp_path / "course"
    (folder / "sessions").mkdir(parents=True)
    (folder / "facilitator_guides").mkdir()
    (folder / "facilitator_guides" / "05-a-session.md").write_text(GUIDE, encoding="utf-8")
    path = folder / "sessions" / "05-a-session.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return Session(path)


@pytest.fixture
def made(session, tmp_path):
    """Builds the session's HTML and reads it, by the end of its name."""

    def make(**options) -> dict[str, str]:
        files = printing.build(session, tmp_path / "out", pdf=False, **options)
        return {file.stem.removeprefix("05-"): file.read_text(encoding="utf-8") for file in files}

    return make


@pytest.mark.parametrize(("paper", "cards"), [("a4", 6), ("letter", 8)])
def test_every_card_is_there_once_in_order_with_its_mark(made, paper, cards):
    html = made(paper=paper, cards=cards, only=["cards"])
    for reference in DECKS:
        deck, samples = library().deck(reference)
        shown = html[f"cards-{deck.id}"]
        assert re.findall(r"<h2>(\w+)</h2>", shown) == [sample.label for sample in samples]
        marks = [unescape(mark) for mark in re.findall(r'<p class="mark real">(.*?)</p>', shown)]
        assert marks == [sample_mark(sample, library()) for sample in samples]
        assert {"a4": "size:A4", "letter": "size:letter"}[paper] in shown


def test_the_key_is_a_document_of_its_own_and_no_deck_gives_it_away(made):
    html = made()
    deck, samples = library().deck(DECKS[0])
    for sample in samples:
        words = max(sample.anchor.reason.split("$")[::2], key=len).strip(" .,;:?!()“”…")
        assert words in unescape(html["key"])
        assert words not in unescape(html[f"cards-{deck.id}"] + html["evidence"] + html["workbook"])
    assert "this kit's proposal" in unescape(html["key"])
    assert sum("Counts pieces" in text for text in (html["cards-papers"], html["cards-sums"])) == 0


def test_nothing_is_fetched_and_no_script_runs(made):
    documents = made()
    assert len(documents) == 7
    for name, html in documents.items():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert policy and "default-src 'none'" in unescape(policy[1]), name
        assert not re.search(r"<(script|link|iframe|object|base)\b|@import|url\((?!#)", html), name
        assert not re.search(r'\b(src|srcset|data|action|poster)="(?!data:)', html), name


def test_a_title_cannot_break_out_of_the_page_or_its_style(session, made):
    session.notebook.cells[
        3
    ].source = 'kit.SortBoard("05/s", deck="fraction-arithmetic/papers", title="</style><script>1</script>")'
    html = made(only=["cards", "evidence"])
    assert all("<script>" not in one and one.count("</style>") == 1 for one in html.values())


def test_the_evidence_sheet_has_a_row_a_card_and_asks_for_class_group_and_student(made):
    html = made(only=["evidence"])["evidence"]
    _, samples = library().deck(DECKS[0])
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', html)
    assert rows[: len(samples)] == [sample.label for sample in samples]
    assert all(f'scope="row">{who}' in html for who in ("The class", "A group", "One student"))


def test_the_poster_has_every_level_with_its_evidence_and_next_move(made):
    html = made(only=["poster"])["poster-fractions"]
    levels = library().progression("fractions").levels
    assert html.count('<article class="level">') == len(levels)
    assert html.count("<li>") == sum(len(level.evidence) for level in levels)
    assert html.count("Next move") == len(levels)


def test_the_workbook_has_prose_pictures_and_lines_but_no_code(made):
    html = made(only=["workbook"])["workbook"]
    assert '<math alttext="\\frac{3}{5}"' in html
    assert "Look at S28." in html
    assert '<p class="line"></p>' in html and "<p>&nbsp;</p>" not in html
    assert "secret_code" not in html and "SortBoard" not in html
    assert "Run all" not in html, "a cell for the notebook alone"
    assert "the guide" in html and "../guide.md" not in html, "a link that leads nowhere on paper"


def test_the_guide_has_boxes_to_tick_and_its_run_sheet_apart(made):
    html = made(only=["guide"])["guide"]
    assert 'class="box"' in html and "<input" not in html
    assert html.index('<section class="lying">') < html.index("0:00") < html.index("Checklists")
    assert "../sessions" not in html


def test_a_session_without_decks_gets_an_evidence_sheet_for_its_own_work(session, made):
    session.notebook.cells = session.notebook.cells[:3]
    html = made()
    assert sorted(html) == ["evidence", "guide", "workbook"]
    assert html["evidence"].count("none right") == 10


def test_what_has_not_changed_is_not_made_again(session, tmp_path):
    def run(**more) -> dict[str, bool]:
        options = printing.options()
        built = printing.make(session, tmp_path / "out", options, pdf=False, **more)
        return {one.files[0].stem.removeprefix("05-"): one.new for one in built.printables}

    assert all(run().values())
    assert not any(run().values())
    session.guide.write_text(f"{GUIDE}- [ ] Sharpen pencils.\n", encoding="utf-8")
    assert [name for name, new in run().items() if new] == ["guide"]
    (tmp_path / "out" / "05-key.html").unlink()
    assert [name for name, new in run().items() if new] == ["key"]


def test_a_deck_that_the_notebook_no_longer_shows_goes_from_the_folder(session, made, tmp_path):
    made()
    cell = session.notebook.cells[3]
    cell.source = cell.source.splitlines()[0]
    nbformat.write(session.notebook, session.path)
    (tmp_path / "out" / "mine.html").write_text("kept", encoding="utf-8")
    made()
    left = {file.name for file in (tmp_path / "out").glob("*.html")}
    assert "05-cards-papers.html" in left and "mine.html" in left
    assert "05-cards-sums.html" not in left


def test_another_paper_makes_it_anew(made):
    assert "size:A4" in made(only=["polls"])["polls"]
    assert "size:letter" in made(only=["polls"], paper="letter")["polls"]


def test_letters_to_hold_up_are_made_where_a_poll_or_the_guide_has_a_use_for_them_or_somebody_asks(
    session, made
):
    assert "polls" not in made()
    assert "polls" in made(only=["polls"])
    cell = session.notebook.cells[3]
    poll = 'kit.Poll("05/p", question="Which?", options={})'
    for options, there in (({"a": "1", "b": "2"}, True), (dict.fromkeys("abcde", "1"), False)):
        cell.source = poll.format(options)
        assert ("polls" in made()) is there
    cell.source = poll.format({"a": "1", "b": "2"}).replace("options", 'kind="several", options')
    assert "polls" not in made()
    session.guide.write_text(f"{GUIDE}- [ ] A/B/C/D cards for everybody.\n", encoding="utf-8")
    assert "polls" in made()


def test_only_sessions_that_hold_up_letters_print_them():
    print_them = {
        one.number
        for one in sessions.all_sessions(paths.SESSIONS)
        if "polls" in {document.part for document in printing.parts(one)}
    }
    assert print_them == {"04", "12"}


def test_work_in_an_activity_and_what_is_asked_of_it_stay_on_one_page(session, made):
    session.notebook.cells[3].outputs = picture(
        "<h3>A form</h3><h4>1. Explain</h4><p><pre>52</pre></p><p><b>How?</b></p><p>&nbsp;</p>"
    )
    html = made(only=["workbook"])["workbook"]
    assert (
        '<div class="together"><h4>1. Explain</h4><p><pre>52</pre></p><p><b>How?</b></p></div><p class="line">'
        in html
    )


@pytest.fixture
def spanish(tmp_path):
    """Builds what participants hold in Spanish of a session, and reads it."""

    def make(number: str, **options) -> dict[str, str]:
        session = sessions.session(number, "es")
        files = printing.build(session, tmp_path / number, pdf=False, **options)
        return {file.stem: file.read_text(encoding="utf-8") for file in files}

    return make


def seen(html: str) -> str:
    """The words of a document."""
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))


@pytest.mark.parametrize("number", ["02", "05"])
def test_in_spanish_there_is_what_participants_hold_and_all_of_it_is_spanish(spanish, number):
    html = spanish(number, paper="letter")
    names = {name.removeprefix(f"{number}-").partition("-")[0] for name in html}
    assert names == {"cards", "evidence.es", "poster", "workbook.es"}
    assert all(name.endswith(".es") and '<html lang="es">' in text for name, text in html.items())
    longer = [word for word in collect.print_words() if len(word) > 12]
    assert [(name, word) for name, text in html.items() for word in longer if word in seen(text)] == []
    assert (
        "Enlarge" not in "".join(html.values()) and "This is a picture" not in html[f"{number}-workbook.es"]
    )
    assert "Esta es una imagen" not in html[f"{number}-workbook.es"]
    with lang.speaking("es"):
        names = [
            level.name
            for level in library().progression({"02": "counting", "05": "fractions"}[number]).levels
        ]
    assert all(name in seen(html[f"{number}-evidence.es"]) for name in names)


def test_both_languages_lie_in_one_folder_and_neither_makes_the_other_anew(tmp_path):
    def run(language: str) -> dict[str, bool]:
        built = printing.make(
            sessions.session("05", language),
            tmp_path,
            printing.options(),
            pdf=False,
            only=["evidence", "workbook"],
        )
        return {one.files[0].name: one.new for one in built.printables}

    english = {"05-evidence.html": True, "05-workbook.html": True}
    assert run("en") == english
    assert run("es") == {"05-evidence.es.html": True, "05-workbook.es.html": True}
    assert not any({**run("en"), **run("es")}.values())
    assert {file.name for file in tmp_path.glob("*.html")} == {
        *english,
        "05-evidence.es.html",
        "05-workbook.es.html",
    }


@pytest.fixture
def own_words(tmp_path, monkeypatch):
    """Writes a team's own Spanish."""

    def write(text: str) -> None:
        file = tmp_path / "local" / "lang" / "es.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        lang.forget()
        library.cache_clear()

    monkeypatch.setenv("THROUGHLINE_LOCAL", str(tmp_path / "local"))
    write("")
    yield write
    monkeypatch.undo()
    lang.forget()
    library.cache_clear()


def test_another_word_in_the_catalogue_makes_the_translation_anew_and_not_the_english(tmp_path, own_words):
    def run(language: str) -> list[bool]:
        chosen = {"only": ["evidence"], "pdf": False}
        made = printing.make(sessions.session("05", language), tmp_path / "out", printing.options(), **chosen)
        return [one.new for one in made.printables]

    assert run("en") == run("es") == [True]
    own_words('"The class": "Nuestra clase"')
    assert run("es") == [True] and run("en") == [False]
    assert "Nuestra clase" in (tmp_path / "out" / "05-evidence.es.html").read_text(encoding="utf-8")


def test_what_has_no_translation_is_said_with_what_there_is(tmp_path):
    done = CliRunner().invoke(cli.app, ["print", "03", "--lang", "es", "--out", str(tmp_path)])
    assert "no session 03 in “es”" in str(done.exception) and "02, 05" in str(done.exception)
    with pytest.raises(KitError, match="--only key"):
        printing.build(sessions.session("05", "es"), tmp_path, pdf=False, only=["key"])


def test_the_command_says_that_key_and_guide_are_in_english(tmp_path):
    asked = ["print", "05", "--lang", "es", "--only", "evidence", "--no-pdf", "--out", str(tmp_path)]
    assert "in English: `throughline print 05`" in CliRunner().invoke(cli.app, asked).stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"paper": "a3"}, "There is no paper “a3”. Choose one of: a4, letter."),
        ({"cards": 7}, "A sheet holds 6 or 8 cards, not 7."),
        ({"only": ["carts"]}, "There is nothing called “carts” to print. Choose from: cards, key"),
    ],
)
def test_what_cannot_be_chosen_is_one_sentence(made, options, says):
    with pytest.raises(KitError, match=re.escape(says)):
        made(**options)


def test_a_part_that_the_session_lacks_is_said_each_time(session, made):
    session.guide.unlink()
    made()
    for _ in range(2):
        with pytest.raises(KitError, match="Session 05 has no facilitator guide"):
            made(only=["guide"])


def test_an_unknown_session_or_deck_is_said(session, made, tmp_path):
    with pytest.raises(UnknownName, match="There is no session 42"):
        printing.build("42", tmp_path)
    session.notebook.cells[3].source = 'kit.SortBoard("05/sort", deck="fraction-arithmetic/paper")'
    with pytest.raises(UnknownName, match="papers"):
        made()


def test_a_folder_that_cannot_be_written_is_said(session, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KitError, match="cannot be written"):
        printing.build(session, tmp_path / "file" / "out", pdf=False, only=["polls"])


def test_a_notebook_that_was_not_run_is_said_and_nothing_is_written(session, made, tmp_path):
    session.notebook.cells[3].execution_count = None
    with pytest.raises(KitError, match="Run `throughline run 05`, then print"):
        made()
    assert not (tmp_path / "out").exists()


def test_without_a_browser_the_command_writes_html_and_says_how_to_print_it(tmp_path, monkeypatch):
    monkeypatch.setattr(browsers, "find", lambda: None)
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    done = CliRunner().invoke(cli.app, ["print", "05", "--only", "polls", "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert [file.name for file in tmp_path.glob("05*")] == ["05-polls.html"]
    assert "open each HTML file in any browser" in done.stdout


def test_a_browser_that_is_named_and_not_there_is_said(session, tmp_path, monkeypatch):
    monkeypatch.setenv(browsers.VARIABLE, str(tmp_path / "no-browser"))
    with pytest.raises(KitError, match="THROUGHLINE_BROWSER names"):
        printing.build(session, tmp_path / "out")


def test_the_course_s_sessions_can_all_be_printed():
    for session in sessions.all_sessions():
        stems = [document.stem for document in printing.parts(session)]
        assert len(stems) == len(set(stems)) >= 3


def test_on_paper_the_baseline_is_form_a_and_the_closing_form_b_each_without_its_key(tmp_path):
    """What the guides of 00 and 12 tell a facilitator who has paper only."""
    html = {}
    for number in ("00", "12"):
        made = printing.make(
            sessions.session(number), tmp_path / number, printing.options(), pdf=False, only=["workbook"]
        )
        html[number] = unescape(made.printables[0].files[0].read_text(encoding="utf-8"))
    assert "form A</h3>" in html["00"] and "52 − 38" not in html["12"]
    assert "form B</h3>" in html["12"] and "form A</h3>" not in html["12"]
    for part in library().measure("reading-student-thinking").form("B").parts:
        if part.kind != "order":
            assert part.reference[:40] not in html["12"]
