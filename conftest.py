"""For every test and every notebook run by pytest: nobody's own answers and downloads are read or written."""

import os
import tempfile

import pytest

_empty = tempfile.TemporaryDirectory(prefix="throughline-journal-")
os.environ["THROUGHLINE_MY_WORK"] = _empty.name
os.environ["THROUGHLINE_DOWNLOADS"] = _empty.name
os.environ["THROUGHLINE_LOCAL"] = f"{_empty.name}/local"  # which does not exist
os.environ.pop("THROUGHLINE_MIRROR", None)


@pytest.fixture(autouse=True)
def journal_folder(tmp_path, monkeypatch):
    """A fresh journal folder for each test."""
    folder = tmp_path / "my_work"
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(folder))
    return folder
