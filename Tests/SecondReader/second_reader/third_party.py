"""Our own ML-KEM, ML-DSA, X-Wing, HPKE and chunked encryption against vectors others made.

They lie beside the repository (`data/crypto` in the shared folder): Wycheproof, draft-ietf-hpke-pq
and draft-connolly-cfrg-xwing-kem.
"""

import hashlib
import json
import zlib

from . import content, hpke, ml_dsa, ml_kem, x_wing
from .refusal import Refused

HEX = bytes.fromhex


def defects(folder):
    """(how many vectors there were, what of them did not hold)."""
    count, found = 0, []
    for check in (_ml_kem_keys, _ml_kem, _ml_dsa, _x_wing, _hpke, _chunked):
        for what, holds in check(folder):
            count += 1
            if not holds:
                found.append(f"{check.__name__[1:]}: {what}")
    return count, found


def _wycheproof(folder, name):
    file = json.loads((folder / "wycheproof" / name).read_text())
    for group in file["testGroups"]:
        for test in group["tests"]:
            yield group, test, test["result"] == "valid"


def _ml_kem_keys(folder):
    for _, test, _ in _wycheproof(folder, "mlkem_768_keygen_seed_test.json"):
        seed = HEX(test["seed"])
        ek, dk = ml_kem.keygen(seed[:32], seed[32:])
        yield test["tcId"], (ek, dk) == (HEX(test["ek"]), HEX(test["dk"]))


def _ml_kem(folder):
    for _, test, is_valid in _wycheproof(folder, "mlkem_768_test.json"):
        seed, ciphertext = HEX(test["seed"]), HEX(test["c"])
        if len(seed) != 64 or len(ciphertext) != ml_kem.CIPHERTEXT_BYTES:
            yield test["tcId"], not is_valid
            continue
        _, dk = ml_kem.keygen(seed[:32], seed[32:])
        yield test["tcId"], (ml_kem.decapsulate(dk, ciphertext).hex() == test["K"]) == is_valid


def _ml_dsa(folder):
    for group, test, is_valid in _wycheproof(folder, "mldsa_65_verify_test.json"):
        arguments = [group["publicKey"], test["sig"], test["msg"], test.get("ctx", "")]
        yield test["tcId"], ml_dsa.verifies(*map(HEX, arguments)) == is_valid


def _x_wing(folder):
    for test in json.loads((folder / "xwing" / "test-vectors.json").read_text()):
        yield "public key", x_wing.public_key(HEX(test["seed"])).hex() == test["pk"]
        secret, encapsulation = x_wing.encapsulate(HEX(test["pk"]), HEX(test["eseed"]))
        yield "encapsulation", (secret.hex(), encapsulation.hex()) == (test["ss"], test["ct"])
        secret = x_wing.decapsulate(HEX(test["sk"]), HEX(test["ct"]))
        yield "decapsulation", secret.hex() == test["ss"]


def _hpke(folder):
    for test in json.loads((folder / "hpke-pq" / "test-vectors.json").read_text()):
        if (test["kem_id"], test["kdf_id"]) != (hpke.KEM_X_WING, hpke.KDF_HKDF_SHA256):
            continue
        aead = test["aead_id"]
        secret = x_wing.decapsulate(HEX(test["skRm"]), HEX(test["enc"]))
        key, nonce = hpke.key_schedule(secret, HEX(test["info"]), aead)
        yield "key", (key.hex(), nonce.hex()) == (test["key"], test["base_nonce"])
        first = test["encryptions"][0]
        # The file has the plaintext in hexadecimal of hexadecimal.
        sealed = hpke.CIPHERS[aead](key).encrypt(nonce, HEX(first["pt"]), HEX(first["aad"]))
        yield "ciphertext", sealed.hex() == first["ct"]


def _chunked(folder):
    name = "c2sp_chunked_encryption_aes_256_gcm_test.json"
    for _, test, is_valid in _wycheproof(folder, name):
        sealed = zlib.decompress(HEX(test["ct"]))
        try:
            opened = content.open_chunks(HEX(test["key"]), HEX(test["ctx"]), sealed)
        except Refused:
            yield test["tcId"], not is_valid
            continue
        yield test["tcId"], is_valid and hashlib.sha512(opened).hexdigest() == test["msgSha512"]
