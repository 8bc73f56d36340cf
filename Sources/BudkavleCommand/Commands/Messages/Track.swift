import ArgumentParser
import Identity
import Node
import Wording

struct Track: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "track",
        abstract: "Vem som ska ha ett meddelande, har det, har öppnat och kvitterat.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: "Meddelandet, eller minst åtta tecken av det.")
    var id: String

    func run() async throws {
        guard case .track(let reply) = try await NodeSession(global, unlocking).call(.track(id: id))
        else { return }
        try global.output.show(reply) { output in
            output.say(Phrase(verbatim: "\(reply.id) \(reply.state) \(reply.subject)"))
            var table = Table([
                Phrase(sv: "Aktör", en: "Actor"), Phrase(sv: "Mottaget av relä", en: "Accepted"),
                Phrase(sv: "Levererat", en: "Delivered"), Phrase(sv: "Öppnat", en: "Opened"),
                Phrase(sv: "Kvitterat", en: "Acknowledged"), Phrase(sv: "Övrigt", en: "Other"),
            ])
            for recipient in reply.recipients {
                func cell(_ fact: String) -> String {
                    recipient.facts[fact].map { Timestamp(ms: $0).rfc3339 } ?? "–"
                }
                let other = ["refused", "expired"].filter { recipient.facts[$0] != nil }
                table.add([
                    recipient.actor, cell("accepted"), cell("delivered"), cell("opened"),
                    cell("acknowledged"), other.joined(separator: " "),
                ])
            }
            output.show(table)
        }
        if !global.json { tell(reply.denied, global.output) }
    }
}
