import ArgumentParser
import Foundation
import Handover
import Identity
import Keystore
import Node
import Notes
import Primitives
import Registry
import Speaking
import Wording

/// `node witness`: makes the key with which this node cosigns relays' trees, once, and tells how it
/// is registered.
struct NodeWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: spoken(
            sv: "Gör noden till vittne: en nyckel som undertecknar reläernas träd.",
            en: "Makes the node a witness: a key that cosigns the relays' trees."),
        discussion: spoken(
            sv: """
                Två rötter registrerar nyckeln med kommandot som skrivs ut; därefter undertecknar \
                noden varje träd som fortsätter det den såg sist. En nod som körs startas om.
                """,
            en: """
                Two roots register the key with the command that is printed; from then on the node \
                cosigns every tree that continues the one it saw last. A running node is restarted.
                """))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vittnets namn. Annars nodens.", en: "The witness' name. Else the node's.",
            value: .name))
    var name: WitnessID?

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let directory = session.directory
        let configuration = try NodeConfiguration(reading: directory.configuration)
        let (actor, node) = (try ActorID(configuration.actor), try NodeID(configuration.node))
        let registry = try directory.region.registry(
            trusting: Digest(hex: configuration.genesis))
        let witness = try name ?? WitnessID(node.text)
        let key = try publicKey(of: .node(actor, node), in: session)
        let noteKey = try NoteKey(
            name: RegistryKeyName.witness(witness, in: registry.region), cosigner: key)
        let report = Report(witness: witness.text, key: noteKey.vkey)
        try global.output.show(report) {
            $0.say(
                sv: "Nodens nyckel som vittne finns i dess ring. Två rötter registrerar den:",
                en: "The node's key as a witness is in its ring. Two roots register it:")
            let command = "registry add witness --id \(witness) --key '\(noteKey.vkey)'"
            $0.say(Phrase(verbatim: "  budkavle \(command)"))
        }
    }

    /// The one that is there, else a new one, kept before it is told.
    private func publicKey(
        of owner: KeyOwner, in session: NodeSession
    ) throws -> SigningPublicKey {
        var ring = try session.unlockedRing()
        if let entry = ring.entries(.witness, owner).last {
            return try ring.signingKey(entry).publicKey
        }
        let key = SigningPrivateKey.generate()
        try ring.add(key, .witness, owner, random: .system)
        try NodeDirectory.writePrivate(ring.encoded, to: session.directory.keyRing)
        return key.publicKey
    }

    private struct Report: Encodable {
        let witness: String
        let key: String
    }
}
