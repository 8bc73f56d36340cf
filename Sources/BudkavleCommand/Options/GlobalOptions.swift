import ArgumentParser
import Foundation
import Wording

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Skriv JSON (ett dokument, eller en rad per händelse).",
            en: "Write JSON (one document, or one line for each event)."))
    var json = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Språk: sv eller en. Annars efter miljön.",
            en: "Language: sv or en. Else as the environment says.", value: .language))
    var lang: Language?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nodens katalog. Annars BUDKAVLE_NODE eller XDG:s.",
            en: "The node's directory. Else BUDKAVLE_NODE or that of XDG.", value: .directory),
        completion: .directory)
    var node: String?

    var language: Language { lang ?? Language(environment: ProcessInfo.processInfo.environment) }

    var output: Output { Output(isJSON: json, language: language) }

    /// The node that the command line or the environment names.
    var namedNode: String? {
        let named = ProcessInfo.processInfo.environment["BUDKAVLE_NODE"]
        return node ?? named.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The node's directory: the named one, else the XDG data directory.
    var nodeDirectory: String {
        if let namedNode { return namedNode }
        let environment = ProcessInfo.processInfo.environment
        func value(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        let data = value("XDG_DATA_HOME") ?? (value("HOME") ?? ".") + "/.local/share"
        return data + "/budkavle"
    }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// Before or without a command line that could be read.
    static var ofProcess: Language {
        Language(
            arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
    }
}
