import ArgumentParser
import Foundation
import Handover
import Identity
import Policies
import Registry
import Relay
import Speaking
import Storage
import StorageSQLite
import Wording

struct RelayStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: spoken(
            sv: "Vad lagret innehåller, och var läsarna är om reläet körs.",
            en: "What the store holds, and where the readers are if the relay runs."),
        discussion: spoken(
            sv: "Läser bara, också medan reläet körs.",
            en: "Only reads, also while the relay runs."))

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var speech: OutputOptions

    func run() async throws {
        let configuration = try options.settings().configuration()
        let state = await RunningRelay(configuration: configuration, path: try options.path())
            .state()
        let inspection = try StoreInspection(path: configuration.storePath)
        let (statistics, waiting) = try inspection.withSnapshot { snapshot in
            (try snapshot.statistics(), try state.map { try Self.waiting($0, snapshot) } ?? [])
        }
        let report = StatsReport(
            path: configuration.storePath, sizes: StoreSizes(of: configuration.storePath),
            blobs: BlobFigures(of: try BlobFolder(configuration.blobsPath).listing()),
            statistics: statistics, running: state, waiting: waiting,
            signed: SignedAges(of: configuration, at: systemTime()), now: systemTime())
        try report.show(by: speech.output)
    }

    /// How much lies behind each reader's cursor, in the readers' order.
    private static func waiting(
        _ state: RunningState, _ snapshot: StoreSnapshot
    ) throws -> [WaitingFigures] {
        try state.readers.map { reader in
            var cursor = MailboxCursor.start
            for (lane, position) in zip(MailboxCursor.lanes, reader.positions) {
                cursor[lane] = position
            }
            return try snapshot.waiting(for: ActorID(reader.actor), after: cursor)
        }
    }
}

/// What the store takes on its disk, and what is left there.
struct StoreSizes: Encodable {
    let storeBytes: Int64
    let writeAheadLogBytes: Int64
    let diskFreeBytes: Int64?

    init(of path: String) {
        func size(_ path: String) -> Int64 {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        }
        storeBytes = size(path)
        writeAheadLogBytes = size(path + "-wal")
        let disk = try? FileManager.default.attributesOfFileSystem(forPath: path)
        diskFreeBytes = (disk?[.systemFreeSize] as? NSNumber)?.int64Value
    }
}

/// Attachments beside the store.
struct BlobFigures: Encodable {
    /// Whole ones.
    let blobs: Int
    let bytes: UInt64
    /// Those that are still coming, as far as they have come.
    let underWay: Int
    let underWayBytes: UInt64

    init(of listing: BlobListing) {
        (blobs, bytes) = listing.sum(whole: true)
        (underWay, underWayBytes) = listing.sum(whole: false)
    }
}

/// How old what lies in the region's directory is.
struct SignedAges: Encodable {
    let registryHead: String?
    let policyVersion: UInt64?
    let freshnessAgeSeconds: Int64?

    init(of configuration: RelayConfiguration, at now: Timestamp) {
        let directory = RegionDirectory(
            URL(filePath: configuration.regionPath, directoryHint: .isDirectory))
        let material = try? directory.load(trusting: configuration.genesis, at: now).material
        registryHead = material?.registry.head.hex
        policyVersion = material?.policies.inForce(at: now)?.edition.version
        freshnessAgeSeconds = material?.freshness.map { now.milliseconds(since: $0.issued) / 1_000 }
    }
}
