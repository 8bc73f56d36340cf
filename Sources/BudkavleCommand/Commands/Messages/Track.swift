import ArgumentParser
import ContentWording
import Identity
import Node
import Speaking
import Wording

struct Track: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "track",
        abstract: spoken(
            sv: "Vem som ska ha ett meddelande, har det, har öppnat och kvitterat.",
            en: "Who should have a message, has it, has opened and acknowledged it."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .sent)
    var id: String

    func run() async throws {
        guard case .track(let reply) = try await NodeSession(global, unlocking).call(.track(id: id))
        else { return }
        try global.output.show(reply) { output in
            let subject = subjectPhrase(
                reply.subject, isOpaque: reply.isOpaque, isWithheld: reply.isSubjectWithheld)
            let state = reply.state.phrase
            output.say(
                sv: "\(reply.id) \(state.swedish): \(subject.swedish)",
                en: "\(reply.id) \(state.english): \(subject.english)")
            var table = Table([
                Phrase(sv: "Aktör", en: "Actor"), Phrase(sv: "Mottaget av relä", en: "Accepted"),
                Phrase(sv: "Levererat", en: "Delivered"), Phrase(sv: "Öppnat", en: "Opened"),
                Phrase(sv: "Kvitterat", en: "Acknowledged"), Phrase(sv: "Övrigt", en: "Other"),
            ])
            for recipient in reply.recipients {
                func cell(_ fact: String) -> String {
                    recipient.facts[fact]?.rfc3339 ?? "–"
                }
                let other = otherFacts.filter { recipient.facts[$0.name] != nil }
                    .map { output.word($0.phrase) }
                table.add([
                    recipient.actor, cell("accepted"), cell("delivered"), cell("opened"),
                    cell("acknowledged"), other.joined(separator: ", "),
                ])
            }
            output.show(table)
            for way in reply.ways { output.say(way.phrase) }
            show(reply.custody, output)
            output.show(attachments: reply.attachments)
        }
        if !global.json { tell(reply.denied, global.output) }
    }
}

/// Which relays hold the message, of how many that have to before this node may forget its copy.
private func show(_ custody: TrackReply.Custody, _ output: Output) {
    guard !custody.relays.isEmpty else { return }
    let relays = custody.relays.map(\.relay).joined(separator: ", ")
    output.say(
        sv: "Finns hos \(relays): \(custody.relays.count) reläer av \(custody.needed) som behövs.",
        en: "Held by \(relays): \(custody.relays.count) relays of \(custody.needed) needed.")
}

/// What may have become of it beside the way it was to go.
private let otherFacts = [
    (name: "refused", phrase: Phrase(sv: "avvisat", en: "refused")),
    (name: "expired", phrase: Phrase(sv: "tiden gick ut", en: "expired")),
]
