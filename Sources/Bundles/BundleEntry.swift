package import Identity
import Primitives

/// What an entry of a bundle is.
package enum BundleEntryKind: UInt8, CaseIterable, Sendable {
    /// A note of the registry.
    case registry = 1
    case policy = 2
    case freshness = 3
    case exercise = 4
    case activation = 5
    /// A framed envelope with the receiver's own slot only.
    case message = 6
    /// A signed note: the sender's node has messages of the receiver's.
    case delivered = 7
    /// A receipt only the receiver can read, behind its message's id.
    case sealed = 8
    /// A ``BundledPiece``.
    case attachment = 9
    /// A tree of a relay's log, with the proof that it continues another.
    case checkpoint = 10
    /// A relay's entry of a message of the receiver's, opened and proven.
    case entry = 11

    /// As the manifest has it.
    package var name: String {
        switch self {
        case .registry: "registry"
        case .policy: "policy"
        case .freshness: "freshness"
        case .exercise: "exercise"
        case .activation: "activation"
        case .message: "message"
        case .delivered: "delivered"
        case .sealed: "sealed"
        case .attachment: "attachment"
        case .checkpoint: "checkpoint"
        case .entry: "entry"
        }
    }

    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// Notes that decisions rest on: they are taken in before anything else.
    package var isOfRegion: Bool { rawValue < Self.message.rawValue }
}

/// One thing a bundle carries.
package struct BundleEntry: Hashable, Sendable {
    package let kind: BundleEntryKind
    package let bytes: [UInt8]

    package init(_ kind: BundleEntryKind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    /// What the manifest says of it.
    package var line: BundleLine {
        BundleLine(kind: kind, byteCount: bytes.count, digest: Hashing.sha256(bytes))
    }

    /// As it stands in the stream: kind (1 byte), length (4 bytes, big-endian), itself.
    package var encoded: [UInt8] { [kind.rawValue] + bigEndian(bytes.count) + bytes }

    /// Kind and length.
    static let headByteCount = 5
}

/// A line of the manifest: an entry by kind, size and SHA-256.
package struct BundleLine: Hashable, Sendable {
    package let kind: BundleEntryKind
    package let byteCount: Int
    package let digest: Digest

    package init(kind: BundleEntryKind, byteCount: Int, digest: Digest) {
        self.kind = kind
        self.byteCount = byteCount
        self.digest = digest
    }

    var text: String { "entry \(kind.name) \(byteCount) \(digest.hex)" }

    init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "entry", let kind = BundleEntryKind(name: parts[1]),
            let byteCount = Int(parts[2]), (1...BundleLimits.entryMaxBytes).contains(byteCount),
            let digest = try? Digest(hex: parts[3])
        else { return nil }
        self.init(kind: kind, byteCount: byteCount, digest: digest)
    }
}

/// Four bytes.
func bigEndian(_ count: Int) -> [UInt8] {
    let value = UInt32(clamping: count)
    return (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
}

func length(bigEndian bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
