import ArgumentParser
import Node
import Registers
import Speaking
import Wording

struct AuditInventoryClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: spoken(
            sv: "Avslutar en inventering; varje avvikelse blir en incident.",
            en: "Closes an inventory; every discrepancy becomes an incident."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: inventoryHelp)
    var id: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let claim = try await person.requiredClaim(session)
        let reply = try await session.call(register: .closeInventory(id: id, by: claim))
        guard case .inventories(let found) = reply, let inventory = found.inventories.first else {
            return
        }
        try global.output.show(inventory) { $0.show(inventory) }
    }
}
