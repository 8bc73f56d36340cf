"""The fold of a registry's chains, and its head. Spec: Registry, "Folding" and "Head"."""

import pathlib

from . import domains, registry_text
from .chain import Chain, require_signed
from .note import ML_DSA_65, Quorum, SignedNote
from .refusal import Refused, require
from .registry_records import Actor, Key, MessageKey, Node, Relay, Revocable

ACTORS, RELAYS, WITNESSES = 10_000, 1_000, 1_000
NODES, KEYS, PERSONS = 1_000, 20_000, 20_000
AUTHORITY_KINDS = ["root-authorities", "policy-authorities", "freshness-authorities"]
ALGORITHMS = {
    "signing": domains.ED25519,
    "post-quantum-signing": domains.ML_DSA_65,
    "wrapping": domains.X_WING,
}


class Registry:
    """A registry folded from whole chains, each a list of notes' bytes."""

    def __init__(self, root_chain, actor_chains, genesis=None):
        self.region = None
        self.quorums, self.actors, self.keys = {}, {}, {}
        self.relays, self.witnesses, self.node_names = {}, {}, set()
        self.uses, self.certificates = {}, set()
        self.root_chain = Chain("root")
        require(root_chain, "chainEmpty")
        for data in root_chain:
            self._take_root(data, genesis)
        for name in sorted(actor_chains):
            for data in actor_chains[name]:
                self._take_actor(name, data)
        for actor in self.actors.values():
            self._check_identities(actor)

    @property
    def head(self):
        parts = [self.root_chain.head]
        for name in sorted(self.actors):
            parts += [name.encode(), b"\x00", self.actors[name].chain.head]
        return domains.digest(domains.REGISTRY_HEAD, *parts)

    def message_key(self, key_id):
        return self.keys.get(key_id)

    def receipt_key(self, issuer, now_ms):
        """Of `relay R` or `node A/N`, or None where nobody in force is called so."""
        kind, _, name = issuer.partition(" ")
        if kind == "relay":
            machine = self.relays.get(name)
        else:
            actor, _, node = name.partition("/")
            machine = self.actors[actor].nodes.get(node) if actor in self.actors else None
        return None if machine is None or machine.is_revoked(now_ms) else machine.receipt

    def person(self, actor, name):
        return self.actors[actor].persons.get(name) if actor in self.actors else None

    def usable_key(self, actor, purpose, level, status, now_ms):
        """Of several the one that became valid last, or None."""
        usable = [
            key for key in self.keys.values()
            if (key.actor, key.purpose, key.level, key.status) == (actor, purpose, level, status)
            and key.is_usable(now_ms)
        ]
        return max(usable, key=lambda key: key.from_ms, default=None)

    # Root chain

    def _take_root(self, data, genesis):
        note = _note(data)
        first = self.region is None
        require(not first or genesis in (None, note.digest), "genesisUntrusted")
        text = registry_text.read(note.text)
        require(text.actor is None, "malformed", "line 1")
        if first:
            self._check_genesis(text)
        require(text.region == self.region, "regionWrong", text.region)
        quorum = self.quorums["root-authorities"]
        if not self.root_chain.takes(note, text, quorum):
            return
        # A new set shows that it holds its keys before anything depends on them.
        for statement in text.statements:
            if statement.kind == "root-authorities":
                require_signed(note, statement["quorum"])
        for statement in text.statements:
            self._take_root_statement(statement, text.time_ms, note.digest)
        self.root_chain.append(note, text, quorum)

    def _check_genesis(self, text):
        """The first note vouches for itself."""
        require(text.sequence == 0, "sequenceGap", text.sequence)
        kinds = [statement.kind for statement in text.statements[:3]]
        require(kinds == AUTHORITY_KINDS, "genesisIncomplete")
        self.region = text.region
        self.quorums["root-authorities"] = text.statements[0]["quorum"]

    def _take_root_statement(self, statement, time_ms, digest):
        if statement.kind.endswith("-authorities"):
            self._take_authorities(statement)
        elif statement.kind == "add-actor":
            self._add_actor(statement, digest, time_ms)
        elif statement.kind == "replace-identity":
            self._replace_identity(statement)
        elif statement.kind == "add-relay":
            relay = Relay(current=statement["certificate"], receipt=statement["receipt"])
            _add(self.relays, statement["name"], relay, RELAYS)
            self._check_key_name(statement["receipt"].name, "relay", statement["name"])
            self._claim(statement["receipt"], ("relay", statement["name"]))
            self._take_certificate(statement["certificate"])
        elif statement.kind == "renew-relay":
            relay = _known(self.relays, statement["name"])
            relay.renew(
                statement["certificate"], time_ms, statement["until"], statement["name"])
            self._take_certificate(statement["certificate"])
        elif statement.kind == "add-witness":
            _add(self.witnesses, statement["name"], Revocable(), WITNESSES)
            self._claim(statement["key"], ("witness", statement["name"]))
        else:
            kind = statement.kind.removeprefix("revoke-")
            known = {"actor": self.actors, "relay": self.relays, "witness": self.witnesses}[kind]
            _revoke(known, statement, time_ms)

    def _take_authorities(self, statement):
        """Authorities alone may stay through a rotation."""
        for authority in statement["quorum"].authorities:
            for key in authority.keys:
                self._claim(key, (statement.kind, authority.name), again=True)
        self.quorums[statement.kind] = statement["quorum"]

    def _add_actor(self, statement, digest, time_ms):
        name = statement["name"]
        require(name not in self.actors, "nameTaken", name)
        self._take_identity(statement)
        actor = Actor(name=name, chain=Chain(name, digest, time_ms))
        actor.identities.append((digest, statement["identity"]))
        _add(self.actors, name, actor, ACTORS)

    def _replace_identity(self, statement):
        actor = _known(self.actors, statement["name"])
        require(actor.revocation is None, "actorRevoked", actor.name)
        self._take_identity(statement)
        actor.identities.append((statement["after"], statement["identity"]))

    def _take_identity(self, statement):
        self._check_key_name(statement["identity"].name, "actor", statement["name"])
        for key in statement["identity"].keys:
            self._claim(key, ("identity", statement["name"]))

    # Sub-chains

    def _take_actor(self, name, data):
        note = _note(data)
        text = registry_text.read(note.text)
        require(text.actor is not None, "malformed", "line 1")
        require(text.actor == name, "actorWrong", text.actor)
        require(text.region == self.region, "regionWrong", text.region)
        actor = _known(self.actors, name)
        quorum = Quorum(1, [self._identity(actor)])
        if not actor.chain.takes(note, text, quorum):
            return
        for statement in text.statements:
            self._take_actor_statement(actor, statement, text.time_ms)
        actor.chain.append(note, text, quorum)

    def _identity(self, actor):
        """Who signs the next note: of those whose turn has come, the last one the root named."""
        places = [p for p, (after, _) in enumerate(actor.identities) if after == actor.chain.head]
        if places:
            actor.identities = actor.identities[places[-1] :]
        return actor.identities[0][1]

    def _check_identities(self, actor):
        """An identity still to come follows a note that is there."""
        self._identity(actor)
        for after, _ in actor.identities[1:]:
            known = [actor.chain.origin, *actor.chain.digests]
            require(after in known, "headUnknown", actor.name)

    def _take_actor_statement(self, actor, statement, time_ms):
        kind = statement.kind
        if kind == "add-node":
            self._add_node(actor, statement)
        elif kind == "add-key":
            self._add_key(actor, statement)
        elif kind == "add-person":
            self._add_person(actor, statement)
        else:
            own = {"node": actor.nodes, "key": actor.keys, "person": actor.persons}
            _revoke(own[kind.removeprefix("revoke-")], statement, time_ms)

    def _add_node(self, actor, statement):
        """Names of nodes are of the whole region."""
        name = statement["name"]
        require(name not in self.node_names, "nameTaken", name)
        _add(actor.nodes, name, Node(owner=actor, receipt=statement["receipt"]), NODES)
        self.node_names.add(name)
        self._check_key_name(statement["receipt"].name, "node", name)
        self._claim(statement["receipt"], ("node", name))
        self._take_certificate(statement["certificate"])

    def _add_person(self, actor, statement):
        require(statement["from"] < statement["until"], "validityEmpty")
        person = Key(
            owner=actor, public_key=statement["key"], from_ms=statement["from"],
            until_ms=statement["until"],
        )
        _add(actor.persons, statement["name"], person, PERSONS)
        key_id = domains.key_id(domains.ED25519, statement["key"])
        self._claim_id(key_id, ("person", actor.name, statement["name"]))

    def _add_key(self, actor, statement):
        require(statement["from"] < statement["until"], "validityEmpty")
        purpose, level, status = (statement[part] for part in ("purpose", "level", "status"))
        key_id = domains.key_id(ALGORITHMS[purpose], statement["key"])
        self._claim_id(key_id, ("message", actor.name, purpose, level, status))
        key = MessageKey(
            owner=actor, actor=actor.name, purpose=purpose, level=level, status=status,
            public_key=statement["key"], id=key_id, from_ms=statement["from"],
            until_ms=statement["until"],
        )
        _add(actor.keys, key_id, key, KEYS)
        self.keys[key_id] = key

    # What both have

    def _claim(self, key, use, again=False):
        """One use per public key, by its key id; a cosigner's key is an Ed25519 one."""
        algorithm = domains.ML_DSA_65 if key.type == ML_DSA_65 else domains.ED25519
        self._claim_id(domains.key_id(algorithm, key.public_key), use, again)

    def _claim_id(self, key_id, use, again=False):
        known = self.uses.setdefault(key_id, use) if again else self.uses.get(key_id)
        require(known is None or (again and known == use), "keyTaken", key_id.hex())
        self.uses[key_id] = use

    def _take_certificate(self, certificate):
        require(certificate not in self.certificates, "certificateTaken")
        self.certificates.add(certificate)

    def _check_key_name(self, key_name, kind, name):
        require(key_name == f"{self.region}/{kind}/{name}", "keyNameWrong", key_name)


def _note(data):
    try:
        return SignedNote(data)
    except Refused as refused:
        raise Refused("note", refused, refused.kind) from None


def _add(known, name, thing, limit):
    require(name not in known, "nameTaken", name)
    require(len(known) < limit, "tooMany", name)
    known[name] = thing


def _known(known, name):
    require(name in known, "unknown", name)
    return known[name]


def _revoke(known, statement, time_ms):
    thing = _known(known, statement["name"])
    thing.revoke(statement["at"], statement["since"], time_ms, statement["name"])


def from_folder(folder, genesis=None):
    """The registry of a folder of note files. Spec: Registry, "Files"."""
    folder = pathlib.Path(folder)

    def chain(part):
        files = sorted((folder / part).glob("*.note"))
        for number, file in enumerate(files):
            require(file.name == f"{number:06}.note", "sequenceGap", str(file))
        return [file.read_bytes() for file in files]

    actors = sorted(path.name for path in (folder / "actors").iterdir() if path.is_dir())
    return Registry(chain("root"), {name: chain(f"actors/{name}") for name in actors}, genesis)
