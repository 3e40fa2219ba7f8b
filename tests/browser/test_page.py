"""The offline page of session 05 in a real browser: from a file, with the network off."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit import SortBoard, sessions
from kit.pages import build

from . import axe

KEY = "05/papers"
REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    """Where the page of session 05 lies."""
    (built,) = build.build_pages([sessions.session("05")], tmp_path_factory.mktemp("pages"))
    return built.path.as_uri()


class Reading:
    """One reader's page: what it asked for, what went wrong, and hands."""

    def __init__(self, browser, address: str, script: str = "", **options):
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "offline": True, **options}
        )
        self.context.set_default_timeout(10_000)
        if script:
            self.context.add_init_script(script)
        self.requests, self.errors = [], []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.address = address
        self.page = self.open()

    def open(self):
        """The page in a window of its own."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.goto(self.address)
        page.wait_for_selector("html[data-ready]")
        return page

    def activity(self, key: str = KEY, page=None):
        return (page or self.page).locator(f'.tl-activity[data-key="{key}"]')

    def place(self, pile: str, page=None) -> str:
        """Put the card that is open in the reader in a pile, by its button; return the card's name."""
        board = self.activity(page=page)
        name = board.locator(".tl-chip[aria-current], .tl-chip").first.get_attribute("data-card")
        board.locator(f'.tl-chip[data-card="{name}"]').click()
        board.locator(f'.tl-places [data-place="{pile}"]').click()
        expect(self.card(name, pile, page)).to_be_visible()
        return name

    def card(self, name: str, pile: str, page=None):
        return self.activity(page=page).locator(f'.tl-pile[data-pile="{pile}"] .tl-chip[data-card="{name}"]')

    def answers(self) -> Path:
        """The file that “Download my answers” gives."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download my answers").click()
        return download.value.path()

    def bring_in(self, text: str) -> str:
        """Choose a file with this text, and return what the page says of it."""
        file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
        self.page.locator("#page-upload").set_input_files(file)
        told = self.page.locator(".page-foot > p[role=status]")
        expect(told).not_to_be_empty()
        return told.text_content()


@pytest.fixture
def read(browser, address):
    """Opens the page for a reader. Whatever a test does, the page asks for nothing and breaks no policy of its own."""
    open_now = []

    def read(**options) -> Reading:
        open_now.append(Reading(browser, address, **options))
        return open_now[-1]

    yield read
    for one in open_now:
        one.context.close()
        assert [
            url for url in one.requests if url != address and not url.startswith(("blob:", "data:"))
        ] == []
        assert one.errors == []


def test_every_activity_is_live_with_the_network_off(read):
    one = read()
    places = one.page.locator(".page-activity")
    assert places.count() == len(sessions.session("05").activity_keys)
    assert one.page.locator(".page-activity .tl-activity").count() == places.count()
    assert one.page.locator(".tl-static").count() == 0, "no picture stands where an activity is"
    assert one.page.locator(".page-text math").count() > 5
    assert "$" not in one.page.locator("main .page-text").first.inner_text()


def test_answers_are_there_when_the_page_is_opened_again(read):
    one = read()
    name = one.place("2")
    one.activity("05/decide").locator("textarea").first.fill("S28, S24: tops and bottoms apart")
    one.page.get_by_text("1 of 10 activities begun").wait_for()
    one.page.get_by_text("2 of 10 activities begun").wait_for()
    one.page.reload()
    one.page.wait_for_selector("html[data-ready]")
    expect(one.card(name, "2")).to_be_visible()
    expect(one.activity("05/decide").locator("textarea").first).to_have_value(
        "S28, S24: tops and bottoms apart"
    )
    assert one.activity().locator(".tl-notice").is_hidden()


def test_two_windows_lose_no_answer(read):
    one = read()
    other = one.open()
    first = one.place("2")
    one.place("3", other)
    expect(one.activity(page=other).locator(".tl-notice")).to_contain_text("another window")
    earlier = json.loads(one.answers().read_text(encoding="utf-8"))["earlier"]
    assert [answer["value"]["placed"] for answer in earlier] == [{first: "2"}]


def test_a_browser_that_keeps_nothing_says_so_and_gives_the_answers_as_a_file(read):
    one = read(script=REFUSE)
    expect(one.page.locator("#page-notice")).to_contain_text("keeps nothing")
    name = one.place("2")
    file = json.loads(one.answers().read_text(encoding="utf-8"))
    assert file["responses"][KEY]["value"]["placed"] == {name: "2"}


def test_a_file_of_answers_goes_on_in_another_browser_and_in_a_notebook(read, journal_folder):
    one, other = read(), read()
    name = one.place("2")
    text = one.answers().read_text(encoding="utf-8")
    assert other.bring_in(text).startswith("1 answer was brought in")
    expect(other.card(name, "2")).to_be_visible()

    journal_folder.mkdir()
    (journal_folder / "journal.json").write_text(text, encoding="utf-8")
    board = SortBoard(KEY, deck="fraction-arithmetic/papers")
    assert board.value["placed"] == {name: "2"} and not board.notice

    board.value = {**board.value, "placed": {name: "4"}}
    assert "brought in" in other.bring_in((journal_folder / "journal.json").read_text(encoding="utf-8"))
    expect(other.card(name, "4")).to_be_visible()


def test_a_file_that_is_no_file_of_answers_changes_nothing(read):
    one = read()
    name = one.place("2")
    assert "Nothing was changed" in one.bring_in("<html>not this</html>")
    expect(one.card(name, "2")).to_be_visible()


def test_answers_of_an_older_version_are_taken_as_far_as_they_fit(read):
    cards = [sample.id for sample in SortBoard(KEY, deck="fraction-arithmetic/papers")._samples]
    old = {
        KEY: {"placed": {cards[0]: "2", cards[1]: "9", "s99": "1"}, "tags": "none", "first": {cards[0]: "7"}},
        "05/estimate": {"bars": [1, 2], "shown": "yes"},
        "05/line": {},
        "05/levels": {"open": 7},
        "05/decide": {"group-1": "typed long ago"},
    }
    stored = {
        f"throughline/answer/{key}": json.dumps(
            {"key": key, "value": value, "at": "2025-01-01T00:00:00+00:00", "participant": "p", "revision": 3}
        )
        for key, value in old.items()
    }
    one = read(
        script=f"for (const [k, v] of Object.entries({json.dumps(stored)})) localStorage.getItem(k) ?? localStorage.setItem(k, v);"
    )
    assert one.page.locator(".page-activity .tl-activity").count() == len(
        sessions.session("05").activity_keys
    )
    expect(one.card(cards[0], "2")).to_be_visible()
    expect(one.activity().locator(f'.tl-chip[data-card="{cards[1]}"]')).to_be_visible()
    one.place("3")


def test_a_phone_shows_everything_without_sideways_scrolling_and_sorts_by_touch(read):
    one = read(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 360
    board = one.activity()
    chip = board.locator(".tl-chip").first
    name = chip.get_attribute("data-card")
    chip.tap()
    board.locator('.tl-places [data-place="1"]').tap()
    expect(one.card(name, "1")).to_be_visible()
    assert not one.page.locator(".page-contents details").evaluate("one => one.open")


def test_at_200_percent_zoom_nothing_is_cut_off(read):
    one = read(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 640
    one.place("2")


def test_nothing_moves_by_itself_where_motion_is_reduced(read):
    one = read(reduced_motion="reduce")
    one.place("2")
    assert (
        one.page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
    )


@pytest.mark.parametrize(
    ("scheme", "look"), [("light", "system"), ("dark", "system"), ("dark", "light"), ("light", "contrast")]
)
def test_axe_finds_nothing_on_the_page(read, scheme, look):
    one = read(color_scheme=scheme, bypass_csp=True)
    one.page.get_by_role("combobox", name="Look", exact=True).select_option(look)
    one.page.get_by_role("button", name="Show code").click()
    one.page.get_by_role("button", name="My record of work").click()
    assert axe.wrong(one.page, least=20) == []


def test_the_chosen_look_stays(read):
    one = read()
    one.page.get_by_role("combobox", name="Look", exact=True).select_option("dark")
    paper = "getComputedStyle(document.querySelector('.tl-activity')).backgroundColor"
    dark = one.page.evaluate(paper)
    one.page.reload()
    one.page.wait_for_selector("html[data-ready]")
    assert one.page.evaluate(paper) == dark != "rgb(255, 255, 255)"


def test_progress_and_the_record_tell_what_was_done(read):
    one = read()
    part = one.page.locator("#focus")
    part.get_by_role("button", name="Done with this part").click()
    expect(one.page.locator("#page-progress")).to_contain_text("1 of 10 parts done")
    expect(one.page.get_by_role("link", name=re.compile(r"^Focus \(done\)"))).to_be_visible()
    one.page.get_by_role("button", name="My record of work").click()
    record = one.page.locator("#page-record")
    assert "not yet" not in record.get_by_role("row", name="Focus").inner_text()
    assert "not yet" in record.get_by_role("row", name="Sort real work").inner_text()


def test_code_is_folded_until_asked_for(read):
    one = read()
    call = one.page.get_by_text("kit.SortBoard(").first
    assert call.is_hidden()
    assert one.page.get_by_text("pd.read_csv").first.is_hidden(), "a reader sees the figure first"
    one.page.get_by_role("button", name="Show code").click()
    one.page.locator(".page-code", has_text="kit.SortBoard(").first.locator("summary").click()
    expect(call).to_be_visible()


def test_the_evidence_sheet_is_printed_with_its_lines_and_breaks_no_policy(read):
    reader = read(script="window.print = () => {};")
    reader.place("1")
    activity = reader.activity("05/next")
    activity.get_by_role("button", name="Print the sheet").click()
    frame = next(one for one in reader.page.frames if one.parent_frame)
    assert frame.evaluate("getComputedStyle(document.querySelector('td, th')).borderTopStyle") == "solid"
    assert "Evidence sheet" in frame.evaluate("document.body.innerText")


def test_without_script_the_page_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "This browser runs no scripts here" in page.locator("noscript").inner_html()
    assert page.locator(".tl-static").count() == len(sessions.session("05").activity_keys)
    assert page.locator(".tl-static").filter(has_text="S28").count() >= 1
    context.close()


def test_on_paper_there_is_the_session_and_not_the_page_round_it(read):
    one = read()
    one.page.emulate_media(media="print")
    assert one.page.locator(".page-contents").is_hidden() and one.page.locator(".page-tools").is_hidden()
    assert one.page.get_by_role("heading", name="Sort real work").is_visible()
