import ArgumentParser
import Files
import Foundation
import Handover
import Registry
import Relay
import Speaking
import Storage
import StorageSQLite
import Wording

struct RelayFsck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: spoken(
            sv: "Prövar lagret: databas, logg, kuvert, bilagor och liggare mot varandra.",
            en: "Checks the store: database, log, envelopes, blobs, ledger against each other."),
        discussion: spoken(
            sv: """
                Läser bara, också medan reläet körs. Slutkoder: 0 inget fel · 65 fel, vart och \
                ett nämnt · 78 inget att pröva.
                """,
            en: """
                Only reads, also while the relay runs. Exit codes: 0 nothing is wrong · 65 \
                findings, each told · 78 nothing to check.
                """))

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            sv: "En säkerhetskopia att pröva i stället för reläets eget lager.",
            en: "A backup to check in place of the relay's own store.", value: .file),
        completion: .file())
    var store: String?

    @OptionGroup var speech: OutputOptions

    func run() throws {
        let configuration = try options.settings().configuration()
        let report = try FsckReport.checking(
            store.map(absolute) ?? configuration.storePath, by: configuration, speech.output)
        try report.show(by: speech.output)
        if !report.isClean { throw ExitCode(ExitStatus.badData.rawValue) }
    }
}

extension FsckReport {
    /// Checks a store by the registry and key of the relay it is of.
    ///
    /// - Throws: what is no finding: no store, one of a newer program, no registry.
    static func checking(
        _ path: String, by configuration: RelayConfiguration, _ output: Output
    ) throws -> FsckReport {
        let registry = try configuration.regionDirectory.registry(
            trusting: configuration.genesis
        ).view(at: systemTime())
        guard let relay = registry.relay(configuration.relay) else {
            throw RelayError.relayUnregistered(configuration.relay)
        }
        let check = StoreCheck(registry: registry, key: relay.receiptKey, now: systemTime())
        guard File.isThere(path) else { throw StorageError.cannotOpen(path: path) }
        // Listed before the store is read: what comes later is no stray.
        let own =
            path == configuration.storePath
            ? try BlobFolder(configuration.blobsPath).listing() : nil
        let progress = ProgressLine(output)
        do {
            let inspection = try StoreInspection(path: path)
            // A copy that is no backup: nobody knows where its attachments lie.
            let isWithBlobs = try inspection.backupNote()?.hasBlobs == true
            let blobs = try own ?? (isWithBlobs ? BackupFile(path).blobs.listing() : nil)
            let found = try inspection.withSnapshot { snapshot in
                check.run(on: snapshot, blobs: blobs) { done, all in
                    progress.show(
                        Int(clamping: done), of: Int(clamping: all),
                        Phrase(sv: "Prövar", en: "Checking"))
                }
            }
            progress.end()
            return FsckReport(path: path, report: found, isImmutable: inspection.isImmutable)
        } catch let error as StorageError {
            switch error {
            // A file that cannot be opened for damage is a finding, not an end.
            case .corrupt, .notAStore, .inputOutput:
                var found = StoreCheck.Report()
                found.tell(.unreadable(part: .file, error))
                return FsckReport(path: path, report: found, isImmutable: false)
            default: throw error
            }
        }
    }
}
