package import Identity

/// What a node can prove of one message.
package struct ProofsReply: Codable, Sendable {
    package var id: String
    package var proofs: [ProofFile]
    /// How the receipts that came for it stand.
    package var receipts: [ReceiptStanding]
}

/// An entry of a log, opened and proven: a `.tlog-proof` file.
package struct ProofFile: Codable, Sendable {
    /// Of the file, without folder.
    package var name: String
    /// The log's origin.
    package var log: String
    package var index: UInt64
    /// What the entry says happened.
    package var event: String
    @Base64Bytes package var bytes: [UInt8]
}

/// Whether what a signed receipt promised stands in the log that it names.
package struct ReceiptStanding: Codable, Sendable {
    package enum Code: String, Codable, CaseIterable, Sendable {
        /// The relay showed the entry, and it is the one.
        case logged
        /// The relay signed that there is an entry, and does not show it.
        case withheld
        /// The relay shows another entry in its place, or a proof that does not hold.
        case contradicted
        /// The receipt names no entry: it repeats an earlier one.
        case unnamed
        /// The relay could not be asked.
        case unasked
    }

    package var message: String
    package var relay: String
    package var time: Timestamp
    package var code: Code
    /// The entry's place, and its leaf hash where it was shown.
    package var index: UInt64?
    package var leaf: String?

    /// Whether it shows that the relay left out what it had signed for.
    package var isOmission: Bool { code == .withheld || code == .contradicted }
}

/// What was written into an auditor pack.
package struct PackReply: Codable, Sendable {
    package var folder: String
    package var files: Int
    package var receipts: Int
    package var entries: Int
    /// Origins of the logs in it.
    package var logs: [String]
    /// Relays whose log could not be had.
    package var absent: [String]
    /// SHA-256 of the registry's first note, for whoever verifies it.
    package var genesis: String
}

/// What shall go into an auditor pack.
package struct PackOrder: Codable, Sendable {
    /// Absolute; not there yet, or empty.
    package var folder: String
    /// Messages whose entries are opened.
    package var disclosed: [String]
    package var disclosesAll: Bool

    package init(folder: String, disclosed: [String] = [], disclosesAll: Bool = false) {
        self.folder = folder
        self.disclosed = disclosed
        self.disclosesAll = disclosesAll
    }
}
