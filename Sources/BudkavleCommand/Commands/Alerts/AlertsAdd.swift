import ArgumentParser
import Identity
import Labels
import Node
import Speaking
import Wording

struct AlertsAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: spoken(
            sv: "En funktion får veta vad som kommer från och med nu.",
            en: "A function is told of what comes from now on."),
        discussion: spoken(
            sv: """
                Vägen dit ställs in i node.yaml. Blixt sägs genast; annat samlas först: \
                omedelbar tio sekunder, prioriterad en minut, rutin fem minuter.
                """,
            en: """
                The way there is set up in node.yaml. Flash is told at once; the rest is gathered \
                first: immediate for ten seconds, priority for a minute, routine for five minutes.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Funktionen, som tib.", en: "The function, such as tib.", value: .function))
    var function: FunctionID
    @Argument(
        help: ArgumentHelp(
            sv: "Adressen: mailto:tib@solna.se eller sms:+46701234567.",
            en: "The address: mailto:tib@solna.se or sms:+46701234567.", value: .name))
    var address: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Minsta brådska som sägs: flash, immediate, priority, routine.",
            en: "Least precedence told: flash, immediate, priority, routine."))
    var least = Precedence.priority
    @Option(
        name: .customLong("status"),
        help: ArgumentHelp(
            sv: "actual, exercise eller test; upprepas. Annars bara actual.",
            en: "actual, exercise or test; may be repeated. Else actual alone."))
    var statuses: [StatusKind] = []

    func run() async throws {
        let order = AlertOrder(
            function, at: address, least: least,
            statuses: statuses.isEmpty
                ? [.actual] : StatusKind.allCases.filter(statuses.contains))
        let reply = try await NodeSession(global, unlocking).call(.alerts(.add(order)))
        guard case .alerts(let lines) = reply, let line = lines.first else { return }
        try global.output.show(line) {
            $0.say(
                sv: "\(line.function) får veta vad som kommer, på \(line.address) (\(line.id)).",
                en: "\(line.function) is told of what comes, at \(line.address) (\(line.id)).")
        }
    }
}
