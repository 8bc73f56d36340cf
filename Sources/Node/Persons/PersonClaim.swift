package import Identity
package import Policies

/// Who somebody at the node says she is, and how she shows it.
package struct PersonClaim: Codable, Sendable {
    package var person: PersonID
    @Base64Bytes package var password: [UInt8]
    /// Why she needs what her clearance reaches in limited extent alone.
    package var justification: String?

    package init(_ person: PersonID, password: [UInt8], justification: String? = nil) {
        self.person = person
        self.password = password
        self.justification = justification
    }
}

/// What `roster add` asks: see `RosterGrant`.
package struct RosterAddOrder: Codable, Sendable {
    package var person: PersonID
    package var name: String?
    package var facts: [PersonFact] = []
    package var clearance: Clearance?
    package var needs: [NeedScope] = []
    package var functions: [FunctionID] = []
    /// Now where it is not said.
    package var from: Timestamp?
    /// A year later where it is not said.
    package var until: Timestamp?
    /// A new one for her.
    package var password: [UInt8]?

    package static let validSecondsDefault: Int64 = 365 * 86_400

    package init(_ person: PersonID) { self.person = person }
}

/// What `roster remove` asks: see `RosterWithdrawal`.
package struct RosterRemoveOrder: Codable, Sendable {
    package var person: PersonID
    package var facts: [PersonFact] = []
    package var clearance = false
    package var needs: [NeedScope] = []
    package var functions: [FunctionID] = []

    package init(_ person: PersonID) { self.person = person }
}
