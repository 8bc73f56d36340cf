import Carriers
import Identity
import Ledger
import Notes
import Storage
import Wording

extension NodeEngine {
    /// What tells the SIEM of ``NodeConfiguration/syslog``, made anew; `nil` where there is none.
    ///
    /// - Throws: `GatewayProblem`.
    func makeSyslogFeed(
        onTrouble: @escaping @Sendable (SyslogTrouble) -> Void
    ) throws(GatewayProblem) -> SyslogFeed? {
        guard let configured = configuration.syslog else { return nil }
        let files = GatewayFiles(in: directory)
        let feed = SyslogFeed(
            telling: SyslogLedger(
                size: { try await self.store.treeHead().size },
                page: { try await self.syslogEntries($0) }),
            as: SyslogSource(host: node.text, program: "budkavle", log: keys.receiptSigner.key.name)
            {
                $0.phrase.swedish
            }, to: try configured.target { files.path($0) }, from: directory.syslogPlacePath,
            clock: clock, onTrouble: onTrouble)
        syslogFeed = feed
        return feed
    }

    /// How telling the SIEM fares; `nil` where there is none.
    var syslogState: SyslogState? {
        get async {
            if let syslogFeed { return await syslogFeed.state() }
            return try? await makeSyslogFeed { _ in }?.state()
        }
    }

    private func syslogEntries(_ numbers: Range<UInt64>) async throws -> [SyslogLedger.Entry] {
        try await store.records(numbers).map { record in
            let facts = try vault.disclosure(of: record).flatMap {
                try SyslogLedger.facts(of: $0.facts)
            }
            return SyslogLedger.Entry(record.number, record.commitment, facts)
        }
    }
}
