"""The core of a message: what is known before the content is. Spec: Envelope, "Core"."""

from . import domains, label, names
from .canonical import Schema, same_encoding
from .refusal import require

CORE_MAX_BYTES, REFERENCES = 512 * 1024, 64
KINDS = [
    "notice", "picture", "request", "direction", "activation", "file", "receipt", "heartbeat",
]
PRECEDENCES = ["flash", "immediate", "priority", "routine"]
RELATIONS = ["supersedes", "cancels", "answers", "reclassifies"]
SUITES = ["signed", "sealed", "layered"]

WIRE = Schema(
    "core",
    (1, "version", "uint32"),
    (2, "kind", "enum"),
    (3, "label", label.WIRE),
    (4, "originator", "string"),
    (5, "function", "string"),
    (6, "created_ms", "int64"),
    (7, "precedence", "enum"),
    (8, "references", Schema(
        "reference", (1, "relation", "enum"), (2, "message_id", "bytes")
    ), True),
    (9, "view_digest", "bytes"),
    (10, "ground", "string"),
    (11, "approval", "string"),
    (12, "activation", "string"),
    (13, "suite", "enum"),
    (14, "opaque", "bool"),
    (15, "key_carrier", "bytes"),
    (16, "counter", "uint64"),
)


class Core:
    """A core as read, or as it is to be written: the values, their label and their bytes."""

    def __init__(self, values, own_label):
        self.values, self.label = values, own_label
        self.originator, self.created_ms = values["originator"], values["created_ms"]
        self.suite = SUITES[values["suite"] - 1]
        self.data = WIRE.encode(values | {"label": own_label.wire})
        self.id = domains.digest(domains.CORE, self.data)
        require(len(self.data) <= CORE_MAX_BYTES, "tooLong", "core")

    @property
    def brings_slots(self):
        return self.suite != "signed" and not self.values["key_carrier"]


def read(data):
    require(len(data) <= CORE_MAX_BYTES, "tooLong", "core")
    values = WIRE.decode(data)
    require(values["version"] == 1, "versionUnknown", values["version"])
    require(len(values["references"]) <= REFERENCES, "tooMany", "references")
    for reference in values["references"]:
        require(len(reference["message_id"]) == 32, "nameInvalid", "message_id")
        _check_enum(reference, "relation", RELATIONS)
    _check_enum(values, "kind", KINDS)
    # A message that is absent is one without fields.
    own_label = label.from_wire(values["label"] or label.WIRE.decode(b""))
    names.name(values["originator"])
    _check_optional_name(values, "function")
    names.valid_time_ms(values["created_ms"], "fieldInvalid", "created_ms")
    _check_enum(values, "precedence", PRECEDENCES)
    require(len(values["view_digest"]) == 16, "fieldInvalid", "view_digest")
    for field in ("ground", "approval", "activation"):
        _check_optional_name(values, field)
    _check_enum(values, "suite", SUITES)
    require(len(values["key_carrier"]) in (0, 16), "fieldInvalid", "key_carrier")
    core = Core(values, own_label)
    same_encoding("core", data, core.data)
    return core


def written(own_label, originator, created_ms, kind, suite, view_digest, **optional):
    """A core of ours; enumerations by name."""
    values = {field.name: field.default() for field in WIRE.fields}
    values |= {
        "version": 1, "kind": KINDS.index(kind) + 1, "originator": originator,
        "created_ms": created_ms, "precedence": PRECEDENCES.index("routine") + 1,
        "view_digest": view_digest, "suite": SUITES.index(suite) + 1,
    }
    return Core(values | optional, own_label)


def _check_enum(values, field, known):
    require(1 <= values[field] <= len(known), "fieldInvalid", field)


def _check_optional_name(values, field):
    if values[field]:
        names.name(values[field])
