import ArgumentParser
import Envelopes
import Identity
import Keystore
import Node
import Regions
import Speaking
import Wording

struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: spoken(
            sv: "Frisläpper ett meddelande med en persons nyckel.",
            en: "Releases a message with a person's key."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .sent)
    var id: String

    @Option(
        help: ArgumentHelp(
            sv: "Katalogen med personens nyckelring.", en: "The directory of the person's key ring."
        ), completion: .directory)
    var ring: String

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen till personens ring. Utan den: filen key bredvid ringen.",
            en: "The key file of the person's ring. Without it: the file key beside the ring."),
        completion: .file())
    var personKeyFile: String?

    @Option(
        help: ArgumentHelp(
            sv: "Varför personen behöver det som säkerhetsklassen bara ger i ringa omfattning.",
            en: "Why the person needs what the clearance gives in limited extent alone.",
            value: .reason))
    var justification: String?

    func run() async throws {
        let session = NodeSession(global, unlocking)
        guard case .id(let hex) = try await session.call(.resolve(id: id)) else { return }
        let unlockingRing =
            personKeyFile.map {
                RingUnlocking.keyFile(path: $0, tokens: tokens(global.output))
            } ?? asking(global.output)
        let keyRing = try RingFolder(ring).open(unlockingRing)
        let release = try keyRing.release(of: MessageID(hex: hex), at: ring)
        let reply = try await session.call(
            .release(
                id: hex, person: release.person.text, signature: release.bytes,
                justification: justification))
        guard case .sent(let sent) = reply else { return }
        try tell(sent, global.output)
    }
}
