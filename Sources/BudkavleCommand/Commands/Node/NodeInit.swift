import ArgumentParser
import Foundation
import Handover
import Identity
import Keystore
import Node
import Primitives
import Regions
import Registry
import Speaking
import Wording

struct NodeInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: spoken(
            sv: "Skapar en nods katalog av aktörens nyckelring.",
            en: "Makes a node's directory from the actor's key ring."),
        discussion: spoken(
            sv: """
                Noden får en egen nyckelring: maskinens nycklar och aktörens meddelandenycklar upp \
                till nodens nivå, aldrig aktörens identitet. Den låses med samma lösenord eller \
                nyckelfil.
                """,
            en: """
                The node gets a ring of its own: the machine's keys and the actor's message keys \
                up to the node's level, never the actor's identity. It opens by the same \
                passphrase or key file.
                """))

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(sv: "Katalogen som skapas.", en: "The directory to make."),
        completion: .directory)
    var directory: String

    @Option(
        help: ArgumentHelp(
            sv: "Aktören, till exempel sos-alarm.", en: "The actor, for instance sos-alarm."),
        completion: .actors)
    var actor: String

    @Option(
        help: ArgumentHelp(
            sv: "Nodens namn i registret. Utan det: aktörens enda nod.",
            en: "The node's name in the registry. Without it: the actor's only node."))
    var name: String?

    @Option(
        help: ArgumentHelp(
            sv: "Regionens katalog, med Keys och Policies.",
            en: "The region's directory, with Keys and Policies."), completion: .directory)
    var registry: String

    @Option(
        help: ArgumentHelp(
            sv: "Reläernas adresser i önskad ordning, med komma emellan. Utan: bara buntar.",
            en: "Addresses of the relays in order of preference, parted by commas. None: bundles."
        ))
    var relay: String?

    @Option(
        help: ArgumentHelp(
            sv: "Katalogen med aktörens nyckelring. Utan den: private/actors i regionen.",
            en: "The directory of the actor's key ring. Without it: private/actors in the region."),
        completion: .directory)
    var ring: String?

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen till ringen. Utan den: filen key bredvid ringen.",
            en: "The key file of the ring. Without it: the file key beside the ring."),
        completion: .file())
    var keyFile: String?

    func run() async throws {
        let actorID = try ActorID(actor)
        let layout = RegionLayout(registry)
        let folder = ring.map { RingFolder($0) } ?? layout.ring(of: actorID)
        let unlocking = keyFile.map { RingUnlocking.keyFile(path: $0) } ?? asking(global.output)
        let secret = try folder.secret(unlocking)
        var keyRing = try folder.open(by: secret)
        keyRing.tokens = tokens(global.output)
        let region = RegionDirectory(URL(filePath: registry, directoryHint: .isDirectory))
        let node = try name.map { try NodeID($0) } ?? onlyNode(of: actorID, in: region)
        let target = NodeDirectory(URL(filePath: directory, directoryHint: .isDirectory))
        try await NodeOpening.make(
            target, actor: actorID, node: node, ring: keyRing, unlockedBy: UnlockMethod(secret),
            region: region, relays: (relay ?? "").split(separator: ",").map(String.init),
            random: .system,
            at: Timestamp.systemClock())
        try keepReceipt(of: node, secret, target, in: folder)
        try global.output.show(["directory": directory, "node": node.text]) {
            $0.say(
                sv: "Noden \(node) för \(actorID) finns i \(directory).",
                en: "Node \(node) of \(actorID) is in \(directory).")
        }
    }

    /// What the node has of the actor's keys is put down beside the actor's ring.
    private func keepReceipt(
        of node: NodeID, _ secret: UnlockSecret, _ target: NodeDirectory, in folder: RingFolder
    ) throws {
        let own = try NodeOpening.ring(of: target).unlocked(by: secret)
        let (material, _) = try target.region.load(at: Timestamp.systemClock())
        let view = material.registry.view(at: Timestamp.systemClock())
        guard let record = view.node(node, of: try ActorID(actor)) else { return }
        let keys = own.entries.filter(\.isOfMessages).map(\.id)
        try folder.keepReceipt(
            of: keys, from: own, record, in: view.region, at: Timestamp.systemClock())
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
