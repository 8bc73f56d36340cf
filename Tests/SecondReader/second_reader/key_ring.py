"""Key rings and key files. Spec: Key ring."""

import hmac
import re

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from . import domains, hpke, names
from .refusal import Refused, require

RING_MAX_BYTES, KEYS = 4 * 1024 * 1024, 10_000
FIRST_LINE, KEY_FILE_LINE = "budkavle-key-ring v1", b"budkavle-key-file v1\n"
ARGON2ID = re.compile(r"unlock argon2id operations=(\d+) memory-kib=(\d+) salt=(\S+) (\S+)")
KEY = re.compile(r"(key (\S+) (\S+) ([0-9a-f]{32}) from=(\S+) until=(\S+)) (\S+)")
OPERATIONS, MEMORY_KIB = range(1, 17), range(8_192, 1_048_577)


class KeyRing:
    """An unlocked ring. `secret` gives a private key under exactly its purpose and owner."""

    def __init__(self, data, key_file=None, passphrase=None):
        require(len(data) <= RING_MAX_BYTES, "tooLarge")
        lines = _lines(data)
        require(lines[0] == FIRST_LINE, "malformed", 1)
        unlocks = [line for line in lines if line.startswith("unlock ")]
        require(1 <= len(unlocks) <= 2, "unlocksInvalid")
        require(lines[1 : 1 + len(unlocks)] == unlocks, "malformed", "unlock lines")
        self.ring_key = _ring_key(unlocks, key_file, passphrase)
        self._check_code(data, lines[-1])
        self.keys = {}
        for number, line in enumerate(lines[1 + len(unlocks) : -1], 2 + len(unlocks)):
            self._read_key(number, line)

    def _check_code(self, data, last):
        clear = data[: len(data) - len(last) - 1]
        key = hpke.hkdf_expand(self.ring_key, b"budkavle/key-ring/mac/v1", 32, "sha512")
        code = _base64(last.removeprefix("mac "), "mac")
        require(hmac.compare_digest(hmac.digest(key, clear, "sha256"), code), "altered")

    def _read_key(self, number, line):
        match = KEY.fullmatch(line)
        require(match, "malformed", number)
        clear, purpose, owner, key_id, *_, box = match.groups()
        info = f"{purpose} {owner} {key_id}".encode()
        info = domains.signed(b"budkavle/key-ring/entry/v1", info)
        key = hpke.hkdf_expand(self.ring_key, info, 32, "sha512")
        require(bytes.fromhex(key_id) not in self.keys, "keyTwice", key_id)
        secret = _open_box(_base64(box, number), clear, key)
        require(secret is not None, "altered", number)
        self.keys[bytes.fromhex(key_id)] = (purpose, owner, secret)

    def secret(self, key_id, purpose, owner):
        """The private key, or None."""
        found = self.keys.get(key_id)
        return found[2] if found and found[:2] == (purpose, owner) else None


def read_key_file(data):
    require(len(data) == 66 and data.startswith(KEY_FILE_LINE), "malformed", "key file")
    require(data.endswith(b"\n"), "malformed", "key file")
    return _base64(data[len(KEY_FILE_LINE) : -1].decode("ascii", "replace"), "key file")


def _lines(data):
    require(re.fullmatch(rb"(?:[ -~]*\n)+", data), "malformed", "printable lines")
    return data.decode("ascii").split("\n")[:-1]


def _ring_key(unlocks, key_file, passphrase):
    for line in unlocks:
        clear, _, box = line.rpartition(" ")
        if clear == "unlock key-file" and key_file is not None:
            key = hpke.hkdf_expand(key_file, b"budkavle/key-ring/key-file/v1", 32, "sha512")
        elif clear.startswith("unlock argon2id ") and passphrase is not None:
            key = _argon2id(line, passphrase)
        else:
            continue
        ring_key = _open_box(_base64(box, line), clear, key)
        require(ring_key is not None, "unlockFailed")
        return ring_key
    raise Refused("unlockUnavailable")


def _argon2id(line, passphrase):
    match = ARGON2ID.fullmatch(line)
    require(match, "malformed", line)
    operations, memory_kib = int(match[1]), int(match[2])
    require(operations in OPERATIONS and memory_kib in MEMORY_KIB, "passwordCostRefused")
    return sodium.crypto_pwhash_alg(
        32, passphrase, _base64(match[3], line), operations, memory_kib * 1024,
        sodium.crypto_pwhash_ALG_ARGON2ID13,
    )


def _open_box(box, clear, key):
    """nonce (24) ‖ ciphertext ‖ tag (16), or None."""
    if len(box) < 40:
        return None
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box[24:], clear.encode(), box[:24], key
        )
    except CryptoError:
        return None


def _base64(text, where):
    try:
        return names.strict_base64(text)
    except ValueError:
        raise Refused("malformed", where) from None
