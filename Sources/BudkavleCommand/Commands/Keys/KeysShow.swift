import ArgumentParser
import Identity
import Keystore
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
        try output.show(entries.map { Report($0, at: now) }) { output in
            var table = Table([
                Phrase(sv: "nyckel", en: "key"), Phrase(sv: "ändamål", en: "purpose"),
                Phrase(sv: "ägare", en: "owner"), Phrase(sv: "gäller till", en: "valid until"),
            ])
            for entry in entries {
                table.add([
                    entry.id.hex, entry.purpose.rawValue, entry.owner.text,
                    entry.validUntil?.rfc3339 ?? "–",
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

        init(_ entry: RingEntry, at now: Timestamp) {
            id = entry.id.hex
            purpose = entry.purpose.rawValue
            owner = entry.owner.text
            validFrom = entry.validFrom?.rfc3339
            validUntil = entry.validUntil?.rfc3339
            valid = entry.isValid(at: now)
        }
    }
}
