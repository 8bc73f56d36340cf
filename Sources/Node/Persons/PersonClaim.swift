package import Identity
package import Policies
package import Primitives

/// Who somebody at the node says she is, and how she shows it.
package struct PersonClaim: Codable, Sendable {
    package var person: PersonID
    @Base64Bytes package var password: [UInt8]
    /// From her device, where she has one.
    package var code: String?
    /// Why she needs what her clearance reaches in limited extent alone.
    package var justification: String?

    package init(
        _ person: PersonID, password: [UInt8], code: String? = nil, justification: String? = nil
    ) {
        self.person = person
        self.password = password
        self.code = code
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

/// What `roster code enrol` asks.
package struct EnrolCodeOrder: Codable, Sendable {
    package var person: PersonID
    package var hash: TimeCodeHash
    /// Base32, of a device that came with one; else it is drawn.
    package var secret: String?

    package init(_ person: PersonID, hash: TimeCodeHash = .sha1, secret: String? = nil) {
        self.person = person
        self.hash = hash
        self.secret = secret
    }
}
