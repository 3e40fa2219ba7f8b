"""A folder as a teacher would have it: two photos of pages and a spreadsheet of answers. Constructed; nobody is real."""

import io
from functools import cache
from pathlib import Path

from . import sheets

ROSTER = "First,Last\nEmma,Quillfeather\nWill,Park\nRay,Li\n"
QUIZ = (
    "Name,Grade,Which is more: 3/4 or 5/8?\n"
    "Emma Quillfeather,4,Emma Q 🙂 said 3/4. Will told Ms. Okafor that a ray goes on\n"
    "Will Park,4,3/4 = 6/8 > 5/8\n"
    "Ray Li,4,my cousin Zebulon says 5/8\n"
)
SECRETS = ("Quillfeather", "Okafor", "Zebulon", "told Ms", "a ray goes")
"""Words of the originals that may stand in nothing the kit stores."""


@cache
def _photos() -> tuple[bytes, ...]:
    made = []
    for picture in (sheets.photo(sheets.name_and_date(), 1), sheets.photo(sheets.lined_paper())):
        out = io.BytesIO()
        picture.resize((900, 1200)).save(out, "JPEG", quality=80)
        made.append(out.getvalue())
    return tuple(made)


def folder(at: Path) -> Path:
    """Write the originals below a folder; the roster lies beside them."""
    source = at / "scans of period 3"
    source.mkdir(parents=True)
    for name, photo in zip(("IMG_2041.jpg", "IMG_2042.jpg"), _photos(), strict=True):
        (source / name).write_bytes(photo)
    (source / "quiz.csv").write_text(QUIZ, encoding="utf-8")
    (at / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return source


def stored_bytes(*folders: Path) -> bytes:
    """Every byte of every file below some folders."""
    return b"\n".join(path.read_bytes() for one in folders for path in one.rglob("*") if path.is_file())
