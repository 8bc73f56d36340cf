import Bundles
import Identity
import Labels

/// Something to be carried, with its line in the manifest; messages stay in the vault until they
/// are written.
struct BundleFreight: Sendable {
    enum Source: Sendable {
        case entry(BundleEntry)
        case message(MessageID)
        case piece(AttachmentPlace)
    }

    /// Where a piece of an attachment is, among the node's files.
    struct AttachmentPlace: Hashable, Sendable {
        let message: MessageID
        let digest: Digest
        let offset: UInt64
        let count: Int
    }

    let line: BundleLine
    let lane: Precedence
    let source: Source

    init(_ entry: BundleEntry, lane: Precedence = .flash) {
        line = entry.line
        self.lane = lane
        source = .entry(entry)
    }

    init(message id: MessageID, _ line: BundleLine, lane: Precedence) {
        self.line = line
        self.lane = lane
        source = .message(id)
    }

    init(_ place: AttachmentPlace, _ line: BundleLine, lane: Precedence) {
        self.line = line
        self.lane = lane
        source = .piece(place)
    }

    /// The region first, since the rest is judged by it, and the trees of relays; then lane by lane,
    /// messages before receipts and entries; what is large last, lane by lane.
    static func inOrder(_ freight: [BundleFreight]) -> [BundleFreight] {
        let places = freight.enumerated().map { index, item in
            (
                rank: rank(item.line.kind), lane: item.lane,
                isReceipt: item.line.kind != .message, index: index, item: item
            )
        }
        return places.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            if left.rank < 2 { return left.index < right.index }
            if left.lane != right.lane { return left.lane < right.lane }
            if left.isReceipt != right.isReceipt { return !left.isReceipt }
            return left.index < right.index
        }.map(\.item)
    }

    private static func rank(_ kind: BundleEntryKind) -> Int {
        if kind.isOfRegion { return 0 }
        return switch kind {
        case .checkpoint: 1
        case .attachment: 3
        default: 2
        }
    }
}
