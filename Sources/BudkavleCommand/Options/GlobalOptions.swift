import ArgumentParser
import Foundation
import Speaking
import Wording

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @OptionGroup var speech: OutputOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nodens katalog. Annars BUDKAVLE_NODE eller XDG:s.",
            en: "The node's directory. Else BUDKAVLE_NODE or that of XDG.", value: .directory),
        completion: .directory)
    var node: String?

    var json: Bool { speech.json }
    var language: Language { speech.language }
    var output: Output { speech.output }

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
