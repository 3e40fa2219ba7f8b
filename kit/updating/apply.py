"""Carry out an update that was decided: one file after the other, so that it can be broken off and taken up again.

Only the standard library is used, and nothing of the kit: while it runs, the kit in the folder is partly old and partly new.
`.installed/finish.py` is a copy of this file.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

NEXT = "next"
PLAN = "plan.json"
LOCAL = "local"


def waiting(root: Path) -> bool:
    """Whether an update was begun and not finished."""
    return (root / ".installed" / NEXT / PLAN).is_file()


def finish(root: Path) -> list[str]:
    """Carry out what is still to be done of the update that was begun.

    A file that was changed since it was decided what becomes of it is left alone; the new one is put aside.

    Returns:
        Files that were left alone for that reason.
    """
    stage = root / ".installed" / NEXT
    plan = json.loads((stage / PLAN).read_text(encoding="utf-8"))
    kept_in = Path(plan["kept_in"])
    left = []
    for number, one in enumerate(plan["files"]):
        target, now = root / one["path"], _digest(root / one["path"])
        if now == one["becomes"]:
            continue
        if now != one["was"]:
            left.append(one["path"])
            if one["becomes"]:
                _copy(stage / "files" / str(number), kept_in / "new" / one["path"])
            continue
        if one["becomes"]:
            _copy(stage / "files" / str(number), target)
        else:
            target.unlink(missing_ok=True)
            _without_empty_folders(target.parent, root)
    for name in ("about.json", "base.zip"):
        if (stage / name).exists():
            _copy(stage / name, root / ".installed" / name)
    shutil.rmtree(stage)
    (root / ".installed" / "finish.py").unlink(missing_ok=True)
    return left


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that its place holds the old one or the new one, and nothing between."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, part)
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)


def _without_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    if waiting(here):
        for path in finish(here):
            print(f"{path} was changed in the meantime and is left as it is.")
        print("The update is finished. Now run: python3 start.py")
    else:
        sys.exit("There is no update to finish here.")
