import ArgumentParser
import Node
import Registers
import Speaking
import Wording

struct AuditRegisterEnter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: spoken(
            sv: "Registratorn för in ett meddelande, eller skriver postens ämnesrad.",
            en: "The registrator enters a message, or writes the entry's subject line."),
        discussion: spoken(
            sv: """
                Ämnesraden skrivs av en människa och får inte själv vara skyddsvärd; den tas aldrig \
                ur meddelandet.
                """,
            en: """
                The subject line is written by a person and must not itself be classified; it is \
                never taken from the message.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: entryHelp)
    var entry: String
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Ämnesraden.", en: "The subject line.", value: .reason))
    var subject: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Motpartens registernummer.", en: "The other side's register number.",
            value: .name))
    var theirNumber: String?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let order = NamingOrder(
            entry, subject: subject, theirNumber: theirNumber,
            by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .name(order))
        guard case .lines(let lines) = reply, let line = lines.first else { return }
        try global.output.show(line) { $0.show(line) }
    }
}
