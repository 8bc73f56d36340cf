import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry

/// The chains of the registry's vectors. What is refused says why by hand.
struct RegistryCases {
    typealias Chains = RegistryVectors.Chains

    private(set) var valid: [Chains] = []
    private(set) var refused: [(Chains, String)] = []
    /// When the relays' certificates are asked for, by the name of the chains.
    private(set) var renewalMoments: [String: [Timestamp]] = [:]
    private let book: NoteBook
    private let region = VectorRegion.shared
    private let genesis: Digest
    private let second: Digest
    private let sos: Digest
    /// Of the chain that holds everything.
    private let sosLast: Digest

    /// The chain whose keys the envelopes of the vectors are made with.
    static let whole = "the whole region"

    init(_ book: NoteBook) throws {
        self.book = book
        let region = region
        let authorities: [RootStatement] = [
            .rootAuthorities(
                try NoteQuorum(threshold: 2, authorities: region.roots.map(\.authority))),
            .policyAuthorities(NoteQuorum(region.policy.authority)),
            .freshnessAuthorities(NoteQuorum(region.freshness.authority)),
        ]
        let actors = region.actors.map {
            RootStatement.addActor($0.id, identity: $0.identity.authority)
        }
        genesis = try book.root("root-0", 0, after: nil, day: 0, authorities + actors)
        try book.root(
            "root-0-without-freshness", 0, after: nil, day: 0, Array(authorities.dropLast()))
        second = try book.root(
            "root-1", 1, after: genesis, day: 1, try Self.relayAndWitness(region))
        var firsts: [Digest] = []
        for (name, actor) in zip(["sos-0", "solna-0", "region-0"], region.actors) {
            let statements = actor.statements(from: region.start, until: region.end)
            firsts.append(
                try book.actor(name, actor, 0, after: genesis, day: 0, statements))
        }
        sos = firsts[0]
        sosLast = try book.actor(
            "sos-1", region.sender, 1, after: sos, day: 2,
            [.revokeKey(region.sender.keys[7].key.publicKey.id, Revocation(at: book.time(2)))])
        try addValid()
        try addRefusedChains()
        try addRefusedStatements()
        let renewals = try RenewalCases(book, after: second)
        valid += renewals.valid
        refused += renewals.refused
        renewalMoments = renewals.moments
    }

    private static func relayAndWitness(_ region: VectorRegion) throws -> [RootStatement] {
        let relay = try RelayID("rela-1")
        let receipt = try NoteKey(
            name: RegistryKeyName.relay(relay, in: region.id),
            ed25519: region.seeds.at("rela-1").signing().publicKey)
        let witness = try NoteKey(
            name: "vittne.example/1", cosigner: region.seeds.at("vittne-1").signing().publicKey)
        return [
            .addRelay(
                relay, url: "https://rela-1.example:8443", certificate: [0x30, 2, 5, 0],
                receipt: receipt),
            .addWitness(try WitnessID("vittne-1"), witness),
        ]
    }

    private func chains(
        _ name: String, root: [String] = ["root-0"], sos: [String] = [], solna: [String] = [],
        others: [String: [String]] = [:], genesis: Digest? = nil
    ) -> Chains {
        var actors = others
        if !sos.isEmpty { actors["sos-alarm"] = sos }
        if !solna.isEmpty { actors["kommun-solna"] = solna }
        return Chains(name: name, root: root, actors: actors, genesis: genesis?.hex)
    }

    // MARK: What holds

    private mutating func addValid() throws {
        let later = try TestAuthority(
            region.sender.identity.name, region.seeds.at("sos-alarm").at("identity-2"))
        try book.root(
            "root-2-identity", 2, after: second, day: 3,
            [.replaceIdentity(region.sender.id, after: sos, identity: later.authority)])
        try book.actor(
            "sos-1-by-the-new-identity", region.sender, 1, after: sos, day: 4, by: later,
            [.revokePerson(region.sender.persons[1].id, Revocation(at: book.time(4)))])
        try book.root(
            "root-2-roots", 2, after: second, day: 3, by: region.roots + region.laterRoots,
            [.rootAuthorities(NoteQuorum(region.laterRoots[0].authority))])
        try book.root(
            "root-2-revoked", 2, after: second, day: 3,
            [
                .revokeActor(
                    region.sender.id, Revocation(at: book.time(3), compromisedSince: book.time(1)))
            ])
        try book.actor(
            "sos-2-stricter", region.sender, 2, after: sosLast, day: 3,
            [
                .revokeKey(
                    region.sender.keys[7].key.publicKey.id,
                    Revocation(at: book.time(3), compromisedSince: book.time(1)))
            ])
        let whole = ["root-0", "root-1"]
        valid = [
            chains("the first note alone", genesis: genesis),
            chains(
                Self.whole, root: whole, sos: ["sos-0", "sos-1"], solna: ["solna-0"],
                others: ["region-stockholm": ["region-0"]]),
            chains("a note that comes twice", root: whole + ["root-1"], sos: ["sos-0", "sos-0"]),
            chains(
                "an identity replaced", root: whole + ["root-2-identity"],
                sos: ["sos-0", "sos-1-by-the-new-identity"]),
            chains("roots replaced", root: whole + ["root-2-roots"]),
            chains("an actor revoked", root: whole + ["root-2-revoked"], sos: ["sos-0", "sos-1"]),
            chains(
                "a key revoked again, more strictly", sos: ["sos-0", "sos-1", "sos-2-stricter"]),
        ]
    }

    // MARK: Chains that do not hold together

    private mutating func addRefusedChains() throws {
        let roots = region.roots
        let witness = try Self.relayAndWitness(region)
        try book.root("root-1-by-one", 1, after: genesis, day: 1, by: [roots[0]], witness)
        try book.root("root-1-earlier", 1, after: genesis, day: -1, witness)
        try book.root("root-1-fork", 1, after: genesis, day: 1, Array(witness.dropLast()))
        try book.root("root-2-other-previous", 2, after: genesis, day: 2, [witness[1]])
        try book.root(
            "root-1-elsewhere", 1, after: genesis, day: 1, region: RegionID("annanstans"), witness)
        try book.root(
            "root-1-roots-unshown", 1, after: genesis, day: 1,
            [.rootAuthorities(NoteQuorum(region.laterRoots[0].authority))])
        try book.actor(
            "sos-0-other-origin", region.sender, 0, after: second, day: 1, someStatements())
        try book.actor(
            "sos-0-by-solna", region.sender, 0, after: genesis, day: 1,
            by: region.solna.identity, someStatements())
        let stray = try TestAuthority(
            region.sender.identity.name, region.seeds.at("sos-alarm").at("identity-3"))
        try book.root(
            "root-1-identity-after-nothing", 1, after: genesis, day: 1,
            [.replaceIdentity(region.sender.id, after: second, identity: stray.authority)])
        refused += [
            (chains("no note", root: []), "chainEmpty"),
            (chains("another genesis than the pinned one", genesis: second), "genesisUntrusted"),
            (
                chains(
                    "a first note without freshness authorities", root: ["root-0-without-freshness"]
                ),
                "genesisIncomplete"
            ),
            (chains("the first note is missing", root: ["root-1"]), "sequenceGap"),
            (chains("one of two roots", root: ["root-0", "root-1-by-one"]), "note:thresholdUnmet"),
            (chains("an earlier time", root: ["root-0", "root-1-earlier"]), "timeReversed"),
            (chains("a gap", root: ["root-0", "root-2-identity"]), "sequenceGap"),
            (chains("two second notes", root: ["root-0", "root-1", "root-1-fork"]), "forked"),
            (
                chains("another predecessor", root: ["root-0", "root-1", "root-2-other-previous"]),
                "forked"
            ),
            (chains("another region", root: ["root-0", "root-1-elsewhere"]), "regionWrong"),
            (
                chains("new roots that did not sign", root: ["root-0", "root-1-roots-unshown"]),
                "note:thresholdUnmet"
            ),
            (
                chains(
                    "a sub-chain from another origin", root: ["root-0", "root-1"],
                    sos: ["sos-0-other-origin"]), "originWrong"
            ),
            (chains("another actor's identity", sos: ["sos-0-by-solna"]), "note:thresholdUnmet"),
            (chains("another actor's note", sos: ["solna-0"]), "actorWrong"),
            (chains("a gap in a sub-chain", sos: ["sos-1"]), "sequenceGap"),
            (
                chains(
                    "the old identity goes on", root: ["root-0", "root-1", "root-2-identity"],
                    sos: ["sos-0", "sos-1"]), "note:thresholdUnmet"
            ),
            (
                chains(
                    "an identity after a note that is not there",
                    root: ["root-0", "root-1-identity-after-nothing"]),
                "headUnknown"
            ),
        ]
    }

    private func someStatements() -> [ActorStatement] {
        [
            .addPerson(
                region.sender.persons[0].id, region.sender.persons[0].key.publicKey,
                from: region.start, until: region.end)
        ]
    }

    // MARK: Statements that do not fit

    private mutating func addRefusedStatements() throws {
        let (start, end) = (region.start, region.end)
        let (sender, solna) = (region.sender, region.solna)
        let first = sender.persons[0]
        func person(_ name: String, from: Timestamp, until: Timestamp) throws -> ActorStatement {
            .addPerson(try PersonID(name), first.key.publicKey, from: from, until: until)
        }
        let strangers = try KeyID(bytes: [UInt8](repeating: 7, count: 16))
        let receipt = try NoteKey(
            name: "exempel/node/annan", ed25519: region.seeds.at("nod").signing().publicKey)
        func node(_ name: String) throws -> ActorStatement {
            .addNode(
                try NodeID(name), ceiling: .secret, certificate: [0x30, 2, 5, 0], receipt: receipt)
        }
        let cases: [(String, [ActorStatement], String)] = [
            (
                "a key registered twice", [sender.keys[0].statement, sender.keys[0].statement],
                "keyTaken"
            ),
            (
                "a validity that is empty", [try person("person-3", from: end, until: end)],
                "validityEmpty"
            ),
            ("a name taken", someStatements() + someStatements(), "nameTaken"),
            (
                "a person's key that is another's",
                someStatements() + [try person("person-3", from: start, until: end)], "keyTaken"
            ),
            (
                "a key nobody registered", [.revokeKey(strangers, Revocation(at: book.time(2)))],
                "unknown"
            ),
            (
                "another actor's key",
                [.revokeKey(solna.keys[0].key.publicKey.id, Revocation(at: book.time(2)))],
                "unknown"
            ),
            (
                "a revocation before its note",
                someStatements() + [.revokePerson(first.id, Revocation(at: start))],
                "revocationBackdated"
            ),
            (
                "compromised after the revocation",
                someStatements() + [
                    .revokePerson(
                        first.id, Revocation(at: book.time(2), compromisedSince: book.time(3)))
                ], "compromiseAfterRevocation"
            ),
            (
                "revoked twice",
                someStatements() + [
                    .revokePerson(first.id, Revocation(at: book.time(2))),
                    .revokePerson(first.id, Revocation(at: book.time(2))),
                ], "alreadyRevoked"
            ),
            ("a receipt key of another name", [try node("nod-1")], "keyNameWrong"),
        ]
        for (index, (name, statements, error)) in cases.enumerated() {
            let note = "sos-0-refused-\(index)"
            try book.actor(note, sender, 0, after: genesis, day: 1, statements)
            refused.append((chains(name, sos: [note], solna: ["solna-0"]), error))
        }
        try addMalformed()
    }

    private mutating func addMalformed() throws {
        let head = """
            budkavle-registry-actor v1
            region exempel
            actor sos-alarm
            sequence 0
            previous \(genesis)
            time 2026-11-02T00:00:00Z

            """
        let times = "from=2026-11-01T00:00:00Z until=2027-11-01T00:00:00Z"
        let key = Base64.encode(region.sender.keys[0].key.publicKey.bytes)
        let smallOrder = Base64.encode([1] + [UInt8](repeating: 0, count: 31))
        let cases: [(String, String)] = [
            ("no statement", ""),
            ("two spaces", "add-key signing  oppen actual \(key) \(times)\n"),
            ("a statement nobody knows", "bless-key signing oppen actual \(key) \(times)\n"),
            ("a level's short name", "add-key signing h actual \(key) \(times)\n"),
            ("a key of another length", "add-key wrapping oppen actual \(key) \(times)\n"),
            ("a key of small order", "add-key signing oppen actual \(smallOrder) \(times)\n"),
            (
                "a time with zero milliseconds",
                "add-key signing oppen actual \(key) from=2026-11-01T00:00:00.000Z until=2027-11-01T00:00:00Z\n"
            ),
            ("a word that is no statement", "add-key signing oppen actual \(key) \(times)\nx"),
        ]
        for (index, (name, lines)) in cases.enumerated() {
            let note = "sos-0-malformed-\(index)"
            // A note's text ends in LF; the last of these has a line that is no statement.
            let text = lines.hasSuffix("x") ? head + lines + "\n" : head + lines
            try book.write(note, text, region.sender.identity.signers)
            refused.append((chains(name, sos: [note]), "malformed"))
        }
    }
}
