"""A picture of work from a file of the library: SVG inline, PNG and JPEG as data."""

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

from ...errors import KitError
from ...lang import t
from .base import Drawing, escape

LARGEST = 400_000
"""Bytes; a picture is stored again in every notebook and page that shows it."""

SIMPLE_WIDTH = 420
"""Pixels of a photo or scan in the simple form."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
_SHAPES |= {"title", "desc", "defs", "marker", "clipPath", "linearGradient", "stop"}


class PictureProblem(KitError, ValueError):
    """A picture that cannot be shown; the message says which and what to do."""


def picture(file: Path, alt: str, *, ours: bool = False) -> Drawing:
    """A picture with the text that stands for it.

    Args:
        file: SVG, PNG or JPEG.
        alt: what someone who cannot see it needs.
        ours: whether this course drew it, so that words in it may be said in another language; a student's stay.

    Raises:
        PictureProblem: no such file, of another kind, too large, or an SVG that does more than draw.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PictureProblem(
            f"The picture {file.name} cannot be read: {error.strerror}. Check its path."
        ) from error
    if len(content) > LARGEST:
        raise PictureProblem(
            f"The picture {file.name} has {len(content) // 1000} kB; {LARGEST // 1000} kB is the most. "
            "Crop it to the work, or save it smaller."
        )
    said = t("[picture: {alt}]", alt=alt)
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    if kind:
        data = base64.b64encode(content).decode("ascii")
        shown = f'src="data:{kind};base64,{data}" alt="{escape(alt)}">'
        # The simple form stands in a table without a style sheet: a photo would push everything else off the screen.
        return Drawing(
            f'<img class="tl-work-picture" {shown}', f'<br><img width="{SIMPLE_WIDTH}" {shown}', said
        )
    html = f'<div class="tl-picture" role="img" aria-label="{escape(alt)}">{_svg(file.name, content, ours)}</div>'
    return Drawing(html, f"<p>[{t('Picture')}: {escape(alt)}]</p>", said)


_PLAIN_JPEG = {0xC4, 0xDB, 0xDD, 0xE0, 0xEE} | {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Parts of a JPEG that hold how its pixels are stored: tables, frames, JFIF's density, Adobe's color transform."""
_PLAIN_PNG = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}


def has_metadata(content: bytes) -> bool:
    """Whether a JPEG or PNG holds anything besides pixels: EXIF, place, times, thumbnails, comments, profiles.

    A file of another kind, or a damaged one, counts as having some.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg_has_metadata(content)
    at = 8
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if name not in _PLAIN_PNG:
            return True
        at += size + 12
        if name == b"IEND":
            return at != len(content)
    return True


def _jpeg_has_metadata(content: bytes) -> bool:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == 0xDA:  # pixels from here on, up to the end of the picture
            return not content.endswith(b"\xff\xd9")
        if kind not in _PLAIN_JPEG:
            return True
        at += size + 2
    return True


def words_in(file: Path) -> list[str]:
    """What is written in a drawing; nothing for a photo."""
    content = file.read_bytes() if file.suffix == ".svg" else b"<svg/>"
    return [element.text for element in ElementTree.fromstring(content).iter() if _is_written(element)]


def _is_written(element: ElementTree.Element) -> bool:
    return bool(element.text and element.text.strip())


def _svg(name: str, content: bytes, ours: bool) -> str:
    """The drawing itself, if it holds shapes and text only."""
    remedy = "Save it as a plain SVG of shapes and text, or as a PNG or JPEG."
    try:
        text = content.decode("utf-8")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise PictureProblem(f"The picture {name} declares a document type. {remedy}")
        root = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise PictureProblem(f"The picture {name} is neither SVG, PNG nor JPEG. {remedy}") from error
    for element in root.iter():
        tag = re.sub(r"^\{.*\}", "", str(element.tag))
        foreign = [key for key, value in element.attrib.items() if _reaches_out(key, value)]
        if tag not in _SHAPES or foreign:
            what = f"the attribute {foreign[0]}" if foreign else f"<{tag}>"
            raise PictureProblem(f"The picture {name} holds {what}, which may do more than draw. {remedy}")
    if root.tag.rpartition("}")[2] != "svg":
        raise PictureProblem(f"The picture {name} is neither SVG, PNG nor JPEG. {remedy}")
    for element in root.iter() if ours else ():
        if _is_written(element):
            element.text = t(element.text)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    return ElementTree.tostring(root, encoding="unicode")  # written anew: comments can end early in HTML


def _reaches_out(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    linked = re.search(r"url\s*\(\s*(?!['\"]?#|\s)|javascript:|@import|\\\\", value, re.IGNORECASE)
    return name.startswith("on") or name in ("href", "src") or bool(linked)
