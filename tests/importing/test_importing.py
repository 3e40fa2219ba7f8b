"""An import from the folder to the work set: what is found, what is decided, what is stored, and what never is."""

import csv
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from kit import paths
from kit.content import cards
from kit.content.drawings.pictures import has_metadata
from kit.errors import KitError
from kit.local.candidates import Box, Decision, DecisionProblem, Span
from kit.local.importing import Import, ImportProblem, Plan, count
from kit.local.mapping import Task
from kit.local.roster import roster_from
from kit.local.state import State

from .originals import PLAN, checked, jpeg, opened, paper, said, scan, workbook

GRID = [
    ["Timestamp", "Student name", "Teacher", "Grade", "3/5 + 1/2 = ?", "How do you know?"],
    [
        "10/14/2026 9:31:22",
        "Zebulon Quarrington",
        "Mrs. Quillfeather",
        "4",
        "4/7",
        "Zebulon did tops and bottoms",
    ],
    [
        "10/14/2026 9:33:02",
        "Ottoline Vance",
        "Mrs. Quillfeather",
        "4",
        "11/10",
        "half is 5/10, fifths are 6/10",
    ],
    ["10/15/2026 8:01:40", "Ignatius Bell", "Mrs. Quillfeather", "5", "−6", '=HYPERLINK("http://x.example")'],
]


def table(path, rows=GRID):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def confirm_all(imported):
    """A reviewer who agrees to every hit, and covers the upper fifth of each picture."""
    for one in imported.candidates(only_open=True):
        if one.kind == "picture":
            boxes = (Box(0, 0, 1, 0.2),)
            imported.decide(
                one, Decision(keep=True, boxes=boxes, alt="Fourths and a half, tops and bottoms added.")
            )
        else:
            imported.decide(one, one.agreed())


def stored(local):
    return [path for path in local.rglob("*") if path.is_file()]


def test_a_table_becomes_a_set_that_passes_the_checks_and_shows_its_answers(originals, local):
    imported = opened(table(originals / "Quarrington.csv"))
    assert imported.count().found == 3
    confirm_all(imported)
    made = imported.finish()
    library, problems = checked(local)
    assert problems == []
    work_set = library.work_set("our-work")
    assert (work_set.card, made.samples, work_set.source) == ("answers", 3, "own-work")
    texts = [cards.work_text(sample, library) for sample in work_set.samples]
    assert any("4/7" in text for text in texts)
    assert {sample.about for sample in work_set.samples} == {
        "grade 4, school year 2026–27",
        "grade 5, school year 2026–27",
    }
    assert library.item("our-work-2").text == "$3/5 + 1/2$"
    assert library.item("our-work-3").text == "How do you know?"
    assert "your own students' work" in cards.sample_mark(work_set.samples[0], library)


def test_nothing_is_written_before_a_person_has_confirmed_it(originals, local):
    imported = opened(table(originals / "a.csv"))
    with pytest.raises(ImportProblem, match="Nothing of “our-work” is confirmed"):
        imported.finish()
    assert not (local / "work").exists()
    first = next(iter(imported.candidates()))
    imported.decide(first, first.agreed())
    assert imported.finish().samples == 1


def test_nothing_of_the_original_is_anywhere_under_local(originals, local):
    """Names, file names, EXIF, properties of PDF and XLSX: grep finds none of them, finished or not."""
    exif = Image.Exif()
    exif[0x010F] = "ZebulonPhone"
    exif[0x0132] = "2026:10:14 09:31:22"
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 26.0, 46.123), 3: "W", 4: (79.0, 58.0, 56.0)})
    jpeg(originals / "IMG_Zebulon.jpg", exif=exif.tobytes(), comment=b"SecretComment")
    scan(originals / "scan of Ottoline.pdf", 3)
    table(originals / "Quarrington.csv")
    workbook(
        originals / "book.xlsx",
        [["Student", "Work of Ignatius: 1/2 + 1/4 = ?"], ["Ignatius Bell", "3/4, ask Zebulon"]],
    )
    (originals / "typed by Ottoline.txt").write_text("I am Ottoline Vance and I cut each fourth in two.")
    planted = [
        "Zebulon", "Quarrington", "Ottoline", "Vance", "Ignatius", "Quillfeather", "IMG_", "scan of", "book.xlsx",
        "ZebulonPhone", "SecretComment", "09:31", "9:31", "10/14", "2026:10", "period 3", "Exif", "Student name", "tops and bottoms.csv",
    ]  # fmt: skip
    imported = opened(originals)
    assert imported.count().found == 1 + 3 + 3 + 1 + 1

    def leaks():
        found = []
        for path in stored(local):
            content = path.read_bytes()
            for word in planted:
                inside = any(word.lower().encode(code) in content.lower() for code in ("utf-8", "utf-16-le"))
                if inside or word.lower() in path.name.lower():
                    found.append((path.name, word))
        return found

    assert leaks() == []
    confirm_all(imported)
    assert leaks() == []
    imported.finish()
    assert leaks() == []
    pictures = list((local / "work" / "our-work" / "pictures").iterdir())
    assert len(pictures) == 4
    assert not any(has_metadata(picture.read_bytes()) for picture in pictures)


def test_state_holds_no_answer_and_is_for_its_owner_alone(originals, local):
    imported = opened(table(originals / "a.csv"))
    confirm_all(imported)
    state = (local / "imports" / "our-work" / "state.json").read_text()
    assert "tops" not in state
    assert "11/10" not in state
    assert (local / "imports" / "key").stat().st_mode & 0o777 == 0o600


def test_the_same_folder_again_adds_nothing(originals):
    table(originals / "a.csv")
    jpeg(originals / "a.jpg")
    scan(originals / "a.pdf", 3)
    before = [one.id for one in opened(originals).candidates()]
    again = opened(originals)
    assert again.new == 0
    assert [one.id for one in again.candidates()] == before


def test_a_changed_row_or_picture_is_new_and_the_others_are_not(originals):
    file = table(originals / "a.csv")
    jpeg(originals / "a.jpg")
    opened(originals)
    table(file, [*GRID[:3], [*GRID[3][:4], "6", "now I see"]])
    jpeg(originals / "a.jpg", paper("another page"))
    assert opened(originals).new == 2


def test_a_name_corrected_in_the_table_changes_nothing(originals):
    file = table(originals / "a.csv")
    opened(originals)
    table(file, [GRID[0], [GRID[1][0], "Zebulon Quarington", *GRID[1][2:]], *GRID[2:]])
    assert opened(originals).new == 0


def test_two_students_with_the_same_answers_are_two(originals):
    table(
        originals / "a.csv",
        [["Student", "1 + 1 = ?"], ["Ada Lark", "2"], ["Bo Finch", "2"], ["Cy Hale", "3"]],
    )
    assert opened(originals).count().found == 3
    assert opened(originals).new == 0


def test_two_classes_with_the_same_answers_are_all_there(originals, tmp_path):
    rows = [["Student", "1 + 1 = ?"], ["Ada Lark", "2"], ["Bo Finch", "3"]]
    table(originals / "class a.csv", rows)
    opened(originals)
    other = table(tmp_path / "class b.csv", [rows[0], ["Cy Hale", "2"], ["Dee Moss", "3"]])
    assert opened(other).new == 2
    assert opened(other).new == 0
    assert opened(originals).new == 0


def test_a_table_that_is_renamed_or_grows_is_the_same_table(originals):
    rows = [["Student", "1 + 1 = ?"], ["Ada Lark", "2"], ["Bo Finch", "3"]]
    file = table(originals / "a.csv", rows)
    opened(originals)
    file.rename(originals / "b.csv")
    assert opened(originals).new == 0
    table(originals / "b.csv", [*rows, ["Cy Hale", "2"]])
    assert opened(originals).new == 1


def test_each_folder_keeps_the_grade_and_task_that_were_said_for_it(originals, tmp_path, local):
    other = tmp_path / "grade 5"
    other.mkdir()
    (originals / "a.txt").write_text("I am Ottoline Vance. Six.")
    (other / "b.txt").write_text("I am Ignatius Bell. Ten.")
    confirm_all(opened(originals))
    later = replace(PLAN, grade="5", task=Task("our-work-1", "What is half of 20?"))
    confirm_all(opened(other, plan=later, roster=roster_from(["Ignatius Bell"])))
    for folder in (originals, other):
        Import.open("our-work", folder).finish()
    library, problems = checked(local)
    assert problems == []
    shown = {(one.about, cards.work_text(one, library)) for one in library.work_set("our-work").samples}
    assert shown == {
        ("grade 4", "How many eighths are in 3/4? I am [name]. Six."),
        ("grade 5", "What is half of 20? I am [name]. Ten."),
    }


def test_a_task_said_anew_leaves_what_was_marked_marked(originals, local):
    (originals / "a.txt").write_text("I am Ottoline Vance. Six.")
    confirm_all(opened(originals))
    again = opened(originals, plan=replace(PLAN, task=Task("our-work-1", "How many?"), grade="5"))
    (one,) = again.candidates()
    assert (one.facts, list(one.prompts.values())) == ({"grade": "5"}, ["How many?"])
    again.finish()
    assert "Ottoline" not in (local / "work" / "our-work" / "answers.csv").read_text()
    assert checked(local)[1] == []


def test_the_state_is_kept_out_of_a_teams_repository(originals, local):
    opened(table(originals / "a.csv"))
    assert (local / "imports" / ".gitignore").read_text() == "*\n"


def test_the_same_photo_twice_is_taken_once_and_said(originals):
    jpeg(originals / "a.jpg")
    jpeg(originals / "b.jpg")
    imported = opened(originals)
    assert imported.count().found == 1
    assert "b.jpg: is the same as another file here" in said(imported)


def test_decisions_come_back_after_closing(originals):
    imported = opened(table(originals / "a.csv"))
    first, second, _ = imported.candidates()
    imported.decide(first, first.agreed())
    imported.decide(second, Decision.leave_out())
    again = Import.open("our-work", originals / "a.csv")
    assert again.count() == imported.count()
    assert (again.count().confirmed, again.count().left_out, again.count().open) == (1, 1, 1)
    assert again.candidate(first.id).decision == first.decision
    assert [one.id for one in again.candidates(only_open=True)] not in ([first.id], [second.id])


def test_a_decision_taken_back_takes_the_card_back(originals, local):
    imported = opened(
        originals if jpeg(originals / "a.jpg") and jpeg(originals / "b.jpg", paper("b")) else None
    )
    confirm_all(imported)
    assert imported.finish().pictures == 2
    one = next(iter(imported.candidates()))
    imported.decide(one, None)
    made = imported.finish()
    assert (made.pictures, made.samples, made.gone) == (1, 1, 1)
    assert [path.stem for path in (made.folder / "pictures").iterdir()] != [one.id]
    assert checked(local)[1] == []


def test_what_came_from_another_folder_stays(originals, tmp_path, local):
    other = tmp_path / "later"
    other.mkdir()
    jpeg(originals / "a.jpg")
    jpeg(other / "b.jpg", paper("b"))
    for folder in (originals, other):
        imported = opened(folder)
        confirm_all(imported)
        made = imported.finish()
    assert made.samples == 2
    assert len(list((made.folder / "pictures").iterdir())) == 2
    assert checked(local)[1] == []


def test_what_was_written_by_hand_in_the_set_stays(originals, local):
    table(originals / "a.csv")
    imported = opened(originals)
    confirm_all(imported)
    made = imported.finish()
    file = made.folder / "workset.yaml"
    id = checked(local)[0].work_set("our-work").samples[0].id
    file.write_text(
        file.read_text().replace("Work of our own students\n", "Grade 4, October\n", 1)
        + f"tags:\n  - {{id: halves, name: takes halves, kind: issue}}  # ours\nanchors:\n  - {{sample: {id}, level: 1, whose: kit, reason: Because.}}\n"
    )
    (originals / "more.txt").write_text("I drew it.")
    more = opened(originals)
    confirm_all(more)
    more.finish()
    library, problems = checked(local)
    assert problems == []
    assert library.work_set("our-work").title == "Grade 4, October"
    assert library.work_set("our-work").anchors[0].sample == id
    assert "# ours" in file.read_text()
    assert len(library.work_set("our-work").samples) == 4


def test_pixels_under_a_box_are_gone_and_the_crop_is_all_that_is_left(originals, local):
    from kit.local.storing import covered

    page = Image.effect_noise((1000, 800), 90).convert("RGB")
    made = covered(page, Decision(True, boxes=(Box(0.1, 0, 0.5, 0.2), Box(0, 0, 1, 0.5, "crop"))))
    assert made.size == (1000, 400)
    assert len(made.crop((100, 0, 600, 160)).getcolors()) == 1
    assert made.crop((610, 0, 1000, 160)).getcolors(10) is None


def test_a_picture_in_a_set_is_small_enough_to_stand_in_a_page(originals, local):
    Image.effect_noise((3000, 4000), 120).convert("RGB").save(originals / "noise.jpg", quality=95)
    imported = opened(originals)
    confirm_all(imported)
    made = imported.finish()
    (picture,) = (made.folder / "pictures").iterdir()
    assert picture.stat().st_size <= 160_000
    library, problems = checked(local)
    assert problems == []
    html = cards.work_html(library.work_set("our-work").samples[0], library)
    assert 'src="data:image/jpeg;base64,' in html
    assert "Fourths and a half" in html


def test_a_picture_needs_words_and_one_crop_at_most(originals):
    jpeg(originals / "a.jpg")
    imported = opened(originals, roster=roster_from(["Zebulon Quarrington"]))
    (one,) = imported.candidates()
    with pytest.raises(DecisionProblem, match="no words yet"):
        imported.decide(one, Decision(keep=True))
    with pytest.raises(DecisionProblem, match="“Zebulon Quarrington” in the words"):
        imported.decide(one, Decision(keep=True, alt="Zebulon Quarrington drew six eighths."))
    crop = Box(0, 0, 0.5, 0.5, "crop")
    with pytest.raises(DecisionProblem, match="cropped to one box"):
        imported.decide(one, Decision(keep=True, boxes=(crop, crop), alt="A half."))
    assert imported.count().open == 1


def test_a_replacement_that_could_be_a_name_is_refused():
    with pytest.raises(DecisionProblem, match="could be a name"):
        Span(0, 3, "Zebulon")
    assert Span(0, 3, "Student B").replacement == "Student B"


def test_formulas_and_html_in_answers_stay_text_and_a_minus_stays_a_minus(originals, local):
    hostile = [
        "-6", "−6", "+3/5", "=1+1", "=HYPERLINK(\"http://x.example\",\"a\")", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "'=quoted",
        "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "\t=1", "＝1+1", "'", "''=", "- 1/2", "-x",
    ]  # fmt: skip
    table(
        originals / "a.csv",
        [["Student", "What is −12 + 6?"], *([f"S{n}", text] for n, text in enumerate(hostile))],
    )
    imported = opened(originals)
    imported.decide_all([(one, Decision(keep=True)) for one in imported.candidates()])
    made = imported.finish()
    library, problems = checked(local)
    assert problems == []
    given = {answer.given for sample in library.work_set("our-work").samples for answer in sample.answers}
    assert given == {text.strip() for text in hostile}
    with (made.folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["given"] for row in csv.DictReader(file)]
    assert {"-6", "−6", "+3/5", "- 1/2"} <= set(cells)
    assert not [
        cell for cell in cells if cell[0] in "=@＝" or (cell[0] in "+-" and any(map(str.isalpha, cell)))
    ]
    for sample in library.work_set("our-work").samples:
        html = cards.work_html(sample, library) + cards.work_html(sample, library, simple=True)
        assert "<script" not in html
        assert "<img" not in html


def test_typed_texts_are_shown_in_the_students_own_lines(originals, local):
    (originals / "a.txt").write_bytes(
        "I cut every fourth in two.\r\nThen I counted: 6 eighths.".encode("cp1252")
    )
    imported = opened(originals)
    confirm_all(imported)
    imported.finish()
    library, problems = checked(local)
    assert problems == []
    work_set = library.work_set("our-work")
    assert work_set.card == "text"
    html = cards.work_html(work_set.samples[0], library)
    assert "in two.<br>Then I counted" in html
    assert "How many eighths" in html


def test_pictures_and_a_table_go_into_one_set(originals, local):
    jpeg(originals / "a.jpg")
    table(originals / "a.csv")
    imported = opened(originals)
    confirm_all(imported)
    imported.finish()
    library, problems = checked(local)
    assert problems == []
    work_set = library.work_set("our-work")
    assert work_set.card == "picture"
    shown = [cards.work_html(sample, library) for sample in work_set.samples]
    assert sum("<img" in one for one in shown) == 1
    assert sum("11" in one and "10" in one for one in shown if "<img" not in one) >= 1


def test_headers_in_two_rows_with_merged_cells_are_read_together(originals):
    def edit(sheet):
        sheet.merge_cells("C2:D2")

    rows = [
        ["Quiz of October", None, None, None, None],
        ["Student", "Grade", "Part A", None, None],
        [None, None, "1a: 1/2 + 1/4", "1b: 3 − 5", None],
        ["Ada Lark", 4, "3/4", -2, None],
        ["Bo Finch", 4, "2/6", 2, None],
    ]
    workbook(originals / "a.xlsx", rows, edit=edit)
    imported = opened(originals)
    one, _ = imported.candidates()
    assert list(one.prompts.values()) == ["Part A: 1a: 1/2 + 1/4", "Part A: 1b: 3 − 5"]
    assert one.facts == {"grade": "4"}
    assert {tuple(one.texts.values()) for one in imported.candidates()} == {("3/4", "-2"), ("2/6", "2")}


def test_a_long_table_is_gathered_by_student(originals):
    rows = [
        ["Student ID", "Question", "Response", "Grade level"],
        ["4471001", "1/2 of 10", "5", "4"],
        ["4471002", "1/2 of 10", "20", "4"],
        ["4471001", "1/4 of 12", "3", "4"],
        ["", "1/4 of 12", "3", "4"],
        ["4471001", "1/4 of 12", "4", "4"],
    ]
    table(originals / "export.csv", rows)
    imported = opened(originals)
    assert sorted(len(one.texts) for one in imported.candidates()) == [1, 2]
    assert "row 5: does not name a student" in said(imported)
    assert "row 6: answers a task a second time" in said(imported)


def test_columns_are_remembered_for_the_next_table_with_that_header(originals, local):
    asked = []

    def ask(question):
        asked.append(question.before)
        return replace(question.proposal, date=None)

    opened(table(originals / "a.csv"), ask=ask)
    opened(table(originals / "a.csv"), ask=ask)
    assert asked == [False]
    opened(table(originals / "b.csv"), ask=ask, name="next-month")
    assert asked == [False, True]
    kept = (local / "imports" / "mappings.yaml").read_text()
    assert "Student name" not in kept
    assert "Quillfeather" not in kept


def test_a_table_that_nobody_has_explained_is_left_out_and_said(originals):
    imported = opened(table(originals / "a.csv"), ask=None)
    assert imported.count().found == 0
    assert "columns that nobody has named yet" in said(imported)


def test_a_roster_is_not_taken_for_answers(originals):
    table(originals / "roster.csv", [["First name", "Last name", "Student ID"], ["Ada", "Lark", "4471001"]])
    imported = opened(originals)
    assert imported.count().found == 0
    assert "give it with --roster" in said(imported)


def test_names_in_headers_are_not_kept(originals, local):
    rows = [["Student", "Zebulon's question: 1/2 + 1/3"], ["Zebulon Quarrington", "5/6"], ["Ada Lark", "2/5"]]
    imported = opened(table(originals / "a.csv", rows))
    one = next(iter(imported.candidates()))
    assert "Zebulon" not in next(iter(one.prompts.values()))
    assert "1/2 + 1/3" in next(iter(one.prompts.values()))


def test_a_table_of_5000_rows_keeps_its_ids_and_is_stored_in_their_random_order(originals, local):
    rows = [["Student ID", "Grade", "3/4 + 1/8 = ?"]]
    rows += [[str(4_400_000 + n), "4" if n % 2 else "5", f"{n}/8"] for n in range(5_000)]
    imported = opened(table(originals / "big.csv", rows))
    assert imported.count().found == 5_000
    imported.decide_all([(one, Decision(keep=True)) for one in imported.candidates()])
    made = imported.finish()
    assert made.samples == 5_000
    assert made.anonymity.k == 2_500
    library, problems = checked(local)
    assert problems == []
    order = [int(sample.answers[0].given.split("/")[0]) for sample in library.work_set("our-work").samples]
    assert sorted(order) == list(range(5_000))
    rising = sum(b > a for a, b in pairwise(order))
    assert 2_300 < rising < 2_700
    assert opened(originals / "big.csv").new == 0


KILLED = """
import sys
from pathlib import Path
from kit.local.importing import Import, Plan
from kit.local.mapping import Task
plan = Plan("fractions", Task("our-work-1", "What is left?"))
def progress(done, of):
    print(done, flush=True)
Import.open("our-work", Path(sys.argv[1]), plan=plan, progress=progress)
"""


def test_an_import_that_is_killed_goes_on_where_it_was(originals, local):
    for number in range(30):
        jpeg(originals / f"{number:02}.jpg", paper(str(number), (1200, 900)))
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(originals)], stdout=subprocess.PIPE, text=True, cwd=paths.ROOT
    )
    for line in run.stdout:
        if int(line) >= 10:
            run.send_signal(signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    there = {digest: ids for digest, ids in State("our-work").read()["found"].items()}
    assert 9 <= len(there) < 30
    imported = opened(originals, plan=Plan("fractions", Task("our-work-1", "What is left?")))
    assert imported.count().found == 30
    assert imported.new == 30 - len(there)
    kept = State("our-work").read()["found"]
    assert {digest: kept[digest] for digest in there} == there
    assert not list(local.rglob("*.tmp"))


FINISHING = """
import sys
from pathlib import Path
from kit.local.importing import Import
imported = Import.open("our-work", Path(sys.argv[1]))
imported.finish(progress=lambda done, of: print(done, flush=True))
"""


def test_writing_that_is_killed_leaves_a_sound_set_and_goes_on(originals, local):
    for number in range(12):
        jpeg(originals / f"{number:02}.jpg", paper(str(number), (1200, 900)))
    imported = opened(originals)
    confirm_all(imported)
    run = subprocess.Popen(
        [sys.executable, "-c", FINISHING, str(originals)], stdout=subprocess.PIPE, text=True, cwd=paths.ROOT
    )
    for line in run.stdout:
        if int(line) >= 5:
            run.send_signal(signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    folder = local / "work" / "our-work"
    assert not (folder / "workset.yaml").exists()
    first = {path.name: path.stat().st_mtime_ns for path in (folder / "pictures").glob("*.jpg")}
    assert imported.finish().pictures == 12
    assert checked(local)[1] == []
    assert {name: (folder / "pictures" / name).stat().st_mtime_ns for name in first} == first
    assert not list(folder.rglob("*.tmp"))


def test_an_original_that_is_gone_by_the_time_of_review_is_said(originals):
    file = jpeg(originals / "a.jpg")
    imported = opened(originals)
    (one,) = imported.candidates()
    file.unlink()
    with pytest.raises(KitError, match="cannot be opened"):
        one.picture()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Our Work", "lower-case words"),
        ("../x", "lower-case words"),
        ("fraction-arithmetic", "The course itself has"),
    ],
)
def test_a_name_that_cannot_be_is_refused(originals, name, words):
    with pytest.raises(ImportProblem, match=words):
        opened(originals, name=name)


def test_a_folder_that_is_not_there_and_a_state_that_is_damaged_are_said(originals, local):
    with pytest.raises(ImportProblem, match="There is nothing at"):
        opened(originals / "gone")
    jpeg(originals / "a.jpg")
    opened(originals)
    state = local / "imports" / "our-work" / "state.json"
    state.write_text("{half")
    with pytest.raises(KitError, match="cannot be read"):
        opened(originals)
    assert state.read_text() == "{half"


def test_students_who_stand_alone_are_named_and_can_be_told_less_of(originals, local):
    rows = [["Student", "Grade", "1 + 1 = ?"]]
    rows += [[f"S{n}", "4", str(n)] for n in range(12)] + [["T", "5", "x"]]
    imported = opened(table(originals / "a.csv", rows))
    confirm_all(imported)
    made = imported.finish()
    assert made.anonymity.k == 1
    (alone,) = made.anonymity.alone
    assert f"{alone.upper()} is the only one with grade 5" in made.anonymity.sentences()[0]
    made = imported.finish(at_least=5)
    assert made.anonymity.k >= 5
    assert checked(local)[1] == []
    assert count("our-work").confirmed == 13
