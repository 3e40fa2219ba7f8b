"""The course as a static site on a plain web server: everything works after one visit with the network gone."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit.pages.site import build_site

from . import axe


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of requests."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(folder)
    return folder


@pytest.fixture(scope="module")
def address(site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def visit(browser, address):
    """A visitor's browser; nothing may be asked of another host, and no policy be broken."""
    contexts = []

    def visit(**options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(15_000)
        asked, errors = [], []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        contexts.append((context, asked, errors))
        return page

    yield visit
    for context, asked, errors in contexts:
        context.close()
        assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
        assert errors == []


def test_after_one_visit_everything_opens_with_the_network_gone(visit, address):
    page = visit()
    page.goto(address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    page.context.set_offline(True)
    page.get_by_role("link", name="Fractions: what an answer shows").click()
    page.wait_for_selector("html[data-ready]")
    board = page.locator('.tl-activity[data-key="05/papers"]')
    board.locator('.tl-places [data-place="2"]').click()
    expect(board.locator('.tl-pile[data-pile="2"] .tl-chip')).to_have_count(1)
    page.get_by_role("link", name="All sessions").click()
    page.get_by_role("link", name="Facilitator guide 05").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fractions")
    page.get_by_role("link", name="All sessions").click()
    page.get_by_role("link", name="Poster: Fractions").first.click()
    expect(page.locator("body")).to_contain_text("Counts pieces")


def test_every_link_of_the_site_leads_to_something(site):
    import re
    from urllib.parse import unquote, urlsplit

    broken, links = [], 0
    for file in site.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"]+)"', file.read_text(encoding="utf-8")):
            parts = urlsplit(target)
            if parts.scheme or target.startswith("#"):
                continue
            links += 1
            to = (file.parent / unquote(parts.path)).resolve()
            if not to.is_file():
                broken.append(f"{file.relative_to(site)}: {target}")
            elif parts.fragment and f'id="{parts.fragment}"' not in to.read_text(encoding="utf-8"):
                broken.append(f"{file.relative_to(site)}: {target} (no such place)")
    assert links > 50
    assert broken == []


def test_a_link_of_a_guide_leads_to_the_part_of_the_session(visit, address):
    page = visit()
    page.goto(f"{address}guides/05-fractions.html")
    page.locator('a[href$="05-fractions.html#sort"]').first.click()
    page.wait_for_selector("html[data-ready]")
    expect(page.get_by_role("heading", name="Sort real work")).to_be_in_viewport()


ONE_OF_EACH = ("index.html", "glossary.html", "05-fractions.html", "guides/05-fractions.html")
"""For the dark look, whose colours are the same on all pages of a kind; activities have dark tests of their own."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_sites_pages(visit, address, site, scheme):
    page = visit(color_scheme=scheme, bypass_csp=True, service_workers="block")
    pages = [file.name for file in site.glob("*.html")]
    texts = [f"guides/{file.name}" for file in (site / "guides").glob("*.html")]
    all_of_them = [*pages, *texts, "about/work-fraction-arithmetic-README.html"]
    wrong = {}
    for file in all_of_them if scheme == "light" else ONE_OF_EACH:
        page.goto(f"{address}{file}")
        if page.locator("#page-data").count():
            page.wait_for_selector("html[data-ready]")
        wrong[file] = axe.wrong(page)
    assert {file: found for file, found in wrong.items() if found} == {}


def test_the_index_fits_a_phone(visit, address):
    page = visit(viewport={"width": 360, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
