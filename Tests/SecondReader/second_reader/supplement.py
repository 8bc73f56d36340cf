"""A late recipient's slot, signed by the originator. Spec: Envelope, "Supplements"."""

import os

from . import domains, names, sealing, slots, verification
from .canonical import Schema, same_encoding
from .envelope import SIGNATURE
from .refusal import require

SUPPLEMENT = Schema(
    "supplement",
    (1, "message_id", "bytes"),
    (2, "slot", slots.SLOT),
    (3, "view_digest", "bytes"),
    (4, "created_ms", "int64"),
)
SIGNED = Schema("supplement", (1, "supplement", "bytes"), (2, "signatures", SIGNATURE, True))


class Supplement:
    """A supplement in its one encoding, vouched for by nobody."""

    def __init__(self, data):
        signed = SIGNED.decode(data)
        self.data, self.signatures = signed["supplement"], signed["signatures"]
        self.values = SUPPLEMENT.decode(self.data)
        self.slot = self.values["slot"] or slots.SLOT.decode(b"")
        require(len(self.values["message_id"]) == 32, "nameInvalid", "message_id")
        slots.check_form(self.slot)
        require(len(self.values["view_digest"]) == 16, "fieldInvalid", "view digest")
        names.valid_time_ms(self.values["created_ms"], "fieldInvalid", "created")
        # It travels alone: no place among others, no path.
        alone = self.values | {"slot": self.slot | {"index": 0, "path": []}}
        same_encoding("supplement", self.data, SUPPLEMENT.encode(alone))
        for signature in self.signatures:
            require(len(signature["key_id"]) == 16, "nameInvalid", "key_id")
        same_encoding("supplement", data, SIGNED.encode(signed))


def verify(own, received, view, now_ms):
    """Whether it is the originator's, for this verified envelope."""
    require(own.values["message_id"] == received.message_id, "fieldInvalid", "message id")
    signed = domains.signed(domains.SUPPLEMENT, own.data)
    verification.verify_signatures(
        received, own.signatures, signed, own.values["created_ms"], view, now_ms
    )


def open_secrets(own, received, wrapping_seed):
    """(secrets, counter) of the slot it brings."""
    return sealing.secrets_in(own.slot, received, wrapping_seed)


def written(received, secrets, recipient, view_digest, created_ms, signing_seed, pq_seed=None):
    """The bytes of a supplement to a message whose secrets are at hand."""
    sealed = slots.seal(
        secrets, recipient.counter, received.core.id, recipient.public_key, recipient.key_id,
        recipient.actor, os.urandom(64),
    )
    data = SUPPLEMENT.encode({
        "message_id": received.message_id,
        "slot": {"recipient": recipient.actor, "key_id": recipient.key_id, "sealed": sealed},
        "view_digest": view_digest,
        "created_ms": created_ms,
    })
    signed = domains.signed(domains.SUPPLEMENT, data)
    signatures = sealing.signatures(received.core.suite, signed, signing_seed, pq_seed)
    return SIGNED.encode({"supplement": data, "signatures": signatures})
