import ArgumentParser
import Identity
import Handover
import Keystore
import Node
import Policies
import Primitives
import Regions
import Speaking
import Wording

/// `keys show`: what a ring holds, without opening any key.
struct KeysShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar vilka privata nycklar en ring har.",
            en: "Shows which private keys a ring has."))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID?

    @OptionGroup var ring: RingOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let entries = try ring.folder(of: actor, region).open(ring.unlocking(output)).entries
        let now = Timestamp.now
        // The lifetimes stand in the ring, what follows from them in the policy.
        let policy = try? region.readView(at: now, trusting: nil, global).policy.policy
        let reports = entries.map { entry in
            Report(entry, policy.flatMap { entry.schedule(under: $0) }, at: now)
        }
        try output.show(reports) { output in
            var table = Table([
                Phrase(sv: "nyckel", en: "key"), Phrase(sv: "ändamål", en: "purpose"),
                Phrase(sv: "ägare", en: "owner"), Phrase(sv: "gäller till", en: "valid until"),
                Phrase(sv: "byts från", en: "renewed from"),
                Phrase(sv: "förstörs", en: "destroyed"), Phrase(sv: "finns i", en: "kept in"),
            ])
            for report in reports {
                table.add([
                    report.id, report.purpose, report.owner, report.validUntil ?? "–",
                    report.renewedFrom ?? "–", report.destroyedAt ?? "–",
                    report.token ?? output.word(Phrase(sv: "ringen", en: "the ring")),
                ])
            }
            output.show(table)
        }
    }

    private struct Report: Encodable {
        let id: String
        let purpose: String
        let owner: String
        let validFrom: String?
        let validUntil: String?
        let valid: Bool
        let renewedFrom: String?
        let destroyedAt: String?
        /// PKCS #11 URI of a key that is in a token.
        let token: String?

        init(_ entry: RingEntry, _ schedule: KeySchedule?, at now: Timestamp) {
            renewedFrom = schedule?.due.rfc3339
            destroyedAt = schedule?.destruction.rfc3339
            token = entry.token?.uri.text
            id = entry.id.hex
            purpose = entry.purpose.rawValue
            owner = entry.owner.text
            validFrom = entry.validFrom?.rfc3339
            validUntil = entry.validUntil?.rfc3339
            valid = entry.isValid(at: now)
        }
    }
}
