import ArgumentParser
import Node
import Speaking
import Wording

struct AuditRegisterOverdue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overdue",
        abstract: spoken(
            sv: "Säkerhetsskyddschefens lista: kvittenser som borde ha kommit.",
            en: "The security chief's list: receipts that should have come."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .overdue)
        guard case .overdue(let overdue) = reply else { return }
        try global.output.show(overdue) { output in
            if overdue.receipts.isEmpty, overdue.exemplars.isEmpty {
                return output.say(sv: "Inget saknas.", en: "Nothing is missing.")
            }
            var table = Table(OverdueReply.headings)
            for row in overdue.rows { table.add(row.map(output.word)) }
            output.show(table)
        }
    }
}
