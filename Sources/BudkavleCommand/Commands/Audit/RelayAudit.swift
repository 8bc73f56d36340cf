import Auditing
import Carriers
import Files
import Foundation
import Identity
import Ledger
import Node
import Notes
import Speaking
import Wording

/// A relay's log over the network: recomputed from its tiles, held against an earlier checkpoint
/// and against the receipts that the relay has signed.
struct RelayAudit {
    let session: NodeSession
    let relay: String?
    let since: String?
    let save: String?
    let comparesReceipts: Bool

    func run() async throws {
        let standings = comparesReceipts ? try await receiptStandings() : nil
        let site = try session.auditSite(relay: relay)
        do {
            let report = try await audit(site, standings)
            await site.client.shutdown()
            try tell(report)
        } catch {
            await site.client.shutdown()
            throw error
        }
    }

    /// Asked first, so that the tree that is read reaches as far as what was shown.
    private func receiptStandings() async throws -> [ReceiptStanding] {
        guard case .standings(let standings) = try await session.call(.standings(relay: relay))
        else { return [] }
        return standings
    }

    private func audit(_ site: AuditSite, _ standings: [ReceiptStanding]?) async throws -> Report {
        let note = try SignedNote(parsing: try await site.client.checkpoint())
        let checkpoint = try site.verified(note).checkpoint
        let earlier = try since.map {
            try site.verified(
                SignedNote(parsing: File.read($0, limitBytes: checkpointMaxBytes))
            ).checkpoint
        }
        let leaves = try leaves(of: standings ?? [])
        var reading = LogReading(
            checkpoint, continuing: [earlier].compactMap { $0 }, leaves: leaves)
        if reading.contradicted.contains(where: { $0 > checkpoint.size }) {
            try reading.requireContinued()
        }
        try await read(&reading, from: site.client)
        try reading.requireContinued()
        try reading.requireRoot()
        if let save { try File.write(note.encoded, to: save, replacing: true) }
        return Report(
            relay: site.relay.text, origin: checkpoint.origin, size: checkpoint.size,
            root: checkpoint.root.hex, tiles: reading.tilesRead, continues: earlier?.size,
            witnesses: try await site.witnesses(), receipts: standings.map(Receipts.init))
    }

    private func leaves(of standings: [ReceiptStanding]) throws -> [UInt64: Digest] {
        var leaves: [UInt64: Digest] = [:]
        for standing in standings {
            guard let index = standing.index, let leaf = standing.leaf else { continue }
            leaves[index] = try Digest(hex: leaf)
        }
        return leaves
    }

    private func read(_ reading: inout LogReading, from client: RelayClient) async throws {
        let progress = ProgressLine(session.output)
        defer { progress.end() }
        while true {
            let wanted = reading.wanted
            if wanted.isEmpty { return }
            var contents: [TilePath: [UInt8]] = [:]
            for path in wanted {
                contents[path] = try await client.tile(String(path.text.dropFirst("tile/".count)))
            }
            try reading.take(contents)
            progress.show(
                Int(clamping: reading.size), of: Int(clamping: reading.checkpoint.size),
                Phrase(sv: "Granskar", en: "Verifying"))
        }
    }

    // MARK: What is told

    private func tell(_ report: Report) throws {
        try session.output.show(report) { output in
            output.say(
                sv: "\(report.origin): \(report.size) poster, rot \(report.root).",
                en: "\(report.origin): \(report.size) entries, root \(report.root).")
            output.say(
                sv: "Underskriften håller; roten är räknad ur \(report.tiles) hämtade brickor.",
                en: "The signature holds; the root is recomputed from \(report.tiles) tiles.")
            if let earlier = report.continues {
                output.say(
                    sv: "Trädet fortsätter det om \(earlier) poster: inget har skrivits om.",
                    en: "The tree continues the one of \(earlier) entries: nothing was rewritten.")
            }
            output.say(report.witnesses.phrase)
            if let receipts = report.receipts { receipts.tell(output) }
        }
        if report.receipts?.omitted.isEmpty == false { throw CommandError.told(.badData) }
    }

    private struct Report: Encodable {
        let relay: String
        let origin: String
        let size: UInt64
        let root: String
        let tiles: Int
        let continues: UInt64?
        let witnesses: Witnesses
        let receipts: Receipts?
    }

    /// Who has cosigned the tree that most have.
    struct Witnesses: Encodable {
        let cosigners: [String]
        let size: UInt64?
        let required: Int

        var phrase: Phrase {
            guard let size, !cosigners.isEmpty else {
                return Phrase(
                    sv: "Inget vittne har undertecknat trädet.",
                    en: "No witness has cosigned the tree.")
            }
            let names = cosigners.joined(separator: ", ")
            if cosigners.count < required {
                return Phrase(
                    sv: "Trädet om \(size) poster har undertecknats av \(names); "
                        + "policyn kräver \(required).",
                    en: "The tree of \(size) entries is cosigned by \(names); "
                        + "policy asks for \(required).")
            }
            return Phrase(
                sv: "Trädet om \(size) poster har undertecknats av \(names).",
                en: "The tree of \(size) entries is cosigned by \(names).")
        }
    }

    /// The receipts this node holds of the relay, against the relay's log.
    private struct Receipts: Encodable {
        let logged: Int
        let unnamed: Int
        let unasked: Int
        let omitted: [ReceiptStanding]

        init(_ standings: [ReceiptStanding]) {
            logged = standings.count { $0.code == .logged }
            unnamed = standings.count { $0.code == .unnamed }
            unasked = standings.count { $0.code == .unasked }
            omitted = standings.filter(\.isOmission)
        }

        func tell(_ output: Output) {
            output.say(
                sv: "Kvittenser av reläet: \(logged) står i loggen, \(unnamed) nämner ingen post, "
                    + "\(unasked) kunde inte prövas.",
                en: "Receipts of the relay: \(logged) stand in the log, \(unnamed) name no entry, "
                    + "\(unasked) could not be tested.")
            for standing in omitted { output.say(standing.sentence) }
        }
    }
}

extension ReceiptStanding {
    /// An omission, and who answers for it.
    var sentence: Sentence {
        let place = index.map(String.init) ?? "-"
        return Sentence(
            sv: "UTELÄMNAT: \(relay) kvitterade \(message.prefix(12)) \(time.rfc3339) som post "
                + "\(place) i sin logg, och där står den inte.",
            en: "OMITTED: \(relay) signed for \(message.prefix(12)) at \(time.rfc3339) as entry "
                + "\(place) of its log, and it does not stand there.",
            hint: Phrase(
                sv: "Kvittensen är bevis mot reläet: budkavle audit pack tar med den.",
                en: "The receipt is evidence against the relay: budkavle audit pack has it."))
    }
}

private let checkpointMaxBytes = 64 * 1024
