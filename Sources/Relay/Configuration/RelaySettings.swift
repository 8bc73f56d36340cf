import Carriers
import FoundationEssentials
import Identity

/// What is set, from everywhere: flags over environment over file over defaults.
///
/// Keys nobody knows are errors wherever they stand. Paths are relative to the file in the file,
/// and to the working directory elsewhere.
package struct RelaySettings: Sendable {
    struct Value: Sendable {
        let text: String
        let source: SettingSource
        /// What a relative path begins at; empty for the working directory.
        var folder = ""
    }

    private var values: [String: Value] = [:]
    private let file: String

    /// Reads `relay.yaml`.
    ///
    /// - Throws: ``RelayError/configurationInvalid(path:line:column:defect:)`` for what is no
    ///   mapping, and for the first key that is not known.
    package init(file text: String, path: String) throws(RelayError) {
        file = path
        values = try SettingsFile.values(in: text, path: path)
    }

    /// Lays the environment over the file.
    ///
    /// - Throws: ``RelayError/settingInvalid(_:_:)`` for a `BUDKAVLE_RELAY_…` that is no setting.
    package mutating func take(environment: [String: String]) throws(RelayError) {
        let known = Dictionary(Setting.all.map { ($0.variable, $0.key) }) { first, _ in first }
        for (variable, text) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(Setting.variablePrefix) && variable != Setting.fileVariable {
            let source = SettingSource.environment(variable: variable)
            guard let key = known[variable] else {
                throw .settingInvalid(source, .keyUnknown(variable))
            }
            values[key] = Value(text: text, source: source)
        }
    }

    /// Lays `KEY=VALUE` over everything.
    ///
    /// - Throws: ``RelayError/settingInvalid(_:_:)``.
    package mutating func take(flags: [String]) throws(RelayError) {
        for flag in flags {
            let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, Setting.byKey[String(parts[0])] != nil else {
                throw .settingInvalid(.flag, .keyUnknown(String(parts[0])))
            }
            values[String(parts[0])] = Value(text: String(parts[1]), source: .flag)
        }
    }

    /// All settings as they are in force.
    ///
    /// - Throws: ``RelayError``: the first value that is not what it must be, with its place.
    package func configuration() throws(RelayError) -> RelayConfiguration {
        let keyring = try path("keyring")
        return RelayConfiguration(
            relay: try required("relay") { try RelayID($0) },
            listen: try required("listen") { ListenAddress($0) },
            admin: try required("admin") { text in
                ListenAddress(text).flatMap { $0.isLoopback ? $0 : nil }
            },
            regionPath: try path("region"),
            genesis: try optional("genesis") { try Digest(hex: $0) },
            keyringPath: keyring,
            keyFilePath: values["key-file"] == nil
                ? Self.file("key", beside: keyring) : try path("key-file"),
            certificatePath: try path("certificate"), dataPath: try path("data"),
            peers: try required("peers") { PeerChoice($0) }, syslog: try syslog(),
            logLevel: try required("log-level") {
                RelayConfiguration.logLevels.contains($0) ? $0 : nil
            },
            logFormat: try required("log-format") {
                RelayConfiguration.logFormats.contains($0) ? $0 : nil
            }, limits: try limits())
    }

    /// The settings in force, in the order of the file. Paths are absolute, so that they mean the
    /// same wherever they are read.
    package var inForce: [SettingInForce] {
        Setting.all.compactMap { setting in
            guard let value = value(setting.key) else { return nil }
            let path = setting.form == .path ? try? path(setting.key) : nil
            return SettingInForce(
                setting: setting, text: path ?? value.text, source: value.source)
        }
    }

    // MARK: Values

    private func value(_ key: String) -> Value? {
        values[key]
            ?? Setting.byKey[key]?.standard.map { Value(text: $0, source: .standard) }
    }

    private func limits() throws(RelayError) -> RelayLimits {
        var limits = RelayLimits()
        for key in RelayLimits.keys {
            limits[keyPath: key.path] = try required(Setting.limitsPrefix + key.name) {
                Int($0).flatMap { key.bounds.contains($0) ? $0 : nil }
            }
        }
        return limits
    }

    /// One of its settings without those it needs is a mistake, and not silence.
    private func syslog() throws(RelayError) -> SyslogTarget? {
        let others = ["syslog-trust", "syslog-certificate", "syslog-key"]
        guard others.contains(where: { values[$0] != nil }) || values["syslog"] != nil else {
            return nil
        }
        var own: SyslogTarget.Own?
        if values["syslog-certificate"] != nil || values["syslog-key"] != nil {
            own = SyslogTarget.Own(
                certificatePath: try path("syslog-certificate"), keyPath: try path("syslog-key"))
        }
        let trust = try path("syslog-trust")
        return try required("syslog") { [own] text in
            try SyslogTarget(address: text, trustPath: trust, own: own)
        }
    }

    private func path(_ key: String) throws(RelayError) -> String {
        let folder = value(key)?.folder ?? ""
        return try required(key) { text in
            if text.isEmpty { return nil }
            let base = folder.isEmpty ? nil : URL(fileURLWithPath: folder)
            return URL(fileURLWithPath: text, relativeTo: base).standardizedFileURL.path
        }
    }

    private func required<Result>(
        _ key: String, _ read: (String) throws -> Result?
    ) throws(RelayError) -> Result {
        guard let result = try optional(key, read) else {
            throw .configurationInvalid(path: file, line: 1, column: 1, defect: .keyMissing(key))
        }
        return result
    }

    private func optional<Result>(
        _ key: String, _ read: (String) throws -> Result?
    ) throws(RelayError) -> Result? {
        guard let value = value(key), let form = Setting.byKey[key]?.form else { return nil }
        let defect = ConfigurationDefect.valueInvalid(key: key, expected: form)
        if let result = try? read(value.text) { return result }
        guard case .file(let path, let line, let column) = value.source else {
            throw .settingInvalid(value.source, defect)
        }
        throw .configurationInvalid(path: path, line: line, column: column, defect: defect)
    }

    private static func file(_ name: String, beside path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
    }
}
