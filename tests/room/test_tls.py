"""A room on https: certificates that fit are taken, others are told of, and a notebook trusts one fingerprint only."""

import socket
import ssl
import subprocess
import sys
import threading
import time

import pytest
import requests
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

import kit
from kit import paths, room_cli
from kit.cli import app
from kit.errors import KitError
from kit.journal import Journal
from kit.room import tls

HERE = ["127.0.0.1"]


@pytest.fixture
def address(store_file):
    """A file: https is the same before every store."""
    return store_file


@pytest.fixture
def served(opened, tmp_path):
    """The room on https with a certificate of its own: its address, and the pair."""
    pair = tls.self_signed(tmp_path / "tls", HERE)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        opened.server.app(), log_level="error", ssl_certfile=pair.certificate, ssl_keyfile=pair.key
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}", pair
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def my_work(tmp_path, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_MY_WORK", str(tmp_path / "my_work"))
    return tmp_path / "my_work"


def until(true, seconds=15):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def test_a_certificate_of_our_own_is_kept_and_only_its_owner_reads_the_key(tmp_path):
    first = tls.self_signed(tmp_path, HERE)
    assert tls.self_signed(tmp_path, HERE) == first, "a phone that went past the warning is not asked again"
    if sys.platform != "win32":
        assert first.key.stat().st_mode & 0o777 == 0o600
    assert {"127.0.0.1", "localhost"} <= set(first.names)


def test_a_key_that_others_could_read_is_closed_again(tmp_path):
    pair = tls.self_signed(tmp_path, HERE)
    pair.key.chmod(0o644)
    tls.self_signed(tmp_path, HERE)
    if sys.platform != "win32":
        assert pair.key.stat().st_mode & 0o777 == 0o600


def test_another_network_gets_another_certificate(tmp_path):
    first = tls.self_signed(tmp_path, ["192.0.2.7"])
    second = tls.self_signed(tmp_path, ["198.51.100.9"])
    assert first.fingerprint != second.fingerprint
    assert "198.51.100.9" in second.names and "192.0.2.7" not in second.names


def test_a_certificate_that_ends_soon_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(tls, "DAYS", tls.RENEW_DAYS - 1)
    first = tls.self_signed(tmp_path, HERE)
    monkeypatch.undo()
    assert tls.self_signed(tmp_path, HERE).fingerprint != first.fingerprint


@pytest.mark.parametrize("broken", ["crt", "key"])
def test_half_a_pair_or_a_broken_one_is_made_anew(tmp_path, broken):
    tls.self_signed(tmp_path, HERE)
    (tmp_path / f"{tls.NAME}.{broken}").write_text("not a key")
    assert tls.self_signed(tmp_path, HERE).fingerprint


def test_it_can_sign_for_nobody_else(tmp_path):
    made = x509.load_pem_x509_certificate(tls.self_signed(tmp_path, HERE).certificate.read_bytes())
    assert made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


@pytest.fixture
def two_pairs(tmp_path):
    return tls.self_signed(tmp_path / "one", HERE), tls.self_signed(tmp_path / "two", HERE)


def test_a_key_of_another_certificate_is_told_before_anybody_comes(two_pairs):
    with pytest.raises(KitError, match="does not belong to the certificate"):
        tls.given(two_pairs[0].certificate, two_pairs[1].key)


def test_a_file_that_is_not_there_or_no_certificate_is_told(two_pairs, tmp_path):
    with pytest.raises(KitError, match="cannot be read"):
        tls.given(tmp_path / "nowhere.pem", two_pairs[0].key)
    with pytest.raises(KitError, match="no certificate in PEM form"):
        tls.given(two_pairs[0].key, two_pairs[0].key)


def test_a_locked_key_is_told(two_pairs, tmp_path):
    locked = tmp_path / "locked.key"
    locked.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"word"),
        )
    )
    with pytest.raises(KitError, match="locked with a password"):
        tls.given(two_pairs[0].certificate, locked)


def test_a_certificate_out_of_date_is_told_with_its_dates(tmp_path, monkeypatch):
    monkeypatch.setattr(tls, "DAYS", 0)  # it ends in the second in which it was made
    tls._make(tmp_path / "a.crt", tmp_path / "a.key", ("localhost",))
    with pytest.raises(KitError, match=r"is valid from \d+ \w+ \d+ to .* and that is not now"):
        tls.given(tmp_path / "a.crt", tmp_path / "a.key")


def test_a_browser_that_does_not_know_it_warns(served):
    url, _ = served
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(url, timeout=10)


def test_a_notebook_joins_with_the_right_fingerprint_and_its_answer_arrives(opened, served, my_work):
    url, pair = served
    Journal().save("05/papers", {"placed": {"s28": "1"}})
    mine = kit.join(url, opened.room.code, fingerprint=pair.fingerprint)
    try:
        opened.act("open", "05/papers")
        until(lambda: opened.store.answers(opened.room.id))
    finally:
        mine.leave()
    assert [one["value"] for one in opened.store.answers(opened.room.id)] == [{"placed": {"s28": "1"}}]


def test_a_notebook_without_the_fingerprint_does_not_join(opened, served, my_work):
    with pytest.raises(KitError, match="Nobody vouches for the certificate"):
        kit.join(served[0], opened.room.code)
    assert not opened.room.aliases


def test_a_notebook_sends_nothing_to_another_certificate(opened, served, my_work, two_pairs, monkeypatch):
    # A bundle that trusts the server's certificate must not overrule the fingerprint.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(served[1].certificate))
    with pytest.raises(KitError, match="another fingerprint, and nothing was sent"):
        kit.join(served[0], opened.room.code, fingerprint=two_pairs[0].fingerprint)
    assert not opened.room.aliases


def test_a_fingerprint_that_is_half_is_told(served, my_work):
    with pytest.raises(KitError, match="Copy it whole"):
        kit.join(served[0], "ABCD-2345", fingerprint=served[1].fingerprint[:30])


def test_a_kernel_that_starts_again_is_the_same_participant(opened, served, my_work):
    url, pair = served
    first = kit.join(url, opened.room.code, fingerprint=pair.fingerprint)
    first.leave()
    again = kit.join(url, opened.room.code.lower(), fingerprint=pair.fingerprint)
    again.leave()
    assert again.alias == first.alias and len(opened.room.aliases) == 1
    if sys.platform != "win32":
        assert (my_work / "rooms.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kept", ["", "[]", '{"x": 1}'])
def test_a_file_of_rooms_that_is_broken_means_joining_anew(opened, served, my_work, kept):
    my_work.mkdir()
    (my_work / "rooms.json").write_text(kept)
    kit.join(served[0], opened.room.code, fingerprint=served[1].fingerprint).leave()
    assert len(opened.room.aliases) == 1


@pytest.mark.parametrize(
    "given",
    [
        ["--tls-cert", "a.pem"],
        ["--tls-key", "a.pem"],
        ["--self-signed", "--tls-cert", "a.pem", "--tls-key", "b"],
    ],
)
def test_half_of_what_https_needs_is_told(given):
    done = CliRunner().invoke(app, ["room", "05", *given])
    assert isinstance(done.exception, KitError) and "together" in str(done.exception)


def test_a_fingerprint_is_printed_as_it_is(capsys):
    room_cli.out.print("Fingerprint (SHA-256): 01:AB:CD:02", soft_wrap=True, markup=False)
    assert capsys.readouterr().out == "Fingerprint (SHA-256): 01:AB:CD:02\n"


def test_the_command_prints_https_the_fingerprint_and_what_browsers_will_say(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from kit.cli import main; main()", "room", "00", "--self-signed"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--store", str(tmp_path / "r.sqlite")]
    process = subprocess.Popen(
        command, cwd=paths.ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        told = ""
        while "Ctrl+C" not in told:
            line = process.stdout.readline()
            assert line, told
            told += line
        until(lambda: presented(port, tmp_path / f"{tls.NAME}.crt"))
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert f"https://127.0.0.1:{port}/console#secret=" in told and "http://127" not in told
    assert "Your connection is not private" in told
    fingerprint = told.split("Fingerprint (SHA-256): ")[1].split()[0]
    kept = tls.given(tmp_path / f"{tls.NAME}.crt", tmp_path / f"{tls.NAME}.key")
    assert fingerprint == kept.fingerprint


def presented(port, trusted):
    """The certificate that a server shows to somebody who trusts this one, or None."""
    trusting = ssl.create_default_context(cafile=trusted)
    try:
        raw = socket.create_connection(("127.0.0.1", port))
        with raw, trusting.wrap_socket(raw, server_hostname="127.0.0.1") as speaking:
            return speaking.getpeercert(binary_form=True)
    except OSError:
        return None
