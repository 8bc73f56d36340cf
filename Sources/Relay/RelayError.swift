package import Handover
package import Identity
package import Registry

/// Why a relay cannot start, or does not take up what lies in its directories.
package enum RelayError: Error, Equatable {
    case fileUnreadable(path: String)
    case fileUnwritable(path: String)
    /// A defect of the configuration; line and column count from 1.
    case configurationInvalid(path: String, line: Int, column: Int, defect: ConfigurationDefect)
    /// A defect of what stands in the environment or behind a flag.
    case settingInvalid(SettingSource, ConfigurationDefect)
    case regionUnreadable(RegionDirectoryError)
    case registryInvalid(RegistryError)
    /// The registry that lies there now does not continue the one in force.
    case registryWentBack
    /// No signed bundle has taken effect.
    case policyMissing
    /// The registry does not know this relay, or knows it with another certificate or key.
    case relayUnregistered(RelayID)
    case identityInvalid
    /// There is no store, and this relay has signed a log.
    case storeMissing(path: String)
    /// The store's log is shorter than what this relay has signed: it was put back from a copy.
    case logWentBack(signed: UInt64, found: UInt64)
    /// The store's log is not the one whose tree of this size this relay has signed.
    case logContradicts(size: UInt64)
    /// What this relay signed last cannot be read, or is not its own.
    case signedUnreadable(path: String)
    /// Another process has the address, or it is not this machine's.
    case cannotListen(address: String)
}

package enum ConfigurationDefect: Equatable, Sendable {
    case notYAML
    case keyUnknown(String)
    case keyMissing(String)
    case valueInvalid(key: String, expected: SettingForm)
}
