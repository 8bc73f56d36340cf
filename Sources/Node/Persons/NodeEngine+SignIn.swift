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
    /// - Throws: `RosterError.signInRefused`, which says no more, and takes as long, whether the name,
    ///   the password, the code or the number of attempts is wrong; `StorageError`.
    func proven(
        _ claim: PersonClaim?, as function: FunctionID? = nil
    ) async throws -> PersonAtNode? {
        guard let claim else { return nil }
        let person = claim.person
        let isOpen = try await exclusively { engine in try await engine.beginAttempt(of: person) }
        let known = isOpen ? memory.roster.passwords[person]?.value.password : nil
        let password = SecretBytes(copying: claim.password)
        let isAccepted = try await BlockingWork.run {
            guard let known else {
                PersonPassword.refuse(password)
                return false
            }
            return known.accepts(password)
        }
        let strength = try await exclusively { engine in
            try await engine.endAttempt(claim, isOpen: isOpen, isPasswordRight: isAccepted)
        }
        guard let strength else { throw RosterError.signInRefused }
        return PersonAtNode(roster.standing(of: person), signIn: strength, function: function)
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
        let (isCodeRight, used) = try await judgedCode(claim)
        if isPasswordRight, isCodeRight, var tries = signIn(of: person)?.value.tries {
            tries.succeed()
            try await keep(tries, of: person, using: used)
            return used == nil ? .password : .code
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
