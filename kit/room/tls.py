"""HTTPS for a room: a certificate that somebody has, or one that this computer makes for its own addresses."""

import datetime
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from ..errors import KitError

NAME = "room-https"
DAYS = 365
RENEW_DAYS = 30
"""A certificate of our own that ends within so many days is made anew."""

SELF_SIGNED = (
    "Browsers will warn before they show the room, and everybody has to go on past the warning once: “Your connection is "
    "not private” in Chrome and Edge, “Warning: Potential Security Risk Ahead” in Firefox, “This Connection Is Not "
    "Private” in Safari. What is sent is encrypted all the same. The warning is right: this computer signed its certificate "
    "itself, so a browser cannot tell it from another computer that says it is this one. No authority signs for an address inside a school. "
    "Whoever wants to be sure compares the fingerprint in the browser's details with the one here."
)
"""Said before anybody meets it."""


@dataclass(frozen=True)
class Pair:
    """A certificate and its key in files; the fingerprint is that of the certificate (SHA-256)."""

    certificate: Path
    key: Path
    fingerprint: str
    names: tuple[str, ...]


def given(certificate: Path, key: Path) -> Pair:
    """Look at a certificate that somebody has, before participants do.

    Raises:
        KitError: a file cannot be read, they do not belong together, or the certificate is out of date.
    """
    found = _certificate(_read(certificate, "certificate"))
    if found is None:
        raise KitError(
            f"{certificate} is no certificate in PEM form. It begins with -----BEGIN CERTIFICATE-----."
        )
    secret = _key(_read(key, "key"), key)
    if secret is None or _public(secret.public_key()) != _public(found.public_key()):
        raise KitError(
            f"The key in {key} does not belong to the certificate in {certificate}. Give the two that were made together."
        )
    now = datetime.datetime.now(datetime.UTC)
    if not found.not_valid_before_utc <= now < found.not_valid_after_utc:
        raise KitError(
            f"The certificate in {certificate} is valid from {found.not_valid_before_utc:%d %B %Y} to "
            f"{found.not_valid_after_utc:%d %B %Y}, and that is not now. Have it renewed, or leave it out."
        )
    return Pair(certificate, key, _fingerprint(found), _names(found))


def self_signed(folder: Path, addresses: list[str]) -> Pair:
    """The certificate that this computer signed itself: the one from last time, as long as it still fits.

    Args:
        folder: where it is kept, beside the room's store; nobody else can read the key there.
        addresses: under which participants reach this computer.

    Raises:
        KitError: the folder cannot be written.
    """
    certificate, key = folder / f"{NAME}.crt", folder / f"{NAME}.key"
    wanted = _named([*addresses, "127.0.0.1", "localhost", socket.gethostname()])
    try:
        kept = _kept(certificate, key, wanted)
        if kept:
            return kept
        folder.mkdir(parents=True, exist_ok=True)
        _make(certificate, key, wanted)
    except OSError as error:
        raise KitError(
            f"The certificate cannot be kept in {folder} ({error.strerror}). Choose another folder with --store."
        ) from error
    return given(certificate, key)


def _kept(certificate: Path, key: Path, wanted: tuple[str, ...]) -> Pair | None:
    """The pair in these files, if it is sound, good for a while yet, and made for just these names."""
    if not (certificate.exists() and key.exists()):
        return None
    key.chmod(0o600)
    try:
        pair = given(certificate, key)
    except KitError:
        return None
    found = _certificate(certificate.read_bytes())
    late = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=RENEW_DAYS)
    return pair if set(pair.names) == set(wanted) and found.not_valid_after_utc > late else None


def _make(certificate: Path, key: Path, names: tuple[str, ...]) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Throughline room")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))  # a phone's clock may be slow
        .not_valid_after(now + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
        # It can sign for nobody else: a browser that is told to trust it trusts this computer only.
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    as_text = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key, as_text)
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, from its first byte on, and put it in place whole."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    new.replace(path)


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KitError(f"The {what} {path} cannot be read ({error.strerror}).") from error


def _certificate(data: bytes):
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(data)  # the first one in the file is the server's own
    except ValueError:
        return None


def _key(data: bytes, path: Path):
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization

    try:
        return serialization.load_pem_private_key(data, None)
    except TypeError:
        raise KitError(
            f"The key {path} is locked with a password, which nobody could type when the room starts by itself. "
            "Give one without."
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        return None


def _public(key) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _fingerprint(certificate) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256()).hex(":").upper()


def _named(names: list[str]) -> tuple[str, ...]:
    """Names as a certificate may hold them; a computer's own name may be one that it cannot."""
    found = []
    for name in names:
        try:
            found.append(name.encode("idna").decode().lower())
        except UnicodeError:
            continue
    return tuple(filter(None, dict.fromkeys(found)))


def _general(name: str):
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _names(certificate) -> tuple[str, ...]:
    from cryptography import x509

    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    numbers = [str(one) for one in found.get_values_for_type(x509.IPAddress)]
    return (*found.get_values_for_type(x509.DNSName), *numbers)
