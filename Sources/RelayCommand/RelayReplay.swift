import ArgumentParser
import Auditing
import Foundation
import Handover
import Ledger
import Relay
import Speaking
import Storage
import StorageSQLite
import Wording

/// `replay`: every decision of the relay's ledger, run again.
struct RelayReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: spoken(
            sv: "Prövar varje avgörande i reläets liggare igen.",
            en: "Runs every decision of the relay's ledger again."),
        discussion: spoken(
            sv: """
                Frågan står i posten; policyn, nyckelregistret och noterna som gällde ligger i \
                reläets arkiv, och deras underskrifter prövas på nytt. Läser bara, också medan \
                reläet körs. Slutkoder: 0 inget larm · 65 larm, vart och ett nämnt.
                """,
            en: """
                The question is in the entry; the policy, registry and notes that were in force \
                lie in the relay's archive, and their signatures are verified again. Only reads, \
                also while the relay runs. Exit codes: 0 no alarm · 65 alarms, each told.
                """))

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var speech: OutputOptions

    func run() throws {
        let configuration = try options.settings().configuration()
        let archive = ViewArchive(
            RegistryKeep(dataPath: configuration.dataPath).archive.path,
            trusting: configuration.genesis)
        let report = try report(of: configuration.storePath, in: archive)
        try speech.output.show(report) { output in report.lines.forEach(output.say) }
        if !report.alarms.isEmpty { throw ExitCode(ExitStatus.badData.rawValue) }
    }

    private func report(of path: String, in archive: ViewArchive) throws -> ReplayReport {
        let progress = ProgressLine(speech.output)
        defer { progress.end() }
        let replay = DecisionReplay(in: archive)
        return try StoreInspection(path: path).withSnapshot { snapshot in
            let all = try Int(clamping: snapshot.counts().records)
            var report = ReplayReport()
            try snapshot.forEachRecord { record in
                report.take(record, by: replay)
                progress.show(
                    report.entries, of: all, Phrase(sv: "Prövar", en: "Running again"))
            }
            return report
        }
    }
}

extension ReplayReport {
    /// Whether a record is as it was written is what `fsck` tells.
    fileprivate mutating func take(_ record: InspectedRecord, by replay: DecisionReplay) {
        guard let bytes = record.facts, let facts = try? LedgerFacts(parsing: bytes) else {
            return takeErased()
        }
        take(facts, number: record.number, by: replay)
    }
}
