"""Hashes and signed bytes with their domains. Spec: Envelope, "Domains" and "Key ids"."""

import hashlib

CORE = b"budkavle/core/v1"
HEADER = b"budkavle/header/v1"
VIEW = b"budkavle/view/v1"
RELEASE = b"budkavle/release/v1"
SUPPLEMENT = b"budkavle/supplement/v1"
SLOT = b"budkavle/slot/v1"
SEALED_RECEIPT = b"budkavle/sealed-receipt/v1"
CONTENT_KEY = b"budkavle/content-key/v1"
ATTACHMENT_KEY = b"budkavle/attachment-key/v1"
KEY_COMMITMENT = b"budkavle/key-commitment/v1"
KEY_ID = b"budkavle/key-id/v1"
REGISTRY_HEAD = b"budkavle/registry-head/v1"

ED25519, ML_DSA_65, X_WING = 1, 2, 3


def signed(domain, data):
    """The bytes a signature of this domain covers."""
    return domain + b"\x00" + data


def digest(domain, *parts):
    """H(domain, parts)."""
    return hashlib.sha256(signed(domain, b"".join(parts))).digest()


def key_id(algorithm, public_key):
    """16 bytes that name a public key."""
    return digest(KEY_ID, bytes([algorithm]), public_key)[:16]


def view_digest(policy, registry_head):
    return digest(VIEW, policy, registry_head)[:16]
