package import Auditing
import Handover
import Identity
import Ledger
import Policies
import Registry
import Storage

extension NodeEngine {
    /// Runs the decisions in the entries of the ledger from `start` on again, at most a page of them.
    ///
    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`, `LedgerError`.
    package func replay(from start: UInt64) async throws -> ReplayPage {
        let size = try await store.treeHead().size
        let end = min(size, start.addingReportingOverflow(Self.replayPageEntries).partialValue)
        var page = ReplayPage(next: max(start, end), entries: size)
        guard start < end else { return page }
        let archive = ViewArchive(directory.archive.path, trusting: material.registry.genesis)
        var standing: PersonAtNode?
        let replay = DecisionReplay(in: archive) { _ in standing }
        for (number, record) in zip(start..., try await store.records(start..<end)) {
            guard let disclosure = try vault.disclosure(of: record) else {
                page.report.takeErased()
                continue
            }
            let facts = try LedgerFacts(parsing: disclosure.facts)
            if let named = facts.question?.admission?.standing {
                standing = try await self.standing(named)
            }
            page.report.take(facts, number: number, by: replay)
        }
        return page
    }

    private static let replayPageEntries: UInt64 = 500
}

/// What the decisions of a page of this node's ledger came to.
package struct ReplayPage: Codable, Sendable {
    package var report = ReplayReport()
    /// Where the next page begins; at ``entries`` there is no more.
    package var next: UInt64
    /// Entries of the whole ledger.
    package var entries: UInt64

    package init(next: UInt64, entries: UInt64) {
        (self.next, self.entries) = (next, entries)
    }
}
