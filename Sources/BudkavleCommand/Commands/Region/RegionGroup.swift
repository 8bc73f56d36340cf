import ArgumentParser
import Speaking

struct RegionGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region",
        abstract: spoken(
            sv: "En region: grundas med nycklar, register och policy.",
            en: "A region: founded with keys, registry and policy."),
        subcommands: [RegionNew.self])
}
