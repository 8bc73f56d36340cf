import ArgumentParser
import Foundation
import Handover
import Identity
import Keystore
import Node
import Primitives
import Regions
import Registry
import Wording

struct NodeInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Skapar en nods katalog av aktörens nyckelring.",
        discussion: """
            Noden får en egen nyckelring: maskinens nycklar och aktörens meddelandenycklar upp till \
            nodens nivå, aldrig aktörens identitet. Den låses med samma lösenord eller nyckelfil.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Katalogen som skapas.")
    var directory: String

    @Option(help: "Aktören, till exempel sos-alarm.")
    var actor: String

    @Option(help: "Nodens namn i registret. Utan det: aktörens enda nod.")
    var name: String?

    @Option(help: "Regionens katalog, med Keys och Policies.")
    var registry: String

    @Option(help: "Reläernas adresser i önskad ordning, med komma emellan.")
    var relay: String

    @Option(help: "Katalogen med aktörens nyckelring. Utan den: private/actors i regionen.")
    var ring: String?

    @Option(help: "Nyckelfilen till ringen. Utan den: filen key bredvid ringen.")
    var keyFile: String?

    func run() async throws {
        let actorID = try ActorID(actor)
        let layout = RegionLayout(registry)
        let folder = ring.map { RingFolder($0) } ?? layout.ring(of: actorID)
        let unlocking = keyFile.map { RingUnlocking.keyFile(path: $0) } ?? asking(global.output)
        let secret = try folder.secret(unlocking)
        let keyRing = try folder.open(by: secret)
        let region = RegionDirectory(URL(filePath: registry, directoryHint: .isDirectory))
        let node = try name.map { try NodeID($0) } ?? onlyNode(of: actorID, in: region)
        let target = NodeDirectory(URL(filePath: directory, directoryHint: .isDirectory))
        try NodeOpening.make(
            target, actor: actorID, node: node, ring: keyRing, unlockedBy: UnlockMethod(secret),
            region: region, relays: relay.split(separator: ",").map(String.init), random: .system,
            at: Timestamp.systemClock())
        try global.output.show(["directory": directory, "node": node.text]) {
            $0.say(
                sv: "Noden \(node) för \(actorID) finns i \(directory).",
                en: "Node \(node) of \(actorID) is in \(directory).")
        }
    }

    private func onlyNode(of actor: ActorID, in region: RegionDirectory) throws -> NodeID {
        let (material, _) = try region.load(at: Timestamp.systemClock())
        guard let record = material.registry.view(at: Timestamp.systemClock()).actor(actor) else {
            throw NodeError.actorUnknown(actor)
        }
        let live = record.nodes.values.filter { $0.revocation == nil }
        guard live.count == 1, let node = live.first else {
            throw CommandError.optionMissing("--name")
        }
        return node.id
    }
}
