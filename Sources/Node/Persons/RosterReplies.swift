package import Identity
package import Rosters

/// A person as the roster's owner sees her.
package struct RosterEntry: Codable, Sendable {
    package struct Part: Codable, Sendable {
        package var what: String
        package var from: Timestamp?
        package var until: Timestamp?
        package var inForce: Bool
    }

    package var id: PersonID
    package var name: String
    package var left: Timestamp?
    package var hasPassword: Bool
    /// Whether she signs in with a code beside the password.
    package var hasCode: Bool
    /// Whether what a token of hers signs counts as one.
    package var hasToken: Bool
    package var parts: [Part]
}

/// What a person's device is told, once.
package struct CodeEnrolment: Codable, Sendable {
    package var person: PersonID
    /// `otpauth://totp/…`, with the secret.
    package var uri: String
}

package struct RosterReply: Codable, Sendable {
    package struct Function: Codable, Sendable {
        package var function: FunctionID
        /// Who may act as it now.
        package var holders: [PersonID]
    }

    package var actor: ActorID
    package var persons: [RosterEntry]
    package var functions: [Function]
}

package struct RosterReviewReply: Codable, Sendable {
    package var findings: [RosterFinding]
    /// Cases of break-glass that nobody has closed.
    package var openCases: [BreakGlassLine]
}
