"""A room with real browsers: joining by code, sharing what was opened, a server that goes away and comes back."""

import threading
import time
from dataclasses import replace

import pytest
import uvicorn
from playwright.sync_api import expect

from kit import join, sessions
from kit.errors import KitError
from kit.journal import Journal
from kit.room.app import Server
from kit.room.contents import contents
from kit.room.hosting import Rooms, open_room
from kit.room.store import Store
from kit.room.writer import Writer

from . import axe
from .lab import free_port

KEY = "05/papers"


@pytest.fixture(scope="module")
def about():
    """What the room of session 05 is about: made once."""
    return contents(sessions.session("05"))


@pytest.fixture
def in_both(about):
    """The same, and in Spanish beside it."""
    languages = ("en", "es")
    spanish = contents(sessions.session("05", "es"), languages)
    return replace(about, others={"es": spanish}, languages=languages, pages={})


class Running:
    """A room's server on a port of its own; it can go away and come back."""

    def __init__(self, about, file):
        self._about, self._file, self.port = about, file, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        self.store = Store(self._file)
        self.writer = Writer(self.store)
        self.room = open_room(self.store, self.writer, "05", self._about.activities)
        app = Server(Rooms.one(self.room, self._about)).app()
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=self.port, log_level="error", timeout_graceful_shutdown=1)
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self):
        self._server.should_exit = True
        self._thread.join(10)
        self.writer.close()
        self.store.close()

    def values(self, key: str = KEY) -> list[dict]:
        return self.room.values(key)


@pytest.fixture
def running(about, tmp_path):
    server = Running(about, tmp_path / "rooms.sqlite")
    yield server
    server.stop()


@pytest.fixture
def visit(browser, running):
    """A participant's browser. Nothing may be asked of another server, and no policy be broken."""
    contexts, asked, errors = [], [], []

    def visit(**options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(15_000)
        context.on("request", lambda request: asked.append(request.url))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: "Security Policy" in message.text and errors.append(message.text))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((running.url, "blob:", "data:"))] == []
    assert errors == []


def come_in(page, running):
    """Join by the code, as one types it from the screen."""
    page.goto(running.url)
    code = running.room.code
    page.get_by_label("Code").fill(f"{code[:4].lower()} {code[4:].lower()}")
    page.get_by_role("button", name="Join").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".page-room")).to_contain_text("You are in the room")


def place(page, pile: str):
    board = page.locator(f'.tl-activity[data-key="{KEY}"]')
    board.locator(f'.tl-places [data-place="{pile}"]').click()


def until(true):
    """Wait for what a server does in its own time."""
    end = time.monotonic() + 15
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_only_what_the_facilitator_has_opened_is_shared(visit, running):
    page = visit()
    come_in(page, running)
    place(page, "2")
    page.wait_for_timeout(1500)
    assert running.values() == [], "before it is opened an answer stays on the device"
    running.room.act({"kind": "open", "key": KEY})
    expect(page.locator(".page-room-mark").filter(has_text="Shared with the room")).to_have_count(1)
    until(lambda: running.values())
    assert list(running.values()[0]["placed"].values()) == ["2"]
    place(page, "3")
    until(lambda: list(running.values()[0]["placed"].values()) == ["3"])


def test_a_wrong_code_is_told_and_the_right_one_still_works(visit, running):
    page = visit()
    page.goto(running.url)
    page.get_by_label("Code").fill("AAAABBBB")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#join-told")).to_contain_text("no room with this code")
    come_in(page, running)


def test_two_work_in_two_languages_in_one_room(visit, running, in_both):
    running.stop()
    running._about = in_both
    running.start()
    english, spanish = visit(), visit(viewport={"width": 360, "height": 740}, locale="en-US")
    come_in(english, running)
    spanish.goto(f"{running.url}/?code={running.room.code}")
    spanish.get_by_role("link", name="Español").click()
    expect(spanish.get_by_label("Código")).to_have_value(running.room.code)
    spanish.get_by_label("Código").fill("AAAABBBB")
    spanish.get_by_role("button", name="Entrar").click()
    expect(spanish.locator("#join-told")).to_contain_text("No hay ninguna sala")
    spanish.get_by_label("Código").fill(running.room.code)
    spanish.get_by_role("button", name="Entrar").click()
    expect(spanish.locator(".page-room")).to_contain_text("Usted está en la sala")
    running.room.act({"kind": "open", "key": KEY})
    running.room.act({"kind": "next", "block": "sort"})
    shared = spanish.locator(".page-room-mark").filter(has_text="Compartido con la sala")
    expect(shared).to_have_count(1)
    expect(spanish.locator(".page-room")).to_contain_text("Ahora: Clasifique")
    expect(english.locator(".page-room")).to_contain_text("Now: Sort")
    place(spanish, "2")
    place(english, "3")
    until(lambda: len(running.values()) == 2)
    assert sorted(pile for one in running.values() for pile in one["placed"].values()) == ["2", "3"]
    width = spanish.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, width


def test_the_server_may_go_away_and_nothing_is_lost(visit, running):
    page = visit()
    come_in(page, running)
    running.room.act({"kind": "open", "key": KEY})
    expect(page.locator(".page-room-mark:visible")).to_have_count(1)
    running.stop()
    place(page, "1")
    expect(page.locator(".page-room")).to_contain_text("cannot be reached")
    place(page, "4")
    running.start()
    until(lambda: [list(value["placed"].values()) for value in running.values()] == [["4"]])
    expect(page.locator(".page-room")).to_contain_text("You are in the room")


def test_a_device_that_comes_back_is_the_same_and_sees_where_the_room_is(visit, running):
    page = visit()
    come_in(page, running)
    running.room.act({"kind": "open", "key": KEY})
    running.room.act({"kind": "next", "block": "sort"})
    running.room.act({"kind": "timer", "seconds": 300, "label": "Sort"})
    page.reload()
    expect(page.locator(".page-room a")).to_have_text("Now: Sort real work")
    expect(page.locator(".page-room b")).to_contain_text("Sort 4:5")
    assert len(running.room.aliases) == 1


def test_a_notebook_joins_and_shares_its_journal(running, journal_folder):
    joined = join(running.url, running.room.code)
    assert "nobody else sees this name" in repr(joined)
    running.room.act({"kind": "open", "key": KEY})
    Journal().save(KEY, {"placed": {"s28": "0"}})
    Journal().save("05/decide", {"group-1": "not opened, not sent"})
    until(lambda: running.values() == [{"placed": {"s28": "0"}}])
    assert running.values("05/decide") == []
    joined.leave()
    with pytest.raises(KitError, match="no room with this code"):
        join(running.url, "AAAABBBB")


@pytest.mark.parametrize("where", ["/", "/privacy", "/session"])
def test_axe_finds_nothing_and_a_phone_is_wide_enough(visit, running, where):
    page = visit(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page.goto(running.url + where)
    page.wait_for_timeout(300)
    assert axe.wrong(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
