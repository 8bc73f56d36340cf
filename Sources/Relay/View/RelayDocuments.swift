import Carriers
import FoundationEssentials
import Identity
import Notes
import Primitives
import Registry

/// What nodes fetch to decide as the relay does, encoded once.
struct RelayDocuments: Sendable {
    let registry: ServedDocument
    let policy: ServedDocument?
    let freshness: ServedDocument?
    let exercises: ServedDocument
    let activations: ServedDocument

    init(
        registry: Registry, bundle: SignedNote?, freshness: SignedNote?, exercises: [SignedNote],
        activations: [SignedNote]
    ) {
        let files = registry.files.mapValues { String(decoding: $0, as: UTF8.self) }
        self.registry = .json(RegistryListing(files: files))
        policy = bundle.map { .note($0) }
        self.freshness = freshness.map { .note($0) }
        self.exercises = .notes(exercises)
        self.activations = .notes(activations)
    }

    /// Tells this state of things from others.
    func stamp(leases: [SignedNote]) -> UInt64 {
        let all = [registry, policy, freshness, exercises, activations, .notes(leases)]
        let tags = all.map { $0?.tag ?? "-" }
        return Hashing.sha256(Array(tags.joined().utf8)).bytes.prefix(8)
            .reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// A document with the tag that tells one version from the next.
struct ServedDocument: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    /// An `ETag`, quotation marks included.
    let tag: String

    init(_ bytes: [UInt8], mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
        tag = "\"" + Hex.encode(Hashing.sha256(bytes).bytes.prefix(16)) + "\""
    }

    static func note(_ note: SignedNote) -> ServedDocument {
        ServedDocument(note.encoded, mediaType: RelayProtocol.MediaType.note)
    }

    static func notes(_ notes: [SignedNote]) -> ServedDocument {
        .json(NoteListing(notes: notes.map { String(decoding: $0.encoded, as: UTF8.self) }))
    }

    static func json(_ value: some Encodable) -> ServedDocument {
        ServedDocument(JSONBytes.encode(value), mediaType: RelayProtocol.MediaType.json)
    }
}

/// The one way JSON is written here: sorted keys, slashes as they are.
enum JSONBytes {
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(value)) } catch {
            // Own types with strings and numbers alone.
            preconditionFailure("not encodable: \(type(of: value))")
        }
    }
}
