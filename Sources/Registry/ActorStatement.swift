package import Identity
package import Labels
package import Notes
package import Primitives

/// What an actor says of itself in one line of its sub-chain.
///
/// Spec: Registry#actor-statements.
package enum ActorStatement: Hashable, Sendable {
    case addNode(NodeID, ceiling: Level, certificate: [UInt8], receipt: NoteKey)
    case revokeNode(NodeID, Revocation)
    /// Valid from `from` until just before `until`.
    case addKey(PublicKey, Level, StatusKind, from: Timestamp, until: Timestamp)
    case revokeKey(KeyID, Revocation)
    /// Valid from `from` until just before `until`.
    case addPerson(PersonID, SigningPublicKey, from: Timestamp, until: Timestamp)
    case revokePerson(PersonID, Revocation)
}

extension ActorStatement {
    /// Its line, ended by LF.
    var text: String {
        switch self {
        case .addNode(let id, let ceiling, let certificate, let receipt):
            "add-node \(id) ceiling=\(ceiling) certificate=\(Base64.encode(certificate))"
                + " receipt=\(receipt.vkey)\n"
        case .revokeNode(let id, let revocation): "revoke-node \(id) \(revocation.words)\n"
        case .addKey(let key, let level, let status, let from, let until):
            "add-key \(key.purpose.rawValue) \(level) \(status.rawValue)"
                + " \(Base64.encode(key.bytes)) from=\(from) until=\(until)\n"
        case .revokeKey(let id, let revocation): "revoke-key \(id) \(revocation.words)\n"
        case .addPerson(let id, let key, let from, let until):
            "add-person \(id) \(Base64.encode(key.bytes)) from=\(from) until=\(until)\n"
        case .revokePerson(let id, let revocation): "revoke-person \(id) \(revocation.words)\n"
        }
    }

    init(from reader: inout StatementReader) throws(RegistryError) {
        var line = try reader.take("statement")
        switch try line.word("statement") {
        case "add-node":
            self = .addNode(
                try line.name(), ceiling: try line.ceiling(), certificate: try line.certificate(),
                receipt: try line.receiptKey())
        case "revoke-node": self = .revokeNode(try line.name(), try line.revocation())
        case "add-key":
            let purpose = try line.purpose()
            let (level, status) = (try line.level(), try line.status())
            self = .addKey(
                try line.publicKey(purpose), level, status, from: try line.time("from"),
                until: try line.time("until"))
        case "revoke-key": self = .revokeKey(try line.keyID(), try line.revocation())
        case "add-person":
            self = .addPerson(
                try line.name(), try line.personKey(), from: try line.time("from"),
                until: try line.time("until"))
        case "revoke-person": self = .revokePerson(try line.name(), try line.revocation())
        default: throw line.malformed("actor statement")
        }
        try line.end()
    }
}

extension LineReader {
    fileprivate mutating func ceiling() throws(RegistryError) -> Level {
        do { return try Level(field("ceiling")) } catch { throw malformed("ceiling= with level") }
    }

    fileprivate mutating func purpose() throws(RegistryError) -> KeyPurpose {
        guard let purpose = KeyPurpose(rawValue: try word("key purpose")) else {
            throw malformed("key purpose")
        }
        return purpose
    }

    fileprivate mutating func publicKey(_ purpose: KeyPurpose) throws(RegistryError) -> PublicKey {
        let expected = "\(purpose.rawValue) key in base64"
        do { return try PublicKey(purpose, bytes: Base64.decode(word(expected))) } catch {
            throw malformed(expected)
        }
    }

    fileprivate mutating func personKey() throws(RegistryError) -> SigningPublicKey {
        let expected = "Ed25519 key in base64"
        do { return try SigningPublicKey(bytes: Base64.decode(word(expected))) } catch {
            throw malformed(expected)
        }
    }

    fileprivate mutating func keyID() throws(RegistryError) -> KeyID {
        do { return try KeyID(hex: word("key id")) } catch { throw malformed("key id") }
    }
}
