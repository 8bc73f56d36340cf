import ArgumentParser
import ContentWording
import Identity
import Node
import Registers
import Speaking
import Wording

/// `budkavle audit inventory …`
struct AuditInventory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: spoken(
            sv: "Inventering av exemplar, av någon annan än den som har dem.",
            en: "Inventory of exemplars, by somebody else than who has them."),
        subcommands: [
            AuditInventoryOpen.self, AuditInventoryRecord.self, AuditInventoryClose.self,
            AuditInventoryShow.self,
        ], defaultSubcommand: AuditInventoryShow.self)
}

extension Inventory.Reason: ExpressibleByArgument {}
extension Inventory.Finding: ExpressibleByArgument {}

extension Output {
    /// A campaign with everything that is to be counted.
    func show(_ inventory: Inventory) {
        let levels = inventory.levels.joined(separator: ", ")
        let scope = inventory.holder.map { ", \($0)" } ?? ""
        say(
            sv: "\(inventory.id): \(inventory.reason.phrase.swedish), \(levels), "
                + "\(inventory.status)\(scope); öppnad \(inventory.opened) av "
                + "\(inventory.openedBy).",
            en: "\(inventory.id): \(inventory.reason.phrase.english), \(levels), "
                + "\(inventory.status)\(scope); opened \(inventory.opened) by "
                + "\(inventory.openedBy).")
        var table = Table([
            Phrase(sv: "Exemplar", en: "Exemplar"), Phrase(sv: "Nivå", en: "Level"),
            Phrase(sv: "Innehavare", en: "Holder"), Phrase(sv: "Funnet", en: "Found"),
            Phrase(sv: "Av", en: "By"), Phrase(sv: "Anmärkning", en: "Remark"),
        ])
        for item in inventory.items {
            table.add([
                "\(item.entry):\(item.exemplar)", item.level, item.holder.text,
                item.count.map { word($0.finding.phrase) } ?? "–", item.count?.by.text ?? "–",
                item.count?.remark ?? "–",
            ])
        }
        show(table)
        guard let closing = inventory.closing else {
            let left = inventory.uncounted.count
            return say(sv: "\(left) återstår.", en: "\(left) remain.")
        }
        say(
            sv: "Avslutad \(closing.time) av \(closing.by).",
            en: "Closed \(closing.time) by \(closing.by).")
        for incident in closing.incidents {
            say(sv: "Incident \(incident).", en: "Incident \(incident).")
        }
    }
}
