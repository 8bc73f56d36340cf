import ArgumentParser
import Identity
import Node
import Paper
import Primitives
import Speaking
import Wording

/// `budkavle roster code …`
struct RosterCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: spoken(
            sv: "Engångskoder vid inloggning, från en dosa eller app som personen har.",
            en: "One-time codes at sign-in, from a device or app that the person has."),
        subcommands: [RosterCodeEnrol.self, RosterCodeWithdraw.self])
}

struct RosterCodeEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: spoken(
            sv: "Ger personen en dosa; därefter räcker inte lösenordet ensamt.",
            en: "Gives the person a device; from then on the password alone is not enough."),
        discussion: spoken(
            sv: """
                Adressen som skrivs ut läses in i appen, helst som QR-kod; den visas bara nu. Den \
                innehåller hemligheten: skriv den inte till en fil. Är dosan borta återkallas den \
                med roster code withdraw, och en ny ges.
                """,
            en: """
                The address that is printed is read into the app, best as a QR code; it is shown \
                only now. It holds the secret: do not write it to a file. When the device is lost it \
                is withdrawn with roster code withdraw, and another given.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "sha1, som alla appar kan, sha256 eller sha512.",
            en: "sha1, which every app knows, sha256 or sha512.", value: .type))
    var hash: TimeCodeHash = .sha1
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med hemligheten i base32, för en dosa som kom med en.",
            en: "File with the secret in base32, of a device that came with one.", value: .file),
        completion: .file())
    var secretFile: String?
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Rita adressen som QR-kod på skärmen.",
            en: "Draw the address as a QR code on the screen."))
    var qr = false

    func run() async throws {
        let secret = try secretFile.map { String(decoding: try readPassword($0), as: UTF8.self) }
        let order = EnrolCodeOrder(id, hash: hash, secret: secret)
        let reply = try await NodeSession(global, unlocking).call(.enrolCode(order))
        guard case .enrolled(let enrolment) = reply else { return }
        let code = qr ? try QRCode(enrolment.uri) : nil
        try global.output.show(enrolment) { output in
            if let code { output.say(Phrase(verbatim: code.blocks)) }
            output.say(Phrase(verbatim: enrolment.uri))
            output.say(
                sv: "\(id) loggar från nu in med lösenord och engångskod (--code).",
                en: "\(id) signs in with password and one-time code (--code) from now on.")
        }
    }
}

struct RosterCodeWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: spoken(
            sv: "Tar personens dosa ur bruk, som när den är borta.",
            en: "Takes the person's device out of use, as when it is lost."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: ArgumentHelp(sv: "Pseudonymen.", en: "The pseudonym.", value: .id))
    var id: PersonID

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.withdrawCode(id))
        guard case .rosterEntry(let entry) = reply else { return }
        try global.output.show(entry) { $0.show(entry) }
    }
}

extension TimeCodeHash: ExpressibleByArgument {}
