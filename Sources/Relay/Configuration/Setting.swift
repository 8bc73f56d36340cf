/// One thing that can be set: its key, and what its value must be.
///
/// The same key in the file (`limits:` holds those that begin so), as `BUDKAVLE_RELAY_…` in the
/// environment, and after `--set`.
package struct Setting: Sendable {
    /// `listen`, `limits.body-max-bytes`.
    package let key: String
    let form: SettingForm
    /// What holds when nothing is set; `nil` where something must be, or may stay away.
    let standard: String?
    let isRequired: Bool

    private init(
        _ key: String, _ form: SettingForm, standard: String? = nil, required: Bool = false
    ) {
        self.key = key
        self.form = form
        self.standard = standard
        isRequired = required
    }

    /// `BUDKAVLE_RELAY_LIMITS_BODY_MAX_BYTES`.
    package var variable: String {
        Self.variablePrefix
            + key.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }

    package static let variablePrefix = "BUDKAVLE_RELAY_"
    /// Names the file itself, so it is no setting in it.
    package static let fileVariable = variablePrefix + "CONFIG"

    /// All of them, in the order of the file.
    package static let all: [Setting] =
        [
            Setting("relay", .name, required: true),
            Setting("listen", .address, required: true),
            Setting("admin", .ownAddress, required: true),
            Setting("region", .path, required: true),
            Setting("genesis", .digest),
            Setting("keyring", .path, required: true),
            Setting("key-file", .path),
            Setting("certificate", .path, required: true),
            Setting("data", .path, required: true),
            Setting("peers", .relays, standard: "all"),
            Setting("syslog", .address),
            Setting("syslog-trust", .path),
            Setting("syslog-certificate", .path),
            Setting("syslog-key", .path),
            Setting("log-level", .oneOf(RelayConfiguration.logLevels), standard: "notice"),
            Setting("log-format", .oneOf(RelayConfiguration.logFormats), standard: "text"),
        ]
        + RelayLimits.keys.map { key in
            Setting(
                limitsPrefix + key.name, .wholeNumber(key.bounds),
                standard: String(RelayLimits()[keyPath: key.path]))
        }

    static let byKey = Dictionary(all.map { ($0.key, $0) }) { first, _ in first }
    static let limitsPrefix = "limits."
}

/// What the value of a setting must be.
package enum SettingForm: Hashable, Sendable {
    case name
    /// host:port
    case address
    /// host:port of this machine alone
    case ownAddress
    case path
    /// SHA-256 in hexadecimal
    case digest
    case wholeNumber(ClosedRange<Int>)
    case oneOf([String])
    /// all, none, or names with commas between
    case relays
}

/// Where a value came from; each outranks those before it.
package enum SettingSource: Hashable, Sendable {
    case standard
    /// Line and column count from 1.
    case file(path: String, line: Int, column: Int)
    case environment(variable: String)
    case flag
}
