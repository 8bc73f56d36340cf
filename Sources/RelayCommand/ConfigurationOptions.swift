import ArgumentParser
import Foundation
import Relay

/// Where a relay's settings are found, the same for every command that needs them.
///
/// Flags outrank the environment, which outranks the file, which outranks the defaults.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "Inställningsfilen, relay.yaml. Annars BUDKAVLE_RELAY_CONFIG.")
    var config: String?

    @Option(
        help: ArgumentHelp(
            "Sätter en inställning: listen=127.0.0.1:0, limits.polls-max=100.",
            valueName: "nyckel=värde"))
    var set: [String] = []

    mutating func validate() throws {
        if file == nil { throw ValidationError("--config saknas.") }
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }
    private var file: String? { config ?? environment[Setting.fileVariable] }

    /// The file, standardised.
    func path() throws -> String {
        guard let file else { throw ValidationError("--config saknas.") }
        return URL(filePath: file).standardizedFileURL.path()
    }

    /// - Parameter flags: those that have a name of their own; they outrank `--set`.
    /// - Throws: ``Relay/RelayError``.
    func settings(flags: [(key: String, value: String?)] = []) throws -> RelaySettings {
        let path = try path()
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw RelayError.fileUnreadable(path: path)
        }
        var settings = try RelaySettings(file: text, path: path)
        try settings.take(environment: environment)
        try settings.take(flags: set)
        try settings.take(flags: flags.compactMap { key, value in value.map { "\(key)=\($0)" } })
        return settings
    }
}

extension RelayConfiguration {
    /// The store's file.
    var storePath: String { dataPath + "/relay.sqlite" }
    var blobsPath: String { dataPath + "/blobs" }
}
