import ArgumentParser
import Envelopes
import Identity
import Keystore
import Node
import Regions
import Wording

struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Frisläpper ett meddelande med en persons nyckel.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(help: "Meddelandet, eller minst åtta tecken av det.")
    var id: String

    @Option(help: "Katalogen med personens nyckelring.")
    var ring: String

    @Option(help: "Nyckelfilen till personens ring. Utan den: filen key bredvid ringen.")
    var personKeyFile: String?

    func run() async throws {
        let session = NodeSession(global, unlocking)
        guard case .id(let hex) = try await session.call(.resolve(id: id)) else { return }
        let unlockingRing =
            personKeyFile.map { RingUnlocking.keyFile(path: $0) } ?? asking(global.output)
        let keyRing = try RingFolder(ring).open(unlockingRing)
        let release = try keyRing.release(of: MessageID(hex: hex), at: ring)
        let reply = try await session.call(
            .release(id: hex, person: release.person.text, signature: release.bytes))
        guard case .sent(let sent) = reply else { return }
        try tell(sent, global.output)
    }
}
