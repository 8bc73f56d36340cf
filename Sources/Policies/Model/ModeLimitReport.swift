import Labels

/// A limit of a mode as it is told, to people and to machines: what it is of, and how far it goes.
package struct ModeLimitReport: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case carrierCeiling = "carrier-ceiling"
        case expiresMax = "expires-max"
        case policyFreshness = "policy-freshness"
        case receipt
        case limitedExtent = "limited-extent"
    }

    package let limit: Kind
    /// A carrier's or a level's name.
    package let of: String
    /// Of a carrier: the level's name.
    package private(set) var ceiling: String?
    /// Which receipt.
    package private(set) var receipt: String?
    /// A time, or the period of limited extent.
    package private(set) var seconds: Int64?
    /// Of limited extent.
    package private(set) var messagesMax: Int?

    package init(_ limit: ModeLimit) {
        switch limit {
        case .carrierCeiling(let carrier, let level):
            (self.limit, of, ceiling) = (.carrierCeiling, carrier.rawValue, level.name)
        case .expiresMax(let level, let seconds):
            (self.limit, of, self.seconds) = (.expiresMax, level.name, seconds)
        case .policyFreshness(let level, let seconds):
            (self.limit, of, self.seconds) = (.policyFreshness, level.name, seconds)
        case .receiptDue(let level, let demand, let seconds):
            (self.limit, of, self.seconds) = (.receipt, level.name, seconds)
            receipt = demand.rawValue
        case .limitedExtent(let level, let extent):
            (self.limit, of, seconds) = (.limitedExtent, level.name, extent.periodSeconds)
            messagesMax = extent.messagesMax
        }
    }
}
