import Envelopes
import Identity
import Labels
import Notes
import Primitives
import RegionSupport
import Registry

/// Chains of notes: what they add up to, or why they are refused.
struct RegistryVectors: PublishedFile {
    static let name = "registry"

    struct Chains: Codable {
        let name: String
        /// Names of notes, in order.
        let root: [String]
        let actors: [String: [String]]
        /// The digest of the first note that the reader pins, if it does.
        let genesis: String?
    }

    struct Valid: Codable {
        let chains: Chains
        let head: String
        /// Digest of a policy bundle, made up.
        let policy: String
        /// Of that policy and this registry.
        let viewDigest: String
        let at: String
        /// Key ids at that moment.
        let usable: [String]
        let revoked: [String]
        /// Where a relay has had more than one: those that are its own, at several moments.
        let certificates: [RelayCertificates]?
    }

    struct RelayCertificates: Codable {
        let relay: String
        let at: String
        /// SHA-256 of each, the one first that the relay shows.
        let fingerprints: [String]
    }

    struct Refused: Codable {
        let chains: Chains
        let error: String
    }

    /// By name.
    let notes: [String: String]
    let valid: [Valid]
    let refused: [Refused]

    static func made(keeping old: RegistryVectors?) throws -> RegistryVectors {
        let book = NoteBook(keeping: old?.notes ?? [:])
        let cases = try RegistryCases(book)
        let valid = try cases.valid.map {
            try summed($0, book.notes, certificatesAt: cases.renewalMoments[$0.name])
        }
        return RegistryVectors(
            notes: book.notes, valid: valid,
            refused: cases.refused.map { Refused(chains: $0.0, error: $0.1) })
    }

    private static func summed(
        _ chains: Chains, _ notes: [String: String], certificatesAt moments: [Timestamp]?
    ) throws -> Valid {
        let registry = try chains.folded(notes)
        let now = VectorRegion.shared.now
        let policy = Hashing.sha256(Array("policy".utf8))
        let view = registry.view(at: now)
        let keys = try VectorRegion.shared.actors.flatMap(\.keys).compactMap { key in
            try view.key(KeyID(bytes: key.key.publicKey.id.bytes))
        }
        func ids(_ holds: (KeyUsability) -> Bool) -> [String] {
            keys.filter { holds($0.usability(at: now)) }.map(\.id.hex).sorted()
        }
        return Valid(
            chains: chains, head: registry.head.hex, policy: policy.hex,
            viewDigest: ShortDigest.view(policy: policy, registry: registry.head).description,
            at: now.rfc3339,
            usable: ids { $0 == .usable },
            revoked: ids { if case .revoked = $0 { true } else { false } },
            certificates: moments.map { $0.flatMap { certificates(in: registry.view(at: $0)) } })
    }

    private static func certificates(in view: RegistryView) -> [RelayCertificates] {
        view.everyRelay.map { relay in
            RelayCertificates(
                relay: relay.id.text, at: view.time.rfc3339,
                fingerprints: relay.certificates.valid(at: view.time).map(\.fingerprint.hex))
        }
    }
}

extension RegistryVectors.Chains {
    /// - Throws: `RegistryError`, and `NoteError` for a note that is none.
    func folded(_ notes: [String: String]) throws -> Registry {
        func chain(_ names: [String]) throws -> [SignedNote] {
            try names.map { try SignedNote(parsing: Array((notes[$0] ?? "").utf8)) }
        }
        return try Registry(
            rootChain: chain(root),
            actorChains: Dictionary(
                uniqueKeysWithValues: actors.map { (try ActorID($0), try chain($1)) }),
            trusting: genesis.map { try Digest(hex: $0) })
    }
}
