import ArgumentParser
import Node
import Speaking
import Wording

struct AlertsRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: spoken(
            sv: "Sänder inget mer dit, inte heller det som väntar.",
            en: "Sends nothing more there, neither what waits."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(sv: "Id enligt alerts list.", en: "Id by alerts list.", value: .id))
    var id: String

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.alerts(.remove(id: id)))
        guard case .alerts(let lines) = reply, let line = lines.first else { return }
        try global.output.show(line) {
            $0.say(
                sv: "\(line.function) får inget mer veta på \(line.address).",
                en: "\(line.function) is told nothing more at \(line.address).")
        }
    }
}
