"""The key from new ids back to students, if a group wants one: encrypted with a passphrase, and never inside the kit."""

import base64
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from .. import files, paths
from ..errors import KitError

FORMAT = "throughline-key"
SHORTEST = 12
"""Characters of a passphrase: three words do."""

_COST = {"n": 2**17, "r": 8, "p": 1}
"""Of scrypt: a try takes 128 MB and some tenths of a second."""
_DEAREST = 2**20


class KeyFileProblem(KitError, ValueError):
    """A key that cannot be written or opened; the message says why and what to do."""


def write(path: Path, name: str, own_ids: Mapping[str, str], passphrase: str) -> int:
    """Put the key of an import into an encrypted file; other imports in the same file stay.

    Args:
        path: outside the kit's folder and `local/`.
        name: of the import.
        own_ids: what the original calls each student, by new id.
        passphrase: at least 12 characters.

    Returns:
        The number of students in the file.

    Raises:
        KeyFileProblem: inside the kit, a short or wrong passphrase, or no such folder.
    """
    path = path.expanduser().resolve()
    for inside in (paths.ROOT.resolve(), paths.local().resolve()):
        if path.is_relative_to(inside):
            raise KeyFileProblem(
                "The key has to be kept apart from the work. Name a file outside the kit's folder, best on another device."
            )
    if len(passphrase) < SHORTEST:
        raise KeyFileProblem(f"The passphrase needs at least {SHORTEST} characters. Three or four words do.")
    if not path.parent.is_dir():
        raise KeyFileProblem(f"There is no folder {path.parent}.")
    pairs = read(path, passphrase) if path.exists() else {}
    pairs.setdefault(name, {}).update(own_ids)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    envelope = {"format": FORMAT, "version": 1, "kdf": "scrypt", **_COST, "cipher": "AES-256-GCM"}
    plain = json.dumps(pairs, ensure_ascii=False).encode("utf-8")
    sealed = _cipher(passphrase, salt, _COST).encrypt(nonce, plain, FORMAT.encode())
    parts = {"salt": salt, "nonce": nonce, "data": sealed}
    envelope |= {part: base64.b64encode(value).decode("ascii") for part, value in parts.items()}
    try:
        files.replace(path, json.dumps(envelope, indent=1) + "\n")
    except OSError as error:
        raise KeyFileProblem(f"{path} cannot be written ({error.strerror or error}).") from error
    path.chmod(0o600)
    return sum(map(len, pairs.values()))


def read(path: Path, passphrase: str) -> dict[str, dict[str, str]]:
    """What a key holds: for each import the students' own names or numbers by new id.

    Raises:
        KeyFileProblem: no such file, no key, or a wrong passphrase.
    """
    from cryptography.exceptions import InvalidTag

    try:
        envelope = json.loads(path.expanduser().read_text(encoding="utf-8"))
        if envelope["format"] != FORMAT or envelope["version"] != 1:
            raise ValueError
        cost = {name: int(envelope[name]) for name in _COST}
        salt, nonce, data = (base64.b64decode(envelope[part]) for part in ("salt", "nonce", "data"))
        if not 2 <= cost["n"] <= _DEAREST or cost["r"] > 16 or cost["p"] > 4:
            raise ValueError
    except OSError as error:
        raise KeyFileProblem(f"{path} cannot be opened ({error.strerror or error}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileProblem(f"{path} is no key of this kit.") from error
    try:
        plain = _cipher(passphrase, salt, cost).decrypt(nonce, data, FORMAT.encode())
    except InvalidTag as error:
        raise KeyFileProblem("The passphrase does not open this key, or the file is damaged.") from error
    return json.loads(plain)


def _cipher(passphrase: str, salt: bytes, cost: Mapping[str, int]):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return AESGCM(Scrypt(salt=salt, length=32, **cost).derive(passphrase.encode("utf-8")))
