package import Labels

/// How a person has shown who she is, weakest first.
package enum SignInStrength: String, CaseIterable, Sendable, Hashable, Codable {
    /// Not at all: anybody at the node.
    case nothing = "none"
    /// By name and password.
    case password
    /// By what she knows and what she holds: name and password, and a one-time code from a device of
    /// hers; or a key of her own in a ring that a passphrase opens.
    case code = "password-and-code"
    /// By a key that never leaves a token or card.
    case token

    /// The least a policy may ask for: a policy cannot turn persons off where the law asks for them.
    ///
    /// SäkF 2:2–3 hold for all security-sensitive activity, so from BH. That a password is enough up
    /// to BH and a card is needed above it is the rule of FMV's industrial security manual.
    package static func least(at level: Level, _ status: StatusKind) -> SignInStrength {
        guard status == .actual, level.isClassified else { return .nothing }
        return level >= .confidential ? .token : .password
    }
}

extension SignInStrength: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .nothing: 0
        case .password: 1
        case .code: 2
        case .token: 3
        }
    }
}
