"""HPKE (RFC 9180), base mode, one message, over X-Wing with HKDF-SHA256 and AES-256-GCM.

Spec: Sealing, "Slots". Only the sizes of the AEAD's key differ for other AEADs, which lets the
key schedule be checked against vectors that use ChaCha20-Poly1305.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

from . import x_wing

KEM_X_WING, KDF_HKDF_SHA256 = 0x647A, 0x0001
AES_256_GCM, CHACHA20_POLY1305 = 0x0002, 0x0003
CIPHERS = {AES_256_GCM: AESGCM, CHACHA20_POLY1305: ChaCha20Poly1305}


def hkdf_extract(salt, key, hash_name):
    return hmac.digest(salt, key, hash_name)


def hkdf_expand(key, info, count, hash_name):
    """HKDF-Expand of RFC 5869."""
    out, block, number = b"", b"", 1
    while len(out) < count:
        block = hmac.digest(key, block + info + bytes([number]), hash_name)
        out, number = out + block, number + 1
    return out[:count]


def key_schedule(shared_secret, info, aead=AES_256_GCM):
    """(key, base nonce) of base mode: RFC 9180, 5.1."""
    suite = b"HPKE" + b"".join(
        number.to_bytes(2, "big") for number in (KEM_X_WING, KDF_HKDF_SHA256, aead)
    )

    def extract(salt, label, key):
        return hkdf_extract(salt, b"HPKE-v1" + suite + label + key, "sha256")

    def expand(secret, label, context, count):
        labelled = count.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
        return hkdf_expand(secret, labelled, count, "sha256")

    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared_secret, b"secret", b"")
    return expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)


def seal(public_key, info, plaintext, randomness):
    """encapsulation ‖ ciphertext ‖ tag; additional data is empty."""
    shared, encapsulation = x_wing.encapsulate(public_key, randomness)
    key, nonce = key_schedule(shared, info)
    return encapsulation + AESGCM(key).encrypt(nonce, plaintext, b"")


def open_sealed(seed, info, sealed):
    """The plaintext, or None."""
    split = x_wing.ENCAPSULATION_BYTES
    if len(sealed) < split + 16:
        return None
    key, nonce = key_schedule(x_wing.decapsulate(seed, sealed[:split]), info)
    try:
        return AESGCM(key).decrypt(nonce, sealed[split:], b"")
    except InvalidTag:
        return None
