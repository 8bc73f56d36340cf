package import Identity
package import Ledger

/// What a backup of a relay's store says of itself. A store that bears one is a copy that nobody
/// serves from.
package struct BackupNote: Hashable, Sendable {
    package let relay: RelayID
    package let madeAt: Timestamp
    /// The ledger's tree as it was then. What the relay has signed beyond it the backup knows
    /// nothing of.
    package let head: TreeHead
    /// The relay's settings file as it was.
    package let configuration: String
    /// Whether the attachments that were there lie beside it; older programs left them out.
    package let hasBlobs: Bool

    package init(
        relay: RelayID, madeAt: Timestamp, head: TreeHead, configuration: String,
        hasBlobs: Bool = true
    ) {
        self.relay = relay
        self.madeAt = madeAt
        self.head = head
        self.configuration = configuration
        self.hasBlobs = hasBlobs
    }
}
