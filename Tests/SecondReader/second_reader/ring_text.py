"""The text of a key ring, in its one form. Spec: Key ring, "Layout"."""

import re
from dataclasses import dataclass, field

from . import names
from .refusal import Refused, require

RING_MAX_BYTES, KEYS, BOX_BYTES = 4 * 1024 * 1024, 10_000, 72
OPERATIONS, MEMORY_KIB = range(1, 17), range(8_192, 1_048_577)
NUMBER = r"(0|[1-9][0-9]{0,9})"
UNLOCK = re.compile(
    rf"(unlock (?:argon2id operations={NUMBER} memory-kib={NUMBER} salt=(\S+)|key-file)) (\S+)"
)
KEY = re.compile(r"(key (\S+) (\S+) ([0-9a-f]{32}) from=(\S+) until=(\S+)) (\S+)")
CODE = re.compile(r"mac (\S+)")
AUTHORITY, ACTOR, MESSAGES, NODE, RELAY, PERSON = (
    "authority:N", "actor:N", "messages:N:N:N", "node:N:N", "relay:N", "person:N:N",
)
OWNERS = {
    **dict.fromkeys(
        (
            kind + "-" + signing for kind in ("root", "policy", "freshness")
            for signing in ("signing", "post-quantum-signing")
        ),
        [AUTHORITY],
    ),
    "identity-signing": [ACTOR],
    "identity-post-quantum-signing": [ACTOR],
    "signing": [MESSAGES],
    "post-quantum-signing": [MESSAGES],
    "wrapping": [MESSAGES],
    "receipt": [NODE, RELAY],
    "witness": [NODE, RELAY],
    "tls": [NODE, RELAY],
    "vault": [NODE],
    "release": [PERSON],
}


@dataclass
class Unlock:
    """`cost` is passes and KiB of a passphrase's lock, None for a key file's."""

    clear: str
    cost: tuple | None
    salt: bytes
    box: bytes


@dataclass
class Key:
    clear: str
    purpose: str
    owner: str
    id: bytes
    box: bytes


@dataclass
class RingText:
    unlocks: list = field(default_factory=list)
    keys: list = field(default_factory=list)
    code: bytes = b""
    authenticated: bytes = b""


def read(data):
    require(len(data) <= RING_MAX_BYTES, "tooLarge")
    require(re.fullmatch(rb"(?:[ -~]*\n)+", data), "malformed", "lines")
    lines = data.decode("ascii").split("\n")[:-1]
    require(lines[0] == "budkavle-key-ring v1", "malformed", 1)
    text, code = RingText(), CODE.fullmatch(lines[-1])
    for number, line in enumerate(lines[1:-1], 2):
        if line.startswith("unlock ") and not text.keys:
            text.unlocks.append(_unlock(number, line))
        else:
            text.keys.append(_key(number, line))
    require(code, "malformed", len(lines))
    text.code = _base64(code[1], len(lines))
    text.authenticated = data[: -len(lines[-1]) - 1]
    ids = {key.id for key in text.keys}
    require(len(ids) == len(text.keys), "keyTwice")
    require(len(ids) <= KEYS, "tooManyKeys")
    kinds = [unlock.cost is None for unlock in text.unlocks]
    require(kinds and len(kinds) == len(set(kinds)), "unlocksInvalid")
    return text


def _unlock(number, line):
    match = UNLOCK.fullmatch(line)
    require(match, "malformed", number)
    clear, operations, memory, salt, box = match.groups()
    cost, salt_bytes, box = None, b"", _base64(box, number)
    if operations is not None:
        cost, salt_bytes = (int(operations), int(memory)), _base64(salt, number)
        require(len(salt_bytes) == 16, "malformed", number)
        allowed = cost[0] in OPERATIONS and cost[1] in MEMORY_KIB
        require(allowed, "passwordCostRefused", number)
    require(len(box) == BOX_BYTES, "malformed", number)
    return Unlock(clear, cost, salt_bytes, box)


def _key(number, line):
    match = KEY.fullmatch(line)
    require(match, "malformed", number)
    clear, purpose, owner, key_id, start, end, box = match.groups()
    kind, *parts = owner.split(":")
    shape = ":".join([kind] + ["N"] * len(parts))
    fits = shape in OWNERS.get(purpose, []) and all(map(names.is_name, parts))
    require(fits, "malformed", number)
    start, end = _time(start, number), _time(end, number)
    require(start is None or end is None or start < end, "malformed", number)
    return Key(clear, purpose, owner, bytes.fromhex(key_id), _base64(box, number))


def _time(text, number):
    try:
        return None if text == "-" else names.time_ms(text)
    except ValueError:
        raise Refused("malformed", number) from None


def _base64(text, number):
    try:
        return names.strict_base64(text)
    except ValueError:
        raise Refused("malformed", number) from None
