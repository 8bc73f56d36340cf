import ArgumentParser
import Identity
import Node
import Policies
import Primitives
import Rosters
import Speaking
import Wording

/// What of a person's standing is named on the command line.
struct RosterItems: ParsableArguments {
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Bedömd pålitlig vid säkerhetsprövning.", en: "Judged reliable by vetting."))
    var reliable = false

    @Flag(
        name: .long,
        help: ArgumentHelp(sv: "Utbildad i säkerhetsskydd.", en: "Trained in protective security."))
    var trained = false

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Upplyst om vad sekretessen innebär.", en: "Briefed on what secrecy means."))
    var briefed = false

    @Option(
        name: .customLong("need"),
        help: ArgumentHelp(
            sv: "Behov: all, forum:, group:, actor: eller compartment: med namn; upprepas.",
            en:
                "Need: all, or forum:, group:, actor: or compartment: with a name; may be repeated.",
            value: .audience))
    var needs: [NeedScope] = []

    @Option(
        name: .customLong("function"),
        help: ArgumentHelp(
            sv: "Funktion, som tib; upprepas.", en: "Function, such as tib; may be repeated.",
            value: .function))
    var functions: [FunctionID] = []

    var facts: [PersonFact] {
        (reliable ? [.reliable] : []) + (trained ? [.trained] : []) + (briefed ? [.briefed] : [])
    }
}

struct RosterAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: spoken(
            sv: "Antecknar en person, eller vad som bedömts om den som finns; för en tid.",
            en: "Records a person, or what was found of one who is there; for a time."),
        discussion: spoken(
            sv: """
                Pseudonymen är den som registret har för personens nyckel, om hon har någon. Namnet \
                är vem hon är: två pseudonymer med samma namn är samma människa, och namnar får ett \
                tillägg. Det som antecknas på nytt ersätter det tidigare.
                """,
            en: """
                The pseudonym is the one the registry has for the person's key, if there is one. The \
                name is who she is: two pseudonyms with one name are one human, and namesakes get an \
                addition. What is recorded anew replaces what was there.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Personens namn; krävs för en ny.", en: "The person's name; needed for a new one.",
            value: .name))
    var name: String?
    @OptionGroup var items: RosterItems
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Säkerhetsklass: 3, 2 eller 1.", en: "Clearance: 3, 2 or 1.",
            value: .count))
    var clearance: Clearance?
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Från när. Annars nu.", en: "From when. Else now.", value: .time))
    var from: Timestamp?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Till när. Annars ett år.", en: "Until when. Else a year.", value: .time))
    var until: Timestamp?
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Fråga efter ett nytt lösenord för personen.",
            en: "Ask for a new password of the person."))
    var password = false
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med det nya lösenordet, för skript.",
            en: "File with the new password, for scripts.", value: .file), completion: .file())
    var passwordFile: String?

    func run() async throws {
        let output = global.output
        var order = RosterAddOrder(id)
        order.name = name
        order.facts = items.facts
        order.clearance = clearance
        order.needs = items.needs
        order.functions = items.functions
        (order.from, order.until) = (from, until)
        order.password = try newPassword(output)
        let reply = try await NodeSession(global, unlocking).call(.rosterAdd(order))
        guard case .rosterEntry(let entry) = reply else { return }
        try output.show(entry) { $0.show(entry) }
    }

    private func newPassword(_ output: Output) throws -> [UInt8]? {
        if let passwordFile { return try readPassword(passwordFile) }
        guard password else { return nil }
        let answer = try PassphrasePrompt(output).askForNew(
            Phrase(sv: "Nytt lösenord för \(id):", en: "New password of \(id):"))
        return answer.withBytes { Array($0) }
    }
}

extension Clearance: ExpressibleByArgument {
    package init?(argument: String) {
        guard let number = Int(argument) else { return nil }
        self.init(rawValue: number)
    }

    package static var allValueStrings: [String] { allCases.map(\.description) }
}

extension NeedScope: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}
