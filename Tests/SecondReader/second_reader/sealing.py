"""Sealing and opening of whole envelopes. Spec: Sealing."""

import hashlib
import os

from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

from . import content, domains, envelope, merkle, ml_dsa, slots, x_wing
from .refusal import require

LAYERS = {"signed": 0, "sealed": 1, "layered": 2}


class Recipient:
    """Whom a slot is for: the actor, its wrapping key and its own counter."""

    def __init__(self, actor, public_key, counter):
        require(len(public_key) == x_wing.PUBLIC_KEY_BYTES, "keyUnusable", actor)
        self.actor, self.public_key, self.counter = actor, public_key, counter
        self.key_id = domains.key_id(domains.X_WING, public_key)


def ed25519_public_key(seed):
    return crypto_sign_seed_keypair(seed)[0]


def ml_dsa_public_key(seed):
    return ml_dsa.SigningKey(seed).public_key


def ed25519_sign(seed, message):
    """(key id, signature)."""
    public, private = crypto_sign_seed_keypair(seed)
    return domains.key_id(domains.ED25519, public), crypto_sign(message, private)[:64]


def ml_dsa_sign(seed, message):
    """(key id, signature)."""
    key = ml_dsa.SigningKey(seed)
    return domains.key_id(domains.ML_DSA_65, key.public_key), key.sign(message, os.urandom(32))


def fresh_secrets(suite):
    return [os.urandom(32) for _ in range(LAYERS[suite])]


def signatures(suite, signed, signing_seed, post_quantum_seed=None):
    """As the wire has them, by the originator's keys of the level and status."""
    pairs = [ed25519_sign(signing_seed, signed)]
    if suite == "layered":
        pairs.append(ml_dsa_sign(post_quantum_seed, signed))
    return [{"key_id": key, "signature": value} for key, value in pairs]


def seal(
    core, media_type, file_name, body, recipients, secrets, signing_seed, post_quantum_seed=None
):
    """An envelope file. The seeds are those of the originator's keys of the level and status."""
    parts = content.written(media_type, file_name, body)
    sealed = content.encrypt(parts, core.suite, secrets, core.id, os.urandom)
    own_slots = [_slot(core, secrets, *numbered) for numbered in enumerate(recipients)]
    header = {
        "core": core.data,
        "content_bytes": len(sealed),
        "content_digest": hashlib.sha256(sealed).digest(),
        "slot_count": len(own_slots),
    }
    if core.suite == "layered":
        header["key_commitment"] = content.key_commitment(secrets, core.id)
    if own_slots:
        header["slot_root"] = slots.root(own_slots)
    header_bytes = envelope.HEADER.encode(header)
    signed = domains.signed(domains.HEADER, header_bytes)
    head = {
        "header": header_bytes,
        "signatures": signatures(core.suite, signed, signing_seed, post_quantum_seed),
        "slots": own_slots,
    }
    return envelope.framed(head, sealed)


def _slot(core, secrets, index, recipient):
    sealed = slots.seal(
        secrets, recipient.counter, core.id, recipient.public_key, recipient.key_id,
        recipient.actor, os.urandom(64),
    )
    return {
        "index": index, "recipient": recipient.actor, "key_id": recipient.key_id,
        "sealed": sealed, "path": [],
    }


def for_recipient(received, data_content, actor):
    """The same envelope with `actor`'s slot alone and its path, as a relay hands it out."""
    all_slots = received.head["slots"]
    own = next(slot for slot in all_slots if slot["recipient"] == actor)
    path = merkle.path([slots.leaf(slot) for slot in all_slots], own["index"])
    return envelope.framed(received.head | {"slots": [own | {"path": path}]}, data_content)


def open_content(received, data_content, actor=None, wrapping_seed=None):
    """(media type, file name, body, counter) of a verified envelope.

    `wrapping_seed(key_id)` gives the private half of the key a slot names, or None.
    """
    secrets, counter = open_secrets(received, actor, wrapping_seed)
    return open_with(secrets, received, data_content) + (counter,)


def open_with(secrets, received, data_content):
    """(media type, file name, body) of a verified envelope whose secrets are at hand."""
    head, body = _opened(received, data_content, secrets)
    return head["media_type"], head["file_name"], body


def open_attachments(received, data_content, blobs, actor=None, wrapping_seed=None):
    """[(file name, bytes)] of a verified envelope; `blobs` by their digest."""
    core = received.core
    secrets, _ = open_secrets(received, actor, wrapping_seed)
    head, _ = _opened(received, data_content, secrets)
    named, told = received.header["attachments"], head["attachments"]
    require(len(named) == len(told), "openFailed", "attachments")
    opened = []
    for index, (reference, description) in enumerate(zip(named, told)):
        blob = blobs[reference["digest"]]
        require(len(blob) == reference["bytes"], "contentSizeWrong")
        require(hashlib.sha256(blob).digest() == reference["digest"], "contentDigestWrong")
        keys = content.attachment_keys(secrets, core.suite, index, core.id)
        data = content.decrypt(blob, core.suite, keys, core.id)
        require(len(data) == description["bytes"], "openFailed", "attachment size")
        opened.append((description["file_name"], data))
    return opened


def _opened(received, data_content, secrets):
    core = received.core
    keys = content.content_keys(secrets, core.suite, core.id)
    return content.read(content.decrypt(data_content, core.suite, keys, core.id))


def open_secrets(received, actor, wrapping_seed):
    """(secrets, counter): what the slot holds, checked against the commitment."""
    if not received.core.brings_slots:
        return [], None
    own = [slot for slot in received.head["slots"] if slot["recipient"] == actor]
    require(own, "slotMissing", actor)
    return secrets_in(own[0], received, wrapping_seed)


def secrets_in(slot, received, wrapping_seed):
    """(secrets, counter) of a slot of this message, wherever it came from."""
    core, seed = received.core, wrapping_seed(slot["key_id"])
    require(seed is not None, "keyMissing", slot["key_id"].hex())
    secrets, counter = slots.open_slot(slot, LAYERS[core.suite], core.id, seed)
    if core.suite == "layered":
        commitment = content.key_commitment(secrets, core.id)
        require(commitment == received.header["key_commitment"], "openFailed", "key commitment")
    return secrets, counter
