"""Receipts, plain and sealed. Spec: Receipt."""

import re

from . import domains, hpke, names, x_wing
from .note import SignedNote
from .refusal import Refused, require

KINDS = ["accepted", "delivered", "opened", "acknowledged", "refused", "expired"]
ITEMS, DETAIL_MAX_BYTES, ORIGIN_MAX_BYTES = 4_096, 512, 1_024
PLAINTEXT_BYTES, KEY_ID_BYTES = 1_536, 16


class Receipt:
    """A receipt's text in its one spelling: what the issuer says, vouched for by nobody."""

    def __init__(self, text):
        lines = _Lines(text)
        lines.exactly("budkavle-receipt v1")
        self.kind = lines.value("kind", lambda kind: kind if kind in KINDS else None)
        self.issuer = lines.value("issuer", _issuer)
        self.time_ms = lines.value("time", names.time_ms)
        self.recipient = lines.optional("recipient", lambda n: n if names.is_name(n) else None)
        self.log = lines.optional("log", _log)
        self.detail = lines.optional("detail", str)
        self.items = []
        while (item := lines.optional("message", _item)) is not None:
            rises = not self.items or self.items[-1][0] < item[0]
            require(rises, "valueInvalid", f"line {lines.number}: message")
            self.items.append(item)
        lines.end()
        require(len(self.items) <= ITEMS, "tooMany", "message")
        require(self.items, "partInvalid", "message")
        require(self.detail is None or _is_line(self.detail, DETAIL_MAX_BYTES), "partInvalid")


def verify(data, key_of):
    """The receipt of a signed note; `key_of(issuer)` gives the issuer's key, or None."""
    note = SignedNote(data)
    own = Receipt(note.text)
    key = key_of(own.issuer)
    require(key is not None, "issuerUnknown", own.issuer)
    try:
        note.verified_by([key])
    except Refused as refused:
        raise Refused("note", refused, refused.kind) from None
    return own


def seal(note, message_id, public_key, randomness):
    """For the originator alone: all of one size."""
    require(len(note) <= PLAINTEXT_BYTES - 2, "primitiveFailed", len(note))
    plaintext = len(note).to_bytes(2, "big") + note
    key_id = domains.key_id(domains.X_WING, public_key)
    padded = plaintext.ljust(PLAINTEXT_BYTES, b"\x00")
    return key_id + hpke.seal(public_key, _info(message_id, key_id), padded, randomness)


def open_sealed(blob, message_id, wrapping_seed):
    """The note; `wrapping_seed(key_id)` gives the private half of the key it names, or None."""
    key_id = blob[:KEY_ID_BYTES]
    seed = wrapping_seed(key_id) if len(key_id) == KEY_ID_BYTES else None
    require(seed is not None, "openFailed", "key")
    own = domains.key_id(domains.X_WING, x_wing.public_key(seed))
    require(own == key_id, "openFailed", "key")
    plaintext = hpke.open_sealed(seed, _info(message_id, key_id), blob[KEY_ID_BYTES:])
    require(plaintext is not None and len(plaintext) == PLAINTEXT_BYTES, "openFailed")
    end = 2 + int.from_bytes(plaintext[:2], "big")
    require(end <= PLAINTEXT_BYTES and not any(plaintext[end:]), "openFailed", "padding")
    return plaintext[2:end]


def _info(message_id, key_id):
    return domains.signed(domains.SEALED_RECEIPT, message_id + key_id)


class _Lines:
    """The lines of a text, one by one, each a word and its value."""

    def __init__(self, text):
        lines = text.decode("utf-8").split("\n")
        require(len(lines) <= ITEMS + 9, "tooMany", "line")
        require(not lines.pop(), "lineUnexpected", "end of line")
        self.lines, self.number = lines, 0

    def exactly(self, line):
        require(self.lines[self.number : self.number + 1] == [line], "lineUnexpected", line)
        self.number += 1

    def optional(self, word, read):
        if self.number == len(self.lines) or not self.lines[self.number].startswith(word + " "):
            return None
        self.number += 1
        try:
            value = read(self.lines[self.number - 1][len(word) + 1 :])
        except ValueError:
            value = None
        require(value is not None, "valueInvalid", f"line {self.number}: {word}")
        return value

    def value(self, word, read):
        value = self.optional(word, read)
        require(value is not None, "lineUnexpected", f"line {self.number + 1}: {word}")
        return value

    def end(self):
        require(self.number == len(self.lines), "lineUnexpected", f"line {self.number + 1}: end")


def _issuer(text):
    """`relay R` or `node A/N`, or None."""
    kind, _, name = text.partition(" ")
    parts = name.split("/")
    fits = {"relay": 1, "node": 2}.get(kind) == len(parts) and all(map(names.is_name, parts))
    return text if fits else None


def _log(text):
    parts = text.split(" ")
    fits = len(parts) == 2 and re.fullmatch("0|[1-9][0-9]{0,19}", parts[1])
    if not fits or not _is_line(parts[0], ORIGIN_MAX_BYTES) or int(parts[1]) >> 64:
        return None
    return parts[0], int(parts[1])


def _item(text):
    """(message id, None or (digest of the slot, key id)); ValueError for what is neither."""
    parts = text.split(" ")
    message = names.strict_hex(parts[0], 32)
    if len(parts) == 1:
        return message, None
    if len(parts) != 5 or parts[1] != "slot" or parts[3] != "key":
        return None
    return message, (names.strict_hex(parts[2], 32), names.strict_hex(parts[4], 16))


def _is_line(text, limit):
    return bool(text) and len(text.encode()) <= limit and names.is_plain(text)
