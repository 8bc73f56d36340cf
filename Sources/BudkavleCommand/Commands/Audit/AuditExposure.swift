import ArgumentParser
import Identity
import Node
import Speaking
import Wording

/// `audit exposure`: what something that came into other hands opens or shows.
struct AuditExposure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure",
        abstract: spoken(
            sv: "Vad en nyckel, nod, person eller ett relä röjer av det noden sänt och fått.",
            en: "What a key, node, person or relay exposes of what this node has sent and received."
        ))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En nyckels id, som keys show skriver det.",
            en: "A key's id, as keys show writes it.", value: .id))
    var key: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En nods namn: aktörens nycklar upp till nodens nivå.",
            en: "A node's name: its actor's keys up to the node's level.", value: .name))
    var machine: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Ett reläs namn: uppgifter om meddelanden, och innehållet i öppna.",
            en: "A relay's name: what it knows of messages, and the content of open ones.",
            value: .name))
    var relay: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En person i aktörens förteckning: vad hon kunde läsa, och vad hon har läst.",
            en: "A person of the actor's roster: what she could read, and what she has read.",
            value: .name))
    var person: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Från när; vad ett relä hade glömt då räknas inte, och en person prövas som då.",
            en:
                "From when; what a relay had forgotten by then does not count, and a person is "
                + "judged as then.", value: .time))
    var since: Timestamp?

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    private var lost: [(kind: ExposureOrder.Kind, name: String)] {
        let all: [(ExposureOrder.Kind, String?)] = [
            (.key, key), (.node, machine), (.relay, relay), (.person, person),
        ]
        return all.compactMap { kind, name in name.map { (kind: kind, name: $0) } }
    }

    func validate() throws {
        if lost.isEmpty { throw CommandError.optionMissing("--key").ofUsage }
        if lost.count > 1 { throw CommandError.optionsExclude("--key", "--machine").ofUsage }
    }

    func run() async throws {
        guard let lost = lost.first else { return }
        let order = ExposureOrder(kind: lost.kind, name: lost.name, since: since)
        let session = NodeSession(global, unlocking)
        guard case .exposed(let reply) = try await session.call(.exposure(order)) else { return }
        guard let messages = reply.messages else {
            throw CommandError.unknown(concept: lost.kind.rawValue, name: lost.name)
        }
        try global.output.show(reply) { output in
            var table = Table([
                Phrase(sv: "Meddelande", en: "Message"), Phrase(sv: "Från", en: "From"),
                Phrase(sv: "Till", en: "To"), Phrase(sv: "Nivå", en: "Level"),
                Phrase(sv: "Röjt", en: "Exposed"), Phrase(sv: "Levererat", en: "Delivered"),
                Phrase(sv: "Öppnat", en: "Opened"), Phrase(sv: "Försegla om", en: "Re-seal"),
            ])
            for message in messages { table.add(row(message, output)) }
            output.show(table)
            let content = messages.count(where: \.contentReadable)
            let again = messages.count(where: \.mustReseal)
            let all = messages.count
            output.say(
                sv: "\(all) berörs, innehållet i \(content); \(again) måste förseglas om.",
                en: "\(all) concerned, the content of \(content); \(again) must be re-sealed.")
        }
    }

    private func row(_ message: ExposedMessage, _ output: Output) -> [String] {
        let content = Phrase(sv: "innehåll", en: "content")
        let addresses = Phrase(sv: "uppgifter", en: "metadata")
        return [
            String(message.id.prefix(12)), message.originator, message.recipient, message.level,
            output.word(message.contentReadable ? content : addresses),
            message.delivered?.rfc3339 ?? "-", message.opened?.rfc3339 ?? "-",
            message.mustReseal ? output.word(Phrase(sv: "ja", en: "yes")) : "",
        ]
    }
}
