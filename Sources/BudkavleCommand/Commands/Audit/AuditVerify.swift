import ArgumentParser
import Carriers
import Files
import Foundation
import Identity
import Ledger
import Node
import Notes
import Speaking
import Wording

/// `audit verify`: a relay's ledger, recomputed by somebody who trusts nothing but the registry.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: spoken(
            sv: "Granskar ett reläs logg: underskrift, brickor, rot, och att inget skrivits om.",
            en: "Audits a relay's log: signature, tiles, root, and that nothing was rewritten."),
        discussion: spoken(
            sv: """
                Hämtar kontrollpunkten och alla brickor, räknar om roten ur bladen och jämför. \
                Fungerar bredvid en nod som går: valvet rörs inte.
                """,
            en: """
                Fetches the checkpoint and every tile, computes the root anew from the leaves and \
                compares. Works beside a running node: the vault is left alone.
                """))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Reläets adress. Annars nodens första.",
            en: "The relay's address. Else the node's first.", value: .url))
    var relay: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Tidigare kontrollpunkt som trädet ska fortsätta.",
            en: "An earlier checkpoint that the tree must continue.", value: .file),
        completion: .file())
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Spara kontrollpunkten här, till nästa gång.",
            en: "Save the checkpoint here, for next time.", value: .file), completion: .file())
    var save: String?

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let site = try session.auditSite(relay: relay)
        do {
            let report = try await audit(site)
            await site.client.shutdown()
            try tell(report)
        } catch {
            await site.client.shutdown()
            throw (error as? LedgerError).map { AuditError.invalid(reason: "\($0)") } ?? error
        }
    }

    private func audit(_ site: AuditSite) async throws -> Report {
        let note = try SignedNote(parsing: try await site.client.checkpoint())
        let checkpoint = try site.verified(note)
        let earlier = try since.map {
            try site.verified(
                SignedNote(parsing: File.read($0, limitBytes: checkpointMaxBytes)))
        }
        var reading = LedgerReading(checkpoint, continuing: earlier)
        let progress = ProgressLine(global.output)
        try await reading.read(from: site.client) { size in
            progress.show(
                Int(clamping: size), of: Int(clamping: checkpoint.size),
                Phrase(sv: "Granskar", en: "Verifying"))
        }
        progress.end()
        if let save { try File.write(note.encoded, to: save, replacing: true) }
        return Report(
            relay: site.relay.text, origin: checkpoint.origin, size: checkpoint.size,
            root: checkpoint.root.hex, tiles: reading.tilesRead, continues: earlier?.size)
    }

    private func tell(_ report: Report) throws {
        try global.output.show(report) {
            $0.say(
                sv: "\(report.origin): \(report.size) poster, rot \(report.root).",
                en: "\(report.origin): \(report.size) entries, root \(report.root).")
            $0.say(
                sv: "Underskriften håller; roten är räknad ur \(report.tiles) hämtade brickor.",
                en: "The signature holds; the root is recomputed from \(report.tiles) tiles.")
            guard let earlier = report.continues else { return }
            $0.say(
                sv: "Trädet fortsätter det om \(earlier) poster: inget har skrivits om.",
                en: "The tree continues the one of \(earlier) entries: nothing was rewritten.")
        }
    }

    private struct Report: Encodable {
        let relay: String
        let origin: String
        let size: UInt64
        let root: String
        let tiles: Int
        let continues: UInt64?
    }
}

private let checkpointMaxBytes = 64 * 1024
