"""Key rings and key files. Spec: Key ring."""

import hmac
import re

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from . import domains, hpke, names, ring_text
from .refusal import Refused, require

KEY_FILE_LINE = b"budkavle-key-file v1\n"


class KeyRing:
    """An unlocked ring. `secret` gives a private key under exactly its purpose and owner."""

    def __init__(self, data, key_file=None, passphrase=None):
        text = ring_text.read(data)
        self._ring_key = _ring_key(text.unlocks, key_file, passphrase)
        key = hpke.hkdf_expand(self._ring_key, b"budkavle/key-ring/mac/v1", 32, "sha512")
        code = hmac.digest(key, text.authenticated, "sha256")
        require(hmac.compare_digest(code, text.code), "altered", "code")
        self._keys = {key.id: key for key in text.keys}

    def secret(self, key_id, purpose, owner):
        """The private key, or None."""
        key = self._keys.get(key_id)
        if key is None or (key.purpose, key.owner) != (purpose, owner):
            return None
        info = f"{purpose} {owner} {key_id.hex()}".encode()
        info = domains.signed(b"budkavle/key-ring/entry/v1", info)
        subkey = hpke.hkdf_expand(self._ring_key, info, 32, "sha512")
        secret = _open_box(key.box, key.clear, subkey)
        require(secret is not None, "altered", key.clear)
        return secret


def read_key_file(data):
    """Its 32 bytes."""
    match = re.fullmatch(re.escape(KEY_FILE_LINE) + rb"(\S{44})\n", data)
    require(match, "malformed", "key file")
    try:
        return names.strict_base64(match[1].decode("ascii"))
    except ValueError:
        raise Refused("malformed", "key file") from None


def _ring_key(unlocks, key_file, passphrase):
    for unlock in unlocks:
        if unlock.cost is None and key_file is not None:
            key = hpke.hkdf_expand(key_file, b"budkavle/key-ring/key-file/v1", 32, "sha512")
        elif unlock.cost is not None and passphrase is not None:
            key = sodium.crypto_pwhash_alg(
                32, passphrase, unlock.salt, unlock.cost[0], unlock.cost[1] * 1024,
                sodium.crypto_pwhash_ALG_ARGON2ID13,
            )
        else:
            continue
        ring_key = _open_box(unlock.box, unlock.clear, key)
        require(ring_key is not None, "unlockFailed")
        return ring_key
    raise Refused("unlockUnavailable")


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
