package import Identity
package import Ledger

/// A ledger as it is told of: how long it is, and what stands in it.
package struct SyslogLedger: Sendable {
    package struct Entry: Sendable {
        let number: UInt64
        let commitment: Digest
        let facts: LedgerFacts?

        /// - Parameter facts: of an entry that is told of; `nil` for others, and where they are erased.
        package init(_ number: UInt64, _ commitment: Digest, _ facts: LedgerFacts?) {
            (self.number, self.commitment, self.facts) = (number, commitment, facts)
        }
    }

    /// What is durable.
    let size: @Sendable () async throws -> UInt64
    let page: @Sendable (Range<UInt64>) async throws -> [Entry]

    package init(
        size: @escaping @Sendable () async throws -> UInt64,
        page: @escaping @Sendable (Range<UInt64>) async throws -> [Entry]
    ) {
        (self.size, self.page) = (size, page)
    }

    /// The facts of an entry that is told of, from their text; others are not even read.
    ///
    /// - Throws: `LedgerError`.
    package static func facts(of bytes: [UInt8]) throws(LedgerError) -> LedgerFacts? {
        guard LedgerFacts.event(of: bytes)?.syslogPriority != nil else { return nil }
        return try LedgerFacts(parsing: bytes)
    }
}
