import ArgumentParser
import Speaking

/// `label …`: labels outside envelopes.
struct LabelGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: spoken(sv: "Etiketter i andra former.", en: "Labels in other forms."),
        subcommands: [LabelConvert.self])
}
