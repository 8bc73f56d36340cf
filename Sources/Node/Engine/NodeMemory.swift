import Delivery
import Identity
import Labels
import Storage

/// Everything a node knows, as read from its vault at unlock; every change is made in the vault
/// first.
struct NodeMemory: Sendable {
    var sent: [MessageID: Kept<SentRecord>] = [:]
    var received: [MessageID: Kept<ReceivedRecord>] = [:]
    /// What was received, in the order it came.
    var arrivals: [MessageID] = []
    /// Those of them that persons are shown.
    var shownArrivals: [MessageID] = []
    var refused: [Kept<RefusedRecord>] = []
    var counters: [String: Kept<CounterRecord>] = [:]
    var cursors: [String: Kept<CursorRecord>] = [:]
    var receipts: [VaultRowID: Kept<PendingReceipt>] = [:]
    /// By the log's origin.
    var seenTrees: [String: Kept<SeenTree>] = [:]
    /// By the log's origin.
    var trails: [String: Kept<TrailRecord>] = [:]
    var heard: [StreamID: Kept<HeardRecord>] = [:]
    var drills: [DrilledRung: Kept<DrillRecord>] = [:]
    /// What others published in WIS, in the order it came.
    var publications: [Kept<PublicationRecord>] = []
    /// By id.
    var alerts: [String: Kept<AlertSubscription>] = [:]
    var gaps = GapDetector()
    var roster: RosterMemory
    var register: RegisterMemory

    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`.
    init(_ store: any VaultStore, _ vault: Vault) async throws {
        roster = try await RosterMemory(store, vault)
        register = try await RegisterMemory(store, vault)
        for row in try await store.rows(in: NodeTable.sent) {
            let kept: Kept<SentRecord> = try vault.open(row)
            sent[try messageID(kept.value.id, row.table)] = kept
        }
        for status in StatusKind.allCases {
            for row in try await store.rows(in: NodeTable.received(status)) {
                let kept: Kept<ReceivedRecord> = try vault.open(row)
                received[try messageID(kept.value.id, row.table)] = kept
            }
        }
        for row in try await store.rows(in: NodeTable.refused) {
            refused.append(try vault.open(row))
        }
        for row in try await store.rows(in: NodeTable.counters) {
            let kept: Kept<CounterRecord> = try vault.open(row)
            counters[kept.value.stream] = kept
        }
        for row in try await store.rows(in: NodeTable.cursors) {
            let kept: Kept<CursorRecord> = try vault.open(row)
            cursors[kept.value.relay] = kept
        }
        for row in try await store.rows(in: NodeTable.receipts) {
            receipts[row.id] = try vault.open(row)
        }
        for row in try await store.rows(in: NodeTable.seenTrees) {
            let kept: Kept<SeenTree> = try vault.open(row)
            seenTrees[kept.value.log] = kept
        }
        for row in try await store.rows(in: NodeTable.trails) {
            let kept: Kept<TrailRecord> = try vault.open(row)
            trails[kept.value.log] = kept
        }
        for row in try await store.rows(in: NodeTable.heard) {
            let kept: Kept<HeardRecord> = try vault.open(row)
            guard let stream = kept.value.stream else {
                throw NodeError.vaultCorrupt(table: row.table.name)
            }
            heard[stream] = kept
        }
        for row in try await store.rows(in: NodeTable.drills) {
            let kept: Kept<DrillRecord> = try vault.open(row)
            drills[kept.value.rung] = kept
        }
        for row in try await store.rows(in: NodeTable.publications) {
            publications.append(try vault.open(row))
        }
        for row in try await store.rows(in: NodeTable.alerts) {
            let kept: Kept<AlertSubscription> = try vault.open(row)
            alerts[kept.value.id] = kept
        }
        publications.sort { $0.value.fetchedMs < $1.value.fetchedMs }
        arrivals = received.sorted { $0.value.value.came(before: $1.value.value) }.map(\.key)
        shownArrivals = arrivals.filter(isShown)
        // The gaps follow from the counters of what is held, and of what was announced.
        for id in arrivals {
            if let record = received[id]?.value { _ = gaps.sighted(record) }
        }
        for (stream, kept) in heard {
            _ = gaps.announced(kept.value.latest, in: stream, at: kept.value.hearing.said)
        }
    }

    private func messageID(_ text: String, _ table: VaultTable) throws -> MessageID {
        do { return try MessageID(hex: text) } catch {
            throw NodeError.vaultCorrupt(table: table.name)
        }
    }
}

extension ReceivedRecord {
    /// Rows kept before arrivals were numbered have their time alone, and came first.
    fileprivate func came(before other: ReceivedRecord) -> Bool {
        (arrival ?? 0, receivedMs) < (other.arrival ?? 0, other.receivedMs)
    }
}

extension GapDetector {
    /// Takes note of a message's counter; a remark when something is missing before it.
    mutating func sighted(_ record: ReceivedRecord) -> String? {
        guard let counter = record.counter, let originator = try? ActorID(record.originator),
            let level = try? Level(record.level), let status = StatusKind(rawValue: record.status)
        else { return nil }
        let stream = StreamID(originator: originator, level: level, status: status)
        let at = Timestamp(clampingMilliseconds: record.receivedMs)
        guard case .ahead(let missing) = sighted(counter, in: stream, at: at) else { return nil }
        return "\(missing.lowerBound)–\(missing.upperBound)"
    }
}
