"""Bring one file here, from its address or from a mirror, and let nothing pass whose checksum differs.

pooch verifies and moves files; what it lacks, going on with a cut download, is the `downloader` given to it.
"""

import functools
import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from ..errors import KitError
from .sets import DownloadSet, File

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are here, and the bytes that it has."""

TRIES = 3
"""How often a cut download is gone on with before the reader is told."""
PAUSE = 1.0
"""Seconds before the second try; twice as long before the third."""
WAIT = (15, 60)
"""Seconds to wait for a connection, and for the next bytes."""
BLOCK = 1 << 16


class Wrong(KitError):
    """What came is not the file that the course knows."""


class CutOff(KitError):
    """The connection broke; what had come is kept for the next try."""


def fetch(
    chosen: DownloadSet, file: File, into: Path, parts: Path, mirror: Path | None, progress: Progress
) -> Path:
    """Put one file of a set into a folder, verified.

    Args:
        chosen: the set, for messages.
        file: which file.
        into: folder that receives it under its name.
        parts: folder that keeps the beginning of a cut download.
        mirror: folder to take it from in place of its address; searched by checksum, at any depth.
        progress: told how far it is.

    Raises:
        Wrong: the checksum differs; nothing stays.
        CutOff: no connection, or cut; the beginning stays in `parts`.
        KitError: no such file in the mirror, or the server refuses it.
    """
    import pooch

    pooch.get_logger().setLevel(logging.WARNING)
    origin = str(mirror) if mirror else urlsplit(file.address).netloc
    bring = (
        functools.partial(_copy, chosen, file, mirror, progress)
        if mirror
        else functools.partial(_download, chosen, file, parts, progress)
    )
    try:
        path = pooch.retrieve(
            file.address or file.name, f"sha256:{file.sha256}", fname=file.name, path=into, downloader=bring
        )
    except ValueError as error:  # pooch's word for another checksum
        raise _wrong(chosen, file, origin) from error
    return Path(path)


def _wrong(chosen: DownloadSet, file: File, origin: str) -> Wrong:
    return Wrong(
        f"What came from {origin} as {file.name} is not the file that the course knows (another SHA-256). "
        f"Nothing was installed. Try `throughline data get {chosen.id}` once more; if it stays so, "
        "tell the people who look after the course, and do not use that file."
    )


def _copy(
    chosen: DownloadSet, file: File, mirror: Path, progress: Progress, url: str, output: str, _: object
) -> None:
    found = _in_mirror(mirror, file)
    if found is None:
        named = next((path for path in _files(mirror) if path.name == file.name), None)
        if named:
            raise _wrong(chosen, file, str(named))
        raise KitError(
            f"The mirror {mirror} has no file with the checksum of {chosen.id}'s {file.name}. Nothing was "
            "installed. Give another folder with --mirror, or leave out --mirror and THROUGHLINE_MIRROR."
        )
    with found.open("rb") as source, Path(output).open("wb") as target:
        done = 0
        while block := source.read(BLOCK):
            _write(target, block)
            done += len(block)
            progress(file.name, done, file.bytes)


def _files(mirror: Path) -> Iterator[Path]:
    for at, _, names in sorted(os.walk(mirror)):
        yield from (Path(at) / name for name in sorted(names))


def _in_mirror(mirror: Path, file: File) -> Path | None:
    for path in _files(mirror):
        if path.is_file() and path.stat().st_size == file.bytes and _sha256(path) == file.sha256:
            return path
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _download(
    chosen: DownloadSet, file: File, parts: Path, progress: Progress, url: str, output: str, _: object
) -> None:
    """Pooch's `downloader`: write `url` to `output`, going on from where an earlier try was cut."""
    import requests

    parts.mkdir(parents=True, exist_ok=True)
    part = parts / f"{file.sha256[:16]}.part"
    reached, host = False, urlsplit(url).netloc
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE * attempt)
        try:
            _receive(url, part, file, progress)
        except requests.RequestException as error:
            reached = reached or not isinstance(error, requests.ConnectionError) or _size(part) > 0
        else:
            reached = True
        if _size(part) >= file.bytes:
            part.replace(output)
            return
    if not reached:
        raise CutOff(
            f"{host} cannot be reached. Nothing was installed. Check the network, or take the files from a folder: "
            f"throughline data get {chosen.id} --mirror FOLDER"
        )
    raise CutOff(
        f"The connection to {host} was cut after {_size(part):,} of {file.bytes:,} bytes of {file.name}. Nothing was "
        f"installed. What came is kept: `throughline data get {chosen.id}` goes on from there."
    )


def _receive(url: str, part: Path, file: File, progress: Progress) -> None:
    """One request, from the first byte that is missing; more bytes than the file has are not taken."""
    import requests

    have = _size(part)
    if have >= file.bytes:
        return
    # Not compressed: a range counts bytes of what is sent, and the checksum is that of the file.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with requests.get(url, headers=headers, stream=True, timeout=WAIT) as answer:
        if answer.status_code == 416:
            part.unlink(missing_ok=True)
            return
        if answer.status_code not in (200, 206):
            raise KitError(
                f"{urlsplit(url).netloc} answered {answer.status_code} ({answer.reason}) for {file.name}. "
                "Nothing was installed. Try again later, or use --mirror FOLDER."
            )
        goes_on = answer.status_code == 206
        if goes_on and not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            part.unlink(missing_ok=True)
            return
        done = have if goes_on else 0
        with part.open("ab" if goes_on else "wb") as target:
            for block in answer.iter_content(BLOCK):
                _write(target, block)
                done += len(block)
                progress(file.name, min(done, file.bytes), file.bytes)
                if done > file.bytes:
                    return  # another file than the one that is known: the checksum will say so


def _write(target: BinaryIO, block: bytes) -> None:
    target.write(block)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
