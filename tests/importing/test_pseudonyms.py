"""The key to new ids: outside the kit, and closed to whoever has no passphrase."""

import json

import pytest

from kit import paths
from kit.local import pseudonyms

PASSPHRASE = "seven purple ladders"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(pseudonyms, "_COST", {"n": 2**10, "r": 8, "p": 1})


def test_a_key_opens_with_its_passphrase_and_with_no_other(tmp_path):
    file = tmp_path / "key"
    pseudonyms.write(file, "ours", {"p417": "Zebulon Quarrington"}, PASSPHRASE)
    assert pseudonyms.read(file, PASSPHRASE) == {"ours": {"p417": "Zebulon Quarrington"}}
    assert "Zebulon" not in file.read_text()
    assert "p417" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(pseudonyms.KeyFileProblem, match="does not open this key"):
        pseudonyms.read(file, "seven purple ladder")


def test_a_second_import_is_added_and_the_first_stays(tmp_path):
    file = tmp_path / "key"
    pseudonyms.write(file, "one", {"p1": "Ada"}, PASSPHRASE)
    with pytest.raises(pseudonyms.KeyFileProblem, match="does not open"):
        pseudonyms.write(file, "two", {"p2": "Bo"}, "another passphrase")
    assert pseudonyms.write(file, "two", {"p2": "Bo"}, PASSPHRASE) == 2
    assert set(pseudonyms.read(file, PASSPHRASE)) == {"one", "two"}


def test_the_key_is_never_kept_with_the_work(tmp_path, local):
    local.mkdir(parents=True)
    for inside in (local / "key", paths.ROOT / "key", paths.ROOT / "docs" / ".." / "key"):
        with pytest.raises(pseudonyms.KeyFileProblem, match="kept apart"):
            pseudonyms.write(inside, "ours", {"p1": "Ada"}, PASSPHRASE)
        assert not inside.exists()


def test_a_short_passphrase_is_refused(tmp_path):
    with pytest.raises(pseudonyms.KeyFileProblem, match="12 characters"):
        pseudonyms.write(tmp_path / "key", "ours", {}, "ladders")


@pytest.mark.parametrize("change", [{"data": "AAAA"}, {"n": 2**30}, {"format": "x"}, {"salt": 5}])
def test_a_key_that_was_changed_is_said(tmp_path, change):
    file = tmp_path / "key"
    pseudonyms.write(file, "ours", {"p1": "Ada"}, PASSPHRASE)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(pseudonyms.KeyFileProblem):
        pseudonyms.read(file, PASSPHRASE)
