import ArgumentParser
import Files
import Handover
import Identity
import Ledger
import Primitives
import Registry
import Relay
import Speaking
import Storage
import StorageSQLite
import Wording

struct RelayRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: spoken(
            sv: "Tar en säkerhetskopia i bruk, och säger det i liggaren.",
            en: "Takes a backup in use, and says so in the ledger."),
        discussion: spoken(
            sv: """
                Kopian prövas som fsck gör. Vad reläet undertecknat efter den är förlorat: nästa \
                post i liggaren säger från när kopian är, hur långt som var undertecknat och varför.
                """,
            en: """
                The backup is checked as fsck does. What the relay has signed after it is lost: the \
                next record of the ledger says from when the backup is, how far was signed, and why.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "En fil som backup skrev.", en: "A file that backup wrote.", value: .file),
        completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            sv: "Varför, på en rad; det står sedan i liggaren.",
            en: "Why, in one line; the ledger will have it.", value: .reason))
    var reason: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var speech: OutputOptions

    func run() async throws {
        let configuration = try options.settings().configuration()
        let store = configuration.storePath
        guard !File.isThere(store) else { throw FileError.alreadyExists(path: store) }
        let backup = try StoreInspection(path: absolute(file))
        guard let note = try backup.backupNote() else {
            throw BackupError.notABackup(path: absolute(file))
        }
        guard note.relay == configuration.relay else {
            throw BackupError.ofAnother(relay: note.relay, wanted: configuration.relay)
        }
        let signed = try signedHead(configuration)
        let entry = try record(of: note, signed: signed)
        let findings = try FsckReport.checking(absolute(file), by: configuration, speech.output)
        // Without an attachment its message is of use still.
        guard findings.isStoreClean else {
            try findings.show(by: speech.output)
            throw ExitCode(ExitStatus.badData.rawValue)
        }
        guard Folder.isThere(configuration.dataPath) else {
            throw StorageError.cannotOpen(path: store)
        }
        // Before the store is there: what it names must be.
        let blobs = try putBack(BackupFile(absolute(file)), backup, configuration)
        try await StoreRestoration(of: store).run(from: backup, recording: entry)
        let lost = note.hasBlobs ? findings.report.findings.filter(\.isLostBlob).count : nil
        try RestoreReport(
            store, note, signed, blobs, lost: lost,
            keeping: setAside(signed, note, configuration)
        ).show(by: speech.output)
    }

    private func putBack(
        _ file: BackupFile, _ backup: StoreInspection, _ configuration: RelayConfiguration
    ) throws -> BlobCopy.Report {
        let progress = ProgressLine(speech.output)
        defer { progress.end() }
        return try BlobCopy(from: file.blobs, to: BlobFolder(configuration.blobsPath)).run(
            of: { wanted in try backup.withSnapshot { try $0.messages(among: wanted) } },
            progress: { done, all in
                progress.show(
                    Int(clamping: done), of: Int(clamping: all),
                    Phrase(sv: "Lägger tillbaka bilagor", en: "Putting attachments back"))
            })
    }

    /// What the relay has signed, as far as it remembers itself.
    private func signedHead(_ configuration: RelayConfiguration) throws -> UInt64? {
        let registry = try configuration.regionDirectory.registry(
            trusting: configuration.genesis
        ).view(at: systemTime())
        guard let relay = registry.relay(configuration.relay) else {
            throw RelayError.relayUnregistered(configuration.relay)
        }
        return try SignedMemory(path: configuration.signedPath).latest(by: relay.receiptKey)?.size
    }

    private func record(of note: BackupNote, signed: UInt64?) throws(BackupError) -> LedgerRecord {
        var facts = LedgerFacts(.restored, at: systemTime())
        let known = signed.map { "signed \($0)" } ?? "signed unknown"
        do {
            try facts.setDetail(
                "backup \(note.madeAt.rfc3339) records \(note.head.size) \(known): \(reason)")
        } catch {
            throw .reasonInvalid
        }
        return LedgerRecord(facts, random: .system)
    }

    /// The checkpoint that the restored log will contradict is kept: it is evidence.
    private func setAside(
        _ signed: UInt64?, _ note: BackupNote, _ configuration: RelayConfiguration
    ) throws -> String? {
        guard let signed, signed > note.head.size else { return nil }
        let path = Folder.parent(of: configuration.signedPath) + "/lost-checkpoint-\(signed)"
        try File.rename(configuration.signedPath, to: path)
        return path
    }
}
