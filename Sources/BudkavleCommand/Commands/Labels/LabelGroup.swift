import ArgumentParser

/// `label …`: labels outside envelopes.
struct LabelGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Etiketter i andra former.",
        subcommands: [LabelConvert.self])
}
