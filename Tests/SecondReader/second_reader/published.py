"""Whether every published vector holds. What each file holds: Spec, "Vectors"."""

import base64
import hashlib
import json

from . import content, core, decisions, domains, envelope, key_ring, label, label_text, merkle
from . import names, note, receipt, registry, sealing, slots, supplement, verification, x_wing
from .refusal import Refused


def defects(folder):
    """(how many vectors there were, what of them did not hold)."""
    count, found = 0, []
    for name, checks in FILES.items():
        file = json.loads((folder / f"{name}.json").read_text())
        for what, holds in checks(file, folder):
            count += 1
            if not holds:
                found.append(f"{name}: {what}")
    return count, found


def _refusal(work, *arguments):
    """The name of the error, or None."""
    try:
        work(*arguments)
    except Refused as refused:
        return refused.kind
    return None


def _labels(file, _):
    for vector in file["valid"]:
        read = label_text.read(vector["text"])
        yield vector["name"], read.level == vector["level"] and read.text == vector["text"]
        wire = label.WIRE.decode(label.WIRE.encode(read.wire))
        yield vector["name"], label.from_wire(wire).text == vector["text"]
    for vector in file["refused"]:
        yield vector["name"], _refusal(label_text.read, vector["text"]) == vector["error"]


def _cores(file, _):
    for vector in file["valid"]:
        read = core.read(bytes.fromhex(vector["core"]))
        values = read.values
        yield vector["name"], vector == {
            "name": vector["name"],
            "core": vector["core"],
            "coreID": read.id.hex(),
            "kind": core.KINDS[values["kind"] - 1],
            "label": read.label.text,
            "originator": read.originator,
            "function": values["function"],
            "created": names.time_text(read.created_ms),
            "precedence": core.PRECEDENCES[values["precedence"] - 1],
            "references": [
                {
                    "relation": core.RELATIONS[reference["relation"] - 1],
                    "messageID": reference["message_id"].hex(),
                }
                for reference in values["references"]
            ],
            "viewDigest": values["view_digest"].hex(),
            "ground": values["ground"],
            "approval": values["approval"],
            "activation": values["activation"],
            "suite": read.suite,
            "opaque": values["opaque"],
            "keyCarrier": values["key_carrier"].hex(),
            "counter": values["counter"],
        }
    yield from _refused_bytes(file, core.read)


def _headers(file, _):
    for vector in file["valid"]:
        data = bytes.fromhex(vector["header"])
        header, own_core = envelope.read_header(data)
        yield vector["name"], vector == {
            "name": vector["name"],
            "header": vector["header"],
            "messageID": domains.digest(domains.HEADER, data).hex(),
            "coreID": own_core.id.hex(),
            "contentBytes": header["content_bytes"],
            "contentDigest": header["content_digest"].hex(),
            "keyCommitment": header["key_commitment"].hex(),
            "slotRoot": header["slot_root"].hex(),
            "slotCount": header["slot_count"],
            "attachments": len(header["attachments"]),
        }
    yield from _refused_bytes(file, envelope.read_header)


def _refused_bytes(file, read):
    for vector in file["refused"]:
        kind = _refusal(read, bytes.fromhex(vector["bytes"]))
        yield vector["name"], kind == vector["error"]


def _slots(file, _):
    for tree in file["trees"]:
        leaves, count = [bytes.fromhex(slot["leaf"]) for slot in tree["slots"]], len(tree["slots"])
        name, root = f"{count} slots", bytes.fromhex(tree["root"])
        yield name, merkle.root(leaves) == root
        for index, slot in enumerate(tree["slots"]):
            yield name, slots.leaf(_slot(slot, bytes.fromhex(slot["sealed"]))) == leaves[index]
            path = [bytes.fromhex(sibling) for sibling in slot["path"]]
            yield name, merkle.path(leaves, index) == path
            yield name, merkle.root_of_path(leaves[index], index, count, path) == root
    for vector in file["openings"]:
        secrets, counter = _open_slot(vector)
        yield vector["name"], [secret.hex() for secret in secrets] == vector["secrets"]
        yield vector["name"], counter == vector["counter"]
    for vector in file["refused"]:
        yield vector["name"], _refusal(_open_slot, vector) == "openFailed"


def _slot(vector, sealed):
    return {
        "recipient": vector["recipient"], "key_id": bytes.fromhex(vector["keyID"]),
        "sealed": sealed,
    }


def _open_slot(vector):
    slot = _slot(vector, base64.b64decode(vector["sealed"]))
    layers, core_id = sealing.LAYERS[vector["suite"]], bytes.fromhex(vector["coreID"])
    return slots.open_slot(slot, layers, core_id, bytes.fromhex(vector["seed"]))


def _content(file, _):
    for vector in file["keys"]:
        secrets = [bytes.fromhex(secret) for secret in vector["secrets"]]
        suite, core_id = vector["suite"], bytes.fromhex(vector["coreID"])
        keys = [content.content_key(s, suite, layer, core_id) for layer, s in enumerate(secrets)]
        yield suite, [key.hex() for key in keys] == vector["contentKeys"]
        for attached in vector["attachmentKeys"]:
            keys = content.attachment_keys(secrets, suite, attached["index"], core_id)
            yield suite, [key.hex() for key in keys] == attached["keys"]
        commitment = content.key_commitment(secrets, core_id).hex() if len(secrets) > 1 else ""
        yield suite, commitment == vector["keyCommitment"]
    for vector in file["padding"]:
        yield "padding", content.padded_size(vector["length"]) == vector["padded"]


def _notes(file, _):
    for vector in file["valid"]:
        read = note.SignedNote(vector["note"].encode())
        signed = read.verified_by([note.NoteKey(vkey) for vkey in vector["keys"]])
        names_signed = [note.NoteKey(vkey).name for vkey in signed]
        yield vector["name"], names_signed == vector["signers"]
        yield vector["name"], read.digest.hex() == vector["digest"]
    for vector in file["quorums"]:
        authorities = [note.Authority(*pair) for pair in vector["authorities"]]
        quorum = note.Quorum(vector["threshold"], authorities)
        read = note.SignedNote(vector["note"].encode())
        kind = _refusal(read.verified_by_quorum, quorum)
        yield vector["name"], kind == vector.get("error")
    for vector in file["refused"]:
        yield vector["name"], _refusal(_verified_note, vector) == vector["error"]
    for vector in file["refusedKeys"]:
        yield vector["name"], _refusal(note.NoteKey, vector["text"]) == vector["error"]


def _verified_note(vector):
    keys = [note.NoteKey(vkey) for vkey in vector["keys"]]
    note.SignedNote(bytes.fromhex(vector["note"])).verified_by(keys)


def _registry(file, _):
    for vector in file["valid"]:
        folded = _folded(file, vector["chains"])
        name, at = vector["chains"]["name"], names.time_ms(vector["at"])
        yield name, folded.head.hex() == vector["head"]
        digest = domains.view_digest(bytes.fromhex(vector["policy"]), folded.head)
        yield name, digest.hex() == vector["viewDigest"]
        usable = [k.id.hex() for k in folded.keys.values() if k.is_usable(at)]
        yield name, sorted(usable) == vector["usable"]
        revoked = [k.id.hex() for k in folded.keys.values() if k.is_revoked(at)]
        yield name, sorted(revoked) == vector["revoked"]
        for wanted in vector.get("certificates", []):
            valid = folded.relays[wanted["relay"]].certificates(names.time_ms(wanted["at"]))
            fingerprints = [hashlib.sha256(der).hexdigest() for der in valid]
            yield f"{name}, {wanted['at']}", fingerprints == wanted["fingerprints"]
    for vector in file["refused"]:
        kind = _refusal(_folded, file, vector["chains"])
        yield vector["chains"]["name"], kind == vector["error"]


def _folded(file, chains):
    def notes(chain):
        return [file["notes"][name].encode() for name in chain]

    genesis = chains.get("genesis")
    return registry.Registry(
        notes(chains["root"]), {actor: notes(c) for actor, c in chains["actors"].items()},
        genesis and bytes.fromhex(genesis),
    )


def _envelopes(file, folder):
    published = json.loads((folder / "registry.json").read_text())
    whole = next(v for v in published["valid"] if v["chains"]["name"] == file["registry"])
    view, at = _folded(published, whole["chains"]), names.time_ms(file["at"])
    seeds = {bytes.fromhex(key["keyID"]): bytes.fromhex(key["seed"]) for key in file["keys"]}
    for key in file["keys"]:
        yield key["keyID"], _is_own_key(key, view)

    def opened(vector, actor):
        received, data = envelope.split(base64.b64decode(vector["file"]))
        verification.verify(received, data, view, at)
        return received, sealing.open_content(received, data, actor, seeds.get)

    for vector in file["valid"]:
        for wanted in vector["opened"]:
            received, (media_type, file_name, body, counter) = opened(vector, wanted["actor"])
            yield vector["name"], received.core.id.hex() == vector["coreID"]
            yield vector["name"], received.message_id.hex() == vector["messageID"]
            persons = [release["person"] for release in received.head["releases"]]
            yield vector["name"], persons == vector["releasedBy"]
            yield vector["name"], (media_type, file_name, body, counter) == (
                wanted["mediaType"], wanted["fileName"], base64.b64decode(wanted["body"]),
                wanted.get("counter"),
            )
    for vector in file["refused"]:
        kind = _refusal(opened, vector, vector.get("actor"))
        yield f"{vector['name']}: {kind}", kind == vector["error"]


def _is_own_key(key, view):
    """Whether the seed gives the public key, and the registry has it for this use."""
    seed = bytes.fromhex(key["seed"])
    public = {
        "signing": sealing.ed25519_public_key,
        "post-quantum-signing": sealing.ml_dsa_public_key,
        "wrapping": x_wing.public_key,
    }[key["purpose"]](seed)
    known = view.message_key(bytes.fromhex(key["keyID"]))
    return known.public_key == public == base64.b64decode(key["publicKey"]) and (
        known.actor, known.purpose, known.level, known.status, known.from_ms, known.until_ms
    ) == (
        key["actor"], key["purpose"], key["level"], key["status"], names.time_ms(key["from"]),
        names.time_ms(key["until"]),
    )


def _supplements(file, folder):
    envelopes = json.loads((folder / "envelopes.json").read_text())
    chains = json.loads((folder / "registry.json").read_text())
    whole = next(v for v in chains["valid"] if v["chains"]["name"] == envelopes["registry"])
    view, at = _folded(chains, whole["chains"]), names.time_ms(envelopes["at"])
    seeds = {bytes.fromhex(key["keyID"]): bytes.fromhex(key["seed"]) for key in envelopes["keys"]}
    files = {vector["name"]: base64.b64decode(vector["file"]) for vector in envelopes["valid"]}

    def opened(vector):
        received, data = envelope.split(files[vector["envelope"]])
        verification.verify(received, data, view, at)
        late = supplement.Supplement(base64.b64decode(vector["supplement"]))
        supplement.verify(late, received, view, at)
        secrets, counter = supplement.open_secrets(late, received, seeds.get)
        return late, sealing.open_with(secrets, received, data)[2], counter

    for vector in file["valid"]:
        late, body, counter = opened(vector)
        yield vector["name"], late.slot["recipient"] == vector["recipient"]
        yield vector["name"], late.values["message_id"].hex() == vector["messageID"]
        yield vector["name"], names.time_text(late.values["created_ms"]) == vector["created"]
        yield vector["name"], (body, counter) == (
            base64.b64decode(vector["body"]), vector["counter"],
        )
    for vector in file["refused"]:
        kind = _refusal(opened, vector)
        yield f"{vector['name']}: {kind}", kind == vector["error"]


def _receipts(file, _):
    keys = {issuer: note.NoteKey(vkey) for issuer, vkey in file["issuers"].items()}

    def read(vector):
        return receipt.verify(vector["note"].encode(), keys.get)

    def opened(vector):
        seed = bytes.fromhex(vector["seed"])
        blob, message = base64.b64decode(vector["sealed"]), bytes.fromhex(vector["message"])
        return receipt.open_sealed(blob, message, lambda _: seed)

    for vector in file["valid"]:
        own = read(vector)
        yield vector["name"], (own.kind, own.issuer) == (vector["kind"], vector["issuer"])
        yield vector["name"], [m.hex() for m, _ in own.items] == vector["messages"]
        yield vector["name"], names.time_text(own.time_ms) == vector["time"]
    for vector in file["refused"]:
        kind = _refusal(read, vector)
        yield f"{vector['name']}: {kind}", kind == vector["error"]
    for vector in file["sealed"]:
        yield vector["name"], opened(vector) == vector["note"].encode()
    for vector in file["sealedRefused"]:
        kind = _refusal(opened, vector)
        yield f"{vector['name']}: {kind}", kind == vector["error"]


def _decisions(file, _):
    for vector in file["cases"]:
        policy = file["policies"][vector["policy"]]
        failed = decisions.failed_gates(vector["request"], policy, vector["view"])
        yield f"{vector['name']}: {failed}", failed == vector["failed"]


def _key_rings(file, _):
    for vector in file["valid"]:
        for lock in ("keyFile", "passphrase"):
            ring = _unlocked({"ring": vector["ring"], lock: vector[lock]})
            for key in vector["keys"]:
                secret = ring.secret(bytes.fromhex(key["keyID"]), key["purpose"], key["owner"])
                yield vector["name"], secret == bytes.fromhex(key["secret"])
    for vector in file["refused"]:
        yield vector["name"], _refusal(_unlocked, vector) == vector["error"]


def _unlocked(vector):
    key_file, passphrase = vector.get("keyFile"), vector.get("passphrase")
    return key_ring.KeyRing(
        vector["ring"].encode(), key_file and key_ring.read_key_file(key_file.encode()),
        passphrase and passphrase.encode(),
    )


FILES = {
    "labels": _labels,
    "cores": _cores,
    "headers": _headers,
    "slots": _slots,
    "content": _content,
    "key-rings": _key_rings,
    "notes": _notes,
    "registry": _registry,
    "envelopes": _envelopes,
    "supplements": _supplements,
    "receipts": _receipts,
    "decisions": _decisions,
}
