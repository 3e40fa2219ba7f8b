"""Fetching and installing against a real server: whole or not at all, and one sentence for each failure."""

import errno
import json
import socket

import pytest

from kit.downloads import fetch, install, store
from kit.errors import KitError

from .conftest import leftovers, yes
from .server import FILES, small_set

BIG = len(FILES["uptake_data.csv"])


def one_sentence(error) -> str:
    text = str(error.value)
    assert "\n" not in text and "Traceback" not in text and "Nothing was installed" in text
    return text


def test_a_set_is_installed_prepared_and_read(home, site, known):
    seen = {}
    assert install.get(known, yes, progress=lambda name, done, size: seen.update({name: (done, size)}))
    assert seen["uptake_data.csv"] == (BIG, BIG)
    assert leftovers(home) == ["small"]
    assert sorted(path.name for path in (home / "small").iterdir()) == [
        "LICENSE",
        "README.txt",
        "exchanges.csv",
        "installed.json",
    ]
    table = store.table("small")
    assert table.shape == (3000, 10)
    assert table.student[7] == "I folded it 7 times, Student A."
    assert table.teacher[7] == "Tell Student B why, Teacher."


def test_a_second_get_asks_nobody_and_fetches_nothing(home, site, fetched):
    site.asked.clear()
    assert install.get(fetched, lambda *_: pytest.fail("asked again")) is False
    assert site.asked == []


def test_the_licence_is_shown_first_and_its_refusal_leaves_nothing(home, site, known):
    shown = []
    with pytest.raises(KitError, match="was not accepted, so nothing was installed"):
        install.get(known, lambda chosen, text: shown.append(text))
    assert shown == [FILES["LICENSE"].decode()]
    assert [name for name, _ in site.asked] == ["LICENSE"]
    assert leftovers(home) == [".partial"] and not list((home / ".partial" / "small").iterdir())
    assert not (home / "accepted.json").exists()


def test_an_acceptance_is_kept_with_its_date_and_holds_after_removing(home, site, fetched):
    record = json.loads((home / "accepted.json").read_text())["small"]
    assert record["licence"] == "Own" and record["at"].startswith("20")
    install.remove(fetched)
    assert leftovers(home) == []
    assert install.get(fetched, lambda *_: pytest.fail("asked again"))


def test_another_licence_text_is_asked_about_again(home, site, fetched):
    install.remove(fetched)
    site.files["LICENSE"] = b"Other terms.\n"
    asked = []
    changed = small_set(site.base, site.files)
    assert install.get(changed, lambda chosen, text: asked.append(text) or True)
    assert asked == ["Other terms.\n"]


def test_a_cut_connection_is_gone_on_with_by_range(home, site, known):
    site.cut_after["uptake_data.csv"] = [100_000]
    assert install.get(known, yes)
    ranges = [wanted for name, wanted in site.asked if name == "uptake_data.csv"]
    assert ranges[0] is None and ranges[1].startswith("bytes=") and ranges[1] != "bytes=0-"
    assert len(store.table("small")) == 3000


def test_a_connection_cut_every_time_keeps_what_came_for_the_next_get(home, site, known):
    site.cut_after["uptake_data.csv"] = [70_000, 70_000, 70_000]
    with pytest.raises(fetch.CutOff, match="goes on from there") as error:
        install.get(known, yes)
    assert "was cut after" in one_sentence(error)
    assert leftovers(home) == [".partial"] and store.installed() == []
    site.asked.clear()
    assert install.get(known, yes)
    (again,) = [wanted for name, wanted in site.asked if name == "uptake_data.csv"]
    assert int(again.removeprefix("bytes=").rstrip("-")) >= 3 * 65_536
    assert not (home / ".partial" / "small").exists()


def test_a_server_that_knows_no_ranges_is_asked_for_the_whole_again(home, site, known):
    site.ranges = False
    site.cut_after["uptake_data.csv"] = [100_000]
    assert install.get(known, yes)
    assert len(store.table("small")) == 3000


def test_other_bytes_are_refused_and_the_next_try_starts_anew(home, site, known):
    good = site.files["uptake_data.csv"]
    site.files["uptake_data.csv"] = good.replace(b"folded it 7 times", b"folded it 8 times")
    with pytest.raises(fetch.Wrong) as error:
        install.get(known, yes)
    assert "uptake_data.csv is not the file that the course knows" in one_sentence(error)
    assert leftovers(home) == []
    site.files["uptake_data.csv"] = good
    assert install.get(known, yes)


def test_a_beginning_that_was_damaged_on_disk_is_noticed_and_thrown_away(home, site, known):
    part = home / ".partial" / "small" / f"{known.files[1].sha256[:16]}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"damaged" * 1000)
    with pytest.raises(fetch.Wrong):
        install.get(known, yes)
    assert install.get(known, yes)


def test_a_file_that_never_ends_is_not_taken(home, site, known):
    site.files["uptake_data.csv"] += b"x" * 5_000_000
    with pytest.raises(fetch.Wrong):
        install.get(known, yes)
    assert store.installed() == []


@pytest.mark.parametrize("status", [404, 503])
def test_what_a_server_refuses_is_told_with_its_number(home, site, known, status):
    site.status = status
    with pytest.raises(KitError, match=f"answered {status}") as error:
        install.get(known, yes)
    one_sentence(error)


def test_no_network_is_told_with_the_way_out(home, known):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = small_set(f"http://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(fetch.CutOff, match="cannot be reached") as error:
            install.get(nowhere, yes)
    assert "--mirror FOLDER" in one_sentence(error)


@pytest.mark.parametrize("place", ["download", "preparation", "copy from a mirror"])
def test_a_full_disk_leaves_nothing_behind(home, site, known, tmp_path, monkeypatch, place):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if place == "preparation":
        monkeypatch.setattr("kit.downloads.prepare._write", full)
    else:
        monkeypatch.setattr(fetch, "_write", full)
    mirror = None
    if place == "copy from a mirror":
        mirror = tmp_path / "mirror"
        mirror.mkdir()
        for name, content in FILES.items():
            (mirror / name).write_bytes(content)
    with pytest.raises(KitError, match="is full") as error:
        install.get(known, yes, mirror)
    assert "THROUGHLINE_DOWNLOADS" in one_sentence(error)
    assert leftovers(home) == []
    assert store.installed() == []


def test_a_failed_renewal_leaves_the_old_copy_as_it_was(home, site, fetched, monkeypatch):
    before = (home / "small" / "exchanges.csv").read_bytes()
    newer = small_set(site.base, edition=2)
    monkeypatch.setattr(
        "kit.downloads.prepare._write", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full"))
    )
    with pytest.raises(KitError, match="is full"):
        install.get(newer, yes)
    assert (home / "small" / "exchanges.csv").read_bytes() == before


def test_a_renewal_replaces_the_old_copy(home, site, fetched):
    newer = small_set(site.base, edition=2)
    assert not store.is_current(newer)
    assert install.get(newer, yes)
    assert store.is_current(newer) and leftovers(home) == ["small"]


def test_what_a_killed_process_left_is_cleared_or_put_back(home, site, fetched):
    (home / ".new-abc" / "raw").mkdir(parents=True)
    (home / "small").replace(home / ".old-small")
    assert store.installed() == []
    assert install.get(fetched, yes) is False
    assert store.installed() == ["small"] and leftovers(home) == ["small"]


def test_two_at_once_are_told_apart(home, site, known):
    def meanwhile(chosen, text):
        with pytest.raises(KitError, match="Another `throughline data` is at work"):
            install.get(known, yes)
        return True

    assert install.get(known, meanwhile)


def test_a_mirror_is_searched_by_checksum_under_any_name(home, tmp_path, monkeypatch):
    hidden = tmp_path / "mirror" / "deep"
    hidden.mkdir(parents=True)
    for number, content in enumerate(FILES.values()):
        (hidden / f"file{number}").write_bytes(content)
    alone = small_set(None)
    with pytest.raises(KitError, match="cannot be fetched from the network: it is not published") as error:
        install.get(alone, yes)
    assert "--mirror FOLDER" in str(error.value)
    monkeypatch.setenv("THROUGHLINE_MIRROR", str(tmp_path / "mirror"))
    assert install.get(alone, yes)
    assert json.loads((home / "small" / "installed.json").read_text())["from"] == "a mirror"


def test_a_mirror_without_the_file_or_with_another_one_is_told(home, tmp_path):
    alone, mirror = small_set(None), tmp_path / "mirror"
    with pytest.raises(KitError, match="There is no folder"):
        install.get(alone, yes, mirror)
    mirror.mkdir()
    (mirror / "LICENSE").write_bytes(FILES["LICENSE"])
    with pytest.raises(KitError, match="has no file with the checksum"):
        install.get(alone, yes, mirror)
    (mirror / "uptake_data.csv").write_bytes(b"something else")
    with pytest.raises(fetch.Wrong, match="not the file that the course knows"):
        install.get(alone, yes, mirror)
    assert not (home / "small").exists()


def test_a_table_that_is_not_here_says_what_to_write(home, known):
    with pytest.raises(store.NotInstalled, match="throughline data get small"):
        store.table("small")
    assert store.installed() == []


def test_an_old_preparation_asks_to_be_renewed(home, site, fetched, monkeypatch):
    newer = small_set(site.base, edition=2)
    monkeypatch.setattr(store, "find", lambda name: newer)
    with pytest.raises(store.NotInstalled, match="To renew it"):
        store.table("small")


def test_a_table_that_does_not_exist_names_those_that_do(home, site, fetched):
    with pytest.raises(KitError, match="has no table “songs”"):
        store.table("small", "songs")


def test_removing_what_is_not_there_is_told(home, known):
    with pytest.raises(KitError, match="nothing to remove"):
        install.remove(known)


def test_a_said_none_is_no_missing_value(home, site):
    row = b'1,1,None,"NA",1,3,1,0,1,3,1,0,,2,1,0.2\n'
    files = {"LICENSE": FILES["LICENSE"], "uptake_data.csv": FILES["uptake_data.csv"] + row}
    site.files = files
    one = small_set(site.base, files)
    install.get(one, yes)
    import pandas as pd  # as store.table reads it

    table = pd.read_csv(home / "small" / "exchanges.csv", keep_default_na=False, na_values=[""])
    assert list(table.iloc[-1][["student", "teacher"]]) == ["None", "NA"] and pd.isna(table.iloc[-1].uptake)
