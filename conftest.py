"""For every test and every notebook run by pytest: nobody's own answers and downloads are read or written."""

import os
import pickle
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


@pytest.fixture(scope="session", autouse=True)
def executed_once(tmp_path_factory):
    """The course's own notebooks are executed once for all pages that tests make of them, in whichever process of a run.

    With a team's own content they are executed each time; so are runs that store a notebook, and what commands do.
    """
    from filelock import FileLock

    from kit import paths, running

    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "executed"
    folder.mkdir(exist_ok=True)
    really = running.execute

    def execute(session, *, live=False):
        if not live or paths.local().exists() or not session.path.is_relative_to(paths.ROOT):
            return really(session, live=live)
        kept = folder / f"{session.path.stem}.{session.language}.pickle"
        with FileLock(f"{kept}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(really(session, live=True)))
            return pickle.loads(kept.read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "execute", execute)
        yield
