import ArgumentParser
import ContentWording
import Identity
import Node
import Registers
import Speaking
import Wording

struct AuditRegisterOverdue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overdue",
        abstract: spoken(
            sv: "Säkerhetsskyddschefens lista: kvittenser och logggranskning som borde ha kommit.",
            en: "The security chief's list: receipts, and a log review, that should have come."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .overdue)
        guard case .overdue(let overdue) = reply else { return }
        try global.output.show(overdue) { output in
            if let review = overdue.logReview { output.say(review.overdueSentence) }
            let table = table(overdue, output)
            if !table.isEmpty { return output.show(table) }
            if overdue.logReview == nil {
                output.say(sv: "Inget saknas.", en: "Nothing is missing.")
            }
        }
    }

    private func table(_ overdue: OverdueReply, _ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Skulle ha kommit", en: "Was due"), Phrase(sv: "Kvittens", en: "Receipt"),
            Phrase(sv: "Av", en: "By"), Phrase(sv: "Nivå", en: "Level"),
            Phrase(sv: "För", en: "For"),
        ])
        for receipt in overdue.receipts {
            table.add([
                receipt.due.rfc3339, output.word(Self.words[receipt.receipt] ?? Self.named),
                receipt.recipient, receipt.level,
                String(receipt.message.prefix(idShownCharacters)),
            ])
        }
        for exemplar in overdue.exemplars {
            table.add([
                exemplar.due.rfc3339, output.word(Self.named), exemplar.holder.text,
                exemplar.level, "\(exemplar.entry):\(exemplar.exemplar)",
            ])
        }
        return table
    }

    private static let named = Phrase(sv: "med namn", en: "by name")
    private static let words = [
        "accepted": Phrase(sv: "mottaget av reläet", en: "accepted"),
        "delivered": Phrase(sv: "levererat", en: "delivered"),
        "opened": Phrase(sv: "öppnat", en: "opened"),
        "acknowledged": Phrase(sv: "kvitterat", en: "acknowledged"),
    ]
}
