import ArgumentParser
import Files
import Identity
import Ledger
import Relay
import Speaking
import Storage
import StorageSQLite
import Wording

struct RelayBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: spoken(
            sv: "Säkerhetskopierar lagret till en fil, också medan reläet körs.",
            en: "Backs the store up to one file, also while the relay runs."),
        discussion: spoken(
            sv: """
                Filen är hel eller inte där. Med följer meddelanden, kvittenser, liggare och \
                inställningar, och i FIL.blobs de bilagor som kommit hela, men inga privata \
                nycklar. Avbryts kopieringen går den vidare nästa gång. restore tar kopian i bruk.
                """,
            en: """
                The file is whole or not there. It holds messages, receipts, ledger and settings, \
                and FILE.blobs the attachments that have come whole, but no private keys. A copy \
                that was broken off goes on the next time. restore takes it in use.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Filen som skrivs; den får inte finnas.",
            en: "The file to be written; it must not be there.", value: .file),
        completion: .file())
    var file: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var speech: OutputOptions

    func run() throws {
        let configuration = try options.settings().configuration()
        let path = absolute(file)
        guard !File.isThere(path) else { throw FileError.alreadyExists(path: path) }
        let settings = try File.read(options.path(), limitBytes: Self.settingsMaxBytes)
        let inspection = try StoreInspection(path: configuration.storePath)
        var blobs = BlobCopy.Report()
        let note = try inspection.backUp(
            to: path, of: configuration.relay,
            configuration: String(decoding: settings, as: UTF8.self), at: systemTime()
        ) { blobs = try keepBlobs(of: $0, beside: BackupFile(path), configuration) }
        let counts = try StoreInspection(path: path).withSnapshot { try $0.counts() }
        try tell(Report(path, note, counts, blobs, configuration))
        if !blobs.damaged.isEmpty { throw ExitCode(ExitStatus.badData.rawValue) }
    }

    /// Listed after the store was copied, so that all it knows of is there.
    private func keepBlobs(
        of copy: StoreInspection, beside backup: BackupFile, _ configuration: RelayConfiguration
    ) throws -> BlobCopy.Report {
        let progress = ProgressLine(speech.output)
        defer { progress.end() }
        return try BlobCopy(from: BlobFolder(configuration.blobsPath), to: backup.blobs).run(
            removingOthers: true,
            of: { wanted in try copy.withSnapshot { try $0.messages(among: wanted) } },
            progress: { done, all in
                progress.show(
                    Int(clamping: done), of: Int(clamping: all),
                    Phrase(sv: "Kopierar bilagor", en: "Copying attachments"))
            })
    }

    private func tell(_ report: Report) throws {
        try speech.output.show(report) {
            $0.say(
                sv: "\(report.file): \(report.messages) meddelanden, \(report.receipts) "
                    + "kvittenser, \(report.records) poster i liggaren, \(report.attachments) "
                    + "bilagor.",
                en: "\(report.file): \(report.messages) messages, \(report.receipts) receipts, "
                    + "\(report.records) records of the ledger, \(report.attachments) attachments."
            )
            for name in report.damagedAttachments {
                $0.say(
                    Sentence(
                        sv: "Inte med, för den är skadad: bilagan \(name).",
                        en: "Not in it, since it is damaged: attachment \(name).",
                        hint: Phrase(
                            sv: "fsck säger mer; avsändaren skickar den igen när filen är borta.",
                            en: "fsck says more; its sender sends it again once the file is gone.")
                    ))
            }
            $0.say(
                sv: "Inte med: \(report.leftOut.joined(separator: ", ")).",
                en: "Not in it: \(report.leftOut.joined(separator: ", ")).")
        }
    }

    private struct Report: Encodable {
        let file: String
        let madeAt: String
        let messages: UInt64
        let receipts: UInt64
        /// Of the ledger's tree.
        let records: UInt64
        let root: String
        let attachments: Int
        let attachmentBytes: UInt64
        /// Not in it, since they are not what they are called: message and digest.
        let damagedAttachments: [String]
        /// Key material, which stays where it is.
        let leftOut: [String]

        init(
            _ file: String, _ note: BackupNote, _ counts: StoreCounts, _ blobs: BlobCopy.Report,
            _ configuration: RelayConfiguration
        ) {
            self.file = file
            madeAt = note.madeAt.rfc3339
            messages = counts.messages
            receipts = counts.receipts
            records = note.head.size
            root = note.head.root.hex
            attachments = blobs.count
            attachmentBytes = blobs.bytes
            damagedAttachments = blobs.damaged
            let certificates = try? CertificateFiles(configuration.certificatePath).paths
            leftOut =
                [configuration.keyringPath, configuration.keyFilePath]
                + (certificates ?? [configuration.certificatePath]) + [configuration.signedPath]
        }
    }

    private static let settingsMaxBytes = 1 << 20
}
