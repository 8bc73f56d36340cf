import ArgumentParser
import Identity
import Policies
import Speaking
import Wording

/// A classification of others, for which `policy explain` names the line of the agreement.
struct ForeignLevelOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En nivå hos någon annan, som SALAINEN: vad den är här, och vilken rad säger det.",
            en: "A level of somebody else's, such as SALAINEN: what it is here, by which line.",
            value: .level))
    var foreignLevel: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyn som nivån hör till, som deras etiketter nämner den.",
            en: "The policy the level belongs to, as their labels name it.", value: .name))
    var foreignPolicy: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Den policyns identifierare, om etiketterna har en.",
            en: "That policy's identifier, where the labels have one.", value: .url))
    var foreignUri: String?

    func validate() throws {
        if foreignLevel == nil, foreignPolicy != nil || foreignUri != nil {
            throw CommandError.optionMissing("--foreign-level").ofUsage
        }
        if foreignLevel != nil, foreignPolicy == nil {
            throw CommandError.optionMissing("--foreign-policy").ofUsage
        }
    }

    /// What is asked about; `nil` when nothing is.
    var asked: (level: String, scheme: ForeignScheme)? {
        guard let foreignLevel, let foreignPolicy else { return nil }
        return (foreignLevel, ForeignScheme(name: foreignPolicy, uri: foreignUri))
    }
}
