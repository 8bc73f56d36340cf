import ArgumentParser
import Speaking

/// `label …`: labels outside envelopes.
struct LabelGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: spoken(
            sv: "Etiketter utanför kuvert: i andra former, och flera lagda till en.",
            en: "Labels outside envelopes: in other forms, and several made one."),
        subcommands: [LabelConvert.self, LabelTranslate.self, LabelJoin.self])
}
