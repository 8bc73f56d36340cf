import ArgumentParser
import Node
import Registers
import Speaking
import Wording

struct AuditInventoryRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: spoken(
            sv: "Antecknar vad någon annan än innehavaren fann av ett exemplar.",
            en: "Records what somebody else than the holder found of an exemplar."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: inventoryHelp)
    var id: String
    @Argument(
        help: ArgumentHelp(
            sv: "present, missing eller differs.", en: "present, missing or differs."))
    var finding: Inventory.Finding
    @Argument(
        help: ArgumentHelp(
            sv: "Registernumret, som 2026-14.", en: "The register number, such as 2026-14."))
    var entry: RegisterNumber
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Exemplarets nummer.", en: "The exemplar's number.", value: .count))
    var exemplar: Int
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En anmärkning på en rad; krävs vid avvikelse.",
            en: "A remark in one line; needed for a discrepancy.", value: .reason))
    var remark: String?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let order = CountOrder(
            id, entry, exemplar, finding, remark: remark,
            by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .count(order))
        guard case .inventories(let found) = reply, let inventory = found.inventories.first else {
            return
        }
        try global.output.show(inventory) { $0.show(inventory) }
    }
}

/// How a campaign is named.
let inventoryHelp = ArgumentHelp(
    sv: "Inventeringen, som inv-1a2b3c4d.", en: "The inventory, such as inv-1a2b3c4d.")
