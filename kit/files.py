"""Write a file so that a crash leaves the old one or the new one, never half."""

import os
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes | str) -> None:
    """Write beside the file, push it to the disk, then take the old one's place in a single step.

    The new file can be read by its owner alone, as temporary files are; text is stored as UTF-8.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
