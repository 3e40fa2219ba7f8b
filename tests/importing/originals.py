"""Originals of many kinds, made here."""

import io
import zipfile

from PIL import Image, ImageDraw

from kit import paths
from kit.content import load
from kit.content.problems import ContentError
from kit.content.worksets import check_records
from kit.local.importing import Import, Plan, as_proposed
from kit.local.mapping import Task

TASK = Task("our-work-1", "How many eighths are in $3/4$?")
PLAN = Plan("fractions", TASK, grade="4")


def opened(source, *, plan=PLAN, name="our-work", ask=as_proposed, **more):
    """An import of a folder or file, its columns taken as they seem to be."""
    return Import.open(name, source, plan=plan, ask=ask, **more)


def said(imported):
    """Everything that the import had to say about its original, in one string."""
    return "\n".join(map(str, imported.troubles))


def paper(words="3/4 + 1/2", size=(1600, 1200), name="Zebulon Quarrington"):
    """A photo of a page: a name line above, work below."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    draw.text((80, 40), f"Name: {name}", fill="black", font_size=60)
    draw.text((200, 500), words, fill="navy", font_size=120)
    return page


def jpeg(path, picture=None, **options):
    """Store a picture as JPEG."""
    (picture or paper()).save(path, "JPEG", **options)
    return path


def scan(path, pages):
    """A PDF of many scanned pages, its producer and title telling a name."""
    sheets = (paper(f"page {number + 1}", (850, 1100)).convert("L") for number in range(pages))
    first = next(sheets)
    first.save(
        path,
        "PDF",
        save_all=True,
        append_images=sheets,
        title="Quillfeather class",
        author="Zebulon Quarrington",
    )
    return path


def workbook(path, rows, *, edit=None):
    """An XLSX with these rows, and whatever `edit` does to its sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "Zebulon Quarrington"
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if edit:
        edit(sheet)
    book.save(path)
    return path


def with_stored_values(path, values):
    """Give formula cells of an XLSX the values that a spreadsheet program would have stored: `{"C2": "7"}`."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = data.decode()
                for cell, value in values.items():
                    start = text.index(f'<c r="{cell}"')
                    end = text.index("</c>", start)
                    text = (
                        text[:start]
                        + text[start:end]
                        .replace("<v />", f"<v>{value}</v>")
                        .replace("<v/>", f"<v>{value}</v>")
                        + text[end:]
                    )
                data = text.encode()
            new.writestr(part, data)
    return path


def checked(local, name="our-work"):
    """The course's content with the team's own beside it, and everything that is wrong with the work set."""
    problems = check_records(local / "work" / name, f"local/work/{name}")
    try:
        return load(paths.DATA, local), problems
    except ContentError as error:
        return load(paths.DATA), [*problems, *error.problems]
