"""Texts of registry notes, one spelling each. Spec: Registry, "Texts" to "Actor statements"."""

import re
from dataclasses import dataclass, field

from . import names, public_keys
from .label import LEVELS
from .note import COSIGNATURE, ED25519, Authority, NoteKey, Quorum
from .refusal import Refused, require

ROOT, ACTOR = "budkavle-registry-root v1", "budkavle-registry-actor v1"
PURPOSE_KEYS = {
    "signing": public_keys.is_ed25519,
    "post-quantum-signing": public_keys.is_ml_dsa_65,
    "wrapping": public_keys.is_x_wing,
}
CHAIN, AUTHORITIES, CERTIFICATE_MAX_BYTES, URL_MAX_BYTES = 1_000_000, 32, 16_384, 512


@dataclass
class Statement:
    """One statement: its first word, and its parts by name."""

    line: int
    kind: str
    parts: dict = field(default_factory=dict)

    def __getitem__(self, part):
        return self.parts[part]


@dataclass
class RegistryText:
    """A note's text: its place in a chain and what it states. `actor` is None in the root chain."""

    actor: str | None
    region: str
    sequence: int
    previous: bytes | None
    time_ms: int
    statements: list


class Lines:
    """The lines of a text, read one by one; what does not fit is refused with its number."""

    def __init__(self, text):
        printable = re.fullmatch(rb"(?:[ -~]*\n)+", text)
        require(printable, "malformed", "printable lines")
        self.lines = text.decode("ascii").split("\n")[:-1]
        self.number = 0

    def __bool__(self):
        return self.number < len(self.lines)

    def words(self):
        require(bool(self), "malformed", f"line {self.number + 1}: end")
        self.number += 1
        return self.lines[self.number - 1].split(" ")

    def value(self, key):
        words = self.words()
        self.check(len(words) == 2 and words[0] == key)
        return words[1]

    def check(self, condition):
        require(condition, "malformed", f"line {self.number}")

    def read(self, reader, *arguments):
        """`reader`'s value; its ValueError is a malformed line."""
        try:
            return reader(*arguments)
        except ValueError:
            raise Refused("malformed", f"line {self.number}") from None


def read(text):
    lines = Lines(text)
    kind = " ".join(lines.words())
    lines.check(kind in (ROOT, ACTOR))
    region = lines.read(_name, lines.value("region"))
    actor = lines.read(_name, lines.value("actor")) if kind == ACTOR else None
    sequence = lines.read(_number, lines.value("sequence"))
    lines.check(sequence < CHAIN)
    previous = lines.value("previous")
    lines.check((previous == "-") == (actor is None and sequence == 0))
    previous = None if previous == "-" else lines.read(names.strict_hex, previous, 32)
    time_ms = lines.read(names.time_ms, lines.value("time"))
    statements, forms = [], ACTOR_FORMS if actor else ROOT_FORMS
    while lines:
        words = lines.words()
        lines.check(words[0] in forms)
        statement = Statement(lines.number, words[0])
        forms[words[0]](lines, words[1:], statement.parts)
        statements.append(statement)
    require(statements, "malformed", f"line {lines.number + 1}: statement")
    return RegistryText(actor, region, sequence, previous, time_ms, statements)


def _authorities(lines, words, parts):
    lines.check(len(words) == 1)
    threshold, authorities = lines.read(_number, words[0]), []
    while lines and lines.lines[lines.number].startswith("authority "):
        words = lines.words()
        lines.check(len(words) == 3)
        authorities.append(_authority(lines, *words[1:]))
        require(len(authorities) <= AUTHORITIES, "tooMany", "authority")
    try:
        parts["quorum"] = Quorum(threshold, authorities)
    except Refused as refused:
        raise Refused("note", refused, refused.kind) from None


def _authority(lines, ed25519, ml_dsa):
    try:
        return Authority(ed25519, ml_dsa)
    except Refused:
        raise Refused("malformed", f"line {lines.number}") from None


def _vkey(lines, text, kind):
    try:
        key = NoteKey(text)
    except Refused:
        raise Refused("malformed", f"line {lines.number}") from None
    lines.check(key.type == kind)
    return key


def _add_actor(lines, words, parts):
    lines.check(len(words) == 3)
    parts |= {"name": lines.read(_name, words[0]), "identity": _authority(lines, *words[1:])}


def _replace_identity(lines, words, parts):
    lines.check(len(words) == 4)
    parts["name"] = lines.read(_name, words[0])
    parts["after"] = lines.read(names.strict_hex, _option(lines, words[1], "after"), 32)
    parts["identity"] = _authority(lines, *words[2:])


def _revoke(lines, words, parts):
    parts["name"] = lines.read(_name, words[0]) if words else lines.check(False)
    parts |= _revocation(lines, words[1:])


def _revoke_key(lines, words, parts):
    parts["name"] = lines.read(names.strict_hex, words[0], 16) if words else lines.check(False)
    parts |= _revocation(lines, words[1:])


def _revocation(lines, words):
    lines.check(1 <= len(words) <= 2)
    at = lines.read(names.time_ms, _option(lines, words[0], "at"))
    since = None
    if len(words) == 2:
        since = lines.read(names.time_ms, _option(lines, words[1], "compromised-since"))
    return {"at": at, "since": since}


def _add_relay(lines, words, parts):
    lines.check(len(words) == 4)
    url = _option(lines, words[1], "url")
    lines.check(url.startswith("https://") and len(url) <= URL_MAX_BYTES)
    parts |= {
        "name": lines.read(_name, words[0]),
        "certificate": _certificate(lines, words[2]),
        "receipt": _vkey(lines, _option(lines, words[3], "receipt"), ED25519),
    }


def _renew_relay(lines, words, parts):
    lines.check(len(words) == 3)
    parts |= {
        "name": lines.read(_name, words[0]),
        "certificate": _certificate(lines, words[1]),
        "until": lines.read(names.time_ms, _option(lines, words[2], "previous-until")),
    }


def _add_witness(lines, words, parts):
    lines.check(len(words) == 2)
    parts["name"] = lines.read(_name, words[0])
    parts["key"] = _vkey(lines, _option(lines, words[1], "key"), COSIGNATURE)


def _add_node(lines, words, parts):
    lines.check(len(words) == 4)
    ceiling = _option(lines, words[1], "ceiling")
    lines.check(ceiling in LEVELS)
    parts |= {
        "name": lines.read(_name, words[0]),
        "certificate": _certificate(lines, words[2]),
        "receipt": _vkey(lines, _option(lines, words[3], "receipt"), ED25519),
    }


def _add_key(lines, words, parts):
    lines.check(len(words) == 6)
    purpose, level, status, encoded = words[:4]
    lines.check(purpose in PURPOSE_KEYS and level in LEVELS)
    lines.check(status in ("actual", "exercise", "test"))
    key = lines.read(names.strict_base64, encoded)
    lines.check(PURPOSE_KEYS[purpose](key))
    parts |= {"purpose": purpose, "level": level, "status": status, "key": key}
    parts |= _validity(lines, words[4:])


def _add_person(lines, words, parts):
    lines.check(len(words) == 4)
    key = lines.read(names.strict_base64, words[1])
    lines.check(public_keys.is_ed25519(key))
    parts |= {"name": lines.read(_name, words[0]), "key": key} | _validity(lines, words[2:])


def _validity(lines, words):
    return {
        "from": lines.read(names.time_ms, _option(lines, words[0], "from")),
        "until": lines.read(names.time_ms, _option(lines, words[1], "until")),
    }


def _certificate(lines, word):
    """One DER sequence, whole."""
    der = lines.read(names.strict_base64, _option(lines, word, "certificate"))
    lines.check(4 <= len(der) <= CERTIFICATE_MAX_BYTES and der[0] == 0x30)
    extra = max(der[1] - 0x80, 0)
    lines.check(extra <= 2 and der[1] != 0x80)
    length = int.from_bytes(der[2 : 2 + extra], "big") if extra else der[1]
    lines.check(len(der) == 2 + extra + length)
    return der


def _option(lines, word, key):
    name, separator, value = word.partition("=")
    lines.check(separator and name == key)
    return value


def _name(text):
    if not names.is_name(text):
        raise ValueError(text)
    return text


def _number(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
        raise ValueError(text)
    return int(text)


ROOT_FORMS = {
    "root-authorities": _authorities,
    "policy-authorities": _authorities,
    "freshness-authorities": _authorities,
    "add-actor": _add_actor,
    "replace-identity": _replace_identity,
    "revoke-actor": _revoke,
    "add-relay": _add_relay,
    "renew-relay": _renew_relay,
    "revoke-relay": _revoke,
    "add-witness": _add_witness,
    "revoke-witness": _revoke,
}
ACTOR_FORMS = {
    "add-node": _add_node,
    "revoke-node": _revoke,
    "add-key": _add_key,
    "revoke-key": _revoke_key,
    "add-person": _add_person,
    "revoke-person": _revoke,
}
