import ArgumentParser
import Identity
import Node
import Speaking
import Wording

struct RosterRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: spoken(
            sv: "Den som slutar förlorar allt genast; eller tar tillbaka det som nämns.",
            en: "Who leaves loses everything at once; or takes back what is named."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID
    @OptionGroup var items: RosterItems
    @Flag(
        name: .long,
        help: ArgumentHelp(sv: "Säkerhetsklassen.", en: "The clearance."))
    var clearance = false

    func run() async throws {
        var order = RosterRemoveOrder(id)
        order.facts = items.facts
        order.clearance = clearance
        order.needs = items.needs
        order.functions = items.functions
        let reply = try await NodeSession(global, unlocking).call(.rosterRemove(order))
        guard case .rosterEntry(let entry) = reply else { return }
        try global.output.show(entry) { $0.show(entry) }
    }
}
