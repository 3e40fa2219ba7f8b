import pytest

from kit.downloads import fetch, install, sets, store

from .server import Site, serving, small_set


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty downloads folder, no mirror, no waiting between tries."""
    folder = tmp_path / "downloads"
    monkeypatch.setenv("THROUGHLINE_DOWNLOADS", str(folder))
    monkeypatch.delenv("THROUGHLINE_MIRROR", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    return folder


@pytest.fixture
def site():
    with serving(Site()) as one:
        yield one


@pytest.fixture
def known(site, monkeypatch):
    """The small set, in place of the course's catalogue."""
    one = small_set(site.base)
    for module in (sets, store):
        monkeypatch.setattr(module, "catalogue", lambda: {one.id: one})
    return one


def yes(chosen, text):
    return True


def leftovers(home):
    """What an attempt left in the downloads folder besides records."""
    return sorted(path.name for path in home.glob("*") if path.name not in ("accepted.json", ".lock"))


@pytest.fixture
def fetched(home, known):
    install.get(known, yes)
    return known
