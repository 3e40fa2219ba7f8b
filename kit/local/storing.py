"""Write what a person has confirmed as a work set, in the form of `data/work/`: words replaced, pictures made anew."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from .. import files, paths
from ..content.datapackage import GUARDED, guarded, rows_of
from ..lang import t
from . import facts
from .candidates import Candidate, Decision

LONGEST_SIDE = 1400
LARGEST_PICTURE = 160_000
"""Bytes. A picture is stored again in every notebook and page that shows it; 24 of them are 4 MB."""
_COVER = (64, 64, 64)

LONG = 60
"""Characters; a set with a longer answer shows its answers as text rather than in boxes."""

DECK = 24
"""Cards in a deck that is made here; more cannot be sorted at one table."""

_COLUMNS = ("sample", "item", "given", "picture", "alt", "grade", "when")


@dataclass(frozen=True)
class Finished:
    """What was written.

    Attributes:
        folder: the work set.
        samples: students in it.
        pictures: pictures in it.
        anonymity: how many students share what is said of each.
        gone: samples of an earlier run that are no longer confirmed and were taken out.
        several: what to know where the pieces come from several places, and a student may be counted more than once.
    """

    folder: Path
    samples: int
    pictures: int
    anonymity: facts.Anonymity
    gone: int
    several: str = ""

    def sentences(self) -> list[str]:
        """What a person has to know before the set is shown to anybody."""
        return [*filter(None, [self.several]), *self.anonymity.sentences()]

    def shared(self) -> str:
        """The count of k-anonymity in words; empty where there is nobody."""
        k = self.anonymity.k
        return t("Of each student is said what at least {k} share (k = {k}).", k=k) if k else ""


def write(
    name: str,
    progression: str,
    confirmed: list[Candidate],
    stays: set[str],
    order: list[str],
    *,
    at_least: int,
    unchanged: set[str],
    progress: Callable[[int, int], None] | None,
) -> Finished:
    """Write or bring up to date the work set `local/work/NAME` and its items.

    Args:
        name: of the work set.
        progression: that its work is sorted by.
        confirmed: candidates with a decision to keep them.
        stays: ids of candidates that are confirmed and whose original is not at hand; what an earlier run wrote of
            them stays as it is.
        order: ids of all items, in the order of the original.
        at_least: students who have to share what is said of each.
        unchanged: ids of candidates whose picture was made before with the same decision.
        progress: told how many pieces are written.
    """
    folder = paths.local() / "work" / name
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    before = _records(folder)
    kept = [row for row in before if _piece_of(row, stays)]
    prompts: dict[str, str] = {}
    records: list[dict] = list(kept)
    for number, candidate in enumerate(confirmed):
        if progress:
            progress(number, len(confirmed))
        prompts |= candidate.prompts
        records += _rows(candidate, folder, made=candidate.id in unchanged)
    if progress:
        progress(len(confirmed), len(confirmed))
    anonymity = _coarsen(records, at_least)
    rank = {item: place for place, item in enumerate(order)}
    records.sort(key=lambda row: (row["sample"], rank.get(row["item"], len(rank)), row["picture"] or ""))
    items = sorted({row["item"] for row in records}, key=lambda item: (rank.get(item, len(rank)), item))
    _write_items(name, progression, items, prompts)
    _write_records(folder, name, records)
    samples = sorted({row["sample"] for row in records})
    _write_workset(folder, name, progression, items, samples, _card(records), records)
    pictures = {row["picture"] for row in records if row["picture"]}
    for stray in (folder / "pictures").iterdir():
        if f"pictures/{stray.name}" not in pictures:
            stray.unlink()
    gone = {row["sample"] for row in before} - set(samples)
    return Finished(folder, len(samples), len(pictures), anonymity, len(gone))


_NO_DATE = f"date {facts.NOT_RECORDED}"
"""A card says `grade 4, school year 2026–27`; without a date it says this."""


def _records(folder: Path) -> list[dict]:
    try:
        rows = [{column: row.get(column) for column in _COLUMNS} for row in rows_of(folder)]
        return [row | {"when": facts.NOT_RECORDED} if row["when"] == _NO_DATE else row for row in rows]
    except (OSError, ValueError, LookupError):
        return []


def _piece_of(row: dict, ids: set[str]) -> bool:
    """Whether a stored row comes of one of these candidates: of its sample, or of its own page of a paper."""
    page = Path(row["picture"]).stem if row["picture"] else row["sample"]
    return page in ids


def _rows(candidate: Candidate, folder: Path, *, made: bool) -> list[dict]:
    blank = dict.fromkeys(_COLUMNS) | {"sample": candidate.sample} | dict(candidate.facts)
    if candidate.kind == "picture":
        file = f"pictures/{candidate.id}.jpg"
        path = folder / file
        if not (made and path.exists()):
            content = _jpeg(covered(candidate.picture(), candidate.decision))
            if not path.exists() or path.read_bytes() != content:
                files.replace(path, content)
        (item,) = candidate.prompts
        return [blank | {"item": item, "picture": file, "alt": " ".join(candidate.decision.alt.split())}]
    after = candidate.after(candidate.decision)
    return [blank | {"item": item, "given": text} for item, text in after.items() if text.strip()]


def covered(picture: Image.Image, decision: Decision) -> Image.Image:
    """A picture as it would be stored: boxes filled with one solid color, cropped, no larger than needed.

    Boxes are filled before anything else is done, so that no pixel under them reaches a file. A blur could be undone.
    """
    made = picture.copy()
    width, height = made.size
    draw = ImageDraw.Draw(made)
    crop = None
    for box in decision.boxes:
        edges = (
            int(box.x * width),
            int(box.y * height),
            -int(-(box.x + box.width) * width // 1),
            -int(-(box.y + box.height) * height // 1),
        )
        if box.kind == "crop":
            crop = edges
        else:
            draw.rectangle(edges, fill=_COVER)
    if crop:
        made = made.crop((*crop[:2], min(crop[2], width), min(crop[3], height)))
    made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return made


def _jpeg(picture: Image.Image) -> bytes:
    """The pixels as a JPEG without metadata, small enough to stand in a page."""
    while True:
        for quality in (82, 74, 66, 58):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if len(out.getvalue()) <= LARGEST_PICTURE:
                return out.getvalue()
        picture = picture.resize((max(1, picture.width * 4 // 5), max(1, picture.height * 4 // 5)))


def _coarsen(records: list[dict], at_least: int) -> facts.Anonymity:
    """Count who shares what is said of them; first give up as much of it as a wanted number needs."""
    said = {}
    for column in ("grade", "when"):
        if not any(row[column] for row in records):
            continue
        for row in records:
            row[column] = row[column] or facts.NOT_RECORDED
            said.setdefault(row["sample"], {}).setdefault(column, row[column])
    said = said or {row["sample"]: {} for row in records}
    made = facts.generalized(said, at_least) if at_least > 1 else said
    for row in records:
        row.update(made[row["sample"]])
    return facts.anonymity(made)


def _card(records: list[dict]) -> str:
    if any(row["picture"] for row in records):
        return "picture"
    long = any(len(row["given"] or "") > LONG or "\n" in (row["given"] or "") for row in records)
    return "text" if long else "answers"


def _write_records(folder: Path, name: str, records: list[dict]) -> None:
    used = [
        column for column in _COLUMNS if column in ("sample", "item") or any(row[column] for row in records)
    ]
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(used)
    for row in records:
        row = row | {"when": _NO_DATE} if row["when"] == facts.NOT_RECORDED else row
        rows.writerow(
            guarded(row[column] or "") if column in _WORDS else row[column] or "" for column in used
        )
    files.replace(folder / "answers.csv", out.getvalue())
    files.replace(
        folder / "datapackage.json", json.dumps(_descriptor(name, used), indent=2, ensure_ascii=False) + "\n"
    )


_WORDS = {
    "given": "What the student wrote, in the student's own spelling; what might tell who it was is replaced by words in brackets.",
    "alt": "The picture in the reviewer's words.",
}
_FIELDS = {
    "sample": "New id, drawn by chance; it leads to nobody.",
    "item": "The task.",
    "picture": "The work as a picture, covered and cropped by a person, made anew without metadata.",
    "grade": "Grade; nothing narrower.",
    "when": "School year or month; nothing narrower.",
}


def _descriptor(name: str, columns: list[str]) -> dict:
    fields = []
    for column in columns:
        one = {"name": column, "type": "string", "description": _WORDS.get(column) or _FIELDS[column]}
        if column in _WORDS:
            one[GUARDED] = True
        if column == "sample":
            one["constraints"] = {"required": True, "pattern": "p[0-9]{3,}"}
        if column == "item":
            one["constraints"] = {"required": True}
        fields.append(one)
    key = ["sample", "item", "picture"] if "picture" in columns else ["sample", "item"]
    schema = {"fields": fields} if "picture" in columns else {"primaryKey": key, "fields": fields}
    return {
        "name": name,
        "title": "Work of our own students",
        "description": "One row for each answer or page. See README.md for what was changed.",
        "version": "1.0.0",
        "licenses": [
            {"name": "not-published", "title": "Not published; kept within the group that may see it"}
        ],
        "sources": [{"title": "Work of our own students, brought in on this computer"}],
        "resources": [
            {
                "name": "answers",
                "path": "answers.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        ],
    }


def _yaml():
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml, data: object) -> str:
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def items_file(name: str) -> Path:
    """Where the new tasks of an import stand."""
    return paths.local() / "items" / f"{name}.yaml"


def _write_items(name: str, progression: str, items: list[str], prompts: Mapping[str, str]) -> None:
    """New tasks; one that is there already, perhaps worded anew by hand, stays as it is."""
    yaml = _yaml()
    path = items_file(name)
    there = yaml.load(path.read_text(encoding="utf-8")) if path.exists() else []
    known = {one["id"] for one in there or []}
    own = [item for item in items if re.fullmatch(rf"{re.escape(name)}-\d+", item) and item not in known]
    made = [
        {"id": item, "text": prompts[item], "progression": progression} for item in own if item in prompts
    ]
    if made:
        path.parent.mkdir(parents=True, exist_ok=True)
        head = (
            ""
            if there
            else f"# The tasks of the work set {name}. Mathematics stands between dollar signs: $3/5 + 1/2$.\n"
        )
        files.replace(path, head + _dumped(yaml, [*(there or []), *made]))


def _write_workset(
    folder: Path,
    name: str,
    progression: str,
    items: list[str],
    samples: list[str],
    card: str,
    records: list[dict],
) -> None:
    """The file that says what the records are; one that is there keeps what was written in it by hand."""
    yaml = _yaml()
    path = folder / "workset.yaml"
    said = [column for column in ("grade", "when") if any(row[column] for row in records)]
    describe = ", ".join({"grade": "grade {grade}", "when": "{when}"}[column] for column in said)
    describe = describe or "one of our students"
    if path.exists():
        data = yaml.load(path.read_text(encoding="utf-8"))
        data["items"], data["card"], data["describe"] = items, card, describe
        decks = data.setdefault("decks", [])
        for deck in decks:
            deck["samples"] = [id for id in deck["samples"] if id in samples] or samples[:DECK]
        if decks and decks[0]["id"] == "all":
            fresh = [id for id in samples if id not in decks[0]["samples"]]
            decks[0]["samples"] += fresh[: max(0, DECK - len(decks[0]["samples"]))]
        data["anchors"] = [one for one in data.get("anchors", []) if one["sample"] in samples]
        if not data["anchors"]:
            del data["anchors"]
        files.replace(path, _dumped(yaml, data))
        return
    data = {
        "id": name,
        "title": "Work of our own students",
        "about": "Work of our own students, brought in on this computer and read by one of us before it was kept. "
        "What might tell who a student is was taken out.",
        "origin": "real",
        "source": "own-work",
        "progression": progression,
        "card": card,
        "describe": describe,
        "items": items,
        "decks": [
            {
                "id": "all",
                "name": "Our students' work",
                "prompt": "Sort by what the work shows, not by right and wrong. What tells you where a paper belongs?",
                "samples": samples[:DECK],
            }
        ],
    }
    head = (
        "# Made by `throughline work`. Edit it as you like: title, tags, anchors and decks stay when the import is run again.\n"
        "# A level is given by an anchor: - {sample: p417, level: 2, whose: kit, reason: …}; see data/work for examples.\n"
    )
    files.replace(path, head + _dumped(yaml, data))
    files.replace(folder / "README.md", _README)


_README = """# Work of our own students

**What it is.** Answers or pages of our own students, brought in with `throughline work import`. Each piece was looked at by a
person before it was kept. Originals were read where they are and not copied.

**What was changed.** Names and other words that may tell who somebody is are replaced by words in brackets. Pictures were covered
and cropped by hand, and made anew without metadata. Students have new ids in random order. Of the facts only grade and school
year or month may be here.

**Whether somebody could be recognized.** Yes, by a teacher who knows the handwriting or remembers the answer. Show it only to
people who may know whose work it is, and ask before it leaves the group. `throughline work forget` deletes it.

**What it cannot show.** How a student would have explained it. What was not collected.
"""
