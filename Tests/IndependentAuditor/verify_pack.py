#!/usr/bin/env python3
"""Verifies an auditor pack with nothing of Budkavle: Python's own library, and `openssl` for Ed25519.

    verify_pack.py PACK GENESIS

GENESIS is the SHA-256 of the registry's first note, got by another way than the pack. Written from the
Handbook's pages AuditorPack, Ledger, Receipt, Note and Registry. Says what holds, and ends with 1 at the first
thing that does not. It does not verify ML-DSA-65 lines, nor the policy.
"""
import base64
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")
BUNDLE = 256


class Refusal(Exception):
    """What does not hold, and where."""


def require(condition, what):
    if not condition:
        raise Refusal(what)


def sha256(data):
    return hashlib.sha256(data).digest()


# -- Signed notes (c2sp.org/signed-note)


class Note:
    def __init__(self, data, where):
        text, separator, lines = data.rpartition(b"\n\n")
        require(separator and lines.endswith(b"\n"), f"{where}: no note")
        self.text, self.where, self.lines = text + b"\n", where, []
        for line in lines.decode().splitlines():
            dash, name, signature = line.split(" ")
            require(dash == "\u2014", f"{where}: no signature line")
            signature = base64.b64decode(signature, validate=True)
            self.lines.append((name, signature[:4], signature[4:]))

    def first_line(self):
        return self.text.split(b"\n", 1)[0].decode()

    def signature(self, key):
        """The signature that names this key, or None."""
        for name, key_id, signature in self.lines:
            if (name, key_id) == (key.name, key.id):
                return signature
        return None

    def is_signed(self, key):
        signature = self.signature(key)
        return signature is not None and key.verifies(signature, self.text)


class Key:
    """A vkey: name+id+base64(type, public key)."""

    def __init__(self, vkey):
        self.name, key_id, typed = vkey.split("+", 2)
        typed = base64.b64decode(typed, validate=True)
        self.type, self.public, self.id = typed[0], typed[1:], bytes.fromhex(key_id)
        require(sha256(self.name.encode() + b"\n" + typed)[:4] == self.id, f"key id of {vkey}")

    def verifies(self, signature, message):
        with tempfile.TemporaryDirectory() as folder:
            key, sig, data = (pathlib.Path(folder, name) for name in ("key", "sig", "data"))
            key.write_bytes(ED25519_SPKI + self.public)
            sig.write_bytes(signature)
            data.write_bytes(message)
            run = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key,
                 "-rawin", "-in", data, "-sigfile", sig], capture_output=True, check=False)
        return run.returncode == 0


# -- Registry


class Registry:
    """Keys of logs, receipts and witnesses, out of chains that begin with the genesis."""

    def __init__(self, folder, genesis):
        self.logs, self.witnesses, self.identities = {}, [], {}
        quorum, previous, added = None, None, {}
        for path in sorted((folder / "root").glob("*.note")):
            note = Note(path.read_bytes(), str(path))
            digest = sha256(note.text).hex()
            if previous is None:
                require(digest == genesis, f"{path}: not the genesis")
                quorum = self.quorum(note)
            else:
                require(f"\nprevious {previous}\n".encode() in note.text, f"{path}: order")
            self.require_quorum(note, quorum)
            quorum = self.quorum(note) or quorum
            self.take_root(note, added, digest)
            previous = digest
        for actor, first in added.items():
            self.take_actor(folder / "actors" / actor, actor, first)

    @staticmethod
    def quorum(note):
        block = re.search(rb"\nroot-authorities (\d+)((?:\nauthority [^\n]+)+)", note.text)
        if block is None:
            return None
        keys = [Key(line.split()[1]) for line in block[2].decode().strip().split("\n")]
        return int(block[1]), keys

    @staticmethod
    def require_quorum(note, quorum):
        count, keys = quorum
        signed = sum(note.is_signed(key) for key in keys)
        require(signed >= count, f"{note.where}: {signed} of {count} signatures")

    def take_root(self, note, added, digest):
        for words in (line.split() for line in note.text.decode().splitlines()):
            if words[:1] == ["add-actor"]:
                self.identities[words[1]] = [Key(words[2])]
                added[words[1]] = digest
            elif words[:1] == ["replace-identity"]:
                self.identities[words[1]].append(Key(words[3]))
            elif words[:1] == ["add-relay"]:
                self.add_log(f"relay/{words[1]}", words)
            elif words[:1] == ["add-witness"]:
                self.witnesses.append(Key(words[2].removeprefix("key=")))

    def take_actor(self, folder, actor, previous):
        for path in sorted(folder.glob("*.note")):
            note = Note(path.read_bytes(), str(path))
            require(f"\nprevious {previous}\n".encode() in note.text, f"{path}: order")
            identities = self.identities[actor]
            require(any(note.is_signed(key) for key in identities), f"{path}: signature")
            for words in (line.split() for line in note.text.decode().splitlines()):
                if words[:1] == ["add-node"]:
                    self.add_log(f"node/{actor}/{words[1]}", words)
            previous = sha256(note.text).hex()

    def add_log(self, folder, words):
        vkey = next(word for word in words if word.startswith("receipt="))
        self.logs[folder] = Key(vkey.removeprefix("receipt="))

    def issuer(self, receipt):
        kind, name = re.search(rb"\nissuer (relay|node) (\S+)\n", receipt.text).groups()
        return self.logs[f"{kind.decode()}/{name.decode()}"]


# -- Trees (RFC 6962)


def leaf_hash(data):
    return sha256(b"\x00" + data)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def root(hashes):
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return node_hash(root(hashes[:split]), root(hashes[split:]))


def included(leaf, index, size, siblings):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    require(index < size, "index outside the tree")
    last, found = size - 1, leaf
    for sibling in siblings:
        require(last > 0, "proof too long")
        if index % 2 == 1 or index == last:
            found = node_hash(sibling, found)
            while index % 2 == 0 and index > 0:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        index, last = index >> 1, last >> 1
    require(last == 0, "proof too short")
    return found


class Tree:
    """A checkpoint: origin, size, root."""

    def __init__(self, note):
        origin, size, digest = note.text.decode().split("\n")[:3]
        self.note, self.origin, self.size = note, origin, int(size)
        self.root = base64.b64decode(digest, validate=True)


def tile_path(place, number, width):
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return f"tile/{place}/{'/'.join(reversed(groups))}" + ("" if width == BUNDLE else f".p/{width}")


def log_hashes(folder, size):
    """Leaf hashes out of the entries; every tile is compared with what they make."""
    leaves = []
    for number in range(-(-size // BUNDLE)):
        width = min(BUNDLE, size - number * BUNDLE)
        data = (folder / tile_path("entries", number, width)).read_bytes()
        while data:
            length = int.from_bytes(data[:2], "big")
            leaves.append(leaf_hash(data[2:2 + length]))
            data = data[2 + length:]
    require(len(leaves) == size, f"{folder}: {len(leaves)} entries, not {size}")
    level, hashes = 0, leaves
    while hashes:
        for number in range(-(-len(hashes) // BUNDLE)):
            part = hashes[number * BUNDLE:(number + 1) * BUNDLE]
            path = folder / tile_path(level, number, len(part))
            require(path.read_bytes() == b"".join(part), f"{path}: not what the entries make")
        full = len(hashes) // BUNDLE
        hashes = [root(hashes[n * BUNDLE:(n + 1) * BUNDLE]) for n in range(full)]
        level += 1
    return leaves


def cosigners(tree, witnesses):
    """Witnesses whose line over the tree holds (c2sp.org/tlog-cosignature, type 04)."""
    names = []
    for key in witnesses:
        line = tree.note.signature(key)
        if line is None:
            continue
        time = int.from_bytes(line[:8], "big")
        message = f"cosignature/v1\ntime {time}\n".encode() + tree.note.text
        require(key.verifies(line[8:], message), f"{tree.note.where}: line of {key.name}")
        names.append(key.name)
    return names


# -- The pack


def verify_files(pack):
    listed = set()
    for line in (pack / "pack.note").read_text().splitlines():
        match = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line)
        if match:
            path = pack / match[2]
            require(path.is_file(), f"{match[2]}: missing")
            require(sha256(path.read_bytes()).hex() == match[1], f"{match[2]}: altered")
            listed.add(match[2])
    found = {str(path.relative_to(pack)) for path in pack.rglob("*") if path.is_file()}
    require(found == listed | {"pack.note"}, f"added: {sorted(found - listed)}")
    return len(listed)


def verify_log(pack, path, registry):
    folder = path.parent
    key = registry.logs[str(folder.relative_to(pack / "logs"))]
    tree = Tree(Note(path.read_bytes(), str(path)))
    require(tree.origin == key.name and tree.note.is_signed(key), f"{path}: signature")
    leaves = log_hashes(folder, tree.size)
    require(root(leaves) == tree.root, f"{path}: root")
    earlier = sorted((folder / "seen").glob("*.checkpoint")) + sorted(folder.glob("cosigned"))
    names = []
    for other in earlier:
        seen = Tree(Note(other.read_bytes(), str(other)))
        require(seen.note.is_signed(key), f"{other}: signature")
        require(seen.size <= tree.size, f"{other}: the log shrank")
        require(root(leaves[:seen.size]) == seen.root, f"{other}: the log was rewritten")
        if other.name == "cosigned":
            names = cosigners(seen, registry.witnesses)
    return key.name, leaves, names


def verify_entry(path, registry, logs):
    head, checkpoint = path.read_bytes().split(b"\n\n", 1)
    lines = head.decode().split("\n")
    require(lines[0] == "c2sp.org/tlog-proof@v1", f"{path}: first line")
    extra = base64.b64decode(lines[1].removeprefix("extra "), validate=True).decode()
    fields = dict(line.split(" ", 1) for line in extra.splitlines()[1:])
    index = int(lines[2].removeprefix("index "))
    siblings = [base64.b64decode(line, validate=True) for line in lines[3:]]
    tree = Tree(Note(checkpoint, str(path)))
    key = next(key for key in registry.logs.values() if key.name == tree.origin)
    require(tree.note.is_signed(key), f"{path}: signature")
    facts = base64.b64decode(fields["facts"], validate=True)
    commitment = sha256(b"budkavle/ledger-leaf/v1\x00" + bytes.fromhex(fields["salt"]) + facts)
    leaf = leaf_hash(commitment)
    require(included(leaf, index, tree.size, siblings) == tree.root, f"{path}: proof")
    if tree.origin in logs:
        require(logs[tree.origin][index] == leaf, f"{path}: another entry stands there")
    if "receipt" in fields:
        receipt = Note(base64.b64decode(fields["receipt"], validate=True), str(path))
        require(receipt.is_signed(registry.issuer(receipt)), f"{path}: receipt")


def main():
    pack, genesis = pathlib.Path(sys.argv[1]), sys.argv[2]
    print(f"pack.whole: {verify_files(pack)} files")
    registry = Registry(pack / "Keys", genesis)
    print(f"registry.holds: {len(registry.logs)} machines, {len(registry.witnesses)} witnesses")
    note = Note((pack / "pack.note").read_bytes(), "pack.note")
    maker = re.search(rb"\nmaker (relay|node) (\S+)\n", note.text)
    require(note.is_signed(registry.logs[f"{maker[1].decode()}/{maker[2].decode()}"]), "pack.note")
    print(f"pack.signed: {maker[2].decode()}")
    logs = {}
    for path in sorted((pack / "logs").rglob("checkpoint")):
        origin, leaves, names = verify_log(pack, path, registry)
        logs[origin] = leaves
        print(f"log.whole: {origin} {len(leaves)}, cosigned by {', '.join(names) or 'nobody'}")
    receipts = sorted((pack / "receipts").glob("*.note"))
    for path in receipts:
        receipt = Note(path.read_bytes(), str(path))
        require(receipt.is_signed(registry.issuer(receipt)), f"{path}: signature")
    print(f"receipt.signed: {len(receipts)}")
    entries = sorted((pack / "entries").glob("*.tlog-proof"))
    for path in entries:
        verify_entry(path, registry, logs)
    print(f"entry.proven: {len(entries)}")


if __name__ == "__main__":
    try:
        main()
    except (Refusal, OSError, ValueError, KeyError, IndexError, StopIteration) as error:
        print(f"DOES NOT HOLD: {error}", file=sys.stderr)
        sys.exit(1)
