import ArgumentParser
import Files
import Foundation
import Handover
import Identity
import Keystore
import Node
import Policies
import Primitives
import Registry
import Speaking
import Wording

/// `keys backup`: a node's keys, sealed under a key that lies in shares alone.
struct KeysBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: spoken(
            sv: "Säkerhetskopierar en nods nycklar, med nyckeln delad i andelar.",
            en: "Backs up a node's keys, with the key to them split into shares."),
        discussion: spoken(
            sv: """
                Kopian är en nyckelring för sig; det som öppnar den finns bara i andelarna, och så \
                många som --threshold säger behövs. Lämna varje andel till en egen innehavare och \
                ta bort dem härifrån. Nycklar på nivåer där policyn inte tillåter det (key-backup) \
                kopieras inte, och valvets nyckel bara om alla nivåer upp till nodens tillåter det. \
                Nycklar i kort kan inte kopieras.
                """,
            en: """
                The copy is a key ring of its own; what opens it is in the shares alone, and as \
                many as --threshold says are needed. Give each share to a holder of its own and \
                remove them from here. Keys of levels where policy does not allow it (key-backup) \
                are not copied, and the vault's key only if all levels up to the node's allow it. \
                Keys in tokens cannot be copied.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen som skapas.", en: "The directory to make.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Så många andelar.", en: "So many shares.", value: .count))
    var shares: Int

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Så många andelar behövs för att återställa.",
            en: "So many shares are needed to restore.", value: .count))
    var threshold: Int

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let now = Timestamp.systemClock()
        let (record, material) = try session.directory.registered(at: now)
        guard let policy = material.view(at: now)?.policy.policy else {
            throw NodeError.policyMissing
        }
        let backup = try NodeKeyBackup(
            of: session.unlockedRing(), on: record, under: policy, random: .system)
        let ring = backup.ring.encoded
        let made = try backup.keyFile.shares(shares, threshold: threshold, of: ring)
        try Folder.createEmpty(directory, mode: 0o700)
        try File.writePrivate(ring, to: directory + "/keyring", replacing: false)
        var files: [String] = []
        for share in made {
            let file = "\(directory)/share-\(share.index)"
            try share.encoded.withBytes {
                try File.writePrivate(Array($0), to: file, replacing: false)
            }
            files.append(file)
        }
        let report = Report(
            ring: Hashing.sha256(ring).hex, threshold: threshold, shares: files,
            keys: backup.ring.entries.count, left: backup.left.map(Report.Left.init))
        try global.output.show(report) { report.tell($0) }
    }

    private struct Report: Encodable {
        /// SHA-256 of the ring; shares name it.
        let ring: String
        let threshold: Int
        let shares: [String]
        /// How many are in the copy.
        let keys: Int
        let left: [Left]

        struct Left: Encodable {
            let purpose: String
            let owner: String
            let id: String
            /// PKCS #11 URI of a key that cannot be copied, since it is in a token.
            let token: String?

            init(_ entry: RingEntry) {
                purpose = entry.purpose.rawValue
                owner = entry.owner.text
                id = entry.id.hex
                token = entry.token?.uri.text
            }
        }

        func tell(_ output: Output) {
            output.say(
                sv: "\(keys) nycklar kopierade; \(threshold) av \(shares.count) andelar behövs.",
                en: "\(keys) keys copied; \(threshold) of \(shares.count) shares are needed.")
            for file in shares { output.say(Phrase(verbatim: "  \(file)")) }
            guard !left.isEmpty else { return }
            output.say(
                sv: "Inte kopierade, enligt policyn eller för att de är i kort: \(left.count).",
                en: "Not copied, by policy or since they are in tokens: \(left.count).")
            for entry in left {
                let token = entry.token.map { " \($0)" } ?? ""
                output.say(
                    Phrase(verbatim: "  \(entry.purpose) \(entry.owner) \(entry.id)\(token)"))
            }
        }
    }
}

extension NodeDirectory {
    /// The node as the registry in its directory has it, and what else lies there, verified.
    ///
    /// - Throws: ``NodeError``, `RegistryError`.
    func registered(at now: Timestamp) throws -> (record: NodeRecord, material: RegionMaterial) {
        let configuration = try NodeConfiguration(reading: self.configuration)
        let (actor, node) = (try ActorID(configuration.actor), try NodeID(configuration.node))
        let (material, _) = try region.load(
            trusting: Digest(hex: configuration.genesis), at: now)
        guard let record = material.registry.view(at: now).actor(actor)?.nodes[node] else {
            throw NodeError.nodeUnregistered(node, actor)
        }
        return (record, material)
    }
}
