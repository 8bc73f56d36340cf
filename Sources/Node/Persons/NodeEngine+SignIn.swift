import Files
import Identity
import Ledger
import Policies
import Primitives
import Rosters

extension NodeEngine {
    /// Who is there, proven; `nil` when nobody says who she is.
    ///
    /// - Parameter function: as what she acts.
    /// - Throws: `RosterError.signInRefused`, which says no more whether the name, the password, the
    ///   code, the token or the number of attempts is wrong, and takes as long for who gives a password;
    ///   `StorageError`.
    func proven(
        _ claim: PersonClaim?, as function: FunctionID? = nil
    ) async throws -> PersonAtNode? {
        guard let claim else { return nil }
        let person = claim.person
        let isOpen = try await exclusively { engine in try await engine.beginAttempt(of: person) }
        let isAccepted = claim.token == nil ? try await isPasswordRight(claim, isOpen) : false
        let strength = try await exclusively { engine in
            try await engine.endAttempt(claim, isOpen: isOpen, isPasswordRight: isAccepted)
        }
        guard let strength else { throw RosterError.signInRefused }
        return PersonAtNode(roster.standing(of: person), signIn: strength, function: function)
    }

    /// The same work for who has none, and while nothing is judged.
    private func isPasswordRight(_ claim: PersonClaim, _ isOpen: Bool) async throws -> Bool {
        let known = isOpen ? memory.roster.passwords[claim.person]?.value.password : nil
        let password = SecretBytes(copying: claim.password)
        return try await BlockingWork.run {
            guard let known else {
                PersonPassword.refuse(password)
                return false
            }
            return known.accepts(password)
        }
    }

    /// Whether the attempt is judged at all. If so it has been counted, durably: whoever pulls the plug
    /// gains none.
    private func beginAttempt(of person: PersonID) async throws -> Bool {
        var tries = signIn(of: person)?.value.tries ?? SignInTries()
        guard tries.isOpen(at: clock()) else { return false }
        tries.begin(at: clock())
        try await keep(tries, of: person)
        return true
    }

    /// - Returns: how she has shown who she is; `nil` when she has not.
    private func endAttempt(
        _ claim: PersonClaim, isOpen: Bool, isPasswordRight: Bool
    ) async throws -> SignInStrength? {
        let person = claim.person
        let (shown, used) = try await judged(claim, isPasswordRight: isPasswordRight)
        if isOpen, let shown, var tries = signIn(of: person)?.value.tries {
            tries.succeed()
            try await keep(tries, of: person, using: used)
            return shown
        } else if isOpen {
            var facts = LedgerFacts(.signIn, at: clock())
            facts.actor = actor
            facts.node = node
            facts.person = person
            try facts.setDetail("refused")
            try await commit([], recording: [try ledgerRecord(facts)])
        }
        return nil
    }

    private func judged(
        _ claim: PersonClaim, isPasswordRight: Bool
    ) async throws -> (shown: SignInStrength?, used: CodeUse?) {
        if let answer = claim.token {
            let shown: SignInStrength? = isRight(answer, of: claim.person) ? .token : nil
            return (shown, nil)
        }
        let (isCodeRight, used) = try await judgedCode(claim)
        guard isPasswordRight, isCodeRight else { return (nil, nil) }
        return (used == nil ? .password : .code, used)
    }

    private func signIn(of person: PersonID) -> Kept<SignInRecord>? {
        memory.roster.signIns[countName(of: person)]
    }

    /// The count, and in the same commit the code that was used.
    private func keep(
        _ tries: SignInTries, of person: PersonID, using code: CodeUse? = nil
    ) async throws {
        let record = SignInRecord(person: countName(of: person), tries: tries)
        let (kept, change) =
            if let known = signIn(of: person) { try vault.updated(known, record) } else {
                try vault.new(record, in: NodeTable.signIns)
            }
        try await commit([change] + (code.map { [$0.change] } ?? []))
        memory.roster.signIns[record.person] = kept
        if let code { memory.roster.codes[person] = code.kept }
    }

    private func countName(of person: PersonID) -> String {
        roster[person] == nil ? RosterMemory.unknownPerson : person.text
    }
}
