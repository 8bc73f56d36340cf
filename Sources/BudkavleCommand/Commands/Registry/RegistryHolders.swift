import ArgumentParser
import Identity
import Labels
import Primitives
import Regions
import Registry
import Speaking
import Wording

/// `registry holders`: who can read and sign at a level, and which machines have been given the keys.
struct RegistryHolders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holders",
        abstract: spoken(
            sv: "Visar vilka som innehar nycklar för en nivå.",
            en: "Shows who holds keys for a level."))

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Nivån. Annars alla.", en: "The level. Else all.", value: .level),
        completion: .levels)
    var level: Level?

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Status. Annars alla.", en: "The status. Else all.", value: .status))
    var status: StatusKind?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Aktörens nyckelring, med nodernas kvittenser för de nycklar de fått.",
            en: "The actor's key ring, with the nodes' receipts for keys they were given.",
            value: .directory), completion: .directory)
    var ring: String?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let registry = try region.readRegistry(global)
        let view = registry.view(at: .now)
        let keys = view.actors.values.sorted { $0.id < $1.id }.flatMap(\.keys).filter { key in
            (level.map { key.level == $0 } ?? true) && (status.map { key.status == $0 } ?? true)
                && key.usability(at: view.time) == .usable
        }
        let (receipts, invalid) = ring.map { RingFolder($0).keyReceipts(in: view) } ?? ([], 0)
        let reports = keys.map { HolderReport($0, receipts, in: view) }
        try output.show(reports) { tell(keys, reports, $0) }
        if invalid > 0 {
            output.remark(
                Phrase(
                    sv: "Kvittenser som inte håller och inte räknas: \(invalid).",
                    en: "Receipts that do not hold and do not count: \(invalid)."))
        }
    }

    private func tell(_ keys: [KeyRecord], _ reports: [HolderReport], _ output: Output) {
        var table = Table([
            Phrase(sv: "aktör", en: "actor"), Phrase(sv: "nivå", en: "level"),
            Phrase(sv: "status", en: "status"), Phrase(sv: "ändamål", en: "purpose"),
            Phrase(sv: "nyckel", en: "key"), Phrase(sv: "gäller från", en: "valid from"),
            Phrase(sv: "gäller till", en: "valid until"), Phrase(sv: "noder", en: "nodes"),
        ])
        for (key, report) in zip(keys, reports) {
            let nodes = report.nodes.map { node in
                node.node + (node.takenAt.map { " (\($0))" } ?? "")
            }
            table.add([
                key.actor.text, key.level.name, output.word(key.status.phrase),
                output.word(key.purpose.phrase), key.id.hex, key.validFrom.rfc3339,
                key.validUntil.rfc3339, nodes.joined(separator: ", "),
            ])
        }
        output.show(table)
    }
}

/// A key, and the machines that may have it.
private struct HolderReport: Encodable {
    struct Node: Encodable {
        let node: String
        /// When it acknowledged to have been given the key, as far as the ring at hand says.
        let takenAt: String?
        let revoked: Bool
    }

    let key: KeyReport
    /// Those of the actor that may handle its level, and any other that acknowledged it.
    let nodes: [Node]

    init(_ key: KeyRecord, _ receipts: [KeyReceipt], in view: RegistryView) {
        self.key = KeyReport(key, at: view.time)
        let taken = receipts.filter { $0.actor == key.actor && $0.keys.contains(key.id) }
        let all = view.actor(key.actor)?.nodes.values.sorted { $0.id < $1.id } ?? []
        nodes = all.compactMap { node in
            let receipt = taken.first { $0.node == node.id }
            let isRevoked = node.revocation != nil
            guard receipt != nil || (node.ceiling >= key.level && !isRevoked) else { return nil }
            return Node(
                node: node.id.text, takenAt: receipt?.time.rfc3339, revoked: isRevoked)
        }
    }
}
