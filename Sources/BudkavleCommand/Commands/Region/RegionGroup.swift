import ArgumentParser

struct RegionGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region", abstract: "En region: grundas med nycklar, register och policy.",
        subcommands: [RegionNew.self])
}
