import ArgumentParser
import Identity
import Node
import Speaking
import Wording

struct AlertsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: spoken(
            sv: "Visar vilka som får veta, och vad de inte har fått veta än.",
            en: "Shows who is told, and what they have not been told yet."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.alerts(.list))
        guard case .alerts(let lines) = reply else { return }
        try global.output.show(["subscriptions": lines]) { output in
            guard !lines.isEmpty else {
                return output.say(sv: "Ingen får notiser.", en: "Nobody is told.")
            }
            var table = Table([
                Phrase(verbatim: "Id"), Phrase(sv: "Funktion", en: "Function"),
                Phrase(sv: "Adress", en: "Address"), Phrase(sv: "Minst", en: "Least"),
                Phrase(sv: "Läge", en: "Status"), Phrase(sv: "Väntar", en: "Waiting"),
            ])
            for line in lines {
                table.add([
                    line.id, line.function.text, line.address, output.word(line.least.phrase),
                    line.statuses.map { output.word($0.phrase) }.joined(separator: ", "),
                    String(line.waiting),
                ])
            }
            output.show(table)
        }
    }
}
