import ArgumentParser
import Foundation
package import Wording

/// What every command of every program takes.
package struct OutputOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Skriv JSON (ett dokument, eller en rad per händelse).",
            en: "Write JSON (one document, or one line for each event)."))
    package var json = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Språk: sv eller en. Annars efter miljön.",
            en: "Language: sv or en. Else as the environment says.", value: .language))
    var lang: Language?

    package init() {}

    package var language: Language {
        lang ?? .ofEnvironment
    }

    package var output: Output { Output(isJSON: json, language: language) }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// Before or without a command line that could be read. Found once: every help text asks.
    package static let ofProcess = Language(
        arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)

    /// Where no option names one.
    static let ofEnvironment = Language(environment: ProcessInfo.processInfo.environment)
}
