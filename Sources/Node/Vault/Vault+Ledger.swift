import Identity
package import Ledger
package import Storage

/// The ledger beside the rows: who has the file alone learns how many entries there are, and
/// nothing of what they say.
extension Vault {
    /// A record as the store keeps it: the commitment, which says nothing, in clear; salt and facts
    /// as rows' blobs are, bound to the commitment. Spec: Vault#ledger.
    package func sealed(_ record: LedgerRecord) throws -> LedgerRecord {
        let id = try VaultRowID(
            bytes: Array(record.commitment.bytes.prefix(VaultRowID.byteCount)))
        return LedgerRecord(
            commitment: record.commitment,
            salt: try blob(record.salt, table: Self.salts, id: id, version: 1),
            facts: try blob(record.facts, table: Self.facts, id: id, version: 1))
    }

    /// Salt and facts, checked against the commitment; `nil` once they are erased.
    ///
    /// - Throws: ``NodeError/vaultCorrupt(table:)``.
    package func disclosure(of record: StoredRecord) throws -> StoredRecord.Disclosure? {
        guard let kept = record.disclosure else { return nil }
        let id = try VaultRowID(
            bytes: Array(record.commitment.bytes.prefix(VaultRowID.byteCount)))
        func open(_ blob: [UInt8], _ table: VaultTable) throws -> [UInt8] {
            try bytes(of: VaultRow(table: table, id: id, version: 1, blob: blob))
        }
        let salt = try open(kept.salt, Self.salts)
        let facts = try open(kept.facts, Self.facts)
        guard (try? LeafCommitment.commit(facts: facts, salt: salt)) == record.commitment else {
            throw NodeError.vaultCorrupt(table: Self.facts.name)
        }
        return StoredRecord.Disclosure(salt: salt, facts: facts)
    }

    private static let salts = VaultTable("ledger-salts")
    private static let facts = VaultTable("ledger-facts")
}

extension NodeEngine {
    /// An entry of this node's ledger, ready for its store.
    func ledgerRecord(_ facts: LedgerFacts) throws -> LedgerRecord {
        try vault.sealed(LedgerRecord(facts, random: random))
    }

    /// What a person did, in as many entries as it has lines.
    func ledgerRecords(
        _ event: LedgerEvent, _ lines: [String], by person: PersonID, at time: Timestamp
    ) throws -> [LedgerRecord] {
        try lines.map { line in
            var facts = LedgerFacts(event, at: time)
            (facts.actor, facts.node, facts.person) = (actor, node, person)
            try facts.setDetail(line)
            return try ledgerRecord(facts)
        }
    }

    /// Reads entries of this node's ledger, in their order and a page at a time.
    ///
    /// - Parameter body: is given `nil` for an entry whose facts are erased.
    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`, `LedgerError`, and what `body`
    ///   throws.
    func readLedger(
        _ entries: Range<UInt64>, _ body: (UInt64, LedgerFacts?) throws -> Void
    ) async throws {
        var start = entries.lowerBound
        while start < entries.upperBound {
            let end = min(entries.upperBound, start + Self.ledgerPageEntries)
            for record in try await store.records(start..<end) {
                let disclosure = try vault.disclosure(of: record)
                try body(record.number, disclosure.map { try LedgerFacts(parsing: $0.facts) })
            }
            start = end
        }
    }

    private static let ledgerPageEntries: UInt64 = 500
}
