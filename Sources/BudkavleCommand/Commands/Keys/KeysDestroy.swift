import ArgumentParser
import Identity
import Handover
import Keystore
import Node
import Policies
import Regions
import Speaking
import Wording

/// `keys destroy`: the private half is gone; what was sealed to it opens no more here.
struct KeysDestroy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: spoken(
            sv: "Förstör privata nycklar i en ring; det går inte att ångra.",
            en: "Destroys private keys of a ring; it cannot be undone."),
        discussion: spoken(
            sv: """
                --expired tar dem som ingen kan behöva: utgångna sedan så länge att även det sista \
                meddelande som kan vara förseglat till dem har gått ut, och en vecka till. En nod gör \
                det själv.
                """,
            en: """
                --expired takes those nobody can need: ended so long ago that even the last message \
                that may be sealed to them has expired, and a week more. A node does it by itself.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Nyckelns id eller dess början, minst 8 tecken.",
            en: "The key's id or its beginning, at least 8 characters.", value: .id))
    var keys: [String] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Förstör alla som ingen kan behöva mer.",
            en: "Destroy all that nobody can need any more."))
    var expired = false

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID?

    @OptionGroup var ring: RingOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if keys.isEmpty, !expired { throw CommandError.optionMissing("--expired").ofUsage }
    }

    func run() async throws {
        let output = global.output
        let folder = try ring.folder(of: actor, region)
        var keyring = try folder.open(ring.unlocking(output))
        var destroyed = try keys.map { try find($0, in: keyring.entries) }
        if expired {
            let now = Timestamp.now
            let policy = try region.readView(at: now, trusting: nil, output).policy.policy
            destroyed += keyring.entries.filter { entry in
                entry.schedule(under: policy).map { $0.destruction <= now } ?? false
            }.map(\.id)
        }
        let ids = Set(destroyed).sorted()
        for id in ids { try keyring.destroy(id) }
        if !ids.isEmpty { try folder.replace(with: keyring) }
        try output.show(ids.map(\.hex)) { output in
            output.say(
                Phrase(
                    counting: ids.count, sv: ("nyckel är förstörd.", "nycklar är förstörda."),
                    en: ("key is destroyed.", "keys are destroyed.")))
        }
    }

    private func find(_ prefix: String, in entries: [RingEntry]) throws -> KeyID {
        let found = entries.filter { $0.id.hex.hasPrefix(prefix) }
        guard prefix.count >= Revocable.keyPrefixMinCharacters, let first = found.first else {
            throw CommandError.unknown(concept: "key", name: prefix)
        }
        guard found.count == 1 else {
            throw CommandError.ambiguous(prefix: prefix, count: found.count)
        }
        return first.id
    }
}
