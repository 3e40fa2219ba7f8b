"""Text in whatever encoding it was saved."""

from pathlib import Path

from ...lang import t
from .unreadable import Unreadable

LARGEST = 50_000_000
LONGEST_TEXT = 20_000
"""Characters of one student's typed text."""

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(path: Path) -> str:
    """The text of a file: by its mark, as UTF-8, or as what it most likely is.

    Raises:
        Unreadable: too large, or no text in any encoding.
    """
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise Unreadable(t("has more than {size} MB of text. Split it.", size=LARGEST // 1_000_000))
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable(t("is damaged: it is not the text it says it is.")) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_likely(content))


def _likely(content: bytes) -> str:
    """What a text that is not UTF-8 was saved in. Windows-1252 unless something else is clearly likelier.

    A spreadsheet saved by Excel in the United States or western Europe is; short texts give a statistic too
    little to go on.
    """
    from charset_normalizer import from_bytes

    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        if best is None:
            raise Unreadable(
                t("is text in an encoding that cannot be told. Save it as “CSV UTF-8”, or as .xlsx.")
            ) from None
        return best.encoding
    if len(content) < 2_000:
        return "cp1252"
    best = from_bytes(
        content, cp_isolation=["cp1252", "cp1250", "cp1251", "mac_roman", "shift_jis", "big5"]
    ).best()
    return best.encoding if best else "cp1252"


def typed(path: Path) -> str:
    """One student's typed text, without blank lines at its ends.

    Raises:
        Unreadable: empty, or longer than one student's answer can be.
    """
    text = decoded(path).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Unreadable(t("holds no text."))
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            t(
                "has {number} characters, more than one student's answer. Give each student a file or a row.",
                number=len(text),
            )
        )
    return text
