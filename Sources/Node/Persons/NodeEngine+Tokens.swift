import Handover
package import Identity
import Policies
import Primitives
import Registry
package import Rosters
import Storage

extension NodeEngine {
    /// What a person's token is to sign next.
    package func challenge() -> SignInChallenge {
        let nonce = Hex.encode(random.bytes(SignInChallenge.nonceByteCount))
        challenges.issue(nonce, at: clock())
        return SignInChallenge(actor: actor, node: node, nonce: nonce)
    }

    /// Records that a person's registered key is in a token and never leaves it: from then on what it
    /// signs counts as `token`. Whoever administers the roster has seen to it that it is so; here it is
    /// shown that the token is at hand and its key the one that the registry has of her.
    ///
    /// - Throws: `RosterError`, `StorageError`.
    package func enrolToken(_ order: EnrolTokenOrder) async throws -> RosterEntry {
        try await exclusively { engine in
            guard let known = engine.roster[order.person] else {
                throw RosterError.personUnknown(order.person)
            }
            if let left = known.standing.leftAt, left <= engine.clock() {
                throw RosterError.personLeft(order.person, at: left)
            }
            guard engine.memory.roster.tokens[order.person] == nil else {
                throw RosterError.tokenEnrolled(order.person)
            }
            guard let key = engine.key(behind: order.answer, of: order.person) else {
                throw RosterError.tokenUnproven(order.person)
            }
            try await engine.keep(key, of: order.person)
        }
        return try entry(of: order.person)
    }

    private func keep(_ key: KeyID, of person: PersonID) async throws {
        let (kept, change) = try vault.new(
            TokenRecord(person: person, key: key.hex), in: NodeTable.tokens)
        try await keep([], of: person, summary: "token enrolled \(key)", besides: [change])
        memory.roster.tokens[person] = kept
    }

    /// Takes a token out of use, as when it is lost. Her key is revoked in the registry besides.
    ///
    /// - Throws: `RosterError`, `StorageError`.
    package func withdrawToken(of person: PersonID) async throws -> RosterEntry {
        try await exclusively { engine in
            guard engine.roster[person] != nil else { throw RosterError.personUnknown(person) }
            guard let kept = engine.memory.roster.tokens[person] else {
                throw RosterError.tokenMissing(person)
            }
            try await engine.keep(
                [], of: person, summary: "token withdrawn",
                besides: [engine.vault.removal(of: kept)])
            engine.memory.roster.tokens[person] = nil
        }
        return try entry(of: person)
    }

    /// Whether a person's enrolled token has signed a challenge of this node's, which is used up by it.
    func isRight(_ answer: TokenAnswer, of person: PersonID) -> Bool {
        key(behind: answer, of: person).map { isEnrolled($0, of: person) } ?? false
    }

    /// What a person's signature shows of her: she holds a ring and knows what opens it, or she holds
    /// the token that the roster knows.
    func strength(ofSignatureBy person: PersonID) -> SignInStrength {
        guard let key = registeredKey(of: person) else { return .code }
        return isEnrolled(key.id, of: person) ? .token : .code
    }

    private func isEnrolled(_ key: KeyID, of person: PersonID) -> Bool {
        memory.roster.tokens[person]?.value.key == key.hex
    }

    /// The person's key as it is registered, if it has signed a challenge that was still open.
    private func key(behind answer: TokenAnswer, of person: PersonID) -> KeyID? {
        let challenge = SignInChallenge(actor: actor, node: node, nonce: answer.nonce)
        guard challenges.take(answer.nonce, at: clock()), let key = registeredKey(of: person),
            key.verifies(answer.signature, over: challenge.signedBytes(by: person))
        else { return nil }
        return key.id
    }

    private func registeredKey(of person: PersonID) -> SigningPublicKey? {
        let now = clock()
        guard let record = material.registry.view(at: now).person(person, of: actor),
            record.isUsable(at: now)
        else { return nil }
        return record.key
    }
}
