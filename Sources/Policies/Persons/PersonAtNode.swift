package import Identity
package import Labels

/// A person at her actor's node, in the act: who she is there, how she has shown it, and as what she
/// acts.
package struct PersonAtNode: Hashable, Sendable {
    package var standing: PersonStanding
    package var signIn: SignInStrength
    /// The function account she uses; `nil` for her own name.
    package var function: FunctionID?
    /// What she has had in limited extent before.
    package var limited: LimitedUse

    package init(
        _ standing: PersonStanding, signIn: SignInStrength, function: FunctionID? = nil,
        limited: LimitedUse = LimitedUse()
    ) {
        self.standing = standing
        self.signIn = signIn
        self.function = function
        self.limited = limited
    }

    /// Whether her clearance reaches the level in limited extent alone.
    package func needsLimitedExtent(at level: Level) -> Bool {
        standing.clearance?.clearance.reach(at: level) == .limitedExtent
    }
}

/// Access *i ringa omfattning* as it has been counted for one person within policy's period.
package struct LimitedUse: Hashable, Sendable {
    /// Other messages of the level.
    package var usedCount: Int
    /// This very message has been counted before: seeing it again is nothing new.
    package var isCounted: Bool
    /// Why it is needed has been written down.
    package var isJustified: Bool

    package init(usedCount: Int = 0, isCounted: Bool = false, isJustified: Bool = false) {
        self.usedCount = usedCount
        self.isCounted = isCounted
        self.isJustified = isJustified
    }
}

/// How often policy lets a person have what her clearance reaches in limited extent alone.
package struct LimitedExtent: Hashable, Sendable {
    package let messagesMax: Int
    package let periodSeconds: Int64
}

extension AccessRequest {
    /// May this person see, send or release a message at her own actor's node?
    ///
    /// - Parameters:
    ///   - person: `nil` when nobody has said who is there.
    ///   - actor: whose node it is.
    ///   - isOpaque: see ``isOpaque``.
    package init(
        person: PersonAtNode?, at actor: ActorID, label: Label, of originator: ActorID,
        isOpaque: Bool, now: Timestamp
    ) {
        self.init(
            label: label, kind: .notice, originator: originator, recipient: actor, stage: .person,
            suite: .signed, isOpaque: isOpaque, carrier: .relay, now: now)
        self.person = person
    }

    /// How a person must have signed in. Cargo that an approved product has sealed shows nothing to
    /// anybody at the node; who opens it is that product's affair.
    func signInRequired(by rules: LevelRules) -> SignInStrength {
        isOpaque ? .nothing : rules.signIn(for: label.status.kind)
    }
}
