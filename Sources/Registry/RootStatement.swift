package import Identity
package import Notes

/// What the root authorities say in one or more lines of a root note.
///
/// Spec: Registry#root-statements.
package enum RootStatement: Hashable, Sendable {
    /// From the next note on these sign the root chain; this note is signed by both sets.
    case rootAuthorities(NoteQuorum)
    /// Who signs policy bundles.
    case policyAuthorities(NoteQuorum)
    /// Who signs freshness notes.
    case freshnessAuthorities(NoteQuorum)
    case addActor(ActorID, identity: NoteAuthority)
    /// After the note of the actor's sub-chain with that hash (of the root note that added the
    /// actor, where the sub-chain is empty), only this identity signs; whatever the old one signed
    /// beyond is void.
    ///
    /// Bound to a hash and not to a time, since a stolen key can backdate.
    case replaceIdentity(ActorID, after: Digest, identity: NoteAuthority)
    case revokeActor(ActorID, Revocation)
    case addRelay(RelayID, url: String, certificate: [UInt8], receipt: NoteKey)
    /// The relay has another certificate; until just before `previousUntil` the one it had last is
    /// its own too.
    case renewRelay(RelayID, certificate: [UInt8], previousUntil: Timestamp)
    case revokeRelay(RelayID, Revocation)
    case addWitness(WitnessID, NoteKey)
    case revokeWitness(WitnessID, Revocation)
}

extension RootStatement {
    /// Its lines, each ended by LF.
    var text: String {
        switch self {
        case .rootAuthorities(let quorum): quorum.text("root-authorities")
        case .policyAuthorities(let quorum): quorum.text("policy-authorities")
        case .freshnessAuthorities(let quorum): quorum.text("freshness-authorities")
        case .addActor(let id, let identity): "add-actor \(id) \(identity.vkeys)\n"
        case .replaceIdentity(let id, let after, let identity):
            "replace-identity \(id) after=\(after) \(identity.vkeys)\n"
        case .revokeActor(let id, let revocation): "revoke-actor \(id) \(revocation.words)\n"
        case .addRelay(let id, let url, let certificate, let receipt):
            "add-relay \(id) url=\(url) certificate=\(Base64.encode(certificate))"
                + " receipt=\(receipt.vkey)\n"
        case .renewRelay(let id, let certificate, let previousUntil):
            "renew-relay \(id) certificate=\(Base64.encode(certificate))"
                + " previous-until=\(previousUntil)\n"
        case .revokeRelay(let id, let revocation): "revoke-relay \(id) \(revocation.words)\n"
        case .addWitness(let id, let key): "add-witness \(id) key=\(key.vkey)\n"
        case .revokeWitness(let id, let revocation): "revoke-witness \(id) \(revocation.words)\n"
        }
    }

    init(from reader: inout StatementReader) throws(RegistryError) {
        var line = try reader.take("statement")
        switch try line.word("statement") {
        case "root-authorities": self = .rootAuthorities(try reader.quorum(&line))
        case "policy-authorities": self = .policyAuthorities(try reader.quorum(&line))
        case "freshness-authorities": self = .freshnessAuthorities(try reader.quorum(&line))
        case "add-actor": self = .addActor(try line.name(), identity: try line.authority())
        case "replace-identity":
            self = .replaceIdentity(
                try line.name(), after: try line.digest("after"), identity: try line.authority())
        case "revoke-actor": self = .revokeActor(try line.name(), try line.revocation())
        case "add-relay":
            self = .addRelay(
                try line.name(), url: try line.url(), certificate: try line.certificate(),
                receipt: try line.receiptKey())
        case "renew-relay":
            self = .renewRelay(
                try line.name(), certificate: try line.certificate(),
                previousUntil: try line.time("previous-until"))
        case "revoke-relay": self = .revokeRelay(try line.name(), try line.revocation())
        case "add-witness": self = .addWitness(try line.name(), try line.cosignatureKey())
        case "revoke-witness": self = .revokeWitness(try line.name(), try line.revocation())
        default: throw line.malformed("root statement")
        }
        try line.end()
    }
}

extension NoteAuthority {
    fileprivate var vkeys: String { "\(ed25519.vkey) \(mlDSA65.vkey)" }

    /// The line of a quorum that names it: what a new holder hands in.
    package var line: String { "authority \(vkeys)\n" }

    /// Reads what ``line`` writes.
    ///
    /// - Throws: ``RegistryError/malformed(line:expected:)``.
    package init(line text: String) throws(RegistryError) {
        var reader = try StatementReader(text)
        self = try reader.takeAuthority()
        try StatementReader.requireCanonical(text, written: line)
    }
}

extension NoteQuorum {
    fileprivate func text(_ keyword: String) -> String {
        authorities.reduce(into: "\(keyword) \(threshold)\n") { $0 += $1.line }
    }
}

extension StatementReader {
    /// The threshold at the end of `line` and the `authority` lines that follow it.
    fileprivate mutating func quorum(_ line: inout LineReader) throws(RegistryError) -> NoteQuorum {
        guard let threshold = Int(try line.word("threshold")) else {
            throw line.malformed("threshold")
        }
        var authorities: [NoteAuthority] = []
        while stands(before: "authority") {
            authorities.append(try takeAuthority())
            guard authorities.count <= authoritiesMax else {
                throw .tooMany(concept: "authority", limit: authoritiesMax)
            }
        }
        do { return try NoteQuorum(threshold: threshold, authorities: authorities) } catch {
            throw .note(error)
        }
    }
}

extension StatementReader {
    fileprivate mutating func takeAuthority() throws(RegistryError) -> NoteAuthority {
        var line = try take("authority")
        try line.keyword("authority")
        let authority = try line.authority()
        try line.end()
        return authority
    }
}

extension LineReader {
    fileprivate mutating func url() throws(RegistryError) -> String {
        let url = try field("url")
        guard url.hasPrefix("https://"), url.utf8.count <= urlMaxBytes else {
            throw malformed("url= with https URL of at most \(urlMaxBytes) bytes")
        }
        return url
    }

    fileprivate mutating func cosignatureKey() throws(RegistryError) -> NoteKey {
        let key = try noteKey("key")
        guard key.cosignatureKey != nil else { throw malformed("key= with key of type 04") }
        return key
    }
}

/// The most authorities of one kind.
package let authoritiesMax = 32
/// The longest address of a relay.
package let urlMaxBytes = 512
