"""Import work without a browser: what is asked and answered, what is kept, and what is never kept."""

import json

import pytest

import kit
from kit.errors import KitError
from kit.journal import Journal
from kit.local import screen
from tests.importing import team


@pytest.fixture(autouse=True)
def local(tmp_path, monkeypatch):
    folder = tmp_path / "local"
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(folder))
    return folder


@pytest.fixture
def source(tmp_path):
    return team.folder(tmp_path)


def made(source, **more):
    options = {"progression": "fractions", "task": "Which is more, 3/4 or 5/8?", "grade": "4"}
    return Asked(
        kit.ImportWork("our-work", source=source, roster=source.parent / "roster.csv", **(options | more))
    )


class Asked:
    """An activity, asked as its screen does."""

    def __init__(self, activity):
        self.activity, self.sent = activity, []
        activity.send = lambda content, buffers=None: self.sent.append((content, buffers))

    def __call__(self, what, **more):
        self.activity._asked(None, {"kind": "own", "ask": what, "turn": 1, **more}, None)
        content, self.picture = self.sent.pop()
        json.dumps(content)
        if "problem" in content:
            raise KitError(content["problem"])
        return content["made"]

    def with_columns(self):
        (table,) = self("list")["tables"]
        self("columns", where=table["where"], roles=[one["role"] for one in table["columns"]])
        return self

    def of_kind(self, kind):
        return [one for one in self("list")["pieces"] if one["kind"] == kind]

    def answer_with(self, words):
        for one in self.of_kind("answers"):
            shown = self("show", id=one["id"])
            if words in shown["texts"][0]["text"]:
                return shown
        raise AssertionError(f"no answer holds {words}")


def agreed(shown):
    """A decision that hides every mark that is hidden at first."""
    spans = {
        text["item"]: [
            [mark["start"], mark["end"], mark["replacement"]] for mark in text["marks"] if mark["hidden"]
        ]
        for text in shown["texts"]
    }
    return {"keep": True, "spans": spans, "boxes": [], "alt": "", "nothing": False}


def test_nothing_of_a_table_is_read_before_its_columns_are_said(source):
    asked = made(source)
    listed = asked("list")
    assert {one["kind"] for one in listed["pieces"]} == {"picture"}
    assert [one["role"] for one in listed["tables"][0]["columns"]] == ["student", "grade", "answer"]
    asked.with_columns()
    assert len(asked.of_kind("answers")) == 3
    assert asked("list")["tables"] == []


def test_columns_that_cannot_be_are_said_plainly(source):
    asked = made(source)
    with pytest.raises(KitError, match="No column with answers"):
        asked("columns", where="quiz.csv", roles=["student", "grade", "dropped"])


def test_a_text_is_shown_with_marks_at_their_places_as_the_screen_counts_them(source):
    shown = made(source).with_columns().answer_with("Emma")
    text = shown["texts"][0]
    units = text["text"].encode("utf-16-le")

    def at(mark):
        return units[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le")

    assert [(at(mark), mark["hidden"]) for mark in text["marks"]] == [
        ("Emma Q", True),
        ("Will", False),
        ("Ms. Okafor", True),
        ("ray", False),
    ]


def test_a_confirmed_answer_is_written_without_what_was_hidden(source, local):
    asked = made(source).with_columns()
    shown = asked.answer_with("Emma")
    asked("decide", id=shown["id"], decision=agreed(shown))
    written = asked("finish")
    assert written["students"] == 1 and written["name"] == "our-work"
    answers = (local / "work" / "our-work" / "answers.csv").read_text(encoding="utf-8")
    assert "[name] 🙂 said 3/4. Will told [teacher] that a ray goes on" in answers


def test_a_decision_is_shown_again_as_it_was_made(source):
    asked = made(source).with_columns()
    shown = asked.answer_with("Emma")
    decision = agreed(shown)
    item = shown["texts"][0]["item"]
    decision["spans"][item] = [[*decision["spans"][item][0][:2], "Student A"]]
    asked("decide", id=shown["id"], decision=decision)
    again = asked("show", id=shown["id"])
    assert again["state"] == "confirmed"
    hidden = [mark["replacement"] for mark in again["texts"][0]["marks"] if mark["hidden"]]
    assert hidden == ["Student A"]
    assert len(again["texts"][0]["marks"]) == 4


def test_an_undo_brings_back_the_decision_that_stood_before(source):
    asked = made(source).with_columns()
    shown = asked.answer_with("Zebulon")
    first = asked("decide", id=shown["id"], decision=agreed(shown))
    assert first["before"] is None
    second = asked("decide", id=shown["id"], decision={"keep": False})
    asked("decide", id=shown["id"], decision=second["before"])
    assert asked("show", id=shown["id"])["state"] == "confirmed"
    asked("decide", id=shown["id"], decision=None)
    assert asked("show", id=shown["id"])["state"] == "open"


def test_a_picture_comes_as_bytes_beside_the_message_with_suggested_boxes(source):
    asked = made(source)
    shown = asked("show", id=asked.of_kind("picture")[0]["id"])
    assert asked.picture[0][:2] == b"\xff\xd8"
    assert len(asked.picture[0]) < 1_000_000
    assert shown["boxes"] and all(box["suggested"] for box in shown["boxes"])


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ({"keep": True, "boxes": [], "alt": "Six lines"}, "Nothing to hide here"),
        ({"keep": True, "boxes": [], "nothing": True, "alt": " "}, "no words yet"),
        (
            {"keep": True, "boxes": [{"x": 2, "y": 0, "width": 1, "height": 1, "kind": "cover"}], "alt": "a"},
            "inside",
        ),
        ({"keep": True, "boxes": [{"x": 0}], "alt": "a"}, "not understood"),
        (
            {"keep": True, "spans": {"our-work-9": [[0, 1, "[name]"]]}, "nothing": True, "alt": "a"},
            "not understood",
        ),
    ],
)
def test_a_decision_that_cannot_stand_is_said_plainly_and_changes_nothing(source, decision, message):
    asked = made(source)
    id = asked.of_kind("picture")[0]["id"]
    with pytest.raises(KitError, match=message):
        asked("decide", id=id, decision=decision)
    assert asked("list")["count"]["confirmed"] == 0


def test_a_name_cannot_be_put_in_place_of_a_name(source):
    asked = made(source).with_columns()
    shown = asked.answer_with("Emma")
    with pytest.raises(KitError, match="it could be a name"):
        asked(
            "decide",
            id=shown["id"],
            decision={"keep": True, "spans": {shown["texts"][0]["item"]: [[0, 4, "Emily"]]}},
        )


def test_a_message_of_another_kind_is_left_alone(source):
    asked = made(source)
    asked.activity._asked(None, {"kind": "kept?"}, None)
    asked.activity._asked(None, "text", None)
    assert asked.sent == []
    with pytest.raises(KitError, match="not understood"):
        asked("delete everything")
    with pytest.raises(KitError, match="no piece"):
        asked("show", id="p1")


def test_the_journal_holds_numbers_alone(source):
    asked = made(source).with_columns()
    shown = asked.answer_with("Emma")
    asked("decide", id=shown["id"], decision=agreed(shown))
    kept = Journal().get("gallery/our-work").value
    assert kept == {"found": 5, "confirmed": 1, "left_out": 0, "written": 0}


def test_no_word_and_no_pixel_is_in_the_widgets_state_the_picture_or_the_journal(
    source, local, journal_folder
):
    asked = made(source).with_columns()
    for one in asked("list")["pieces"]:
        shown = asked("show", id=one["id"])
        decision = agreed(shown)
        if shown["kind"] == "picture":
            decision |= {"boxes": shown["boxes"], "alt": "Six lines of work"}
        asked("decide", id=one["id"], decision=decision)
    state = json.dumps(asked.activity.get_state(), default=str)
    bundle = json.dumps(asked.activity._repr_mimebundle_()[0], default=str)
    stored = team.stored_bytes(local, journal_folder).decode("utf-8", "replace")
    for word in (*team.SECRETS, "IMG_2041", "period 3"):
        assert word not in state + bundle + stored, word
    assert "data:image" not in state + bundle
    assert not [path for path in local.rglob("*") if path.suffix in (".jpg", ".png")], (
        "nothing before it is written"
    )


def test_text_and_picture_are_the_same_whatever_was_decided(source):
    before = kit.ImportWork("our-work")
    asked = made(source).with_columns()
    shown = asked.answer_with("Emma")
    asked("decide", id=shown["id"], decision=agreed(shown))
    assert asked.activity.summary() == before.summary()
    assert asked.activity.picture() == before.picture()


def test_without_a_folder_it_tells_what_to_do_and_makes_nothing(local):
    activity = kit.ImportWork("our-work")
    assert activity.content["source"] is False
    assert not local.exists()


def test_what_the_marks_miss_stands_on_the_screen_and_in_the_picture():
    activity = kit.ImportWork("our-work")
    assert activity.content["misses"] == screen.what_it_misses()
    assert "were missed" in activity.picture()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"roster": "no-such.csv"}, "There is no roster"),
        ({"item": "balance-1"}, "Not both"),
        ({"progression": "fraction"}, "fraction"),
        ({"progression": None}, "say which progression"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(source, options, message):
    with pytest.raises(KitError, match=message):
        kit.ImportWork("our-work", source=source, **({"progression": "fractions", "task": "a"} | options))


def test_a_folder_that_is_not_there_and_a_name_that_cannot_be(tmp_path):
    with pytest.raises(KitError, match="nothing at"):
        kit.ImportWork("our-work", source=tmp_path / "nowhere", progression="fractions")
    with pytest.raises(KitError, match="lower-case words"):
        kit.ImportWork("Our Work!", source=tmp_path)


def test_in_a_session_its_key_is_the_sessions():
    assert kit.ImportWork("05/our-work").key == "05/our-work"


def test_an_original_that_is_gone_is_said_plainly_and_nothing_is_lost(source):
    asked = made(source).with_columns()
    picture = next(one for one in asked.of_kind("picture") if one["where"] == "IMG_2042.jpg")
    (source / "IMG_2042.jpg").unlink()
    with pytest.raises(KitError):
        asked("show", id=picture["id"])
    assert len(asked("list")["pieces"]) == 5
