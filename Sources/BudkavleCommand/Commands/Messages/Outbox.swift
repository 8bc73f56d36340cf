import ArgumentParser
import ContentWording
import Identity
import Node
import Speaking
import Wording

/// `budkavle outbox …`
struct Outbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: spoken(
            sv: "Det som skickats och väntar: lista, försök igen, avbryt.",
            en: "What was sent and waits: list, try again, cancel."),
        subcommands: [OutboxList.self, OutboxRetry.self, OutboxCancel.self],
        defaultSubcommand: OutboxList.self)
}

struct OutboxList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: spoken(
            sv: "Allt som skickats, det nyaste först.",
            en: "Everything that was sent, newest first."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        guard case .outbox(let lines) = try await NodeSession(global, unlocking).call(.outbox)
        else { return }
        if global.json {
            for line in lines { try global.output.stream(line) { _ in } }
            return
        }
        guard !lines.isEmpty else {
            return global.output.say(sv: "Utkorgen är tom.", en: "The outbox is empty.")
        }
        var table = Table([
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Nivå", en: "Level"),
            Phrase(sv: "Brådska", en: "Precedence"), Phrase(sv: "Läge", en: "State"),
            Phrase(sv: "Ålder", en: "Age"),
            Phrase(sv: "Till", en: "To"), Phrase(sv: "Nekade", en: "Denied"),
            Phrase(sv: "Bilagor", en: "Attached"), Phrase(sv: "Rubrik", en: "Subject"),
        ])
        for line in lines {
            table.add([
                String(line.id.prefix(idShownCharacters)), "\(line.level) \(line.status)",
                global.output.word(precedencePhrase(line.precedence)),
                global.output.word(line.state.phrase), age(line.created),
                String(line.recipients), String(line.denied),
                attachmentCount(line.attachments, pending: line.attachmentsPending),
                global.output.word(
                    subjectPhrase(
                        line.subject, isOpaque: line.isOpaque,
                        isWithheld: line.isSubjectWithheld)),
            ])
        }
        global.output.show(table)
        for line in lines {
            guard let problem = line.lastProblem?.sentence else { continue }
            global.output.say(problem.prefixed(String(line.id.prefix(idShownCharacters))))
        }
    }
}

struct OutboxRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: spoken(sv: "Försöker genast igen.", en: "Tries again at once."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .sent)
    var id: String

    func run() async throws {
        guard case .sent(let reply) = try await NodeSession(global, unlocking).call(.retry(id: id))
        else { return }
        try tell(reply, global.output)
    }
}

struct OutboxCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: spoken(
            sv: "Avbryter det som inget relä har tagit emot.",
            en: "Cancels what no relay has taken."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .sent)
    var id: String

    func run() async throws {
        guard case .sent(let reply) = try await NodeSession(global, unlocking).call(.cancel(id: id))
        else { return }
        try tell(reply, global.output)
    }
}
