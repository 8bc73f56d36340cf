package import Labels
package import Storage

/// The kinds of rows a node keeps. Exercise and test material never shares a table with actual
/// material.
package enum NodeTable {
    package static let sent = VaultTable("sent")
    package static let envelopes = VaultTable("envelopes")
    package static let counters = VaultTable("counters")
    package static let cursors = VaultTable("cursors")
    package static let receipts = VaultTable("receipts")
    package static let refused = VaultTable("refused")
    package static let tally = VaultTable("tally")
    package static let persons = VaultTable("roster-persons")
    package static let passwords = VaultTable("roster-passwords")
    package static let codes = VaultTable("roster-codes")
    /// Shared with devices for one-time codes; read only when one is judged.
    package static let codeSecrets = VaultTable("roster-code-secrets")
    package static let tokens = VaultTable("roster-tokens")
    package static let signIns = VaultTable("sign-ins")
    /// Of persons, as the gates about them were asked; named by ledger entries.
    package static let recordedStandings = VaultTable("recorded-standings")
    package static let limitedUses = VaultTable("limited-uses")
    package static let glasses = VaultTable("break-glass")
    package static let register = VaultTable("register")
    package static let inventories = VaultTable("inventories")
    package static let incidents = VaultTable("incidents")
    package static let logReviews = VaultTable("log-reviews")
    package static let disposals = VaultTable("disposals")
    /// Signed receipts of relays and nodes, as they came.
    package static let receiptNotes = VaultTable("receipt-notes")
    /// What others published in WIS without a signature we know.
    package static let publications = VaultTable("publications")
    /// The largest tree of each log that this node has cosigned.
    package static let seenTrees = VaultTable("seen-trees")
    /// The trees of each relay's log that bundles carry on.
    package static let trails = VaultTable("tree-trails")
    /// Relays' entries of received messages, as bundles brought them.
    package static let entryProofs = VaultTable("entry-proofs")
    /// Who is told that something came, and what they have not been told yet.
    package static let alerts = VaultTable("alert-subscriptions")
    /// The latest heartbeat of every stream.
    package static let heard = VaultTable("heard")
    /// The latest drill of every rung.
    package static let drills = VaultTable("drills")

    package static func received(_ status: StatusKind) -> VaultTable {
        switch status {
        case .actual: VaultTable("received-actual")
        case .exercise: VaultTable("received-exercise")
        case .test: VaultTable("received-test")
        }
    }

    /// Keys of attachments, apart from the messages: read only when one is opened.
    package static func attachmentKeys(_ status: StatusKind) -> VaultTable {
        switch status {
        case .actual: VaultTable("attachment-keys-actual")
        case .exercise: VaultTable("attachment-keys-exercise")
        case .test: VaultTable("attachment-keys-test")
        }
    }

    package static func bodies(_ status: StatusKind) -> VaultTable {
        switch status {
        case .actual: VaultTable("bodies-actual")
        case .exercise: VaultTable("bodies-exercise")
        case .test: VaultTable("bodies-test")
        }
    }
}
