import ArgumentParser
import Files
import Foundation
import Node
import Speaking
import Wording

/// `audit prove`: what can be shown of a message, as files that stand on their own.
struct AuditProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: spoken(
            sv: "Skriver bevisfiler för ett meddelande man sänt eller fått.",
            en: "Writes proof files for a message one sent or received."),
        discussion: spoken(
            sv: """
                En .tlog-proof-fil för varje loggpost: posten öppnad, kvittensen den gäller, och \
                beviset för att den står i en undertecknad logg. budkavle audit verify prövar den \
                år senare, utan nät.
                """,
            en: """
                One .tlog-proof file for each entry of a log: the entry opened, the receipt it is \
                about, and the proof that it stands in a signed log. budkavle audit verify tests it \
                years later, without network.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandets id, eller dess början.", en: "The message's id, or its beginning.",
            value: .id))
    var id: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            sv: "Katalogen för filerna. Annars arbetskatalogen.",
            en: "The directory for the files. Else the working directory.", value: .directory),
        completion: .directory)
    var output = "."

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        guard case .proofs(let reply) = try await session.call(.prove(id: id)) else { return }
        try Folder.create(output)
        for proof in reply.proofs {
            try File.write(proof.bytes, to: "\(output)/\(proof.name)", replacing: true)
        }
        try global.output.show(Report(reply, in: output)) { output in
            var table = Table([
                Phrase(sv: "Händelse", en: "Event"), Phrase(sv: "Logg", en: "Log"),
                Phrase(sv: "Fil", en: "File"),
            ])
            for proof in reply.proofs { table.add([proof.event, proof.log, proof.name]) }
            output.show(table)
            for standing in reply.receipts where standing.isOmission {
                output.say(standing.sentence)
            }
            for standing in reply.receipts where standing.code == .unasked {
                output.remark(
                    Phrase(
                        sv: "\(standing.relay) kunde inte frågas: dess bevis saknas.",
                        en: "\(standing.relay) could not be asked: its proof is missing."))
            }
        }
        if reply.receipts.contains(where: \.isOmission) { throw CommandError.told(.badData) }
        if reply.receipts.contains(where: { $0.code == .unasked }) {
            throw CommandError.told(.unavailable)
        }
    }

    private struct Report: Encodable {
        struct Proof: Encodable {
            let file: String
            let log: String
            let index: UInt64
            let event: String
        }

        let id: String
        let proofs: [Proof]
        let receipts: [ReceiptStanding]

        init(_ reply: ProofsReply, in folder: String) {
            id = reply.id
            proofs = reply.proofs.map {
                Proof(
                    file: "\(folder)/\($0.name)", log: $0.log, index: $0.index, event: $0.event)
            }
            receipts = reply.receipts
        }
    }
}
