package import Identity

/// What a person's token signs to show that she is there, now.
///
///     budkavle/sign-in/v1
///     kommun-solna
///     kommun-solna-1
///     person-1
///     8f14e45fceea167a5a36dedd4bea2543…
///
/// Spec: Roster#tokens.
package struct SignInChallenge: Hashable, Sendable, Codable {
    package let actor: ActorID
    package let node: NodeID
    /// Hex of random bytes that this node has asked nobody before.
    package let nonce: String

    package init(actor: ActorID, node: NodeID, nonce: String) {
        self.actor = actor
        self.node = node
        self.nonce = nonce
    }

    /// The first line keeps it from passing for anything else that her key signs.
    package func signedBytes(by person: PersonID) -> [UInt8] {
        Array("budkavle/sign-in/v1\n\(actor)\n\(node)\n\(person)\n\(nonce)\n".utf8)
    }

    package static let nonceByteCount = 32
}

/// The challenges that a node has given out and that nobody has answered.
///
/// They live as long as the process: after a restart the next command asks for another.
package struct SignInChallenges: Sendable {
    private var open: [(nonce: String, until: Timestamp)] = []

    package init() {}

    /// Time enough to insert a card and type its PIN.
    package static let lifetimeSeconds: Int64 = 300
    /// Whoever asks for more pushes out the oldest.
    package static let countMax = 64

    package mutating func issue(_ nonce: String, at now: Timestamp) {
        open.removeAll { $0.until <= now }
        if open.count >= Self.countMax { open.removeFirst() }
        open.append((nonce, now.adding(seconds: Self.lifetimeSeconds)))
    }

    /// Whether it was given out, not long ago, and not answered yet; from now on it is.
    package mutating func take(_ nonce: String, at now: Timestamp) -> Bool {
        guard let index = open.firstIndex(where: { $0.nonce == nonce }) else { return false }
        return open.remove(at: index).until > now
    }
}
