/// One thing an audit says: of what, whether it holds, and if not, why and where.
package struct AuditStatement: Hashable, Sendable {
    /// Stable: in output, pages and tests.
    package enum Name: String, CaseIterable, Sendable {
        /// Who made the pack signed the list of what is in it.
        case packSigned = "pack.signed"
        /// Every file is the one in the list, none is missing and none was added.
        case packWhole = "pack.whole"
        case registryHolds = "registry.holds"
        case policySigned = "policy.signed"
        /// The log's registered key signed its checkpoint.
        case logSigned = "log.signed"
        /// Its tiles and entries make the tree that was signed.
        case logWhole = "log.whole"
        /// Every tree of it that was ever signed, as far as known here, is the beginning of it.
        case logContinues = "log.continues"
        /// As many witnesses as policy asks for have seen the tree.
        case logWitnessed = "log.witnessed"
        /// The log's key was not lost before the tree was seen by others.
        case logKey = "log.key"
        case receiptSigned = "receipt.signed"
        /// What a receipt promised stands in the log it names.
        case receiptLogged = "receipt.logged"
        /// An opened entry is the one that the log has at its place.
        case entryProven = "entry.proven"
    }

    package enum Verdict: String, CaseIterable, Sendable {
        case holds, fails
        /// Nothing contradicts it, and nothing shows it.
        case unproven
    }

    package enum Reason: String, CaseIterable, Sendable {
        case missing, altered, added, malformed
        case signatureInvalid = "signature-invalid"
        case keyUnknown = "key-unknown"
        case registryInvalid = "registry-invalid"
        case genesisUntold = "genesis-untold"
        case tileDiffers = "tile-differs"
        case rootDiffers = "root-differs"
        case rewritten, shrunk
        case entryDiffers = "entry-differs"
        case belowQuorum = "below-quorum"
        case unwitnessed
        case keyLost = "key-lost"
        case entryUnopened = "entry-unopened"
        case entryUnnamed = "entry-unnamed"
        case entryAbsent = "entry-absent"
        case logAbsent = "log-absent"
    }

    package let name: Name
    /// A file of the pack, or the origin of a log.
    package let subject: String
    package let verdict: Verdict
    package let reason: Reason?
    /// Where: a tile, a size, a message, a count.
    package let place: String

    package init(
        _ name: Name, of subject: String, _ verdict: Verdict, _ reason: Reason? = nil,
        at place: String = ""
    ) {
        self.name = name
        self.subject = subject
        self.verdict = verdict
        self.reason = reason
        self.place = place
    }
}
