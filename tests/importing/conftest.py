"""A `local/` folder of its own for each test, and a folder of originals outside the kit."""

import pytest


@pytest.fixture(autouse=True)
def local(tmp_path, monkeypatch):
    """The team's own folder."""
    folder = tmp_path / "kit" / "local"
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(folder))
    return folder


@pytest.fixture
def originals(tmp_path):
    """A folder of originals, outside the kit."""
    folder = tmp_path / "Mrs Quillfeather period 3"
    folder.mkdir()
    return folder
