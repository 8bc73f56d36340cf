package import Carriers
import Ledger
import ServiceLifecycle
package import Storage

/// Tells a SIEM while the relay runs.
struct SyslogService: Service {
    let feed: SyslogFeed

    func run() async throws { await cancelWhenGracefulShutdown { await self.feed.run() } }
}

extension SyslogLedger {
    /// Of a relay: its facts lie as they are.
    package init(of store: some LedgerStore) {
        self.init(
            size: { try await store.treeHead().size },
            page: { numbers in
                try await store.records(numbers).map { record in
                    Entry(
                        record.number, record.commitment,
                        try record.disclosure.flatMap { try Self.facts(of: $0.facts) })
                }
            })
    }
}
