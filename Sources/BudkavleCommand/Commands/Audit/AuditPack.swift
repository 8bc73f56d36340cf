import ArgumentParser
import Foundation
import Node
import Speaking
import Wording

/// `audit pack`: everything an auditor needs, in a directory that verifies without network.
struct AuditPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: spoken(
            sv: "Skriver ett granskningspaket, utan innehållet i något meddelande.",
            en: "Writes an auditor pack, without the content of any message."),
        discussion: spoken(
            sv: """
                Nyckelregister, policy, loggarnas brickor och kontrollpunkter, vittnenas \
                underskrifter och kvittenserna. Vad loggposterna säger öppnas bara för de \
                meddelanden som nämns.
                """,
            en: """
                Registry, policy, the logs' tiles and checkpoints, the witnesses' cosignatures and \
                the receipts. What entries say is opened for the messages named only.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen som görs.", en: "The directory that is made.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        name: .customLong("disclose"),
        help: ArgumentHelp(
            sv: "Meddelande vars loggposter öppnas; upprepas.",
            en: "A message whose entries are opened; may be repeated.", value: .id))
    var disclosed: [String] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Öppna loggposterna för alla meddelanden.",
            en: "Open the entries of all messages."))
    var discloseAll = false

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let folder = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL
            .path(percentEncoded: false)
        let order = PackOrder(
            folder: folder.hasSuffix("/") ? String(folder.dropLast()) : folder,
            disclosed: disclosed, disclosesAll: discloseAll)
        guard
            case .packed(let reply) = try await NodeSession(global, unlocking).call(.pack(order))
        else { return }
        try global.output.show(reply) { output in
            output.say(
                sv: "\(reply.files) filer i \(directory): \(reply.logs.count) loggar, "
                    + "\(reply.receipts) kvittenser, \(reply.entries) öppnade poster.",
                en: "\(reply.files) files in \(directory): \(reply.logs.count) logs, "
                    + "\(reply.receipts) receipts, \(reply.entries) opened entries.")
            output.say(
                sv: "Lämna registrets första not en annan väg: \(reply.genesis)",
                en: "Hand over the registry's first note by another way: \(reply.genesis)")
            for relay in reply.absent {
                output.remark(
                    Phrase(
                        sv: "Loggen hos \(relay) kunde inte hämtas och saknas.",
                        en: "The log of \(relay) could not be fetched and is missing."))
            }
        }
        if !reply.absent.isEmpty { throw CommandError.told(.unavailable) }
    }
}
