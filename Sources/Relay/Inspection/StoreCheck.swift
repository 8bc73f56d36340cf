package import Identity
import Ledger
package import Notes
package import Registry
package import Storage

/// `budkavle-relay fsck`: a relay's store compared with itself.
///
/// The database's own checks, the log's tables, the ledger's tree grown anew against its tiles and
/// kept checkpoints, every envelope against its header, and log and ledger against each other.
/// Spec: Relay#fsck.
package struct StoreCheck {
    /// What envelopes' signatures are checked by; `nil` leaves them unchecked.
    private let registry: RegistryView?
    /// What checkpoints must be signed with; `nil` leaves their signatures unchecked.
    private let key: NoteKey?
    private let now: Timestamp

    /// What was found.
    package struct Report: Sendable, Equatable {
        package fileprivate(set) var counts: StoreCounts?
        /// Whole ones; `nil` where they were not looked at.
        package fileprivate(set) var blobs: Int?
        package fileprivate(set) var findings: [StoreFinding] = []
        /// Findings beyond ``findingsMax``, which are only counted.
        package fileprivate(set) var furtherCount = 0
        /// Records that say nothing any more: what belongs to them cannot be compared.
        package fileprivate(set) var silentCount: UInt64 = 0

        package init() {}

        package static let findingsMax = 1_000

        package mutating func tell(_ finding: StoreFinding) {
            if findings.count < Self.findingsMax {
                findings.append(finding)
            } else {
                furtherCount += 1
            }
        }
    }

    package init(registry: RegistryView?, key: NoteKey?, now: Timestamp) {
        self.registry = registry
        self.key = key
        self.now = now
    }

    /// - Parameters:
    ///   - blobs: what lay beside the store before it was read; `nil` leaves blobs unchecked.
    ///   - progress: is told how much of the store has been looked at, of how much.
    package func run(
        on store: some InspectedStore, blobs: BlobListing? = nil,
        progress: @escaping (_ done: UInt64, _ all: UInt64) -> Void = { _, _ in }
    ) -> Report {
        var report = Report()
        read(.integrity, &report) { (tell) throws(StorageError) in try store.databaseFindings(tell)
        }
        report.counts = try? store.counts()
        read(.log, &report) { (tell) throws(StorageError) in try store.logFindings(tell) }
        let steps = Steps(all: report.counts.map { $0.records + $0.entries } ?? 0, progress)
        var checkpoints: [StoredCheckpoint] = []
        read(.checkpoints, &report) { (_) throws(StorageError) in
            checkpoints = try store.checkpoints()
        }
        var ledger = LedgerInspection(checkpoints, key: key)
        read(.ledger, &report) { (tell) throws(StorageError) in
            try inspectLedger(of: store, &ledger, steps, tell)
        }
        report.silentCount = ledger.silentCount
        var log = LogInspection(ledger, registry: registry)
        read(.envelopes, &report) { (tell) throws(StorageError) in
            try store.forEachEntry { entry in
                log.take(entry, tell)
                steps.take()
            }
            // Only when all entries could be read it is known that one is missing.
            log.finish(now: max(now, ledger.latest), tell)
            guard let blobs else { return }
            BlobInspection(blobs, named: log.attachments)
                .run(ledger, now: max(now, ledger.latest), tell)
        }
        report.blobs = blobs?.sum(whole: true).count
        return report
    }

    private func inspectLedger(
        of store: some InspectedStore, _ ledger: inout LedgerInspection, _ steps: Steps,
        _ tell: (StoreFinding) -> Void
    ) throws(StorageError) {
        try store.forEachRecord { (record) throws(StorageError) in
            for tile in ledger.take(record, tell) { try compare(tile, with: store, tell) }
            steps.take()
        }
        ledger.finish(tell)
        try store.forEachTile { level, number in
            if !ledger.isExpected(level: level, number: number) {
                tell(.tileSurplus(level: level, number: number))
            }
        }
    }

    private func compare(
        _ tile: Tile, with store: some InspectedStore, _ tell: (StoreFinding) -> Void
    ) throws(StorageError) {
        guard case .hashes(let level) = tile.path.kind else { return }
        let number = tile.path.number
        guard let stored = try store.tile(level: level, number: number) else {
            return tell(.tileMissing(level: level, number: number))
        }
        if stored.hashes != tile.content || stored.root != tile.root.bytes {
            tell(.tileWrong(level: level, number: number))
        }
    }

    /// A part that cannot be read is a finding, and the others are read all the same.
    private func read(
        _ part: StorePart, _ report: inout Report,
        _ body: ((StoreFinding) -> Void) throws(StorageError) -> Void
    ) {
        do throws(StorageError) { try body { report.tell($0) } } catch {
            report.tell(.unreadable(part: part, error))
        }
    }
}

/// Counts what has been looked at.
private final class Steps {
    private let all: UInt64
    private let progress: (UInt64, UInt64) -> Void
    private var done: UInt64 = 0

    init(all: UInt64, _ progress: @escaping (UInt64, UInt64) -> Void) {
        self.all = all
        self.progress = progress
    }

    func take() {
        done += 1
        progress(done, all)
    }
}
