import Identity
import Labels
import Ledger
import Primitives
import Storage

extension AcceptedReceipt {
    /// A receipt for the originator of messages: as urgent as the most urgent of them, and there as
    /// long as any.
    ///
    /// - Parameters:
    ///   - bytes: as ``ReceiptBytes`` writes them.
    ///   - messages: never empty.
    init(
        _ bytes: [UInt8], to originator: ActorID,
        about messages: [(precedence: Precedence, expires: Timestamp)], source: RelayID? = nil,
        record: LedgerRecord?
    ) {
        let urgent = messages.map(\.precedence).min { $0.lane < $1.lane } ?? .routine
        let last = messages.map(\.expires).max() ?? Timestamp(clampingMilliseconds: 0)
        self.init(
            digest: Hashing.sha256(bytes), addressees: [originator], precedence: urgent,
            expires: last, bytes: bytes, source: source, record: record)
    }
}
