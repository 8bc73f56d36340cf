import Foundation
import Identity
import Labels
import Relay
import Speaking
import Storage
import Wording

/// What `stats` prints.
struct StatsReport {
    let path: String
    let sizes: StoreSizes
    let blobs: BlobFigures
    let statistics: StoreStatistics
    let running: RunningState?
    /// Of ``running``'s readers, in their order.
    let waiting: [WaitingFigures]
    let signed: SignedAges
    let now: Timestamp

    // MARK: For people

    func show(by output: Output) throws {
        try output.show(document) { output in
            output.say(summary)
            if let siem = running?.syslog { output.say(siem.phrase) }
            for table in [levels, lanes, mailboxes, readers] where !table.isEmpty {
                output.say(Phrase(verbatim: ""))
                output.show(table)
            }
        }
    }

    private var summary: Phrase {
        let counts = statistics.counts
        let free = sizes.diskFreeBytes.map(described) ?? "–"
        let freshness = signed.freshnessAgeSeconds.map { "\($0) s" } ?? "–"
        let policy = signed.policyVersion.map { "\($0)" } ?? "–"
        let head = signed.registryHead.map { String($0.prefix(12)) } ?? "–"
        return Phrase(
            sv: """
                \(path): \(described(sizes.storeBytes)), \
                logg \(described(sizes.writeAheadLogBytes)), ledigt \(free)
                \(counts.messages) meddelanden, \(counts.supplements) tillägg, \
                \(counts.receipts) kvittenser; nästa plats \(statistics.next)
                \(blobs.blobs) bilagor, \(described(Int64(clamping: blobs.bytes))); \(blobs.underWay) \
                på väg in, \(described(Int64(clamping: blobs.underWayBytes)))
                Liggare: \(counts.records) poster, \(counts.checkpoints) kontrollpunkter
                Register \(head), policy \(policy), färskhet \(freshness)
                \(runningPhrase.swedish)
                """,
            en: """
                \(path): \(described(sizes.storeBytes)), \
                log \(described(sizes.writeAheadLogBytes)), free \(free)
                \(counts.messages) messages, \(counts.supplements) supplements, \
                \(counts.receipts) receipts; next position \(statistics.next)
                \(blobs.blobs) attachments, \(described(Int64(clamping: blobs.bytes))); \
                \(blobs.underWay) on their way in, \
                \(described(Int64(clamping: blobs.underWayBytes)))
                Ledger: \(counts.records) records, \(counts.checkpoints) checkpoints
                Registry \(head), policy \(policy), freshness \(freshness)
                \(runningPhrase.english)
                """)
    }

    private var runningPhrase: Phrase {
        guard let running else { return Phrase(sv: "Reläet körs inte.", en: "No relay runs.") }
        let notices = (running.reasons + running.warnings).map(\.code).joined(separator: ", ")
        let told = notices.isEmpty ? "" : ": " + notices
        return running.ready
            ? Phrase(
                sv: "Reläet körs, \(running.connections) förbindelser\(told)",
                en: "The relay runs, \(running.connections) connections\(told)")
            : Phrase(sv: "Reläet kan inte arbeta\(told)", en: "The relay cannot work\(told)")
    }

    private var levels: Table {
        var table = Table(
            [
                Phrase(sv: "Nivå", en: "Level"), Phrase(sv: "Meddelanden", en: "Messages"),
                Phrase(sv: "Storlek", en: "Size"), Phrase(sv: "Äldsta", en: "Oldest"),
            ], numbersFrom: 1)
        for figures in statistics.levels {
            table.add([
                figures.level.name, "\(figures.messages)",
                described(Int64(clamping: figures.bytes)),
                age(figures.oldest),
            ])
        }
        return table
    }

    private var lanes: Table {
        var table = Table(
            [
                Phrase(sv: "Fil", en: "Lane"), Phrase(sv: "Poster", en: "Entries"),
                Phrase(sv: "Storlek", en: "Size"),
            ], numbersFrom: 1)
        for figures in statistics.lanes where figures.entries > 0 {
            table.add([
                figures.lane.rawValue, "\(figures.entries)",
                described(Int64(clamping: figures.bytes)),
            ])
        }
        return table
    }

    private var mailboxes: Table {
        var table = Table(
            [
                Phrase(sv: "Brevlåda", en: "Mailbox"), Phrase(sv: "Poster", en: "Entries"),
                Phrase(sv: "Storlek", en: "Size"),
            ], numbersFrom: 1)
        for figures in statistics.mailboxes {
            table.add([
                figures.actor.text, "\(figures.entries)",
                described(Int64(clamping: figures.bytes)),
            ])
        }
        return table
    }

    private var readers: Table {
        var table = Table(
            [
                Phrase(sv: "Nod", en: "Node"), Phrase(sv: "Frågade för", en: "Asked"),
                Phrase(sv: "Väntar", en: "Waiting"), Phrase(sv: "Äldsta", en: "Oldest"),
                Phrase(sv: "Hålls inne", en: "Withheld"),
            ], numbersFrom: 1)
        for (reader, figures) in zip(running?.readers ?? [], waiting) {
            table.add([
                "\(reader.actor)/\(reader.node)",
                (try? Timestamp(rfc3339: reader.lastAsked)).map(age) ?? "–",
                "\(figures.entries)", figures.oldest.map(age) ?? "–", "\(reader.withheld)",
            ])
        }
        return table
    }

    /// Seconds, minutes, hours or days ago, whichever is short.
    private func age(_ moment: Timestamp) -> String {
        let seconds = max(0, now.milliseconds(since: moment) / 1_000)
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    private func described(_ bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (value, unit) = (bytes, 0)
        while value >= 10_240 && unit < units.count - 1 {
            value /= 1_024
            unit += 1
        }
        return "\(value) \(units[unit])"
    }

    // MARK: For programs

    private struct Document: Encodable {
        struct Figures: Encodable {
            let name: String
            let entries: UInt64
            let bytes: UInt64
            var oldest: String?
        }

        struct Reader: Encodable {
            let actor: String
            let node: String
            let lastAsked: String
            let waitingEntries: UInt64
            let oldestWaiting: String?
            let withheld: Int
        }

        let store: String
        let sizes: StoreSizes
        let attachments: BlobFigures
        let messages: UInt64
        let supplements: UInt64
        let receipts: UInt64
        let records: UInt64
        let checkpoints: UInt64
        let nextPosition: UInt64
        let levels: [Figures]
        let lanes: [Figures]
        let mailboxes: [Figures]
        let signed: SignedAges
        let running: RunningState?
        let readers: [Reader]
    }

    private var document: Document {
        let counts = statistics.counts
        return Document(
            store: path, sizes: sizes, attachments: blobs, messages: counts.messages,
            supplements: counts.supplements, receipts: counts.receipts,
            records: counts.records, checkpoints: counts.checkpoints,
            nextPosition: statistics.next,
            levels: statistics.levels.map {
                .init(
                    name: $0.level.name, entries: $0.messages, bytes: $0.bytes,
                    oldest: $0.oldest.rfc3339)
            },
            lanes: statistics.lanes.map {
                .init(name: $0.lane.rawValue, entries: $0.entries, bytes: $0.bytes)
            },
            mailboxes: statistics.mailboxes.map {
                .init(name: $0.actor.text, entries: $0.entries, bytes: $0.bytes)
            }, signed: signed, running: running,
            readers: zip(running?.readers ?? [], waiting).map { reader, figures in
                .init(
                    actor: reader.actor, node: reader.node, lastAsked: reader.lastAsked,
                    waitingEntries: figures.entries, oldestWaiting: figures.oldest?.rfc3339,
                    withheld: reader.withheld)
            })
    }
}
