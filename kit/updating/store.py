"""What was installed, kept whole in `.installed/`: the version that a coach began from, which every merge needs.

It is written when the course is set up, or at the first use of a folder that has none, and anew by each update.
"""

import hashlib
import io
import json
import shutil
import subprocess
import time
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

FOLDER = ".installed"
BASE = "base.zip"
ABOUT = "about.json"
_ONLY_AT_THE_TOP = frozenset(
    (
        "my_work",
        "local",
        "pages",
        "site",
        "printables",
        "downloads",
        "rooms",
        "room-answers",
        "dist",
        "build",
        "reports",
    )
)
NOT_SHIPPED = _ONLY_AT_THE_TOP | {
    FOLDER,
    ".git",
    ".venv",
    "__pycache__",
    ".ipynb_checkpoints",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    ".DS_Store",
    "node_modules",
}
"""Names that are never part of a version: what people make and what programs leave behind."""


def is_shipped(name: str) -> bool:
    """Whether a file of this name below a course's folder belongs to the version, and not to whoever uses it."""
    parts = PurePosixPath(name).parts
    return not any(
        (part in NOT_SHIPPED and (number == 0 or part not in _ONLY_AT_THE_TOP)) or part.endswith(".egg-info")
        for number, part in enumerate(parts)
    ) and not name.endswith((".pyc", "~"))


def files_in(folder: Path) -> Iterator[str]:
    """The names of a version's files in a folder, in order."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_shipped(name) and path.is_file() and not path.is_symlink():
            yield name


def read_folder(folder: Path) -> dict[str, bytes]:
    """A version's files by name."""
    return {name: (folder / name).read_bytes() for name in files_in(folder)}


def version_of(files: Mapping[str, bytes]) -> str:
    """The number that a version gives itself; empty where it gives none."""
    try:
        return str(tomllib.loads(files["pyproject.toml"].decode())["project"]["version"])
    except (KeyError, ValueError):
        return ""


def digest(content: bytes | None) -> str:
    """What a file's content is recognized by; line ends of Windows and of Unix count as the same."""
    return "" if content is None else hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


class Installed:
    """What is remembered of the version in a course's folder."""

    def __init__(self, root: Path):
        """Take the course's folder."""
        self.root, self.folder = root, root / FOLDER

    @property
    def is_known(self) -> bool:
        """Whether the version that was installed is remembered."""
        return (self.folder / BASE).is_file()

    def about(self) -> dict:
        """`{how, at, version}`: when and from what the memory was written."""
        try:
            return json.loads((self.folder / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    @property
    def is_sure(self) -> bool:
        """Whether it was written before anybody could have changed anything."""
        return self.about().get("how") in ("git", "set-up", "update")

    def files(self) -> dict[str, bytes]:
        """The files of the version that was installed; none where that is not known."""
        if not self.is_known:
            return {}
        with zipfile.ZipFile(self.folder / BASE) as base:
            return {
                one.filename: base.read(one)
                for one in base.infolist()
                if not one.is_dir() and is_shipped(one.filename)
            }

    def remember(self, how: str = "first use") -> None:
        """Remember the version as it stands here, unless one is remembered; in a git clone, as its last commit has it."""
        if self.is_known:
            return
        content = _from_git(self.root)
        if content is None:
            content = zipped(read_folder(self.root))
        else:
            how = "git"
        self.write(self.folder, content, how, version_of(read_zip(content)))

    @staticmethod
    def write(folder: Path, base: bytes, how: str, version: str) -> None:
        """Write a memory into a folder, the zip last: without it there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        about = {"how": how, "at": time.strftime("%Y-%m-%d %H:%M"), "version": version}
        replace(folder / ABOUT, (json.dumps(about, indent=1) + "\n").encode())
        replace(folder / BASE, base)


def remember_quietly(root: Path) -> None:
    """Remember what is installed, where a folder can be written to; a failure here must not stop anybody's work."""
    installed = Installed(root)
    if installed.is_known:
        return
    try:
        installed.remember()
    except (OSError, ValueError, zipfile.BadZipFile):
        shutil.rmtree(installed.folder, ignore_errors=True)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()


def read_zip(content: bytes) -> dict[str, bytes]:
    """The files of a zip that this kit wrote."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _from_git(root: Path) -> bytes | None:
    """The last commit's files as a zip; None where the folder is no git clone, or git is not to be had."""
    if not (root / ".git").exists():
        return None
    try:
        done = subprocess.run(
            ["git", "archive", "--format=zip", "HEAD"], cwd=root, capture_output=True, check=True, timeout=60
        )
        return zipped({name: content for name, content in read_zip(done.stdout).items() if is_shipped(name)})
    except (OSError, subprocess.SubprocessError, zipfile.BadZipFile):
        return None


if __name__ == "__main__":  # as start.py calls it, before anybody has changed anything
    Installed(Path(__file__).resolve().parents[2]).remember("set-up")
