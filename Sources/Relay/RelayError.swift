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
    /// Another process has the address, or it is not this machine's.
    case cannotListen(address: String)
}

package enum ConfigurationDefect: Equatable, Sendable {
    case notYAML
    case keyUnknown(String)
    case keyMissing(String)
    case valueInvalid(key: String, expected: SettingForm)
}
