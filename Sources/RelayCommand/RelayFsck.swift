import ArgumentParser
import Foundation
import Handover
import Registry
import Relay
import Storage
import StorageSQLite
import Wording

struct RelayFsck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Prövar lagret: databas, logg, kuvert, bilagor och liggare mot varandra.",
        discussion: """
            Läser bara, också medan reläet körs. Slutkoder: 0 inget fel · 65 fel, vart och ett \
            nämnt · 78 inget att pröva.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "En kopia att pröva i stället för reläets eget lager.")
    var store: String?

    @Flag(help: "Skriv JSON.")
    var json = false

    @Option(help: "Språk: sv eller en. Annars efter miljön.")
    var lang: Language?

    func run() throws {
        let configuration = try options.settings().configuration()
        let registry = try RegionDirectory(
            URL(filePath: configuration.regionPath, directoryHint: .isDirectory)
        ).registry(trusting: configuration.genesis).view(at: systemTime())
        guard let relay = registry.relay(configuration.relay) else {
            throw RelayError.relayUnregistered(configuration.relay)
        }
        let path = store ?? configuration.storePath
        // Of a copy nobody knows where its attachments lie. Listed before the store is read: what
        // comes later is no stray.
        let blobs = try store == nil ? BlobFolder(configuration.blobsPath).listing() : nil
        let progress = FsckProgress(isShown: !json, speaking)
        let report = try check(path) { inspection in
            try inspection.withSnapshot { snapshot in
                StoreCheck(registry: registry, key: relay.receiptKey, now: systemTime())
                    .run(on: snapshot, blobs: blobs, progress: progress.show)
            }
        }
        progress.end()
        try FsckReport(path: path, report: report).print(asJSON: json, in: speaking)
        if !report.findings.isEmpty { throw ExitCode(65) }
    }

    /// A file that cannot be opened for damage is a finding, not an end.
    private func check(
        _ path: String, _ body: (StoreInspection) throws -> StoreCheck.Report
    ) throws -> StoreCheck.Report {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StorageError.cannotOpen(path: path)
        }
        do { return try body(StoreInspection(path: path)) } catch let error as StorageError {
            switch error {
            case .corrupt, .notAStore, .inputOutput:
                var report = StoreCheck.Report()
                report.tell(.unreadable(part: .file, error))
                return report
            default: throw error
            }
        }
    }

    private var speaking: Language {
        lang ?? Language(environment: ProcessInfo.processInfo.environment)
    }
}

/// How far the check has come: one line on a terminal that rewrites itself, nothing in a pipe.
private final class FsckProgress {
    private let isShown: Bool
    private let word: String
    private var lastPercent: UInt64?

    init(isShown: Bool, _ language: Language) {
        self.isShown = isShown && isatty(STDERR_FILENO) == 1
        word = Phrase(sv: "Prövar", en: "Checking")[language]
    }

    func show(_ done: UInt64, of all: UInt64) {
        guard isShown, all > 0 else { return }
        let percent = min(100, done * 100 / all)
        guard percent != lastPercent else { return }
        lastPercent = percent
        FileHandle.standardError.write(Data("\r\u{1b}[K\(word) \(percent) %".utf8))
    }

    func end() {
        if lastPercent != nil { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
    }
}
