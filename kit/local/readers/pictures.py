"""Photos and scans: each page becomes upright RGB pixels and nothing else. Metadata stays behind in the file."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from ...lang import t
from ..candidates import LONGEST_SIDE
from .unreadable import Unreadable

MOST_PIXELS = 100_000_000
"""Decoded, a picture of this size takes 300 MB. JPEG is decoded at reduced size, so more of it is no danger."""
MOST_PIXELS_JPEG = 178_000_000
MOST_PAGES = 2_000

_FORMATS = ("JPEG", "PNG", "HEIF", "TIFF")
"""Only these decoders of Pillow are ever run."""


def count(path: Path, kind: str) -> int:
    """How many pages a picture, TIFF or PDF has; cheap, and decodes none but that of a single picture.

    Raises:
        Unreadable: damaged, locked, or larger than this computer should take.
    """
    if kind == "pdf":
        with _pdf(path) as document:
            pages = len(document)
        if pages == 0:
            raise Unreadable(t("has no page."))
        if pages > MOST_PAGES:
            raise Unreadable(
                t("has {pages} pages; {most} are the most. Split it.", pages=pages, most=MOST_PAGES)
            )
        return pages
    if kind == "pages":
        with _opened(path) as image:
            return min(getattr(image, "n_frames", 1), MOST_PAGES)
    with _opened(path) as image:
        _load(image, 300)  # a JPEG is read to its end, at a fraction of the cost of its full size
    return 1


def page(path: Path, kind: str, number: int) -> Image.Image:
    """One page: upright, RGB, free of metadata, at most 2400 px.

    Args:
        path: a picture, TIFF or PDF.
        kind: what `kind_of` says it is.
        number: from 0; a picture has one.

    Raises:
        Unreadable: this page cannot be shown; others of the file may be.
    """
    if kind == "pdf":
        with _pdf(path) as document:
            return _bare(_rendered(document, number))
    with _opened(path) as image:
        return _bare(_load(image, LONGEST_SIDE, number))


def _load(image: Image.Image, side: int, number: int = 0) -> Image.Image:
    """Decode a page, a JPEG not much larger than `side`, and turn it upright."""
    try:
        if number:
            image.seek(number)
        if image.format == "JPEG":
            image.draft("RGB", (side, side))
        image.load()
        return ImageOps.exif_transpose(image)
    except Exception as error:  # decoders raise whatever the damage leads them to
        raise Unreadable(
            t("is damaged: it begins as a picture and cannot be decoded. It was left out.")
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the sizes are judged here
            image = Image.open(path, formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise Unreadable(
            t("claims more than 178 million pixels, more than a photo has. It was left out.")
        ) from error
    except Exception as error:  # as above
        raise Unreadable(
            t("is damaged: it begins as a picture and cannot be opened. It was left out.")
        ) from error
    with image:
        pixels = image.width * image.height
        if pixels > (MOST_PIXELS_JPEG if image.format == "JPEG" else MOST_PIXELS):
            raise Unreadable(
                t(
                    "claims {number} million pixels, more than a photo has. It was left out.",
                    number=pixels // 1_000_000,
                )
            )
        yield image


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, on white where they are transparent, in a picture made here."""
    if image.mode.startswith("I"):  # 16 bits of gray
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    image = image.convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=3.0)
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


@contextmanager
def _pdf(path: Path) -> Iterator:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        why = (
            t("is locked with a password. Print it to a new PDF without one.")
            if "password" in str(error).lower()
            else t("is damaged and cannot be opened as a PDF. Scan it again, or print it to a new PDF.")
        )
        raise Unreadable(why) from error
    try:
        yield document
    finally:
        document.close()


def _rendered(document, number: int) -> Image.Image:
    import pypdfium2

    try:
        sheet = document[number]
        width, height = sheet.get_size()
        scale = LONGEST_SIDE / max(width, height, 1)
        if min(width, height) * scale < 8:
            raise Unreadable(t("has a page that is a mere line. It was left out."))
        for one in sheet.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
            across, down = one.get_px_size()
            if across * down > MOST_PIXELS_JPEG:
                raise Unreadable(
                    t("has a page with a picture larger than any scanner makes. The page was left out.")
                )
        return sheet.render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(t("has a page that cannot be shown. The page was left out.")) from error
