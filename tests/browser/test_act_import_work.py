"""The review of own student work in a real browser: by mouse, by keyboard alone, with a finger, and in JupyterLab."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

import kit
from tests.importing import originals, team

from .alone import alone

SLOW = 30_000
"""Milliseconds; JupyterLab starts, and the machine may be busy."""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def local(tmp_path, monkeypatch):
    folder = tmp_path / "local"
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(folder))
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(tmp_path / "my_work"))
    return folder


@pytest.fixture
def source(tmp_path):
    return team.folder(tmp_path)


def review(browser, source, *, columns=True, **options):
    """The activity, with Python answering behind it."""
    roster = source.parent / "roster.csv"
    activity = kit.ImportWork(
        "our-work", source=source, roster=roster, progression="fractions", task="Which is more, 3/4 or 5/8?"
    )
    sent = []
    activity.send = lambda content, buffers=None: sent.append((content, buffers or []))

    def python(message):
        activity._asked(None, message, None)
        return sent.pop()

    shown = alone(browser, activity, python=python, **options)
    shown.page.locator(".tl-piece-title").wait_for()
    if columns:
        button(shown, "These columns are right").click()
        expect(shown.page.locator(".tl-import-far")).to_contain_text("of 5")
    return shown


def button(shown, name):
    return shown.page.get_by_role("button", name=name, exact=True)


def go_to(shown, words):
    """Open the piece whose place of origin, or whose text, holds these words."""
    if not shown.page.locator(".tl-import-list").is_visible():
        shown.page.get_by_text("All pieces").click()
    for one in shown.page.locator(".tl-import-list button").all():
        name = one.inner_text()
        one.click()
        expect(shown.page.locator(".tl-piece-title")).to_have_text(name)
        if words in shown.page.locator(".tl-piece").inner_text():
            return
    raise AssertionError(f"no piece has {words}")


def boxes(shown):
    return shown.page.locator(".tl-box-layer .tl-box")


def place(shown, number=0):
    """Where a box is, in parts of the picture."""
    return (
        boxes(shown)
        .nth(number)
        .evaluate(
            "node => ['left', 'top', 'width', 'height'].map(side => Math.round(parseFloat(node.style[side]) * 10) / 10)"
        )
    )


def said(shown):
    return shown.page.locator(".tl-activity > [aria-live]").inner_text()


def stored(shown):
    return shown.page.locator(".tl-stored").inner_text()


# Text


def test_marks_are_hidden_and_shown_by_mouse_and_the_outcome_stands_below(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    assert stored(shown).startswith("[name] 🙂 said 3/4. Will told [teacher] that a ray")
    shown.page.locator(".tl-hit", has_text="Will").click()
    assert "3/4. [name] told" in stored(shown)
    shown.page.locator(".tl-hit", has_text="Emma Q").click()
    assert stored(shown).startswith("Emma Q 🙂")
    assert shown.errors == []


def test_what_is_put_in_place_is_chosen_from_a_list(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    shown.page.locator(".tl-hit", has_text="Emma Q").focus()
    shown.page.get_by_label("Put in its place:").select_option("Student B")
    assert stored(shown).startswith("Student B 🙂")
    expect(shown.page.get_by_label("Put in its place:")).to_be_focused()


def test_words_that_are_selected_are_hidden_at_their_place_after_an_emoji(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    shown.page.evaluate(
        """() => {
          const node = [...document.querySelectorAll('.tl-marked span')].find(one => one.textContent.includes('goes')).firstChild;
          const at = node.textContent.indexOf('goes');
          document.getSelection().setBaseAndExtent(node, at + 1, node, at + 7);
        }"""
    )
    button(shown, "Hide what is selected").click()
    assert stored(shown).endswith("a ray [name]")
    shown.page.locator(".tl-hit", has_text="goes on").click()
    assert stored(shown).endswith("a ray goes on")
    assert shown.page.locator(".tl-hit", has_text="goes on").count() == 0, (
        "a mark of one's own is gone, not left open"
    )


def test_a_selection_over_a_mark_takes_it_in(browser, source):
    shown = review(browser, source)
    go_to(shown, "Zebulon")
    shown.page.evaluate(
        """() => {
          const words = document.querySelector('.tl-marked');
          const hit = words.querySelector('.tl-hit-text').firstChild;
          document.getSelection().setBaseAndExtent(words.querySelector('span').firstChild, 0, hit, 3);
        }"""
    )
    button(shown, "Hide what is selected").click()
    assert stored(shown) == "[name] says 5/8"


def test_a_text_is_reviewed_and_confirmed_by_keyboard_alone(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    page = shown.page
    page.locator(".tl-piece-title").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".tl-hit", has_text="Will")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".tl-hit", has_text="Will")).to_be_focused()
    assert said(shown) == "Will: hidden as [name]"
    page.get_by_label("or hide these words:").focus()
    page.keyboard.type("GOES on")
    page.keyboard.press("Enter")
    assert "is hidden in 1 place" in said(shown)
    assert stored(shown) == "[name] 🙂 said 3/4. [name] told [teacher] that a ray [name]"
    button(shown, "Confirm").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tl-import-far")).to_have_text("1 of 5 decided: 1 confirmed, 0 left out.")
    expect(page.locator(".tl-piece-title")).to_be_focused()


def test_words_that_are_not_there_are_told(browser, source):
    shown = review(browser, source)
    go_to(shown, "Zebulon")
    shown.page.get_by_label("or hide these words:").fill("Zebu")
    button(shown, "Hide them").click()
    assert "is not in this text as whole words" in said(shown)


def test_what_a_student_wrote_is_no_mark_up(browser, source):
    (source / "quiz.csv").write_text(
        'Name,Grade,Question 1\nEmma Quillfeather,4,"<img src=x onerror=document.title=1> <b>Emma</b> 3/4"\n',
        encoding="utf-8",
    )
    shown = review(browser, source, columns=False)
    button(shown, "These columns are right").click()
    go_to(shown, "<img src=x")
    assert shown.page.locator(".tl-marked img, .tl-stored img, .tl-marked b").count() == 0


def test_going_to_another_piece_and_back_loses_nothing(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    shown.page.locator(".tl-hit", has_text="Will").click()
    go_to(shown, "Zebulon")
    go_to(shown, "Emma Q")
    assert "3/4. [name] told" in stored(shown)


# Deciding


def test_a_piece_is_left_out_and_the_last_decision_is_undone(browser, source):
    shown = review(browser, source)
    go_to(shown, "Zebulon")
    title = shown.page.locator(".tl-piece-title").inner_text()
    button(shown, "Leave out").click()
    expect(shown.page.locator(".tl-import-far")).to_have_text("1 of 5 decided: 0 confirmed, 1 left out.")
    expect(shown.page.locator(".tl-piece-title")).not_to_have_text(title)
    button(shown, "Undo last decision").click()
    expect(shown.page.locator(".tl-import-far")).to_have_text("0 of 5 decided: 0 confirmed, 0 left out.")
    expect(shown.page.locator(".tl-piece-title")).to_have_text(title)


def test_a_picture_waits_for_words_and_for_a_clear_no(browser, source):
    shown = review(browser, source)
    go_to(shown, "IMG_2042")
    button(shown, "Delete this box").click()
    assert boxes(shown).count() == 0
    button(shown, "Confirm").click()
    expect(shown.page.locator(".tl-hint")).to_contain_text("Nothing to hide here")
    expect(button(shown, "Nothing to hide here")).to_be_focused()
    button(shown, "Nothing to hide here").click()
    button(shown, "Confirm").click()
    expect(shown.page.locator(".tl-hint")).to_contain_text("Say what the work shows")
    expect(shown.page.get_by_label("What does the work show?")).to_be_focused()
    shown.page.keyboard.type("Eight lines of writing")
    button(shown, "Confirm").click()
    expect(shown.page.locator(".tl-import-far")).to_contain_text("1 confirmed")


def test_a_double_click_confirms_one_piece_and_not_the_one_that_comes(browser, source):
    shown = review(browser, source)
    go_to(shown, "Emma Q")
    button(shown, "Confirm").dblclick()
    expect(shown.page.locator(".tl-import-far")).to_contain_text("1 of 5")
    shown.page.wait_for_timeout(300)
    expect(shown.page.locator(".tl-import-far")).to_contain_text("1 of 5")


# Boxes


def test_a_box_is_drawn_moved_resized_and_deleted_by_mouse(browser, source):
    shown = review(browser, source)
    go_to(shown, "IMG_2042")
    while boxes(shown).count():
        button(shown, "Delete this box").click()
    shown.page.locator(".tl-stage-holder").evaluate("node => node.scrollIntoView({ block: 'start' })")
    area = shown.page.locator(".tl-stage").bounding_box()
    mouse = shown.page.mouse

    def point(x, y):
        return area["x"] + x * area["width"], area["y"] + y * area["height"]

    mouse.move(*point(0.2, 0.3))
    mouse.down()
    mouse.move(*point(0.4, 0.35), steps=4)
    mouse.move(*point(0.6, 0.4), steps=4)
    mouse.up()
    left, top, width, height = place(shown)
    assert abs(left - 20) < 1 and abs(top - 30) < 1 and abs(width - 40) < 1 and abs(height - 10) < 1
    mouse.move(*point(0.4, 0.35))
    mouse.down()
    mouse.move(*point(0.5, 0.45), steps=4)
    mouse.up()
    assert abs(place(shown)[0] - 30) < 1 and abs(place(shown)[1] - 40) < 1
    mouse.move(*point(0.7, 0.5))
    mouse.down()
    mouse.move(*point(0.8, 0.55), steps=4)
    mouse.up()
    assert abs(place(shown)[2] - 50) < 1 and abs(place(shown)[3] - 15) < 1
    button(shown, "Delete this box").click()
    assert boxes(shown).count() == 0
    assert shown.errors == []


def test_a_box_is_added_moved_resized_and_deleted_by_keyboard_with_its_place_announced(browser, source):
    shown = review(browser, source)
    go_to(shown, "IMG_2042")
    before = boxes(shown).count()
    page = shown.page
    button(shown, "Add a cover").focus()
    page.keyboard.press("Enter")
    new = boxes(shown).nth(before)
    expect(new).to_be_focused()
    left, top, width, height = place(shown, before)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert place(shown, before) == pytest.approx([left + 2, top + 1, width + 1, height - 1], abs=0.2)
    expect(page.locator(".tl-activity > [aria-live]")).to_contain_text("from the left")
    expect(new).to_be_focused()
    assert re.search(r"Cover \d of \d\. 7% from the left, 4% from the top", new.get_attribute("aria-label"))
    outline = new.evaluate("node => getComputedStyle(node).outlineWidth")
    assert float(outline.removesuffix("px")) >= 3
    page.keyboard.press("Delete")
    assert boxes(shown).count() == before
    assert "Deleted" in said(shown)


def test_a_picture_is_cropped_to_one_frame(browser, source):
    shown = review(browser, source)
    go_to(shown, "IMG_2042")
    before = boxes(shown).count()
    button(shown, "Keep only a part").click()
    button(shown, "Keep only a part").click()
    frame = shown.page.locator(".tl-box-crop")
    assert frame.count() == 1
    assert boxes(shown).count() == before + 1
    shown.page.locator(".tl-stage-holder").evaluate("node => node.scrollIntoView({ block: 'start' })")
    label = frame.locator(".tl-box-name").bounding_box()
    mouse = shown.page.mouse
    at = label["x"] + label["width"] / 2, label["y"] + label["height"] / 2
    mouse.move(*at)
    mouse.down()
    mouse.move(at[0] + 15, at[1] + 30, steps=4)
    mouse.up()
    assert place(shown, before)[1] > 15
    area = shown.page.locator(".tl-stage").bounding_box()
    mouse.move(area["x"] + 0.3 * area["width"], area["y"] + 0.4 * area["height"])
    mouse.down()
    mouse.move(area["x"] + 0.5 * area["width"], area["y"] + 0.45 * area["height"], steps=4)
    mouse.up()
    assert boxes(shown).count() == before + 2, "what lies inside the frame can still be covered"


def test_a_place_is_suggested_on_every_page_and_still_waits_for_a_yes(browser, source):
    shown = review(browser, source)
    go_to(shown, "IMG_2042")
    button(shown, "Add a cover").click()
    shown.page.keyboard.press("Shift+ArrowRight")
    mine = place(shown, boxes(shown).count() - 1)
    button(shown, "Suggest this place on every page").click()
    go_to(shown, "IMG_2041")
    assert mine in [place(shown, number) for number in range(boxes(shown).count())]
    expect(shown.page.locator(".tl-piece")).to_contain_text("not decided")
    expect(shown.page.locator(".tl-import-far")).to_contain_text("0 of 5")


def finger(shown, *points):
    """A finger that goes from point to point on the screen."""
    client = shown.page.context.new_cdp_session(shown.page)
    for kind, at in [("touchStart", points[0]), *(("touchMove", at) for at in points[1:])]:
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_draws_when_it_is_asked_to_and_moves_a_box_always(browser, source):
    shown = review(browser, source, **PHONE)
    go_to(shown, "IMG_2042")
    while boxes(shown).count():
        button(shown, "Delete this box").tap()
    button(shown, "Draw with a finger").tap()
    shown.page.locator(".tl-stage").scroll_into_view_if_needed()
    area = shown.page.locator(".tl-stage").bounding_box()

    def point(x, y):
        return area["x"] + x * area["width"], area["y"] + y * area["height"]

    finger(shown, point(0.2, 0.3), point(0.3, 0.35), point(0.7, 0.4))
    expect(boxes(shown)).to_have_count(1)
    left, top, *_ = place(shown)
    assert abs(left - 20) < 2 and abs(top - 30) < 2
    button(shown, "Draw with a finger").tap()
    shown.page.locator(".tl-stage").scroll_into_view_if_needed()
    area = shown.page.locator(".tl-stage").bounding_box()
    finger(shown, point(0.45, 0.35), point(0.5, 0.4), point(0.55, 0.45))
    moved = place(shown)
    assert abs(moved[0] - left - 10) < 2 and abs(moved[1] - top - 10) < 2
    assert shown.errors == []


@pytest.mark.parametrize("piece", ["IMG_2041", "Emma Q"])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_buttons_fit_a_thumb(browser, source, piece):
    shown = review(browser, source, **PHONE)
    go_to(shown, piece)
    assert shown.sideways() <= 0
    small = shown.page.locator(".tl-decide button, .tl-import-bar button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height).filter(height => height < 36)"
    )
    assert small == []


# The end


def test_everything_confirmed_is_written_and_what_comes_next_is_said(browser, source, local):
    shown = review(browser, source)
    for _ in range(5):
        page = shown.page
        title = page.locator(".tl-piece-title").inner_text()
        if page.get_by_label("What does the work show?").count():
            page.get_by_label("What does the work show?").fill("Lines of writing by hand")
            if not boxes(shown).count():
                button(shown, "Nothing to hide here").click()
        button(shown, "Confirm").click()
        expect(
            page.locator(".tl-import-list button", has_text=title).locator("xpath=..").locator(".tl-mark")
        ).to_have_text("confirmed")
    expect(shown.page.locator(".tl-import-finish h4")).to_be_focused()
    button(shown, "Write the work set").click()
    expect(shown.page.locator(".tl-written")).to_contain_text("5 students, 2 pictures")
    expect(shown.page.locator(".tl-import-finish pre")).to_contain_text("--work our-work")
    expect(shown.page.locator(".tl-import-warnings")).to_contain_text("5 students")
    assert len(list((local / "work" / "our-work" / "pictures").iterdir())) == 2
    assert not any(word.encode() in team.stored_bytes(local) for word in ("Quillfeather", "Okafor"))


# Without Python


def test_without_python_it_says_so_and_shows_nothing_of_anybody(browser, source):
    activity = kit.ImportWork("our-work", source=source, progression="fractions", task="Which is more?")
    shown = alone(browser, activity)
    expect(shown.page.locator(".tl-import-state")).to_contain_text(
        "needs the notebook and Python", timeout=8_000
    )
    assert shown.page.locator(".tl-piece").is_hidden()
    assert shown.errors == []


def test_without_a_folder_it_shows_what_to_write(browser):
    shown = alone(browser, kit.ImportWork("our-work"))
    expect(shown.page.locator(".tl-import-example").first).to_contain_text("source=")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("piece", ["IMG_2041", "Emma Q", "columns"])
def test_axe_finds_nothing(browser, source, theme, piece):
    shown = review(browser, source, columns=piece != "columns", color_scheme=theme)
    if piece != "columns":
        go_to(shown, piece)
    if piece == "Emma Q":
        shown.page.locator(".tl-hit").first.focus()
    shown.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert shown.axe() == []
    assert shown.errors == []


# In JupyterLab


def test_in_jupyterlab_a_folder_becomes_a_work_set_and_the_notebook_holds_nothing_of_it(
    visits, make_notebook, lab, tmp_path, local
):
    source = team.folder(tmp_path)
    path = make_notebook(
        f"""import os
os.environ["THROUGHLINE_LOCAL"] = {str(local)!r}
kit.ImportWork("our-work", source={str(source)!r}, roster={str(source.parent / "roster.csv")!r},
               progression="fractions", task="Which is more, 3/4 or 5/8?", grade="4")"""
    )
    notebook = visits.open(path, viewport={"width": 1280, "height": 1000})
    notebook.run_all()
    page, activity = notebook.page, notebook.activity("gallery/our-work")
    activity.get_by_role("button", name="These columns are right").click()
    far = activity.locator(".tl-import-far")
    expect(far).to_contain_text("0 of 5", timeout=SLOW)
    confirm = activity.get_by_role("button", name="Confirm", exact=True)
    for done in range(1, 6):
        expect(confirm).to_be_enabled(timeout=SLOW)
        title = activity.locator(".tl-piece-title").inner_text()
        words = activity.get_by_label("What does the work show?")
        if words.count():
            expect(activity.locator(".tl-stage img")).to_be_visible()
            activity.locator(".tl-box-layer .tl-box").first.focus()
            cells = page.locator(".jp-Notebook .jp-Cell").count()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("x")
            assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "a key reached the notebook"
            words.fill("Six lines of writing by hand")
        confirm.click()
        expect(far).to_contain_text(f"{done} of 5 decided", timeout=SLOW)
        if done < 5:
            expect(activity.locator(".tl-piece-title")).not_to_have_text(title, timeout=SLOW)
    activity.get_by_role("button", name="Write the work set").click()
    expect(activity.locator(".tl-written")).to_contain_text("5 students, 2 pictures", timeout=SLOW)

    notebook.save()
    saved = notebook.file.read_text(encoding="utf-8")
    text = saved.replace(str(source), "").replace(str(source.parent), "")
    stored = text + team.stored_bytes(local, notebook.file.parent / "journal").decode("utf-8", "replace")
    for word in (*team.SECRETS, "IMG_2041"):
        assert word not in text, word
    for word in ("Quillfeather", "Okafor", "Zebulon", "IMG_2041"):
        assert word not in stored, word
    for output in (one for cell in nbformat.reads(saved, 4).cells for one in cell.get("outputs", [])):
        assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})
    assert "image/" not in text and "base64" not in text
    library, wrong = originals.checked(local)
    assert wrong == []
    assert len(library.work_set("our-work").samples) == 5
