import ArgumentParser
import Identity
import Node
import Primitives
import Speaking
import Wording

/// `budkavle roster token …`
struct RosterToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: spoken(
            sv: "Kort och andra PKCS#11-bärare som personer loggar in med.",
            en: "Cards and other PKCS #11 tokens that persons sign in with."),
        subcommands: [RosterTokenEnrol.self, RosterTokenWithdraw.self])
}

struct RosterTokenEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: spoken(
            sv: "Antecknar att personens registrerade nyckel är i ett kort.",
            en: "Records that the person's registered key is in a token."),
        discussion: spoken(
            sv: """
                Nyckeln har gjorts i kortet och registrerats med registry add person --token. Den som \
                förvaltar förteckningen ser till att kortet är personens; personen sätter i det och \
                ger sin PIN. Nycklar som har varit utanför kortet, eller kan tas ut, godtas inte.
                """,
            en: """
                The key was made in the token and registered by registry add person --token. Whoever \
                administers the roster sees to it that the token is the person's, who inserts it and \
                gives the PIN. Keys that have been outside of it, or may be taken out, are refused.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID
    @OptionGroup var token: TokenOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        guard let key = try token.key(global.output) else {
            throw CommandError.optionMissing("--token")
        }
        try key.requireNeverLeaves()
        let order = EnrolTokenOrder(id, try await session.answer(by: key, of: id))
        guard case .rosterEntry(let entry) = try await session.call(.enrolToken(order)) else {
            return
        }
        try global.output.show(entry) { $0.show(entry) }
    }
}

struct RosterTokenWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: spoken(
            sv: "Tar personens kort ur bruk, som när det är borta.",
            en: "Takes the person's token out of use, as when it is lost."),
        discussion: spoken(
            sv: "Återkalla också nyckeln i registret: registry revoke person.",
            en: "Revoke the key in the registry too: registry revoke person."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.withdrawToken(id))
        guard case .rosterEntry(let entry) = reply else { return }
        try global.output.show(entry) { $0.show(entry) }
    }
}
