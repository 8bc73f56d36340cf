"""X-Wing: ML-KEM-768 and X25519 as one KEM (draft-connolly-cfrg-xwing-kem). FOR TESTS ONLY."""

import hashlib

from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base

from . import ml_kem

LABEL = b"\\.//^\\"
PUBLIC_KEY_BYTES = ml_kem.ENCAPSULATION_KEY_BYTES + 32
ENCAPSULATION_BYTES = ml_kem.CIPHERTEXT_BYTES + 32


def _expanded(seed):
    stream = hashlib.shake_256(seed).digest(96)
    ek, dk = ml_kem.keygen(stream[:32], stream[32:64])
    return ek, dk, stream[64:]


def public_key(seed):
    ek, _, x25519 = _expanded(seed)
    return ek + crypto_scalarmult_base(x25519)


def encapsulate(public, randomness):
    """(shared secret, encapsulation); `randomness` is 64 bytes."""
    ek, x25519 = public[:-32], public[-32:]
    secret_m, ciphertext_m = ml_kem.encapsulate(ek, randomness[:32])
    ciphertext_x = crypto_scalarmult_base(randomness[32:])
    secret_x = crypto_scalarmult(randomness[32:], x25519)
    return _combined(secret_m, secret_x, ciphertext_x, x25519), ciphertext_m + ciphertext_x


def decapsulate(seed, encapsulation):
    _, dk, x25519 = _expanded(seed)
    ciphertext_m, ciphertext_x = encapsulation[:-32], encapsulation[-32:]
    secret_m = ml_kem.decapsulate(dk, ciphertext_m)
    secret_x = crypto_scalarmult(x25519, ciphertext_x)
    return _combined(secret_m, secret_x, ciphertext_x, crypto_scalarmult_base(x25519))


def _combined(secret_m, secret_x, ciphertext_x, public_x):
    return hashlib.sha3_256(secret_m + secret_x + ciphertext_x + public_x + LABEL).digest()
