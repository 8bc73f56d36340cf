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

/// `node keys`: what the actor has made since, for a node that is there already.
struct NodeKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: spoken(
            sv: "Hämtar aktörens nya nycklar till noden, upp till dess nivå.",
            en: "Takes the actor's new keys to the node, up to its level."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Option(
        help: ArgumentHelp(
            sv: "Katalogen med aktörens nyckelring.", en: "The directory of the actor's key ring."),
        completion: .directory)
    var ring: String

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen till aktörens ring. Utan den: filen key bredvid ringen.",
            en: "The key file of the actor's ring. Without it: the file key beside the ring."),
        completion: .file())
    var ringKeyFile: String?

    func run() async throws {
        let output = global.output
        let session = NodeSession(global, unlocking)
        let directory = session.directory
        let (record, material) = try directory.registered(at: Timestamp.systemClock())
        var own = try session.unlockedRing()
        let folder = RingFolder(ring)
        let theirs = try folder.open(
            ringKeyFile.map { .keyFile(path: $0) } ?? asking(output))
        let added = try NodeRing(of: record).take(from: theirs, into: &own, random: .system)
        if !added.isEmpty { try NodeDirectory.writePrivate(own.encoded, to: directory.keyRing) }
        try folder.keepReceipt(
            of: added.filter(\.isOfMessages).map(\.id), from: own, record,
            in: material.registry.region,
            at: Timestamp.systemClock())
        let count = Phrase(
            counting: added.count, sv: ("nyckel", "nycklar"), en: ("key", "keys"))
        try output.show(["added": added.map(\.id.hex)]) {
            $0.say(
                sv: "\(count.swedish) till noden; körs den tar den dem i bruk själv.",
                en: "\(count.english) taken; a node that runs takes them up by itself.")
        }
    }
}
