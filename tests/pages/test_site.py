"""Building pages and the site: what is fresh is left alone, what is stale is made, what cannot be is said."""

import itertools
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import paths, sessions
from kit.cli import app, main
from kit.pages import build, fresh, markdown, session_page, site
from kit.pages.document import Inline, document
from kit.pages.fresh import Ledger, NotWritable


@pytest.fixture
def quick(monkeypatch):
    """Pages without running a notebook: their text says how often one was made."""
    made = []

    def page(session, *_, **__):
        made.append(session.number)
        return f"<p>{session.title}, made {len(made)}</p>"

    monkeypatch.setattr(build, "page", page)
    monkeypatch.setattr(site, "page", page)
    return made


def test_a_page_is_made_once_until_something_changes(tmp_path, quick):
    session = sessions.session("05")
    assert [one.made for one in build.build_pages([session], tmp_path)] == [True]
    assert [one.made for one in build.build_pages([session], tmp_path)] == [False]
    (tmp_path / "05-fractions.html").write_text("changed by hand", encoding="utf-8")
    assert [one.made for one in build.build_pages([session], tmp_path)] == [True]
    assert [one.made for one in build.build_pages([session], tmp_path, again=True)] == [True]
    assert quick == ["05"] * 3


def test_a_second_site_is_fresh_and_a_changed_page_alone_is_made_again(tmp_path, quick):
    first = site.build_site(tmp_path)
    assert all(one.made for one in first) and len(first) > 10
    assert not any(one.made for one in site.build_site(tmp_path))
    worker = (tmp_path / "worker.js").read_text(encoding="utf-8")
    (tmp_path / "guides" / "05-fractions.html").unlink()
    again = site.build_site(tmp_path)
    assert [one.path.name for one in again if one.made] == ["05-fractions.html"]
    assert (tmp_path / "worker.js").read_text(encoding="utf-8") == worker, "the same files, the same worker"


def test_pages_that_are_made_at_the_same_time_know_one_state_of_the_course(monkeypatch):
    """Seen once: a file changed while two threads read the course, and half of a site was stale at once."""
    reads = itertools.count()
    monkeypatch.setattr(Path, "read_bytes", lambda _path: str(next(reads)).encode())
    fresh._course_state.cache_clear()
    with ThreadPoolExecutor(2) as pool:
        states = set(pool.map(fresh.state_of, ["a page", "a page"]))
    fresh._course_state.cache_clear()
    assert len(states) == 1


def test_the_worker_keeps_every_file_of_the_site(tmp_path, quick):
    site.build_site(tmp_path)
    listed = set(
        re.findall(r'^\s+"([^"]+)"', (tmp_path / "worker.js").read_text(encoding="utf-8"), re.MULTILINE)
    )
    there = {
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if path.suffix in {".html", ".css", ".js"} and path.name != "worker.js"
    }
    assert listed == there


def test_files_that_nothing_uses_any_more_go(tmp_path, quick):
    site.build_site(tmp_path)
    old = tmp_path / "assets" / "0123456789abcdef.css"
    old.write_text("p {}", encoding="utf-8")
    site.build_site(tmp_path)
    assert not old.exists()


def test_a_site_for_participants_has_no_guide_and_no_key_even_where_they_stood_before(tmp_path, quick):
    site.build_site(tmp_path)
    assert (tmp_path / "print" / "05" / "05-key.html").exists()
    site.build_site(tmp_path, participants=True)
    left = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")]
    assert "05-fractions.html" in left and any(name.endswith("05-workbook.html") for name in left)
    assert [name for name in left if "key" in name or "guide" in name] == []
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "guides/" not in index and "Key to the cards" not in index


def test_a_translation_is_in_the_list_with_its_page_and_its_printables(tmp_path, quick):
    site.build_site(tmp_path, participants=True)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert '<a href="05-fractions.es.html" lang="es" hreflang="es">Español</a>' in index
    assert index.count('hreflang="es">Español</a>') == len(sessions.translations())
    for name in ("05-fractions.es.html", "print/05/05-workbook.es.html", "print/05/05-workbook.html"):
        assert f'href="{name}"' in index and (tmp_path / name).is_file()


def test_a_letter_in_spanish_says_so_in_the_list_and_on_its_page(tmp_path, quick):
    site.build_site(tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert '<a href="guides/consent-letter-es.html" lang="es" hreflang="es">' in index
    assert '<a href="guides/consent-letter.html">' in index
    letter = (tmp_path / "guides" / "consent-letter-es.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in letter and "Todas las sesiones" in letter


def test_from_a_translation_a_link_leads_to_a_translation_where_there_is_one():
    find = build.in_site("./", {"02-counting", "02-counting.es", "03-x"}, "es")
    assert find("02-counting.ipynb") == "./02-counting.es.html" and find("../03-x.ipynb") == "./03-x.html"


def test_a_folder_that_is_a_file_is_told_in_a_sentence(tmp_path, capsys, monkeypatch):
    target = tmp_path / "pages"
    target.write_text("a file", encoding="utf-8")
    with pytest.raises(NotWritable, match="--out"):
        Ledger(target)
    monkeypatch.setattr("sys.argv", ["throughline", "page", "05", "--out", str(target)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert "--out" in told and "Traceback" not in told


def test_the_command_says_what_was_made(tmp_path, quick):
    said = [CliRunner().invoke(app, ["page", "5", "--out", str(tmp_path)]).output for _ in range(2)]
    assert "made now" in said[0] and "nothing changed" in said[1]


def test_mathematics_is_mathml_and_links_lead_somewhere_or_are_text():
    html = markdown.to_html(
        "# One\n\nSee [the guide](../facilitator_guides/05-fractions.md) and [this](x.py): $\\frac35$.\n\n| a |\n|--|\n| 1 |\n",
        find=build.in_site("./", {"guides/05-fractions"}),
    )
    assert 'href="./guides/05-fractions.html"' in html and "x.py" not in html and "this:" in html
    assert "<mfrac>" in html and "$" not in html
    assert '<th scope="col">a</th>' in html and '<h1 id="one">' in html


def test_a_link_to_a_cell_leads_to_the_part_of_the_page():
    find = build.in_site("../", {"05-fractions"})
    assert find("../sessions/05-fractions.ipynb#cell-id=sort") == "../05-fractions.html#sort"
    assert find("../sessions/99-nothing.ipynb") is None


def test_text_in_data_cannot_end_the_script_that_holds_it():
    html = document(
        title="<t>",
        language="en",
        body="",
        assets=Inline(),
        styles=["p {}"],
        scripts=["1;"],
        data={"typed": "</script><img src=x>"},
    )
    assert "</script><img" not in html and "<title>&lt;t&gt;</title>" in html
    assert "unsafe-inline' " not in html.split("style-src-attr")[0], (
        "scripts and styles are let in by hash alone"
    )


def test_the_page_of_05_is_small_and_holds_everything(tmp_path):
    html = session_page.page(sessions.session("05"))
    assert len(html.encode()) < 600_000
    assert not re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', re.sub(r'href="https?://[^"]*"', "", html))
    assert "notebook-only" not in html and "Run All Cells" not in html.split("page-data")[0]


def test_nobodys_answers_are_in_a_page(journal_folder):
    from kit import SortBoard

    board = SortBoard("05/papers", deck="fraction-arithmetic/papers")
    board.value = {**board.value, "notes": {"s28": "MINE ALONE"}}
    assert "MINE ALONE" in (journal_folder / "journal.json").read_text(encoding="utf-8")
    assert "MINE ALONE" not in session_page.page(sessions.session("05"))


def test_built_folders_are_left_alone_by_git():
    ignored = (paths.ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/pages/", "/site/", "/printables/"} <= set(ignored)
