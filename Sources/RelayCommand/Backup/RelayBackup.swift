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
                inställningar, men inga privata nycklar. restore tar den i bruk.
                """,
            en: """
                The file is whole or not there. It holds messages, receipts, ledger and settings, \
                but no private keys. restore takes it in use.
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
        let note = try inspection.backUp(
            to: path, of: configuration.relay,
            configuration: String(decoding: settings, as: UTF8.self), at: systemTime())
        let counts = try StoreInspection(path: path).withSnapshot { try $0.counts() }
        try tell(Report(path, note, counts, configuration))
    }

    private func tell(_ report: Report) throws {
        try speech.output.show(report) {
            $0.say(
                sv: "\(report.file): \(report.messages) meddelanden, \(report.receipts) "
                    + "kvittenser, \(report.records) poster i liggaren.",
                en: "\(report.file): \(report.messages) messages, \(report.receipts) receipts, "
                    + "\(report.records) records of the ledger.")
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
        /// Key material, which stays where it is.
        let leftOut: [String]

        init(
            _ file: String, _ note: BackupNote, _ counts: StoreCounts,
            _ configuration: RelayConfiguration
        ) {
            self.file = file
            madeAt = note.madeAt.rfc3339
            messages = counts.messages
            receipts = counts.receipts
            records = note.head.size
            root = note.head.root.hex
            leftOut = [
                configuration.keyringPath, configuration.keyFilePath,
                configuration.certificatePath, configuration.signedPath,
            ]
        }
    }

    private static let settingsMaxBytes = 1 << 20
}
