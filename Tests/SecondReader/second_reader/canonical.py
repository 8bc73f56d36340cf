"""Protobuf as far as Budkavle uses it, and its one encoding. Spec: Envelope, "Canonical encoding".

Reading is lenient (unknown fields are skipped, the last of several values counts); what makes it
strict is `same_encoding`, which writes the values again and compares.
"""

from .refusal import Refused, require

VARINT, LENGTH = 0, 2
MASK_64 = (1 << 64) - 1


class Field:
    """One field of a message: number, name, and how its value is written."""

    def __init__(self, number, name, kind, repeated=False):
        self.number, self.name, self.kind, self.repeated = number, name, kind, repeated

    @property
    def is_varint(self):
        return self.kind in ("uint32", "uint64", "int64", "enum", "bool")

    def default(self):
        if self.repeated:
            return []
        if isinstance(self.kind, Schema):
            return None
        return {"bytes": b"", "string": ""}.get(self.kind, 0)


class Schema:
    """A message type, its fields in rising order."""

    def __init__(self, name, *fields):
        self.name, self.fields = name, [Field(*field) for field in fields]
        self.by_number = {field.number: field for field in self.fields}

    def encode(self, values):
        out = bytearray()
        for field in self.fields:
            value = values.get(field.name, field.default())
            for item in value if field.repeated else ([value] if value else []):
                out += _encode_field(field, item)
        return bytes(out)

    def decode(self, data):
        values = {field.name: field.default() for field in self.fields}
        for number, wire, raw in _fields(data, self.name):
            field = self.by_number.get(number)
            if field is None or wire != (VARINT if field.is_varint else LENGTH):
                continue
            value = _decode_value(field, raw, self.name)
            if field.repeated:
                values[field.name].append(value)
            else:
                values[field.name] = value
        return values


def same_encoding(part, received, written):
    """Refuses `received` unless it is what we write ourselves."""
    if received != written:
        pairs = enumerate(zip(received, written))
        shorter = min(len(received), len(written))
        offset = next((i for i, (a, b) in pairs if a != b), shorter)
        raise Refused("notCanonical", f"{part} {offset}")


def _varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _encode_field(field, value):
    if field.is_varint:
        return _varint(field.number << 3 | VARINT) + _varint(int(value) & MASK_64)
    if isinstance(field.kind, Schema):
        value = field.kind.encode(value)
    elif field.kind == "string":
        value = value.encode()
    return _varint(field.number << 3 | LENGTH) + _varint(len(value)) + value


def _decode_value(field, raw, part):
    if isinstance(field.kind, Schema):
        return field.kind.decode(raw)
    if field.kind == "string":
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("malformed", part) from None
    if field.kind == "int64":
        return raw - (1 << 64) if raw >> 63 else raw
    if field.kind == "bool":
        return bool(raw)
    return raw & 0xFFFFFFFF if field.kind in ("uint32", "enum") else raw


def _fields(data, part):
    """(number, wire type, value) one after the other; values of unknown wire types are skipped."""
    place = 0
    while place < len(data):
        tag, place = _read_varint(data, place, part)
        number, wire = tag >> 3, tag & 7
        require(0 < number < 1 << 29, "malformed", part)
        if wire == VARINT:
            value, place = _read_varint(data, place, part)
        elif wire in (1, 5):
            width = 8 if wire == 1 else 4
            value, place = None, place + width
        elif wire == LENGTH:
            length, place = _read_varint(data, place, part)
            value, place = bytes(data[place : place + length]), place + length
        else:
            raise Refused("malformed", part)
        require(place <= len(data), "malformed", part)
        yield number, wire, value


def _read_varint(data, place, part):
    number = 0
    for shift in range(0, 70, 7):
        require(place < len(data), "malformed", part)
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number & MASK_64, place
    raise Refused("malformed", part)
