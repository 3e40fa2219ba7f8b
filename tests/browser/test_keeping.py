"""What an activity tells its reader when the journal cannot be kept, and when two cells use one key."""

import json
from pathlib import Path

from playwright.sync_api import expect

from .test_sorting import BOARD, KEY, first_cards, lies_in, placed, press_place


def test_a_folder_that_cannot_be_written_is_told_and_sorting_goes_on(visits, make_notebook, journal_file):
    path = make_notebook(BOARD, journal="not-a-folder/journal")
    (journal_file.parents[1] / "not-a-folder").write_text("a file where a folder should be", encoding="utf-8")
    notebook = visits.open(path).run_all()
    first, second = first_cards(notebook, 2)
    press_place(notebook, first, "2")
    notice = notebook.activity(KEY).locator(".tl-notice")
    expect(notice).to_contain_text("cannot be saved")
    assert lies_in(notebook, first, "2")
    press_place(notebook, second, "3")
    assert lies_in(notebook, second, "3") and lies_in(notebook, first, "2")


def test_a_damaged_journal_is_told_and_kept(visits, make_notebook, journal_file):
    path = make_notebook(BOARD)
    journal_file.parent.mkdir(parents=True)
    journal_file.write_text('{"half a jour', encoding="utf-8")
    notebook = visits.open(path).run_all()
    (name,) = first_cards(notebook, 1)
    notice = notebook.activity(KEY).locator(".tl-notice")
    expect(notice).to_contain_text("journal.json.damaged")
    assert Path(f"{journal_file}.damaged").read_text(encoding="utf-8") == '{"half a jour'
    press_place(notebook, name, "2")
    assert placed(journal_file, KEY, name, "2") == "2"
    assert json.loads(journal_file.read_text(encoding="utf-8"))["format"] == "throughline-journal"


def test_an_activity_that_nobody_listens_to_says_so(visits, make_notebook, journal_file):
    notebook = visits.open(make_notebook(BOARD)).run_all()
    first, second = first_cards(notebook, 2)
    notice = notebook.activity(KEY).locator(".tl-notice")
    press_place(notebook, first, "2")
    assert placed(journal_file, KEY, first, "2") == "2"
    assert notice.is_hidden()

    notebook.restart()
    press_place(notebook, second, "3")
    expect(notice).to_contain_text("Nothing is kept now")

    notebook.run_all()
    notice.wait_for(state="hidden")
    press_place(notebook, second, "3")
    assert placed(journal_file, KEY, second, "3") == "3"
    assert placed(journal_file, KEY, first, "2") == "2"


def test_a_saved_notebook_opens_with_a_picture_and_without_the_answers(visits, make_notebook):
    path = make_notebook(BOARD)
    today = visits.open(path).run_all()
    (name,) = first_cards(today, 1)
    press_place(today, name, "2")
    assert lies_in(today, name, "2")
    today.save()
    assert lies_in(today, name, "2"), "saving leaves the activity on the screen alive"
    today.menu("Kernel", "Shut Down Kernel")
    today.page.locator("#jp-main-statusbar").get_by_text("No Kernel").wait_for()

    tomorrow = visits.open(path)
    output = tomorrow.page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")
    output.get_by_text("This is a picture of the activity").wait_for()
    assert tomorrow.activity(KEY).count() == 0
    tomorrow.run_all()
    assert lies_in(tomorrow, name, "2")


def test_two_cells_with_one_key_are_told_apart_in_words(visits, make_notebook):
    notebook = visits.open(make_notebook(BOARD, BOARD)).run_all()
    outputs = notebook.page.locator(".jp-CodeCell").nth(2).locator(".jp-OutputArea-output")
    outputs.first.wait_for()
    text = outputs.first.inner_text()
    assert "Two cells make an activity with the key “05/papers”" in text
    assert "Traceback" not in text and "line " not in text
    assert notebook.activity(KEY).count() == 1, "the first cell's activity works on"
