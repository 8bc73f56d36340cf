import ArgumentParser
import ContentWording
import Identity
import Node
import Registers
import Speaking
import Wording

struct AuditInventoryShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar inventeringarna, och vad som ska inventeras till när.",
            en: "Shows the inventories, and what is to be counted by when."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(sv: "Inventeringen. Annars alla.", en: "The inventory. Else all."))
    var id: String?

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .inventories(id))
        guard case .inventories(let found) = reply else { return }
        try global.output.show(found) { output in
            for inventory in found.inventories { output.show(inventory) }
            guard id == nil else { return }
            guard !found.dues.isEmpty else {
                return output.say(sv: "Inget att inventera.", en: "Nothing to count.")
            }
            output.show(table(found.dues, output))
        }
    }

    private func table(_ dues: [InventoriesReply.Due], _ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Senast", en: "By"), Phrase(sv: "Nivå", en: "Level"),
            Phrase(sv: "Status", en: "Status"), Phrase(sv: "Varför", en: "Why"),
            Phrase(sv: "Exemplar", en: "Exemplars"), Phrase(sv: "Läge", en: "State"),
        ])
        for due in dues {
            let state =
                due.isOverdue
                ? Phrase(sv: "ÖVER TIDEN", en: "OVERDUE") : Phrase(sv: "väntar", en: "to come")
            table.add([
                due.due.due.rfc3339, due.due.level, due.due.status,
                output.word(due.due.reason.phrase),
                due.due.exemplars.isEmpty ? "–" : due.due.exemplars.joined(separator: ", "),
                output.word(state),
            ])
        }
        return table
    }
}
