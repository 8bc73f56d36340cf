import ArgumentParser
import Files
import Foundation
import Handover
import Relay
import Speaking

/// Where a relay's settings are found, the same for every command that needs them.
///
/// Flags outrank the environment, which outranks the file, which outranks the defaults.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            sv: "Inställningsfilen, relay.yaml. Annars BUDKAVLE_RELAY_CONFIG.",
            en: "The settings file, relay.yaml. Else BUDKAVLE_RELAY_CONFIG.", value: .file),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            sv: "Sätter en inställning: listen=127.0.0.1:0, limits.polls-max=100.",
            en: "Sets a setting: listen=127.0.0.1:0, limits.polls-max=100.", value: .setting),
        completion: .list(Setting.all.map { $0.key + "=" }))
    var set: [String] = []

    mutating func validate() throws {
        if file == nil { throw Self.unnamed }
    }

    private static var unnamed: ValidationError {
        ValidationError(spoken(sv: "--config saknas.", en: "--config is missing."))
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }
    private var file: String? { config ?? environment[Setting.fileVariable] }

    /// The file, absolute.
    func path() throws -> String {
        guard let file else { throw Self.unnamed }
        return absolute(file)
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

/// A path as the file system has it, from the working directory, without a slash at its end.
func absolute(_ path: String) -> String {
    let path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
}

extension RelayConfiguration {
    /// The store's file.
    var storePath: String { dataPath + "/relay.sqlite" }
    /// How far the SIEM was told.
    var syslogPlacePath: String { dataPath + "/syslog-place" }
    var blobsPath: String { dataPath + "/blobs" }
    var cutOffs: CutOffFolder { CutOffFolder(dataPath: dataPath) }

    /// What the relay has signed, beside the keys it signed with.
    var signedPath: String { Folder.parent(of: keyringPath) + "/last-checkpoint" }

    var regionDirectory: RegionDirectory {
        RegionDirectory(URL(filePath: regionPath, directoryHint: .isDirectory))
    }
}
