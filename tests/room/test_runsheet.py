"""The run sheet of the console: every block and every activity of a session, with what its guide says."""

import pytest

from kit import sessions
from kit.room import pages
from kit.room.pictures import KINDS
from kit.room.runsheet import run_sheet

ALL = [*sessions.all_sessions(), sessions.gallery()]


@pytest.mark.parametrize("session", ALL, ids=[one.number for one in ALL])
def test_every_activity_stands_once_in_its_block_with_its_kind_and_title(session):
    import kit

    sheet = run_sheet(session)
    assert [key for row in sheet for key in row["keys"]] == session.activity_keys
    for one in [one for row in sheet for one in row["activities"]]:
        assert one["kind"] in kit.__all__, one
        assert one["title"] and "\n" not in one["title"]


def test_the_guide_is_there_in_plain_words():
    sheet = {row["block"]: row for row in run_sheet(sessions.session("05"))}
    sort = sheet["sort"]
    assert sort["minutes"] == {"45": 15, "75": 20, "90": 24}
    assert "slips" in sort["say"] and sort["do"] and sort["look"]
    assert not any(
        sign in row[part] for row in sheet.values() for part in ("say", "do", "look") for sign in "*`[|"
    )


def test_a_session_without_a_guide_has_a_run_sheet_all_the_same():
    (row,) = run_sheet(sessions.gallery())
    assert row["say"] == "" and len(row["keys"]) > 10


def test_every_kind_with_a_picture_is_an_activity():
    import kit

    assert set(KINDS) <= set(kit.__all__)


def test_the_pages_let_nothing_in_but_themselves_and_carry_no_reference():
    for page in (pages.console(sessions.session("05")), pages.projector(sessions.session("05"))):
        policy = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
        assert "default-src &#39;none&#39;" in policy and "unsafe" not in policy and "blob:" not in policy
        assert "import {" not in page, "every module is in the page"
        assert 'src="http' not in page and "reason_html" not in page
    assert "Sort real work" not in pages.projector(sessions.session("05"))
