import ArgumentParser
import ContentWording
import Identity
import Node
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
            guard !overdue.rows.isEmpty else {
                if overdue.logReview == nil {
                    output.say(sv: "Inget saknas.", en: "Nothing is missing.")
                }
                return
            }
            var table = Table(OverdueReply.headings)
            for row in overdue.rows { table.add(row.map(output.word)) }
            output.show(table)
        }
    }
}
