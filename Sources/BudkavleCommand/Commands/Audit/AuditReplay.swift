import ArgumentParser
import Auditing
import Files
import Foundation
import Handover
import Identity
import Ledger
import Node
import Speaking
import Wording

/// `audit replay`: logged decisions, run again under what was in force.
struct AuditReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: spoken(
            sv: "Prövar varje loggat avgörande igen; en skillnad är ett larm.",
            en: "Runs every logged decision again; a difference is an alarm."),
        discussion: spoken(
            sv: """
                Utan katalog: nodens egen liggare. Med ett granskningspaket: de poster som är \
                öppnade i det, också reläers. Frågan står i posten; policyn, nyckelregistret och \
                noterna som gällde hämtas ur arkivet, och deras underskrifter prövas på nytt. \
                Slutkod 65 vid larm.
                """,
            en: """
                Without a directory: the node's own ledger. With an auditor pack: the entries that \
                are opened in it, relays' too. The question is in the entry; the policy, registry \
                and notes that were in force come from the archive, and their signatures are \
                verified again. Exit code 65 on an alarm.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Ett granskningspakets katalog.", en: "The directory of an auditor pack.",
            value: .directory), completion: .directory)
    var pack: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "SHA-256 av registrets första not, för ett granskningspaket.",
            en: "SHA-256 of the registry's first note, for an auditor pack.", value: .digest))
    var genesis: Digest?

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if pack == nil, genesis != nil {
            throw CommandError.optionMissing("PACK").ofUsage
        }
    }

    func run() async throws {
        let report: ReplayReport
        if let pack { report = try reportOfPack(pack) } else { report = try await reportOfNode() }
        try global.output.show(report) { output in report.lines.forEach(output.say) }
        if !report.alarms.isEmpty { throw CommandError.told(.badData) }
    }

    private func reportOfNode() async throws -> ReplayReport {
        let session = NodeSession(global, unlocking)
        var report = ReplayReport()
        let progress = ProgressLine(global.output)
        defer { progress.end() }
        var start: UInt64 = 0
        while case .replayed(let page) = try await session.call(.replay(from: start)) {
            report.add(page.report)
            progress.show(
                Int(clamping: page.next), of: Int(clamping: page.entries),
                Phrase(sv: "Prövar", en: "Running again"))
            guard page.next > start, page.next < page.entries else { break }
            start = page.next
        }
        return report
    }

    /// That the entries stand in their logs is for `audit verify` to say.
    private func reportOfPack(_ folder: String) throws -> ReplayReport {
        guard File.isThere("\(folder)/\(PackManifest.path)") else {
            throw PackError.notAPack(path: folder)
        }
        let replay = DecisionReplay(
            in: ViewArchive("\(folder)/\(PackLayout.archive)", trusting: genesis))
        var report = ReplayReport()
        let entries = "\(folder)/\(PackLayout.entries)"
        for name in try Folder.isThere(entries) ? Folder.names(in: entries) : [] {
            let bytes = try File.read("\(entries)/\(name)", limitBytes: TlogProof.maxBytes)
            let proof: EntryProof
            do { proof = try EntryProof(parsing: bytes) } catch {
                throw AuditError.invalid(reason: "\(error)")
            }
            report.take(proof.disclosure.facts, number: proof.proof.index, by: replay)
        }
        return report
    }
}
