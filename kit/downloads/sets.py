"""What can be fetched: `data/downloads.yaml`, typed and checked."""

import difflib
import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from .. import paths
from ..content.fields import Model, wrong
from ..content.problems import ContentError, Problem
from ..content.yamlfile import read_yaml
from ..errors import UnknownName

FILE = paths.DATA / "downloads.yaml"
SHOWN_AS = "data/downloads.yaml"
PINNED = re.compile(r"https://[^\s]+/[0-9a-f]{40}/[^\s]+")
"""An address that names a commit, so that the bytes behind it stay the same."""

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
"""A file's or set's name that is safe as a file name on every system."""
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class File(Model):
    """One file of a set, known by its size in bytes and its checksum.

    `address` is left out where the file can only come from a mirror; `title` is what a reader is shown.
    """

    name: Name
    bytes: Annotated[int, Field(gt=0)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    address: Said | None = None
    title: Said | None = None


class Licence(Model):
    """Under which terms a set is given; `file` names the one of the set's files that holds the text."""

    name: Said
    holder: Said
    terms: Said
    address: Said
    file: Name


class DownloadSet(Model):
    """A set that the kit can fetch, and how it is made ready.

    `tables` names what is read afterwards, and its columns; the first is the one that is meant if none is named.
    """

    id: Name
    title: Said
    about: Said
    prepare: Literal["uptake", "bridge", "talkmoves", "give-n"]
    edition: Annotated[int, Field(gt=0)]
    tables: Annotated[dict[Name, Said], Field(min_length=1)]
    names: Said
    citation: Said
    source: Said
    licence: Licence
    files: Annotated[tuple[File, ...], Field(min_length=2)]
    mirror_only: Said | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "DownloadSet":
        if self.licence.file not in {file.name for file in self.files}:
            raise wrong(f"no file “{self.licence.file}” holds the licence.", "Add it under `files`.")
        if any(file.address is None for file in self.files) != bool(self.mirror_only):
            raise wrong(
                "says `mirror_only` and has every address, or lacks both.",
                "Give each file an address, or say in `mirror_only` why there is none.",
            )
        return self

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.bytes for file in self.files)

    @property
    def licence_file(self) -> File:
        """The file with the text of the licence."""
        return next(file for file in self.files if file.name == self.licence.file)


def catalogue() -> dict[str, DownloadSet]:
    """All sets by name, in the order of the file.

    Raises:
        ContentError: with every problem in `data/downloads.yaml`.
    """
    found, wrong_with_it = _read()
    if wrong_with_it:
        raise ContentError(wrong_with_it)
    return found


def find(name: str) -> DownloadSet:
    """The set with this name; raises UnknownName, with near matches."""
    known = catalogue()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=2, cutoff=0.4) or list(known)
    raise UnknownName(
        f"There is no data set “{name}”. Perhaps: {', '.join(near)}. `throughline data list` shows all."
    )


def problems() -> list[Problem]:
    """Everything wrong with the catalogue, also an address that can lead to other bytes tomorrow."""
    found, all_wrong = _read()
    for one in found.values():
        for file in one.files:
            if file.address and not PINNED.fullmatch(file.address):
                message = f"{one.id}: the address of {file.name} names no commit, or is not https."
                all_wrong.append(Problem(SHOWN_AS, "", message, "Use an address with a commit of 40 digits."))
    return all_wrong


def _read() -> tuple[dict[str, DownloadSet], list[Problem]]:
    file = read_yaml(FILE, SHOWN_AS)
    if file.problems:
        return {}, file.problems
    try:
        sets = TypeAdapter(list[DownloadSet]).validate_python(file.data)
    except ValidationError as error:
        return {}, [
            Problem(SHOWN_AS, file.place(one["loc"]), one["msg"], (one.get("ctx") or {}).get("remedy", ""))
            for one in error.errors()
        ]
    found = {one.id: one for one in sets}
    if len(found) < len(sets):
        return found, [Problem(SHOWN_AS, "", "uses one id twice.", "Give each set its own id.")]
    return found, []
