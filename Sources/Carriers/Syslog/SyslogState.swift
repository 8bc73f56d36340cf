package import Identity

/// How telling a SIEM of a ledger fares.
package struct SyslogState: Codable, Hashable, Sendable {
    /// `host:port`.
    package let address: String
    package let isConnected: Bool
    /// Since when that is so; `nil` before the first attempt.
    package let since: Timestamp?
    /// What stands between, where something does.
    package let problem: GatewayProblem?
    /// Entries that count as told.
    package let told: UInt64
    /// Entries after those.
    package let behind: UInt64
}
