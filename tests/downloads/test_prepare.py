"""What is made of each kind of file, on invented files in the real columns; and, where it is there, the real mirror."""

import csv
import json
import re

import pytest

from kit import paths
from kit.downloads import install, prepare, sets, store

from .conftest import yes

MIRROR = paths.ROOT.parent / "shared" / "data"


def prepared(kind, files, tmp_path):
    """Tables of one kind, as lists of dicts, out of invented files."""
    raw, made = tmp_path / "raw", tmp_path / "made"
    raw.mkdir()
    made.mkdir()
    for name, text in files.items():
        (raw / name).write_text(text, encoding="utf-8")
    prepare.prepare(sets.find(kind), raw, made)
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in made.iterdir()}


def test_give_n_gets_new_numbers_and_keeps_neither_sex_nor_old_ids(tmp_path):
    files = {
        "trials.csv": "dataset_id,child_id,country,asked_for,child_gave,Sex\n"
        "lab,010203-AB,Nowhere,3,5,F\nlab,010203-CD,Nowhere,1,1,M\nlab,010203-AB,Nowhere,2,2,F\n",
        "children.csv": "dataset_id,child_id,language,country,age_months,knower_level,highest_count,Sex\n"
        "lab,010203-CD,Esperanto,Nowhere,44,CP,NA,M\nlab,040506-EF,Esperanto,Nowhere,50,2,7,F\n",
        "counts.csv": "row,age_years,knower_level,highest_count,dataset,language\n1,3.43,CP,6,lab,Esperanto\n",
        "datasets.csv": "dataset_id,lab,method,cite\nlab,Ours,titrated,Nobody (2026)\n",
    }
    made = prepared("give-n", files, tmp_path)
    assert [row["child"] for row in made["trials"]] == ["1", "2", "1"]
    assert [row["child"] for row in made["children"]] == ["2", "3"]
    assert made["children"][0]["highest_count"] == ""
    assert set(made["trials"][0]) == {"dataset", "child", "country", "asked_for", "gave"}
    assert not re.search(r"0203|Sex|,[FM]\b", "".join(p.read_text() for p in (tmp_path / "made").iterdir()))


def test_bridge_becomes_messages_without_ids_and_times(tmp_path):
    passage = {
        "c_id": "99887766_12",
        "lesson_topic": "3.1A.Knots",
        "c_h": [{"id": 12, "text": "Tie it, [STUDENT].", "time": "12:34", "user": "tutor"}],
        "c_r": [{"id": 13, "text": "Try again, Tamsin!", "time": "12:35", "user": "tutor"}],
        "c_r_": [{"user": "tutor", "text": "What did you try?", "is_revised": True}],
        "c_revision": None,
        "e": "guess",
        "z_what": "ask_question",
        "z_why": "diagnose",
    }
    files = {f"{part}.json": json.dumps([passage]) for part in ("train", "test", "validation")}
    turns = prepared("bridge", files, tmp_path)["turns"]
    assert len(turns) == 9 and [turn["passage"] for turn in turns[::3]] == ["1", "2", "3"]
    assert [turn["text"] for turn in turns[:3]] == [
        "Tie it, Student.",
        "Try again, Student A!",
        "What did you try?",
    ]
    assert [turn["part"] for turn in turns[:3]] == ["before", "tutor's reply", "teacher's reply"]
    assert not re.search("99887766|12:3|Tamsin", (tmp_path / "made" / "turns.csv").read_text())


def test_talkmoves_lessons_share_the_names_and_not_the_letters(tmp_path):
    header = ",TimeStamp,Turn,Speaker,Sentence,Teacher Tag,Student Tag\n"
    first = header + '0,00:01,1),T,"What  now, Wanda?",2 - Keeping  Everyone Together,\n'
    first += "1,,,Wanda,A knot.,,2 - Making a Claim\n"
    other = header + "0,,1,Otis,Wanda showed me.,,1 - none\n"
    files = {
        "lesson-1.csv": first,
        "lesson-2.csv": other,
        "lesson-3.csv": header,
        "lesson-4.csv": header + "0,,7,,,,\n",
    }
    rows = prepared("talkmoves", files, tmp_path)["sentences"]
    assert [row["speaker"] for row in rows] == ["Teacher", "Student A", "Student A", ""]
    assert rows[0]["text"] == "What now, Student A?" and rows[2]["text"] == "Student B showed me."
    assert rows[0]["teacher_move"] == "keeping everyone together"
    assert [row["turn"] for row in rows] == ["1", "1", "1", "7"]
    assert rows[0]["lesson"] == "Comparing fractions, grade 4"


def test_the_catalogue_is_sound_and_every_address_names_a_commit():
    assert sets.problems() == []
    assert list(sets.catalogue()) == ["uptake", "bridge", "talkmoves", "give-n"]


def test_an_address_without_a_commit_is_seen(tmp_path, monkeypatch):
    text = sets.FILE.read_text(encoding="utf-8")
    loose = re.sub(r"/[0-9a-f]{40}/", "/main/", text, count=1)
    monkeypatch.setattr(sets, "FILE", tmp_path / "downloads.yaml")
    sets.FILE.write_text(loose, encoding="utf-8")
    (problem,) = sets.problems()
    assert "uptake: the address of LICENSE names no commit" in str(problem)
    sets.FILE.write_text(text.replace("mirror_only:", "because:", 1), encoding="utf-8")
    assert any("line" in str(problem) for problem in sets.problems())


def test_nothing_of_a_corpus_is_in_the_checkout():
    known = {file.sha256 for one in sets.catalogue().values() for file in one.files}
    from kit.downloads.fetch import _sha256

    shipped = [path for path in (paths.DATA).rglob("*") if path.is_file()]
    assert shipped and not [path for path in shipped if _sha256(path) in known]


@pytest.mark.skipif(
    not MIRROR.is_dir(),
    reason="NOT TESTED: the real text sets; no mirror at ../shared/data beside the checkout",
)
class TestRealMirror:
    """The real files, where the workplace has them; no sentence of theirs stands here."""

    @pytest.fixture
    def get(self, home):
        def get(name):
            assert install.get(sets.find(name), yes, MIRROR)
            return store.table(name)

        return get

    def test_uptake(self, get):
        table = get("uptake")
        assert len(table) == 2246 and table.lesson.nunique() == 774
        everything = " ".join([*table.student.dropna(), *table.teacher.dropna()])
        assert not re.search(r"(?<!&)\b(?:Ms|Mrs|Mr)\.? [A-Z]\b|\bTeacher [A-Z]\b(?!’)", everything)
        assert table.uptake.max() == 2 and store.installed() == ["uptake"]

    def test_bridge(self, get, home):
        table = get("bridge")
        assert table.passage.nunique() == 700 and set(table.speaker) == {"tutor", "student"}
        assert not table.text.dropna().str.contains(r"\[STUDENT\]|https?:").any()

    def test_talkmoves(self, get, home):
        table = get("talkmoves")
        assert len(table) == 414 and table.lesson.nunique() == 4
        raw = [path for path in MIRROR.glob("talkmoves*/*.csv")]
        speakers = {row["Speaker"] for path in raw for row in csv.DictReader(path.open(encoding="utf-8"))}
        children = {name for name in speakers if len(name) > 2}
        kept = "".join(path.read_text() for path in (home / "talkmoves").iterdir() if path.name != "LICENSE")
        assert len(children) > 8 and not [name for name in children if name in kept]
        assert set(table.speaker) <= {
            "Teacher",
            "Student",
            "Students",
            *(f"Student {c}" for c in "ABCDEFGHIJK"),
        }

    def test_give_n(self, get):
        trials = get("give-n")
        assert len(trials) == 39_801 and trials.child.nunique() == 2_538
        assert len(store.table("give-n", "children")) == 3_690
        assert len(store.table("give-n", "counts")) == 1_227
