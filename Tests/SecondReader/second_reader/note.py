"""C2SP signed notes, their keys, authorities and quorums. Spec: Note."""

import hashlib
import re

from . import ml_dsa, names, public_keys
from .refusal import Refused, require
from .verification import ed25519_verifies

TEXT_MAX_BYTES, SIGNATURES_MAX_BYTES, SIGNATURES = 16 * 1024 * 1024, 1024 * 1024, 100
ED25519, COSIGNATURE = b"\x01", b"\x04"
ML_DSA_65 = b"\xff" + b"budkavle/ml-dsa-65/v1"
KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_65: 1_952}
SIGNATURE_BYTES = {ED25519: 64, ML_DSA_65: 3_309}
DASH = "\u2014 "


class NoteKey:
    """A public key as its vkey names it."""

    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        require(len(parts) == 3, "verifierKeyMalformed", vkey[:80])
        self.vkey, self.name = vkey, parts[0]
        require(_is_key_name(self.name), "nameInvalid", self.name)
        try:
            claimed, key = names.strict_hex(parts[1], 4), names.strict_base64(parts[2])
        except ValueError:
            raise Refused("verifierKeyMalformed", vkey[:80]) from None
        require(key, "verifierKeyMalformed", "type")
        # Keys of other types are known by name; their lines are ignored.
        self.type = next((kind for kind in KEY_BYTES if key.startswith(kind)), key[:1])
        self.public_key, self.id = key[len(self.type) :], claimed
        if self.type in KEY_BYTES:
            self._check(key)

    def _check(self, key):
        require(len(self.public_key) == KEY_BYTES[self.type], "verifierKeyMalformed", "length")
        if self.type in (ED25519, COSIGNATURE):
            fits = public_keys.is_ed25519(self.public_key)
            require(fits, "verifierKeyMalformed", "no key")
        hashed = hashlib.sha256(self.name.encode() + b"\n" + key).digest()
        require(self.id == hashed[:4], "keyIDMismatch", self.name)

    def verifies(self, signature, text):
        if len(signature) != SIGNATURE_BYTES.get(self.type):
            return False
        check = ed25519_verifies if self.type == ED25519 else ml_dsa.verifies
        return check(self.public_key, signature, text)


class Authority:
    """Two keys of one name; it has signed only where both have."""

    def __init__(self, ed25519_vkey, ml_dsa_vkey):
        self.ed25519, self.ml_dsa = NoteKey(ed25519_vkey), NoteKey(ml_dsa_vkey)
        self.name = self.ed25519.name
        fits = (
            self.ml_dsa.name == self.name
            and self.ed25519.type == ED25519
            and self.ml_dsa.type == ML_DSA_65
        )
        require(fits, "authorityIncomplete", self.name)

    @property
    def keys(self):
        return [self.ed25519, self.ml_dsa]


class Quorum:
    """k of n authorities, no two of one name or key."""

    def __init__(self, threshold, authorities):
        require(1 <= threshold <= len(authorities), "thresholdInvalid", threshold)
        everything = [a.name for a in authorities]
        everything += [key.public_key for a in authorities for key in a.keys]
        require(len(set(everything)) == len(everything), "authoritiesOverlap")
        self.threshold, self.authorities = threshold, authorities


class SignedNote:
    """A note in its one form, vouched for by nobody."""

    def __init__(self, data):
        require(len(data) <= TEXT_MAX_BYTES + SIGNATURES_MAX_BYTES, "tooLarge")
        split = data.rfind(b"\n\n")
        _check_text(data if split < 0 else data[: split + 1])
        require(split >= 0, "emptyLineMissing")
        self.text, block = data[: split + 1], data[split + 2 :]
        require(len(block) <= SIGNATURES_MAX_BYTES, "tooLarge")
        require(block, "signaturesMissing")
        lines, before = block.split(b"\n"), self.text.count(b"\n") + 1
        require(not lines.pop(), "signatureLineMalformed", before + len(lines) + 1)
        require(len(lines) <= SIGNATURES, "signaturesTooMany")
        self.signatures = [_signature(*line) for line in enumerate(lines, before + 1)]

    @property
    def digest(self):
        """SHA-256 of the text, signature lines left out."""
        return hashlib.sha256(self.text).digest()

    def verified_by(self, keys):
        """The keys among `keys` that signed; a line that counts and fails refuses the note."""
        signed = self._holding(keys)
        require(signed, "signatureMissing")
        return signed

    def _holding(self, keys):
        """vkeys of those whose lines are there; every such line must hold."""
        signed = []
        for name, key_id, signature in self.signatures:
            named = {key.vkey: key for key in keys if (key.name, key.id) == (name, key_id)}
            named = [key for key in named.values() if key.type in SIGNATURE_BYTES]
            require(len(named) <= 1, "keysAmbiguous", name)
            for key in named:
                require(key.verifies(signature, self.text), "signatureInvalid", name)
                signed.append(key.vkey)
        return signed

    def verified_by_quorum(self, quorum):
        keys = [key for authority in quorum.authorities for key in authority.keys]
        signed = self._holding(keys)
        found = sum(all(k.vkey in signed for k in a.keys) for a in quorum.authorities)
        require(found >= quorum.threshold, "thresholdUnmet", f"{found} of {quorum.threshold}")


def _check_text(text):
    require(len(text) <= TEXT_MAX_BYTES, "tooLarge")
    control = re.search(rb"[\x00-\x09\x0b-\x1f]", text)
    require(not control, "controlCharacter", control and control.start())
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("utf8Invalid") from None


def _signature(number, line):
    """(name, key id, signature) of one line."""
    try:
        line = line.decode("utf-8")
        if not line.startswith(DASH):
            raise ValueError(line)
        name, encoded = line[len(DASH) :].split(" ")
        data = names.strict_base64(encoded)
    except ValueError:
        raise Refused("signatureLineMalformed", number) from None
    require(_is_key_name(name) and len(data) > 4, "signatureLineMalformed", number)
    return name, data[:4], data[4:]


def _is_key_name(name):
    return bool(name) and not any(c.isspace() or c == "+" or ord(c) < 0x20 for c in name)
