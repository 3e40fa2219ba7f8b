"""The facilitator's console and the projector in a real browser, at a room that lives in memory."""

import random
import re
import threading

import pytest
from playwright.sync_api import expect

from kit import DecideNext, NumberLine, Poll, Predict, SortBoard, sessions
from tests.room.fake_room import SECRET, VIEW, FakeRoom

from . import axe

SORT, PREDICT, LINE, NEXT, WORDS = "05/papers", "05/estimate", "05/line", "05/next", "05/decide"
TYPED = "<img src=x onerror='document.title=1'> what I wrote"


@pytest.fixture(scope="module")
def activities(tmp_path_factory) -> dict[str, dict]:
    patch = pytest.MonkeyPatch()
    patch.setenv("THROUGHLINE_MY_WORK", str(tmp_path_factory.mktemp("my_work")))
    widgets = [
        SortBoard(SORT, deck="fraction-arithmetic/papers"),
        Predict(PREDICT, item="naep-12-13-7-8"),
        NumberLine(LINE, item="place-on-0-2"),
        DecideNext(NEXT, deck="fraction-arithmetic/papers"),
        Poll(WORDS, question="One question you would ask", kind="text"),
    ]
    patch.undo()
    return {one.key: {"key": one.key, "kind": type(one).__name__, "content": one.content} for one in widgets}


@pytest.fixture
def room(activities):
    running = FakeRoom(sessions.session("05"), activities).start()
    running.answer(SORT, *sorts(activities, 30))
    running.answer(WORDS, {"kind": "text", "answer": TYPED})
    yield running
    running.stop()


def sorts(activities, n: int, seed: int = 1) -> list[dict]:
    dice = random.Random(seed)
    cards = [card["id"] for card in activities[SORT]["content"]["cards"]]
    return [{"placed": {card: dice.choice(["1", "2", "2", "3"]) for card in cards}} for _ in range(n)]


class Screens:
    """Pages at one room, and what went wrong in them."""

    def __init__(self, browser, room):
        self._browser, self._room = browser, room
        self._contexts, self.errors, self.requests = [], [], []

    def open(self, path: str, **options):
        context = self._browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._heard)
        page.goto(self._room.url + path)
        return page

    def _heard(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def console(self, **options):
        page = self.open(f"/console#secret={SECRET}", **options)
        expect(page.locator("#people")).to_contain_text("30 here")
        return page

    def wall(self, **options):
        page = self.open(
            f"/projector#view={VIEW}", **{"viewport": {"width": 1920, "height": 1080}, **options}
        )
        expect(page.locator("#answered")).not_to_be_empty()
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def screens(browser, room):
    """Whatever a test does, no page breaks its policy or asks for anything elsewhere."""
    opened = Screens(browser, room)
    yield opened
    opened.close()
    assert opened.errors == []
    assert [
        url for url in opened.requests if not url.startswith((room.url, "data:", "about:", "blob:"))
    ] == []


def choose(page, key_title: str, block: str) -> None:
    """Choose an activity in the run sheet."""
    part = page.locator("#sheet > li", has_text=block).first
    if part.locator("details").get_attribute("open") is None:
        part.locator("summary").click()
    part.get_by_role("button", name=key_title).click()


def test_the_secret_goes_out_of_the_address_and_stays_for_a_reload(screens):
    page = screens.console()
    assert SECRET not in page.url
    page.reload()
    expect(page.locator("#people")).to_contain_text("30 here")


def test_keys_pressed_fast_arrive_in_order_on_a_slow_network(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    room.coming["open"] = 0.5
    for key in "osp":
        page.keyboard.press(key)
    expect(page.locator("#phase")).to_have_text("paused, on the projector")
    assert [act["kind"] for act in room.acts] == ["next", "open", "show", "pause"]


def test_a_key_means_what_the_room_is_when_its_turn_comes(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    room.coming["reveal"] = room.coming["timer"] = room.coming["timer_pause"] = 0.3
    for key in "ruttt":
        page.keyboard.press(key)
    expect(page.locator("#said")).to_have_text("Timer goes on")
    expect(page.locator("#phase")).not_to_contain_text("revealed")
    expect(page.locator("#timer-left")).not_to_contain_text("paused")
    assert [act["kind"] for act in room.acts] == [
        "next",
        "reveal",
        "unreveal",
        "timer",
        "timer_pause",
        "timer_pause",
    ]


def test_collecting_takes_in_what_there_is_and_then_closes(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("It closes in a moment")
    expect(page.locator("#phase")).to_contain_text("open")
    expect(page.locator("#said")).to_contain_text("Collected and closed", timeout=15_000)
    expect(page.locator("#phase")).to_contain_text("closed")
    assert [act["kind"] for act in room.acts] == ["next", "open", "close"]


def test_opening_again_takes_a_collection_back(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("It closes in a moment")
    page.keyboard.press("o")
    expect(page.locator("#said")).to_have_text("It stays open.")
    page.wait_for_timeout(7_000)
    assert [act["kind"] for act in room.acts] == ["next", "open"]


def test_a_late_answer_does_not_undo_what_a_second_console_did(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    room.going["open"] = threading.Event()
    page.keyboard.press("o")
    expect(page.locator("#phase")).to_have_text("open, hidden")
    room.act({"kind": "close", "key": SORT})
    expect(page.locator("#phase")).to_have_text("closed, hidden")
    room.going["open"].set()
    expect(page.locator("#said")).to_have_text("Open: Sort twelve papers")
    expect(page.locator("#phase")).to_have_text("closed, hidden")


def test_a_session_is_led_by_the_keyboard_alone(screens, room):
    page, wall = screens.console(), screens.wall()
    expect(wall.locator("#join")).to_contain_text("ABCD-2345")
    for title in ("Place six numbers", "Fraction strips", "Compare two fractions", "Predict, then look"):
        page.keyboard.press("n")
        expect(page.locator("#activity-title")).to_have_text(title)
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator("#activity-title")).to_have_text("Sort twelve papers")
    expect(page.locator("#sheet [aria-current]")).to_contain_text("Sort real work")
    page.keyboard.press("o")
    expect(page.locator("#phase")).to_have_text("open, hidden")
    expect(page.locator("#answered")).to_have_text("30 of 30 answered")
    expect(page.locator("#panels .row")).to_have_count(12)
    assert wall.locator("#panels .row").count() == 0, "nothing is on the wall before it is shown"
    page.keyboard.press("s")
    expect(wall.locator("#panels .row").first).to_be_visible()
    page.keyboard.press("r")
    expect(wall.locator("footer")).to_contain_text("◆ marks the pile of the reference")
    page.keyboard.press("u")
    expect(wall.locator("footer")).not_to_contain_text("◆")
    page.keyboard.press("p")
    expect(page.locator("#phase")).to_have_text("paused, on the projector")
    page.keyboard.press("c")
    expect(page.locator("#phase")).to_have_text("closed, on the projector")
    page.keyboard.press("h")
    expect(wall.locator("#join")).to_be_visible()
    page.keyboard.press("t")
    expect(wall.locator("#timer")).to_contain_text("4:")
    page.keyboard.press("t")
    expect(wall.locator("#timer")).to_contain_text("paused")
    kinds = [act["kind"] for act in room.acts if act["kind"] != "next"]
    assert kinds == ["open", "show", "reveal", "unreveal", "pause", "close", "hide", "timer", "timer_pause"]


def test_every_key_has_a_button_and_the_help_line_names_it(screens):
    page = screens.console()
    shown = page.locator("#help kbd").all_inner_texts()
    assert shown == list("opclshrunt")
    for key in shown:
        assert page.locator(f'button[aria-keyshortcuts="{key}"]').is_visible()


def test_keys_do_nothing_while_somebody_types_or_has_turned_them_off(screens, room):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    expect(page.locator("#said")).to_have_text("Sort real work")
    before = len(room.acts)
    page.locator("#timer-minutes").focus()
    page.keyboard.press("o")
    page.get_by_label("Keys on").uncheck()
    page.locator("#main").focus()
    page.keyboard.press("o")
    page.get_by_label("Keys on").check()
    page.keyboard.press("Control+o")
    assert len(room.acts) == before
    page.keyboard.press("o")
    expect(page.locator("#phase")).to_contain_text("open")


def test_what_somebody_wrote_is_on_the_wall_only_once_it_is_passed_and_never_as_mark_up(screens, room):
    page, wall = screens.console(), screens.wall()
    room.act({"kind": "open", "key": WORDS})
    room.act({"kind": "show", "key": WORDS})
    page.reload()
    expect(page.locator("#texts-list")).to_contain_text(TYPED)
    expect(wall.locator("#answered")).to_contain_text("1 of 30")
    assert "what I wrote" not in wall.content()
    page.get_by_role("button", name="Pass").click()
    expect(wall.locator("#texts")).to_contain_text(TYPED)
    assert wall.locator("#texts img").count() == 0
    page.get_by_role("button", name="On the projector: take it off").click()
    expect(wall.locator("#texts")).to_be_hidden()
    assert wall.locator("#texts li").count() == 0


def test_the_wall_has_no_controls(screens, room):
    wall = screens.wall()
    assert wall.locator("button, input, select, a, summary").count() == 0


def test_all_predictions_stand_over_the_published_bars_after_the_reveal(screens, room, activities):
    wall = screens.wall()
    labels = [bar["label"] for bar in activities[PREDICT]["content"]["bars"]]
    dice = random.Random(2)
    room.answer(
        PREDICT,
        *[{"bars": {label: dice.randint(0, 60) for label in labels}, "prediction": None} for _ in range(500)],
    )
    room.act({"kind": "open", "key": PREDICT})
    room.act({"kind": "show", "key": PREDICT})
    expect(wall.locator("#panels .strip-marks").first).to_be_visible()
    widths = (
        "() => [...document.querySelectorAll('.published')].map((one) => Number(one.getAttribute('width')))"
    )
    assert wall.evaluate(widths) == [0] * len(labels)
    room.act({"kind": "reveal", "key": PREDICT})
    expect(wall.locator("footer")).to_contain_text("published")
    drawn = wall.evaluate(widths)
    values = [bar["value"] for bar in activities[PREDICT]["content"]["bars"]]
    assert [width / drawn[0] for width in drawn] == pytest.approx([v / values[0] for v in values], rel=0.02)


def test_the_page_says_when_the_server_goes_away_and_goes_on_when_it_is_back(screens, room, activities):
    page, wall = screens.console(), screens.wall()
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("o")
    expect(page.locator("#panels .row")).to_have_count(12)
    room.stop()
    expect(page.locator("#connection")).to_contain_text("does not answer")
    expect(wall.locator("#connection")).to_contain_text("Waiting")
    expect(page.locator("#panels .row")).to_have_count(12)
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("Not done")
    assert room.acts[-1]["kind"] == "open", "what could not be done is not done later behind one's back"
    room.start()
    room.answer(SORT, *sorts(activities, 31))
    room.here = 31
    expect(page.locator("#answered")).to_have_text("31 of 31 answered", timeout=20_000)
    expect(page.locator("#connection")).to_be_empty()
    expect(wall.locator("#connection")).to_be_empty()


def test_behind_a_proxy_that_holds_events_back_the_console_polls(screens, room, activities):
    room.buffering = True
    room.act({"kind": "open", "key": SORT})
    page = screens.open(f"/console#secret={SECRET}")
    expect(page.locator("#people")).to_contain_text("30 here", timeout=15_000)
    room.answer(SORT, *sorts(activities, 12))
    expect(page.locator("#answered")).to_have_text("12 of 30 answered")
    assert any("/live/poll?after=" in url for url in screens.requests)


def test_a_wrong_secret_is_told_and_not_tried_again(screens, room):
    page = screens.open("/console#secret=guessed")
    expect(page.locator("#connection")).to_contain_text("does not know this console")
    asked = len(screens.requests)
    page.wait_for_timeout(1_500)
    assert len(screens.requests) == asked


def test_rows_stay_the_same_elements_while_answers_come(screens, room, activities):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("o")
    expect(page.locator("#panels .row")).to_have_count(12)
    page.evaluate("() => { window.rows = [...document.querySelectorAll('#panels rect')]; }")
    room.answer(SORT, *sorts(activities, 29, seed=9))
    expect(page.locator("#answered")).to_have_text("29 of 30 answered")
    assert page.evaluate("() => window.rows.length > 40 && window.rows.every((one) => one.isConnected)")


def test_the_picture_can_be_read_as_text_and_keeps_up(screens, room, activities):
    page = screens.console()
    room.act({"kind": "open", "key": SORT})
    page.reload()
    page.get_by_text("The picture as text").click()
    card = activities[SORT]["content"]["cards"][0]
    line = page.locator("#as-text li", has_text=f"{card['label']}:")
    expect(line).to_contain_text("split")
    room.answer(SORT, {"placed": {card["id"]: "4"}})
    expect(line).to_contain_text("1 4 Operates with sense")


def test_counting_is_not_read_aloud(screens, room, activities):
    page = screens.console()
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("o")
    expect(page.locator("#said")).to_have_text("Open: Sort twelve papers")
    page.evaluate(
        """() => { window.told = []; for (const one of document.querySelectorAll("[role=status], [aria-live]")) {
          new MutationObserver(() => window.told.push(one.id)).observe(one, { childList: true, characterData: true, subtree: true }); } }"""
    )
    for n in range(20, 26):
        room.answer(SORT, *sorts(activities, n))
        expect(page.locator("#answered")).to_have_text(f"{n} of 30 answered")
    assert page.evaluate("window.told") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
def test_axe_finds_nothing_and_nothing_sticks_out(screens, room, scheme, size):
    room.act({"kind": "open", "key": SORT})
    room.act({"kind": "show", "key": SORT})
    room.act({"kind": "reveal", "key": SORT})
    options = {
        "viewport": dict(zip(("width", "height"), size, strict=True)),
        "color_scheme": scheme,
        "bypass_csp": True,
    }
    for page in (screens.console(**options), screens.wall(**options)):
        expect(page.locator("#panels .row").first).to_be_visible()
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert axe.wrong(page, least=12) == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_letters_on_the_wall_are_a_thirtieth_of_its_height_and_nothing_is_cut_off(screens, room):
    for key in (SORT, LINE, NEXT):
        room.act({"kind": "show", "key": key})
    wall = screens.wall()
    for key in (SORT, LINE):
        room.act({"kind": "open", "key": key})
        expect(wall.locator("#panels .row").first).to_be_visible()
        sizes = wall.evaluate(
            """() => [...document.querySelectorAll(".panel-drawing .row text, #answered, h1, .legend span, #about")]
              .filter((one) => one.textContent).map((one) => Number.parseFloat(getComputedStyle(one).fontSize))"""
        )
        assert min(sizes) >= 1080 / 30, sizes
        low = wall.evaluate(
            "() => Math.max(...[...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect().bottom))"
        )
        top = wall.evaluate("() => document.querySelector('footer').getBoundingClientRect().top")
        assert low <= top + 1
        assert not re.search(r"NaN|undefined|Infinity", wall.locator("main").inner_html())


def test_the_console_opens_the_wall_with_a_right_to_look_and_no_more(screens, room):
    room.act({"kind": "show", "key": SORT})
    page = screens.console()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open the projector's window").click()
    wall = opened.value
    expect(wall.locator("#panels .row").first).to_be_visible()
    assert "view=" not in wall.url and wall.evaluate("sessionStorage.getItem('throughline/view')") == VIEW
    assert SECRET not in wall.evaluate("JSON.stringify({ ...sessionStorage })")
    expect(page.get_by_role("link", name="Address of the projector's page")).to_be_visible()


def test_the_console_leads_a_room_of_the_real_server(browser, activities, tmp_path):
    room = RealRoom(activities, tmp_path)
    screens = Screens(browser, room)
    try:
        page = screens.open(f"/console#secret={room.secret}")
        expect(page.locator("#people")).to_contain_text("joined")
        room.answer(SORT, sorts(activities, 5))
        choose(page, "Sort twelve papers", "Sort real work")
        for key, phase in (("o", "open, hidden"), ("s", "open, on the projector")):
            page.keyboard.press(key)
            expect(page.locator("#phase")).to_have_text(phase)
        expect(page.locator("#answered")).to_contain_text("5")
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Open the projector's window").click()
        wall = opened.value
        expect(wall.locator("#panels .row").first).to_be_visible()
        page.keyboard.press("r")
        expect(wall.locator("footer")).to_contain_text("◆")
        page.keyboard.press("u")
        expect(wall.locator("footer")).not_to_contain_text("◆")
        page.keyboard.press("t")
        expect(wall.locator("#timer")).to_contain_text("4:")
        page.keyboard.press("t")
        expect(wall.locator("#timer")).to_contain_text("paused")
        page.keyboard.press("t")
        expect(wall.locator("#timer")).not_to_contain_text("paused")
    finally:
        screens.close()
        room.stop()
    assert screens.errors == []


class RealRoom:
    """The room's own server on loopback, with participants that answer without a browser."""

    def __init__(self, activities, folder):
        import socket
        import threading

        import uvicorn

        from kit.room.app import Server
        from kit.room.contents import Contents
        from kit.room.hosting import Rooms, open_room
        from kit.room.store import Store
        from kit.room.writer import Writer

        self._store = Store(folder / "rooms.sqlite")
        self._writer = Writer(self._store)
        self._room = open_room(self._store, self._writer, "05", tuple(activities))
        contents = Contents(sessions.session("05"), activities, "<p>The session</p>")
        self.secret = self._room.lead()
        place = socket.socket()
        place.bind(("127.0.0.1", 0))
        place.listen()  # a browser that comes before the server does waits, and is not refused
        self.url = f"http://127.0.0.1:{place.getsockname()[1]}"
        app = Server(Rooms.one(self._room, contents)).app()
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [place]}, daemon=True)
        self._thread.start()

    def answer(self, key: str, values: list[dict]) -> None:
        for value in values:
            device = self._room.device(self._room.join().result()[0])
            rows, _ = self._room.checked(device, [{"key": key, "value": value, "revision": 1, "at": ""}])
            self._room.keep(rows).result()
            self._room.hold(rows)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._writer.close()
        self._store.close()


def test_counts_from_paper_are_typed_by_keyboard_and_join_the_picture(screens, room):
    page = screens.console(viewport={"width": 360, "height": 780})
    choose(page, "Sort twelve papers", "Sort real work")
    page.keyboard.press("o")
    box = page.locator("#tally")
    expect(box).to_be_visible()
    box.locator("summary").press("Enter")
    field = box.get_by_role("textbox").first
    field.fill("two")
    field.press("Enter")
    expect(box.get_by_role("status")).to_have_text("A count is a whole number.")
    field.fill("7")
    room.answer(SORT, {"placed": {}})  # what others send meanwhile does not undo what is being typed
    expect(field).to_have_value("7")
    field.press("Enter")
    expect(page.locator("#said")).to_have_text("Counts from paper added")
    expect(page.locator("#about")).to_contain_text("7 of them answered on paper.")
    assert room.acts[-1]["kind"] == "tally" and [*room.acts[-1]["counts"].values()] == [{"0": 7}]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
