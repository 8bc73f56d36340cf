"""Slots and the root over them. Spec: Envelope, "Slots", and Sealing, "Slots"."""

import hashlib

from . import domains, hpke, merkle, names
from .canonical import Schema
from .refusal import require

SLOTS, SEALED_MAX_BYTES, PATH = 2_048, 2_048, 32
SLOT = Schema(
    "slot",
    (1, "index", "uint32"),
    (2, "recipient", "string"),
    (3, "key_id", "bytes"),
    (4, "sealed", "bytes"),
    (5, "path", "bytes", True),
)


def check_form(slot):
    require(len(slot["sealed"]) <= SEALED_MAX_BYTES, "tooLong", "slot")
    require(len(slot["path"]) <= PATH, "tooMany", "path")
    names.name(slot["recipient"])
    require(len(slot["key_id"]) == 16, "nameInvalid", "key_id")
    for sibling in slot["path"]:
        require(len(sibling) == 32, "nameInvalid", "path")


def leaf(slot):
    recipient = slot["recipient"].encode()
    sealed = hashlib.sha256(slot["sealed"]).digest()
    data = b"\x00" + bytes([len(recipient)]) + recipient + slot["key_id"] + sealed
    return hashlib.sha256(data).digest()


def root(slots):
    return merkle.root([leaf(slot) for slot in slots])


def check(slots, count, expected):
    """All slots of a message together, or some of them each with its path."""
    require(slots, "slotsMissing")
    names = [slot["recipient"] for slot in slots]
    require(len(set(names)) == len(names), "slotRecipientRepeated")
    if len(slots) == count:
        for place, slot in enumerate(slots):
            require(slot["index"] == place and not slot["path"], "slotPathInvalid", slot["index"])
        require(root(slots) == expected, "slotRootMismatch")
        return
    for slot in slots:
        reached = slot["index"] < count and merkle.root_of_path(
            leaf(slot), slot["index"], count, slot["path"]
        )
        require(reached == expected, "slotPathInvalid", slot["index"])


def info(core_id, key_id, recipient):
    return domains.signed(domains.SLOT, core_id + key_id + recipient.encode())


def seal(secrets, counter, core_id, public_key, key_id, recipient, randomness):
    """The HPKE of the secrets and the recipient's own counter."""
    plaintext = b"".join(secrets) + counter.to_bytes(8, "big")
    return hpke.seal(public_key, info(core_id, key_id, recipient), plaintext, randomness)


def open_slot(slot, layers, core_id, seed):
    """(secrets, counter) of the slot, with as many secrets as the suite has layers."""
    sealed = slot["sealed"]
    require(len(sealed) == 1_120 + 32 * layers + 8 + 16, "openFailed")
    plaintext = hpke.open_sealed(seed, info(core_id, slot["key_id"], slot["recipient"]), sealed)
    require(plaintext is not None, "openFailed")
    secrets = [plaintext[32 * layer : 32 * layer + 32] for layer in range(layers)]
    return secrets, int.from_bytes(plaintext[32 * layers :], "big")
