"""Moving a card in a real JupyterLab: by mouse, finger and keyboard, and what becomes of it."""

import json

from .lab import Notebook, placed

BOARD = 'kit.SortBoard("05/papers", deck="fraction-arithmetic/papers")'
KEY = "05/papers"


def pile(notebook: Notebook, number: str, key: str = KEY):
    return notebook.activity(key).locator(f'.tl-pile[data-pile="{number}"]')


def card(notebook: Notebook, name: str, key: str = KEY):
    return notebook.activity(key).locator(f'.tl-chip[data-card="{name}"]')


def lies_in(notebook: Notebook, name: str, number: str, key: str = KEY) -> bool:
    found = pile(notebook, number, key).locator(f'.tl-chip[data-card="{name}"]')
    found.wait_for()
    return found.count() == 1


def first_cards(notebook: Notebook, number: int, key: str = KEY) -> list[str]:
    notebook.activity(key).wait_for()
    chips = notebook.activity(key).locator(".tl-chip")
    return [chips.nth(n).get_attribute("data-card") for n in range(number)]


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_mouse(notebook: Notebook, name: str, number: str, key: str = KEY) -> None:
    card(notebook, name, key).scroll_into_view_if_needed()
    mouse = notebook.page.mouse
    mouse.move(*middle(card(notebook, name, key)))
    mouse.down()
    mouse.move(*middle(pile(notebook, number, key)), steps=8)
    mouse.up()


def press_place(notebook: Notebook, name: str, number: str, key: str = KEY) -> None:
    """Read a card, then press a pile's button: no dragging."""
    card(notebook, name, key).click()
    notebook.activity(key).locator(f'.tl-places [data-place="{number}"]').click()


def test_a_card_dragged_by_mouse_lies_in_the_pile_and_in_the_journal(visits, make_notebook, journal_file):
    notebook = visits.open(make_notebook(BOARD)).run_all()
    (name,) = first_cards(notebook, 1)
    drag_by_mouse(notebook, name, "3")
    assert lies_in(notebook, name, "3")
    assert placed(journal_file, KEY, name, "3") == "3"


def test_a_card_dragged_by_finger_lies_in_the_pile_and_in_the_journal(visits, make_notebook, journal_file):
    notebook = visits.open(make_notebook(BOARD), has_touch=True).run_all()
    (name,) = first_cards(notebook, 1)
    card(notebook, name).scroll_into_view_if_needed()
    finger = notebook.page.context.new_cdp_session(notebook.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    (x, y), (to_x, to_y) = middle(card(notebook, name)), middle(pile(notebook, "2"))
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x + (to_x - x) * step / 8, y + (to_y - y) * step / 8))
    touch("touchEnd")
    assert lies_in(notebook, name, "2")
    assert placed(journal_file, KEY, name, "2") == "2"


def test_a_card_is_sorted_by_keyboard_alone(visits, make_notebook, journal_file):
    notebook = visits.open(make_notebook(BOARD)).run_all()
    first, second = first_cards(notebook, 2)
    keyboard = notebook.page.keyboard
    notebook.page.locator('.jp-Cell[data-cell-id="code-0"], .jp-CodeCell').nth(1).locator(
        ".jp-InputPrompt"
    ).click()
    focused = "document.activeElement.dataset.card ?? ''"
    for _ in range(40):
        keyboard.press("Tab")
        if notebook.page.evaluate(focused):
            break
    assert notebook.page.evaluate(focused) == first, "Tab from the cell reaches the board's first card"

    keyboard.press("2")
    assert lies_in(notebook, first, "2")
    assert notebook.page.evaluate(focused) == first, "focus stays on the card that moved"
    announced = notebook.activity(KEY).locator("[aria-live]").text_content()
    assert first.upper() in announced and "is in 2" in announced
    assert placed(journal_file, KEY, first, "2") == "2"

    keyboard.press("ArrowUp")
    assert notebook.page.evaluate(focused) == second, "arrows lead to the unsorted cards"
    keyboard.press("?")
    assert placed(journal_file, KEY, second, "unsure") == "unsure"
    keyboard.press("u")
    assert lies_in(notebook, second, "")
    assert placed(journal_file, KEY, second, None) is None


def test_keys_on_an_activity_leave_the_notebook_intact(visits, make_notebook):
    notebook = visits.open(make_notebook(BOARD, "1 + 1")).run_all()
    page = notebook.page
    notebook.activity(KEY).wait_for()
    before = [cell.id for cell in notebook.save().cells]

    def state() -> tuple:
        """What a person sees of the notebook: its cells, which are selected, what has run."""
        selected = "(cell) => cell.className.match(/jp-mod-(active|selected)/g)?.join() ?? ''"
        return (
            page.evaluate(f"[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map({selected})"),
            page.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents(),
        )

    for part in (".tl-chip", ".tl-places button", "summary"):
        notebook.activity(KEY).locator(part).first.focus()
        calm = state()
        for key in [
            "x",
            "a",
            "b",
            "c",
            "v",
            "d",
            "d",
            "m",
            "y",
            "z",
            "j",
            "k",
            "ArrowDown",
            "ArrowUp",
            "Shift+ArrowDown",
            "Shift+M",
            "Enter",
            "Shift+Enter",
        ]:
            page.keyboard.press(key)
            assert state() == calm, f"{key} on {part} changed the notebook"
    assert [cell.id for cell in notebook.save().cells] == before


def test_ctrl_s_in_an_activity_saves_the_notebook(visits, make_notebook):
    notebook = visits.open(make_notebook(BOARD)).run_all()
    (name,) = first_cards(notebook, 1)
    card(notebook, name).focus()
    notebook.page.keyboard.press("2")
    assert lies_in(notebook, name, "2")
    notebook.page.evaluate(
        "window.addEventListener('keydown', (event) => event.key === 's' && "
        "setTimeout(() => { window.taken = event.defaultPrevented; }), true)"
    )
    saved = notebook.save()
    assert [cell.execution_count for cell in saved.cells if cell.cell_type == "code"] == [1, 2]
    assert notebook.page.evaluate("window.taken"), "the browser would open its own dialog"


def test_a_sort_survives_a_kernel_restart_and_a_page_reload(visits, make_notebook):
    notebook = visits.open(make_notebook(BOARD)).run_all()
    first, second = first_cards(notebook, 2)
    drag_by_mouse(notebook, first, "4")
    press_place(notebook, second, "unsure")
    assert lies_in(notebook, second, "unsure")

    notebook.restart_and_run_all()
    assert lies_in(notebook, first, "4") and lies_in(notebook, second, "unsure")
    notebook.save()

    notebook.page.reload()
    notebook.wait_idle().run_all()
    assert lies_in(notebook, first, "4") and lies_in(notebook, second, "unsure")


def test_two_windows_with_one_activity_lose_no_answer(visits, make_notebook, journal_file):
    one = visits.open(make_notebook(BOARD, name="one")).run_all()
    two = visits.open(make_notebook(BOARD, name="two")).run_all()
    first, second = first_cards(one, 2)
    first_cards(two, 1)
    press_place(one, first, "2")
    assert placed(journal_file, KEY, first, "2") == "2"
    press_place(two, second, "4")
    assert placed(journal_file, KEY, second, "4") == "4"

    two.activity(KEY).locator(".tl-notice").wait_for()
    assert "another window" in two.activity(KEY).locator(".tl-notice").text_content()
    kept = json.loads(journal_file.read_text(encoding="utf-8"))
    assert [one["value"]["placed"] for one in kept["earlier"]] == [{first: "2"}]


def test_two_notebooks_with_different_activities_keep_both(visits, make_notebook, journal_file):
    one = visits.open(make_notebook(BOARD, name="one")).run_all()
    two = visits.open(
        make_notebook('kit.SortBoard("05/sums", deck="fraction-arithmetic/sums")', name="two")
    ).run_all()
    (paper,) = first_cards(one, 1)
    (sum_,) = first_cards(two, 1, "05/sums")
    press_place(one, paper, "2")
    press_place(two, sum_, "3", "05/sums")
    assert placed(journal_file, "05/sums", sum_, "3") == "3"
    assert placed(journal_file, KEY, paper, "2") == "2"
