"""A real JupyterLab server in a folder of its own, a real browser, and the course's notebooks in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kit import browsers, paths

from . import alone
from .lab import CHROMIUM_OPTIONS, Lab, Notebook, start_lab, write_notebook

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium by Playwright, without a window where there is one of that kind. Without any the tests are skipped, and in CI they fail."""
    executable = os.environ.get("THROUGHLINE_SHELL") or browsers.find()
    if executable is None:
        why = (
            "NOT TESTED IN A BROWSER: no Chromium, Chrome or Edge was found. Install one, or name one with "
            "THROUGHLINE_BROWSER=/path/to/it, and run the tests again."
        )
        if os.environ.get("CI") or os.environ.get("THROUGHLINE_BROWSER"):
            pytest.fail(why, pytrace=False)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def close_what_was_opened() -> Iterator[None]:
    """A page that stays open costs memory, and a clock in it time, until the browser ends."""
    yield
    while alone.opened:
        alone.opened.pop().close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """One JupyterLab for all tests of a worker, with the settings the kit ships and a copy of the sessions."""
    folder = tmp_path_factory.mktemp("lab")
    course = folder / "course"
    shutil.copytree(paths.SESSIONS, course / "sessions", ignore=shutil.ignore_patterns(".*"))
    with start_lab(folder, course) as server:
        yield server


class Visits:
    """Opens pages, and knows every address that they asked for."""

    def __init__(self, browser, lab: Lab):
        self._browser, self._lab = browser, lab
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._contexts = []

    def page(self, **options):
        """A new page in a browser profile of its own."""
        context = self._browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(15_000)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        page = context.new_page()
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        self._contexts.append(context)
        return page

    def open(self, path: str, **options) -> Notebook:
        """A notebook, by its path below the course folder, its kernel ready."""
        return Notebook(self.page(**options), self._lab, path).open()

    def foreign(self) -> list[str]:
        """Requests that were neither the server's nor inside the page."""
        here = (self._lab.url, self._lab.url.replace("http", "ws", 1), "blob:", "data:", "about:")
        return [url for url in self.requests if not url.startswith(here)]

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="module")
def module_visits(browser, lab) -> Iterator[Visits]:
    """Pages that all tests of a module share."""
    visits = Visits(browser, lab)
    yield visits
    visits.close()
    assert visits.foreign() == []


@pytest.fixture
def visits(browser, lab) -> Iterator[Visits]:
    """Pages of one test. Whatever the test does, no request may leave the machine."""
    visits = Visits(browser, lab)
    yield visits
    visits.close()
    assert visits.foreign() == []


@pytest.fixture
def make_notebook(lab, request) -> Callable[..., str]:
    """Writes a notebook of these code cells, with a journal of its own in the folder `journal` beside it."""
    folder = request.node.name.replace("[", "-").replace("]", "")

    def make(*sources: str, name: str = "notebook", journal: str = "journal") -> str:
        path = lab.course / folder / f"{name}.ipynb"
        write_notebook(path, sources, journal=lab.course / folder / journal)
        return path.relative_to(lab.course).as_posix()

    return make


@pytest.fixture
def journal_file(lab, request) -> Path:
    """The journal of the notebooks that `make_notebook` writes."""
    return lab.course / request.node.name.replace("[", "-").replace("]", "") / "journal" / "journal.json"
