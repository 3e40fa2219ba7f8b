"""What a folder of originals may hold, and what is said about what cannot be taken."""

import io
import subprocess
import sys
import zipfile

import pytest
from PIL import Image

from kit.local.candidates import Trouble
from kit.local.readers import Unreadable, find, kind_of, pictures, sheets

from .originals import jpeg, opened, paper, said, scan, with_stored_values, workbook


def rows_of(path):
    return sheets.read(path, kind_of(path))[0].rows


def test_a_csv_of_windows_1252_with_semicolons_is_read_as_typed(originals):
    file = originals / "quiz.csv"
    file.write_bytes(
        "Nombre;Respuesta;¿Cómo?\r\nJosé;½;“mitad” – así\r\nAna;3;sé que 1/2; no\r\n".encode("cp1252")
    )
    assert rows_of(file)[1] == ["José", "½", "“mitad” – así", ""]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1, 2\t3, 4\n", "\t"),
        ('a,b\n"x;y;z",2\n"1;2;3",4\n', ","),
        ("answer\n3/4\n", ","),
    ],
)
def test_the_separator_is_the_one_that_cuts_rows_alike(text, separator):
    assert sheets.separator_of(text) == separator


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_is_no_part_of_the_header(originals, encoding):
    file = originals / "a.csv"
    file.write_text("Name,Q1\nAda,−6\n", encoding=encoding)
    assert rows_of(file) == [["Name", "Q1"], ["Ada", "−6"]]


def test_an_answer_of_several_lines_stays_one_answer(originals):
    file = originals / "a.csv"
    file.write_bytes(b'Name,Q1\r\nAda,"first\r\nthen ""half"", so"\r\nBo,2\r\n')
    assert rows_of(file)[1:] == [["Ada", 'first\nthen "half", so'], ["Bo", "2"]]


@pytest.mark.parametrize("rows", [2, 40_000])
def test_a_quotation_mark_left_open_costs_no_row(originals, rows):
    file = originals / "a.csv"
    file.write_text('Name,Q1\nEd,"a, ""b"""\nAda,"half\n' + "Cy,3\n" * rows, encoding="utf-8")
    sheet = sheets.read(file, "csv")[0]
    assert sheet.rows[1:4] == [["Ed", 'a, "b"'], ["Ada", '"half'], ["Cy", "3"]]
    assert len(sheet.rows) == rows + 3
    ((place, message),) = sheet.notes
    assert place == "row 3"
    assert "quotation mark that is never closed" in message


def test_a_formula_is_shown_as_its_last_value_and_without_one_left_out(originals):
    file = workbook(
        originals / "a.xlsx",
        [["Name", "Q1", "Q2"], ["Ada", "=3+4", '=HYPERLINK("http://x.example","7")'], ["Bo", 7, 8]],
    )
    with_stored_values(file, {"B2": "7"})
    sheet = sheets.read(file, "xlsx")[0]
    assert sheet.rows[1] == ["Ada", "7", ""]
    assert [place for place, _ in sheet.notes] == ["C2"]
    assert "not computed" in sheet.notes[0][1]


def test_a_cell_reads_as_the_spreadsheet_shows_it(originals):
    def edit(sheet):
        sheet["A2"].number_format = "# ?/?"
        sheet["B2"].number_format = "0%"

    file = workbook(
        originals / "a.xlsx",
        [["a", "b", "c", "d"], [1.75, 0.5, 0.1 + 0.2, True], ["x", "y", -6, "−6"]],
        edit=edit,
    )
    assert rows_of(file)[1:] == [["1 3/4", "50%", "0.3", "TRUE"], ["x", "y", "-6", "−6"]]


def test_a_fraction_that_became_a_date_is_left_out_and_said(originals):
    import datetime

    workbook(
        originals / "a.xlsx",
        [["Student", "3/8 + 3/8 = ?"], ["Ada Lark", datetime.datetime(2026, 3, 4)], ["Bo Finch", "3/4"]],
    )
    (originals / "b.csv").write_text("Student,1/4 + 1/2 = ?\nAda Lark,4-Mar\nBo Finch,3/4\n")
    imported = opened(originals)
    assert sum(len(one.texts) for one in imported.candidates()) == 2
    assert "a.xlsx, Sheet, B2: holds a date" in said(imported)
    assert "b.csv, B2: holds a date (4-Mar)" in said(imported)


def bomb(path, size):
    workbook(path, [["Name", "Q1"], ["Ada", "1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/image1.bin", b"\0" * size)


def test_a_zip_bomb_is_not_opened(originals):
    bomb(originals / "bomb.xlsx", 60_000_000)
    (originals / "good.csv").write_text("Student,1/2 + 1/2 = ?\nAda Lark,1\n")
    imported = opened(originals)
    assert "bomb.xlsx: unpacks to 60 MB" in said(imported)
    assert imported.count().found == 1


def test_entities_that_grow_are_refused(originals):
    file = originals / "a.xlsx"
    workbook(file, [["Name", "Q1"], ["Ada", "1"]])
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    content = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part.endswith("sheet1.xml"):
                data = laughs + "]>" + data.replace("<v>0</v>", "<v>&j;</v>")
            new.writestr(part, data)
    with pytest.raises(Unreadable, match="damaged"):
        sheets.read(file, "xlsx")


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_it_goes(originals):
    file = workbook(
        originals / "a.xlsx", [["Name", "Q1"], ["Ada", "1"]], edit=lambda s: s.cell(1_000_000, 3, "far")
    )
    sheet = sheets.read(file, "xlsx")[0]
    assert len(sheet.rows) < 3_000
    assert "too long or empty" in sheet.notes[-1][1]


def test_a_hidden_tab_is_left_out_and_said(originals):
    def edit(sheet):
        hidden = sheet.parent.create_sheet("Grades")
        hidden.append(["Zebulon", "F"])
        hidden.sheet_state = "hidden"

    workbook(originals / "a.xlsx", [["Student", "1 + 1 = ?"], ["Ada Lark", 2]], edit=edit)
    imported = opened(originals)
    assert imported.count().found == 1
    assert "is hidden" in said(imported)


@pytest.mark.parametrize("kind", ["heic", "png", "tif"])
def test_a_picture_of_any_kind_becomes_upright_pixels_alone(originals, kind):
    import pillow_heif

    pillow_heif.register_heif_opener()
    file = originals / f"IMG_1.{kind}"
    options = {"compression": "tiff_deflate"} if kind == "tif" else {}
    paper(size=(640, 480)).save(file, **options)
    shown = pictures.page(file, kind_of(file), 0)
    assert (shown.mode, shown.size, shown.info) == ("RGB", (640, 480), {})


def test_a_photo_taken_sideways_is_turned_and_loses_its_metadata(originals):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Zebulons phone"
    exif.get_ifd(0x8825)[2] = (40.0, 26.0, 46.0)
    file = jpeg(originals / "a.jpg", exif=exif.tobytes(), comment=b"Zebulon")
    shown = pictures.page(file, "picture", 0)
    assert shown.size == (1200, 1600)
    assert not shown.getexif()
    assert shown.info == {}


def test_a_large_photo_is_made_smaller_on_reading(originals):
    file = jpeg(originals / "a.jpg", Image.new("RGB", (6000, 4000), "gray"))
    assert pictures.page(file, "picture", 0).size == (2400, 1600)


def test_what_is_transparent_is_white(originals):
    file = originals / "a.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file)
    assert pictures.page(file, "picture", 0).getpixel((5, 5)) == (255, 255, 255)


def test_a_multi_page_tiff_is_a_page_each(originals):
    file = originals / "scan.tiff"
    first, *rest = (paper(str(number), (300, 400)) for number in range(3))
    first.save(file, save_all=True, append_images=rest)
    imported = opened(originals)
    assert sorted(one.where for one in imported.candidates()) == [f"scan.tiff, page {n}" for n in (1, 2, 3)]


def test_a_corrupt_photo_is_said_and_the_rest_taken(originals):
    whole = jpeg(originals / "good.jpg").read_bytes()
    (originals / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (originals / "head.jpg").write_bytes(whole[:40])
    (originals / "noise.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    imported = opened(originals)
    assert [one.where for one in imported.candidates()] == ["good.jpg"]
    for name in ("cut.jpg", "head.jpg", "noise.png"):
        assert f"{name}: is damaged" in said(imported)


@pytest.mark.parametrize("side", [11_000, 20_000])
def test_a_picture_that_claims_to_be_huge_is_not_decoded(originals, side):
    file = originals / "a.png"
    Image.new("1", (side, side)).save(file)
    imported = opened(file)
    assert imported.count().found == 0
    assert "more than a photo has" in said(imported)


def test_empty_files_wrong_endings_and_other_kinds_each_have_a_message(originals):
    (originals / "empty.jpg").touch()
    (originals / "text.jpg").write_text("not a photo")
    (originals / "page.csv").write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    (originals / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 50)
    (originals / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 50)
    (originals / "note.odt").write_bytes(b"PK\x03\x04broken")
    (originals / ".DS_Store").write_bytes(b"\0\0")
    jpeg(originals / "really-a-jpeg.png")
    imported = opened(originals)
    told = said(imported)
    for words in (
        "empty.jpg: is empty",
        "text.jpg: ends in .jpg and holds nothing of that kind",
        "page.csv: is a web page",
        "film.mp4: is of a kind that is not read",
        "old.xls: is an old Office file",
        "note.odt: is damaged",
    ):
        assert words in told
    assert "DS_Store" not in told
    assert [one.where for one in imported.candidates()] == ["really-a-jpeg.png"]


def test_a_link_out_of_the_folder_is_not_followed(originals, tmp_path):
    outside = jpeg(tmp_path / "secret.jpg")
    (tmp_path / "more").mkdir()
    jpeg(tmp_path / "more" / "b.jpg")
    (originals / "link.jpg").symlink_to(outside)
    (originals / "folder").symlink_to(tmp_path / "more")
    (originals / "nowhere.jpg").symlink_to(tmp_path / "gone.jpg")
    found = list(find(originals))
    assert all(isinstance(one, Trouble) for one in found)
    assert {one.where for one in found} == {"link.jpg", "folder", "nowhere.jpg"}


def test_a_locked_or_broken_pdf_is_said(originals):
    (originals / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    assert "broken.pdf: is damaged and cannot be opened as a PDF" in said(opened(originals))


WATCH = """
import resource, sys
from pathlib import Path
from kit.local.readers import pictures
file = Path(sys.argv[1])
assert pictures.count(file, "pdf") == 200
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for number in range(20): pictures.page(file, "pdf", number)
before = peak()
for number in range(20, 200, 3): pictures.page(file, "pdf", number)
print(peak() - before)
"""


def test_memory_stays_flat_over_a_scan_of_200_pages(originals):
    file = scan(originals / "scan.pdf", 200)
    run = subprocess.run(
        [sys.executable, "-c", WATCH, str(file)], capture_output=True, text=True, check=True, timeout=300
    )
    assert int(run.stdout) < 60_000  # kB; a page of 2400 px has 13,000


def test_two_pages_of_a_scan_can_be_one_student(originals):
    from dataclasses import replace

    from .originals import PLAN

    scan(originals / "scan.pdf", 5)
    imported = opened(originals, plan=replace(PLAN, pages=2))
    pages: dict[str, list[str]] = {}
    for one in imported.candidates():
        pages.setdefault(one.sample, []).append(one.where.rpartition(" ")[2])
    assert sorted(map(sorted, pages.values())) == [["1", "2"], ["3", "4"], ["5"]]
