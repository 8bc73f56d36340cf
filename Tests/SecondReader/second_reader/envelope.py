"""Frame, head and header of an envelope. Spec: Envelope."""

from . import core, domains, names
from .canonical import Schema, same_encoding
from .refusal import require
from .slots import SLOT, SLOTS, check_form

MAGIC, PREFIX_BYTES = b"budkavle\x01", 13
HEAD_MAX_BYTES, ATTACHMENTS, RELEASES = 4 * 1024 * 1024, 256, 16

HEADER = Schema(
    "header",
    (1, "core", "bytes"),
    (2, "content_bytes", "uint64"),
    (3, "content_digest", "bytes"),
    (4, "key_commitment", "bytes"),
    (5, "slot_root", "bytes"),
    (6, "slot_count", "uint32"),
    (7, "attachments", Schema(
        "attachment", (1, "digest", "bytes"), (2, "bytes", "uint64")
    ), True),
)
SIGNATURE = Schema("signature", (1, "key_id", "bytes"), (2, "signature", "bytes"))
HEAD = Schema(
    "head",
    (1, "header", "bytes"),
    (2, "signatures", SIGNATURE, True),
    (3, "slots", SLOT, True),
    (4, "releases", Schema("release", (1, "person", "string"), (2, "signature", "bytes")), True),
)


class Envelope:
    """A well-formed envelope, vouched for by nobody."""

    def __init__(self, head_bytes):
        self.head = _read_head(head_bytes)
        self.header_bytes = self.head["header"]
        self.header, self.core = read_header(self.header_bytes)
        self.message_id = domains.digest(domains.HEADER, self.header_bytes)


def _read_head(data):
    require(len(data) <= HEAD_MAX_BYTES, "tooLong", "head")
    head = HEAD.decode(data)
    require(len(head["signatures"]) <= 2, "tooMany", "signatures")
    require(len(head["slots"]) <= SLOTS, "tooMany", "slots")
    require(len(head["releases"]) <= RELEASES, "tooMany", "releases")
    for slot in head["slots"]:
        check_form(slot)
    for release in head["releases"]:
        names.name(release["person"])
    for signature in head["signatures"]:
        require(len(signature["key_id"]) == 16, "nameInvalid", "key_id")
    same_encoding("head", data, HEAD.encode(head))
    return head


def read_header(data):
    """(header, core)."""
    header = HEADER.decode(data)
    for attachment in header["attachments"]:
        require(len(attachment["digest"]) == 32, "fieldInvalid", "attachment")
    own_core = core.read(header["core"])
    require(len(header["content_digest"]) == 32, "fieldInvalid", "content_digest")
    layered, brings_slots = own_core.suite == "layered", own_core.brings_slots
    commitment, root = len(header["key_commitment"]), len(header["slot_root"])
    require(commitment == (32 if layered else 0), "fieldInvalid", "key_commitment")
    require(root == (32 if brings_slots else 0), "fieldInvalid", "slot_root")
    require((header["slot_count"] > 0) == brings_slots, "fieldInvalid", "slot_count")
    carried = own_core.values["key_carrier"]
    require(own_core.suite != "signed" or not carried, "fieldInvalid", "key_carrier")
    require(header["slot_count"] <= SLOTS, "tooMany", "slots")
    require(len(header["attachments"]) <= ATTACHMENTS, "tooMany", "attachments")
    opaque, approval = own_core.values["opaque"], own_core.values["approval"]
    require(approval or not opaque, "fieldInvalid", "approval")
    require(not (opaque and header["attachments"]), "fieldInvalid", "attachments")
    same_encoding("header", data, HEADER.encode(header))
    return header, own_core


def split(data):
    """(envelope, content) of a file."""
    head, start = _framed_head(data)
    envelope = Envelope(head)
    size = envelope.header["content_bytes"]
    require(len(data) >= start + size, "truncated", len(data))
    require(len(data) == start + size, "trailingBytes", start + size)
    return envelope, data[start:]


def _framed_head(data):
    """(head's bytes, where the content starts)."""
    require(MAGIC.startswith(data[: len(MAGIC)]), "magicMissing")
    require(len(data) >= PREFIX_BYTES, "truncated", len(data))
    length = int.from_bytes(data[len(MAGIC) : PREFIX_BYTES], "big")
    require(length <= HEAD_MAX_BYTES, "tooLong", "head")
    start = PREFIX_BYTES + length
    require(len(data) >= start, "truncated", len(data))
    return data[PREFIX_BYTES:start], start


def framed(head_values, content):
    head = HEAD.encode(head_values)
    return MAGIC + len(head).to_bytes(4, "big") + head + content
