import ArgumentParser
import ContentWording
import Identity
import Node
import Rosters
import Speaking
import Wording

struct BreakGlassShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar fallen, de som är under granskning först.",
            en: "Shows the cases, those under review first."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Fallet. Annars alla.", en: "The case. Else all."))
    var id: String?

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.showBreakGlass(id))
        guard case .glasses(let lines) = reply else { return }
        try global.output.show(lines) { output in
            if lines.isEmpty { output.say(sv: "Inga fall.", en: "No cases.") }
            for line in lines { output.show(line) }
        }
    }
}

extension Output {
    /// A case with what became of it.
    func show(_ line: BreakGlassLine) {
        let (glass, statement) = (line.glass, line.glass.statement)
        let names = glass.persons.map(\.text).joined(separator: ", ")
        let recipients = statement.recipients.map(\.text).joined(separator: ", ")
        say(
            sv: "\(glass.id): \(statement.message.hex.prefix(idShownCharacters)) från "
                + "\(glass.originator) till \(recipients), \(statement.time) till "
                + "\(statement.until), av \(names).",
            en: "\(glass.id): \(statement.message.hex.prefix(idShownCharacters)) from "
                + "\(glass.originator) to \(recipients), \(statement.time) until "
                + "\(statement.until), by \(names).")
        say(sv: "  Skäl: \(statement.reason)", en: "  Reason: \(statement.reason)")
        show(Phrase(sv: "  Fört vidare", en: "  Passed on"), glass.passedOn, line.passedOnState)
        show(
            Phrase(sv: "  Avsändaren underrättad", en: "  Originator told"), glass.notice,
            line.noticeState)
        if let finding = glass.finding {
            say(
                sv: "  Stängd \(finding.time) av \(finding.person): \(finding.text)",
                en: "  Closed \(finding.time) by \(finding.person): \(finding.text)")
        } else {
            say(sv: "  Granskningen är ÖPPEN.", en: "  The review is OPEN.")
        }
    }

    private func show(_ what: Phrase, _ message: MessageID?, _ state: SentDelivery.State?) {
        let outcome = state?.phrase ?? Phrase(sv: "nej", en: "no")
        let id = message.map { " \($0.hex.prefix(idShownCharacters))" } ?? ""
        say(
            sv: "\(what.swedish): \(outcome.swedish)\(id).",
            en: "\(what.english): \(outcome.english)\(id).")
    }
}
