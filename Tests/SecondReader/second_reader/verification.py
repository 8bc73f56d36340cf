"""Whether an envelope is its originator's. Spec: Envelope, "Verification"."""

import hashlib

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from . import domains, ml_dsa, slots
from .refusal import Refused, require

CLOCK_AHEAD_MS = 300_000
PURPOSES = ["signing", "post-quantum-signing"]


def ed25519_verifies(public_key, signature, message):
    if len(signature) != 64:
        return False
    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError:
        return False
    return True


def verify(envelope, content, view, now_ms):
    """Steps 2 to 6; step 1 is `envelope.split`."""
    core, header = envelope.core, envelope.header
    require(core.created_ms <= now_ms + CLOCK_AHEAD_MS, "createdInFuture", core.created_ms)
    signed = domains.signed(domains.HEADER, envelope.header_bytes)
    verify_signatures(envelope, envelope.head["signatures"], signed, core.created_ms, view, now_ms)
    if core.brings_slots:
        slots.check(envelope.head["slots"], header["slot_count"], header["slot_root"])
    else:
        require(not envelope.head["slots"], "slotRootMismatch")
    _verify_releases(envelope, view)
    require(len(content) == header["content_bytes"], "contentSizeWrong")
    require(hashlib.sha256(content).digest() == header["content_digest"], "contentDigestWrong")


def verify_signatures(envelope, signatures, signed, moment_ms, view, now_ms):
    """As many signatures as the suite has, each by a key of its purpose, each holding."""
    core = envelope.core
    purposes = PURPOSES[: 2 if core.suite == "layered" else 1]
    require(len(signatures) == len(purposes), "signatureCountWrong", len(signatures))
    for signature, purpose in zip(signatures, purposes):
        key = view.message_key(signature["key_id"])
        require(key is not None, "keyUnknown", signature["key_id"].hex())
        _check_use(key, core, purpose, moment_ms, now_ms)
        verifies = ed25519_verifies if purpose == "signing" else ml_dsa.verifies
        held = verifies(key.public_key, signature["signature"], signed)
        require(held, "signatureInvalid", key.id.hex())


def _check_use(key, core, purpose, moment_ms, now_ms):
    how = None
    if key.actor != core.originator:
        how = "actor"
    elif key.purpose != purpose:
        how = "purpose"
    elif key.level != core.label.level:
        how = "level"
    elif key.status != core.label.status:
        how = "status"
    elif key.is_revoked(max(now_ms, moment_ms)):
        how = "revoked"
    elif moment_ms < key.from_ms:
        how = "not-yet-valid"
    elif moment_ms >= key.until_ms:
        how = "expired"
    if how:
        raise Refused("keyMisused", key.id.hex(), how)


def _verify_releases(envelope, view):
    signed, seen = domains.signed(domains.RELEASE, envelope.message_id), set()
    for release in envelope.head["releases"]:
        person = view.person(envelope.core.originator, release["person"])
        held = (
            person is not None
            and release["person"] not in seen
            and ed25519_verifies(person.public_key, release["signature"], signed)
        )
        require(held, "releaseInvalid", release["person"])
        seen.add(release["person"])
