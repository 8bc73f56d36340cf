import ArgumentParser
import Identity
import Labels
import Node
import Registers
import Speaking
import Wording

struct AuditInventoryOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(
            sv: "Öppnar en inventering av det som nu ska finnas.",
            en: "Opens an inventory of what should be there now."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Varför den görs.", en: "Why it is made.", value: .reason))
    var reason: Inventory.Reason = .interval
    @Option(
        name: .customLong("level"),
        help: ArgumentHelp(
            sv: "Nivån; upprepas. Annars alla från begränsat hemlig.",
            en: "The level; may be repeated. Else all from restricted.", value: .level),
        completion: .levels)
    var levels: [Level] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind = .actual
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara det som denna person har.", en: "What this person has alone.", value: .id))
    var holder: PersonID?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let levels = levels.isEmpty ? Level.allCases.filter(\.isClassified) : levels
        let order = InventoryOrder(
            reason, levels: levels.map(\.name), status: status.rawValue, heldBy: holder,
            by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .openInventory(order))
        guard case .inventories(let found) = reply, let inventory = found.inventories.first else {
            return
        }
        try global.output.show(inventory) { $0.show(inventory) }
    }
}
