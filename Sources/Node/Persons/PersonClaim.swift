package import Identity
package import Policies
package import Primitives

/// Who somebody at the node says she is, and how she shows it.
package struct PersonClaim: Codable, Sendable {
    package var person: PersonID
    /// Empty for who shows a token instead.
    @Base64Bytes package var password: [UInt8]
    /// From her device, where she has one.
    package var code: String?
    /// `nil` for who gives a password.
    package var token: TokenAnswer?
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

    /// By a token alone: what opens it is between her and the token.
    package init(_ person: PersonID, token: TokenAnswer, justification: String? = nil) {
        self.init(person, password: [], justification: justification)
        self.token = token
    }
}

/// A challenge of the node's, signed by a person's token.
package struct TokenAnswer: Codable, Sendable {
    /// As it was given out.
    package var nonce: String
    @Base64Bytes package var signature: [UInt8]

    package init(nonce: String, signature: [UInt8]) {
        self.nonce = nonce
        self.signature = signature
    }
}

/// What `roster token enrol` asks.
package struct EnrolTokenOrder: Codable, Sendable {
    package var person: PersonID
    package var answer: TokenAnswer

    package init(_ person: PersonID, _ answer: TokenAnswer) {
        self.person = person
        self.answer = answer
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
