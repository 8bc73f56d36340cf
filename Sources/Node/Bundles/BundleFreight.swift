import Bundles
import Identity
import Labels

/// Something to be carried, with its line in the manifest; messages stay in the vault until they
/// are written.
struct BundleFreight: Sendable {
    enum Source: Sendable {
        case entry(BundleEntry)
        case message(MessageID)
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

    /// The region first, since the rest is judged by it; then lane by lane, messages before
    /// receipts.
    static func inOrder(_ freight: [BundleFreight]) -> [BundleFreight] {
        let places = freight.enumerated().map { index, item in
            (
                isLater: !item.line.kind.isOfRegion, lane: item.lane,
                isReceipt: item.line.kind != .message, index: index, item: item
            )
        }
        return places.sorted { left, right in
            if left.isLater != right.isLater { return !left.isLater }
            if !left.isLater { return left.index < right.index }
            if left.lane != right.lane { return left.lane < right.lane }
            if left.isReceipt != right.isReceipt { return !left.isReceipt }
            return left.index < right.index
        }.map(\.item)
    }
}
