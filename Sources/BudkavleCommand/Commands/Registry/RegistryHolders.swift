import ArgumentParser
import Identity
import Labels
import Primitives
import Regions
import Registry
import Speaking
import Wording

/// `registry holders`: who can read and sign at a level.
struct RegistryHolders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holders",
        abstract: spoken(
            sv: "Visar vilka som innehar nycklar för en nivå.",
            en: "Shows who holds keys for a level."))

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Nivån. Annars alla.", en: "The level. Else all.", value: .level),
        completion: .levels)
    var level: Level?

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Status. Annars alla.", en: "The status. Else all.", value: .status))
    var status: StatusKind?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let registry = try region.readRegistry(global)
        let view = registry.view(at: .now)
        let keys = view.actors.values.sorted { $0.id < $1.id }.flatMap(\.keys).filter { key in
            (level.map { key.level == $0 } ?? true) && (status.map { key.status == $0 } ?? true)
                && key.usability(at: view.time) == .usable
        }
        try output.show(keys.map { KeyReport($0, at: view.time) }) { output in
            var table = Table([
                Phrase(sv: "aktör", en: "actor"), Phrase(sv: "nivå", en: "level"),
                Phrase(sv: "status", en: "status"), Phrase(sv: "ändamål", en: "purpose"),
                Phrase(sv: "nyckel", en: "key"), Phrase(sv: "gäller till", en: "valid until"),
            ])
            for key in keys {
                table.add([
                    key.actor.text, key.level.name, output.word(key.status.phrase),
                    output.word(key.purpose.phrase), key.id.hex, key.validUntil.rfc3339,
                ])
            }
            output.show(table)
        }
    }
}
